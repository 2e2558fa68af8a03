//! The record of an application: pure, and told in the words of the procedure.
//!
//! [`command`] is what people ask, [`event`] what has happened, [`state`] what it adds up to, [`refusal`] why not.
//! The other files are the parts of the business, each with the rules of its acts.

pub mod afterwards;
pub mod command;
pub mod document;
pub mod event;
pub mod refusal;
pub mod request;
pub mod shared_list;
pub mod state;

mod acceptance;
mod correction;
mod decision;
mod desk;
mod due;
mod dues;
mod ending;
mod entrance;
pub(crate) mod escalation;
pub mod extension;
mod fold;
mod gate;
pub mod hearing;
mod issue;
pub mod keeping;
mod notice;
pub mod objection;
mod opening;
pub mod owed;
pub mod party;
pub mod payment;
mod plan_change;
pub mod proof;
pub mod proposal;
mod reassignment;
mod recusal;
mod refinement;
pub mod special;
mod submission;
pub mod supplement;

pub use command::Command;
pub(crate) use decision::rehearse_grant;
pub use entrance::Entrance;
pub use event::Event;
pub use refusal::Refusal;
pub use state::Application;

use ledger::{Context, Decision, Record, Rows, Stamp, Table};

/// The kind of record; its state is an [`Application`].
#[derive(Clone, Copy, Debug)]
pub enum Applications {}

impl Record for Applications {
    const KIND: &'static str = "application";
    const EVENT_VERSION: u32 = 1;
    type State = Application;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &Application, command: Command, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
        let decision = match command {
            Command::Submit(command) => submission::submit(state, *command, context),
            Command::RenewQueryCode(_) => submission::renew_query_code(state, context),
            Command::CorrectForm(command) => correction::correct(state, command, context),
            Command::Claim(command) => desk::claim(state, &command, context),
            Command::Release(command) => desk::release(state, &command, context),
            Command::Reassign(command) => reassignment::reassign(state, command, context),
            Command::TakeOver(command) => reassignment::take_over(state, &command, context),
            Command::DeclareConflict(command) => recusal::declare(state, command, context),
            Command::AskRecusal(command) => recusal::ask(state, command, context),
            Command::DecideRecusal(command) => recusal::decide(state, command, context),
            Command::AskRefinement(command) => refinement::ask(state, command, context),
            Command::SupplyRefinement(command) => refinement::supply(state, command, context),
            Command::GiveOpinion(command) => desk::give_opinion(state, command, context),
            Command::PassStage(command) => desk::pass_stage(state, &command, context),
            Command::ReturnStage(command) => desk::return_stage(state, command, context),
            Command::Accept(command) => acceptance::accept(state, &command, context),
            Command::Propose(command) => proposal::propose(state, command, context),
            Command::Approve(command) => proposal::approve(state, &command, context),
            Command::Decline(command) => proposal::decline(state, &command, context),
            Command::MakeRequest(command) => request::make(state, command, context),
            Command::WithdrawRequest(command) => request::withdraw(state, &command, context),
            Command::DeemProlonged(_) => request::deem_prolonged(state, context),
            Command::ContributeSupplement(command) => supplement::contribute(state, command, context),
            Command::SendSupplement(_) => supplement::send(state, context),
            Command::SupplySupplement(command) => supplement::supply(state, command, context),
            Command::KeepTerms(_) => supplement::keep_terms(state, context),
            Command::EndSpecialProcedure(command) => special::end(state, command, context),
            Command::TellHearingRight(command) => hearing::tell(state, command, context),
            Command::AskHearing(command) => hearing::ask(state, command, context),
            Command::RecordHearingAsked(command) => hearing::record_asked(state, command, context),
            Command::AnnounceHearing(command) => hearing::announce(state, command, context),
            Command::RecordHearing(command) => hearing::record(state, command, context),
            Command::OpenGate(command) => gate::open(state, command, context),
            Command::FailGate(command) => gate::fail(state, command, context),
            Command::ChangePlan(command) => plan_change::change(state, *command, context),
            Command::LeaveOut(command) => ending::leave_out(state, &command, context),
            Command::SignOff(command) => decision::sign_off(state, command, context),
            Command::SendBack(command) => decision::send_back(state, command, context),
            Command::Refuse(command) => decision::refuse(state, command, context),
            Command::Issue(_) => issue::issue(state, context),
            Command::RecordDocument(command) => document::record(state, command),
            Command::Serve(command) => document::serve(state, &command, context),
            Command::HandOver(command) => document::hand_over(state, command, context),
            Command::SendByPost(command) => document::post(state, command, context),
            Command::ArriveByPost(command) => document::post_arrived(state, command, context),
            Command::ReturnPost(command) => document::post_returned(state, command, context),
            Command::ChooseDelivery(command) => document::choose(state, &command, context),
            Command::OpenDocument(command) => document::open(state, &command, context),
            Command::EndNotices(_) => notice::end(state, context),
            Command::Object(command) => objection::raise(state, command, context),
            Command::AnswerObjection(command) => objection::answer(state, command, context),
            Command::TellParty(command) => party::tell(state, command, context),
            Command::StateView(command) => party::state_view(state, command, context),
            Command::AskPayment(command) => payment::ask(state, &command, context),
            Command::RecordPayment(command) => payment::record(state, command, context),
            Command::WaivePayment(command) => payment::waive(state, command, context),
            Command::ReportPayment(command) => payment::report(state, command, context),
            Command::SupplyOwed(command) => owed::supply(state, &command, context),
            Command::LapseOwed(_) => owed::lapse(state, context),
            Command::CheckPromise(command) => proof::check(state, command, context),
            Command::Withdraw(command) => ending::withdraw(state, command, context),
            Command::Rate(command) => ending::rate(state, command),
            Command::Escalate(_) => escalation::escalate(state, context),
            Command::RefreshDues(_) => dues::refresh(state, context),
        }?;
        Ok(document::follow(state, decision, context))
    }

    fn apply(state: &mut Application, event: &Event, stamp: &Stamp) {
        fold::apply(state, event, stamp);
    }

    fn tables() -> &'static [Table] {
        crate::views::TABLES
    }

    fn rows(id: identity::RecordId, before: &Application, after: &Application, stamp: &Stamp, rows: &mut Rows) {
        crate::views::rows(id, before, after, stamp, rows);
    }
}
