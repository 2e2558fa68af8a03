//! The records of the room: inquiries of organs, and exports of lists. Pure.

mod command;
mod event;
mod exported;
mod refusal;
mod rules;
mod state;

use identity::RecordId;
use ledger::{Context, Decision, Record, Rows, Stamp, Table};

pub use command::{Answer, Ask, AskAgain, Close, InquiryCommand, Remind};
pub use event::InquiryEvent;
pub use exported::{Export, ExportRecord, Exported};
pub use refusal::InquiryRefusal;
pub use rules::{TERM_DAYS_MAX, WORDS_MAX};
pub use state::{Inquiry, Said, SaidKind, Standing};

/// The kind of record of an inquiry (督办); its state is an [`Inquiry`] once it was asked.
#[derive(Clone, Copy, Debug)]
pub enum Inquiries {}

impl Record for Inquiries {
    const KIND: &'static str = "inquiry";
    const EVENT_VERSION: u32 = 1;

    type State = Option<Inquiry>;
    type Command = InquiryCommand;
    type Event = InquiryEvent;
    type Refusal = InquiryRefusal;

    fn decide(
        state: &Option<Inquiry>,
        command: InquiryCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<InquiryEvent>, InquiryRefusal> {
        match (state, command) {
            (None, InquiryCommand::Ask(command)) => rules::ask(*command, context),
            (Some(_), InquiryCommand::Ask(_)) => Err(InquiryRefusal::AskedBefore),
            (None, _) => Err(InquiryRefusal::NotAsked),
            (Some(inquiry), InquiryCommand::Answer(command)) => rules::answer(inquiry, &command, context),
            (Some(inquiry), InquiryCommand::Remind(command)) => rules::remind(inquiry, &command, context),
            (Some(inquiry), InquiryCommand::AskAgain(command)) => rules::ask_again(inquiry, &command, context),
            (Some(inquiry), InquiryCommand::Close(command)) => rules::close(inquiry, &command, context),
        }
    }

    fn apply(state: &mut Option<Inquiry>, event: &InquiryEvent, stamp: &Stamp) {
        state::apply(state, event, stamp);
    }

    fn tables() -> &'static [Table] {
        crate::views::TABLES
    }

    fn rows(id: RecordId, before: &Option<Inquiry>, after: &Option<Inquiry>, _: &Stamp, rows: &mut Rows) {
        crate::views::write(id, before.as_ref(), after.as_ref(), rows);
    }
}
