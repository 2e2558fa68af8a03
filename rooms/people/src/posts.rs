//! The posts of the city, as today's pack defines its organs. The binary fills them in at start.

use std::collections::BTreeMap;
use std::sync::Arc;

use authority::{Duty, Post};
use identity::{FunctionId, NameError, OrganId, PostId, RegionCode};

/// Every post there is.
#[derive(Debug, Clone, Default)]
pub struct Posts {
    entries: BTreeMap<PostId, PostEntry>,
}

/// A post with what people call it.
#[derive(Debug, Clone)]
pub struct PostEntry {
    /// The post.
    pub post: Arc<Post>,
    /// The organ's name: 滨州市生态环境局博兴县分局.
    pub organ_name: String,
}

/// An organ whose posts are to be made: one a duty, named `<organ>-<duty>`.
#[derive(Debug, Clone)]
pub struct OrganPosts {
    /// The organ.
    pub organ: OrganId,
    /// Its name.
    pub name: String,
    /// Its region.
    pub region: RegionCode,
    /// What it does; each of its posts carries all of it.
    pub functions: Vec<FunctionId>,
    /// The duties for which it has posts.
    pub duties: Vec<Duty>,
}

impl OrganPosts {
    /// The duties through which every step runs: 承办, 审核, 签发.
    pub const CHAIN: [Duty; 3] = [Duty::Handle, Duty::Check, Duty::Sign];
    /// The duties that the leading bureau of a region has besides.
    pub const LEADING: [Duty; 7] = [
        Duty::Clerk,
        Duty::Helper,
        Duty::Supervise,
        Duty::Lead,
        Duty::Administer,
        Duty::Audit,
        Duty::Protect,
    ];
}

impl Posts {
    /// The posts of these organs.
    pub fn of(organs: impl IntoIterator<Item = OrganPosts>) -> Result<Self, NameError> {
        let mut posts = Self::default();
        for organ in organs {
            posts.add(organ)?;
        }
        Ok(posts)
    }

    fn add(&mut self, organ: OrganPosts) -> Result<(), NameError> {
        for duty in &organ.duties {
            let id: PostId = format!("{}-{duty}", organ.organ).parse()?;
            let post = Arc::new(Post {
                id: id.clone(),
                organ: organ.organ.clone(),
                region: organ.region,
                functions: organ.functions.clone(),
                duties: vec![*duty],
            });
            self.entries.insert(
                id,
                PostEntry {
                    post,
                    organ_name: organ.name.clone(),
                },
            );
        }
        Ok(())
    }

    /// A post, if today's city has it.
    pub fn get(&self, id: &PostId) -> Option<&PostEntry> {
        self.entries.get(id)
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &PostEntry> {
        self.entries.values()
    }
}

impl PostEntry {
    /// The key of what the post does: 承办.
    pub fn duty_key(&self) -> &'static str {
        self.post.duties.first().map_or("duty-none", |duty| duty_key(*duty))
    }
}

/// The key of a duty's name: 承办, 审核, 签发.
pub fn duty_key(duty: Duty) -> &'static str {
    match duty {
        Duty::Handle => "duty-handle",
        Duty::Check => "duty-check",
        Duty::Sign => "duty-sign",
        Duty::Clerk => "duty-clerk",
        Duty::Helper => "duty-helper",
        Duty::Supervise => "duty-supervise",
        Duty::Lead => "duty-lead",
        Duty::Administer => "duty-administer",
        Duty::Audit => "duty-audit",
        Duty::Protect => "duty-protect",
    }
}
