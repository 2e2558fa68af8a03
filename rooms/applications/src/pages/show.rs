//! `/applications/{id}`: how it stands, what is asked, the working-day axis of all organs, cases, papers, history.

use askama::Template;
use axum::extract::{Path, State};
use front::axis::Picture;
use front::furniture::{Happening, Lamp};
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use people::RequireSignedIn;
use procedure::Release;
use procedure::definition::OnRefusal;

use super::standing::{self, Ask, Standing};
use super::trouble::{hidden, not_rendered, unavailable};
use super::history;
use crate::access::{Seen, see};
use crate::record::Application;
use crate::record::state::{Status, StepStatus};
use crate::room::ApplicationRoom;
use crate::timeline::Timeline;

#[derive(Template)]
#[template(path = "pages/show.html")]
pub(super) struct ShowPage {
    chrome: Chrome,
    address: String,
    title: String,
    matter: String,
    number: String,
    standing: Standing,
    lamp: Lamp,
    progress: String,
    picture: Option<Picture>,
    cases: Vec<CaseLine>,
    papers: Vec<PaperLine>,
    happenings: Vec<Happening>,
    happenings_more: usize,
    in_progress: bool,
    may_change: bool,
    may_rate: bool,
    rated: bool,
}

/// A case in the list.
struct CaseLine {
    name: String,
    organ: String,
    number: String,
    lamp: Lamp,
    document_number: String,
    document: Option<String>,
    leave_out: Option<String>,
}

/// A paper in the list.
struct PaperLine {
    name: String,
    address: String,
    version: u32,
    size: String,
    digest: String,
    organs: String,
}

/// Lines of history shown at first.
const HAPPENINGS_SHOWN: usize = 12;

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<ShowPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    if current.actor.held_post().is_some() {
        return Err(Problem::NotFound);
    }
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let t = reader.texts.clone();
    let application = &seen.application;
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let (calendar, today) = (room.calendar(filing.region), room.today());
    let timeline = Timeline::of(application, &calendar, today).ok_or(Problem::NotFound)?;
    let axis = timeline.axis(&release, &t.say("axis-title").to_string(), |_| None);
    let entries = room.ledger.history(id).await.map_err(unavailable)?;
    let mut happenings = history::happenings(&t, &entries, application, &release, today);
    let happenings_more = happenings.len().saturating_sub(HAPPENINGS_SHOWN);
    if reader.here.contains("history=all") {
        happenings.truncate(usize::MAX);
    } else {
        happenings.truncate(HAPPENINGS_SHOWN);
    }
    let mut standing = standing::standing(&t, application, &release);
    standing.asks = asks(&room, &seen, &release, &t).await?;
    let expected = timeline.expected_count();
    let mut chrome = reader.chrome(front::Audience::Portal, filing.title.clone(), Place::Progress);
    chrome.live = Some(format!("/live?record={id}"));
    let matter = application.plan.as_ref().and_then(|plan| release.matter(plan.matter.as_str()));
    Ok(Page(ShowPage {
        address: format!("/applications/{id}"),
        title: filing.title.clone(),
        matter: matter.map(|matter| matter.name.clone()).unwrap_or_default(),
        number: filing.number.to_string(),
        standing,
        lamp: standing::lamp(&t, application, &calendar, today, expected),
        progress: standing::progress(&t, application, timeline.counted(), expected),
        picture: Some(axis.picture(&t)),
        cases: cases(&seen, &release, &t),
        papers: papers(&room, &seen, &release).await?,
        happenings,
        happenings_more,
        in_progress: application.status == Status::InProgress,
        may_change: may_change(application),
        may_rate: application.status != Status::InProgress && application.rating.is_none(),
        rated: application.rating.is_some(),
        chrome,
    }))
}

/// What the organs ask of the applicant, in their words.
async fn asks(room: &ApplicationRoom, seen: &Seen, release: &Release, t: &Texts) -> Result<Vec<Ask>, Problem> {
    let application = &seen.application;
    let waiting: Vec<_> =
        application.steps.iter().filter(|step| matches!(step.status, StepStatus::Refining | StepStatus::Unsupported)).collect();
    let path = |step: &crate::record::state::StepState| match step.status {
        StepStatus::Refining => format!("refinement/{}/{}", step.planned.step, step.refinements),
        _ => format!("opinion/{}/{}", step.planned.step, step.rounds),
    };
    let paths: Vec<String> = waiting.iter().map(|step| path(step)).collect();
    let words = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let ask = |step: &&crate::record::state::StepState| {
        let refines = step.status == StepStatus::Refining;
        let organ = release.organ(&step.planned.organ).map(|organ| organ.short.clone()).unwrap_or_default();
        let papers = application.refinement_materials(&step.planned.step);
        let papers: Vec<String> = papers.iter().filter_map(|id| release.material(id)).map(|material| material.name.clone()).collect();
        let until = application.refinement_due(&step.planned.step).map(|due| t.day(&due)).unwrap_or_default();
        let key = if refines { "ask-refinement" } else { "ask-choice" };
        let on_refusal = application.planned_item(&step.planned.item).map(|item| item.on_refusal);
        Ask {
            step: step.planned.step.to_string(),
            item: step.planned.item.to_string(),
            sentence: t
                .say(key)
                .with("organ", organ)
                .with("step", release.step_name(&step.planned))
                .with("papers", papers.join("、"))
                .with("until", until)
                .to_string(),
            words: words.get(&path(step)).and_then(|words| words.as_str()).unwrap_or_default().to_owned(),
            refines,
            may_leave_out: !refines && on_refusal.is_some_and(|rule| rule != OnRefusal::FailAll) && application.case(&step.planned.item).is_some(),
        }
    };
    Ok(waiting.iter().map(ask).collect())
}

fn cases(seen: &Seen, release: &Release, t: &Texts) -> Vec<CaseLine> {
    let line = |case: &crate::record::state::Case| {
        let planned = seen.application.planned_item(&case.item);
        let organ = planned.and_then(|planned| planned.decider.as_ref()).and_then(|organ| release.organ(organ));
        let served = case.served_on.is_some() && case.document.is_some();
        let optional = planned.is_some_and(|planned| planned.on_refusal == OnRefusal::Optional);
        let may_leave_out = !case.status.has_ended() && case.accepted_on.is_none() && optional && seen.application.status == Status::InProgress;
        CaseLine {
            name: release.item(&case.item).map_or_else(|| case.item.to_string(), |item| item.name.clone()),
            organ: organ.map(|organ| organ.name.clone()).unwrap_or_default(),
            number: case.number.to_string(),
            lamp: standing::case_lamp(t, case.status),
            document_number: case.document_number.clone().unwrap_or_default(),
            document: served.then(|| format!("/applications/{}/documents/{}", seen.record, case.item)),
            leave_out: may_leave_out.then(|| format!("/applications/{}/omissions/{}", seen.record, case.item)),
        }
    };
    seen.application.cases.iter().map(line).collect()
}

async fn papers(room: &ApplicationRoom, seen: &Seen, release: &Release) -> Result<Vec<PaperLine>, Problem> {
    let application = &seen.application;
    let paths: Vec<String> =
        application.materials.iter().map(|paper| format!("material/{}/{}", paper.material, paper.version)).collect();
    let secrets = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let line = |(paper, path): (&crate::record::state::Attachment, &String)| {
        let mut organs: Vec<&str> = Vec::new();
        for step in application.steps.iter().filter(|step| step.status != StepStatus::Dropped) {
            let reads = step.planned.materials.iter().any(|id| {
                *id == paper.material || release.material(id).is_some_and(|material| material.stand_in.as_ref() == Some(&paper.material))
            });
            if let Some(organ) = release.organ(&step.planned.organ).filter(|organ| reads && !organs.contains(&organ.short.as_str())) {
                organs.push(&organ.short);
            }
        }
        let digest = secrets.get(path).and_then(|secret| secret["digest"].as_str()).unwrap_or_default();
        PaperLine {
            name: release.material(&paper.material).map_or_else(|| paper.material.to_string(), |material| material.name.clone()),
            address: format!("/applications/{}/materials/{}", seen.record, paper.material),
            version: paper.version,
            size: format!("{} · {}", crate::uploads::word(paper.file_type), size(paper.bytes)),
            digest: digest.chars().take(16).collect(),
            organs: organs.join("、"),
        }
    };
    Ok(application.materials.iter().zip(&paths).map(line).collect())
}

/// A size as people read it.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes.div_ceil(1_024)),
        _ => format!("{:.1} MB", bytes as f64 / 1_048_576.0),
    }
}

/// Papers can be replaced until the first draft decision is signed off.
fn may_change(application: &Application) -> bool {
    let signed = application.cases.iter().any(|case| case.status == crate::record::state::CaseStatus::SignedOff);
    application.status == Status::InProgress && !signed
}
