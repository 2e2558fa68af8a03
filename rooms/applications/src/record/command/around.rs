//! What is asked around the way from submission to decision: by who objects, by whose interests are touched, for money, for
//! papers that follow, and for what was promised.

use calendar::Day;
use identity::Phone;
use procedure::Money;
use procedure::definition::{MaterialId, StepId, WaiverId};

use super::Upload;

/// What an applicant does not hand in at submission, and what stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instead {
    /// Papers that follow later (容缺).
    pub later: Vec<MaterialId>,
    /// Papers in whose place a promise is made (告知承诺).
    pub promised: Vec<MaterialId>,
    /// Until which day an earlier false promise keeps this applicant from making another, as the index knows it.
    pub barred_until: Option<Day>,
}

/// Object to a public notice.
#[derive(Clone, Debug)]
pub struct Object {
    /// The notice.
    pub step: StepId,
    /// Who objects.
    pub name: String,
    /// Where they are reached.
    pub phone: Phone,
    /// What they object.
    pub words: String,
}

/// Answer an objection.
#[derive(Clone, Debug)]
pub struct AnswerObjection {
    /// The notice.
    pub step: StepId,
    /// Its place among the application's objections, from 1.
    pub objection: u16,
    /// Whether it is upheld.
    pub upheld: bool,
    /// Why.
    pub reasons: String,
}

/// Tell somebody whose interests a case touches.
#[derive(Clone, Debug)]
pub struct TellParty {
    /// The step at which the organ finds it.
    pub step: StepId,
    /// Who.
    pub name: String,
    /// Where they are reached.
    pub phone: Phone,
    /// Which interest is touched, in words.
    pub interest: String,
}

/// State one's view on a case that touches one's interests, or waive it.
#[derive(Clone, Debug)]
pub struct StateView {
    /// The party's place among those told, from 1.
    pub party: u16,
    /// What they say.
    pub view: View,
}

/// What a party says.
#[derive(Clone, Debug)]
pub enum View {
    /// This, in words.
    Stated(String),
    /// Nothing: the decision need not wait.
    Waived,
}

/// Set what is to be paid and ask for it.
#[derive(Clone, Debug)]
pub struct AskPayment {
    /// For which step.
    pub step: StepId,
    /// How much; none where it follows from the answers.
    pub amount: Option<Money>,
}

/// Record that it was paid.
#[derive(Clone, Debug)]
pub struct RecordPayment {
    /// For which step.
    pub step: StepId,
    /// The day on which it was paid.
    pub paid_on: Day,
    /// Who paid, where not the applicant.
    pub payer: String,
    /// The number of the receipt.
    pub receipt: String,
}

/// Waive the payment.
#[derive(Clone, Debug)]
pub struct WaivePayment {
    /// For which step.
    pub step: StepId,
    /// By which rule.
    pub rule: WaiverId,
    /// Why it applies, in words.
    pub reasons: String,
}

/// Say that one has paid.
#[derive(Clone, Debug)]
pub struct ReportPayment {
    /// For which step.
    pub step: StepId,
    /// The day on which it was paid.
    pub paid_on: Day,
    /// The number of the receipt.
    pub receipt: String,
}

/// Hand in papers that were to follow, or that prove what was promised.
#[derive(Clone, Debug)]
pub struct SupplyOwed {
    /// The papers.
    pub materials: Vec<Upload>,
}

/// Find that papers which were to follow have not come in time.
#[derive(Clone, Debug)]
pub struct LapseOwed;

/// Check a promise after the decision.
#[derive(Clone, Debug)]
pub struct CheckPromise {
    /// Of which paper.
    pub material: MaterialId,
    /// Whether what was promised is true.
    pub kept: bool,
    /// What was found.
    pub words: String,
}
