//! `/matters/{matter}/preview`: answer the questions without signing in and see what follows.
//!
//! Without scripts a form whose answers stand in the address; with them the panel changes as one answers.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use front::furniture::Choice;
use front::{Audience, Chrome, FormData, FormErrors, Page, Place, Problem, Reader};
use identity::RegionCode;
use procedure::definition::{Field, Level, Matter};
use procedure::{Answers, Release};

use super::{guide_address, preview_address, start_address};
use crate::consequences::{Consequences, ConsequencesPanel};
use crate::portal::Portal;
use crate::questions::{self, QuestionPanel};
use crate::words::{Names, Words};

/// The field that carries what was answered before.
const BEFORE: &str = "before";
/// The field of the region.
const REGION: &str = "region";

#[derive(Template)]
#[template(path = "pages/preview.html")]
struct PreviewPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    name: Words,
    guide: String,
    here: String,
    start: String,
    regions: Vec<Choice>,
    questions: QuestionPanel,
    count: usize,
    /// What htmx changes beside the panel: questions that come and go, the answers before, the way, the start.
    places: String,
    panel: ConsequencesPanel,
    consequences: Consequences,
    answered: String,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    Path(matter): Path<String>,
    reader: Reader,
    query: RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let edition = portal.catalogue.edition();
    let release = &edition.release;
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let form = FormData::parse(query.0.unwrap_or_default().as_bytes())?;
    let asked = questions::of_matter(release, matter);
    let (answers, errors) = questions::read(release, &[matter], &form);
    let region = region(release, form.value(REGION));
    let before = before(release, matter, &form).unwrap_or_else(|| answers.clone());
    let consequences = Consequences::since(release, &reader.texts, matter, (&before, &answers), region).map_err(|error| {
        tracing::error!(%error, matter = %matter.id, "a guide cannot be shown");
        Problem::Broken
    })?;
    let answered = questions::in_query(&answers);
    let address = address(matter, &answered, form.value(REGION));
    let page = page(
        release,
        &reader,
        matter,
        &asked,
        (form, errors),
        &answers,
        consequences,
        answered,
    );
    let clean_address = headers.contains_key("hx-request").then_some([("hx-replace-url", address)]);
    Ok((clean_address, Page(page)).into_response())
}

#[allow(clippy::too_many_arguments)]
fn page(
    release: &Release,
    reader: &Reader,
    matter: &Matter,
    asked: &[&Field],
    (form, errors): (FormData, FormErrors),
    answers: &Answers,
    consequences: Consequences,
    answered: String,
) -> PreviewPage {
    let texts = &reader.texts;
    let names = Names::new(release, texts);
    let title = texts
        .say("preview-title")
        .with("matter", names.matter(matter).plain())
        .to_string();
    let places = QuestionPanel::places(asked);
    let others = "#answered,#way-card,#start";
    PreviewPage {
        name: names.matter(matter),
        guide: guide_address(&matter.id),
        here: preview_address(&matter.id),
        start: start_address(&matter.id, answers),
        regions: regions(release, &names),
        questions: QuestionPanel::new(release, texts, asked, answers, (&form, &errors), &|_| None),
        count: asked.len(),
        places: if places.is_empty() {
            others.to_owned()
        } else {
            format!("{places},{others}")
        },
        panel: consequences.panel(texts),
        consequences,
        answered,
        form,
        errors,
        chrome: reader.chrome(Audience::Portal, title, Place::Apply),
    }
}

/// The region asked for if the city has it, else the city itself.
fn region(release: &Release, asked: &str) -> RegionCode {
    let city = release.city().city;
    let known = |code: &RegionCode| city.covers(*code) && release.region(*code).is_some();
    asked.parse().ok().filter(known).unwrap_or(city)
}

fn regions(release: &Release, names: &Names<'_>) -> Vec<Choice> {
    let counties = release
        .regions_below(release.city().city)
        .filter(|region| region.level == Level::County);
    counties
        .map(|region| Choice::new(region.code.to_string(), names.region(region.code).plain()))
        .collect()
}

/// What was answered when the page was last shown; none for who comes by a link.
fn before(release: &Release, matter: &Matter, form: &FormData) -> Option<Answers> {
    let shown = form
        .has(BEFORE)
        .then(|| FormData::parse(form.value(BEFORE).as_bytes()).unwrap_or_default())?;
    Some(questions::read(release, &[matter], &shown).0)
}

fn address(matter: &Matter, answered: &str, region: &str) -> String {
    let region = match region.parse::<RegionCode>() {
        Ok(region) => format!("{REGION}={region}"),
        Err(_) => String::new(),
    };
    let query: Vec<&str> = [region.as_str(), answered]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if query.is_empty() {
        preview_address(&matter.id)
    } else {
        format!("{}?{}", preview_address(&matter.id), query.join("&"))
    }
}
