//! `/applications/{id}`: how it stands, what is asked, the working-day axis of all organs, cases, papers, history.

use askama::Template;
use axum::extract::{Path, State};
use catalogue::{Names, Words};
use front::axis::{Axis, BarState, Picture};
use front::furniture::{Happening, Lamp};
use front::{Chrome, Page, Place, Problem, Reader};
use identity::RecordId;
use people::RequireSignedIn;

use super::asks::asks;
use super::beside_the_way::{MoreAsk, more_asks, rests_on};
use super::called::called;
use super::cases::{CaseLine, cases};
use super::content::{Section, content};
use super::history;
pub(crate) use super::papers::size;
use super::papers::{ExemptLine, PaperLine, exempt, papers};
use super::procedures::{Asked, asked};
use super::standing::{self, Sentence, Standing};
use super::trouble::{hidden, not_rendered, unavailable};
use crate::access::{Seen, see};
use crate::record::Application;
use crate::record::state::{CaseStatus, Status, StepState, StepStatus};
use crate::room::ApplicationRoom;
use crate::timeline::Timeline;
use crate::waiting;

#[derive(Template)]
#[template(path = "pages/show.html")]
pub(super) struct ShowPage {
    chrome: Chrome,
    address: String,
    title: String,
    matter: Words,
    number: String,
    proof: String,
    submitted: String,
    /// The number of the release whose rules it keeps.
    release: Option<u32>,
    standing: Standing,
    /// What law lets the applicant answer: a supplement, a hearing.
    asked: Vec<Asked>,
    more_asks: Vec<MoreAsk>,
    rests_on: Vec<(String, String)>,
    lamp: Lamp,
    promise: Option<Sentence>,
    progress: Sentence,
    picture: Option<Picture>,
    cases: Vec<CaseLine>,
    content: Vec<Section>,
    papers: Vec<PaperLine>,
    exempt: Vec<ExemptLine>,
    happenings: Vec<Happening>,
    happenings_more: usize,
    in_progress: bool,
    finished: bool,
    has_licences: bool,
    may_change: bool,
    may_rate: bool,
    rated: bool,
}

/// Lines of history shown at first.
const HAPPENINGS_SHOWN: usize = 8;

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
    let names = Names::new(&release, &t);
    let application = &seen.application;
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let (calendar, today) = (room.calendar(filing.region), room.today());
    let timeline = Timeline::of(application, &calendar, today).ok_or(Problem::NotFound)?;
    let entries = room.ledger.history(id).await.map_err(unavailable)?;
    let staff = people::views::names(&room.ledger, &history::hands(&entries))
        .await
        .map_err(unavailable)?;
    let mut happenings = history::happenings(&names, &staff, &entries, application, today);
    let happenings_more = match reader.here.contains("history=all") {
        true => 0,
        false => happenings.len().saturating_sub(HAPPENINGS_SHOWN),
    };
    happenings.truncate(happenings.len() - happenings_more);
    let mut standing = standing::standing(&names, application, &timeline);
    standing.asks = asks(&room, &seen, &names).await?;
    let typical = waiting::typical(&room.ledger, application, &calendar)
        .await
        .map_err(unavailable)?;
    standing.more.extend(waiting::sentences(&names, application, typical));
    let expected = timeline.expected_count();
    let matter = application
        .plan
        .as_ref()
        .and_then(|plan| release.matter(plan.matter.as_str()));
    let matter = matter.map(|matter| names.matter(matter)).unwrap_or_default();
    let title = called(&names, application);
    Ok(Page(ShowPage {
        chrome: reader
            .chrome(front::Audience::Portal, title.clone(), Place::Progress)
            .following(id),
        address: format!("/applications/{id}"),
        title,
        number: filing.number.to_string(),
        proof: entries
            .first()
            .map(|entry| t.say("receipt-position").with("position", entry.position).to_string())
            .unwrap_or_default(),
        submitted: t.long_moment(&filing.at),
        release: room.catalogue.number_of(&filing.release),
        standing,
        more_asks: more_asks(&seen, &names, &calendar, today),
        rests_on: rests_on(&seen, &names, &calendar),
        lamp: standing::lamp(&t, application, &calendar, today, &timeline),
        promise: standing::promise(&names, application, &timeline),
        progress: standing::progress(&names, application, timeline.counted(), expected),
        picture: Some(axis(&timeline, &names, &seen).picture(&t)),
        asked: asked(&room, &seen, &names, &calendar).await?,
        cases: cases(&room, &seen, &names, &calendar, today).await?,
        content: content(&room, &current.actor, &seen, &names).await?,
        papers: papers(&room, &seen, &names).await?,
        exempt: exempt(&seen, &names),
        happenings,
        happenings_more,
        in_progress: application.status == Status::InProgress,
        finished: application.status == Status::Finished,
        has_licences: application
            .cases
            .iter()
            .any(|case| case.served_on.is_some() && case.status == CaseStatus::Granted),
        may_change: may_change(application),
        may_rate: application.status != Status::InProgress && application.rating.is_none(),
        rated: application.rating.is_some(),
        matter,
    }))
}

/// The picture; what waits for the applicant leads to where it is answered.
fn axis(timeline: &Timeline<'_>, names: &Names<'_>, seen: &Seen) -> Axis {
    let address = |step: &StepState| match step.status {
        StepStatus::Refining => Some(format!("/applications/{}/refinements/{}", seen.record, step.planned.step)),
        StepStatus::Paying => Some(format!("/applications/{}/payments/{}", seen.record, step.planned.step)),
        StepStatus::Unsupported => Some(format!("/applications/{}/change", seen.record)),
        StepStatus::Supplementing => Some(format!("/applications/{}/supplement", seen.record)),
        StepStatus::Waiting | StepStatus::Open | StepStatus::SpecialProcedure | StepStatus::Done | StepStatus::Dropped => None,
    };
    let title = names.texts.say("axis-title").to_string();
    timeline
        .axis(names, &title, address)
        .calling(BarState::Paused, names.texts.say(paused_key(&seen.application)))
}

/// The key of why something stands still: it waits for the applicant, unless only special procedures run.
fn paused_key(application: &Application) -> &'static str {
    let mut steps = application.steps.iter();
    let waits = |step: &StepState| {
        matches!(
            step.status,
            StepStatus::Refining | StepStatus::Supplementing | StepStatus::Unsupported
        )
    };
    let special = application.specials.iter().any(|special| special.ended.is_none());
    if special && !steps.any(waits) {
        "bar-special"
    } else {
        "bar-waits-for-you"
    }
}

/// Papers can be replaced until the first draft decision is signed off.
fn may_change(application: &Application) -> bool {
    let signed = application.cases.iter().any(|case| case.status == CaseStatus::SignedOff);
    application.status == Status::InProgress && !signed
}
