//! One look: who, in which post, at what of whom, on which occasion.

use authority::{Actor, Duty, Party};
use identity::{PostId, RecordId};

/// A look of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whose data.
    pub party: Party,
    /// Of which application, if of one.
    pub application: Option<RecordId>,
    /// Who looked.
    pub account: RecordId,
    /// In which post.
    pub post: PostId,
    /// At what.
    pub what: What,
    /// On which occasion.
    pub occasion: Occasion,
}

/// At what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The whole application.
    Application,
    /// A step with the form and its papers.
    Step,
    /// A paper that was handed in.
    Paper,
    /// A document or certificate.
    Document,
    /// The receipt with the query code.
    Receipt,
    /// A form that is being filled in.
    Draft,
    /// A project with its contact.
    Project,
    /// The list of what the party has.
    List,
    /// The account: name, number, phone.
    Account,
    /// What the person asked about the own data, with what the answer rests on.
    DataRequest,
}

/// On which occasion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Reviewing the application.
    Review,
    /// The party stood at a window.
    Window,
    /// Helping.
    Helping,
    /// Watching over the organs of a region.
    Supervision,
    /// Another duty of the post.
    Other,
}

impl What {
    /// Everything.
    pub const ALL: [Self; 10] = [
        Self::Application,
        Self::Step,
        Self::Paper,
        Self::Document,
        Self::Receipt,
        Self::Draft,
        Self::Project,
        Self::List,
        Self::Account,
        Self::DataRequest,
    ];

    /// What an address shows, by the route that answers it; nothing where it shows nobody's data. Whoever acts for
    /// another is shown the other's lists too; lists of desks name nobody in clear.
    pub(super) fn at(route: &str, for_another: bool) -> Option<Self> {
        let has = |part: &str| route.contains(part);
        let lists = [
            "/",
            "/inbox",
            "/inbox/{message}",
            "/applications",
            "/licences",
            "/projects",
            "/api/v1/applications",
            "/api/v1/projects",
            "/api/v1/messages",
        ];
        // What a public notice shows is everybody's.
        if has("/presences") || has("/assets/") || route.starts_with("/notices/") {
            return None;
        }
        if has("{application}") {
            return Some(if has("/materials/") {
                Self::Paper
            } else if has("/documents/") {
                Self::Document
            } else if has("/receipt") || has("/query-code") {
                Self::Receipt
            } else if has("{step}") || has("{gate}") {
                Self::Step
            } else {
                Self::Application
            });
        }
        if has("{project}") {
            return Some(Self::Project);
        }
        match for_another {
            true if has("{draft}") => Some(Self::Draft),
            true if lists.contains(&route) || has("{matter}/apply") => Some(Self::List),
            true | false => None,
        }
    }

    /// As rows and programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Step => "step",
            Self::Paper => "paper",
            Self::Document => "document",
            Self::Receipt => "receipt",
            Self::Draft => "draft",
            Self::Project => "project",
            Self::List => "list",
            Self::Account => "account",
            Self::DataRequest => "data_request",
        }
    }

    /// What a row or a form names.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.as_str() == name)
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Application => "look-application",
            Self::Step => "look-step",
            Self::Paper => "look-paper",
            Self::Document => "look-document",
            Self::Receipt => "look-receipt",
            Self::Draft => "look-draft",
            Self::Project => "look-project",
            Self::List => "look-list",
            Self::Account => "look-account",
            Self::DataRequest => "look-data-request",
        }
    }
}

impl Occasion {
    const ALL: [Self; 5] = [Self::Review, Self::Window, Self::Helping, Self::Supervision, Self::Other];

    /// On which occasion somebody in a post looks: the duty of the post says so.
    pub fn of(actor: &Actor) -> Self {
        let post = actor.behalf().map(|behalf| &behalf.post).or(actor.held_post());
        match post.and_then(|post| post.duties.first()) {
            Some(Duty::Handle | Duty::Check | Duty::Sign) => Self::Review,
            Some(Duty::Clerk) => Self::Window,
            Some(Duty::Helper) => Self::Helping,
            Some(Duty::Supervise | Duty::Lead) => Self::Supervision,
            Some(Duty::Administer | Duty::Audit | Duty::Protect) | None => Self::Other,
        }
    }

    /// As rows and programs write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Window => "window",
            Self::Helping => "helping",
            Self::Supervision => "supervision",
            Self::Other => "other",
        }
    }

    /// What a row names.
    pub fn named(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|occasion| occasion.as_str() == name)
            .unwrap_or(Self::Other)
    }

    /// The key of its name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Review => "occasion-review",
            Self::Window => "occasion-window",
            Self::Helping => "occasion-helping",
            Self::Supervision => "occasion-supervision",
            Self::Other => "occasion-other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_address_shows_is_told_by_its_route() {
        for (route, for_another, expected) in [
            ("/desk/{application}/{step}", false, Some(What::Step)),
            ("/desk/{application}/{step}/presences", false, None),
            ("/notices/{application}/{step}", false, None),
            ("/desk/applications/{application}", false, Some(What::Application)),
            ("/desk/{application}/materials/{material}/{version}", false, Some(What::Paper)),
            ("/applications/{application}/documents/{item}", false, Some(What::Document)),
            ("/applications/{application}/receipt", true, Some(What::Receipt)),
            ("/api/v1/applications/{application}", false, Some(What::Application)),
            ("/projects/{project}", false, Some(What::Project)),
            ("/drafts/{draft}/materials", true, Some(What::Draft)),
            ("/applications", true, Some(What::List)),
            ("/inbox/{message}", true, Some(What::List)),
            ("/", true, Some(What::List)),
            ("/inbox", false, None),
            ("/applications", false, None),
            ("/desk/applications", false, None),
            ("/desk", false, None),
            ("/account", true, None),
        ] {
            assert_eq!(What::at(route, for_another), expected, "{route}");
        }
    }
}
