//! The card on the portal's home page: my applications, or how to look one up without signing in.

use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use catalogue::{HomeCard, Names};
use front::furniture::{Lamp, Svg};
use front::{Reader, Texts};
use people::CurrentActor;

use super::called::in_words;
use super::list::{self, DraftLine};
use crate::room::ApplicationRoom;
use crate::views::own;

/// Applications shown on the card, and unfinished ones before them.
const SHOWN: usize = 3;

#[derive(Template)]
#[template(path = "pages/home_card.html")]
struct Card<'a> {
    t: &'a Texts,
    signed_in: bool,
    /// How many applications there are.
    count: usize,
    drafts: Vec<DraftLine>,
    lines: Vec<Line>,
}

struct Line {
    title: String,
    address: String,
    lamp: Lamp,
}

impl ApplicationRoom {
    /// The card for the portal's home page.
    #[must_use]
    pub fn home_card(&self) -> HomeCard {
        let room = self.clone();
        Arc::new(move |parts| {
            let room = room.clone();
            Box::pin(async move { room.card(parts).await })
        })
    }

    async fn card(&self, mut parts: Parts) -> Option<Svg> {
        let reader = Reader::from_request_parts(&mut parts, &()).await.ok()?;
        let current = CurrentActor::from_request_parts(&mut parts, &()).await.ok()?;
        let release = self.catalogue.current();
        let names = Names::new(&release, &reader.texts);
        let (rows, drafts) = match current.actor.party() {
            Some(_) => (
                own(&self.ledger, &current.actor).await.ok()?,
                list::drafts(self, &names, &current.actor, SHOWN).await.ok()?,
            ),
            None if current.is_signed_in() => return None,
            None => (Vec::new(), Vec::new()),
        };
        let count = rows.len();
        let line = |row: crate::views::ApplicationRow| Line {
            lamp: list::lamp(&reader.texts, &row),
            address: format!("/applications/{}", row.record),
            title: in_words(&names, &row.title, &row.matter, row.region),
        };
        let lines = rows.into_iter().take(SHOWN).map(line).collect();
        let card = Card {
            t: &reader.texts,
            signed_in: current.is_signed_in(),
            count,
            drafts,
            lines,
        };
        card.render().ok().map(Svg)
    }
}
