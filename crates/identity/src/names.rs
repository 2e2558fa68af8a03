//! The names that a city pack gives to organs, posts and functions: ASCII, because conditions and addresses use them.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The longest name.
pub const NAME_LENGTH_MAX: usize = 64;

/// Why a text is not a name of the pack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no name: 1 to 64 of a–z, 0–9, - _ and ., the first a letter")]
pub struct NameError {
    /// The text that was given, cut to the longest name.
    pub name: String,
}

fn checked(text: &str) -> Result<Arc<str>, NameError> {
    let fits = text.len() <= NAME_LENGTH_MAX
        && text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'));
    if fits {
        Ok(text.into())
    } else {
        Err(NameError {
            name: text.chars().take(NAME_LENGTH_MAX).collect(),
        })
    }
}

/// The three kinds of name differ in their type only, so that none is taken for another.
macro_rules! name {
    ($(#[$documentation:meta])* $kind:ident) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $kind(Arc<str>);

        impl $kind {
            /// A name written in the source; panics if it is none.
            pub fn fixed(name: &'static str) -> Self {
                name.parse().expect("a name written in the source")
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $kind {
            type Err = NameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                checked(text).map(Self)
            }
        }

        impl TryFrom<String> for $kind {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$kind> for String {
            fn from(name: $kind) -> Self {
                name.0.as_ref().to_owned()
            }
        }

        impl Borrow<str> for $kind {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $kind {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

name!(
    /// An organ: `shengtai-371625`, the ecology and environment bureau of Boxing county.
    OrganId
);
name!(
    /// A post in an organ: `shengtai-371625-handle`.
    PostId
);
name!(
    /// A function that organs and posts carry: who reviews, decides, seals, supervises.
    FunctionId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_ascii() {
        assert_eq!(OrganId::fixed("shengtai-371625").as_str(), "shengtai-371625");
        for text in ["", "3a", "Approval", "生态环境", "a b", ".a", "a/../b", &"a".repeat(65)] {
            assert!(text.parse::<PostId>().is_err(), "{text}");
        }
    }
}
