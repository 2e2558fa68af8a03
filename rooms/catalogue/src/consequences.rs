//! What follows from answers: which items, organs, papers, how many days — and what the last answer changed.
//!
//! The guide's preview and the application's form show the same panel, from the same plan.

mod changes;
mod items;
mod materials;
mod panel;

use front::{Axis, Texts};
use identity::RegionCode;
use procedure::definition::Matter;
use procedure::plan::{Plan, PlanError, Schedule, schedule};
use procedure::{Answers, Release};

use crate::questions;
use crate::way;
use crate::words::{Names, Words};

pub use changes::{Change, ChangeKind};
pub use items::ItemLine;
pub use materials::{ExemptReason, MaterialLine, exempt, line as material_line};
pub use panel::ConsequencesPanel;

/// What follows from the answers to a matter's questions.
#[derive(Debug)]
pub struct Consequences {
    /// The plan, if the answers call for anything.
    pub plan: Option<Plan>,
    /// The same laid out in days.
    pub schedule: Schedule,
    /// The items that apply, in the order of the guide.
    pub items: Vec<ItemLine>,
    /// The organs that take part, in the order of the steps.
    pub organs: Vec<Words>,
    /// How many certificates are issued.
    pub certificates: usize,
    /// What the applicant hands in.
    pub asked: Vec<MaterialLine>,
    /// What organs read and the applicant need not hand in.
    pub exempt: Vec<MaterialLine>,
    /// The longest chain: step, organ, days.
    pub chain: Vec<ChainLink>,
    /// The promise in working days.
    pub promise: u32,
    /// How many questions are still open.
    pub open: usize,
    /// What the last answers changed.
    pub changes: Vec<Change>,
    /// The picture of the plan.
    pub axis: Option<Axis>,
}

/// A step of the longest chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What is done.
    pub step: Words,
    /// By whom.
    pub organ: Words,
    /// In how many days.
    pub days: u32,
}

impl Consequences {
    /// What follows in a region.
    ///
    /// # Errors
    /// When an organ has nobody for it there; answers that call for nothing are no error.
    pub fn of(
        release: &Release,
        texts: &Texts,
        matter: &Matter,
        answers: &Answers,
        region: RegionCode,
    ) -> Result<Self, PlanError> {
        let names = Names::new(release, texts);
        let asked = questions::of_matter(release, matter);
        let open = questions::open(&asked, answers).len();
        let mut consequences = match planned(release, matter, answers, region)? {
            Some(plan) => Self::of_plan(&names, matter, plan, answers),
            None => Self::nothing(matter),
        };
        consequences.open = open;
        Ok(consequences)
    }

    /// The same, with what has changed since earlier answers.
    ///
    /// # Errors
    /// As [`Consequences::of`].
    pub fn since(
        release: &Release,
        texts: &Texts,
        matter: &Matter,
        (before, answers): (&Answers, &Answers),
        region: RegionCode,
    ) -> Result<Self, PlanError> {
        let mut consequences = Self::of(release, texts, matter, answers, region)?;
        if before != answers {
            let names = Names::new(release, texts);
            let earlier = planned(release, matter, before, region)?;
            consequences.changes = changes::between(&names, earlier.as_ref(), consequences.plan.as_ref());
        }
        Ok(consequences)
    }

    fn of_plan(names: &Names<'_>, matter: &Matter, plan: Plan, answers: &Answers) -> Self {
        let schedule = schedule(&plan);
        let chain = schedule
            .steps
            .iter()
            .zip(&plan.steps)
            .filter(|(scheduled, _)| scheduled.longest)
            .map(|(_, step)| ChainLink {
                step: names.planned(step),
                organ: names.organ(&step.organ),
                days: step.limit.number,
            })
            .collect();
        let items = items::lines(names, &plan);
        Self {
            certificates: items.iter().filter(|item| item.certificate.is_some()).count(),
            items,
            organs: plan.organs().into_iter().map(|organ| names.organ(organ)).collect(),
            asked: materials::asked(names, &plan),
            exempt: materials::exempt(names, &plan, answers),
            chain,
            promise: matter.promise.limit.days,
            open: 0,
            changes: Vec::new(),
            axis: Some(way::picture(names, matter, &plan, "way")),
            schedule,
            plan: Some(plan),
        }
    }

    fn nothing(matter: &Matter) -> Self {
        Self {
            plan: None,
            schedule: Schedule::default(),
            items: Vec::new(),
            organs: Vec::new(),
            certificates: 0,
            asked: Vec::new(),
            exempt: Vec::new(),
            chain: Vec::new(),
            promise: matter.promise.limit.days,
            open: 0,
            changes: Vec::new(),
            axis: None,
        }
    }

    /// The panel beside the questions.
    #[must_use]
    pub fn panel(&self, texts: &Texts) -> ConsequencesPanel {
        ConsequencesPanel::of(self, texts)
    }
}

/// The plan, or none where the answers call for nothing.
fn planned(release: &Release, matter: &Matter, answers: &Answers, region: RegionCode) -> Result<Option<Plan>, PlanError> {
    match Plan::of(release, &matter.id, answers, region) {
        Ok(plan) => Ok(Some(plan)),
        Err(PlanError::NothingApplies) => Ok(None),
        Err(error @ (PlanError::UnknownMatter(_) | PlanError::NoOrgan { .. })) => Err(error),
    }
}
