use crate::{Matrix, TooLong, qr};

/// A QR code with the words that stand under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    text: String,
    caption: String,
    matrix: Matrix,
}

impl Code {
    /// A code that says `text`, as long as a code can hold it.
    pub fn new(text: &str, caption: &str) -> Result<Code, TooLong> {
        Ok(Code {
            text: text.to_owned(),
            caption: caption.to_owned(),
            matrix: qr(text)?,
        })
    }

    /// What the code says to a reader.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words under it.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// Its squares.
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }
}
