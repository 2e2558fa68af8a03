//! `/matters`: everything that can be applied for.

use askama::Template;
use axum::extract::State;
use front::{Chrome, Page, Place, Reader};
use procedure::definition::Item;

use super::tile::{Shelf, Tile, tiles};
use crate::portal::Portal;
use crate::way::item_address;
use crate::words::{Names, Words};

#[derive(Template)]
#[template(path = "pages/matters.html")]
pub(super) struct MattersPage {
    chrome: Chrome,
    shelves: Vec<(String, Vec<Tile>)>,
    items: Vec<Line>,
}

/// An item in the list of all.
struct Line {
    address: String,
    name: Words,
    certificate: Option<Words>,
}

pub(super) async fn index(State(portal): State<Portal>, reader: Reader) -> Page<MattersPage> {
    let edition = portal.catalogue.edition();
    let names = Names::new(&edition.release, &reader.texts);
    let mut items: Vec<&Item> = Vec::new();
    for item in edition.release.matters().flat_map(|matter| edition.release.items_of(matter)) {
        if !items.iter().any(|known| known.id == item.id) {
            items.push(item);
        }
    }
    Page(MattersPage {
        shelves: Shelf::ALL
            .into_iter()
            .map(|shelf| (reader.texts.say(shelf.key()).to_string(), tiles(&edition, &names, shelf)))
            .filter(|(_, tiles)| !tiles.is_empty())
            .collect(),
        items: items
            .into_iter()
            .map(|item| Line {
                address: item_address(&item.id),
                name: names.item(item),
                certificate: item.certificate.as_ref().map(|certificate| names.certificate(certificate)),
            })
            .collect(),
        chrome: reader.portal("matters-title", Place::Apply),
    })
}
