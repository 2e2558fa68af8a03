//! A service account (服务账户): a program of an organ or a partner, which acts through the API in one post. Pure.

use std::sync::Arc;

use authority::{ActName, Duty, Post, acts};
use calendar::{Day, Moment};
use identity::{OrganId, PostId, RecordId};
use ledger::{CommandOf, Context, Decision, Record, Rows, Secret, Stamp, Table, values};
use serde::{Deserialize, Serialize};

use super::account::NAME;
use super::keeping;

/// The longest name, in characters.
pub const SERVICE_NAME_LENGTH_MAX: usize = 60;
/// A token lasts at most so long, in calendar days.
pub const TOKEN_DAYS_MAX: i32 = 366;
/// What a program may do for an organ: record, read intakes, watch, read. It checks, signs and administers nothing, because
/// these are acts of a person who answers for them (行政许可法 38: a decision is an organ's, in writing).
const DUTIES: [Duty; 4] = [Duty::Handle, Duty::Clerk, Duty::Supervise, Duty::Audit];

/// The kind of record.
#[derive(Clone, Copy, Debug)]
pub enum Service {}

/// A service account as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceState {
    /// What it is called; empty before it is opened.
    pub name: String,
    /// The post in which it acts.
    pub post: Option<PostId>,
    /// When it was opened.
    pub opened_at: Option<Moment>,
    /// Its token: the digest, and the last day of its term.
    pub token: Option<(String, Day)>,
    /// Whether it was closed for good.
    pub closed: bool,
}

/// What may be asked of a service account.
#[derive(Clone, Debug)]
pub enum ServiceCommand {
    /// Open.
    Open(OpenService),
    /// Give it a token; the one before is dead.
    Issue(IssueToken),
    /// Close it for good.
    Close(CloseService),
}

/// Opens a service account.
#[derive(Clone, Debug)]
pub struct OpenService {
    /// What it is called: the system, never a person.
    pub name: String,
    /// The post in which it will act.
    pub post: Arc<Post>,
}

/// Gives a token.
#[derive(Clone, Debug)]
pub struct IssueToken {
    /// The digest of the token, in hexadecimal.
    pub digest: String,
    /// The last day on which it works.
    pub until: Day,
}

/// Closes a service account.
#[derive(Clone, Debug)]
pub struct CloseService;

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum ServiceEvent {
    /// It was opened.
    Opened {
        /// What it is called.
        name: String,
        /// The post in which it acts.
        post: PostId,
        /// The organ of the post.
        organ: OrganId,
    },
    /// It got a token.
    TokenIssued {
        /// The digest of the token: of 256 random bits, from which nobody finds them.
        digest: String,
        /// The last day on which it works.
        until: Day,
    },
    /// It was closed.
    Closed,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ServiceRefusal {
    /// Opened before.
    #[error("the service account is open already")]
    AlreadyOpen,
    /// There is no such account, or it was closed.
    #[error("there is no such service account")]
    NotOpen,
    /// No name, or too long a one.
    #[error("the name of a service account has 2 to {SERVICE_NAME_LENGTH_MAX} characters")]
    NameLength,
    /// The post checks, signs, leads or administers.
    #[error("a program cannot hold this post")]
    PostOfAPerson,
    /// The term is over before it begins, or longer than allowed.
    #[error("a token lasts from today at most {TOKEN_DAYS_MAX} days")]
    TermLength,
}

impl ServiceRefusal {
    /// The message that says what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AlreadyOpen => "service-refusal-open",
            Self::NotOpen => "service-refusal-not-open",
            Self::NameLength => "service-refusal-name",
            Self::PostOfAPerson => "service-refusal-post",
            Self::TermLength => "service-refusal-term",
        }
    }
}

/// Whether a program may act in a post.
#[must_use]
pub fn suits_a_program(post: &Post) -> bool {
    !post.duties.is_empty() && post.duties.iter().all(|duty| DUTIES.contains(duty))
}

/// Whether a person alone may do it, though a program may hold the post: a window looks at a face, and somebody answers for a
/// day off or for whom a project is entrusted to.
#[must_use]
pub fn is_of_a_person(act: ActName) -> bool {
    matches!(
        act,
        ActName::TakeIn | ActName::RecoverAccount | ActName::DeclareDays | ActName::AssignHelper | ActName::OpenRestricted
    )
}

impl Record for Service {
    const KIND: &'static str = "service";
    const EVENT_VERSION: u32 = 1;

    type State = ServiceState;
    type Command = ServiceCommand;
    type Event = ServiceEvent;
    type Refusal = ServiceRefusal;

    fn decide(
        state: &ServiceState,
        command: ServiceCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<ServiceEvent>, ServiceRefusal> {
        match (state.is_open(), command) {
            (false, ServiceCommand::Open(opening)) if !state.closed => open(opening),
            (_, ServiceCommand::Open(_)) => Err(ServiceRefusal::AlreadyOpen),
            (false, ServiceCommand::Issue(_) | ServiceCommand::Close(_)) => Err(ServiceRefusal::NotOpen),
            (true, ServiceCommand::Issue(token)) => {
                let today = context.at.day();
                if token.until < today || token.until > today.plus(TOKEN_DAYS_MAX) {
                    return Err(ServiceRefusal::TermLength);
                }
                Ok(ServiceEvent::TokenIssued {
                    digest: token.digest,
                    until: token.until,
                }
                .into())
            }
            (true, ServiceCommand::Close(_)) => Ok(ServiceEvent::Closed.into()),
        }
    }

    fn apply(state: &mut ServiceState, event: &ServiceEvent, stamp: &Stamp) {
        match event {
            ServiceEvent::Opened { name, post, .. } => {
                state.name.clone_from(name);
                state.post = Some(post.clone());
                state.opened_at = Some(stamp.at);
            }
            ServiceEvent::TokenIssued { digest, until } => state.token = Some((digest.clone(), *until)),
            ServiceEvent::Closed => {
                state.token = None;
                state.closed = true;
            }
        }
    }

    fn tables() -> &'static [Table] {
        &[SERVICE]
    }

    fn rows(id: RecordId, before: &ServiceState, after: &ServiceState, _: &Stamp, rows: &mut Rows) {
        let city = rows.city();
        if before.opened_at.is_none() {
            rows.execute(
                "INSERT INTO people_service (city, service, opened, token) VALUES ($1, $2, $3, NULL)",
                values![city, id, after.opened_at],
            );
        }
        if before.token != after.token {
            let token = after.token.as_ref().map(|(digest, _)| digest.as_str());
            rows.execute(
                "UPDATE people_service SET token = $1 WHERE city = $2 AND service = $3",
                values![token, city, id],
            );
        }
    }
}

/// Every service account, and the one to which a token belongs.
const SERVICE: Table = Table {
    name: "people_service",
    version: 1,
    create: "
        CREATE TABLE people_service (
            city BIGINT NOT NULL, service BYTEA NOT NULL, opened BIGINT NOT NULL, token TEXT, PRIMARY KEY (city, service));
        CREATE UNIQUE INDEX people_service_token ON people_service (city, token) WHERE token IS NOT NULL;",
};

impl ServiceState {
    /// Whether it may act, with a token in its term.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.opened_at.is_some() && !self.closed
    }
}

/// Its name stands where the names of all who act stand, so that histories tell who did it.
fn open(opening: OpenService) -> Result<Decision<ServiceEvent>, ServiceRefusal> {
    let name = opening.name.trim();
    if !(2..=SERVICE_NAME_LENGTH_MAX).contains(&name.chars().count()) {
        return Err(ServiceRefusal::NameLength);
    }
    if !suits_a_program(&opening.post) {
        return Err(ServiceRefusal::PostOfAPerson);
    }
    let event = ServiceEvent::Opened {
        name: name.to_owned(),
        post: opening.post.id.clone(),
        organ: opening.post.organ.clone(),
    };
    Ok(Decision::from(event).with_secret(Secret::new(NAME, name, keeping::IDENTITY)))
}

impl From<OpenService> for ServiceCommand {
    fn from(command: OpenService) -> Self {
        Self::Open(command)
    }
}

impl CommandOf<Service> for OpenService {
    type Act = acts::Administer;
}

impl From<IssueToken> for ServiceCommand {
    fn from(command: IssueToken) -> Self {
        Self::Issue(command)
    }
}

impl CommandOf<Service> for IssueToken {
    type Act = acts::Administer;
}

impl From<CloseService> for ServiceCommand {
    fn from(command: CloseService) -> Self {
        Self::Close(command)
    }
}

impl CommandOf<Service> for CloseService {
    type Act = acts::Administer;
}
