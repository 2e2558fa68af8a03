//! Official documents: certificates, decisions, opinions, letters and receipts.
//!
//! A [`Template`] is pack data; filled with values it becomes a [`Sheet`], which says what stands on the paper and not
//! how. [`layout()`] sets the sheet into pages of placed glyphs and lines, in millimetres; [`pdf()`] writes those pages as
//! PDF/A, and other page formats can read the same pages. [`html()`] shows the same sheet in a browser.
//!
//! Everything here is pure: the same sheet gives the same bytes, on any day, so that a document can be made again and
//! compared by its digest.

mod date;
mod fonts;
mod html;
mod layout;
mod pdf;
mod qr;
mod sheet;
mod template;

pub use date::{Date, NotADate};
pub use fonts::{Face, Fonts};
pub use html::{STYLE, html};
pub use layout::{Glyph, Ink, Item, Manner, PageLayout, Pages, Point, Rect, Run, layout};
pub use pdf::{Unwritable, pdf};
pub use qr::{Matrix, TooLong, qr};
pub use sheet::{
    Block, Border, Cell, Closing, Code, DateStyle, Fact, FactRow, Form, List, Notes, Numbering, Paper, Sheet, Signature,
    SignatureLine, Table, Title,
};
pub use template::{BLOCK_KINDS, Fault, Kind, Problem, TEMPLATE_BYTES_MAX, Template, Unfilled, Values};

/// The PDF of a sheet: layout and writing in one go.
pub fn render(sheet: &Sheet, fonts: &Fonts) -> Result<Vec<u8>, Unwritable> {
    pdf(&layout(sheet, fonts), fonts)
}
