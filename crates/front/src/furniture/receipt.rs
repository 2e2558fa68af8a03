//! Proof that something was received.

use super::Svg;
use crate::{Texts, texts::dates};
use calendar::Moment;

/// What a receipt says.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// 收到了您的申请
    pub title: String,
    /// 371625-20261102-000318-7
    pub number: String,
    /// When, with the year.
    pub time: String,
    /// The same for machines.
    pub machine_time: String,
    /// With which one can look without signing in; may be empty.
    pub query_code: String,
    /// More terms and facts.
    pub facts: Vec<(String, String)>,
    /// Its place in the log, for whoever wants to check.
    pub position: Option<u64>,
    /// Where that can be checked.
    pub verify_address: String,
    /// A two-dimensional code as SVG of our own making.
    pub code: Option<Svg>,
}

impl Receipt {
    /// A receipt for what was received at `at`.
    pub fn new(texts: &Texts, title: impl ToString, number: impl ToString, at: Moment) -> Receipt {
        Receipt {
            title: title.to_string(),
            number: number.to_string(),
            time: texts.long_moment(&at),
            machine_time: dates::machine_time(&at),
            query_code: String::new(),
            facts: Vec::new(),
            position: None,
            verify_address: String::new(),
            code: None,
        }
    }
}
