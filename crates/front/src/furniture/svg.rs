//! Pictures that are drawn here and not escaped again.

use askama::filters::HtmlSafe;
use std::fmt;

/// An SVG of our own making; whoever makes one escapes every text in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Svg(pub String);

impl fmt::Display for Svg {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl HtmlSafe for Svg {}
