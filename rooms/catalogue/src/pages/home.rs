//! `/`: what would you like to get done?

use askama::Template;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use front::furniture::Svg;
use front::{Chrome, Page, Place, Reader};

use super::tile::{Shelf, Tile, tiles};
use crate::portal::Portal;
use crate::way::item_address;
use crate::words::{Names, Words};

#[derive(Template)]
#[template(path = "pages/home.html")]
pub(super) struct HomePage {
    chrome: Chrome,
    shelves: Vec<(String, Vec<Tile>)>,
    /// What people know by name: the numbered certificates.
    certificates: Vec<Certificate>,
    cards: Vec<Svg>,
}

/// A certificate and the item that leads to it.
struct Certificate {
    number: String,
    address: String,
    name: Words,
    item: Words,
}

/// The same for whoever reads in large type (长辈模式): what most come for, one under the other.
#[derive(Template)]
#[template(path = "pages/home_large.html")]
struct LargeHomePage {
    chrome: Chrome,
    tiles: Vec<Tile>,
    cards: Vec<Svg>,
}

pub(super) async fn show(State(portal): State<Portal>, reader: Reader, parts: Parts) -> Response {
    let edition = portal.catalogue.edition();
    let names = Names::new(&edition.release, &reader.texts);
    if reader.elder {
        let page = LargeHomePage {
            tiles: tiles(&edition, &names, Shelf::People),
            cards: portal.cards(&parts).await,
            chrome: reader.portal("home-title", Place::Home),
        };
        return Page(page).into_response();
    }
    let shelves = Shelf::ALL
        .into_iter()
        .map(|shelf| (reader.texts.say(shelf.key()).to_string(), tiles(&edition, &names, shelf)))
        .filter(|(_, tiles)| !tiles.is_empty())
        .collect();
    Page(HomePage {
        certificates: certificates(&names),
        shelves,
        cards: portal.cards(&parts).await,
        chrome: reader.portal("home-title", Place::Home),
    })
    .into_response()
}

fn certificates(names: &Names<'_>) -> Vec<Certificate> {
    let mut certificates: Vec<Certificate> = Vec::new();
    for item in names.release.matters().flat_map(|matter| names.release.items_of(matter)) {
        let Some((certificate, number)) = item.certificate.as_ref().and_then(|one| Some((one, one.number.clone()?))) else {
            continue;
        };
        if !certificates.iter().any(|known| known.number == number) {
            certificates.push(Certificate {
                number,
                address: item_address(&item.id),
                name: names.certificate(certificate),
                item: names.short(item),
            });
        }
    }
    certificates.sort_by(|one, other| (one.number.len(), &one.number).cmp(&(other.number.len(), &other.number)));
    certificates
}
