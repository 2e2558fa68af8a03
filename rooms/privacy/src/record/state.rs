//! What a request is now.

use calendar::{Day, Deadline, Moment};
use identity::{RecordId, RegionCode};
use ledger::Stamp;

use super::plan::Plan;
use super::{Event, Hindrance, Outcome, Wish};

/// A request of a person about the own data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataRequest {
    /// Its number.
    pub number: String,
    /// Whose data.
    pub account: RecordId,
    /// Whose bureau answers.
    pub region: RegionCode,
    /// What is asked for.
    pub wish: Wish,
    /// When it was asked.
    pub asked_at: Moment,
    /// The day after which its term counts: what is asked after closing time counts as asked on the next working day.
    pub counts_from: Day,
    /// Until when it is answered.
    pub due: Deadline,
    /// The last day of that, as the calendar stood when it was last looked at.
    pub last_day: Option<Day>,
    /// When the head of the answering organ was told that the term is over.
    pub escalated_on: Option<Day>,
    /// Where it stands.
    pub standing: Standing,
    /// What was answered; none before.
    pub answered: Option<Answered>,
    /// When the person ended the restriction.
    pub lifted_on: Option<Day>,
    /// To whom of the staff something restricted was shown.
    pub openings: Vec<Opening>,
}

/// Where a request stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody has to answer.
    Open,
    /// The person took it back.
    TakenBack,
    /// The end of the account was granted, and the person may still think again.
    Grace,
    /// It was answered, and what follows is still to be done.
    Answered,
    /// It was answered, and nothing is left to do.
    Done,
    /// The end of the account was granted, and something stood against it when its day had come.
    Hindered {
        /// What.
        by: Hindrance,
        /// The day.
        on: Day,
    },
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was decided.
    pub outcome: Outcome,
    /// What is to be done.
    pub plan: Plan,
    /// When.
    pub at: Moment,
    /// The account of whoever answered.
    pub by: Option<RecordId>,
    /// Whether the term was over.
    pub late: bool,
}

/// That something restricted was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Counted up, from 1.
    pub number: u32,
    /// What.
    pub record: RecordId,
    /// To whom.
    pub by: Option<RecordId>,
    /// In which capacity, as the event says.
    pub capacity: String,
    /// When.
    pub at: Moment,
    /// The last day on which it is shown.
    pub until: Day,
}

impl Standing {
    /// As rows and addresses write it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::TakenBack => "taken_back",
            Self::Grace => "grace",
            Self::Answered => "answered",
            Self::Done => "done",
            Self::Hindered { .. } => "hindered",
        }
    }
}

impl DataRequest {
    /// The day on which it was asked.
    #[must_use]
    pub fn asked_on(&self) -> Day {
        self.asked_at.day()
    }

    /// The day on which the account ends, while its person may still think again.
    #[must_use]
    pub fn ends_on(&self) -> Option<Day> {
        let answered = self.answered.as_ref().filter(|_| self.standing == Standing::Grace);
        answered.map(|answered| answered.at.day().plus(super::CLOSING_DAYS))
    }

    /// The day on which the head of the answering organ is told, if nobody answers before.
    #[must_use]
    pub fn escalates_on(&self) -> Option<Day> {
        let waits = self.standing == Standing::Open && self.escalated_on.is_none();
        self.last_day.filter(|_| waits).map(Day::next)
    }

    /// The records that it restricts now: from the answer on; where an account is to end, from its end on.
    pub fn restricts(&self) -> impl Iterator<Item = super::plan::Restricted> + '_ {
        let in_force = match self.standing {
            Standing::Answered => self.wish != Wish::Closing,
            Standing::Done => true,
            Standing::Open | Standing::TakenBack | Standing::Grace | Standing::Hindered { .. } => false,
        };
        let answered = self.answered.as_ref().filter(|_| in_force && self.lifted_on.is_none());
        let plan = answered.map(|answered| &answered.plan);
        plan.into_iter().flat_map(|plan| plan.restrict.iter().copied())
    }
}

pub(super) fn apply(state: &mut Option<DataRequest>, event: &Event, stamp: &Stamp) {
    if let Event::Asked {
        number,
        account,
        region,
        wish,
        day,
        due,
        last_day,
    } = event
    {
        *state = Some(DataRequest {
            number: number.clone(),
            account: *account,
            region: *region,
            wish: wish.clone(),
            asked_at: stamp.at,
            counts_from: *day,
            due: *due,
            last_day: *last_day,
            escalated_on: None,
            standing: Standing::Open,
            answered: None,
            lifted_on: None,
            openings: Vec::new(),
        });
    } else if let Some(request) = state {
        request.goes_on(event, stamp);
    }
}

impl DataRequest {
    fn goes_on(&mut self, event: &Event, stamp: &Stamp) {
        match event {
            Event::Asked { .. } => {}
            Event::TermMoved { last_day } => self.last_day = Some(*last_day),
            Event::Escalated { day } => self.escalated_on = Some(*day),
            Event::TakenBack { .. } => self.standing = Standing::TakenBack,
            Event::Answered { outcome, plan, late, .. } => {
                self.standing = match (outcome, &self.wish) {
                    (Outcome::Refused, _) => Standing::Done,
                    (Outcome::Granted | Outcome::Partly, Wish::Closing) => Standing::Grace,
                    (Outcome::Granted | Outcome::Partly, _) => Standing::Answered,
                };
                self.answered = Some(Answered {
                    outcome: *outcome,
                    plan: plan.clone(),
                    at: stamp.at,
                    by: stamp.actor.parse().ok(),
                    late: *late,
                });
            }
            Event::GraceEnded { plan, .. } => {
                self.standing = Standing::Answered;
                if let Some(answered) = &mut self.answered {
                    answered.plan = plan.clone();
                }
            }
            Event::Hindered { by, day } => {
                self.standing = Standing::Hindered {
                    by: by.clone(),
                    on: *day,
                }
            }
            Event::CarriedOut { .. } => self.standing = Standing::Done,
            Event::Opened { record, opening, until } => self.openings.push(Opening {
                number: *opening,
                record: *record,
                by: stamp.actor.parse().ok(),
                capacity: stamp.capacity.clone(),
                at: stamp.at,
                until: *until,
            }),
            Event::Lifted { day } => self.lifted_on = Some(*day),
        }
    }
}
