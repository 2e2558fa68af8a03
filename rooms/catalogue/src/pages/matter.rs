//! `/matters/{matter}`: the guide — what one gets, what will happen, what to bring, on which law, how to begin.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use front::{Audience, Axis, Chrome, FormData, Page, Place, Problem, Reader};
use procedure::definition::{self, Item, Matter};
use procedure::plan::Plan;
use procedure::{Answers, Release};

use super::{preview_address, start_address};
use crate::consequences::Consequences;
use crate::guide::{self, GuideItem, GuideMaterial};
use crate::portal::Portal;
use crate::way;
use crate::words::{Names, Words};

#[derive(Template)]
#[template(path = "pages/matter.html")]
pub(super) struct MatterPage {
    chrome: Chrome,
    address: String,
    name: Words,
    summary: Words,
    audience: Vec<&'static str>,
    /// Those with a place in the published list, then the others.
    certificates: Vec<Certificate>,
    further: Vec<Certificate>,
    organs: Vec<Words>,
    promise: Promise,
    fee: Words,
    visits: u32,
    contact: Words,
    conditions: Vec<Words>,
    law: Vec<Words>,
    frequent: Vec<(Words, Words)>,
    commitment: Option<Commitment>,
    items: Vec<GuideItem>,
    /// Whether none of them depends on the answers.
    all_apply: bool,
    materials: Vec<GuideMaterial>,
    way: Option<Way>,
    questions: usize,
    preview: String,
    start: String,
}

/// What is issued.
struct Certificate {
    number: String,
    name: Words,
    item: Words,
    address: String,
    validity: Words,
}

/// What is promised.
struct Promise {
    days: u32,
    ground: Words,
    counts: Words,
}

/// What the applicant signs.
struct Commitment {
    title: Words,
    statements: Vec<Words>,
    consequences: Words,
}

/// The way through the matter for answers that ask for little or for much of it.
struct Way {
    axis: Axis,
    most: bool,
    items: usize,
    organs: usize,
    days: u32,
    chain: Vec<String>,
    gate: Option<(Words, Words)>,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    Path(matter): Path<String>,
    reader: Reader,
    query: RawQuery,
) -> Result<Page<MatterPage>, Problem> {
    let edition = portal.catalogue.edition();
    let release = &edition.release;
    let matter = release.matter(&matter).ok_or(Problem::NotFound)?;
    let names = Names::new(release, &reader.texts);
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes()).unwrap_or_default();
    let most = query.value("case") != "least";
    let answers = if most {
        edition.most(&matter.id)
    } else {
        edition.least(&matter.id)
    };
    let items: Vec<&Item> = release.items_of(matter).collect();
    let (certificates, further) = certificates(&names, &items);
    let text = |chinese: &str| names.words(chinese, None);
    let texts_of = |lines: &[String]| lines.iter().map(|line| text(line)).collect();
    Ok(Page(MatterPage {
        address: super::guide_address(&matter.id),
        name: names.matter(matter),
        summary: names.words(&matter.summary, matter.summary_en.as_deref()),
        audience: matter.audience.iter().map(audience_key).collect(),
        certificates,
        further,
        organs: guide::organs_of(&names, matter),
        promise: Promise {
            days: matter.promise.limit.days,
            ground: text(&matter.promise.limit.ground),
            counts: text(&matter.promise.counts),
        },
        fee: text(&matter.guide.fee),
        visits: matter.guide.visits,
        contact: text(matter.guide.contact.as_deref().unwrap_or_default()),
        conditions: texts_of(&matter.guide.conditions),
        law: texts_of(&matter.guide.law),
        frequent: matter
            .guide
            .frequent
            .iter()
            .map(|frequent| (text(&frequent.question), text(&frequent.answer)))
            .collect(),
        commitment: matter.commitment.as_ref().map(|commitment| Commitment {
            title: text(&commitment.title),
            statements: texts_of(&commitment.statements),
            consequences: text(&commitment.consequences),
        }),
        materials: guide::materials(&names, &items),
        all_apply: items.iter().all(|item| item.when.is_none()),
        items: items.iter().map(|item| guide::item(&names, item)).collect(),
        way: way(release, &names, matter, &answers, most),
        questions: matter.questions.len(),
        preview: preview_address(&matter.id),
        start: start_address(&matter.id, &Answers::default()),
        chrome: reader.chrome(Audience::Portal, names.matter(matter).plain().to_owned(), Place::Apply),
    }))
}

fn audience_key(audience: &definition::Audience) -> &'static str {
    match audience {
        definition::Audience::Person => "audience-person",
        definition::Audience::Enterprise => "audience-enterprise",
    }
}

/// The certificates with a number, in its order, and the others; without any number, all are of the first kind.
fn certificates(names: &Names<'_>, items: &[&Item]) -> (Vec<Certificate>, Vec<Certificate>) {
    let all: Vec<Certificate> = items.iter().filter_map(|item| certificate(names, item)).collect();
    let (mut numbered, further): (Vec<_>, Vec<_>) = all.into_iter().partition(|certificate| !certificate.number.is_empty());
    numbered.sort_by(|one, other| (one.number.len(), &one.number).cmp(&(other.number.len(), &other.number)));
    if numbered.is_empty() {
        (further, Vec::new())
    } else {
        (numbered, further)
    }
}

fn certificate(names: &Names<'_>, item: &Item) -> Option<Certificate> {
    let certificate = item.certificate.as_ref()?;
    Some(Certificate {
        number: certificate.number.clone().unwrap_or_default(),
        name: names.certificate(certificate),
        item: names.short(item),
        address: way::item_address(&item.id),
        validity: names.words(certificate.validity.as_deref().unwrap_or_default(), None),
    })
}

fn way(release: &Release, names: &Names<'_>, matter: &Matter, answers: &Answers, most: bool) -> Option<Way> {
    let region = release.city().city;
    let consequences = Consequences::of(release, names.texts, matter, answers, region).ok()?;
    let plan: &Plan = consequences.plan.as_ref()?;
    let gate = plan
        .gates
        .first()
        .and_then(|planned| matter.gates.iter().find(|gate| gate.id == planned.gate));
    Some(Way {
        most,
        items: consequences.items.len(),
        organs: consequences.organs.len(),
        days: consequences.schedule.days,
        chain: consequences
            .chain
            .iter()
            .map(|link| {
                names
                    .texts
                    .say("chain-link")
                    .with("step", link.step.plain())
                    .with("days", link.days)
                    .to_string()
            })
            .collect(),
        gate: gate.map(|gate| {
            (
                names.words(&gate.name, gate.name_en.as_deref()),
                names.words(&gate.waiting_for, None),
            )
        }),
        axis: consequences.axis?,
    })
}
