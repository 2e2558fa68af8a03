//! Questions about looks (PIPL 44, 48, 50): whoever finds a look in the list may ask what it was for, once a look. The head
//! of the organ whose member looked answers, or whoever watches over the region; never the one who looked.

mod asking;
mod list;
mod look;
pub(crate) mod record;

pub(crate) use asking::{Asking, answer, answerable, ask};
pub(crate) use list::{Standing, of_desk, of_party};
pub(crate) use look::LookName;
pub(crate) use record::{LookQuestion, LookQuestions};
