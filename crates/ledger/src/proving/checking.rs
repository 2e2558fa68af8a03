//! Whether the log is what was signed: every event against the tree, every head against both.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use calendar::Day;
use identity::{RecordId, RegionCode};
use proof::{Hash, Head, Suite, TILE_WIDTH, Tile, Tree};

use super::anchor::Anchor;
use super::tiles;
use super::tiles::{KeptHead, Known};
use crate::engine::{Fault, Source, last_event, origin_of};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::values;

/// Events read at a time: short snapshots, as the log only grows.
const PAGE: u64 = 16_384;

/// What checking a log has led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many leaves were compared.
    pub leaves: u64,
    /// How many of them a signed head covers.
    pub covered: u64,
    /// How many heads were compared.
    pub heads: u32,
    /// The longest of them; none if none was signed.
    pub last_head: Option<Head>,
    /// What is wrong; nothing if the log is what was signed.
    pub findings: Vec<Finding>,
}

/// Something that was changed behind the program's back, or damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Events are not there any more.
    Missing {
        /// Where the first stood.
        first: u64,
        /// Where the last stood.
        last: u64,
    },
    /// An event stands where none can be.
    Inserted {
        /// Where it stands.
        position: i64,
    },
    /// The event is not the one that was signed.
    Altered {
        /// Where it stands.
        position: u64,
        /// The record that its leaf names now, if it can be read.
        record: Option<RecordId>,
    },
    /// What is searched beside a leaf, or the record to which it is counted, is not what the leaf says.
    Columns {
        /// Where it stands.
        position: u64,
    },
    /// The record is not counted from the event that founded it.
    Record {
        /// The record.
        record: RecordId,
    },
    /// The events are what was signed, and the tree over them is not, or is not there.
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
    /// The database does not go on from the head that lies beside it.
    Beside {
        /// How long the log is by that head.
        size: u64,
    },
    /// The file beside the database holds no head of this log.
    NoHeadBeside {
        /// Which file, and why not.
        reason: String,
    },
}

/// What a row of the log says beside its leaf.
struct Columns {
    city: u32,
    origin: u64,
    version: u64,
    kind: String,
    at: i64,
}

impl Columns {
    fn are_of(&self, leaf: &Leaf<'_>) -> bool {
        self.version == leaf.version && self.kind == leaf.kind && self.at == leaf.at.0
    }
}

/// Compares the whole log with its tree, and both with every head that was signed.
pub(crate) fn check(source: &dyn Source, city: RegionCode, known: &Known, anchor: &Anchor) -> Result<Checked, Fault> {
    // First what lies beside: a server at work writes the database before it.
    let (beside, unreadable) = match anchor.read(known) {
        Ok(beside) => (beside.map(|signed| signed.head), None),
        Err(Unavailable(reason)) => (None, Some(Finding::NoHeadBeside { reason })),
    };
    let heads = tiles::heads(source, city, known)?;
    let signed = heads.iter().filter_map(|kept| Some((kept.day, &kept.signed.as_ref()?.head)));
    let in_database: Vec<(Day, &Head)> = signed.collect();
    let last = in_database.iter().map(|(_, head)| head.size).max().unwrap_or_default();
    let covered = last.max(beside.as_ref().map_or(0, |head| head.size));
    let suite = known.origin.suite();
    let mut checking = Checking::new(source, city, suite, covered);
    unreadable.into_iter().for_each(|finding| checking.found(finding));
    checking.before_the_first()?;
    for kept in heads.iter().filter(|kept| kept.signed.is_none()) {
        checking.unsigned(kept);
    }
    for (day, head) in &in_database {
        checking.through(head.size)?;
        let (size, day) = (head.size, *day);
        checking.head(head, Finding::Head { size, day });
    }
    if let Some(head) = &beside {
        let finding = Finding::Beside { size: head.size };
        if last < head.size {
            checking.through(head.size)?;
            checking.head(head, finding.clone());
            checking.found(finding);
        } else if !in_database
            .iter()
            .any(|(_, other)| other.size == head.size && other.root == head.root)
        {
            let tree = tiles::resumed(source, city, suite, head.size)?;
            if tree.is_none_or(|tree| tree.root() != head.root) {
                checking.found(finding);
            }
        }
    }
    let end = last_event(source, city)?.map_or(0, |end| end.position);
    checking.through(end)?;
    checking.finish()
}

/// How far checking has come.
struct Checking<'a> {
    source: &'a dyn Source,
    city: RegionCode,
    suite: Suite,
    /// The size of the longest head.
    covered: u64,
    /// The last position that was compared.
    position: u64,
    /// The tree over the events as they stand.
    written: Tree,
    /// The tree over what was kept of them.
    kept: Tree,
    /// The tiles of leaves at hand, by their number.
    tiles: BTreeMap<u64, Vec<Hash>>,
    /// What tiles above the leaves should hold, and has not been compared yet.
    above: Vec<(Tile, Vec<Hash>)>,
    /// Events that differ from what was kept of them; the next head tells which of the two is right.
    differing: Vec<(u64, Option<RecordId>)>,
    /// From which event each record is counted.
    origins: HashMap<RecordId, u64>,
    checked: Checked,
}

impl<'a> Checking<'a> {
    fn new(source: &'a dyn Source, city: RegionCode, suite: Suite, covered: u64) -> Self {
        Self {
            source,
            city,
            suite,
            covered,
            position: 0,
            written: Tree::new(suite),
            kept: Tree::new(suite),
            tiles: BTreeMap::new(),
            above: Vec::new(),
            differing: Vec::new(),
            origins: HashMap::new(),
            checked: Checked {
                covered,
                ..Checked::default()
            },
        }
    }

    fn before_the_first(&mut self) -> Result<(), Fault> {
        let before = "SELECT position FROM event WHERE position < 1 AND +city = $1 ORDER BY position";
        for row in self.source.rows(before, &values![self.city])? {
            self.found(Finding::Inserted { position: row.get(0)? });
        }
        Ok(())
    }

    /// Compares the events through that position.
    fn through(&mut self, position: u64) -> Result<(), Fault> {
        while self.position < position {
            let until = position.min(self.position + PAGE);
            let number = |position: u64| Tile::of_leaf(position - 1).0.index;
            self.tiles = tiles::of_leaves(self.source, self.city, number(self.position + 1), number(until))?;
            self.events(until)?;
            self.compare_above()?;
            self.skip_to(until);
            self.compare_above()?;
        }
        Ok(())
    }

    /// After a page: what is told of events asks nothing of their connection.
    fn compare_above(&mut self) -> Result<(), Fault> {
        for (tile, hashes) in std::mem::take(&mut self.above) {
            self.compare(tile, &hashes)?;
        }
        Ok(())
    }

    /// While one event is compared the next ones are on their way.
    fn events(&mut self, until: u64) -> Result<(), Fault> {
        let events = "SELECT position, leaf, city, origin, version, kind, at FROM event
             WHERE position > $1 AND position <= $2 AND +city = $3 ORDER BY position";
        let (source, asked) = (self.source, values![self.position, until, self.city]);
        source.each(events, &asked, &mut |row| {
            let position: u64 = row.get(0)?;
            self.skip_to(position - 1);
            let columns = Columns {
                city: row.get(2)?,
                origin: row.get(3)?,
                version: row.get(4)?,
                kind: row.get(5)?,
                at: row.get(6)?,
            };
            // One that cannot be unpacked is no leaf, and is not what was signed.
            self.event(&row.leaf(1).unwrap_or_default(), &columns);
            Ok(())
        })
    }

    /// The positions through that one have no event.
    fn skip_to(&mut self, position: u64) {
        if self.position >= position {
            return;
        }
        let (first, last) = (self.position + 1, position);
        match self.checked.findings.last_mut() {
            // A page ends inside the gap.
            Some(Finding::Missing { last: before, .. }) if *before + 1 == first => *before = last,
            _ => self.found(Finding::Missing { first, last }),
        }
        while self.position < position {
            self.position += 1;
            let kept = self.kept_hash().unwrap_or_else(|| self.suite.empty());
            self.take(kept, kept);
        }
    }

    fn event(&mut self, text: &str, columns: &Columns) {
        self.position += 1;
        self.checked.leaves += 1;
        let position = self.position;
        let leaf = Leaf::read(text).ok();
        let written = self.suite.leaf(text.as_bytes());
        let kept = self.kept_hash();
        if kept.is_some_and(|kept| kept != written) {
            self.differing.push((position, leaf.as_ref().map(|leaf| leaf.record)));
        }
        let are_right = leaf.is_some_and(|leaf| columns.are_of(&leaf) && self.is_counted_rightly(&leaf, columns));
        if columns.city != self.city.number() || !are_right {
            self.found(Finding::Columns { position });
        }
        self.take(written, kept.unwrap_or(written));
    }

    /// An event belongs to the record that its leaf names.
    fn is_counted_rightly(&mut self, leaf: &Leaf<'_>, columns: &Columns) -> bool {
        let first = if columns.version == 1 { self.position } else { columns.origin };
        *self.origins.entry(leaf.record).or_insert(first) == columns.origin
    }

    fn take(&mut self, written: Hash, kept: Hash) {
        self.written.append(written);
        let full = self.kept.append(kept);
        // What no head covers yet is in no tile above the leaves.
        if self.kept.size() <= self.covered {
            self.above.extend(full.into_iter().filter(|(tile, _)| tile.level > 0));
        }
    }

    /// What lies above the leaves follows from them.
    fn compare(&mut self, tile: Tile, hashes: &[Hash]) -> Result<(), Fault> {
        if tile.level > 0 && !tiles::tile(self.source, self.city, tile)?.starts_with(hashes) {
            self.wrong_tile(tile);
        }
        Ok(())
    }

    /// What was kept of the leaf at this position.
    fn kept_hash(&mut self) -> Option<Hash> {
        let (at, place) = Tile::of_leaf(self.position - 1);
        let kept = self.tiles.get(&at.index).and_then(|hashes| hashes.get(place)).copied();
        if kept.is_none() && self.position <= self.covered {
            self.wrong_tile(at);
        }
        kept
    }

    /// A head is over all that was compared so far, and tells which of two that differ is right; where neither is, that is the
    /// finding.
    fn head(&mut self, head: &Head, neither: Finding) {
        self.checked.heads += 1;
        self.checked.last_head = Some(head.clone());
        let differing = std::mem::take(&mut self.differing);
        if self.kept.root() == head.root {
            self.altered(differing);
            self.written = self.kept.clone();
        } else if self.written.root() == head.root {
            for (position, _) in differing {
                self.wrong_tile(Tile::of_leaf(position - 1).0);
            }
            self.kept = self.written.clone();
        } else {
            self.altered(differing);
            self.found(neither);
        }
    }

    fn unsigned(&mut self, kept: &KeptHead) {
        self.checked.heads += 1;
        let (size, day) = (kept.size, kept.day);
        self.found(Finding::Head { size, day });
    }

    fn altered(&mut self, differing: Vec<(u64, Option<RecordId>)>) {
        let altered = |(position, record)| Finding::Altered { position, record };
        self.checked.findings.extend(differing.into_iter().map(altered));
    }

    fn wrong_tile(&mut self, tile: Tile) {
        let finding = Finding::Tile {
            level: tile.level,
            number: tile.index,
        };
        if !self
            .checked
            .findings
            .iter()
            .rev()
            .take(TILE_WIDTH)
            .any(|found| *found == finding)
        {
            self.found(finding);
        }
    }

    fn found(&mut self, finding: Finding) {
        if self.checked.findings.last() != Some(&finding) {
            self.checked.findings.push(finding);
        }
    }

    fn finish(mut self) -> Result<Checked, Fault> {
        let differing = std::mem::take(&mut self.differing);
        self.altered(differing);
        if self.kept.size() == self.covered {
            let edge: Vec<(Tile, Vec<Hash>)> = self.kept.edge().map(|(tile, hashes)| (tile, hashes.to_vec())).collect();
            for (tile, hashes) in edge {
                self.compare(tile, &hashes)?;
            }
        }
        self.records()?;
        Ok(self.checked)
    }

    /// Records are counted from the events that founded them.
    fn records(&mut self) -> Result<(), Fault> {
        let records = self
            .source
            .rows("SELECT record, origin FROM record WHERE city = $1", &values![self.city])?;
        let known = records.len();
        for row in &records {
            let (record, origin): (RecordId, u64) = (row.get(0)?, row.get(1)?);
            // A record may have been founded after the last event that was read.
            if origin <= self.position && self.origins.get(&record) != Some(&origin) {
                self.found(Finding::Record { record });
            }
        }
        if known < self.origins.len() {
            for record in self.origins.keys().copied().collect::<Vec<_>>() {
                if origin_of(self.source, self.city, record, None)?.is_none() {
                    self.found(Finding::Record { record });
                }
            }
        }
        Ok(())
    }
}

/// In words, for whoever runs the city.
impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { first, last } if first == last => write!(formatter, "position {first}: the event was deleted"),
            Self::Missing { first, last } => write!(formatter, "positions {first} to {last}: the events were deleted"),
            Self::Inserted { position } => write!(formatter, "position {position}: an event was put where none can be"),
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
            Self::Columns { position } => write!(
                formatter,
                "position {position}: what is searched beside the event, or the record to which it is counted, is not what the event says"
            ),
            Self::Record { record } => write!(formatter, "record {record}: it is not counted from the event that founded it"),
            Self::Tile { level, number } => {
                write!(
                    formatter,
                    "tile {number} of level {level}: the tree was altered or damaged there"
                )
            }
            Self::Head { size, day } => write!(
                formatter,
                "the head of {day} over {size} events is not what this city signed, or these are not the events that it signed"
            ),
            Self::NoHeadBeside { reason } => formatter.write_str(reason),
            Self::Beside { size } => write!(
                formatter,
                "the database does not go on from the head over {size} events that lies beside it: it was changed or put back"
            ),
        }
    }
}
