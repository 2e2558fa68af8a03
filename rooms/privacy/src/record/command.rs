//! What may be asked of a request.

use authority::acts;
use identity::{RecordId, RegionCode};
use ledger::{CommandOf, Expectation};

use super::plan::Plan;
use super::{DataRequests, Hindrance, Wish};

/// Any of them.
#[derive(Clone, Debug)]
pub enum Command {
    /// Use a right.
    Ask(Box<Ask>),
    /// Take it back.
    TakeBack(TakeBack),
    /// Answer, with reasons.
    Answer(Box<Answer>),
    /// The days of grace are over, and the account ends.
    EndGrace(Box<EndGrace>),
    /// They are over, and something stands against its end.
    Hinder(Hinder),
    /// The day after the term has come.
    Escalate(Escalate),
    /// What was answered has been done.
    CarryOut(CarryOut),
    /// Be shown what is restricted.
    Open(Open),
    /// End a restriction that was asked for.
    Lift(Lift),
}

/// Uses a right.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Whose bureau answers.
    pub region: RegionCode,
    /// What is asked for.
    pub wish: Wish,
    /// Why, in the person's words; may be empty unless only words say what is asked.
    pub words: String,
    /// The right value, where something is wrong.
    pub corrected: Option<String>,
}

/// Takes a request back.
#[derive(Clone, Copy, Debug)]
pub struct TakeBack;

/// Answers a request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was decided.
    pub judgement: Judgement,
    /// The reasons.
    pub words: String,
    /// What the plan was made from must still be so.
    pub expects: Vec<Expectation>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// As asked.
    Granted(Plan),
    /// As far as law lets.
    Partly(Plan),
    /// Not.
    Refused,
}

/// The days of grace are over, and the account ends.
#[derive(Clone, Debug)]
pub struct EndGrace {
    /// What is to be done, as things are now and not as they were when it was answered.
    pub plan: Plan,
    /// What the plan was made from must still be so.
    pub expects: Vec<Expectation>,
}

/// The days of grace are over, and something stands against the end of the account.
#[derive(Clone, Debug)]
pub struct Hinder {
    /// What.
    pub by: Hindrance,
}

/// The day after the term has come, and nobody has answered.
#[derive(Clone, Copy, Debug)]
pub struct Escalate;

/// What was answered has been done.
#[derive(Clone, Copy, Debug)]
pub struct CarryOut;

/// Shows something restricted to whoever says why.
#[derive(Clone, Debug)]
pub struct Open {
    /// What.
    pub record: RecordId,
    /// Why.
    pub words: String,
}

/// Ends a restriction that the person asked for.
#[derive(Clone, Copy, Debug)]
pub struct Lift;

impl From<Ask> for Command {
    fn from(command: Ask) -> Self {
        Self::Ask(Box::new(command))
    }
}

impl CommandOf<DataRequests> for Ask {
    type Act = acts::AskAboutData;
}

impl From<TakeBack> for Command {
    fn from(command: TakeBack) -> Self {
        Self::TakeBack(command)
    }
}

impl CommandOf<DataRequests> for TakeBack {
    type Act = acts::AskAboutData;
}

impl From<Answer> for Command {
    fn from(command: Answer) -> Self {
        Self::Answer(Box::new(command))
    }
}

impl CommandOf<DataRequests> for Answer {
    type Act = acts::AnswerDataRequest;
}

impl From<EndGrace> for Command {
    fn from(command: EndGrace) -> Self {
        Self::EndGrace(Box::new(command))
    }
}

impl CommandOf<DataRequests> for EndGrace {
    type Act = acts::React;
}

impl From<Hinder> for Command {
    fn from(command: Hinder) -> Self {
        Self::Hinder(command)
    }
}

impl CommandOf<DataRequests> for Hinder {
    type Act = acts::React;
}

impl From<Escalate> for Command {
    fn from(command: Escalate) -> Self {
        Self::Escalate(command)
    }
}

impl CommandOf<DataRequests> for Escalate {
    type Act = acts::React;
}

impl From<CarryOut> for Command {
    fn from(command: CarryOut) -> Self {
        Self::CarryOut(command)
    }
}

impl CommandOf<DataRequests> for CarryOut {
    type Act = acts::React;
}

impl From<Open> for Command {
    fn from(command: Open) -> Self {
        Self::Open(command)
    }
}

impl CommandOf<DataRequests> for Open {
    type Act = acts::OpenRestricted;
}

impl From<Lift> for Command {
    fn from(command: Lift) -> Self {
        Self::Lift(command)
    }
}

impl CommandOf<DataRequests> for Lift {
    type Act = acts::AskAboutData;
}
