//! What the organs ask of the applicant now, in their own words: one box, one main button for each.

use catalogue::Names;
use front::Problem;
use procedure::definition::OnRefusal;

use super::standing;
use super::trouble::unavailable;
use crate::access::Seen;
use crate::record::Application;
use crate::record::state::{StepState, StepStatus};
use crate::room::ApplicationRoom;

/// One thing asked of the applicant.
pub(super) struct Ask {
    /// The step that asks.
    pub step: String,
    /// Its item.
    pub item: String,
    /// What the step is called.
    pub name: String,
    /// Who asks.
    pub organ: String,
    /// Papers to hand in anew; may be none.
    pub papers: String,
    /// Until when.
    pub until: String,
    /// In the organ's own words.
    pub words: String,
    /// Whether papers are to be refined; otherwise the plan is to be changed.
    pub refines: bool,
    /// Whether the applicant may go on without the item.
    pub may_leave_out: bool,
}

/// Everything that is asked.
pub(super) async fn asks(room: &ApplicationRoom, seen: &Seen, names: &Names<'_>) -> Result<Vec<Ask>, Problem> {
    let asking: Vec<&StepState> = seen.application.steps.iter().filter(|step| standing::asks(step)).collect();
    let paths: Vec<String> = asking.iter().map(|step| words_path(step)).collect();
    let mut words = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let told = |(step, path): (&&StepState, &String)| {
        let words = words.remove(path).and_then(|words| words.as_str().map(str::to_owned));
        ask(&seen.application, names, step, words.unwrap_or_default())
    };
    Ok(asking.iter().zip(&paths).map(told).collect())
}

/// Where the vault keeps what the organ said.
fn words_path(step: &StepState) -> String {
    match step.status {
        StepStatus::Refining => format!("refinement/{}/{}", step.planned.step, step.refinements),
        StepStatus::Unsupported
        | StepStatus::Paying
        | StepStatus::Waiting
        | StepStatus::Open
        | StepStatus::Supplementing
        | StepStatus::SpecialProcedure
        | StepStatus::Done
        | StepStatus::Dropped => {
            format!("opinion/{}/{}", step.planned.step, step.rounds)
        }
    }
}

fn ask(application: &Application, names: &Names<'_>, step: &StepState, words: String) -> Ask {
    let id = &step.planned.step;
    let papers = application.refinement_materials(id);
    let papers: Vec<String> = papers
        .iter()
        .map(|paper| names.material_id(paper).plain().to_owned())
        .collect();
    let refines = step.status == StepStatus::Refining;
    let on_refusal = application.planned_item(&step.planned.item).map(|item| item.on_refusal);
    Ask {
        step: id.to_string(),
        item: step.planned.item.to_string(),
        name: names.planned(&step.planned).plain().to_owned(),
        organ: names.organ(&step.planned.organ).plain().to_owned(),
        papers: papers.join(&names.texts.say("list-comma").to_string()),
        until: application
            .refinement_due(id)
            .map(|due| names.texts.day(&due))
            .unwrap_or_default(),
        words,
        refines,
        may_leave_out: !refines
            && on_refusal.is_some_and(|rule| rule != OnRefusal::FailAll)
            && application.case(&step.planned.item).is_some(),
    }
}
