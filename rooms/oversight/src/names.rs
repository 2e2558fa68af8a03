//! Names of applicants and colleagues, fetched for a whole page at once; persons who apply are masked, as in every list.

use std::collections::BTreeMap;

use identity::{RecordId, mask_name};
use ledger::{Ledger, Unavailable};
use people::views;

/// Names as a list shows them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    persons: BTreeMap<RecordId, String>,
    enterprises: BTreeMap<RecordId, String>,
}

impl Names {
    pub(crate) async fn of(ledger: &Ledger, wanted: impl IntoIterator<Item = RecordId>) -> Result<Self, Unavailable> {
        let mut wanted: Vec<RecordId> = wanted.into_iter().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let persons = views::names(ledger, &wanted).await?;
        let mut enterprises = BTreeMap::new();
        for applicant in wanted.into_iter().filter(|applicant| !persons.contains_key(applicant)) {
            if let Some(name) = views::enterprise_name(ledger, applicant).await? {
                enterprises.insert(applicant, name);
            }
        }
        Ok(Self { persons, enterprises })
    }

    /// An applicant: an enterprise by its public name, a person masked.
    pub(crate) fn applicant(&self, applicant: RecordId) -> String {
        match (self.enterprises.get(&applicant), self.persons.get(&applicant)) {
            (Some(enterprise), _) => enterprise.clone(),
            (None, Some(person)) => mask_name(person),
            (None, None) => String::new(),
        }
    }

    /// A colleague.
    pub(crate) fn colleague(&self, account: RecordId) -> String {
        self.persons.get(&account).cloned().unwrap_or_default()
    }
}
