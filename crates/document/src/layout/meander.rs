//! The frame of a certificate: a band of meanders (回纹) between two rules, with a square at each corner.

use super::page::{Ink, Item, Point, Rect};

/// Width of the band.
const BAND: f64 = 5.0;

/// About how long one meander is; it is stretched so that a whole number of them fills a side.
const STEP: f64 = 6.0;

/// One meander in a square of side 1: up, across, and wound inwards.
const FIGURE: [(f64, f64); 8] = [
    (0.0, 1.0),
    (0.0, 0.0),
    (0.8, 0.0),
    (0.8, 0.72),
    (0.3, 0.72),
    (0.3, 0.38),
    (0.52, 0.38),
    (0.52, 0.5),
];

/// The frame whose outer edge is this rectangle.
pub(crate) fn frame(outer: Rect) -> Vec<Item> {
    let inner = outer.shrunk(BAND);
    let thin = inner.shrunk(1.2);
    let heavy = Item::Stroke {
        lines: vec![outer.outline()],
        width: 0.7,
        ink: Ink::Bronze,
    };
    let rules = Item::Stroke {
        lines: vec![inner.outline(), thin.outline()],
        width: 0.25,
        ink: Ink::Bronze,
    };
    let mut figures = Vec::new();
    let band = outer.shrunk(0.9);
    let depth = BAND - 1.8;
    let (left, top, right, bottom) = (band.x, band.y, band.x + band.width, band.y + band.height);
    let corner = depth + 0.9;
    figures.extend(side(band.width - 2.0 * corner, depth, |along, across| {
        (left + corner + along, top + across)
    }));
    figures.extend(side(band.width - 2.0 * corner, depth, |along, across| {
        (right - corner - along, bottom - across)
    }));
    figures.extend(side(band.height - 2.0 * corner, depth, |along, across| {
        (right - across, top + corner + along)
    }));
    figures.extend(side(band.height - 2.0 * corner, depth, |along, across| {
        (left + across, bottom - corner - along)
    }));
    for (x, y) in [
        (left, top),
        (right - depth, top),
        (left, bottom - depth),
        (right - depth, bottom - depth),
    ] {
        let square = Rect::new(x, y, depth, depth);
        figures.extend([square.outline(), diamond(square.shrunk(0.5))]);
    }
    let figures = Item::Stroke {
        lines: figures,
        width: 0.28,
        ink: Ink::Bronze,
    };
    vec![heavy, rules, figures]
}

/// Meanders along one side, laid by a function from "so far along, so far across".
fn side(length: f64, depth: f64, lay: impl Fn(f64, f64) -> (f64, f64)) -> Vec<Vec<Point>> {
    let count = (length / STEP).round().max(1.0);
    let step = length / count;
    let figures = (0..count as usize).map(|index| {
        let points = FIGURE.map(|(along, across)| {
            let (x, y) = lay((index as f64 + along) * step, across * depth);
            Point::new(x, y)
        });
        // The figures hang together along the edge of the band.
        let (x, y) = lay((index as f64 + 1.0) * step, depth);
        let (from_x, from_y) = lay(index as f64 * step, depth);
        [points.to_vec(), vec![Point::new(from_x, from_y), Point::new(x, y)]]
    });
    figures.flatten().collect()
}

/// A square on its corner. Squares within squares would look like the marks by which readers find a code.
fn diamond(square: Rect) -> Vec<Point> {
    let (middle_x, middle_y) = (square.x + square.width / 2.0, square.y + square.height / 2.0);
    let (right, bottom) = (square.x + square.width, square.y + square.height);
    let corners = [
        (middle_x, square.y),
        (right, middle_y),
        (middle_x, bottom),
        (square.x, middle_y),
        (middle_x, square.y),
    ];
    corners.map(|(x, y)| Point::new(x, y)).to_vec()
}
