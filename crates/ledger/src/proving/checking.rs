//! Whether the log is what was signed: every event against the tree, every head against both.

use std::fmt;

use calendar::Day;
use identity::{RecordId, RegionCode};
use proof::{Hash, TILE_WIDTH, Tile, Tree, VerifyingKey};
use rusqlite::{Connection, params};

use super::{LogKey, SUITE, SignedHead, tiles};
use crate::leaf::Leaf;
use crate::sqlite::{Fault, text};

/// Heads of a hundred years.
const HEADS_MAX: u32 = 36_525;

/// Events read at a time: short snapshots, as the log only grows.
const PAGE: u64 = 16_384;

/// What checking a log has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many leaves were compared.
    pub leaves: u64,
    /// How many heads.
    pub heads: u32,
    /// What is wrong; nothing if the log is what was signed.
    pub findings: Vec<Finding>,
}

/// Something that was changed behind the program's back, or damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The event is not there any more.
    Missing {
        /// Where it stood.
        position: u64,
    },
    /// The event is not the one that was signed.
    Altered {
        /// Where it stands.
        position: u64,
        /// The record that its leaf names now, if it can be read.
        record: Option<RecordId>,
    },
    /// What is searched beside a leaf is not what the leaf says.
    Columns {
        /// Where it stands.
        position: u64,
    },
    /// The events are what was signed, and the tree over them is not.
    Tile {
        /// The level of the tile.
        level: u8,
        /// Its number.
        number: u64,
    },
    /// The head is not over these events, or not signed by this city's key.
    Head {
        /// How long the log is by it.
        size: u64,
        /// The day on which it was signed.
        day: Day,
    },
}

/// What a row of the log says beside its leaf.
struct Columns {
    city: u32,
    version: u64,
    kind: String,
    event_type: String,
    at: i64,
    actor: String,
}

impl Columns {
    fn are_of(&self, leaf: &Leaf<'_>) -> bool {
        self.version == leaf.version
            && self.kind == leaf.kind
            && self.event_type == leaf.event_type
            && self.at == leaf.at.0
            && self.actor == leaf.actor
    }
}

/// Compares the whole log with its tree, and both with every head that was signed.
pub(crate) fn check(connection: &Connection, city: RegionCode, log: &LogKey) -> Result<Checked, Fault> {
    let mut heads = tiles::heads(connection, city, HEADS_MAX)?;
    heads.sort_by_key(|signed| signed.head.size);
    let mut checking = Checking::new(connection, city, log.verifying());
    for signed in &heads {
        while checking.position < signed.head.size {
            let until = signed.head.size.min(checking.position + PAGE);
            checking.events(until)?;
            checking.skip_to(until)?;
        }
        checking.head(signed);
    }
    while checking.events(checking.position + PAGE)? > 0 {}
    checking.finish()
}

/// How far checking has come.
struct Checking<'a> {
    connection: &'a Connection,
    city: RegionCode,
    key: VerifyingKey,
    /// The last position that was compared.
    position: u64,
    /// The tree over the events as they stand.
    written: Tree,
    /// The tree over what was kept of them.
    kept: Tree,
    /// The tile of leaves at hand.
    tile: (u64, Vec<Hash>),
    /// Events that differ from what was kept of them; the next head tells which of the two is right.
    differing: Vec<(u64, Option<RecordId>)>,
    checked: Checked,
}

impl<'a> Checking<'a> {
    fn new(connection: &'a Connection, city: RegionCode, key: VerifyingKey) -> Self {
        Self {
            connection,
            city,
            key,
            position: 0,
            written: Tree::new(SUITE),
            kept: Tree::new(SUITE),
            tile: (u64::MAX, Vec::new()),
            differing: Vec::new(),
            checked: Checked::default(),
        }
    }

    /// Compares the events through that position, and answers how many there are.
    fn events(&mut self, until: u64) -> Result<u64, Fault> {
        let mut events = self.connection.prepare_cached(
            "SELECT position, leaf, city, version, kind, type, at, actor FROM event
             WHERE position > $1 AND position <= $2 ORDER BY position",
        )?;
        let before = self.checked.leaves;
        let mut rows = events.query(params![self.position, until])?;
        while let Some(row) = rows.next()? {
            let position: u64 = row.get(0)?;
            self.skip_to(position - 1)?;
            let columns = Columns {
                city: row.get(2)?,
                version: row.get(3)?,
                kind: row.get(4)?,
                event_type: row.get(5)?,
                at: row.get(6)?,
                actor: row.get(7)?,
            };
            self.event(text(row, 1)?, &columns)?;
        }
        Ok(self.checked.leaves - before)
    }

    /// The positions through that one have no event.
    fn skip_to(&mut self, position: u64) -> Result<(), Fault> {
        while self.position < position {
            self.position += 1;
            self.found(Finding::Missing { position: self.position });
            let kept = self.kept_hash()?.unwrap_or_else(|| SUITE.empty());
            self.take(kept, kept)?;
        }
        Ok(())
    }

    fn event(&mut self, text: &str, columns: &Columns) -> Result<(), Fault> {
        self.position += 1;
        self.checked.leaves += 1;
        let position = self.position;
        let leaf = Leaf::read(text).ok();
        let written = SUITE.leaf(text.as_bytes());
        let kept = self.kept_hash()?;
        if kept.is_some_and(|kept| kept != written) {
            self.differing.push((position, leaf.as_ref().map(|leaf| leaf.record)));
        } else if columns.city != self.city.number() || !leaf.is_some_and(|leaf| columns.are_of(&leaf)) {
            self.found(Finding::Columns { position });
        }
        self.take(written, kept.unwrap_or(written))
    }

    fn take(&mut self, written: Hash, kept: Hash) -> Result<(), Fault> {
        self.written.append(written);
        for (tile, hashes) in self.kept.append(kept) {
            self.compare(tile, &hashes)?;
        }
        Ok(())
    }

    /// What lies above the leaves follows from them.
    fn compare(&mut self, tile: Tile, hashes: &[Hash]) -> Result<(), Fault> {
        if tile.level > 0 && !tiles::tile(self.connection, self.city, tile)?.starts_with(hashes) {
            let (level, number) = (tile.level, tile.index);
            self.found(Finding::Tile { level, number });
        }
        Ok(())
    }

    fn kept_hash(&mut self) -> Result<Option<Hash>, Fault> {
        let (index, width) = (self.position - 1, TILE_WIDTH as u64);
        let (level, number) = (0, index / width);
        if self.tile.0 != number {
            self.tile = (
                number,
                tiles::tile(self.connection, self.city, Tile { level, index: number })?,
            );
        }
        Ok(self.tile.1.get((index % width) as usize).copied())
    }

    /// A head is over all that was compared so far, and tells which of two that differ is right.
    fn head(&mut self, signed: &SignedHead) {
        self.checked.heads += 1;
        let SignedHead { head, note } = signed;
        let is_signed = note.verify(&self.key).is_ok() && head.size == self.kept.size();
        let differing = std::mem::take(&mut self.differing);
        let as_kept = self.kept.root() == head.root;
        let as_written = self.written.root() == head.root;
        if as_written && !as_kept {
            for (position, _) in differing {
                self.damaged_tile((position - 1) / TILE_WIDTH as u64);
            }
            self.kept = self.written.clone();
        } else {
            let altered = |(position, record)| Finding::Altered { position, record };
            self.checked.findings.extend(differing.into_iter().map(altered));
            self.written = self.kept.clone();
        }
        if !is_signed || !(as_kept || as_written) {
            let (size, day) = (head.size, calendar::Moment(head.at).day());
            self.found(Finding::Head { size, day });
        }
    }

    fn damaged_tile(&mut self, number: u64) {
        let finding = Finding::Tile { level: 0, number };
        if self.checked.findings.last() != Some(&finding) {
            self.found(finding);
        }
    }

    fn found(&mut self, finding: Finding) {
        self.checked.findings.push(finding);
    }

    fn finish(mut self) -> Result<Checked, Fault> {
        let edge: Vec<(Tile, Vec<Hash>)> = self.kept.edge().map(|(tile, hashes)| (tile, hashes.to_vec())).collect();
        // Leaves that no head covers yet are in no tile above them.
        if self.kept.size() == self.covered()? {
            for (tile, hashes) in edge {
                self.compare(tile, &hashes)?;
            }
        }
        Ok(self.checked)
    }

    fn covered(&self) -> Result<u64, Fault> {
        Ok(tiles::heads(self.connection, self.city, 1)?
            .first()
            .map_or(0, |last| last.head.size))
    }
}

/// In words, for whoever runs the city.
impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { position } => write!(formatter, "position {position}: the event was deleted"),
            Self::Altered {
                position,
                record: Some(record),
            } => write!(
                formatter,
                "position {position}: the event was altered or exchanged; it names the record {record} now"
            ),
            Self::Altered { position, record: None } => {
                write!(
                    formatter,
                    "position {position}: the event was altered and cannot be read any more"
                )
            }
            Self::Columns { position } => {
                write!(
                    formatter,
                    "position {position}: what is searched beside the event was altered, not the event itself"
                )
            }
            Self::Tile { level, number } => write!(
                formatter,
                "tile {number} of level {level}: the tree was altered or damaged, the events below it are as they were signed"
            ),
            Self::Head { size, day } => write!(
                formatter,
                "the head of {day} over {size} events is not what this city signed, or these are not the events that it signed"
            ),
        }
    }
}
