//! Papers that may follow (容缺): the applicant says so at submission; the decision waits for them until their term is over.

use calendar::{Calendar, Day};
use ledger::{Context, Decision};
use procedure::definition::{ItemId, MaterialId};
use procedure::plan::AskedMaterial;
use serde::{Deserialize, Serialize};

use super::command::{Submit, SupplyOwed};
use super::desk::in_progress;
use super::dues;
use super::event::Event;
use super::opening::{Course, due, to_look_again};
use super::refinement::{new_versions, reads};
use super::refusal::Refusal;
use super::state::{Application, Due, StepState};

/// A paper that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Which.
    pub material: MaterialId,
    /// Until when.
    pub due: Due,
    /// The day on which it came.
    pub supplied_on: Option<Day>,
    /// Whether its term was found to be over without it.
    pub lapsed: bool,
}

/// A paper that follows, as the log says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedPaper {
    /// Which.
    pub material: MaterialId,
    /// Until when.
    pub due: Due,
}

impl Owed {
    /// Whether it has not come.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.supplied_on.is_none()
    }
}

/// The papers of a submission that follow, each with its day.
pub(super) fn of_submission(command: &Submit, day: Day, calendar: &Calendar) -> Result<Vec<OwedPaper>, Refusal> {
    let owed = command.instead.later.iter().filter(|id| !command.hands_in(id));
    owed.map(|id| {
        let rule = asked(command, id).and_then(|asked| asked.later.as_ref());
        let rule = rule.ok_or_else(|| Refusal::MayNotFollow(id.clone()))?;
        Ok(OwedPaper {
            material: id.clone(),
            due: due(day, &rule.limit, calendar),
        })
    })
    .collect()
}

/// What the plan says of a paper that is asked for.
pub(super) fn asked<'a>(command: &'a Submit, id: &MaterialId) -> Option<&'a AskedMaterial> {
    command.plan.materials.iter().find(|asked| asked.material == *id)
}

impl Submit {
    /// Whether a paper is handed in.
    pub(super) fn hands_in(&self, id: &MaterialId) -> bool {
        self.materials.iter().any(|upload| upload.material == *id)
    }
}

/// Papers come: those that were to follow, or proofs of what was promised. Who had read the file without them looks again.
pub(super) fn supply(state: &Application, command: &SupplyOwed, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    let plan = state.plan.as_ref().ok_or(Refusal::NotFiled)?;
    if command.materials.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    for upload in &command.materials {
        if state.owes(&upload.material) {
            in_progress(state)?;
        } else if !state.promised(&upload.material).is_some_and(|promised| promised.is_open()) {
            return Err(Refusal::MaterialNotAsked(upload.material.clone()));
        }
    }
    let (day, calendar) = (context.day(plan.region), context.calendar(plan.region));
    let mut course = Course::from(state, context);
    let materials = new_versions(state, &command.materials, &mut course)?;
    let reopened = match in_progress(state) {
        Ok(()) => to_look_again(state, day, calendar, |step: &StepState| reads(step, &materials)),
        Err(_) => Vec::new(),
    };
    course.then(Event::OwedPapersSupplied {
        day,
        materials,
        reopened,
    });
    course.open_ready(day, calendar);
    Ok(course.decided())
}

/// The term of some papers is over: what waited for them comes to its desk, whose signer decides what follows.
pub(super) fn lapse(state: &Application, context: &Context<'_>) -> Result<Decision<Event>, Refusal> {
    in_progress(state)?;
    let mut course = dues::moved(state, context)?;
    let region = state.plan.as_ref().ok_or(Refusal::NotFiled)?.region;
    let (today, calendar) = (context.at.day(), context.calendar(region));
    let over = |owed: &&Owed| owed.is_missing() && !owed.lapsed && owed.due.deadline.day(calendar) < today;
    let owed = course.state.owed.iter().filter(over);
    let materials: Vec<MaterialId> = owed.map(|owed| owed.material.clone()).collect();
    if !materials.is_empty() {
        let day = context.day(region);
        course.then(Event::OwedPapersLapsed { day, materials });
        course.open_ready(day, calendar);
    }
    Ok(course.decided())
}

/// Nothing is granted without a paper that its organ reads.
pub(super) fn all_there(state: &Application, item: &ItemId) -> Result<(), Refusal> {
    match state.missing_for(item).next() {
        Some(owed) => Err(Refusal::PaperOwed(owed.material.clone())),
        None => Ok(()),
    }
}

impl Application {
    /// Whether a paper was to follow, and has not come.
    #[must_use]
    pub fn owes(&self, id: &MaterialId) -> bool {
        self.owed.iter().any(|owed| owed.material == *id && owed.is_missing())
    }

    /// The papers that were to follow, are still asked for, have not come, and that a step of an item reads.
    pub fn missing_for<'a>(&'a self, item: &'a ItemId) -> impl Iterator<Item = &'a Owed> {
        self.owed
            .iter()
            .filter(move |owed| owed.is_missing() && self.asks_for(&owed.material) && self.item_reads(item, &owed.material))
    }

    /// Whether a decision waits for a paper whose term still runs.
    pub(super) fn waits_for_papers(&self, item: &ItemId) -> bool {
        self.missing_for(item).any(|owed| !owed.lapsed)
    }

    /// Whether a step of an item reads a paper.
    #[must_use]
    pub fn item_reads(&self, item: &ItemId, material: &MaterialId) -> bool {
        let mut steps = self.steps.iter().filter(|step| step.planned.item == *item);
        steps.any(|step| step.planned.materials.contains(material))
    }

    fn asks_for(&self, id: &MaterialId) -> bool {
        let mut asked = self.plan.iter().flat_map(|plan| &plan.materials);
        asked.any(|asked| asked.material == *id)
    }

    /// What the plan says follows when a paper does not come in time; empty where it says nothing.
    #[must_use]
    pub fn consequence_of_lapse(&self, id: &MaterialId) -> &str {
        let mut asked = self.plan.iter().flat_map(|plan| &plan.materials);
        asked
            .find(|asked| asked.material == *id)
            .and_then(|asked| asked.later.as_ref())
            .map_or("", |rule| &rule.consequence)
    }

    /// Papers came in: none of them is owed any more.
    pub(super) fn came_in<'a>(&mut self, materials: impl Iterator<Item = &'a MaterialId>, day: Day) {
        for id in materials {
            for owed in self.owed.iter_mut().filter(|owed| owed.material == *id && owed.is_missing()) {
                owed.supplied_on = Some(day);
            }
            for promised in self.promises.iter_mut().filter(|promised| promised.material == *id) {
                promised.proven_on = Some(day);
            }
        }
    }
}
