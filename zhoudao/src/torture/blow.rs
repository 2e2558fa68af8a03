//! Where and how a server is struck: at the named points of the ledger that a served city passes.

use ledger::{Arming, Database, Point, Strike};

use crate::history::Chance;

/// The points of a city at work. The others are passed when a city is founded, changed or cared for: there the ledger's own tests
/// strike (`crates/ledger/tests/points.rs`).
const AT_WORK: &[Point] = &[
    Point::BatchTaken,
    Point::BatchBegun,
    Point::CommandLoaded,
    Point::CommandReplayed,
    Point::CommandDecided,
    Point::CommandSealed,
    Point::CommandFolded,
    Point::CommandShown,
    Point::SideTaken,
    Point::CommitAsked,
    Point::CommitDone,
    Point::CommitPublished,
    Point::CommitAnswered,
    Point::CityRemembered,
    Point::MigrationBegun,
    Point::MigrationDone,
    Point::MigrationCommitted,
    Point::ReactionRead,
    Point::ReactionHandled,
    Point::ReactionMoved,
    Point::TreeGrown,
    Point::TreeWritten,
    Point::HeadWritten,
    Point::HeadNamed,
    Point::FileBegun,
    Point::FileSegmentWritten,
    Point::FileSynced,
    Point::FileNamed,
    Point::FileKept,
    Point::FolderLocked,
    Point::SqliteBegun,
    Point::SqliteEventsWritten,
    Point::SqliteKeyWritten,
    Point::SqliteSecretsWritten,
    Point::SqliteClaimsWritten,
    Point::SqliteDrawsWritten,
    Point::SqliteRowsWritten,
    Point::SqliteSideWritten,
    Point::SqliteSumsWritten,
    Point::SqliteSeriesWritten,
    Point::ErasureListed,
    Point::ErasureTakenOver,
    Point::PenTaken,
    Point::PostgresSending,
    Point::PostgresSent,
    Point::PostgresLanded,
    Point::PostgresTold,
    Point::LeaseTaken,
];
/// A blow falls at one of the first so many passings.
const PASSINGS: i64 = 4;
/// One in so many processes that end at a point has its power cut.
const CUT: f64 = 0.3;
/// One in so many points that can fail does, rather than end its process.
const FAILING: f64 = 0.3;
/// One in so many of the others is held up.
const HELD_UP: f64 = 0.1;

/// A blow at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blow {
    /// Where.
    pub point: Point,
    /// What happens.
    pub strike: Strike,
    /// At which passing.
    passing: u32,
    /// Whether the disk forgets what was not synced.
    pub is_on_a_lossy_disk: bool,
}

impl Blow {
    /// What the server is armed with.
    pub fn arming(self) -> anyhow::Result<Arming> {
        Ok(Arming::new(self.point, self.passing, self.strike)?)
    }

    /// The same where the point is passed for the first time: the other was not reached.
    pub fn at_first_passing(self) -> Self {
        Self { passing: 1, ..self }
    }

    fn drawn(point: Point, database: &Database, chance: &mut Chance) -> Self {
        let strike = if point.can_fail() && chance.happens(FAILING) {
            Strike::Fail
        } else if chance.happens(HELD_UP) {
            Strike::Hold
        } else {
            Strike::End
        };
        Self {
            point,
            strike,
            passing: u32::try_from(chance.between(1, PASSINGS)).unwrap_or(1),
            is_on_a_lossy_disk: *database == Database::InFolder && strike == Strike::End && chance.happens(CUT),
        }
    }
}

/// The points that a city in that database passes at work.
fn points_of(database: &Database) -> Vec<Point> {
    let passed = AT_WORK.iter().filter(|point| point.is_passed_in(database));
    passed.copied().collect()
}

/// So many blows, each point as often as the others; one at each point unless a number is given.
pub fn blows(number: Option<u32>, database: &Database, chance: &mut Chance) -> Vec<Blow> {
    let mut points = points_of(database);
    let number = number.map_or(points.len(), |number| number as usize);
    let mut blows = Vec::with_capacity(number);
    while blows.len() < number {
        chance.shuffle(&mut points);
        let left = number - blows.len();
        blows.extend(points.iter().take(left).map(|point| Blow::drawn(*point, database, chance)));
    }
    blows
}
