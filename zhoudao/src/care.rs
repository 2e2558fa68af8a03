//! What the commands that care for a city have in common: what they tell, and what of a city is beside its log.

use std::io::{IsTerminal, Write};

use ledger::{Ledger, Stage, Unavailable};

/// The tables beside the log that go with an export, room by room: releases, what was noted about the use of the city, and what is on its way.
pub fn taken_out() -> Vec<&'static str> {
    [
        catalogue::TAKEN_OUT,
        applications::TAKEN_OUT,
        counter::TAKEN_OUT,
        messages::TAKEN_OUT,
        subscriptions::TAKEN_OUT,
        people::TAKEN_OUT,
    ]
    .concat()
}

/// Makes the tables of [`taken_out`] in a new data folder.
///
/// # Errors
/// When the folder cannot be written.
pub fn tables(ledger: &Ledger) -> Result<(), Unavailable> {
    catalogue::beside_the_log(ledger)?;
    applications::beside_the_log(ledger)?;
    counter::beside_the_log(ledger)?;
    messages::beside_the_log(ledger)?;
    subscriptions::beside_the_log(ledger)?;
    people::beside_the_log(ledger)
}

/// Tells whoever waits how far it has come, on stderr: in one line at a terminal, else only when another stage begins.
#[derive(Debug, Default)]
pub struct Told {
    stage: Option<&'static str>,
    hundredth: Option<u64>,
}

impl Told {
    /// Tells it.
    pub fn tell(&mut self, stage: Stage) {
        let (name, done, all) = match stage {
            Stage::Copying => ("copying the database as of this moment", 0, 0),
            Stage::Database { done, all } => ("the database", done, all),
            Stage::Files { done, all } => ("attachments", done, all),
            Stage::Verifying => ("reading again what was written", 0, 0),
            Stage::PuttingBack => ("putting the log back", 0, 0),
        };
        let hundredth = (done * 100).checked_div(all);
        let is_another = self.stage != Some(name);
        if is_another {
            self.end();
            eprint!("{name}");
        }
        if std::io::stderr().is_terminal() && (is_another || hundredth != self.hundredth) {
            if let Some(hundredth) = hundredth {
                eprint!("\r{name} {hundredth} %");
            }
            // Whoever looks on may have left.
            let _ = std::io::stderr().flush();
        }
        self.stage = Some(name);
        self.hundredth = hundredth;
    }

    /// Ends the line.
    pub fn end(&mut self) {
        if self.stage.take().is_some() {
            eprintln!();
        }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        self.end();
    }
}

/// Bytes as people read them.
pub fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use identity::RegionCode;
    use ledger::Options;

    use super::*;

    /// Sessions, codes and counted attempts stay where they are: everybody signs in anew.
    const STAYING: [&str; 4] = ["message_code", "message_throttle", "people_session", "people_throttle"];

    fn tables_of(ledger: &Ledger) -> BTreeSet<String> {
        let named = "SELECT name FROM sqlite_master WHERE type = 'table'";
        let rows = ledger.query_blocking(named, Vec::new()).unwrap();
        rows.iter().map(|row| row.get(0).unwrap()).collect()
    }

    #[test]
    fn what_rooms_keep_beside_the_log_goes_with_an_export_or_is_known_to_stay() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), Options::new(RegionCode::fixed(371_600))).unwrap();
        let before = tables_of(&ledger);
        tables(&ledger).unwrap();
        let beside: BTreeSet<String> = tables_of(&ledger).difference(&before).cloned().collect();
        let known = taken_out().into_iter().chain(STAYING).map(str::to_owned);
        assert_eq!(beside, known.collect());
    }
}
