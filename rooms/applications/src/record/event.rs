//! What has happened to an application: outcomes, so that reading them back needs no definition and no calendar.

use std::collections::BTreeMap;

use authority::Party;
use calendar::{Day, Verdict};
use identity::{ApplicationNumber, OrganId, RecordId, RegionCode, SlipNumber};
use procedure::definition::{FieldId, FileType, GateId, ItemId, MaterialId, StepId, WaiverId};
use procedure::plan::{Plan, Unsupplied};
use procedure::{Answers, Money};
use serde::{Deserialize, Serialize};

use super::Entrance;
use super::document::{DeliveryWays, DocumentKind, Recipient, Way};
use super::due::{Due, Level};
use super::hearing::AskedBy;
use super::owed::OwedPaper;
use super::proposal::{ProposalNumber, Proposed};
use super::request::{MovedRequest, RequestNumber, Requested};
use super::special::SpecialKind;
use super::state::{Attachment, Document, Grade, Opinion, Reassignment};

/// One thing that has happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Event {
    /// The applicant submitted.
    Submitted(Box<Submitted>),
    /// Another query code was made; it is in the vault.
    QueryCodeRenewed,
    /// A personal value of the form was put right, as its person asked.
    FormCorrected {
        /// In which part of the form.
        part: String,
        /// Which field.
        field: FieldId,
    },
    /// Steps came to their organs' desks.
    StepsOpened {
        /// From which day they count.
        day: Day,
        /// Each with its due day.
        steps: Vec<Opened>,
    },
    /// Somebody took a step on.
    Claimed {
        /// Which.
        step: StepId,
        /// Who.
        holder: RecordId,
    },
    /// Its holder put it back.
    Released {
        /// Which.
        step: StepId,
    },
    /// A step has another holder, or none. Why is in the vault.
    Reassigned {
        /// Which.
        step: StepId,
        /// Who had it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<RecordId>,
        /// Who has it now; none if it lies on the desk again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<RecordId>,
        /// How it came to that.
        cause: Reassignment,
    },
    /// Somebody of an organ may not work on it, by his or her own word; what was in that hand is on the desk again.
    /// Why is in the vault.
    ConflictDeclared {
        /// Counted up, from 1.
        recusal: u16,
        /// Of which organ.
        organ: OrganId,
        /// Who.
        person: RecordId,
        /// The day.
        day: Day,
    },
    /// The applicant asked that somebody of an organ does not work on it. Whom and why is in the vault.
    RecusalAsked {
        /// Counted up, from 1.
        recusal: u16,
        /// Of which organ.
        organ: OrganId,
        /// The day.
        day: Day,
    },
    /// That was decided; why is in the vault. What was in the hand of whoever is recused is on the desk again.
    RecusalDecided {
        /// Which.
        recusal: u16,
        /// Who is recused; none if it was declined.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<RecordId>,
        /// The day.
        day: Day,
    },
    /// The applicant was asked to refine (修改完善); the clock stands still. What to do is in the vault.
    RefinementAsked {
        /// By which step.
        step: StepId,
        /// From which day the clock stands.
        day: Day,
        /// Until when the applicant is asked to answer.
        due: Due,
        /// Papers to hand in anew.
        materials: Vec<MaterialId>,
    },
    /// The applicant refined; the clock goes on with what was left.
    RefinementSupplied {
        /// For which step.
        step: StepId,
        /// From which day the clock runs again.
        day: Day,
        /// The new due day.
        due: Due,
        /// New versions of papers.
        materials: Vec<Attachment>,
        /// Done steps of other items that had read them and look again, with their due days.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reopened: Vec<Opened>,
    },
    /// An opinion goes to the next stage of the organ's chain.
    OpinionDrafted {
        /// Of which step.
        step: StepId,
        /// What the handler proposes.
        opinion: Opinion,
        /// The review points that were ticked.
        points: Vec<u8>,
    },
    /// A stage of the chain agreed.
    StagePassed {
        /// Of which step.
        step: StepId,
    },
    /// A stage of the chain gave it back to the handler. The reason is in the vault.
    StageReturned {
        /// Of which step.
        step: StepId,
    },
    /// The organ gave its opinion; its words are in the vault.
    OpinionGiven {
        /// By which step.
        step: StepId,
        /// The day that ends the step.
        day: Day,
        /// What it says.
        opinion: Opinion,
        /// In time or late.
        verdict: Verdict,
        /// Working days that the step had used by then.
        #[serde(default)]
        counted: u32,
        /// The review points that were ticked.
        points: Vec<u8>,
    },
    /// A public notice ran its length.
    NoticeEnded {
        /// Which step.
        step: StepId,
        /// Its last day; where objections were answered after it, the day of the last answer.
        day: Day,
        /// Whether the answers came in time.
        #[serde(default = "in_time")]
        verdict: Verdict,
        /// Working days that it ran.
        #[serde(default)]
        counted: u32,
    },
    /// Somebody objected to a public notice. The words, who, and the code are in the vault.
    ObjectionRaised {
        /// Its place among the application's objections, from 1.
        objection: u16,
        /// The notice.
        step: StepId,
        /// Its number.
        number: SlipNumber,
        /// The day.
        day: Day,
    },
    /// A public notice ran its length, but objections to it wait for their answers.
    AnswersAwaited {
        /// Which step.
        step: StepId,
        /// Its last day.
        day: Day,
        /// Until when they are to be answered.
        due: Due,
    },
    /// An organ answered an objection; why is in the vault.
    ObjectionAnswered {
        /// Which.
        objection: u16,
        /// Whether it was upheld.
        upheld: bool,
        /// The day.
        day: Day,
    },
    /// Somebody whose interests a case touches was told. Who, which interest and the code are in the vault.
    PartyTold {
        /// Their place among those told, from 1.
        party: u16,
        /// The case.
        item: ItemId,
        /// The step at which the organ found it.
        step: StepId,
        /// Their number.
        number: SlipNumber,
        /// The day.
        day: Day,
        /// Until when they may state their view.
        due: Due,
    },
    /// They stated their view; its words are in the vault.
    ViewStated {
        /// Who.
        party: u16,
        /// The day.
        day: Day,
    },
    /// They waived it.
    ViewWaived {
        /// Who.
        party: u16,
        /// The day.
        day: Day,
    },
    /// An organ set what is to be paid; the clock stands still.
    PaymentAsked {
        /// For which step.
        step: StepId,
        /// The invoice's number.
        invoice: String,
        /// How much.
        amount: Money,
        /// From which day the clock stands.
        day: Day,
        /// Until when it is to be paid.
        due: Due,
    },
    /// The applicant says that it was paid; the clock goes on. The receipt's number is in the vault.
    PaymentReported {
        /// For which step.
        step: StepId,
        /// From which day the clock runs again.
        day: Day,
        /// The day of the payment.
        paid_on: Day,
        /// The new due day.
        due: Due,
    },
    /// The organ recorded the payment. Payer and receipt are in the vault.
    Paid {
        /// For which step.
        step: StepId,
        /// The day that ends the step.
        day: Day,
        /// The day of the payment.
        paid_on: Day,
        /// In time or late.
        verdict: Verdict,
        /// Working days that the step had used by then.
        #[serde(default)]
        counted: u32,
    },
    /// The organ waived the payment; why the rule applies is in the vault.
    PaymentWaived {
        /// For which step.
        step: StepId,
        /// By which rule.
        rule: WaiverId,
        /// The day that ends the step.
        day: Day,
        /// In time or late.
        verdict: Verdict,
        /// Working days that the step had used by then.
        #[serde(default)]
        counted: u32,
    },
    /// Papers are to follow (容缺).
    PapersOwed {
        /// The day.
        day: Day,
        /// Each with its day.
        papers: Vec<OwedPaper>,
    },
    /// They came, or proofs of what was promised.
    OwedPapersSupplied {
        /// The day.
        day: Day,
        /// The papers.
        materials: Vec<Attachment>,
        /// Done steps that look again, with their due days.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reopened: Vec<Opened>,
    },
    /// Their term is over, and they have not come.
    OwedPapersLapsed {
        /// The day.
        day: Day,
        /// Which.
        materials: Vec<MaterialId>,
    },
    /// Promises were made in place of papers (告知承诺); the statements are in the vault.
    ProofPromised {
        /// The day.
        day: Day,
        /// In place of which.
        materials: Vec<MaterialId>,
    },
    /// A case was granted on a promise, which is to be checked.
    CheckDue {
        /// In place of which paper it stands.
        material: MaterialId,
        /// The case.
        item: ItemId,
        /// Who checks.
        organ: OrganId,
        /// The day.
        day: Day,
        /// Until when.
        due: Due,
    },
    /// A promise was checked; what was found is in the vault.
    PromiseChecked {
        /// In place of which paper it stood.
        material: MaterialId,
        /// The case.
        item: ItemId,
        /// The day.
        day: Day,
        /// Whether what was promised is true.
        kept: bool,
        /// In time or late.
        verdict: Verdict,
        /// Through which day who promised falsely may use no promise again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        barred_until: Option<Day>,
    },
    /// An outside event opened a gate.
    GateOpened {
        /// Which.
        gate: GateId,
        /// The day.
        day: Day,
        /// What was recorded.
        facts: BTreeMap<FieldId, String>,
    },
    /// A gate will never open; what stands behind it ends. The reason is in the vault.
    GateFailed {
        /// Which.
        gate: GateId,
        /// The day.
        day: Day,
    },
    /// The applicant changed answers, form or papers; what had been read before is marked.
    PlanChanged(Box<PlanChanged>),
    /// The applicant goes on without an item.
    LeftOut {
        /// Which.
        item: ItemId,
        /// The day.
        day: Day,
    },
    /// A formal application was accepted; the statutory clock runs.
    CaseAccepted {
        /// Which.
        item: ItemId,
        /// The day.
        day: Day,
        /// Whether nobody had said anything within the term of the law, so that it is accepted from the day of receipt
        /// (行政许可法 32).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_silence: bool,
    },
    /// An acceptance step was done.
    StepDone {
        /// Which.
        step: StepId,
        /// The day.
        day: Day,
        /// In time or late.
        verdict: Verdict,
        /// Working days that the step had used by then.
        #[serde(default)]
        counted: u32,
    },
    /// A formal application was not accepted. Reasons, and whom to ask, are in the vault.
    CaseNotAccepted {
        /// Which.
        item: ItemId,
        /// The day.
        day: Day,
        /// Whose matter it is instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        elsewhere: Option<OrganId>,
        /// The proposal whose words are the reasons.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposal: Option<ProposalNumber>,
    },
    /// Somebody proposed an act that needs a signature. The reasons are in the vault.
    Proposed(Box<Proposed>),
    /// A proposal was approved; what follows stands next to it.
    ProposalApproved {
        /// Which.
        number: ProposalNumber,
        /// The day.
        day: Day,
    },
    /// A proposal was declined. The reason is in the vault.
    ProposalDeclined {
        /// Which.
        number: ProposalNumber,
        /// The day.
        day: Day,
    },
    /// The holder of a certificate asked for something about it. The words are in the vault.
    Requested(Box<Requested>),
    /// The holder took a request back.
    RequestWithdrawn {
        /// Which.
        request: RequestNumber,
        /// About which item.
        item: ItemId,
        /// The day.
        day: Day,
    },
    /// What was asked for was approved; what follows stands next to it.
    RequestGranted {
        /// Which.
        request: RequestNumber,
        /// About which item.
        item: ItemId,
        /// The day.
        day: Day,
    },
    /// What was asked for was refused. The reasons are in the vault, with the proposal.
    RequestRefused {
        /// Which.
        request: RequestNumber,
        /// About which item.
        item: ItemId,
        /// The day.
        day: Day,
        /// The paper that says so.
        document: u16,
    },
    /// Nobody had decided on a prolongation when the certificate ended: it counts as granted (行政许可法 50).
    ProlongationDeemed {
        /// Which request.
        request: RequestNumber,
        /// About which item.
        item: ItemId,
        /// Who was silent.
        organ: OrganId,
        /// The day.
        day: Day,
        /// The new last day.
        until: Day,
    },
    /// An organ said what it found missing before acceptance: its part of the notice. The words are in the vault.
    SupplementContributed {
        /// By which acceptance step.
        step: StepId,
        /// The day.
        day: Day,
        /// Papers that are missing or to be handed in anew.
        materials: Vec<MaterialId>,
    },
    /// An organ took back what it had found missing before anybody was told, as it accepts after all. Its words stay in the vault.
    SupplementTakenBack {
        /// By which acceptance step.
        step: StepId,
        /// The day.
        day: Day,
    },
    /// The one notice of what is missing went out (补正告知).
    SupplementAsked {
        /// The day.
        day: Day,
        /// The acceptance steps whose parts it merges; they wait.
        steps: Vec<StepId>,
        /// Until when the applicant supplies it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Due>,
    },
    /// The applicant supplied everything; acceptance goes on.
    SupplementSupplied {
        /// The day.
        day: Day,
        /// The papers.
        materials: Vec<Attachment>,
        /// The acceptance steps that go on, with their due days.
        steps: Vec<Opened>,
        /// Done steps that had read older versions and look again.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reopened: Vec<Opened>,
    },
    /// The applicant did not supply in time; the cases end as the rules say.
    SupplementLapsed {
        /// The day.
        day: Day,
        /// Which.
        items: Vec<ItemId>,
        /// How.
        consequence: Unsupplied,
    },
    /// A special procedure began; the clocks stand (行政许可法 45).
    SpecialProcedureBegun {
        /// In which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// Which of the law's list.
        kind: SpecialKind,
        /// From which day the clocks stand.
        day: Day,
        /// Until when it is announced to take.
        announced: Due,
        /// The proposal whose words are its reasons.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposal: Option<ProposalNumber>,
    },
    /// The result of a special procedure was recorded; the clocks go on. The result is in the vault.
    SpecialProcedureEnded {
        /// In which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// Which of the law's list.
        kind: SpecialKind,
        /// From which day the clocks run again.
        day: Day,
        /// The step's new due day.
        due: Due,
    },
    /// The term to decide was extended (行政许可法 42).
    Extended {
        /// In which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// The day.
        day: Day,
        /// By how many days.
        days: u32,
        /// The legal ground.
        ground: String,
        /// The step's new due day.
        due: Due,
        /// The proposal whose words are the reasons.
        proposal: ProposalNumber,
    },
    /// People were told of their right to a hearing. Why, and who was told, are in the vault.
    HearingRightTold {
        /// By which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// The day.
        day: Day,
        /// Until when it can be asked for.
        ask_by: Due,
    },
    /// Somebody asked for a hearing; the clocks stand. The words are in the vault.
    HearingAsked {
        /// In which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// The day.
        day: Day,
        /// Who.
        by: AskedBy,
        /// Until when it is to be held.
        hold_by: Due,
        /// The day on which it came, where that was another.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        received: Option<Day>,
    },
    /// Time and place of a hearing were announced; they are in the vault.
    HearingAnnounced {
        /// In which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// The day of the announcement.
        day: Day,
        /// The day of the hearing.
        on: Day,
    },
    /// A hearing was held; its record is in the vault.
    HearingHeld {
        /// In which step.
        step: StepId,
        /// Of which case.
        item: ItemId,
        /// The day.
        day: Day,
    },
    /// A signer signed off the draft decision.
    SignedOff {
        /// By which step.
        step: StepId,
        /// The day.
        day: Day,
        /// In time or late.
        verdict: Verdict,
        /// Working days that the step had used by then.
        #[serde(default)]
        counted: u32,
        /// The review that had not supported it; why it was signed nevertheless is in the vault.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        despite: Option<StepId>,
    },
    /// A signer gave a draft back to its reviewer. The reason is in the vault.
    SentBack {
        /// The decision step, which waits again.
        step: StepId,
        /// The step that is open again.
        to: StepId,
        /// The day.
        day: Day,
        /// Its new due day.
        due: Due,
    },
    /// A case was granted.
    CaseGranted {
        /// Which.
        item: ItemId,
        /// The day.
        day: Day,
        /// The number of its document, where it issues one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_number: Option<String>,
        /// The last day of its certificate, where it ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<Day>,
        /// The day that its document bears, where it is not the same day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<Day>,
    },
    /// A case was refused. The reasons are in the vault.
    CaseRefused {
        /// Which.
        item: ItemId,
        /// By which step.
        step: StepId,
        /// The day.
        day: Day,
        /// In time or late.
        verdict: Verdict,
        /// Working days that the step had used by then.
        #[serde(default)]
        counted: u32,
        /// The number of the decision.
        document_number: String,
        /// The day that it bears, where it is not the same day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<Day>,
    },
    /// A certificate was rendered: so the log said before papers were counted ([`Event::DocumentMade`]).
    DocumentRendered {
        /// Of which case.
        item: ItemId,
        /// The file.
        document: Document,
    },
    /// Papers were served (送达).
    Served {
        /// The cases whose decisions were among them.
        items: Vec<ItemId>,
        /// The day from which appeal runs.
        day: Day,
        /// The papers; the log of before they were counted has only their items.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        documents: Vec<u16>,
        /// In which way.
        #[serde(default)]
        way: Way,
        /// To whom.
        #[serde(default)]
        to: Recipient,
        /// The delivery record (送达回证) that was signed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        record: Option<u16>,
    },
    /// An organ issued a paper (文书). What it says beyond what the record knows is in the vault.
    DocumentIssued {
        /// Its place in the record, from 1.
        document: u16,
        /// What it is in law.
        kind: DocumentKind,
        /// Who issued it.
        organ: OrganId,
        /// The item it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemId>,
        /// The step by which it came about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<StepId>,
        /// Its number.
        number: String,
        /// The day it bears.
        day: Day,
        /// Its last day, where it ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_until: Option<Day>,
        /// The paper that it corrects, replaces, revokes or proves the service of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        follows: Option<u16>,
    },
    /// A paper was made: its file is stored.
    DocumentMade {
        /// Which paper.
        document: u16,
        /// The file.
        file: Document,
    },
    /// The applicant opened a paper for the first time.
    DocumentOpened {
        /// Which paper.
        document: u16,
        /// The day.
        day: Day,
    },
    /// Papers were served later than they were made, and the terms of which they tell run from there (行政许可法 32, 47).
    TermsBegun {
        /// The day of service.
        day: Day,
        /// The term of the supplement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supplement: Option<Due>,
        /// The terms in which hearings are asked for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        hearings: Vec<AskBy>,
    },
    /// Papers were given to the post; with which carrier is in the vault.
    Posted {
        /// Which papers.
        documents: Vec<u16>,
        /// The day.
        day: Day,
    },
    /// The post brought papers back. The reason is in the vault.
    PostReturned {
        /// Which papers.
        documents: Vec<u16>,
        /// The day.
        day: Day,
    },
    /// The applicant chose another way of service for everything that has not been served.
    DeliveryChosen {
        /// Which way.
        way: Way,
        /// The day.
        day: Day,
    },
    /// The applicant took the application back.
    Withdrawn {
        /// The day.
        day: Day,
    },
    /// The applicant rated it; words are in the vault.
    Rated {
        /// How.
        grade: Grade,
    },
    /// A step is short of time or past it, and whoever has to see to it is told: once a level and round.
    Escalated {
        /// Which.
        step: StepId,
        /// Who is told.
        level: Level,
        /// The day.
        day: Day,
        /// Working days past its last day; 0 while it is only short of time.
        late_by: u32,
    },
    /// The calendar was revised, and what is due moved with it. Nothing that has ended moves.
    DuesMoved {
        /// The day on which this was found.
        day: Day,
        /// Running steps, with their due days now.
        steps: Vec<Opened>,
        /// Terms of refinements, by the step that asked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        refinements: Vec<Opened>,
        /// The term of the supplement.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        supplement: Option<Due>,
        /// Terms of papers that follow.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        owed: Vec<OwedPaper>,
        /// The announced times of special procedures that run.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        specials: Vec<MovedSpecial>,
        /// The days of what holders ask for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        requests: Vec<MovedRequest>,
    },
}

/// A special procedure whose announced time leads to another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedSpecial {
    /// In which step.
    pub step: StepId,
    /// Which of the list.
    pub kind: SpecialKind,
    /// Until when it is to be over now.
    pub announced: Due,
}

/// Notices that ended before objections were known ended in time.
const fn in_time() -> Verdict {
    Verdict::InTime
}

/// A submission with all that follows from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Submitted {
    /// Its number.
    pub number: ApplicationNumber,
    /// Whose it is.
    pub applicant: Party,
    /// The project on which it hangs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<RecordId>,
    /// What it is called in lists.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// The working day on which it counts as submitted.
    pub day: Day,
    /// Answers to the guided questions.
    pub answers: Answers,
    /// What follows from them.
    pub plan: Plan,
    /// Parts of the form in the vault.
    pub parts: Vec<String>,
    /// Papers handed in.
    pub materials: Vec<Attachment>,
    /// In which ways papers are to reach the applicant.
    #[serde(default)]
    pub delivery: DeliveryWays,
    /// By which door it came in.
    #[serde(default, skip_serializing_if = "Entrance::is_online")]
    pub entrance: Entrance,
    /// The commitment letter, signed on paper and scanned, where it was not signed online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_letter: Option<SignedLetter>,
}

/// A commitment letter that was signed on paper. Its file name, digest and key are in the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedLetter {
    /// Digest of what is stored, which names the file.
    pub stored: String,
    /// Size as scanned.
    pub bytes: u64,
    /// Type found by content.
    pub file_type: FileType,
}

/// A changed plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanChanged {
    /// The day.
    pub day: Day,
    /// All answers as they are now.
    pub answers: Answers,
    /// What follows from them now.
    pub plan: Plan,
    /// New versions of papers.
    pub materials: Vec<Attachment>,
    /// Steps that are open again, with their due days: unsupported ones, and those whose opinion would go into a decision
    /// though what they had read has changed.
    pub reopened: Vec<Opened>,
    /// Done steps that had read what has changed.
    pub affected: Vec<StepId>,
    /// In which ways papers are to reach the applicant from now on, if the form says so anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryWays>,
}

/// The term in which a hearing is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AskBy {
    /// Of which case.
    pub item: ItemId,
    /// Until when.
    pub due: Due,
}

/// A step that came to a desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// Which.
    pub step: StepId,
    /// Until when.
    pub due: Due,
    /// Until when an acceptance step has to have answered; silence beyond it accepts (行政许可法 32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Due>,
}
