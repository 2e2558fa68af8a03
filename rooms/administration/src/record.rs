//! A release on its way into force: imported, given a day, in force. Pure.

use authority::acts;
use calendar::{Day, Moment};
use identity::RecordId;
use ledger::{CommandOf, Context, Decision, Record, Rows, Stamp, Table, values};
use serde::{Deserialize, Serialize};

/// The timer that brings a release into force.
pub const ENTRY_TIMER: &str = "release-entry";
/// A release is announced at most so far ahead, in calendar days.
pub const AHEAD_DAYS_MAX: i32 = 366;

/// The kind of record; its state is a [`ReleaseState`].
#[derive(Clone, Copy, Debug)]
pub enum Releases {}

/// A release as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleaseState {
    /// The digest of its definitions; none before its import.
    pub digest: Option<String>,
    /// Where it stands.
    pub standing: Standing,
    /// When it was imported.
    pub imported_at: Option<Moment>,
    /// Who imported it, as the log names them.
    pub imported_by: String,
}

/// Where a release stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Imported; nothing is decided.
    #[default]
    Candidate,
    /// Comes into force at the beginning of a day.
    Scheduled {
        /// Which.
        from: Day,
    },
    /// Came into force.
    Entered {
        /// Under which number.
        number: u32,
        /// On which day.
        day: Day,
    },
    /// Will never come into force.
    Discarded,
}

/// What may be asked of a release.
#[derive(Clone, Debug)]
pub enum ReleaseCommand {
    /// Import.
    Import(Import),
    /// Give a day.
    Schedule(Schedule),
    /// Take the day back.
    Unschedule(Unschedule),
    /// Put it away.
    Discard(Discard),
    /// Record that it is in force.
    Enter(Enter),
}

/// Import a release.
#[derive(Clone, Debug)]
pub struct Import {
    /// The digest of its definitions.
    pub digest: String,
}

/// Let it come into force at the beginning of a day; today means now.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// Which day.
    pub from: Day,
}

/// Take the day back.
#[derive(Clone, Debug)]
pub struct Unschedule;

/// Put it away for good.
#[derive(Clone, Debug)]
pub struct Discard;

/// Record that it came into force.
#[derive(Clone, Debug)]
pub struct Enter {
    /// Under which number.
    pub number: u32,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum ReleaseEvent {
    /// It was imported.
    Imported {
        /// The digest of its definitions.
        digest: String,
    },
    /// It was given a day.
    Scheduled {
        /// Which.
        from: Day,
    },
    /// Its day was taken back.
    Unscheduled,
    /// It was put away.
    Discarded,
    /// It came into force.
    Entered {
        /// Under which number.
        number: u32,
        /// On which day.
        day: Day,
    },
}

/// Why a release does not do what it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefusal {
    /// Imported before.
    #[error("the release has been imported before")]
    ImportedBefore,
    /// There is no such release.
    #[error("there is no such release")]
    NotImported,
    /// The day is over.
    #[error("a release cannot come into force on a day that is over")]
    DayOver,
    /// The day is too far ahead.
    #[error("a release cannot be announced more than {AHEAD_DAYS_MAX} days ahead")]
    DayTooFar,
    /// It has no day.
    #[error("the release has no day")]
    NotScheduled,
    /// It is, or was, in force.
    #[error("the release has come into force")]
    EnteredBefore,
    /// It was put away.
    #[error("the release was put away")]
    Discarded,
}

impl ReleaseRefusal {
    /// The message that says what to do.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ImportedBefore => "release-refusal-imported",
            Self::NotImported => "release-refusal-not-imported",
            Self::DayOver => "release-refusal-day-over",
            Self::DayTooFar => "release-refusal-day-far",
            Self::NotScheduled => "release-refusal-not-scheduled",
            Self::EnteredBefore => "release-refusal-entered",
            Self::Discarded => "release-refusal-discarded",
        }
    }
}

impl Record for Releases {
    const KIND: &'static str = "release";
    const EVENT_VERSION: u32 = 1;

    type State = ReleaseState;
    type Command = ReleaseCommand;
    type Event = ReleaseEvent;
    type Refusal = ReleaseRefusal;

    fn decide(
        state: &ReleaseState,
        command: ReleaseCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<ReleaseEvent>, ReleaseRefusal> {
        let today = context.at.day();
        match (&state.digest, state.standing, command) {
            (None, _, ReleaseCommand::Import(import)) => Ok(ReleaseEvent::Imported { digest: import.digest }.into()),
            (Some(_), _, ReleaseCommand::Import(_)) => Err(ReleaseRefusal::ImportedBefore),
            (
                None,
                _,
                ReleaseCommand::Schedule(_)
                | ReleaseCommand::Unschedule(_)
                | ReleaseCommand::Discard(_)
                | ReleaseCommand::Enter(_),
            ) => Err(ReleaseRefusal::NotImported),
            (Some(_), Standing::Entered { .. }, _) => Err(ReleaseRefusal::EnteredBefore),
            (Some(_), Standing::Discarded, _) => Err(ReleaseRefusal::Discarded),
            (Some(_), Standing::Candidate | Standing::Scheduled { .. }, ReleaseCommand::Schedule(schedule)) => {
                day(schedule.from, today).map(|from| ReleaseEvent::Scheduled { from }.into())
            }
            (Some(_), Standing::Scheduled { .. }, ReleaseCommand::Unschedule(_)) => Ok(ReleaseEvent::Unscheduled.into()),
            (Some(_), Standing::Scheduled { .. }, ReleaseCommand::Enter(enter)) => Ok(ReleaseEvent::Entered {
                number: enter.number,
                day: today,
            }
            .into()),
            (Some(_), Standing::Candidate, ReleaseCommand::Unschedule(_) | ReleaseCommand::Enter(_)) => {
                Err(ReleaseRefusal::NotScheduled)
            }
            (Some(_), Standing::Candidate | Standing::Scheduled { .. }, ReleaseCommand::Discard(_)) => {
                Ok(ReleaseEvent::Discarded.into())
            }
        }
    }

    fn apply(state: &mut ReleaseState, event: &ReleaseEvent, stamp: &Stamp) {
        match event {
            ReleaseEvent::Imported { digest } => {
                state.digest = Some(digest.clone());
                state.imported_at = Some(stamp.at);
                state.imported_by.clone_from(&stamp.actor);
            }
            ReleaseEvent::Scheduled { from } => state.standing = Standing::Scheduled { from: *from },
            ReleaseEvent::Unscheduled => state.standing = Standing::Candidate,
            ReleaseEvent::Discarded => state.standing = Standing::Discarded,
            ReleaseEvent::Entered { number, day } => {
                state.standing = Standing::Entered {
                    number: *number,
                    day: *day,
                };
            }
        }
    }

    fn tables() -> &'static [Table] {
        &[IMPORT]
    }

    fn rows(id: RecordId, before: &ReleaseState, after: &ReleaseState, stamp: &Stamp, rows: &mut Rows) {
        if before.digest.is_none() && after.digest.is_some() {
            rows.execute(
                "INSERT INTO release_import (city, at, record) VALUES ($1, $2, $3)",
                values![rows.city(), stamp.at, id],
            );
        }
        if before.standing != after.standing {
            let entry = match after.standing {
                Standing::Scheduled { from } => Some(Moment::at(from, 0, 0)),
                Standing::Candidate | Standing::Entered { .. } | Standing::Discarded => None,
            };
            rows.timer(ENTRY_TIMER, entry);
        }
    }
}

/// Every release that was imported, in the order of import.
const IMPORT: Table = Table {
    name: "release_import",
    version: 1,
    create: "
        CREATE TABLE release_import (
            city BIGINT NOT NULL, at BIGINT NOT NULL, record BYTEA NOT NULL, PRIMARY KEY (city, at, record));",
};

fn day(from: Day, today: Day) -> Result<Day, ReleaseRefusal> {
    if from < today {
        Err(ReleaseRefusal::DayOver)
    } else if from > today.plus(AHEAD_DAYS_MAX) {
        Err(ReleaseRefusal::DayTooFar)
    } else {
        Ok(from)
    }
}

/// A command is written once: into the sum, with the act that permits it.
macro_rules! commands {
    ($($command:ident: $act:ident,)*) => {
        $(
            impl From<$command> for ReleaseCommand {
                fn from(command: $command) -> Self {
                    Self::$command(command)
                }
            }

            impl CommandOf<Releases> for $command {
                type Act = acts::$act;
            }
        )*
    };
}

commands! {
    Import: Administer,
    Schedule: Administer,
    Unschedule: Administer,
    Discard: Administer,
    Enter: EndStep,
}
