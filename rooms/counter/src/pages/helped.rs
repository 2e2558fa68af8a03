//! `/desk/helping/{project}`: one project as its helper sees it: lights, next steps, what is asked of the applicant. Forms
//! and papers only with the owner's authorisation; whoever watches over the region gives the project its helper.

use applications::outlook::Outlook;
use askama::Template;
use authority::{AgentScope, Party, acts};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names as PackNames;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::{RecordId, mask_name};
use ledger::{Key, SubmitError};
use people::{CapacityKey, CurrentActor, RequireSignedIn, views};
use projects::record::{AssignHelper, HelperOf, Project, Registration};

use super::helping::outlooks;
use crate::helping::{Names, authorisations_on, helpers, reach_words};
use crate::room::CounterRoom;
use crate::words::unavailable;

#[derive(Template)]
#[template(path = "pages/helped.html")]
pub(super) struct HelpedPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    title: String,
    facts: Vec<(String, String)>,
    outlooks: Vec<Outlook>,
    rights: Vec<Right>,
    is_helper: bool,
    helpers: Vec<Choice>,
    action: String,
}

/// What the helper may do, by which authorisation.
struct Right {
    key: String,
    act: &'static str,
    words: String,
}

pub(super) async fn show(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<HelpedPage>, Problem> {
    let project = seen(&room, &current, id).await?;
    page(
        &room,
        &current,
        &reader,
        id,
        &project,
        FormData::default(),
        FormErrors::default(),
    )
    .await
    .map(Page)
}

pub(super) async fn assign(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let project = seen(&room, &current, id).await?;
    let account = form.value("helper").parse::<RecordId>().ok();
    let key = form.key().unwrap_or_default().to_owned();
    match assigned(&room, &current, id, &project, account, &key).await? {
        true => Ok(Redirect::to(&format!("/desk/helping/{id}")).into_response()),
        false => {
            let errors = FormErrors::one("helper", "authorisation-helper-missing");
            let page = page(&room, &current, &reader, id, &project, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
        }
    }
}

/// Gives a project its helper; false if nobody of that account helps.
pub(crate) async fn assigned(
    room: &CounterRoom,
    current: &CurrentActor,
    id: RecordId,
    project: &Registration,
    account: Option<RecordId>,
    key: &str,
) -> Result<bool, Problem> {
    let permit = current.permit::<acts::AssignHelper>(&project.subject(id, []))?;
    let helper = helpers(room)
        .await?
        .into_iter()
        .find(|helper| Some(helper.account) == account);
    let Some(helper) = helper else { return Ok(false) };
    let assigning = AssignHelper(HelperOf {
        account: helper.account,
        post: helper.post,
    });
    let key = Key::derived(&["assign-helper", &id.to_string(), &helper.account.to_string(), key]);
    match room.ledger().submit::<Project, _>(&permit, id, assigning, key).await {
        Ok(_) => Ok(true),
        Err(SubmitError::Unavailable(reason) | SubmitError::Broken(reason)) => Err(unavailable(ledger::Unavailable(reason))),
        Err(SubmitError::Refused(refusal)) => Err(Problem::Refused(refusal.key().into())),
        Err(SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused | SubmitError::NotPermitted) => {
            Err(Problem::Conflict("problem-conflict".into()))
        }
    }
}

/// A project that the reader helps, or over whose region the reader watches; any other is as if it did not exist.
pub(crate) async fn seen(room: &CounterRoom, current: &CurrentActor, id: RecordId) -> Result<Registration, Problem> {
    let snapshot = room.ledger().state::<Project>(id).await.map_err(unavailable)?;
    let project = snapshot
        .and_then(|snapshot| snapshot.state.registration.clone())
        .ok_or(Problem::NotFound)?;
    current.permit::<acts::SeeHelped>(&project.subject(id, []))?;
    Ok(project)
}

async fn page(
    room: &CounterRoom,
    current: &CurrentActor,
    reader: &Reader,
    id: RecordId,
    project: &Registration,
    form: FormData,
    errors: FormErrors,
) -> Result<HelpedPage, Problem> {
    let t = &reader.texts;
    let release = room.catalogue.current();
    let pack = PackNames::new(&release, t);
    let names = Names::of(room, reader);
    let fact = |key: &str, value: String| (t.say(key).to_string(), value);
    let helper = match &project.helper {
        Some(helper) => names.person(helper.account).await?,
        None => t.say("helping-no-helper").to_string(),
    };
    let mut rights = Vec::new();
    for (authorisation, given) in authorisations_on(room, current, id, project.owner, room.today()).await? {
        let reach = reach_words(room, reader, &given.reach).await?;
        rights.push(Right {
            key: CapacityKey::Behalf(authorisation).to_string(),
            act: match given.may() {
                AgentScope::Handle => "helped-act",
                AgentScope::See => "helped-look",
            },
            words: t
                .say("helped-right")
                .with("reach", reach)
                .with("until", t.long_day(&given.until))
                .to_string(),
        });
    }
    let may_assign = current.permit::<acts::AssignHelper>(&project.subject(id, [])).is_ok();
    let mut choices = if may_assign { helpers(room).await? } else { Vec::new() };
    // Whoever sits in the project's own place comes first.
    choices.sort_by_key(|helper| helper.region != project.region);
    Ok(HelpedPage {
        title: project.title.clone(),
        facts: vec![
            fact("helped-owner", owner_name(room, project.owner).await?),
            fact("helped-code", project.code.to_string()),
            fact("helped-region", pack.region(project.region).plain().to_owned()),
            fact("helped-helper", helper),
        ],
        outlooks: outlooks(room, reader, id).await?,
        rights,
        is_helper: project.helper.as_ref().map(|helper| helper.account) == current.account(),
        helpers: choices
            .iter()
            .map(|helper| Choice::new(helper.account.to_string(), &helper.name).explained(names.organ(&helper.organ)))
            .collect(),
        action: format!("/desk/helping/{id}"),
        chrome: reader.chrome(front::Audience::Desk, project.title.clone(), Place::Helping),
        form,
        errors,
    })
}

/// An enterprise by its public name, a person masked.
async fn owner_name(room: &CounterRoom, owner: Party) -> Result<String, Problem> {
    let name = views::party_name(room.ledger(), owner)
        .await
        .map_err(unavailable)?
        .unwrap_or_default();
    Ok(match owner {
        Party::Person(_) => mask_name(&name),
        Party::Enterprise(_) => name,
    })
}
