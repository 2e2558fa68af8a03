//! Which look: how addresses, forms and programs name one hour of somebody's looks at one thing.

use std::fmt;
use std::str::FromStr;

use authority::Party;
use calendar::Moment;
use identity::{PostId, RecordId};
use ledger::{Ledger, Unavailable, values};
use sha2::{Digest, Sha256};

use super::record::About;
use crate::looks::{LookRow, NO_APPLICATION, What, party_id};
use crate::side::hour_of;

/// One row of the looks at what belongs to a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LookName {
    pub(crate) hour: i64,
    pub(crate) looker: RecordId,
    pub(crate) application: Option<RecordId>,
    pub(crate) what: What,
    pub(crate) post: PostId,
}

impl LookName {
    /// The name of a row; none for one whose post is no post's name.
    pub(crate) fn of(row: &LookRow) -> Option<Self> {
        Some(Self {
            hour: hour_of(row.last),
            looker: row.account,
            application: row.application,
            what: row.what,
            post: row.post.parse().ok()?,
        })
    }

    /// Whether a question is about it.
    pub(crate) fn is_of(&self, about: &About) -> bool {
        let who = about.looker == self.looker && about.post == self.post;
        who && about.hour == self.hour && about.application == self.application && about.what == self.what.as_str()
    }

    /// The record of the question about it: the same for whoever of the party asks.
    pub(crate) fn question(&self, party: Party) -> RecordId {
        let digest = Sha256::digest(format!("look-question:{party}:{self}"));
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
        RecordId::from_bytes(bytes)
    }

    /// When last in that hour; none where there was no such look.
    pub(crate) async fn last(&self, ledger: &Ledger, party: Party) -> Result<Option<Moment>, Unavailable> {
        let rows = ledger
            .query(
                "SELECT last FROM counter_look WHERE city = $1 AND party = $2 AND hour = $3 AND account = $4 AND application = $5
                 AND what = $6 AND post = $7",
                values![
                    ledger.city(),
                    party_id(party),
                    self.hour,
                    self.looker,
                    self.application.unwrap_or(NO_APPLICATION),
                    self.what.as_str(),
                    self.post.as_str()
                ],
            )
            .await?;
        rows.first().map(|row| row.get(0)).transpose()
    }
}

impl fmt::Display for LookName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let application = self.application.unwrap_or(NO_APPLICATION);
        write!(
            formatter,
            "{}.{}.{application}.{}.{}",
            self.hour,
            self.looker,
            self.what.as_str(),
            self.post
        )
    }
}

/// A text that names no look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this names no look")]
pub(crate) struct NoLook;

impl FromStr for LookName {
    type Err = NoLook;

    fn from_str(text: &str) -> Result<Self, NoLook> {
        let parts: Vec<&str> = text.splitn(5, '.').collect();
        let [hour, looker, application, what, post] = parts[..] else {
            return Err(NoLook);
        };
        let application: RecordId = application.parse().map_err(|_| NoLook)?;
        Ok(Self {
            hour: hour.parse().map_err(|_| NoLook)?,
            looker: looker.parse().map_err(|_| NoLook)?,
            application: (application != NO_APPLICATION).then_some(application),
            what: What::named(what).ok_or(NoLook)?,
            post: post.parse().map_err(|_| NoLook)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_named_and_found_again_by_its_name() {
        for application in [None, Some(RecordId::from_bytes([7; 16]))] {
            let name = LookName {
                hour: 498_000,
                looker: RecordId::from_bytes([3; 16]),
                application,
                what: What::Paper,
                post: "approval-371625-handle".parse().unwrap(),
            };
            assert_eq!(name.to_string().parse(), Ok(name));
        }
        assert_eq!("1.2.3".parse::<LookName>(), Err(NoLook));
    }
}
