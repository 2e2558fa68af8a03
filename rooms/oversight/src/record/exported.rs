//! An export: that a list was taken out of the house, by whom, how much of it and with which filters. One event each.

use authority::acts;
use identity::{RecordId, RegionCode};
use ledger::{CommandOf, Context, Decision, Keeping, Record, Rows, Secret, Stamp};
use serde::{Deserialize, Serialize};

/// The kind of record.
#[derive(Clone, Copy, Debug)]
pub enum ExportRecord {}

/// Writes down that a list was exported.
#[derive(Clone, Debug)]
pub struct Export {
    /// Of which region.
    pub region: RegionCode,
    /// The filters, as the address says them; what was searched for is kept apart.
    pub filter: String,
    /// How many rows.
    pub rows: u32,
    /// SHA-256 of the file, in hexadecimal.
    pub digest: String,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Exported {
    /// A list was exported. Its filters are in the vault: they may hold words that somebody searched for.
    Exported {
        /// Of which region.
        region: RegionCode,
        /// How many rows.
        rows: u32,
        /// SHA-256 of the file, in hexadecimal.
        digest: String,
    },
}

/// It was exported before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it was exported before")]
pub struct ExportedBefore;

/// What people searched for and took out.
const FILTER: Keeping = Keeping {
    purpose: "knowing which lists left the house",
    basis: "PIPL 51(5); 个人信息保护合规审计",
    term_days: 1_095,
};

impl Record for ExportRecord {
    const KIND: &'static str = "export";
    const EVENT_VERSION: u32 = 1;

    type State = bool;
    type Command = Export;
    type Event = Exported;
    type Refusal = ExportedBefore;

    fn decide(state: &bool, command: Export, _: &mut Context<'_>) -> Result<Decision<Exported>, ExportedBefore> {
        if *state {
            return Err(ExportedBefore);
        }
        let event = Exported::Exported {
            region: command.region,
            rows: command.rows,
            digest: command.digest,
        };
        Ok(Decision::from(event).with_secret(Secret::new("filter", command.filter, FILTER)))
    }

    fn apply(state: &mut bool, _: &Exported, _: &Stamp) {
        *state = true;
    }

    fn rows(_: RecordId, _: &bool, _: &bool, _: &Stamp, _: &mut Rows) {}
}

impl CommandOf<ExportRecord> for Export {
    type Act = acts::ExportList;
}
