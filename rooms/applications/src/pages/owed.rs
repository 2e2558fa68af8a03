//! `/applications/{id}/owed`: papers that were to follow, and proofs of what was promised, handed in.

use askama::Template;
use authority::acts;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::{Names, Words};
use front::furniture::{Lamp, Shape};
use front::{Chrome, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::RequireSignedIn;
use procedure::definition::MaterialId;

use super::called::called;
use super::refinement::{PaperBox, read_papers, wrong_papers};
use super::sent_papers::{Again, KeptPaper, SentPapers};
use super::trouble::{hidden, not_done, not_rendered, refused};
use crate::access::{Seen, see};
use crate::record::Applications;
use crate::record::command::SupplyOwed;
use crate::record::state::Status;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/owed.html")]
pub(super) struct OwedPage {
    chrome: Chrome,
    errors: FormErrors,
    action: String,
    back: String,
    title: String,
    boxes: Vec<OwedBox>,
    kept: Vec<KeptPaper>,
}

/// A paper that may be handed in now.
struct OwedBox {
    paper: PaperBox,
    lamp: Lamp,
    consequence: Words,
}

pub(super) async fn new(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<OwedPage>, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    page(&room, &seen, &reader, Again::default()).map(Page)
}

pub(super) async fn create(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    request: Request,
) -> Result<Response, Problem> {
    let seen = see(&room.ledger, &current.actor, id).await.map_err(hidden)?;
    let permit = seen.permit::<acts::ActAsApplicant>(&current.actor).map_err(hidden)?;
    let release = room.release_of(&seen.application).map_err(not_rendered)?;
    let mut posted = read_papers(&room, &Names::new(&release, &reader.texts), request).await?;
    let mut errors = wrong_papers(&posted);
    let party = seen.application.filing.as_ref().ok_or(Problem::NotFound)?.applicant;
    let papers = SentPapers::of(&room, party, &mut posted).await?;
    if errors.is_empty() && papers.is_empty() {
        errors.add("papers", "owed-nothing-chosen");
    }
    if errors.is_empty() {
        let key = Key::new(posted.form.key().ok_or_else(|| Problem::invalid("form-unreadable"))?);
        let command = SupplyOwed {
            materials: papers.hand_in(&room, id).await?,
        };
        match room.ledger.submit::<Applications, _>(&permit, id, command, key).await {
            Ok(receipt) => {
                papers.handed_in(&room, party, receipt.replayed).await;
                return Ok(Redirect::to(&format!("/applications/{id}")).into_response());
            }
            Err(SubmitError::Refused(refusal)) => errors.add("papers", refused(&refusal)),
            Err(other) => {
                papers.discard(&room).await;
                return Err(not_done(other));
            }
        }
    }
    let kept = papers
        .keep(&room, party, &current, &Names::new(&release, &reader.texts))
        .await?;
    let form = posted.form;
    let page = page(&room, &seen, &reader, Again { form, errors, kept })?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(page)).into_response())
}

fn page(room: &ApplicationRoom, seen: &Seen, reader: &Reader, again: Again) -> Result<OwedPage, Problem> {
    let t = &reader.texts;
    let application = &seen.application;
    let release = room.release_of(application).map_err(not_rendered)?;
    let names = Names::new(&release, t);
    let filing = application.filing.as_ref().ok_or(Problem::NotFound)?;
    let calendar = room.calendar(filing.region);
    let in_progress = application.status == Status::InProgress;
    let owed = application.owed.iter().filter(|owed| owed.is_missing() && in_progress);
    let mut boxes: Vec<OwedBox> = owed
        .filter_map(|owed| {
            let day = t.day(&owed.due.deadline.day(&calendar));
            let lamp = match owed.lapsed {
                true => Lamp::new(Shape::Red, t.say("owed-lapsed").with("day", day)),
                false => Lamp::new(Shape::Yellow, t.say("owed-until").with("day", day)),
            };
            boxed(&names, &owed.material, lamp, application.consequence_of_lapse(&owed.material))
        })
        .collect();
    let promised = application.promises.iter().filter(|promised| promised.is_open());
    boxes.extend(promised.filter_map(|promised| {
        let check = promised.check.as_ref();
        let lamp = match check.map(|check| t.day(&check.due.deadline.day(&calendar))) {
            Some(day) => Lamp::new(Shape::Yellow, t.say("promise-checked-until").with("day", day)),
            None => Lamp::new(Shape::Open, t.say("promise-made")),
        };
        let rule = application.promise_rule(&promised.material);
        boxed(&names, &promised.material, lamp, rule.map_or("", |rule| &rule.consequence))
    }));
    if boxes.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(OwedPage {
        chrome: reader.portal("owed-title", Place::Progress),
        errors: again.errors,
        kept: again.kept,
        action: format!("/applications/{}/owed", seen.record),
        back: format!("/applications/{}", seen.record),
        title: called(&names, application),
        boxes,
    })
}

fn boxed(names: &Names<'_>, material: &MaterialId, lamp: Lamp, consequence: &str) -> Option<OwedBox> {
    Some(OwedBox {
        paper: PaperBox::of(names, material)?,
        lamp,
        consequence: names.words(consequence, None),
    })
}
