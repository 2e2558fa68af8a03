//! What may be asked of an inquiry.

use authority::acts;
use identity::{OrganId, RecordId, RegionCode};
use ledger::CommandOf;
use procedure::definition::StepId;

use super::Inquiries;

/// Any of them.
#[derive(Clone, Debug)]
pub enum InquiryCommand {
    /// Ask.
    Ask(Box<Ask>),
    /// Answer.
    Answer(Answer),
    /// Remind.
    Remind(Remind),
    /// Ask once more.
    AskAgain(AskAgain),
    /// Close.
    Close(Close),
}

/// Ask an organ about an application or one of its steps.
#[derive(Clone, Debug)]
pub struct Ask {
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
    /// Working days for the answer.
    pub term_days: u32,
    /// What is asked.
    pub words: String,
}

/// Answer for the organ.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What is answered.
    pub words: String,
}

/// Remind the organ.
#[derive(Clone, Debug)]
pub struct Remind {
    /// A word, if any.
    pub words: String,
}

/// Ask once more, as the answer does not suffice.
#[derive(Clone, Debug)]
pub struct AskAgain {
    /// Working days for the answer.
    pub term_days: u32,
    /// What is asked.
    pub words: String,
}

/// Close: nothing more is asked.
#[derive(Clone, Debug)]
pub struct Close {
    /// What came of it, if anything is to be said.
    pub words: String,
}

macro_rules! command_of {
    ($($command:ident => $made:expr, $act:ident;)*) => {
        $(
            impl From<$command> for InquiryCommand {
                fn from(command: $command) -> Self {
                    ($made)(command)
                }
            }

            impl CommandOf<Inquiries> for $command {
                type Act = acts::$act;
            }
        )*
    };
}

command_of! {
    Ask => |command| InquiryCommand::Ask(Box::new(command)), AskOrgan;
    Answer => InquiryCommand::Answer, AnswerInquiry;
    Remind => InquiryCommand::Remind, AskOrgan;
    AskAgain => InquiryCommand::AskAgain, AskOrgan;
    Close => InquiryCommand::Close, AskOrgan;
}
