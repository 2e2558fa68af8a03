//! The releases of a city as administrators see them: what is in force, what was, what may be.

use std::collections::BTreeMap;
use std::sync::Arc;

use applications::views::organs_at_work;
use catalogue::{Catalogue, Examined, PackTexts};
use front::{Message, Problem};
use identity::RecordId;
use ledger::{Key, SubmitError, Unavailable, values};
use procedure::Finding;
use procedure::definition::MatterId;
use sha2::{Digest, Sha256};

use crate::difference::{Change, difference};
use crate::pages::short;
use crate::record::{Import, ReleaseRefusal, ReleaseState, Releases, Standing};
use crate::room::{Administration, Administrator};

/// A release of which the log tells.
#[derive(Clone, Debug)]
pub(crate) struct Imported {
    pub(crate) record: RecordId,
    pub(crate) state: Arc<ReleaseState>,
}

/// What a release would change, compared with the one in force.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub(crate) changes: Vec<Change>,
    pub(crate) promises: Vec<Promise>,
}

/// What a matter promises in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Promise {
    pub(crate) name: String,
    /// Days promised in force and then; none where the matter is not there.
    pub(crate) promised: (Option<u32>, Option<u32>),
    /// Days of the longest chain in force and then.
    pub(crate) longest: (Option<u32>, Option<u32>),
}

/// Why a pack was not imported.
#[derive(Debug)]
pub(crate) enum NotImported {
    /// What the checker found.
    Findings(Vec<Finding>),
    /// It is in force as it is.
    InForce,
    /// It was imported before, and may still come into force.
    Here(Imported),
    /// The log refuses.
    Refused(ReleaseRefusal),
    /// The ledger cannot answer.
    Unavailable(Unavailable),
}

impl Imported {
    /// That it is here already, since when, and under which name.
    pub(crate) fn is_here(&self) -> Message {
        let digest = short(self.state.digest.as_deref().unwrap_or_default());
        let here = Message::new("release-is-here").with("digest", digest);
        match self.state.imported_at {
            Some(at) => here.with("day", at.day()),
            None => here,
        }
    }
}

impl From<Unavailable> for NotImported {
    fn from(unavailable: Unavailable) -> Self {
        Self::Unavailable(unavailable)
    }
}

impl Administration {
    /// Every release that was imported here, the newest first.
    pub(crate) async fn imported(&self) -> Result<Vec<Imported>, Unavailable> {
        let sql = "SELECT record FROM release_import WHERE city = $1 ORDER BY at DESC, record LIMIT 200";
        let rows = self.ledger().query(sql, values![self.ledger().city()]).await?;
        let mut all = Vec::with_capacity(rows.len());
        for row in &rows {
            let record: RecordId = row.get(0)?;
            all.extend(self.release(record).await?);
        }
        Ok(all)
    }

    /// One of them.
    pub(crate) async fn release(&self, record: RecordId) -> Result<Option<Imported>, Unavailable> {
        let snapshot = self.ledger().state::<Releases>(record).await?;
        Ok(snapshot.map(|snapshot| Imported {
            record,
            state: snapshot.state,
        }))
    }

    /// Imports a pack as a candidate, if the checker finds nothing.
    pub(crate) async fn import(
        &self,
        administrator: &Administrator,
        texts: &PackTexts,
        key: Key,
    ) -> Result<RecordId, NotImported> {
        let examined = examine(texts.clone()).await?.map_err(NotImported::Findings)?;
        let digest = examined.release.digest().to_owned();
        if self.catalogue.current().digest() == digest {
            return Err(NotImported::InForce);
        }
        let record = record_of(&key, &digest);
        if let Some(here) = self.waiting(&digest).await?.filter(|here| here.record != record) {
            return Err(NotImported::Here(here));
        }
        self.catalogue.keep(&digest, texts).await?;
        let permit = administrator
            .permit(self, record)
            .map_err(|_| Unavailable("the permit to administer was withdrawn meanwhile".to_owned()))?;
        let imported = self
            .ledger()
            .submit::<Releases, _>(&permit, record, Import { digest }, key)
            .await;
        imported.map(|receipt| receipt.record).map_err(|error| {
            if let SubmitError::Refused(refusal) = error {
                NotImported::Refused(refusal)
            } else {
                NotImported::Unavailable(Unavailable(error.to_string()))
            }
        })
    }

    /// The release with these definitions that was imported and may still come into force. One that was in force before, or was put
    /// away, is imported anew by whoever wants it back.
    async fn waiting(&self, digest: &str) -> Result<Option<Imported>, Unavailable> {
        let waits = |one: &Imported| match one.state.standing {
            Standing::Candidate | Standing::Scheduled { .. } => one.state.digest.as_deref() == Some(digest),
            Standing::Entered { .. } | Standing::Discarded => false,
        };
        Ok(self.imported().await?.into_iter().find(waits))
    }

    /// What a release would change.
    pub(crate) async fn compare(&self, digest: &str) -> Result<Comparison, Problem> {
        let in_force = self.catalogue.examined();
        let older = self.texts(in_force.release.digest()).await?;
        let newer = self.texts(digest).await?;
        let changes = difference(&older, &newer).map_err(|fault| {
            tracing::error!(%fault, "two releases could not be compared");
            Problem::Broken
        })?;
        let then = examine(newer).await.map_err(unavailable)?.ok();
        Ok(Comparison {
            changes,
            promises: then.map(|then| promises(&in_force, &then)).unwrap_or_default(),
        })
    }

    /// What organs are called that a release no longer has though something lies on their desks: with the release their posts
    /// would go, and nobody could do it.
    pub(crate) async fn left_behind(&self, digest: &str) -> Result<Vec<String>, Unavailable> {
        let Some(texts) = self.catalogue.texts_of(digest).await? else {
            return Ok(Vec::new());
        };
        let Ok(then) = examine(texts).await? else {
            return Ok(Vec::new());
        };
        let in_force = self.catalogue.current();
        let mut at_work = organs_at_work(self.ledger()).await?;
        at_work.retain(|organ| !then.release.organs().any(|kept| kept.id.as_str() == organ));
        let called = |organ: String| {
            let known = in_force.organs().find(|known| known.id.as_str() == organ);
            known.map_or(organ, |known| known.name.clone())
        };
        Ok(at_work.into_iter().map(called).collect())
    }

    /// The texts of a release; whoever asks for another asks for something that does not exist.
    pub(crate) async fn texts(&self, digest: &str) -> Result<PackTexts, Problem> {
        self.catalogue
            .texts_of(digest)
            .await
            .map_err(unavailable)?
            .ok_or(Problem::NotFound)
    }
}

/// The checker's word on a pack, off the threads that answer requests: it looks at every combination of answers.
async fn examine(texts: PackTexts) -> Result<Result<Examined, Vec<Finding>>, Unavailable> {
    let examining = tokio::task::spawn_blocking(move || Catalogue::examine(&texts));
    examining.await.map_err(|error| Unavailable(error.to_string()))
}

fn promises(in_force: &Examined, then: &Examined) -> Vec<Promise> {
    let mut names: BTreeMap<&MatterId, &str> = BTreeMap::new();
    for examined in [in_force, then] {
        names.extend(examined.release.matters().map(|matter| (&matter.id, matter.name.as_str())));
    }
    let promised = |examined: &Examined, id: &MatterId| {
        let matter = examined.release.matter(id.as_str())?;
        Some(matter.promise.limit.days)
    };
    names
        .into_iter()
        .map(|(id, name)| Promise {
            name: name.to_owned(),
            promised: (promised(in_force, id), promised(then, id)),
            longest: (in_force.longest.get(id).copied(), then.longest.get(id).copied()),
        })
        .collect()
}

/// The record of an import: sent twice, it is the same one.
fn record_of(key: &Key, digest: &str) -> RecordId {
    let hash = Sha256::new()
        .chain_update("zhoudao-release")
        .chain_update(key.as_str())
        .chain_update(digest)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    RecordId::from_bytes(bytes)
}

pub(crate) fn unavailable(error: Unavailable) -> Problem {
    tracing::error!(%error, "administration cannot be shown");
    Problem::Unavailable
}
