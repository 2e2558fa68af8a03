//! My newest projects, as a card on the portal's home page.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use catalogue::HomeCard;
use front::furniture::Svg;
use front::{Reader, Texts};
use people::CurrentActor;
use std::sync::Arc;

use super::list::may_open;
use super::project_address;
use crate::room::ProjectRoom;
use crate::views::own;

/// How many projects the card names.
const NAMED_MAX: usize = 3;

#[derive(Template)]
#[template(path = "pages/card.html")]
struct Card<'a> {
    t: &'a Texts,
    lines: Vec<(String, String)>,
    total: usize,
}

/// The card of a room; it is there for whom may register projects or has some to see.
pub(crate) fn home_card(room: &ProjectRoom) -> HomeCard {
    let room = room.clone();
    Arc::new(move |parts| {
        let room = room.clone();
        Box::pin(async move { card(&room, parts).await })
    })
}

async fn card(room: &ProjectRoom, mut parts: Parts) -> Option<Svg> {
    let reader = Reader::from_request_parts(&mut parts, &()).await.ok()?;
    let current = CurrentActor::from_request_parts(&mut parts, &()).await.ok()?;
    current.actor.party()?;
    let rows = match own(&room.ledger, &current.actor).await {
        Ok(rows) => rows,
        Err(error) => {
            tracing::error!(%error, "no card of projects");
            return None;
        }
    };
    if rows.is_empty() && !may_open(room, &current) {
        return None;
    }
    let card = Card {
        t: &reader.texts,
        total: rows.len(),
        lines: rows
            .into_iter()
            .take(NAMED_MAX)
            .map(|row| (project_address(row.record), row.title))
            .collect(),
    };
    card.render().ok().map(Svg)
}
