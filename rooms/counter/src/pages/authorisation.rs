//! `/authorisations/new`: a helper may act for me, so far and so long (民法典 165: name, matter, reach, term).

use askama::Template;
use authority::{Reach, Subject, acts};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use calendar::Day;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::record::authorisation::GiveAuthorisation;
use people::record::{AuthorisationRefusal, Mode};
use people::{Authorisation, CurrentActor, RequireSignedIn};
use sha2::{Digest, Sha256};

use crate::helping::{Helper, Names, helpers};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// What the form proposes.
const PROPOSED_DAYS: i32 = 90;

#[derive(Template)]
#[template(path = "pages/authorisation.html")]
pub(super) struct AuthorisationPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    party: String,
    helpers: Vec<Choice>,
    modes: Vec<Choice>,
    reaches: Vec<Choice>,
}

pub(super) async fn new(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<AuthorisationPage>, Problem> {
    permitted(&room, &current, RecordId::from_bytes([0; 16]))?;
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let mut form = FormData::default()
        .filled("mode", Mode::DoFor.as_str())
        .filled("until", room.today().plus(PROPOSED_DAYS).to_string());
    for name in ["helper", "reach"] {
        if let Some(given) = query.given(name) {
            form.fill(name, given);
        }
    }
    page(&room, &current, &reader, form, FormErrors::default()).await.map(Page)
}

pub(super) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let key = form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?.to_owned();
    let giving = match read(&room, &current, &form).await? {
        Ok(giving) => giving,
        Err(errors) => return again(&room, &current, &reader, form, errors).await,
    };
    match give(&room, &current, giving, &key).await? {
        Ok(_) => Ok(Redirect::to("/authorisations").into_response()),
        Err(refusal) => {
            let errors = FormErrors::one(refusal.field(), refusal.key());
            again(&room, &current, &reader, form, errors).await
        }
    }
}

fn permitted(
    room: &CounterRoom,
    current: &CurrentActor,
    record: RecordId,
) -> Result<authority::Permit<acts::GiveAuthorisation>, Problem> {
    let party = current.actor.party().ok_or(Problem::NotFound)?;
    current.permit::<acts::GiveAuthorisation>(&Subject::new(record, room.ledger().city()).of(party))
}

/// Gives it, once for each form or request that was sent.
pub(crate) async fn give(
    room: &CounterRoom,
    current: &CurrentActor,
    giving: GiveAuthorisation,
    key: &str,
) -> Result<Result<RecordId, AuthorisationRefusal>, Problem> {
    let digest = Sha256::digest(format!(
        "zhoudao-authorisation:{}:{}:{key}",
        current.actor.label(),
        current.actor.capacity_label()
    ));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    let record = RecordId::from_bytes(bytes);
    let permit = permitted(room, current, record)?;
    let key = Key::derived(&["authorisation", &record.to_string()]);
    match room.ledger().submit::<Authorisation, _>(&permit, record, giving, key).await {
        Ok(_) => Ok(Ok(record)),
        Err(SubmitError::Refused(refusal)) => Ok(Err(refusal)),
        Err(SubmitError::Unavailable(reason) | SubmitError::Broken(reason)) => Err(unavailable(ledger::Unavailable(reason))),
        Err(SubmitError::NotPermitted) => Err(Problem::NotFound),
        Err(SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused) => {
            Err(Problem::Conflict("problem-conflict".into()))
        }
    }
}

/// What the form, or a program, says.
pub(crate) async fn read(
    room: &CounterRoom,
    current: &CurrentActor,
    form: &FormData,
) -> Result<Result<GiveAuthorisation, FormErrors>, Problem> {
    let mut errors = FormErrors::default();
    let account = form.value("helper").parse::<RecordId>().ok();
    let helper = helpers(room)
        .await?
        .into_iter()
        .find(|helper| Some(helper.account) == account);
    let helper = errors.take("helper", helper.ok_or("authorisation-helper-missing"));
    let mode = errors.take("mode", Mode::named(form.value("mode")).ok_or("authorisation-mode-missing"));
    let reach = form.value("reach").parse::<Reach>().ok();
    let reach = match reach {
        Some(reach) if is_own(room, current, &reach).await? => Some(reach),
        Some(_) | None => None,
    };
    let reach = errors.take("reach", reach.ok_or("authorisation-reach-missing"));
    let until = errors.take(
        "until",
        form.value("until").trim().parse::<Day>().map_err(|_| "day-unreadable"),
    );
    Ok(match (helper, mode, reach, until) {
        (
            Some(Helper {
                account, post, organ, ..
            }),
            Some(mode),
            Some(reach),
            Some(until),
        ) => Ok(GiveAuthorisation {
            holder: account,
            post,
            organ,
            mode,
            reach,
            until,
        }),
        (_, _, _, _) => Err(errors),
    })
}

/// Nobody gives away what is another's: a reach names the party's own things.
async fn is_own(room: &CounterRoom, current: &CurrentActor, reach: &Reach) -> Result<bool, Problem> {
    Ok(match reach {
        Reach::All => true,
        Reach::Matter(matter) => room.catalogue.current().matter(matter).is_some(),
        Reach::Project(project) => {
            let own = projects::views::own(room.ledger(), &current.actor)
                .await
                .map_err(unavailable)?;
            own.iter().any(|row| row.record == *project)
        }
        Reach::Application(application) => {
            let own = applications::views::own(room.ledger(), &current.actor)
                .await
                .map_err(unavailable)?;
            own.iter().any(|row| row.record == *application)
        }
    })
}

async fn again(
    room: &CounterRoom,
    current: &CurrentActor,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<Response, Problem> {
    let page = page(room, current, reader, form, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

async fn page(
    room: &CounterRoom,
    current: &CurrentActor,
    reader: &Reader,
    form: FormData,
    errors: FormErrors,
) -> Result<AuthorisationPage, Problem> {
    let t = &reader.texts;
    let names = Names::of(room, reader);
    let helpers = helpers(room).await?;
    let helper = |helper: &Helper| Choice::new(helper.account.to_string(), &helper.name).explained(names.organ(&helper.organ));
    let mode = |mode: Mode, why: &str| Choice::new(mode.as_str(), t.say(mode.key())).explained(t.say(why));
    Ok(AuthorisationPage {
        party: current.party_name().to_owned(),
        helpers: helpers.iter().map(helper).collect(),
        modes: vec![
            mode(Mode::TakeThrough, "mode-take-through-why"),
            mode(Mode::DoFor, "mode-do-for-why"),
        ],
        reaches: reaches(room, current, reader).await?,
        chrome: reader.portal("authorisation-new", Place::Nowhere),
        form,
        errors,
    })
}

/// Each project, each application under way, each matter, and all of it.
async fn reaches(room: &CounterRoom, current: &CurrentActor, reader: &Reader) -> Result<Vec<Choice>, Problem> {
    let t = &reader.texts;
    let mut reaches = Vec::new();
    for row in projects::views::own(room.ledger(), &current.actor)
        .await
        .map_err(unavailable)?
    {
        let words = t.say("reach-project").with("project", row.title).to_string();
        reaches.push(Choice::new(Reach::Project(row.record).to_string(), words));
    }
    for row in applications::views::own(room.ledger(), &current.actor)
        .await
        .map_err(unavailable)?
    {
        let words = t
            .say("reach-application")
            .with("number", format!("{} {}", row.number, row.title))
            .to_string();
        reaches.push(Choice::new(Reach::Application(row.record).to_string(), words));
    }
    let release = room.catalogue.current();
    let names = catalogue::Names::new(&release, t);
    for matter in release.matters() {
        let words = t.say("reach-matter").with("matter", names.matter(matter).plain()).to_string();
        reaches.push(Choice::new(Reach::Matter(matter.id.to_string()).to_string(), words));
    }
    reaches.push(Choice::new("all", t.say("reach-all")));
    Ok(reaches)
}
