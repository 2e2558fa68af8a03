//! The releases of a city: the one in force, and every earlier one that a running case still keeps.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, RwLock};

use ledger::{Ledger, Statement, Unavailable, values};
use procedure::{Finding, Release};

/// Releases are kept outside the log: they are found by the digest that every event names.
const STEPS: &[&str] = &["
    CREATE TABLE release (
        city BIGINT NOT NULL, number BIGINT NOT NULL, digest TEXT NOT NULL, imported BIGINT NOT NULL, files TEXT NOT NULL,
        PRIMARY KEY (city, number));
    CREATE UNIQUE INDEX release_digest ON release (city, digest);"];

/// The definitions of the city. Cheap to clone; every clone sees a new release at once.
#[derive(Clone, Debug)]
pub struct Catalogue {
    ledger: Ledger,
    releases: Arc<RwLock<Releases>>,
}

#[derive(Debug)]
struct Releases {
    current: Arc<Release>,
    by_digest: HashMap<String, Arc<Release>>,
}

/// Why a city has no catalogue.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// No pack was ever imported.
    #[error("no city pack has been imported yet; import one with `zhoudao import PACK`")]
    Empty,
    /// The pack does not keep its promises.
    #[error("the pack has {} findings; `zhoudao check` lists them", .0.len())]
    Findings(Vec<Finding>),
    /// The ledger cannot answer now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl Catalogue {
    /// Reads every release of the city, the newest being in force.
    ///
    /// # Errors
    /// When none was imported, or one cannot be read any more.
    pub async fn open(ledger: &Ledger) -> Result<Self, CatalogueError> {
        ledger.migrate("catalogue", STEPS)?;
        let rows = ledger.query("SELECT files FROM release WHERE city = $1 ORDER BY number", values![ledger.city()]).await?;
        let mut by_digest = HashMap::new();
        let mut current = None;
        for row in &rows {
            let release = Arc::new(released(&row.get::<String>(0)?)?);
            by_digest.insert(release.digest().to_owned(), Arc::clone(&release));
            current = Some(release);
        }
        let current = current.ok_or(CatalogueError::Empty)?;
        ledger.set_release(current.digest());
        Ok(Self { ledger: ledger.clone(), releases: Arc::new(RwLock::new(Releases { current, by_digest })) })
    }

    /// Makes a release of a pack's texts and puts it into force; the same texts again change nothing.
    ///
    /// # Errors
    /// Everything the checker found.
    pub async fn import(ledger: &Ledger, texts: &BTreeMap<String, String>) -> Result<Self, CatalogueError> {
        let release = Release::of(texts).map_err(CatalogueError::Findings)?;
        ledger.migrate("catalogue", STEPS)?;
        let files = serde_json::to_string(texts).map_err(|error| Unavailable(error.to_string()))?;
        let insert = Statement::new(
            "INSERT INTO release (city, number, digest, imported, files)
             SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4 FROM release WHERE city = $1 ON CONFLICT (city, digest) DO NOTHING",
            values![ledger.city(), release.digest(), ledger.now(), files],
        );
        ledger.side(vec![insert]).await?;
        Self::open(ledger).await
    }

    /// The release in force.
    #[must_use]
    pub fn current(&self) -> Arc<Release> {
        let releases = self.releases.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(&releases.current)
    }

    /// A release by its digest, such as the one that a running case keeps.
    #[must_use]
    pub fn by_digest(&self, digest: &str) -> Option<Arc<Release>> {
        let releases = self.releases.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        releases.by_digest.get(digest).cloned()
    }

    /// The ledger that keeps them.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }
}

fn released(files: &str) -> Result<Release, CatalogueError> {
    let texts: BTreeMap<String, String> = serde_json::from_str(files).map_err(|error| Unavailable(error.to_string()))?;
    Release::of(&texts).map_err(CatalogueError::Findings)
}
