//! `/matters/{matter}/apply`: as whom, for which project or where; it begins a draft.

use askama::Template;
use authority::{ActName, scope};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{RecordId, RegionCode};
use people::{CurrentActor, RequireSignedIn};
use procedure::Release;
use procedure::definition::{Audience, Level, Matter};
use procedure::input::Typed;

use super::passage::Passage;
use crate::drafts::{self, Draft, Fit, Saved};
use crate::pages::called::in_words;
use crate::pages::trouble::unavailable;
use crate::record::state::Status;
use crate::room::ApplicationRoom;
use crate::views;

/// The value of the choice to register another project.
pub(super) const NEW_PROJECT: &str = "new";

#[derive(Template)]
#[template(path = "pages/apply/start.html")]
pub(super) struct StartPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    passage: Passage,
    action: String,
    here: String,
    fit: Fit,
    applicant: String,
    switches: Vec<Choice>,
    audience: Vec<&'static str>,
    projects: Vec<Choice>,
    regions: Vec<Choice>,
    drafts: Vec<DraftLine>,
    answers: Vec<(String, String)>,
}

/// A draft of the same matter that was begun before.
struct DraftLine {
    title: String,
    address: String,
    saved: String,
}

/// `/applications/new?matter=…`: the same, from a guide's answers.
pub(super) async fn by_query(query: RawQuery) -> Result<Redirect, Problem> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let matter = query.given("matter").ok_or(Problem::NotFound)?.to_owned();
    let rest = query.iter().filter(|(name, _)| *name != "matter");
    Ok(Redirect::to(&with_query(&format!("/matters/{}/apply", plain(&matter)), rest)))
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(matter): Path<String>,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<StartPage>, Problem> {
    let release = room.catalogue.current();
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    page(&room, &current, &release, matter, &reader, form, FormErrors::default())
        .await
        .map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(matter): Path<String>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let release = room.catalogue.current();
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let given = given_answers(matter, &form);
    if matter.needs_project && form.value("project") == NEW_PROJECT {
        let pairs = given.iter().map(|(question, typed)| (question.as_str(), typed.as_str()));
        return Ok(Redirect::to(&with_query(&format!("/matters/{}/apply/project", matter.id), pairs)).into_response());
    }
    let mut errors = FormErrors::default();
    let chosen = match Fit::of(&current.actor.capacity, matter) {
        Fit::Fits => chosen(&room, &current, &release, matter, &form, &mut errors).await?,
        Fit::LooksOnly | Fit::Other => None,
    };
    match chosen {
        Some(chosen) => begin(&room, &current, &release, matter, &form, chosen, given)
            .await
            .map(IntoResponse::into_response),
        None => {
            let page = page(&room, &current, &release, matter, &reader, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

/// What an application is for: a project with its place, or a place alone.
pub(super) struct Chosen {
    pub(super) project: Option<(RecordId, String)>,
    pub(super) region: RegionCode,
}

async fn chosen(
    room: &ApplicationRoom,
    current: &CurrentActor,
    release: &Release,
    matter: &Matter,
    form: &FormData,
    errors: &mut FormErrors,
) -> Result<Option<Chosen>, Problem> {
    if !matter.needs_project {
        let region = county(release, form.value("region"));
        return Ok(errors
            .take("region", region.ok_or("apply-region-missing"))
            .map(|region| Chosen { project: None, region }));
    }
    let Ok(project) = form.value("project").parse::<RecordId>() else {
        errors.add("project", "apply-project-missing");
        return Ok(None);
    };
    let seen = match projects::access::see(&room.ledger, &current.actor, project).await {
        Ok(seen) if seen.may_change() => seen,
        Ok(_) | Err(projects::access::AccessError::Hidden) => return Err(Problem::NotFound),
        Err(projects::access::AccessError::Unavailable(error)) => return Err(unavailable(error)),
    };
    Ok(Some(Chosen {
        region: seen.project.region,
        project: Some((project, seen.project.title)),
    }))
}

/// Begins the draft, once for each form that was sent.
pub(super) async fn begin(
    room: &ApplicationRoom,
    current: &CurrentActor,
    release: &Release,
    matter: &Matter,
    form: &FormData,
    chosen: Chosen,
    given: Typed,
) -> Result<Redirect, Problem> {
    let party = current.actor.party().ok_or(Problem::NotFound)?;
    let account = current.account().ok_or(Problem::SignedOut)?;
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let project = chosen
        .project
        .as_ref()
        .map(|(project, _)| project.to_string())
        .unwrap_or_default();
    let said = [matter.id.as_str(), &project, &chosen.region.to_string()];
    let id = drafts::id_of_key("application", party, key, &said);
    let (project, project_title) = chosen.project.unzip();
    let draft = Draft {
        matter: matter.id.clone(),
        region: chosen.region,
        project,
        project_title,
        release: release.digest().to_owned(),
        situation: (!given.is_empty()).then(|| Saved::replacing(None, given, account, room.ledger.now(), 0)),
        parts: Default::default(),
        papers: Vec::new(),
        later: Vec::new(),
        promised: Vec::new(),
    };
    current.permit::<authority::acts::KeepDraft>(&draft.subject(id, party))?;
    drafts::create(room, party, id, &draft).await.map_err(unavailable)?;
    let first = if matter.questions.is_empty() {
        format!("/drafts/{id}")
    } else {
        format!("/drafts/{id}/situation")
    };
    Ok(Redirect::to(&first))
}

/// The answers that a guide handed on.
pub(super) fn given_answers(matter: &Matter, form: &FormData) -> Typed {
    let given = matter
        .questions
        .iter()
        .filter_map(|question| Some((question.to_string(), form.given(question.as_str())?.to_owned())));
    given.collect()
}

async fn page(
    room: &ApplicationRoom,
    current: &CurrentActor,
    release: &Release,
    matter: &Matter,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<StartPage, Problem> {
    let t = &reader.texts;
    let names = Names::new(release, t);
    let fit = Fit::of(&current.actor.capacity, matter);
    let (mut projects, mut drafts) = (Vec::new(), Vec::new());
    if fit == Fit::Fits {
        drafts = begun(room, current, &names, matter).await?;
        if matter.needs_project {
            projects = own_projects(room, current, &names, matter).await?;
        }
    }
    let switches = current
        .choices()
        .iter()
        .filter(|choice| Fit::of(&choice.actor.capacity, matter) == Fit::Fits);
    Ok(StartPage {
        passage: Passage::beginning(&names, matter),
        action: format!("/matters/{}/apply", matter.id),
        here: reader.here.clone(),
        applicant: current.capacity().map(|capacity| capacity.words(t)).unwrap_or_default(),
        switches: switches
            .map(|choice| Choice::new(choice.key.to_string(), choice.label.words(t)))
            .collect(),
        audience: matter.audience.iter().map(|audience| audience_key(*audience)).collect(),
        regions: if matter.needs_project { Vec::new() } else { counties(&names) },
        answers: given_answers(matter, &form).into_iter().collect(),
        chrome: reader.portal("apply", Place::Apply),
        fit,
        projects,
        drafts,
        form,
        errors,
    })
}

fn audience_key(audience: Audience) -> &'static str {
    match audience {
        Audience::Person => "apply-for-persons",
        Audience::Enterprise => "apply-for-enterprises",
    }
}

/// What the party has begun of this matter.
async fn begun(
    room: &ApplicationRoom,
    current: &CurrentActor,
    names: &Names<'_>,
    matter: &Matter,
) -> Result<Vec<DraftLine>, Problem> {
    let listed = drafts::list(room, &current.actor).await.map_err(unavailable)?;
    let of_matter = listed.into_iter().filter(|(_, draft)| draft.matter == matter.id);
    Ok(of_matter
        .map(|(heading, draft)| DraftLine {
            title: in_words(names, &draft.title(names.release), draft.matter.as_str(), draft.region),
            address: format!("/drafts/{}", heading.draft),
            saved: names.texts.moment(&heading.saved_at),
        })
        .collect())
}

/// The party's projects, each with what is under way for it, and the way to another.
async fn own_projects(
    room: &ApplicationRoom,
    current: &CurrentActor,
    names: &Names<'_>,
    matter: &Matter,
) -> Result<Vec<Choice>, Problem> {
    let mut choices = Vec::new();
    let seen = scope(&current.actor, ActName::SeeApplication);
    for row in projects::views::own(&room.ledger, &current.actor)
        .await
        .map_err(unavailable)?
    {
        let filed = views::of_project(&room.ledger, row.record, &seen)
            .await
            .map_err(unavailable)?;
        let under_way = filed
            .iter()
            .any(|filed| filed.matter == matter.id.as_str() && filed.status == Status::InProgress);
        let mut about = format!("{} · {}", row.code, names.region(row.region).plain());
        if under_way {
            about = format!("{about} · {}", names.texts.say("apply-project-under-way"));
        }
        choices.push(Choice::new(row.record.to_string(), row.title).explained(about));
    }
    choices
        .push(Choice::new(NEW_PROJECT, names.texts.say("apply-project-new")).explained(names.texts.say("apply-project-new-why")));
    Ok(choices)
}

/// The counties of the city.
pub(super) fn counties(names: &Names<'_>) -> Vec<Choice> {
    let counties = names
        .release
        .regions_below(names.release.city().city)
        .filter(|region| region.level == Level::County);
    counties
        .map(|region| Choice::new(region.code.to_string(), names.region(region.code).plain()))
        .collect()
}

/// A county of the city that was chosen.
pub(super) fn county(release: &Release, typed: &str) -> Option<RegionCode> {
    let code: RegionCode = typed.trim().parse().ok()?;
    let region = release.region(code)?;
    (region.level == Level::County && release.city().city.covers(code)).then_some(code)
}

/// An address with a query.
pub(super) fn with_query<'a>(address: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pairs: Vec<String> = pairs
        .map(|(name, value)| format!("{}={}", plain(name), plain(value)))
        .collect();
    if pairs.is_empty() {
        address.to_owned()
    } else {
        format!("{address}?{}", pairs.join("&"))
    }
}

/// Percent-encoded.
fn plain(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}
