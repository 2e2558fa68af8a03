//! Names of those who hold steps, act and apply, fetched for a whole page at once.

use std::collections::BTreeMap;

use front::Texts;
use identity::{RecordId, mask_name};
use ledger::Unavailable;
use people::views::{self, Away};

use crate::desks::Desks;

/// Names of persons and enterprises.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    persons: BTreeMap<RecordId, String>,
    enterprises: BTreeMap<RecordId, String>,
    /// Who is away today.
    away: BTreeMap<RecordId, Away>,
}

impl Names {
    /// The names of colleagues, and of applicants whichever kind they are.
    pub(crate) async fn of(
        desks: &Desks,
        colleagues: impl IntoIterator<Item = RecordId>,
        applicants: impl IntoIterator<Item = RecordId>,
    ) -> Result<Self, Unavailable> {
        let mut applicants: Vec<RecordId> = applicants.into_iter().collect();
        applicants.sort_unstable();
        applicants.dedup();
        let colleagues: Vec<RecordId> = colleagues.into_iter().collect();
        let away = match colleagues.is_empty() {
            true => Vec::new(),
            false => views::away_today(desks.ledger()).await?,
        };
        let away: BTreeMap<RecordId, Away> = away
            .into_iter()
            .filter(|away| colleagues.contains(&away.account))
            .map(|away| (away.account, away))
            .collect();
        let deputies = away.values().filter_map(|away| away.absence.deputy);
        let mut accounts: Vec<RecordId> = colleagues
            .iter()
            .copied()
            .chain(deputies)
            .chain(applicants.iter().copied())
            .collect();
        accounts.sort_unstable();
        accounts.dedup();
        let persons = views::names(desks.ledger(), &accounts).await?;
        let mut enterprises = BTreeMap::new();
        // An enterprise is remembered by the ledger once it has been looked at: no question to the disk for each row.
        for applicant in applicants.into_iter().filter(|applicant| !persons.contains_key(applicant)) {
            if let Some(name) = views::enterprise_name(desks.ledger(), applicant).await? {
                enterprises.insert(applicant, name);
            }
        }
        Ok(Self {
            persons,
            enterprises,
            away,
        })
    }

    /// A colleague's name; empty once it has been erased.
    pub(crate) fn colleague(&self, account: RecordId) -> &str {
        self.persons.get(&account).map_or("", String::as_str)
    }

    /// A colleague's name where it stands for who has something: whoever is away is said to be, with who stands in.
    pub(crate) fn holder(&self, texts: &Texts, account: RecordId) -> String {
        let name = self.colleague(account);
        let Some(away) = self.away.get(&account) else {
            return name.to_owned();
        };
        let until = texts.day(&away.absence.until);
        match away.absence.deputy {
            Some(deputy) => texts
                .say("desk-holder-away-deputy")
                .with("name", name)
                .with("until", until)
                .with("deputy", self.colleague(deputy))
                .to_string(),
            None => texts
                .say("desk-holder-away")
                .with("name", name)
                .with("until", until)
                .to_string(),
        }
    }

    /// Somebody's name where it is not needed in full; empty once it has been erased.
    pub(crate) fn masked(&self, account: RecordId) -> String {
        self.persons.get(&account).map(|name| mask_name(name)).unwrap_or_default()
    }

    /// An applicant as lists show it: an enterprise by its public name, a person masked.
    pub(crate) fn applicant(&self, applicant: RecordId) -> String {
        match (self.enterprises.get(&applicant), self.persons.get(&applicant)) {
            (Some(enterprise), _) => enterprise.clone(),
            (None, Some(person)) => mask_name(person),
            (None, None) => String::new(),
        }
    }
}
