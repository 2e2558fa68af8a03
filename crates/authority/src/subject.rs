//! What an act is about, as far as the policy needs to know.

use identity::{FunctionId, OrganId, RecordId, RegionCode};

use crate::actor::{Duty, Party};

/// The facts about a record on which rights depend. What is not stated grants nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The record; for a new one, the identifier that it will have.
    pub record: RecordId,
    /// Whose it is.
    pub applicant: Option<Party>,
    /// The organs that take part.
    pub organs: Vec<OrganId>,
    /// The organ on whose desk it lies: of the open step, of the deciding organ, of the gate.
    pub desk: Option<OrganId>,
    /// The region to which it belongs.
    pub region: RegionCode,
    /// The duty for which the open stage asks.
    pub duty: Option<Duty>,
    /// The duty whose signature a proposal asks for.
    pub signature: Option<Duty>,
    /// The function for which a gate asks.
    pub function: Option<FunctionId>,
    /// Who may not work on it, being recused (回避).
    pub recused: Vec<RecordId>,
    /// The matter of an application or a draft.
    pub matter: Option<String>,
    /// The project on which it hangs; of a project, itself.
    pub project: Option<RecordId>,
    /// The account of the helper whom the bureau gave to the project.
    pub helper: Option<RecordId>,
    /// The organ whose window took it in.
    pub taken_in_by: Option<OrganId>,
}

impl Subject {
    /// A record of a region, about which nothing else is known yet.
    pub fn new(record: RecordId, region: RegionCode) -> Self {
        Self {
            record,
            applicant: None,
            organs: Vec::new(),
            desk: None,
            region,
            duty: None,
            signature: None,
            function: None,
            recused: Vec::new(),
            matter: None,
            project: None,
            helper: None,
            taken_in_by: None,
        }
    }

    /// Whose it is.
    pub fn of(mut self, applicant: Party) -> Self {
        self.applicant = Some(applicant);
        self
    }

    /// The organs that take part.
    pub fn shared_with(mut self, organs: impl IntoIterator<Item = OrganId>) -> Self {
        self.organs.extend(organs);
        self
    }

    /// On whose desk it lies.
    pub fn on_desk(mut self, organ: OrganId) -> Self {
        self.desk = Some(organ);
        self
    }

    /// The duty for which the open stage asks.
    pub fn asking(mut self, duty: Duty) -> Self {
        self.duty = Some(duty);
        self
    }

    /// Who may not work on it, being recused.
    pub fn without(mut self, recused: impl IntoIterator<Item = RecordId>) -> Self {
        self.recused.extend(recused);
        self
    }

    /// The duty whose signature a proposal asks for.
    pub fn signed_by(mut self, duty: Duty) -> Self {
        self.signature = Some(duty);
        self
    }

    /// The function for which a gate asks.
    pub fn for_function(mut self, function: FunctionId) -> Self {
        self.function = Some(function);
        self
    }

    /// The matter of an application or a draft.
    pub fn about(mut self, matter: impl Into<String>) -> Self {
        self.matter = Some(matter.into());
        self
    }

    /// The project on which it hangs, if any; of a project, itself.
    pub fn on_project(mut self, project: Option<RecordId>) -> Self {
        self.project = project;
        self
    }

    /// The helper whom the bureau gave to the project.
    pub fn helped_by(mut self, helper: Option<RecordId>) -> Self {
        self.helper = helper;
        self
    }

    /// The organ whose window took it in.
    pub fn taken_in_by(mut self, organ: Option<OrganId>) -> Self {
        self.taken_in_by = organ;
        self
    }

    /// Whether it is a project.
    pub fn is_project(&self) -> bool {
        self.project == Some(self.record)
    }
}
