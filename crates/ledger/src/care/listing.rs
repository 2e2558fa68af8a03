//! What the database has erased goes on the list beside it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::erased::{self, Erased, ErasedWhat, ErasedWhy, add};
use super::error::CareError;
use super::shared_list;
use crate::clock::{Clock, SystemClock};
use crate::digest::hex;
use crate::engine::{Fault, Source};
use crate::erasing::{ListPlace, Warrant};
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::reaction::Stop;
use crate::rows::Statement;
use crate::value::Row;
use crate::values;

/// The pause between two looks.
const LOOK: Duration = Duration::from_secs(2);

/// Takes over what was erased, until the ledger closes; then the rest.
pub(crate) async fn keep_list(ledger: Ledger, mut stop: Stop) {
    loop {
        let is_over = stop.pause(LOOK).await.is_err();
        if let Err(unavailable) = ledger.list_erasures().await {
            tracing::error!(%unavailable, "what was erased could not be written into the list beside the database");
        }
        if is_over {
            return;
        }
    }
}

/// A stored file was deleted.
pub(crate) fn note_file(data: &Path, name: &str) -> std::io::Result<()> {
    let at = SystemClock.now().0;
    let what = ErasedWhat::File { name: name.to_owned() };
    let why = ErasedWhy::Asked;
    add(data, &[Erased { at, what, why }])
}

impl Ledger {
    /// Everything that was erased.
    pub(super) fn erasures(&self) -> Result<BTreeSet<Erased>, CareError> {
        Ok(self.read_at_length(|source| self.erasures_in(source))?)
    }

    /// The same, of the moment that a source shows, or a later one.
    pub(super) fn erasures_in(&self, source: &dyn Source) -> Result<BTreeSet<Erased>, Fault> {
        match self.list_place() {
            ListPlace::BesideTheFile => erased::read(self.data()).map_err(|error| Unavailable(error.to_string()).into()),
            ListPlace::InTheDatabase => shared_list::read(source, self.city()),
        }
    }

    /// Writes what was erased since into the list beside the database. A started ledger does so by itself.
    pub async fn list_erasures(&self) -> Result<(), Unavailable> {
        // The list of a shared database is in it.
        if !self.is_in_file() {
            return Ok(());
        }
        // One at a time: what one has taken over has numbers that are given again, and another would delete what came under them unread.
        let _turn = self.shared().listing.lock().await;
        loop {
            let rows = self.query(WAITING, values![self.city()]).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            let last: i64 = last.get(0)?;
            let at = self.now().0;
            let erased = rows.iter().map(|row| erased(row, at)).collect::<Result<Vec<_>, _>>()?;
            let data: PathBuf = self.data().to_path_buf();
            let added = tokio::task::spawn_blocking(move || add(&data, &erased.into_iter().flatten().collect::<Vec<_>>()));
            let added = added.await.map_err(|error| Unavailable(error.to_string()))?;
            added.map_err(|error| Unavailable(format!("the list of erasures cannot be written: {error}")))?;
            Point::ErasureListed.may_fail()?;
            let taken_over = "DELETE FROM erasure WHERE city = $1 AND erasure <= $2";
            self.side(vec![Statement::new(taken_over, values![self.city(), last])])
                .await?;
            Point::ErasureTakenOver.may_fail()?;
        }
    }
}

const WAITING: &str =
    "SELECT erasure.erasure, erasure.what, erasure.path, erasure.mark, erasure.why, event.leaf, keeping.purpose,
    keeping.basis, keeping.term_days, erasure.warrant FROM erasure LEFT JOIN event ON event.position = erasure.origin
    LEFT JOIN keeping ON keeping.keeping = erasure.keeping WHERE erasure.city = $1 ORDER BY erasure.erasure LIMIT 1000";

/// What is no warrant vouches for nothing, like none.
pub(super) fn warrant(row: &Row, column: usize) -> Result<Option<Warrant>, Unavailable> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

pub(super) fn draft(path: &str, mark: String) -> ErasedWhat {
    let (owner, draft) = path.split_once('/').unwrap_or((path, ""));
    ErasedWhat::Draft {
        owner: owner.to_owned(),
        draft: draft.to_owned(),
        mark,
    }
}

pub(super) fn why(why: &str, term: impl FnOnce() -> Result<ErasedWhy, Unavailable>) -> Result<ErasedWhy, Unavailable> {
    match why {
        "term" => term(),
        "draft" => Ok(ErasedWhy::Draft),
        "replaced" => Ok(ErasedWhy::Replaced),
        "unasked" => Ok(ErasedWhy::Unasked),
        _ => Ok(ErasedWhy::Asked),
    }
}

/// None where the record is gone with the value: nobody can put it back.
fn erased(row: &Row, at: i64) -> Result<Option<Erased>, Unavailable> {
    let (what, path, mark): (String, String, Vec<u8>) = (row.get(1)?, row.get(2)?, row.get(3)?);
    let mark = hex(&mark);
    let what = match what.as_str() {
        "draft" => draft(&path, mark),
        _ => {
            if row.get::<Option<Vec<u8>>>(5)?.is_none() {
                return Ok(None);
            }
            let record = Leaf::read(&row.leaf(5)?)?.record;
            ErasedWhat::Value {
                record,
                path,
                mark,
                warrant: warrant(row, 9)?,
            }
        }
    };
    let why = why(row.text(4)?, || {
        Ok(ErasedWhy::Term {
            purpose: row.get(6)?,
            basis: row.get(7)?,
            term_days: row.get(8)?,
        })
    })?;
    Ok(Some(Erased { at, what, why }))
}
