//! `/drafts/{draft}/place`: who applies, for which project or where. A place can be changed until submission.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use catalogue::Names;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};

use super::draft::the_draft;
use super::passage::{Leg, Passage};
use super::start::{counties, county};
use crate::drafts::{OpenDraft, change};
use crate::pages::trouble::unavailable;
use crate::room::ApplicationRoom;

#[derive(Template)]
#[template(path = "pages/apply/place.html")]
pub(super) struct PlacePage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    passage: Passage,
    action: String,
    next: String,
    facts: Vec<(String, String)>,
    project: String,
    regions: Vec<Choice>,
}

pub(super) async fn show(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
) -> Result<Page<PlacePage>, Problem> {
    let open = the_draft(&room, &current, id).await?;
    let form = FormData::default().filled("region", open.draft.region.to_string());
    Ok(Page(page(&open, &current, &reader, form, FormErrors::default())))
}

pub(super) async fn update(
    State(room): State<ApplicationRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    reader: Reader,
    form: FormData,
) -> Result<Response, Problem> {
    let open = the_draft(&room, &current, id).await?;
    if open.matter.needs_project {
        return Ok(Redirect::to(&format!("/drafts/{id}")).into_response());
    }
    match county(&open.release, form.value("region")) {
        Some(region) => {
            let put = |draft: &mut crate::drafts::Draft| {
                draft.region = region;
                Vec::new()
            };
            change(&room, open.party, id, put)
                .await
                .map_err(unavailable)?
                .ok_or(Problem::NotFound)?;
            Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
        }
        None => {
            let errors = FormErrors::one("region", "apply-region-missing");
            Ok((
                StatusCode::UNPROCESSABLE_ENTITY,
                Page(page(&open, &current, &reader, form, errors)),
            )
                .into_response())
        }
    }
}

fn page(open: &OpenDraft, current: &CurrentActor, reader: &Reader, form: FormData, errors: FormErrors) -> PlacePage {
    let names = Names::new(&open.release, &reader.texts);
    let readiness = open.readiness();
    PlacePage {
        facts: facts(open, current, &names),
        project: open
            .draft
            .project
            .map(|project| format!("/projects/{project}"))
            .unwrap_or_default(),
        regions: if open.matter.needs_project {
            Vec::new()
        } else {
            counties(&names)
        },
        action: format!("/drafts/{}/place", open.id),
        next: readiness.next().address(open.id),
        passage: Passage::at(Leg::Place, open, &readiness, reader),
        chrome: reader.portal("apply", Place::Apply),
        form,
        errors,
    }
}

/// Who applies, for what, where.
pub(super) fn facts(open: &OpenDraft, current: &CurrentActor, names: &Names<'_>) -> Vec<(String, String)> {
    let t = names.texts;
    let mut facts = vec![(
        t.say("apply-matter").to_string(),
        names.matter(&open.matter).plain().to_owned(),
    )];
    facts.push((t.say("apply-applicant").to_string(), current.party_name().to_owned()));
    if let Some(title) = &open.draft.project_title {
        facts.push((t.say("apply-project").to_string(), title.clone()));
    }
    facts.push((
        t.say("apply-region").to_string(),
        names.region(open.draft.region).plain().to_owned(),
    ));
    facts
}
