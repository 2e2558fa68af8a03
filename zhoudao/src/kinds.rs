//! Every kind of record that the rooms of a city keep, and how its rows are compared with the log: the one list for whoever looks
//! whether all of them follow from it.

use administration::record::Releases;
use almanac::record::Days;
use applications::record::Applications;
use ledger::{Difference, Ledger, Record, Unavailable};
use messages::record::Messages;
use oversight::record::{ExportRecord, Inquiries};
use people::{Account, Authorisation, Enterprise, Service};
use privacy::record::DataRequests;
use projects::record::Project;
use subscriptions::record::{Disclosures, Subscriptions};

/// Kinds of record whose rows are compared together.
pub struct Compared {
    /// The kinds.
    pub kinds: &'static [&'static str],
    compare: fn(&Ledger) -> Result<Vec<Difference>, Unavailable>,
}

/// Room by room.
pub const ALL: &[Compared] = &[
    one::<Account>(),
    one::<Enterprise>(),
    one::<Authorisation>(),
    one::<Service>(),
    one::<Project>(),
    one::<Applications>(),
    one::<Days>(),
    one::<Messages>(),
    one::<Inquiries>(),
    one::<ExportRecord>(),
    Compared {
        kinds: &review::KINDS,
        compare: review::differences,
    },
    Compared {
        kinds: &counter::KINDS,
        compare: counter::differences,
    },
    one::<Releases>(),
    one::<DataRequests>(),
    one::<Subscriptions>(),
    one::<Disclosures>(),
];

const fn one<R: Record>() -> Compared {
    Compared {
        kinds: const { &[R::KIND] },
        compare: |ledger| ledger.verify_fold::<R>(),
    }
}

impl Compared {
    /// The rows that are not what the log says. For a thread that may wait.
    ///
    /// # Errors
    /// When the tables cannot be compared, and which.
    pub fn differences(&self, ledger: &Ledger) -> anyhow::Result<Vec<Difference>> {
        let unreadable = |error| anyhow::anyhow!("the index tables of {} cannot be compared: {error}", self.kinds.join(", "));
        (self.compare)(ledger).map_err(unreadable)
    }
}

/// The rows of all kinds that are not what the log says. For a thread that may wait.
///
/// # Errors
/// When the tables of a kind cannot be compared, and which.
pub fn differences(ledger: &Ledger) -> anyhow::Result<Vec<Difference>> {
    let mut all = Vec::new();
    for compared in ALL {
        all.extend(compared.differences(ledger)?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::city::Foundation;
    use crate::demo;
    use crate::gateways::Ways;
    use crate::stored::Stored;

    #[tokio::test(flavor = "multi_thread")]
    async fn every_kind_that_the_rooms_of_a_city_keep_is_compared() {
        let folder = tempfile::tempdir().unwrap();
        let options = Stored::default().options(folder.path()).unwrap();
        let sample = Some(Arc::new(demo::sample().unwrap()));
        let city = Foundation::open(folder.path(), options, "http://127.0.0.1", sample, &Ways::None);
        let city = city.await.unwrap();
        let compared: BTreeSet<&str> = ALL.iter().flat_map(|compared| compared.kinds).copied().collect();
        assert_eq!(compared, city.ledger.kinds().into_iter().collect());
        let compared = tokio::task::block_in_place(|| differences(&city.ledger));
        assert_eq!(compared.unwrap(), []);
    }
}
