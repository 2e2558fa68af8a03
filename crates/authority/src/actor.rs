//! Who acts, and in which capacity.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use identity::{FunctionId, OrganId, PostId, RecordId, RegionCode};
use serde::{Deserialize, Serialize};

use crate::acted::{BESIDE, HelperBeside};
use crate::behalf::Behalf;

/// Somebody in one capacity. The same person in another capacity is another actor, with other rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The account that signed in; none for visitors and for the system itself.
    pub account: Option<RecordId>,
    /// As what the account acts now.
    pub capacity: Capacity,
    /// The helper who sits beside (“我带您办”): the applicant acts, and the act names both.
    pub beside: Option<HelperBeside>,
}

/// As what somebody acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Capacity {
    /// Anybody, not signed in.
    Visitor,
    /// A person for himself or herself.
    Person,
    /// For an enterprise.
    Enterprise {
        /// The enterprise.
        enterprise: RecordId,
        /// By which right.
        mandate: Mandate,
    },
    /// For an organ, in a post held today.
    Post(Arc<Post>),
    /// For an organ, in the post of a colleague who is absent today (代理): both names stand on each act.
    Deputy {
        /// The colleague's post.
        post: Arc<Post>,
        /// The colleague.
        of: RecordId,
    },
    /// In a post, for a person or an enterprise that authorised it.
    OnBehalf(Arc<Behalf>),
    /// A deadline that has come.
    Timer,
    /// What follows from an event, by the reaction of this name.
    Reaction(&'static str),
    /// The sample people, enterprises and posts of a demonstration city.
    Seed,
}

/// By which right somebody acts for an enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "right", content = "scope")]
pub enum Mandate {
    /// 法定代表人: whatever the enterprise may do.
    Representative,
    /// 经办人 with a mandate in force: what its scope says.
    Agent(AgentScope),
}

/// What a mandate lets an agent do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentScope {
    /// 办理: file, answer, withdraw, rate; not give mandates.
    Handle,
    /// 查看: see and nothing else.
    See,
}

/// A post of an organ, as today's city pack defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// `shengtai-371625-handle`.
    pub id: PostId,
    /// The organ to which it belongs.
    pub organ: OrganId,
    /// The region of the organ; a supervisor sees it with all below.
    pub region: RegionCode,
    /// The functions that it carries, such as recording a gate.
    pub functions: Vec<FunctionId>,
    /// What its holder may do.
    pub duties: Vec<Duty>,
}

/// What the holder of a post does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// 承办: works on the step and drafts the opinion.
    Handle,
    /// 审核: checks the draft.
    Check,
    /// 签发: signs off for the organ.
    Sign,
    /// 窗口: takes applications in.
    Clerk,
    /// 帮办代办: helps applicants.
    Helper,
    /// 督查: watches over the organs of a region.
    Supervise,
    /// 领导: leads the bureau of a region.
    Lead,
    /// 管理: assigns posts and administers.
    Administer,
    /// 审计: reads the records of what was done.
    Audit,
    /// 个人信息保护负责人: answers people who ask about their data (PIPL 52).
    Protect,
}

/// An applicant or owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Party {
    /// A person, by account.
    Person(RecordId),
    /// An enterprise.
    Enterprise(RecordId),
}

impl Actor {
    fn acting(account: Option<RecordId>, capacity: Capacity) -> Self {
        Self {
            account,
            capacity,
            beside: None,
        }
    }

    /// Somebody who has not signed in.
    pub fn visitor() -> Arc<Self> {
        Arc::new(Self::acting(None, Capacity::Visitor))
    }

    /// A person for himself or herself.
    pub fn person(account: RecordId) -> Arc<Self> {
        Arc::new(Self::acting(Some(account), Capacity::Person))
    }

    /// A person for an enterprise.
    pub fn enterprise(account: RecordId, enterprise: RecordId, mandate: Mandate) -> Arc<Self> {
        Arc::new(Self::acting(Some(account), Capacity::Enterprise { enterprise, mandate }))
    }

    /// The holder of a post.
    pub fn post(account: RecordId, post: Arc<Post>) -> Arc<Self> {
        Arc::new(Self::acting(Some(account), Capacity::Post(post)))
    }

    /// The holder of a post, for a party that authorised it.
    pub fn on_behalf(account: RecordId, behalf: Arc<Behalf>) -> Arc<Self> {
        Arc::new(Self::acting(Some(account), Capacity::OnBehalf(behalf)))
    }

    /// The same, with a helper beside.
    #[must_use]
    pub fn with_helper(&self, beside: HelperBeside) -> Arc<Self> {
        Arc::new(Self {
            beside: Some(beside),
            ..self.clone()
        })
    }

    /// Who stands in for the absent holder of a post.
    pub fn deputy(account: RecordId, post: Arc<Post>, of: RecordId) -> Arc<Self> {
        Arc::new(Self::acting(Some(account), Capacity::Deputy { post, of }))
    }

    /// The timer.
    pub fn timer() -> Arc<Self> {
        Arc::new(Self::acting(None, Capacity::Timer))
    }

    /// The reaction of this name.
    pub fn reaction(name: &'static str) -> Arc<Self> {
        Arc::new(Self::acting(None, Capacity::Reaction(name)))
    }

    /// The seeding of a demonstration city.
    pub fn seed() -> Arc<Self> {
        Arc::new(Self::acting(None, Capacity::Seed))
    }

    /// Who, as an event records it: opaque, never a name.
    pub fn label(&self) -> String {
        match (&self.capacity, self.account) {
            (Capacity::Timer, _) => "timer".to_owned(),
            (Capacity::Reaction(name), _) => format!("reaction:{name}"),
            (Capacity::Seed, _) => "seed".to_owned(),
            (_, Some(account)) => account.to_string(),
            (_, None) => "visitor".to_owned(),
        }
    }

    /// As what, as an event records it; who acts for another names both, opaque. [`Acted`](crate::Acted) reads it back.
    pub fn capacity_label(&self) -> String {
        let role = self.role_label();
        match &self.beside {
            Some(helper) => format!("{role}{BESIDE}{}:{}", helper.post, helper.account),
            None => role,
        }
    }

    fn role_label(&self) -> String {
        match &self.capacity {
            Capacity::Visitor => "visitor".to_owned(),
            Capacity::Person => "person".to_owned(),
            Capacity::Enterprise { enterprise, .. } => format!("enterprise:{enterprise}"),
            Capacity::Post(post) => format!("post:{}", post.id),
            Capacity::Deputy { post, of } => format!("deputy:{}:{of}", post.id),
            Capacity::OnBehalf(behalf) => format!("behalf:{}:{}:{}", behalf.post.id, behalf.party, behalf.authorisation),
            Capacity::Timer => "timer".to_owned(),
            Capacity::Reaction(name) => format!("reaction:{name}"),
            Capacity::Seed => "seed".to_owned(),
        }
    }

    /// As which applicant or owner the actor acts, or for whom; a person in the capacity of an enterprise is not himself.
    pub fn party(&self) -> Option<Party> {
        match &self.capacity {
            Capacity::Person => self.account.map(Party::Person),
            Capacity::Enterprise { enterprise, .. } => Some(Party::Enterprise(*enterprise)),
            Capacity::OnBehalf(behalf) => Some(behalf.party),
            Capacity::Visitor
            | Capacity::Post(_)
            | Capacity::Deputy { .. }
            | Capacity::Timer
            | Capacity::Reaction(_)
            | Capacity::Seed => None,
        }
    }

    /// The post in which the actor acts for its organ: the own, or that of an absent colleague.
    pub fn held_post(&self) -> Option<&Arc<Post>> {
        match &self.capacity {
            Capacity::Post(post) | Capacity::Deputy { post, .. } => Some(post),
            Capacity::Visitor
            | Capacity::Person
            | Capacity::Enterprise { .. }
            | Capacity::OnBehalf(_)
            | Capacity::Timer
            | Capacity::Reaction(_)
            | Capacity::Seed => None,
        }
    }

    /// By which right the actor acts for another.
    pub fn behalf(&self) -> Option<&Arc<Behalf>> {
        match &self.capacity {
            Capacity::OnBehalf(behalf) => Some(behalf),
            Capacity::Visitor
            | Capacity::Person
            | Capacity::Enterprise { .. }
            | Capacity::Post(_)
            | Capacity::Deputy { .. }
            | Capacity::Timer
            | Capacity::Reaction(_)
            | Capacity::Seed => None,
        }
    }
}

impl Actor {
    /// The absent colleague for whom the actor stands in.
    pub fn stands_in_for(&self) -> Option<RecordId> {
        match &self.capacity {
            Capacity::Deputy { of, .. } => Some(*of),
            Capacity::Visitor
            | Capacity::Person
            | Capacity::Enterprise { .. }
            | Capacity::Post(_)
            | Capacity::OnBehalf(_)
            | Capacity::Timer
            | Capacity::Reaction(_)
            | Capacity::Seed => None,
        }
    }

    /// In whose name a task is held: that of the absent colleague, so that it is there when he or she is back; else the own.
    pub fn holds_as(&self) -> Option<RecordId> {
        self.stands_in_for().or(self.account)
    }

    /// Everybody in whose name an act stands: who does it, and for whom.
    pub fn hands(&self) -> impl Iterator<Item = RecordId> {
        self.account.into_iter().chain(self.stands_in_for())
    }
}

impl Post {
    /// Whether its holder has one of these duties.
    pub fn has_any(&self, duties: &[Duty]) -> bool {
        self.duties.iter().any(|duty| duties.contains(duty))
    }

    /// Whether its holder works on cases and does nothing else: handles, checks or signs.
    pub fn is_of_chain(&self) -> bool {
        !self.duties.is_empty() && self.duties.iter().all(|duty| duty.is_of_chain())
    }
}

impl Duty {
    /// Every duty there is.
    pub const ALL: [Self; 10] = [
        Self::Handle,
        Self::Check,
        Self::Sign,
        Self::Clerk,
        Self::Helper,
        Self::Supervise,
        Self::Lead,
        Self::Administer,
        Self::Audit,
        Self::Protect,
    ];

    /// Whether it is one of those through which a case passes in an organ: 承办, 审核, 签发.
    pub const fn is_of_chain(self) -> bool {
        match self {
            Self::Handle | Self::Check | Self::Sign => true,
            Self::Clerk | Self::Helper | Self::Supervise | Self::Lead | Self::Administer | Self::Audit | Self::Protect => false,
        }
    }

    /// The last part of a post's name: `shengtai-371625-handle`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Handle => "handle",
            Self::Check => "check",
            Self::Sign => "sign",
            Self::Clerk => "clerk",
            Self::Helper => "helper",
            Self::Supervise => "supervise",
            Self::Lead => "lead",
            Self::Administer => "administer",
            Self::Audit => "audit",
            Self::Protect => "protect",
        }
    }
}

impl fmt::Display for Duty {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A text that names no duty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no duty {0:?}")]
pub struct UnknownDuty(pub String);

impl FromStr for Duty {
    type Err = UnknownDuty;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|duty| duty.as_str() == text)
            .ok_or_else(|| UnknownDuty(text.to_owned()))
    }
}

/// `person:HEX`, `enterprise:HEX`: one column in index tables.
impl fmt::Display for Party {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(account) => write!(formatter, "person:{account}"),
            Self::Enterprise(enterprise) => write!(formatter, "enterprise:{enterprise}"),
        }
    }
}
