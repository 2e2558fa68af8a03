//! What may be asked of an application: each command with the act that policy must permit.

mod around;
mod requests;

use std::collections::BTreeMap;

use authority::{Party, acts};
use calendar::Day;
use identity::{OrganId, RecordId, RegionCode};
use ledger::CommandOf;
use people::record::account::Colleague;
use procedure::Answers;
use procedure::definition::{FieldId, FileType, GateId, ItemId, MaterialId, StepId};
use procedure::plan::Plan;

use super::Applications;
use super::document::{Proof, Receiver, Way};
use super::proposal::{Proposal, ProposalNumber, ProposedOn};
use super::request::RequestNumber;
use super::special::SpecialKind;
use super::state::{Document, Grade, Opinion, Ordered};

pub use around::{
    AnswerObjection, AskPayment, CheckPromise, Instead, LapseOwed, Object, RecordPayment, ReportPayment, StateView, SupplyOwed,
    TellParty, View, WaivePayment,
};
pub use requests::{DeemProlonged, MakeRequest, WithdrawRequest};

/// Declares the commands: the enumeration, and for each its act.
macro_rules! commands {
    ($($(#[$documentation:meta])* $command:ident $(($boxed:ident))? : $act:ident,)*) => {
        /// One thing that is asked of an application.
        #[derive(Clone, Debug)]
        pub enum Command {
            $($(#[$documentation])* $command(commands!(@held $command $($boxed)?)),)*
        }

        $(
            impl From<$command> for Command {
                fn from(command: $command) -> Self {
                    Self::$command(command.into())
                }
            }

            impl CommandOf<Applications> for $command {
                type Act = acts::$act;
            }
        )*
    };
    (@held $command:ident boxed) => { Box<$command> };
    (@held $command:ident) => { $command };
}

commands! {
    /// Submit.
    Submit(boxed): Submit,
    /// Make another query code.
    RenewQueryCode: RenewQueryCode,
    /// Put a personal value of the form right.
    CorrectForm: React,
    /// Take a step on.
    Claim: WorkOnStep,
    /// Put a step back.
    Release: WorkOnStep,
    /// Give a step to somebody else of the organ, or back to the desk.
    Reassign: Reassign,
    /// Take over the step of somebody who has left.
    TakeOver: WorkOnStep,
    /// Say that one may not work on the application.
    DeclareConflict: DeclareConflict,
    /// Ask that somebody of an organ does not work on the application.
    AskRecusal: ActAsApplicant,
    /// Decide whether somebody is recused.
    DecideRecusal: DecideRecusal,
    /// Ask the applicant to refine.
    AskRefinement: WorkOnStep,
    /// Refine.
    SupplyRefinement: ActAsApplicant,
    /// Give an opinion, or pass it on in the chain.
    GiveOpinion: WorkOnStep,
    /// Agree with a draft in the chain.
    PassStage: WorkOnStep,
    /// Give a draft back in the chain.
    ReturnStage: WorkOnStep,
    /// Accept a formal application.
    Accept: WorkOnStep,
    /// Propose an act that needs a signature.
    Propose: WorkOnStep,
    /// Approve what was proposed: it is done.
    Approve: Approve,
    /// Decline what was proposed.
    Decline: Approve,
    /// Ask for something about one's certificate.
    MakeRequest: AskAsHolder,
    /// Take that back.
    WithdrawRequest: AskAsHolder,
    /// Prolong what counts as prolonged.
    DeemProlonged: EndStep,
    /// Say what was found missing before acceptance: one organ's part of the notice.
    ContributeSupplement: WorkOnStep,
    /// Send the notice of what is missing without waiting for the other organs.
    SendSupplement: WorkOnStep,
    /// Supply what was missing.
    SupplySupplement: ActAsApplicant,
    /// Do what follows from terms before acceptance that have run.
    KeepTerms: EndStep,
    /// Record the result of a special procedure.
    EndSpecialProcedure: WorkOnStep,
    /// Tell of the right to a hearing.
    TellHearingRight: WorkOnStep,
    /// Ask for a hearing.
    AskHearing: ActAsApplicant,
    /// Record that somebody else who was told has asked for a hearing.
    RecordHearingAsked: WorkOnStep,
    /// Announce when and where a hearing is held.
    AnnounceHearing: WorkOnStep,
    /// Keep the record of a hearing.
    RecordHearing: WorkOnStep,
    /// Record that a gate is open.
    OpenGate: RecordGate,
    /// Record that a gate will never open.
    FailGate: RecordGate,
    /// Change the plan.
    ChangePlan(boxed): ActAsApplicant,
    /// Go on without an item.
    LeaveOut: ActAsApplicant,
    /// Sign off a draft decision.
    SignOff: SignOff,
    /// Give a draft decision back to its reviewer.
    SendBack: SignOff,
    /// Refuse a case.
    Refuse: SignOff,
    /// Accept, decide and number every case of the group that is ready.
    Issue: React,
    /// Record a rendered document.
    RecordDocument: React,
    /// Serve papers into the applicant's account.
    Serve: React,
    /// Hand papers over.
    HandOver: ServeDocument,
    /// Give papers to the post.
    SendByPost: ServeDocument,
    /// Record that the post brought papers to the applicant.
    ArriveByPost: ServeDocument,
    /// Record that the post brought papers back.
    ReturnPost: ServeDocument,
    /// Choose another way of service.
    ChooseDelivery: ActAsApplicant,
    /// Open a paper for the first time.
    OpenDocument: ActAsApplicant,
    /// End the public notices whose length has passed.
    EndNotices: EndStep,
    /// Object to a public notice.
    Object: Object,
    /// Answer an objection.
    AnswerObjection: WorkOnStep,
    /// Tell somebody whose interests a case touches.
    TellParty: WorkOnStep,
    /// State one's view on such a case, or waive it.
    StateView: StateView,
    /// Set what is to be paid and ask for it.
    AskPayment: WorkOnStep,
    /// Record that it was paid.
    RecordPayment: WorkOnStep,
    /// Waive it.
    WaivePayment: WorkOnStep,
    /// Say that one has paid.
    ReportPayment: ActAsApplicant,
    /// Hand in papers that were to follow.
    SupplyOwed: ActAsApplicant,
    /// Find that such papers have not come in time.
    LapseOwed: EndStep,
    /// Check a promise after the decision.
    CheckPromise: WorkOnStep,
    /// Withdraw the application.
    Withdraw: ActAsApplicant,
    /// Rate the application.
    Rate: ActAsApplicant,
    /// Tell of steps that are short of time or past it.
    Escalate: EndStep,
    /// Move what is due to where today's calendar leads.
    RefreshDues: React,
}

/// Make another query code; the old one is dead.
#[derive(Clone, Copy, Debug)]
pub struct RenewQueryCode;

/// Puts a personal value of the form right, as the person asked in writing and was answered (PIPL 46).
#[derive(Clone, Debug)]
pub struct CorrectForm {
    /// Which part of the form.
    pub part: String,
    /// Which field.
    pub field: FieldId,
    /// The whole part as it is now right.
    pub values: serde_json::Value,
    /// The version of the application whose part was read.
    pub read_at: u64,
}

/// Submit an application.
#[derive(Clone, Debug)]
pub struct Submit {
    /// Whose it is.
    pub applicant: Party,
    /// The project on which it hangs.
    pub project: Option<RecordId>,
    /// What it is called in lists; never a person's name.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// Answers to the guided questions.
    pub answers: Answers,
    /// What follows from them by the release in force.
    pub plan: Plan,
    /// The form, part by part: field and value.
    pub form: BTreeMap<String, serde_json::Value>,
    /// Papers uploaded.
    pub materials: Vec<Upload>,
    /// The statements of the commitment letter that were accepted, if the matter has one.
    pub commitment: Option<Vec<String>>,
    /// The letter signed on paper, where somebody hands in for another.
    pub signed_letter: Option<Upload>,
    /// What stands in place of papers that are not handed in.
    pub instead: Instead,
}

/// A paper uploaded and stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Which material it is.
    pub material: MaterialId,
    /// Digest of what is stored, which names the file.
    pub stored: String,
    /// The key that opens what is stored, in hexadecimal.
    pub key: String,
    /// Name of the file as uploaded.
    pub file_name: String,
    /// SHA-256 of the file as uploaded, in hexadecimal.
    pub digest: String,
    /// Size as uploaded.
    pub bytes: u64,
    /// Type found by content.
    pub file_type: FileType,
}

/// Take a step on.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Which.
    pub step: StepId,
}

/// Put a step back.
#[derive(Clone, Debug)]
pub struct Release {
    /// Which.
    pub step: StepId,
}

/// Give a step to somebody else of the organ, or back to the desk (改派).
#[derive(Clone, Debug)]
pub struct Reassign {
    /// Which.
    pub step: StepId,
    /// Who had it when this was asked; another holder meanwhile is a conflict.
    pub from: Option<RecordId>,
    /// Who has it from now on, as somebody of the organ with the duty was read; none for the desk.
    pub to: Option<Colleague>,
    /// Why, in words; needed unless a handover says it.
    pub reason: String,
    /// The handover of a post of which this is a part.
    pub handover: Option<Ordered>,
}

/// Take over the step of somebody who has left the organ.
#[derive(Clone, Debug)]
pub struct TakeOver {
    /// Which.
    pub step: StepId,
    /// Whoever has it, as was read: without a post in the organ that could go on with it.
    pub left: Colleague,
}

/// Say that one may not work on an application (回避).
#[derive(Clone, Debug)]
pub struct DeclareConflict {
    /// Why, in words.
    pub reason: String,
    /// Who of the organ can go on with its steps, as was read.
    pub others: Vec<Colleague>,
}

/// Ask that somebody of an organ does not work on the application.
#[derive(Clone, Debug)]
pub struct AskRecusal {
    /// Of which organ.
    pub organ: OrganId,
    /// Whom, in the applicant's words.
    pub whom: String,
    /// Why, in words.
    pub reason: String,
}

/// Decide whether somebody is recused.
#[derive(Clone, Debug)]
pub struct DecideRecusal {
    /// Which application for recusal.
    pub recusal: u16,
    /// Who is recused; none if it is declined.
    pub person: Option<RecordId>,
    /// Why, in words for the applicant.
    pub reason: String,
    /// Who of the organ can go on with its steps, as was read.
    pub others: Vec<Colleague>,
}

/// Ask the applicant to refine.
#[derive(Clone, Debug)]
pub struct AskRefinement {
    /// By which step.
    pub step: StepId,
    /// What to change, in words.
    pub request: String,
    /// Papers to hand in anew.
    pub materials: Vec<MaterialId>,
}

/// Refine.
#[derive(Clone, Debug)]
pub struct SupplyRefinement {
    /// For which step.
    pub step: StepId,
    /// What was changed, in words.
    pub note: String,
    /// New versions of papers.
    pub materials: Vec<Upload>,
}

/// Give an opinion.
#[derive(Clone, Debug)]
pub struct GiveOpinion {
    /// By which step.
    pub step: StepId,
    /// What it says.
    pub opinion: Opinion,
    /// Its words: conditions, or what to change.
    pub text: String,
    /// The review points that were ticked.
    pub points: Vec<u8>,
}

/// Agree with a draft in the chain.
#[derive(Clone, Debug)]
pub struct PassStage {
    /// Of which step.
    pub step: StepId,
}

/// Give a draft back in the chain.
#[derive(Clone, Debug)]
pub struct ReturnStage {
    /// Of which step.
    pub step: StepId,
    /// Why.
    pub reason: String,
}

/// Accept a formal application.
#[derive(Clone, Debug)]
pub struct Accept {
    /// By which acceptance step.
    pub step: StepId,
    /// What becomes of what the organ found missing and nobody has been told yet.
    pub own_supplement: OwnSupplement,
}

/// What becomes of an organ's own supplement opinion, where it accepts before the notice went out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnSupplement {
    /// It stands: then the organ does not accept over it.
    Stands,
    /// It is taken back: nothing is missing any more.
    TakenBack,
}

impl Accept {
    /// Accept, where the organ has found nothing missing.
    #[must_use]
    pub fn by(step: StepId) -> Self {
        Self {
            step,
            own_supplement: OwnSupplement::Stands,
        }
    }
}

/// Propose an act that needs a signature.
#[derive(Clone, Debug)]
pub struct Propose {
    /// About what.
    pub on: ProposedOn,
    /// What is to be done.
    pub proposal: Proposal,
    /// The holder's request that it is to answer, where it is made for one.
    pub answers: Option<RequestNumber>,
    /// The reasons, as they will stand in what follows.
    pub reasons: String,
}

/// Approve what was proposed.
#[derive(Clone, Copy, Debug)]
pub struct Approve {
    /// Which.
    pub proposal: ProposalNumber,
}

/// Decline what was proposed.
#[derive(Clone, Debug)]
pub struct Decline {
    /// Which.
    pub proposal: ProposalNumber,
    /// Why.
    pub reason: String,
}

/// Say what was found missing before acceptance.
#[derive(Clone, Debug)]
pub struct ContributeSupplement {
    /// By which acceptance step.
    pub step: StepId,
    /// Everything that is missing, in words.
    pub request: String,
    /// Papers that are missing or to be handed in anew.
    pub materials: Vec<MaterialId>,
}

/// Send the notice of what is missing.
#[derive(Clone, Copy, Debug)]
pub struct SendSupplement;

/// Supply what was missing.
#[derive(Clone, Debug)]
pub struct SupplySupplement {
    /// Anything to say about it.
    pub note: String,
    /// The papers.
    pub materials: Vec<Upload>,
}

/// Do what follows from terms that have run.
#[derive(Clone, Copy, Debug)]
pub struct KeepTerms;

/// Record the result of a special procedure.
#[derive(Clone, Debug)]
pub struct EndSpecialProcedure {
    /// Of which step.
    pub step: StepId,
    /// Which of the law's list.
    pub kind: SpecialKind,
    /// What came of it.
    pub result: String,
}

/// Tell of the right to a hearing.
#[derive(Clone, Debug)]
pub struct TellHearingRight {
    /// In which step.
    pub step: StepId,
    /// Whose interests are touched and how, and who is told.
    pub reasons: String,
}

/// Ask for a hearing.
#[derive(Clone, Debug)]
pub struct AskHearing {
    /// Of which case.
    pub item: ItemId,
    /// What is to be heard.
    pub words: String,
}

/// Record that somebody else who was told has asked for a hearing.
#[derive(Clone, Debug)]
pub struct RecordHearingAsked {
    /// In which step.
    pub step: StepId,
    /// The day on which it came; today where none is said.
    pub received: Option<Day>,
    /// Who asked, and what is to be heard.
    pub words: String,
}

/// Announce a hearing.
#[derive(Clone, Debug)]
pub struct AnnounceHearing {
    /// Of which step.
    pub step: StepId,
    /// The day.
    pub on: Day,
    /// Hour, place, and who presides: nobody who reviewed it (行政许可法 48).
    pub words: String,
}

/// Keep the record of a hearing.
#[derive(Clone, Debug)]
pub struct RecordHearing {
    /// Of which step.
    pub step: StepId,
    /// The record.
    pub record: String,
}

/// Record that a gate is open.
#[derive(Clone, Debug)]
pub struct OpenGate {
    /// Which.
    pub gate: GateId,
    /// The facts that its definition asks for.
    pub facts: BTreeMap<FieldId, String>,
}

/// Record that a gate will never open.
#[derive(Clone, Debug)]
pub struct FailGate {
    /// Which.
    pub gate: GateId,
    /// Why.
    pub reason: String,
}

/// Change the plan.
#[derive(Clone, Debug)]
pub struct ChangePlan {
    /// All answers as they are to be.
    pub answers: Answers,
    /// What follows from them by the application's release.
    pub plan: Plan,
    /// The whole form as it is to be; none leaves it as it is.
    pub form: Option<BTreeMap<String, serde_json::Value>>,
    /// New versions of papers.
    pub materials: Vec<Upload>,
    /// What was changed, in words.
    pub note: String,
}

/// Go on without an item.
#[derive(Clone, Debug)]
pub struct LeaveOut {
    /// Which.
    pub item: ItemId,
}

/// Sign off a draft decision.
#[derive(Clone, Debug)]
pub struct SignOff {
    /// By which decision step.
    pub step: StepId,
    /// Why it is granted although a review did not support it; nothing where every review did.
    pub despite: Option<String>,
}

impl SignOff {
    /// Sign off what every review supported.
    #[must_use]
    pub fn by(step: StepId) -> Self {
        Self { step, despite: None }
    }
}

/// Give a draft decision back to its reviewer.
#[derive(Clone, Debug)]
pub struct SendBack {
    /// By which decision step.
    pub step: StepId,
    /// Why.
    pub reason: String,
}

/// Refuse a case.
#[derive(Clone, Debug)]
pub struct Refuse {
    /// By which decision step.
    pub step: StepId,
    /// Reasons, in fact and in law.
    pub reasons: String,
}

/// Accept, decide and number every case of the group that is ready.
#[derive(Clone, Debug)]
pub struct Issue;

/// Record a rendered document.
#[derive(Clone, Debug)]
pub struct RecordDocument {
    /// Which paper.
    pub document: u16,
    /// The file.
    pub file: Document,
    /// The key that opens what is stored, in hexadecimal.
    pub key: String,
}

/// Serve papers into the applicant's account.
#[derive(Clone, Debug)]
pub struct Serve {
    /// Which papers.
    pub documents: Vec<u16>,
}

/// Hand papers over to somebody who may take them for the applicant today.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// Which papers.
    pub documents: Vec<u16>,
    /// To whom.
    pub receiver: Receiver,
    /// How the receiver proved the receipt.
    pub proof: Proof,
    /// What else the delivery record is to say.
    pub remark: String,
}

/// Give papers to the post.
#[derive(Clone, Debug)]
pub struct SendByPost {
    /// Which papers.
    pub documents: Vec<u16>,
    /// With which carrier.
    pub carrier: String,
    /// The carrier's number for what was sent.
    pub tracking: String,
}

/// Record that the post brought papers to the applicant.
#[derive(Clone, Debug)]
pub struct ArriveByPost {
    /// Which papers.
    pub documents: Vec<u16>,
    /// The day on which somebody signed for them.
    pub day: calendar::Day,
    /// Who signed, as the carrier says.
    pub signed_by: String,
}

/// Record that the post brought papers back.
#[derive(Clone, Debug)]
pub struct ReturnPost {
    /// Which papers.
    pub documents: Vec<u16>,
    /// Why, as the carrier says.
    pub reason: String,
}

/// Choose another way of service for everything that has not been served.
#[derive(Clone, Debug)]
pub struct ChooseDelivery {
    /// Which way.
    pub way: Way,
}

/// Open a paper for the first time.
#[derive(Clone, Debug)]
pub struct OpenDocument {
    /// Which paper.
    pub document: u16,
}

/// End the public notices whose length has passed.
#[derive(Clone, Debug)]
pub struct EndNotices;

/// Withdraw the application.
#[derive(Clone, Debug)]
pub struct Withdraw {
    /// Why, if the applicant says so.
    pub reason: String,
}

/// Rate the application.
#[derive(Clone, Debug)]
pub struct Rate {
    /// How.
    pub grade: Grade,
    /// In words, if any.
    pub words: String,
}

/// Tell of steps that are short of time or past it.
#[derive(Clone, Debug)]
pub struct Escalate;

/// Move what is due to where today's calendar leads.
#[derive(Clone, Debug)]
pub struct RefreshDues;
