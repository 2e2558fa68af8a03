//! An application as a document.

use calendar::{Day, Verdict};
use front::Problem;
use procedure::definition::{FileType, Phase, StepKind};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::access::Seen;
use crate::pages::unavailable;
use crate::record::Application;
use crate::record::state::{Attachment, Case, CaseStatus, GateState, Opinion, Refining, Status, StepState, StepStatus};
use crate::room::ApplicationRoom;
use crate::timeline::Timeline;

/// How an application stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ApplicationDocument {
    /// Its record.
    id: String,
    /// Counted up with each event.
    version: u64,
    /// Its number, as on the receipt.
    number: String,
    /// The matter's id.
    matter: String,
    /// What it is called.
    title: String,
    /// The region's code.
    region: String,
    /// The project on which it hangs.
    project: Option<String>,
    /// `in_progress`, `finished`, `withdrawn`, `terminated`.
    #[schema(value_type = String)]
    status: Status,
    /// The working day on which it counts as submitted.
    #[schema(value_type = String)]
    submitted: Day,
    /// The day of its end.
    #[schema(value_type = Option<String>)]
    ended: Option<Day>,
    /// The digest of the release whose rules it keeps.
    release: String,
    /// The working days of government work so far.
    counted_days: u32,
    /// What they will be if every open step takes what is left of its limit.
    expected_days: u32,
    /// The promise.
    promise_days: u32,
    /// The answers to the guided questions.
    #[schema(value_type = Object)]
    answers: Value,
    /// Its cases, one for each item that is decided.
    cases: Vec<CaseDocument>,
    /// Its steps, each behind those it comes after.
    steps: Vec<StepDocument>,
    /// Its gates.
    gates: Vec<GateDocument>,
    /// Its papers, the newest version of each.
    materials: Vec<PaperDocument>,
    /// What organs ask the applicant to refine now.
    refinements: Vec<RefinementDocument>,
    /// How it was rated.
    #[schema(value_type = Option<String>)]
    rating: Option<crate::record::state::Grade>,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseDocument {
    /// Its item.
    item: String,
    /// Its number.
    number: String,
    /// `received`, `pre_review`, `waiting_for_gate`, `accepted`, `signed_off`, `granted`, `refused`, `not_accepted`,
    /// `left_out`, `withdrawn`, `terminated`.
    #[schema(value_type = String)]
    status: CaseStatus,
    /// The day of its acceptance.
    #[schema(value_type = Option<String>)]
    accepted: Option<Day>,
    /// Whether it was accepted because nobody said anything within the term of the law.
    accepted_by_silence: bool,
    /// The statutory clock; none before acceptance, or where no limit is known.
    statutory: Option<StatutoryDocument>,
    /// Special procedures that run: their kind, and the day until which they were announced.
    special_procedures: Vec<SpecialDocument>,
    /// Until when a hearing can be asked for, once the right to it was told.
    #[schema(value_type = Option<String>)]
    hearing_ask_by: Option<Day>,
    /// The day for which a hearing was announced.
    #[schema(value_type = Option<String>)]
    hearing_on: Option<Day>,
    /// The day of its decision.
    #[schema(value_type = Option<String>)]
    decided: Option<Day>,
    /// The day on which the decision was served.
    #[schema(value_type = Option<String>)]
    served: Option<Day>,
    /// The number of its certificate or decision, once it was served.
    document_number: Option<String>,
}

/// How the statutory clock of a case stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatutoryDocument {
    /// The limit, with an extension that was granted.
    limit_days: u32,
    /// By how many days it was extended.
    extended_days: u32,
    /// Its days that have counted so far.
    counted_days: u32,
    /// Until when; none while it stands still.
    #[schema(value_type = Option<String>)]
    due: Option<Day>,
}

/// A special procedure that runs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpecialDocument {
    /// `hearing`, `tender`, `auction`, `inspection`, `test`, `quarantine`, `appraisal`, `expert-review`.
    kind: &'static str,
    /// The day from which the clocks stand.
    #[schema(value_type = String)]
    begun: Day,
    /// The announced last day.
    #[schema(value_type = String)]
    announced: Day,
}

/// A step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StepDocument {
    /// Its id.
    id: String,
    /// Its item.
    item: String,
    /// `acceptance`, `review`, `confirmation`, `decision`, `public_notice`, …
    #[schema(value_type = String)]
    kind: StepKind,
    /// `pre_review` or `formal`.
    #[schema(value_type = String)]
    phase: Phase,
    /// Whose desk it comes to.
    organ: String,
    /// `waiting`, `open`, `refining`, `supplementing`, `special_procedure`, `unsupported`, `done`, `dropped`.
    #[schema(value_type = String)]
    status: StepStatus,
    /// The limit in days.
    limit_days: u32,
    /// The working days in which it was open and waited for nobody outside.
    counted_days: u32,
    /// Until when.
    #[schema(value_type = Option<String>)]
    due: Option<Day>,
    /// `agree`, `conditional`, `not_supported`.
    #[schema(value_type = Option<String>)]
    opinion: Option<Opinion>,
    /// Whether it was done in time; none before it is done.
    in_time: Option<bool>,
}

/// A gate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GateDocument {
    /// Its id.
    id: String,
    /// Who records it.
    organ: String,
    /// The day it opened.
    #[schema(value_type = Option<String>)]
    opened: Option<Day>,
    /// The day on which it was recorded that it never will.
    #[schema(value_type = Option<String>)]
    failed: Option<Day>,
}

/// A paper.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaperDocument {
    /// Which material it is.
    material: String,
    /// Counted up with each replacement, from 1.
    version: u32,
    /// Size in bytes.
    bytes: u64,
    /// Its type, told by its content.
    #[schema(value_type = String)]
    file_type: FileType,
}

/// What an organ asks the applicant to refine.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefinementDocument {
    /// The step that asks.
    step: String,
    /// What to change, in words.
    request: String,
    /// Papers to hand in anew.
    materials: Vec<String>,
    /// Until when.
    #[schema(value_type = String)]
    due: Day,
}

impl ApplicationDocument {
    /// The document for somebody who may see the application.
    pub(super) async fn of(room: &ApplicationRoom, seen: &Seen) -> Result<Self, Problem> {
        let application = &seen.application;
        let filing = application.filing.clone().ok_or(Problem::NotFound)?;
        let plan = application.plan.clone().ok_or(Problem::NotFound)?;
        let calendar = room.calendar(filing.region);
        let today = room.today();
        let timeline = Timeline::of(application, &calendar, today).ok_or(Problem::NotFound)?;
        Ok(Self {
            id: seen.record.to_string(),
            version: seen.version,
            number: filing.number.to_string(),
            matter: plan.matter.to_string(),
            title: filing.title.clone(),
            region: filing.region.to_string(),
            project: filing.project.map(|project| project.to_string()),
            status: application.status,
            submitted: filing.day,
            ended: application.ended_on,
            release: filing.release.clone(),
            counted_days: timeline.counted(),
            expected_days: timeline.expected_count(),
            promise_days: plan.promise.number,
            answers: serde_json::to_value(&application.answers).unwrap_or_default(),
            cases: application
                .cases
                .iter()
                .map(|case| self::case(application, case, &calendar, today))
                .collect(),
            steps: application
                .steps
                .iter()
                .map(|step| self::step(step, &calendar, today))
                .collect(),
            gates: application.gates.iter().map(gate).collect(),
            materials: application.materials.iter().map(paper).collect(),
            refinements: refinements(room, seen, application).await?,
            rating: application.rating,
        })
    }
}

fn case(application: &Application, case: &Case, calendar: &calendar::Calendar, today: Day) -> CaseDocument {
    let hearing = application.hearing(&case.item);
    CaseDocument {
        accepted_by_silence: case.by_silence,
        statutory: case.statutory.as_ref().map(|timed| StatutoryDocument {
            limit_days: timed.terms.limit.number,
            extended_days: case.extended.as_ref().map_or(0, |extended| extended.days),
            counted_days: timed.counted(calendar, today),
            due: timed.due(calendar).map(|due| due.day(calendar)),
        }),
        special_procedures: application
            .running_specials(&case.item)
            .map(|special| SpecialDocument {
                kind: special.kind.as_str(),
                begun: special.begun,
                announced: special.announced.deadline.day(calendar),
            })
            .collect(),
        hearing_ask_by: hearing.map(|hearing| hearing.ask_by.deadline.day(calendar)),
        hearing_on: hearing.and_then(|hearing| hearing.announced),
        item: case.item.to_string(),
        number: case.number.to_string(),
        status: case.status,
        accepted: case.accepted_on,
        decided: case.decided_on,
        served: case.served_on,
        document_number: case.document_number.clone().filter(|_| case.served_on.is_some()),
    }
}

fn step(step: &StepState, calendar: &calendar::Calendar, today: Day) -> StepDocument {
    StepDocument {
        id: step.planned.step.to_string(),
        item: step.planned.item.to_string(),
        kind: step.planned.kind,
        phase: step.planned.phase,
        organ: step.planned.organ.to_string(),
        status: step.status,
        limit_days: step.limit_days(),
        counted_days: step.counted(calendar, today),
        due: step.due.map(|due| due.deadline.day(calendar)),
        opinion: step.opinion,
        in_time: step.verdict.map(|verdict| match verdict {
            Verdict::InTime => true,
            Verdict::Late { .. } => false,
        }),
    }
}

fn gate(gate: &GateState) -> GateDocument {
    GateDocument {
        id: gate.gate.to_string(),
        organ: gate.organ.to_string(),
        opened: gate.opened_on,
        failed: gate.failed_on,
    }
}

fn paper(paper: &Attachment) -> PaperDocument {
    PaperDocument {
        material: paper.material.to_string(),
        version: paper.version,
        bytes: paper.bytes,
        file_type: paper.file_type,
    }
}

async fn refinements(room: &ApplicationRoom, seen: &Seen, application: &Application) -> Result<Vec<RefinementDocument>, Problem> {
    let path = |refining: &Refining| {
        let times = application.step(&refining.step).map_or(0, |step| step.refinements);
        format!("refinement/{}/{times}", refining.step)
    };
    let paths: Vec<String> = application.refining.iter().map(path).collect();
    let words = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let calendar = application.filing.as_ref().map(|filing| room.calendar(filing.region));
    let document = |(refining, path): (&Refining, &String)| RefinementDocument {
        step: refining.step.to_string(),
        request: words.get(path).and_then(Value::as_str).unwrap_or_default().to_owned(),
        materials: refining.materials.iter().map(ToString::to_string).collect(),
        due: calendar
            .as_ref()
            .map_or(refining.due.day, |calendar| refining.due.deadline.day(calendar)),
    };
    Ok(application.refining.iter().zip(&paths).map(document).collect())
}
