//! What the commands that care for a city have in common: what they tell, and what of a city is beside its log.

use std::io::{IsTerminal, Write};

use calendar::Moment;
use ledger::{Beside, Ledger, Stage, Unavailable};

/// What the rooms keep beside the log: releases, what was noted about the use of the city, and what is on its way.
pub const BESIDE_THE_LOG: [Beside; 6] = [
    catalogue::BESIDE_THE_LOG,
    applications::BESIDE_THE_LOG,
    counter::BESIDE_THE_LOG,
    messages::BESIDE_THE_LOG,
    subscriptions::BESIDE_THE_LOG,
    people::BESIDE_THE_LOG,
];

/// Makes the tables beside the log, where no room was opened yet.
///
/// # Errors
/// When the ledger cannot write.
pub fn tables(ledger: &Ledger) -> Result<(), Unavailable> {
    BESIDE_THE_LOG.iter().try_for_each(|beside| ledger.keep_beside(beside))
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

/// A moment by the clock on the wall.
pub fn to_the_minute(moment: Moment) -> String {
    let minute = moment.minute_of_day();
    format!("{} {:02}:{:02}", moment.day(), minute / 60, minute % 60)
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
        let taken_out = BESIDE_THE_LOG.iter().flat_map(|beside| beside.taken_out.iter().copied());
        let known = taken_out.chain(STAYING).map(str::to_owned);
        assert_eq!(beside, known.collect());
    }
}
