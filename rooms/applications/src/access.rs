//! Who may do what with an application: its facts for the policy, and reading it with a permit.

use std::sync::Arc;

use authority::{Act, Actor, Denied, Duty, Permit, Subject, acts, permit};
use identity::{FunctionId, OrganId, RecordId};
use ledger::{Ledger, Unavailable};

use crate::record::proposal::Proposed;
use crate::record::state::{GateState, StepState};
use crate::record::{Application, Applications};

/// An application that somebody may see.
#[derive(Debug)]
pub struct Seen {
    /// Its record.
    pub record: RecordId,
    /// Its version.
    pub version: u64,
    /// What it is now.
    pub application: Arc<Application>,
    /// The proof that it may be seen.
    pub permit: Permit<acts::SeeApplication>,
    /// The facts on which rights to it depend.
    subject: Subject,
}

/// Why an application is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// It does not exist, or not for this actor: nobody can tell which.
    #[error("no such application")]
    Hidden,
    /// The ledger cannot answer now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denied> for AccessError {
    fn from(_: Denied) -> Self {
        Self::Hidden
    }
}

/// Reads an application that the actor may see.
///
/// # Errors
/// [`AccessError::Hidden`] alike when it does not exist and when the actor may not see it.
pub async fn see(ledger: &Ledger, actor: &Arc<Actor>, record: RecordId) -> Result<Seen, AccessError> {
    let snapshot = ledger.state::<Applications>(record).await?.ok_or(AccessError::Hidden)?;
    let subject = snapshot.state.subject(record).ok_or(AccessError::Hidden)?;
    let permit = permit(actor, &subject)?;
    Ok(Seen {
        record,
        version: snapshot.version,
        application: snapshot.state,
        permit,
        subject,
    })
}

/// An application that a window took in, as its clerks may read it back.
#[derive(Debug)]
pub struct SeenIntake {
    /// Its record.
    pub record: RecordId,
    /// What it is now.
    pub application: Arc<Application>,
    /// The proof that it may be read back.
    pub permit: Permit<acts::SeeIntake>,
}

/// Reads back an application that the actor's window took in.
///
/// # Errors
/// [`AccessError::Hidden`] alike when it does not exist and when another window, or none, took it in.
pub async fn see_intake(ledger: &Ledger, actor: &Arc<Actor>, record: RecordId) -> Result<SeenIntake, AccessError> {
    let snapshot = ledger.state::<Applications>(record).await?.ok_or(AccessError::Hidden)?;
    let subject = snapshot.state.subject(record).ok_or(AccessError::Hidden)?;
    let permit = permit(actor, &subject)?;
    Ok(SeenIntake {
        record,
        application: snapshot.state,
        permit,
    })
}

impl Seen {
    /// The permit for an act on the application as a whole, such as acting as its applicant.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit<A: Act>(&self, actor: &Arc<Actor>) -> Result<Permit<A>, AccessError> {
        Ok(permit(actor, &self.subject)?)
    }

    /// The permit for an act on one of its steps.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit_on_step<A: Act>(&self, actor: &Arc<Actor>, step: &StepState) -> Result<Permit<A>, AccessError> {
        Ok(permit(actor, &self.application.at_step(&self.subject, step))?)
    }

    /// The permit to approve or decline a proposal.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit_on_proposal(&self, actor: &Arc<Actor>, proposed: &Proposed) -> Result<Permit<acts::Approve>, AccessError> {
        let subject = self.subject.clone().on_desk(proposed.organ.clone());
        Ok(permit(actor, &subject.signed_by(proposed.duty))?)
    }

    /// The permit to handle at an organ's desk what is no step and outlives the application's end: the check of a promise, what
    /// the holder of a certificate asks for.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit_to_handle<A: Act>(&self, actor: &Arc<Actor>, organ: &OrganId) -> Result<Permit<A>, AccessError> {
        let subject = self.application.at_desk(&self.subject, organ);
        Ok(permit(actor, &subject.asking(Duty::Handle))?)
    }

    /// The permit to record one of its gates, whose definition names the function.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit_on_gate(
        &self,
        actor: &Arc<Actor>,
        gate: &GateState,
        function: &FunctionId,
    ) -> Result<Permit<acts::RecordGate>, AccessError> {
        let subject = self.application.at_desk(&self.subject, &gate.organ);
        Ok(permit(actor, &subject.for_function(function.clone()))?)
    }
}

impl Seen {
    /// The permit for an act at the desk of one of its organs.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit_at_desk<A: Act>(&self, actor: &Arc<Actor>, organ: &OrganId) -> Result<Permit<A>, AccessError> {
        Ok(permit(actor, &self.application.at_desk(&self.subject, organ))?)
    }
}

impl Application {
    /// The facts on which rights to it depend; none before it is submitted.
    #[must_use]
    pub fn subject(&self, record: RecordId) -> Option<Subject> {
        let filing = self.filing.as_ref()?;
        Some(
            Subject::new(record, filing.region)
                .of(filing.applicant)
                .about(self.plan.as_ref().map(|plan| plan.matter.as_str()).unwrap_or_default())
                .on_project(filing.project)
                .taken_in_by(filing.entrance.window().cloned())
                .shared_with(self.organs()),
        )
    }

    /// The same, with the desk and the duty of one step.
    #[must_use]
    pub fn step_subject(&self, record: RecordId, step: &StepState) -> Option<Subject> {
        Some(self.at_step(&self.subject(record)?, step))
    }

    /// The same for an organ's desk, whatever lies there.
    #[must_use]
    pub fn desk_subject(&self, record: RecordId, organ: &OrganId) -> Option<Subject> {
        Some(self.at_desk(&self.subject(record)?, organ))
    }

    fn at_step(&self, subject: &Subject, step: &StepState) -> Subject {
        self.at_desk(subject, &step.planned.organ).asking(step.duty())
    }

    fn at_desk(&self, subject: &Subject, organ: &OrganId) -> Subject {
        subject.clone().on_desk(organ.clone()).without(self.recused(organ))
    }
}

/// An application some of whose papers the actor may serve: all that a window gets to know of it.
#[derive(Debug)]
pub struct Serving {
    /// Its record.
    pub record: RecordId,
    /// What it is now.
    pub application: Arc<Application>,
    /// The papers that wait, as far as the actor may serve them.
    pub documents: Vec<u16>,
    /// The proof that they may be served.
    pub permit: Permit<acts::ServeDocument>,
}

/// Reads an application of which the actor may serve papers that wait.
///
/// # Errors
/// [`AccessError::Hidden`] alike when it does not exist, when nothing waits and when the actor may serve nothing of it.
pub async fn serving(ledger: &Ledger, actor: &Arc<Actor>, record: RecordId) -> Result<Serving, AccessError> {
    let snapshot = ledger.state::<Applications>(record).await?.ok_or(AccessError::Hidden)?;
    let application = snapshot.state;
    let mut documents = Vec::new();
    let mut permitted = None;
    for document in application
        .documents
        .iter()
        .filter(|document| application.waits_for_hand(document))
    {
        let subject = application.desk_subject(record, &document.organ).ok_or(AccessError::Hidden)?;
        // A window of the region may serve papers of every organ; whoever is recused there serves none of its papers.
        let is_recused = actor.hands().any(|hand| subject.recused.contains(&hand));
        if let (false, Ok(given)) = (is_recused, permit::<acts::ServeDocument>(actor, &subject)) {
            documents.push(document.ordinal);
            permitted = Some(given);
        }
    }
    Ok(Serving {
        record,
        application,
        documents,
        permit: permitted.ok_or(AccessError::Hidden)?,
    })
}
