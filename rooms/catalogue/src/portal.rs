//! The portal as it stands in a running city: the catalogue, and the cards that other rooms put on its home page.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::http::request::Parts;
use front::furniture::Svg;

use crate::catalogue::Catalogue;
use crate::{api, pages};

/// A card beside the search on the home page, such as one's own applications. It is handed the request, from which it
/// takes who reads; the HTML it makes is its own, escaped. None where it has nothing to show.
pub type HomeCard = Arc<dyn Fn(Parts) -> Pin<Box<dyn Future<Output = Option<Svg>> + Send>> + Send + Sync>;

/// The public pages of the catalogue. Cheap to clone.
#[derive(Clone)]
pub struct Portal {
    pub(crate) catalogue: Catalogue,
    cards: Vec<HomeCard>,
}

impl Portal {
    /// The portal of a catalogue.
    #[must_use]
    pub fn new(catalogue: Catalogue) -> Self {
        Self {
            catalogue,
            cards: Vec::new(),
        }
    }

    /// With a card of another room, below those that are there already.
    #[must_use]
    pub fn with_card(mut self, card: HomeCard) -> Self {
        self.cards.push(card);
        self
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    pub(crate) async fn cards(&self, parts: &Parts) -> Vec<Svg> {
        let mut shown = Vec::new();
        for card in &self.cards {
            shown.extend(card(parts.clone()).await);
        }
        shown
    }
}

impl std::fmt::Debug for Portal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Portal({:?}, {} cards)", self.catalogue, self.cards.len())
    }
}
