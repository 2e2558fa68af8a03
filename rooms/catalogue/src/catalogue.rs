//! The releases of the city: the one in force, and the older ones that running cases pin.

mod store;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

use calendar::Moment;
use ledger::{Ledger, Unavailable};
use procedure::definition::MatterId;
use procedure::plan::{Plan, schedule};
use procedure::{Answers, Finding, Release};

use crate::search::Index;
use crate::typical::{self, Extremes};

pub use store::{BESIDE_THE_LOG, put_back};

/// The texts of a pack by their path in its folder.
pub type PackTexts = BTreeMap<String, String>;

/// All releases of a city. Cheap to clone; every clone is the same catalogue.
#[derive(Clone)]
pub struct Catalogue {
    ledger: Ledger,
    shelf: Arc<RwLock<Shelf>>,
}

struct Shelf {
    current: Arc<Edition>,
    by_digest: HashMap<String, Arc<Edition>>,
    entries: Vec<ReleaseEntry>,
}

/// One import: which release came into force, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseEntry {
    /// Counted from 1 in the city.
    pub number: u32,
    /// The digest of its definitions.
    pub digest: String,
    /// When it came into force.
    pub at: Moment,
}

/// A release with what follows from it alone.
pub(crate) struct Edition {
    pub(crate) release: Arc<Release>,
    pub(crate) index: Index,
    extremes: HashMap<MatterId, Extremes>,
}

/// A release that the checker lets through, with what it promises.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The release.
    pub release: Arc<Release>,
    /// Of each matter, the working days of the longest chain that answers can lead to, as far as they are found by climbing.
    pub longest: BTreeMap<MatterId, u32>,
}

/// Why there is no catalogue, or no new release.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// No release was ever imported.
    #[error("this city has no definitions yet; import a pack first")]
    Empty,
    /// The checker refuses the pack.
    #[error("the pack cannot keep its promises: {} findings", .0.len())]
    Findings(Vec<Finding>),
    /// A release that was in force can no longer be read; running cases may stand on it.
    #[error("release {number} ({digest}) can no longer be read: {} findings", findings.len())]
    Unreadable {
        /// Its number.
        number: u32,
        /// Its digest.
        digest: String,
        /// What is wrong with it today.
        findings: Vec<Finding>,
    },
    /// The rules of a release are not those that had come into force.
    #[error(
        "release {number} was altered: its text is not the one that came into force under {digest}. Change nothing, and compare the city with \
         zhoudao verify; a backup that was made before has it as it was"
    )]
    Altered {
        /// Its number.
        number: u32,
        /// The digest under which it came into force.
        digest: String,
    },
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

/// The releases whose text is not what their digest says, for whoever checks a city that nobody serves.
///
/// # Errors
/// When the ledger cannot answer, or a release is no text at all.
pub fn altered_releases(ledger: &Ledger) -> Result<Vec<ReleaseEntry>, Unavailable> {
    store::altered(ledger)
}

impl Catalogue {
    /// Reads every release of the city, the newest being in force.
    ///
    /// # Errors
    /// When none was imported, or one cannot be read any more.
    pub async fn open(ledger: &Ledger) -> Result<Self, CatalogueError> {
        ledger.keep_beside(&BESIDE_THE_LOG)?;
        let (editions, entries) = store::load_all(ledger).await?;
        let current = Arc::clone(editions.last().ok_or(CatalogueError::Empty)?);
        ledger.set_release(current.release.digest());
        let by_digest = editions
            .into_iter()
            .map(|edition| (edition.release.digest().to_owned(), edition))
            .collect();
        let shelf = Shelf {
            current,
            by_digest,
            entries,
        };
        Ok(Self {
            ledger: ledger.clone(),
            shelf: Arc::new(RwLock::new(shelf)),
        })
    }

    /// The same, at the start of a city, with a pack that is to be in force.
    ///
    /// # Errors
    /// Everything the checker found in the pack, and as [`Catalogue::open`].
    pub async fn import(ledger: &Ledger, texts: &PackTexts) -> Result<Self, CatalogueError> {
        match Self::open(ledger).await {
            Ok(catalogue) => {
                catalogue.renew(texts).await?;
                Ok(catalogue)
            }
            Err(CatalogueError::Empty) => {
                store::keep(ledger, &*Edition::of(texts)?, texts).await?;
                Self::open(ledger).await
            }
            Err(error) => Err(error),
        }
    }

    /// Brings a pack into force while the city runs: every clone sees it at once. One that is in force stays as it is.
    ///
    /// # Errors
    /// Everything the checker found, or an unavailable ledger; then the old release stays in force.
    pub async fn renew(&self, texts: &PackTexts) -> Result<Arc<Release>, CatalogueError> {
        let edition = Edition::of(texts)?;
        let digest = edition.release.digest().to_owned();
        if self.current().digest() == digest {
            return Ok(self.current());
        }
        let entry = store::keep(&self.ledger, &edition, texts).await?;
        tracing::info!(number = entry.number, digest, "a release came into force");
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        let edition = Arc::clone(shelf.by_digest.entry(digest.clone()).or_insert(edition));
        shelf.current = Arc::clone(&edition);
        shelf.entries.push(entry);
        self.ledger.set_release(&digest);
        Ok(Arc::clone(&edition.release))
    }

    /// Takes over what another server of the city has brought into force; none if there is nothing newer.
    ///
    /// # Errors
    /// When a release cannot be read, or the ledger cannot answer.
    pub async fn catch_up(&self) -> Result<Option<Arc<Release>>, CatalogueError> {
        let known = self.releases().last().map_or(0, |entry| entry.number);
        if store::newest(&self.ledger).await?.is_none_or(|newest| newest <= known) {
            return Ok(None);
        }
        let (editions, entries) = store::load_all(&self.ledger).await?;
        let current = Arc::clone(editions.last().ok_or(CatalogueError::Empty)?);
        let mut shelf = self.shelf.write().unwrap_or_else(PoisonError::into_inner);
        for edition in editions {
            shelf.by_digest.entry(edition.release.digest().to_owned()).or_insert(edition);
        }
        shelf.current = Arc::clone(&current);
        shelf.entries = entries;
        self.ledger.set_release(current.release.digest());
        Ok(Some(Arc::clone(&current.release)))
    }

    /// What the checker says of a pack that may become a release.
    ///
    /// # Errors
    /// Everything that it found.
    pub fn examine(texts: &PackTexts) -> Result<Examined, Vec<Finding>> {
        Release::of(texts).map(|release| Edition::of_release(release).examined())
    }

    /// The release in force with what it promises.
    #[must_use]
    pub fn examined(&self) -> Examined {
        self.edition().examined()
    }

    /// Keeps a pack that may come into force later, under the digest of its definitions.
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn keep(&self, digest: &str, texts: &PackTexts) -> Result<(), Unavailable> {
        store::keep_candidate(&self.ledger, digest, texts).await
    }

    /// The texts of a release of this city, whether it is in force, was, or may be.
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn texts_of(&self, digest: &str) -> Result<Option<PackTexts>, Unavailable> {
        store::texts_of(&self.ledger, digest).await
    }

    /// The release in force.
    #[must_use]
    pub fn current(&self) -> Arc<Release> {
        Arc::clone(&self.edition().release)
    }

    /// The release that a case pins.
    #[must_use]
    pub fn by_digest(&self, digest: &str) -> Option<Arc<Release>> {
        let shelf = self.shelf.read().unwrap_or_else(PoisonError::into_inner);
        shelf.by_digest.get(digest).map(|edition| Arc::clone(&edition.release))
    }

    /// Every import, the oldest first.
    #[must_use]
    pub fn releases(&self) -> Vec<ReleaseEntry> {
        self.shelf.read().unwrap_or_else(PoisonError::into_inner).entries.clone()
    }

    /// Under which number a release came into force first.
    #[must_use]
    pub fn number_of(&self, digest: &str) -> Option<u32> {
        let shelf = self.shelf.read().unwrap_or_else(PoisonError::into_inner);
        shelf
            .entries
            .iter()
            .find(|entry| entry.digest == digest)
            .map(|entry| entry.number)
    }

    /// The ledger that keeps them.
    #[must_use]
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub(crate) fn edition(&self) -> Arc<Edition> {
        Arc::clone(&self.shelf.read().unwrap_or_else(PoisonError::into_inner).current)
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Catalogue({})", self.current().digest())
    }
}

impl Edition {
    /// A pack as an edition; the sample's people and projects define nothing.
    fn of(texts: &PackTexts) -> Result<Arc<Self>, CatalogueError> {
        let release = Release::of(texts).map_err(CatalogueError::Findings)?;
        Ok(Self::of_release(release))
    }

    /// A release that came into force before.
    fn kept(texts: &PackTexts) -> Result<Arc<Self>, Vec<Finding>> {
        Release::kept(texts).map(Self::of_release)
    }

    fn of_release(release: Release) -> Arc<Self> {
        Arc::new(Self {
            index: Index::of(&release),
            extremes: typical::extremes(&release),
            release: Arc::new(release),
        })
    }

    fn examined(&self) -> Examined {
        let longest = |(matter, extremes): (&MatterId, &Extremes)| {
            let plan = Plan::of(&self.release, matter, &extremes.most, self.release.city().city).ok()?;
            Some((matter.clone(), schedule(&plan).days))
        };
        Examined {
            release: Arc::clone(&self.release),
            longest: self.extremes.iter().filter_map(longest).collect(),
        }
    }

    /// Answers that ask for little of a matter.
    pub(crate) fn least(&self, matter: &MatterId) -> Answers {
        self.extremes
            .get(matter)
            .map(|extremes| extremes.least.clone())
            .unwrap_or_default()
    }

    /// Answers that ask for much of a matter.
    pub(crate) fn most(&self, matter: &MatterId) -> Answers {
        self.extremes
            .get(matter)
            .map(|extremes| extremes.most.clone())
            .unwrap_or_default()
    }
}
