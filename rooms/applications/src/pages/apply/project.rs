//! `/matters/{matter}/apply/project`: registers the project that the application is for, and begins the draft.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::Names;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{Phone, RecordId, RegionCode};
use ledger::{Key, SubmitError, Unavailable};
use people::{CurrentActor, RequireSignedIn, said};
use procedure::Release;
use procedure::definition::Matter;
use projects::ProjectCode;
use projects::record::{Contact, OpenProject, Project, ProjectRefusal};

use super::passage::Passage;
use super::start::{Chosen, begin, counties, county, given_answers};
use crate::drafts::{self, Fit};
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/apply/project.html")]
pub(super) struct ProjectPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    passage: Passage,
    action: String,
    back: String,
    regions: Vec<Choice>,
    answers: Vec<(String, String)>,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(matter): Path<String>,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<ProjectPage>, Problem> {
    let release = room.catalogue.current();
    let matter = release
        .matter(&matter)
        .filter(|matter| matter.needs_project)
        .ok_or(Problem::NotFound)?;
    let mut form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    fill_contact(&room, &current, &mut form).await?;
    Ok(Page(page(&release, matter, &reader, form, FormErrors::default())))
}

/// Who registers a project is most often whom to ask about it.
async fn fill_contact(room: &ApplicationRoom, current: &CurrentActor, form: &mut FormData) -> Result<(), Problem> {
    let Some(account) = current.account() else { return Ok(()) };
    form.fill("contact_name", current.name());
    let mut phones = people::views::phones(&room.ledger, &[account]).await.map_err(unavailable)?;
    form.fill("contact_phone", phones.remove(&account).unwrap_or_default());
    Ok(())
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(matter): Path<String>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let release = room.catalogue.current();
    let matter = release
        .matter(&matter)
        .filter(|matter| matter.needs_project)
        .ok_or(Problem::NotFound)?;
    if Fit::of(&current.actor.capacity, matter) != Fit::Fits {
        return Err(Problem::NotFound);
    }
    let mut errors = FormErrors::default();
    if let Some(opening) = opening(&current, &release, &form, &mut errors) {
        let (region, title) = (opening.region, opening.title.trim().to_owned());
        if let Some(project) = register(&room, &current, &form, opening, &mut errors).await? {
            let chosen = Chosen {
                project: Some((project, title)),
                region,
            };
            let given = given_answers(matter, &form);
            return begin(&room, &current, &release, matter, &form, chosen, given)
                .await
                .map(IntoResponse::into_response);
        }
    }
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        Page(page(&release, matter, &reader, form, errors)),
    )
        .into_response())
}

/// The command that was typed, or everything that is wrong with it.
fn opening(current: &CurrentActor, release: &Release, form: &FormData, errors: &mut FormErrors) -> Option<OpenProject> {
    for (name, key) in [
        ("title", "project-title-missing"),
        ("address", "project-address-missing"),
        ("contact_name", "project-contact-missing"),
    ] {
        if form.given(name).is_none() {
            errors.add(name, key);
        }
    }
    let code: Result<ProjectCode, _> = form.value("code").parse();
    let code = errors.take(
        "code",
        code.map_err(|error: projects::ProjectCodeError| said(error.key(), error.arguments())),
    );
    let region: Option<RegionCode> = errors.take("region", county(release, form.value("region")).ok_or("apply-region-missing"));
    let phone: Result<Phone, _> = form.value("contact_phone").parse();
    let phone = errors.take(
        "contact_phone",
        phone.map_err(|error: identity::PhoneError| said(error.key(), error.arguments())),
    );
    let opening = OpenProject {
        code: code?,
        owner: current.actor.party()?,
        title: form.value("title").to_owned(),
        region: region?,
        address: form.value("address").to_owned(),
        contact: Contact {
            name: form.value("contact_name").to_owned(),
            phone: phone?,
        },
        answers: procedure::Answers::default(),
    };
    errors.is_empty().then_some(opening)
}

/// Registers the project, once for each form that was sent; none if it was refused for a reason that is said at its field.
async fn register(
    room: &ApplicationRoom,
    current: &CurrentActor,
    form: &FormData,
    opening: OpenProject,
    errors: &mut FormErrors,
) -> Result<Option<RecordId>, Problem> {
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let project = drafts::id_of_key("project", opening.owner, key);
    let permit = current.permit::<acts::OpenProject>(&Subject::new(project, opening.region).of(opening.owner))?;
    match room
        .ledger
        .submit::<Project, _>(&permit, project, opening, Key::new(key))
        .await
    {
        Ok(_) | Err(SubmitError::Refused(ProjectRefusal::AlreadyOpen)) => Ok(Some(project)),
        Err(SubmitError::Refused(refusal)) => {
            let message = Message::new(refusal.key());
            errors.add(
                refusal.field(),
                match refusal.limit() {
                    Some(limit) => message.with("limit", limit),
                    None => message,
                },
            );
            Ok(None)
        }
        Err(SubmitError::Claimed { .. }) => {
            errors.add("code", "apply-project-code-taken");
            Ok(None)
        }
        Err(SubmitError::NotPermitted) => Err(Problem::NotFound),
        Err(SubmitError::Stale { .. } | SubmitError::KeyReused) => Err(Problem::Conflict("problem-conflict".into())),
        Err(SubmitError::Unavailable(reason)) => Err(unavailable(Unavailable(reason))),
    }
}

fn page(release: &Release, matter: &Matter, reader: &Reader, form: FormData, errors: FormErrors) -> ProjectPage {
    let names = Names::new(release, &reader.texts);
    let given = given_answers(matter, &form);
    let pairs = given.iter().map(|(question, typed)| (question.as_str(), typed.as_str()));
    ProjectPage {
        passage: Passage::beginning(&names, matter),
        action: format!("/matters/{}/apply/project", matter.id),
        back: super::start::with_query(&format!("/matters/{}/apply", matter.id), pairs),
        regions: counties(&names),
        answers: given.into_iter().collect(),
        chrome: reader.portal("apply-project-new", Place::Apply),
        form,
        errors,
    }
}
