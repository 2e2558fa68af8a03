//! `/matters/{matter}/apply/project`: registers the project that the application is for, and begins the draft.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use catalogue::Names;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use identity::{PhoneError, RecordId};
use ledger::{Key, SubmitError, Unavailable};
use people::{CurrentActor, RequireSignedIn, said};
use procedure::Release;
use procedure::definition::Matter;
use projects::ProjectCodeError;
use projects::record::{Contact, OpenProject, Project, ProjectRefusal, checked_address, checked_contact_name, checked_title};

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
        let (region, title) = (opening.region, opening.title.clone());
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
    let title = errors.take("title", checked_title(form.value("title")).map_err(refused));
    let code = errors.take(
        "code",
        form.value("code")
            .parse()
            .map_err(|error: ProjectCodeError| said(error.key(), error.arguments())),
    );
    let region = errors.take(
        "region",
        county(release, form.value("region")).ok_or("project-region-missing"),
    );
    let address = errors.take("address", checked_address(form.value("address")).map_err(refused));
    let name = errors.take(
        "contact_name",
        checked_contact_name(form.value("contact_name")).map_err(refused),
    );
    let phone = form
        .value("contact_phone")
        .parse()
        .map_err(|error: PhoneError| said(error.key(), error.arguments()));
    let phone = errors.take("contact_phone", phone);
    Some(OpenProject {
        code: code?,
        owner: current.actor.party()?,
        title: title?,
        region: region?,
        address: address?,
        contact: Contact {
            name: name?,
            phone: phone?,
        },
        answers: procedure::Answers::default(),
    })
}

fn refused(refusal: ProjectRefusal) -> Message {
    let message = Message::new(refusal.key());
    match refusal.limit() {
        Some(limit) => message.with("limit", limit),
        None => message,
    }
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
    // Who goes back and corrects the form asks for something else.
    let said = [
        opening.title.as_str(),
        opening.code.as_str(),
        &opening.region.to_string(),
        &opening.address,
    ];
    let project = drafts::id_of_key("project", opening.owner, key, &said);
    let permit = current.permit::<acts::OpenProject>(
        &Subject::new(project, opening.region)
            .of(opening.owner)
            .on_project(Some(project)),
    )?;
    match room
        .ledger
        .submit::<Project, _>(&permit, project, opening, Key::new(format!("{key}:{project}")))
        .await
    {
        Ok(_) | Err(SubmitError::Refused(ProjectRefusal::AlreadyOpen)) => Ok(Some(project)),
        Err(SubmitError::Refused(refusal)) => {
            errors.add(refusal.field(), refused(refusal));
            Ok(None)
        }
        Err(SubmitError::Claimed { .. }) => {
            errors.add("code", "apply-project-code-taken");
            Ok(None)
        }
        Err(SubmitError::NotPermitted) => Err(Problem::NotFound),
        Err(SubmitError::Stale { .. } | SubmitError::KeyReused) => Err(Problem::Conflict("problem-conflict".into())),
        Err(SubmitError::Unavailable(reason) | SubmitError::Broken(reason)) => Err(unavailable(Unavailable(reason))),
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
        chrome: reader.portal("project-new", Place::Apply),
        form,
        errors,
    }
}
