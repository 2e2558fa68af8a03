//! `/items/{item}`: one item — who decides it on which law, in which steps, with which papers, into which certificate.

use askama::Template;
use axum::extract::{Path, State};
use front::{Audience, Chrome, Page, Place, Problem, Reader};
use procedure::definition::ItemId;

use super::guide_address;
use crate::guide::{self, GuideItem, GuideMaterial, GuideStep};
use crate::portal::Portal;
use crate::words::{Names, Words};

#[derive(Template)]
#[template(path = "pages/item.html")]
pub(super) struct ItemPage {
    chrome: Chrome,
    item: GuideItem,
    kind: Words,
    deciders: Vec<Words>,
    statutory: Option<Statutory>,
    validity: Words,
    law: Vec<Words>,
    steps: Vec<GuideStep>,
    materials: Vec<GuideMaterial>,
    /// The matters in which one applies for it.
    matters: Vec<(String, Words)>,
}

/// The limit that the law gives.
struct Statutory {
    days: u32,
    key: &'static str,
    ground: Words,
}

pub(super) async fn show(
    State(portal): State<Portal>,
    Path(item): Path<String>,
    reader: Reader,
) -> Result<Page<ItemPage>, Problem> {
    let edition = portal.catalogue.edition();
    let release = &edition.release;
    let names = Names::new(release, &reader.texts);
    let item = release.item(&ItemId::from(item.as_str())).ok_or(Problem::NotFound)?;
    let matters = release.matters().filter(|matter| matter.items.contains(&item.id));
    let validity = item
        .certificate
        .as_ref()
        .and_then(|certificate| certificate.validity.as_deref());
    Ok(Page(ItemPage {
        kind: names.words(&item.kind, None),
        deciders: guide::deciders(&names, item),
        statutory: item.statutory.as_ref().map(|limit| Statutory {
            days: limit.days,
            key: match limit.unit {
                calendar::Unit::Working => "limit-working",
                calendar::Unit::Calendar => "limit-calendar",
            },
            ground: names.words(&limit.ground, None),
        }),
        validity: names.words(validity.unwrap_or_default(), None),
        law: item.law.iter().map(|line| names.words(line, None)).collect(),
        steps: guide::steps(&names, item),
        materials: guide::materials(&names, &[item]),
        matters: matters
            .map(|matter| (guide_address(&matter.id), names.matter(matter)))
            .collect(),
        chrome: reader.chrome(Audience::Portal, names.item(item).plain().to_owned(), Place::Apply),
        item: guide::item(&names, item),
    }))
}
