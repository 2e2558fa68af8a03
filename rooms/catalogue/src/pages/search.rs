//! `/search?q=…`: matters and items that fit what somebody typed.

use askama::Template;
use axum::extract::{RawQuery, State};
use front::{Audience, Chrome, FormData, Page, Place, Reader};

use super::guide_address;
use crate::catalogue::Edition;
use crate::portal::Portal;
use crate::search::Found;
use crate::way::item_address;
use crate::words::{Names, Words};

#[derive(Template)]
#[template(path = "pages/search.html")]
pub(super) struct SearchPage {
    chrome: Chrome,
    query: String,
    hits: Vec<Hit>,
}

/// Something found.
struct Hit {
    address: String,
    kind: &'static str,
    name: Words,
    words: Words,
}

pub(super) async fn show(State(portal): State<Portal>, reader: Reader, query: RawQuery) -> Page<SearchPage> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes()).unwrap_or_default();
    let query = query.value("q").trim().to_owned();
    let edition = portal.catalogue.edition();
    let names = Names::new(&edition.release, &reader.texts);
    let hits = edition
        .index
        .search(&query)
        .into_iter()
        .filter_map(|found| hit(&edition, &names, found));
    let title = reader.texts.say("search-title").with("query", &query).to_string();
    Page(SearchPage {
        hits: hits.collect(),
        chrome: reader.chrome(Audience::Portal, title, Place::Apply),
        query,
    })
}

fn hit(edition: &Edition, names: &Names<'_>, found: &Found) -> Option<Hit> {
    match found {
        Found::Matter(id) => {
            let matter = edition.release.matter(id.as_str())?;
            Some(Hit {
                address: guide_address(id),
                kind: "search-matter",
                name: names.matter(matter),
                words: names.words(&matter.summary, matter.summary_en.as_deref()),
            })
        }
        Found::Item(id) => {
            let item = edition.release.item(id)?;
            Some(Hit {
                address: item_address(id),
                kind: "search-item",
                name: names.item(item),
                words: item
                    .certificate
                    .as_ref()
                    .map(|certificate| names.certificate(certificate))
                    .unwrap_or_default(),
            })
        }
    }
}
