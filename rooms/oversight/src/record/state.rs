//! What an inquiry is now.

use calendar::{Day, Moment};
use identity::{OrganId, RecordId, RegionCode};
use ledger::Stamp;
use procedure::definition::StepId;

use super::InquiryEvent;

/// An inquiry of an organ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inquiry {
    /// Its number.
    pub number: String,
    /// The application.
    pub application: RecordId,
    /// Its number.
    pub application_number: String,
    /// What it is called.
    pub title: String,
    /// The step, if it is about one.
    pub step: Option<StepId>,
    /// Who is asked.
    pub organ: OrganId,
    /// Where.
    pub region: RegionCode,
    /// The last day for the answer.
    pub due: Day,
    /// Where it stands.
    pub standing: Standing,
    /// How often the organ was reminded.
    pub reminders: u32,
    /// The day of the last reminder.
    pub reminded_on: Option<Day>,
    /// Whether an answer came after its term.
    pub late: bool,
    /// What was said, in order; the words of the n-th are in the vault under `said/n`.
    pub said: Vec<Said>,
}

/// Where an inquiry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The organ has to answer.
    Open,
    /// The supervisor has to read the answer.
    Answered,
    /// Nothing more is asked.
    Closed,
}

/// Something said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it was.
    pub kind: SaidKind,
    /// When.
    pub at: Moment,
    /// Who.
    pub actor: String,
}

/// What was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidKind {
    /// The question.
    Asked,
    /// An answer.
    Answered,
    /// A reminder.
    Reminded,
    /// Another question.
    AskedAgain,
    /// The end.
    Closed,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Open, Self::Answered, Self::Closed];

    /// As index rows and addresses write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// Reads what [`Standing::as_str`] writes.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.as_str() == text)
    }
}

pub(super) fn apply(state: &mut Option<Inquiry>, event: &InquiryEvent, stamp: &Stamp) {
    if let InquiryEvent::Asked {
        number,
        application,
        application_number,
        title,
        step,
        organ,
        region,
        due,
    } = event
    {
        *state = Some(Inquiry {
            number: number.clone(),
            application: *application,
            application_number: application_number.clone(),
            title: title.clone(),
            step: step.clone(),
            organ: organ.clone(),
            region: *region,
            due: *due,
            standing: Standing::Open,
            reminders: 0,
            reminded_on: None,
            late: false,
            said: Vec::new(),
        });
    }
    if let Some(inquiry) = state {
        inquiry.goes_on(event, stamp);
    }
}

impl Inquiry {
    fn goes_on(&mut self, event: &InquiryEvent, stamp: &Stamp) {
        let kind = match event {
            InquiryEvent::Asked { .. } => SaidKind::Asked,
            InquiryEvent::Answered { late, .. } => {
                self.standing = Standing::Answered;
                self.late |= late;
                SaidKind::Answered
            }
            InquiryEvent::Reminded => {
                self.reminders += 1;
                self.reminded_on = Some(stamp.at.day());
                SaidKind::Reminded
            }
            InquiryEvent::AskedAgain { due } => {
                self.standing = Standing::Open;
                self.due = *due;
                SaidKind::AskedAgain
            }
            InquiryEvent::Closed => {
                self.standing = Standing::Closed;
                SaidKind::Closed
            }
        };
        self.said.push(Said {
            kind,
            at: stamp.at,
            actor: stamp.actor.clone(),
        });
    }
}
