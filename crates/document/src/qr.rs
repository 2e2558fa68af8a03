//! QR codes, as squares to be drawn.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// White squares that must surround a code for readers to find it (ISO/IEC 18004).
pub const QUIET_ZONE_MODULES: usize = 4;

/// The squares of a QR code, without its quiet zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    size: usize,
    dark: Vec<bool>,
}

/// A text longer than a QR code can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a text of {0} bytes is too long for a QR code")]
pub struct TooLong(pub usize);

/// The code for a text. Level M: about 15 % of it may be creased or stained; more would make the squares smaller, which
/// costs a reader more than a stain does.
pub fn qr(text: &str) -> Result<Matrix, TooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| TooLong(text.len()))?;
    let dark = (0..code.size)
        .flat_map(|row| code[row].iter().map(|module| module.value()))
        .collect();
    Ok(Matrix { size: code.size, dark })
}

impl Matrix {
    /// Squares along one side.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether the square is dark; outside the code none is.
    pub fn dark(&self, row: usize, column: usize) -> bool {
        row < self.size && column < self.size && self.dark[row * self.size + column]
    }

    /// Dark squares joined along each row: row, first column, number of squares.
    pub fn bars(&self) -> Vec<(usize, usize, usize)> {
        let mut bars: Vec<(usize, usize, usize)> = Vec::new();
        for row in 0..self.size {
            for column in (0..self.size).filter(|column| self.dark(row, *column)) {
                match bars.last_mut() {
                    Some((last, first, count)) if *last == row && *first + *count == column => *count += 1,
                    Some(_) | None => bars.push((row, column, 1)),
                }
            }
        }
        bars
    }

    /// The code as a picture for a page, with its quiet zone; `caption` is what a screen reader says. It carries classes
    /// only, so that a strict content policy lets it pass.
    pub fn svg(&self, caption: &str) -> String {
        let side = self.size + 2 * QUIET_ZONE_MODULES;
        let mut path = String::new();
        for (row, column, count) in self.bars() {
            let (x, y) = (column + QUIET_ZONE_MODULES, row + QUIET_ZONE_MODULES);
            let _ = write!(path, "M{x} {y}h{count}v1h-{count}z");
        }
        let caption = crate::html::escape(caption);
        format!(
            r#"<svg class="sheet-qr" viewBox="0 0 {side} {side}" role="img" aria-label="{caption}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="white"/><path d="{path}"/></svg>"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(matrix: &Matrix) -> String {
        const SCALE: usize = 4;
        let side = (matrix.size() + 2 * QUIET_ZONE_MODULES) * SCALE;
        let dark = |x: usize, y: usize| {
            let inside = |at: usize| (at / SCALE).checked_sub(QUIET_ZONE_MODULES);
            matches!((inside(y), inside(x)), (Some(row), Some(column)) if matrix.dark(row, column))
        };
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if dark(x, y) { 0 } else { 255 });
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_says_what_was_put_in() {
        for text in [
            "https://zhengwu.example/check/371625-20261102-000318-7?k=7KQ2MHXW",
            "滨州市 核验码 7KQ2MHXW",
        ] {
            assert_eq!(read(&qr(text).unwrap()), text);
        }
    }

    #[test]
    fn bars_cover_the_dark_squares_exactly() {
        let matrix = qr("https://zhengwu.example/check/1").unwrap();
        let mut covered = vec![false; matrix.size() * matrix.size()];
        for (row, column, count) in matrix.bars() {
            covered[row * matrix.size() + column..][..count].fill(true);
        }
        assert_eq!(covered, matrix.dark);
    }

    #[test]
    fn a_text_too_long_for_a_code_is_refused() {
        assert_eq!(qr(&"x".repeat(3000)), Err(TooLong(3000)));
    }

    #[test]
    fn a_caption_cannot_break_out_of_the_picture() {
        assert!(
            qr("1")
                .unwrap()
                .svg(r#""><script>"#)
                .contains("aria-label=\"&quot;&gt;&lt;script&gt;\"")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn every_address_can_be_read_back(text in "[a-zA-Z0-9:/?=.-]{1,180}") {
            prop_assert_eq!(read(&qr(&text).unwrap()), text);
        }
    }
}
