//! Registering and changing a project from what was posted: read whole, checked field by field, submitted once.

use authority::{Actor, Party, acts};
use front::{FormData, FormErrors, Message, Problem};
use identity::{Phone, RecordId, RegionCode};
use ledger::{Key, SubmitError, Unavailable};
use people::CurrentActor;
use procedure::definition::{Level, Region};
use procedure::{Answers, Release};
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::access::Seen;
use crate::project_code::ProjectCode;
use crate::record::{
    ChangeProject, Contact, OpenProject, Project, ProjectRefusal, checked_address, checked_contact_name, checked_title,
};
use crate::room::ProjectRoom;
use crate::words::{refused, wrong_code, wrong_phone};

/// Why something posted was not done.
pub(crate) enum NotDone {
    /// Something in the form is to be mended.
    Wrong(FormErrors),
    /// Something else stands against it.
    Problem(Problem),
}

impl From<Problem> for NotDone {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// What may be said of a project at once: all but its code, region and answers.
#[derive(Debug)]
pub(crate) struct Particulars {
    pub(crate) title: String,
    pub(crate) address: String,
    pub(crate) contact: Contact,
}

/// Registers the project that a form describes.
pub(crate) async fn open(
    room: &ProjectRoom,
    current: &CurrentActor,
    form: &FormData,
    answers: Answers,
) -> Result<RecordId, NotDone> {
    let owner = current.actor.party().ok_or(Problem::NotFound)?;
    let release = room.catalogue.current();
    let mut errors = FormErrors::default();
    let code = errors.take("code", form.value("code").parse::<ProjectCode>().map_err(wrong_code));
    // What is wrong is listed in the order of the page, where the region stands behind the title.
    errors.take("title", checked_title(form.value("title")).map_err(refused));
    let region = errors.take("region", region(&release, form.value("region")));
    let particulars = particulars(form, &mut errors);
    let (Some(code), Some(region), Some(particulars)) = (code, region, particulars) else {
        return Err(NotDone::Wrong(errors));
    };
    let record = record(&current.actor, form.key())?;
    let subject = authority::Subject::new(record, region).of(owner).on_project(Some(record));
    let permit = current.permit::<acts::OpenProject>(&subject)?;
    let opening = opening(code, owner, region, particulars, answers);
    let key = key("project", &record.to_string(), &content(&opening));
    match room.ledger.submit::<Project, _>(&permit, record, opening, key).await {
        Ok(_) => Ok(record),
        Err(error) => Err(not_done(error)),
    }
}

fn opening(code: ProjectCode, owner: Party, region: RegionCode, particulars: Particulars, answers: Answers) -> OpenProject {
    OpenProject {
        code,
        owner,
        title: particulars.title,
        region,
        address: particulars.address,
        contact: particulars.contact,
        answers,
    }
}

/// Changes a project that the actor sees.
pub(crate) async fn change(
    room: &ProjectRoom,
    current: &CurrentActor,
    seen: &Seen,
    change: ChangeProject,
    key: Option<&str>,
) -> Result<(), NotDone> {
    let permit = seen
        .permit::<acts::ChangeProject>(&current.actor)
        .map_err(|_| Problem::NotFound)?;
    let form = key.map_or_else(|| fresh().map(|id| id.to_string()), |key| Ok(key.to_owned()))?;
    let key = self::key("project-change", &form, &changed_content(&change));
    match room.ledger.submit::<Project, _>(&permit, seen.record, change, key).await {
        Ok(_) => Ok(()),
        Err(error) => Err(not_done(error)),
    }
}

/// Title, address and contact, or all that is wrong with them.
pub(crate) fn particulars(form: &FormData, errors: &mut FormErrors) -> Option<Particulars> {
    let title = errors.take("title", checked_title(form.value("title")).map_err(refused));
    let address = errors.take("address", checked_address(form.value("address")).map_err(refused));
    let name = errors.take(
        "contact_name",
        checked_contact_name(form.value("contact_name")).map_err(refused),
    );
    let phone = errors.take(
        "contact_phone",
        form.value("contact_phone").parse::<Phone>().map_err(wrong_phone),
    );
    Some(Particulars {
        title: title?,
        address: address?,
        contact: Contact {
            name: name?,
            phone: phone?,
        },
    })
}

/// The counties in which a project can be.
pub(crate) fn counties(release: &Release) -> impl Iterator<Item = &Region> {
    release
        .regions_below(release.city().city)
        .filter(|region| region.level == Level::County)
}

pub(crate) fn region(release: &Release, typed: &str) -> Result<RegionCode, Message> {
    let code: Option<RegionCode> = typed.trim().parse().ok();
    code.filter(|code| counties(release).any(|county| county.code == *code))
        .ok_or_else(|| Message::new("project-region-missing"))
}

/// The same form sent twice by the same actor is the same project.
fn record(actor: &Actor, key: Option<&str>) -> Result<RecordId, Problem> {
    let Some(key) = key else { return fresh() };
    let digest = Sha256::digest(format!("zhoudao-project:{}:{}:{key}", actor.label(), actor.capacity_label()));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    Ok(RecordId::from_bytes(bytes))
}

/// Sent twice, it happens once. With other content it is another command: who goes back and corrects a form is heard.
fn key(what: &str, form: &str, content: &str) -> Key {
    let content: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    Key::derived(&[what, form, &content])
}

/// Everything that a registration says.
fn content(opening: &OpenProject) -> String {
    let OpenProject {
        code,
        owner,
        title,
        region,
        address,
        contact,
        answers,
    } = opening;
    let contact = (&contact.name, contact.phone.clear_text());
    json!([code, owner, title, region, address, contact, answers]).to_string()
}

/// Everything that a change says.
fn changed_content(change: &ChangeProject) -> String {
    let ChangeProject {
        title,
        address,
        contact,
        answers,
    } = change;
    let contact = contact.as_ref().map(|contact| (&contact.name, contact.phone.clear_text()));
    json!([title, address, contact, answers]).to_string()
}

fn fresh() -> Result<RecordId, Problem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| Problem::Unavailable)?;
    Ok(RecordId::from_bytes(bytes))
}

fn not_done(error: SubmitError<ProjectRefusal>) -> NotDone {
    match error {
        SubmitError::Refused(refusal) => match refusal.field() {
            "form" => Problem::Refused(refused(refusal)).into(),
            field => NotDone::Wrong(FormErrors::one(field, refused(refusal))),
        },
        SubmitError::Claimed { .. } => NotDone::Wrong(FormErrors::one("code", "project-code-taken")),
        SubmitError::KeyReused | SubmitError::Stale { .. } => Problem::Conflict(Message::new("problem-conflict")).into(),
        SubmitError::NotPermitted => Problem::NotFound.into(),
        SubmitError::Unavailable(reason) | SubmitError::Broken(reason) => unavailable(Unavailable(reason)).into(),
    }
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "the ledger cannot answer");
    Problem::Unavailable
}
