//! Applications: the list of those in which the reader's organ takes part, and each with all that is known of it.

use applications::access::Seen;
use applications::record::state::{CaseStatus, Status, StepState, StepStatus};
use applications::timeline::Timeline;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::furniture::Lamp;
use front::{Axis, Chrome, FormData, FormErrors, Page, Place, Problem};

use super::beside::protect;
use super::notes::NotesShown;
use crate::assets;
use crate::filed::{FiledFilter, FiledLine, FiledPage, STATUSES, lamp, lines, of_organ, status_key};
use crate::history::{Deed, History, Teller};
use crate::list::Found;
use crate::names::Names;
use crate::notes::Audience;
use crate::seeing::{self, unavailable};
use crate::visit::Visit;
use crate::words::Words;
use crate::work::{NameShown, Paper, Part, Sight, Vault, answers, applicant, days, papers, step_lamp};

#[derive(Template)]
#[template(path = "pages/applications.html")]
struct ApplicationList {
    chrome: Chrome,
    style: String,
    title: String,
    path: &'static str,
    text: String,
    status: String,
    statuses: Vec<(String, String, bool)>,
    lines: Vec<FiledLine>,
    older: Option<String>,
    newest: Option<String>,
    is_narrowed: bool,
    empty: &'static str,
}

/// `GET /desk/applications`: of the reader's organ; whoever watches over a region is led there.
pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let organ = match (visit.at.organ(), visit.at.region()) {
        (Some(organ), _) => organ,
        (None, Some(_)) => return Ok(Redirect::to("/desk/region").into_response()),
        (None, None) => return Err(Problem::NotFound),
    };
    let filter = FiledFilter::read(&visit.query);
    let found = Found::of(&visit.desks, visit.texts(), &filter.text)
        .await
        .map_err(unavailable)?;
    let page = of_organ(visit.desks.ledger(), &organ, &filter, &found)
        .await
        .map_err(unavailable)?;
    let organ = Words::today(visit.desks.catalogue()).organ(&organ);
    let title = visit.texts().say("desk-applications-title").with("organ", organ).to_string();
    list_page(&visit, title, "/desk/applications", &filter, page).await
}

pub(super) async fn list_page(
    visit: &Visit,
    title: String,
    path: &'static str,
    filter: &FiledFilter,
    page: FiledPage,
) -> Result<Response, Problem> {
    let texts = visit.texts();
    let names = Names::of(&visit.desks, [], page.rows.iter().map(|row| row.applicant))
        .await
        .map_err(unavailable)?;
    let choice = |status: Option<Status>| {
        let key = status.map_or("desk-applications-status-all", status_key);
        let address = FiledFilter {
            status,
            after: None,
            ..filter.clone()
        }
        .address(path);
        (texts.say(key).to_string(), address, status == filter.status)
    };
    let mut chrome = visit.reader.desk("desk-applications", Place::Cases);
    chrome.title.clone_from(&title);
    let list = ApplicationList {
        chrome,
        style: assets::style(),
        title,
        path,
        text: filter.text.clone(),
        status: filter.status.map_or("", Status::as_str).to_owned(),
        statuses: std::iter::once(None).chain(STATUSES.map(Some)).map(choice).collect(),
        lines: lines(texts, visit.desks.catalogue(), &names, &page.rows),
        older: page.next.map(|after| {
            FiledFilter {
                after: Some(after),
                ..filter.clone()
            }
            .address(path)
        }),
        newest: filter.after.map(|_| {
            FiledFilter {
                after: None,
                ..filter.clone()
            }
            .address(path)
        }),
        is_narrowed: filter.narrows(),
        empty: if filter.narrows() {
            "desk-applications-empty-narrowed"
        } else {
            "desk-applications-empty"
        },
    };
    Ok(Page(list).into_response())
}

/// A step in the table.
struct StepLine {
    name: String,
    organ: String,
    lamp: Lamp,
    due: String,
    holder: String,
    path: String,
}

/// A case in the table.
struct CaseLine {
    item: String,
    number: String,
    status: String,
    document: String,
}

/// A gate.
struct GateLine {
    name: String,
    state: String,
    path: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/application.html")]
struct ApplicationPage {
    chrome: Chrome,
    style: String,
    script: String,
    title: String,
    matter: String,
    number: String,
    lamp: Lamp,
    state: String,
    applicant: String,
    region: String,
    release: Option<u32>,
    submitted: String,
    promise: String,
    documents: String,
    axis: Option<Axis>,
    cases: Vec<CaseLine>,
    steps: Vec<StepLine>,
    gates: Vec<GateLine>,
    papers: Vec<Paper>,
    parts: Vec<Part>,
    deeds: Vec<Deed>,
    notes: Option<NotesShown>,
    /// What was typed into a note that was not written, and why not.
    form: FormData,
    errors: FormErrors,
    /// Who of the reader's organ may not work on it.
    recused: String,
    onlookers: String,
    presences: String,
    said: Option<String>,
    /// How long most like it took, and what it waits for.
    waiting: Vec<String>,
    inquiries: Vec<InquiryLine>,
    /// Where an organ is asked about it, for whoever watches over the region.
    ask: Option<String>,
}

/// What an organ was asked about it (督办): seen by staff alone.
struct InquiryLine {
    number: String,
    organ: String,
    standing: &'static str,
    due: String,
    path: String,
}

/// `GET /desk/applications/{application}`
pub(super) async fn show(Path(application): Path<String>, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    respond(&visit, &seen, Again::default()).await
}

/// A note that was not written, and why not.
#[derive(Default)]
pub(super) struct Again {
    pub(super) form: FormData,
    pub(super) errors: FormErrors,
    pub(super) status: StatusCode,
}

/// The application, with what was typed if something was.
pub(super) async fn respond(visit: &Visit, seen: &Seen, again: Again) -> Result<Response, Problem> {
    let (texts, ledger) = (visit.texts(), visit.desks.ledger());
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let (almanac, today) = (visit.desks.almanac(), visit.desks.today());
    let (Some(filing), Some(plan), Some(first)) = (
        &seen.application.filing,
        &seen.application.plan,
        seen.application.steps.first(),
    ) else {
        return Err(Problem::NotFound);
    };
    let calendar = almanac.calendar(filing.region);
    let history = History::read(ledger, seen.record).await.map_err(unavailable)?;
    let vault = Vault::open(
        ledger,
        seen.record,
        &seen.application,
        Some(&history),
        visit.at.organ().as_ref(),
    )
    .await
    .map_err(unavailable)?;
    let recused: Vec<identity::RecordId> = seen.application.recused(&visit.at.post.organ).collect();
    let colleagues = history
        .accounts()
        .into_iter()
        .chain(recused.iter().copied())
        .chain(seen.application.steps.iter().filter_map(|step| step.holder));
    let names = Names::of(&visit.desks, colleagues, history.parties())
        .await
        .map_err(unavailable)?;
    let recused_names: Vec<&str> = recused.iter().map(|person| names.colleague(*person)).collect();
    let sight = Sight {
        texts,
        words: &words,
        at: &visit.at,
        seen,
        step: first,
        calendar,
        today,
    };
    let teller = Teller {
        texts,
        words: &words,
        plan,
        names: &names,
        today,
        said: &vault.0,
    };
    let timeline = Timeline::of(&seen.application, calendar, today);
    let title = texts.say("desk-application-progress").to_string();
    let step_path = |step: &StepState| Some(format!("/desk/{}/{}", seen.record, step.planned.step));
    let mut chrome = visit
        .reader
        .desk("desk-applications", Place::Cases)
        .following_stream(live_address(visit, seen));
    chrome.title.clone_from(&filing.title);
    let counted = timeline.as_ref().map_or(0, Timeline::counted);
    let page = ApplicationPage {
        chrome,
        style: assets::style(),
        script: assets::script(),
        title: filing.title.clone(),
        matter: words.matter(plan.matter.as_str()),
        number: filing.number.to_string(),
        lamp: lamp(texts, seen.application.status),
        state: state(visit, seen),
        applicant: applicant(ledger, texts, filing.applicant, NameShown::Masked)
            .await
            .map_err(unavailable)?,
        region: words.region(filing.region),
        release: visit.desks.catalogue().number_of(&filing.release),
        submitted: texts
            .say("desk-application-submitted")
            .with("day", texts.long_day(&filing.day))
            .to_string(),
        promise: texts
            .say("desk-application-promise")
            .with("days", days(texts, &plan.promise))
            .with("counted", counted)
            .to_string(),
        documents: format!("/applications/{}/documents", seen.record),
        axis: timeline.map(|timeline| timeline.axis(&catalogue::Names::new(&words.release, texts), &title, step_path)),
        cases: cases(visit, seen, &words),
        steps: seen
            .application
            .steps
            .iter()
            .map(|step| step_line(&Sight { step, ..sight }, &names))
            .collect(),
        gates: gates(visit, seen, &words),
        papers: papers(&sight, &vault),
        parts: answers(&sight, &vault, false),
        deeds: teller.all(&history),
        notes: super::notes::shown(visit, seen, &words, None).await?,
        form: again.form,
        errors: again.errors,
        recused: recused_names.join("、"),
        onlookers: super::presence::on_application(visit, seen),
        presences: format!("/desk/applications/{}/presences", seen.record),
        said: super::said(visit),
        waiting: waiting(visit, seen, &words, calendar).await?,
        inquiries: inquiries(visit, seen, &words).await?,
        ask: visit
            .at
            .region()
            .filter(|_| seen.application.status == Status::InProgress)
            .map(|_| format!("/desk/oversight/inquiries/new?application={}", seen.record)),
    };
    let mut response = Page(page).into_response();
    *response.status_mut() = again.status;
    protect(&mut response);
    Ok(response)
}

/// Whoever works at a desk hears of changes and of who looks; whoever watches over the region, of changes.
fn live_address(visit: &Visit, seen: &Seen) -> String {
    match visit.at.organ() {
        Some(_) => format!("/desk/live?application={}", seen.record),
        None => format!("/live?record={}", seen.record),
    }
}

async fn waiting(visit: &Visit, seen: &Seen, words: &Words, calendar: &calendar::Calendar) -> Result<Vec<String>, Problem> {
    let typical = applications::waiting::typical(visit.desks.ledger(), &seen.application, calendar)
        .await
        .map_err(unavailable)?;
    let names = catalogue::Names::new(&words.release, visit.texts());
    Ok(applications::waiting::sentences(&names, &seen.application, typical))
}

async fn inquiries(visit: &Visit, seen: &Seen, words: &Words) -> Result<Vec<InquiryLine>, Problem> {
    let rows = oversight::views::of_application(visit.desks.ledger(), seen.record)
        .await
        .map_err(unavailable)?;
    let line = |row: oversight::views::InquiryRow| InquiryLine {
        number: row.number,
        organ: row.organ.parse().map_or(row.organ, |organ| words.organ(&organ)),
        standing: match row.standing {
            oversight::record::Standing::Open => "desk-inquiry-open",
            oversight::record::Standing::Answered => "desk-inquiry-answered",
            oversight::record::Standing::Closed => "desk-inquiry-closed",
        },
        due: visit.texts().day(&row.due),
        path: format!("/desk/inquiries/{}", row.record),
    };
    Ok(rows.into_iter().map(line).collect())
}

fn state(visit: &Visit, seen: &Seen) -> String {
    let (texts, application) = (visit.texts(), &seen.application);
    let count = |statuses: &[StepStatus]| {
        application
            .steps
            .iter()
            .filter(|step| statuses.contains(&step.status))
            .count()
    };
    let ended = application.ended_on.map(|day| texts.day(&day)).unwrap_or_default();
    match application.status {
        Status::InProgress => texts
            .say("desk-application-says-in_progress")
            .with("done", count(&[StepStatus::Done]))
            .with("open", count(&[StepStatus::Open, StepStatus::SpecialProcedure]))
            .with(
                "waiting",
                count(&[
                    StepStatus::Refining,
                    StepStatus::Paying,
                    StepStatus::Supplementing,
                    StepStatus::Unsupported,
                ]),
            )
            .with("later", count(&[StepStatus::Waiting]))
            .to_string(),
        Status::Finished => texts.say("desk-application-says-finished").with("day", ended).to_string(),
        Status::Withdrawn => texts.say("desk-application-says-withdrawn").with("day", ended).to_string(),
        Status::Terminated => texts.say("desk-application-says-terminated").with("day", ended).to_string(),
        Status::Unfiled => texts.say("desk-application-says-unfiled").to_string(),
    }
}

fn step_line(sight: &Sight<'_>, names: &Names) -> StepLine {
    let step = sight.step;
    StepLine {
        name: sight.name(),
        organ: sight.words.organ(&step.planned.organ),
        lamp: step_lamp(sight),
        due: step
            .due
            .map(|due| sight.texts.day(&due.deadline.day(sight.calendar)))
            .unwrap_or_default(),
        holder: step
            .holder
            .map(|holder| names.holder(sight.texts, holder))
            .unwrap_or_default(),
        path: format!("/desk/{}/{}", sight.seen.record, step.planned.step),
    }
}

fn cases(visit: &Visit, seen: &Seen, words: &Words) -> Vec<CaseLine> {
    let line = |case: &applications::record::state::Case| CaseLine {
        item: words.item_in_full(&case.item),
        number: case.number.to_string(),
        status: visit.texts().say(case_key(case.status)).to_string(),
        document: case.document_number.clone().unwrap_or_default(),
    };
    seen.application.cases.iter().map(line).collect()
}

fn gates(visit: &Visit, seen: &Seen, words: &Words) -> Vec<GateLine> {
    let (texts, organ) = (visit.texts(), visit.at.organ());
    let matter = seen
        .application
        .plan
        .as_ref()
        .map(|plan| plan.matter.as_str())
        .unwrap_or_default();
    let line = |gate: &applications::record::state::GateState| GateLine {
        name: words
            .gate(matter, &gate.gate)
            .map_or_else(|| gate.gate.to_string(), |gate| gate.name.clone()),
        state: match (gate.opened_on, gate.failed_on) {
            (Some(day), _) => texts.say("desk-application-gate-open").with("day", day).to_string(),
            (None, Some(day)) => texts.say("desk-application-gate-failed").with("day", day).to_string(),
            (None, None) => texts.say("desk-application-gate-waits").to_string(),
        },
        path: (organ.as_ref() == Some(&gate.organ)).then(|| format!("/desk/{}/gates/{}", seen.record, gate.gate)),
    };
    seen.application.gates.iter().map(line).collect()
}

/// The key of how a case stands.
fn case_key(status: CaseStatus) -> &'static str {
    match status {
        CaseStatus::Received => "desk-case-received",
        CaseStatus::PreReview => "desk-case-pre_review",
        CaseStatus::WaitingForGate => "desk-case-waiting_for_gate",
        CaseStatus::Accepted => "desk-case-accepted",
        CaseStatus::SignedOff => "desk-case-signed_off",
        CaseStatus::Granted => "desk-case-granted",
        CaseStatus::Refused => "desk-case-refused",
        CaseStatus::NotAccepted => "desk-case-not_accepted",
        CaseStatus::LeftOut => "desk-case-left_out",
        CaseStatus::Withdrawn => "desk-case-withdrawn",
        CaseStatus::Terminated => "desk-case-terminated",
    }
}
