use super::page::{Item, Point, Rect};
use std::rc::Rc;

/// A horizontal slice of a block that no page break divides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strip {
    /// Room above it, dropped at the head of a page.
    pub above: f64,
    /// Its own height.
    pub height: f64,
    /// What it draws, from its own upper left corner.
    pub items: Vec<Item>,
    /// It stands on the same page as what follows.
    pub keep: bool,
    /// Its share of the room that is left over on a certificate, put above it.
    pub stretch: f64,
    /// What is drawn once more above it when it comes first on a page: the head of a table.
    pub head: Option<Rc<Strip>>,
    /// Where a seal belongs.
    pub seal: Option<Rect>,
}

impl Strip {
    pub fn new(height: f64, items: Vec<Item>) -> Strip {
        Strip {
            height,
            items,
            ..Strip::default()
        }
    }

    pub fn above(self, above: f64) -> Strip {
        Strip { above, ..self }
    }

    pub fn kept(self) -> Strip {
        Strip { keep: true, ..self }
    }

    pub fn stretching(self, stretch: f64) -> Strip {
        Strip { stretch, ..self }
    }

    pub fn items_at(&self, at: Point) -> impl Iterator<Item = Item> {
        self.items.clone().into_iter().map(move |item| item.moved(at))
    }
}
