//! The list of what was erased: beside a file that holds the city, in a database that many servers share.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::erased::{self, Erased, ErasedWhat, ErasedWhy, add};
use super::error::CareError;
use identity::RegionCode;

use crate::clock::{Clock, SystemClock};
use crate::digest::{hex, unhex_all};
use crate::engine::{Fault, Source};
use crate::erasing::Warrant;
use crate::error::Unavailable;
use crate::leaf::Leaf;
use crate::ledger::Ledger;
use crate::point::Point;
use crate::reaction::Stop;
use crate::rows::Statement;
use crate::value::{Row, Value};
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

/// The same where many servers share a database.
pub(crate) fn note_file_in_database(city: RegionCode, name: &str) -> Statement {
    let what = ErasedWhat::File { name: name.to_owned() };
    let why = ErasedWhy::Asked;
    on_the_list(
        city,
        &Erased {
            at: SystemClock.now().0,
            what,
            why,
        },
    )
}

/// The list of a city in a database that many servers share.
pub(super) fn listed_in(source: &dyn Source, city: RegionCode) -> Result<BTreeSet<Erased>, Fault> {
    let mut list = BTreeSet::new();
    source.each(LISTED, &values![city], &mut |row| {
        list.insert(listed(&row)?);
        Ok(())
    })?;
    Ok(list)
}

/// What puts a list into such a database.
pub(super) fn list_anew(city: RegionCode, list: &BTreeSet<Erased>) -> impl Iterator<Item = Statement> {
    list.iter().map(move |erased| on_the_list(city, erased))
}

fn on_the_list(city: RegionCode, erased: &Erased) -> Statement {
    let Erased {
        at,
        what: what_was_erased,
        why,
    } = erased;
    let no_record: &[u8] = &[];
    let (what, record, path, mark): (_, Value, _, _) = match what_was_erased {
        ErasedWhat::Value { record, path, mark, .. } => ("value", (*record).into(), path.clone(), mark.as_str()),
        ErasedWhat::Draft { owner, draft, mark } => ("draft", no_record.into(), format!("{owner}/{draft}"), mark.as_str()),
        ErasedWhat::File { name } => ("file", no_record.into(), name.clone(), ""),
    };
    let warrant = match what_was_erased {
        ErasedWhat::Value { warrant, .. } => warrant.as_ref().map(Warrant::to_string),
        ErasedWhat::Draft { .. } | ErasedWhat::File { .. } => None,
    };
    let mark = unhex_all(mark).unwrap_or_default();
    let (why, purpose, basis, term_days) = match why {
        ErasedWhy::Asked => ("asked", None, None, None),
        ErasedWhy::Unasked => ("unasked", None, None, None),
        ErasedWhy::Replaced => ("replaced", None, None, None),
        ErasedWhy::Draft => ("draft", None, None, None),
        ErasedWhy::Term {
            purpose,
            basis,
            term_days,
        } => ("term", Some(purpose.as_str()), Some(basis.as_str()), Some(*term_days)),
    };
    Statement::new(
        ON_THE_LIST,
        values![
            city,
            what,
            record,
            path,
            mark.as_slice(),
            why,
            purpose,
            basis,
            term_days,
            *at,
            warrant
        ],
    )
}

impl Ledger {
    /// Everything that was erased.
    pub(super) fn erasures(&self) -> Result<BTreeSet<Erased>, CareError> {
        match self.is_in_file() {
            true => erased::read(self.data()),
            false => Ok(self.read_at_length(|source| listed_in(source, self.city()))?),
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

const LISTED: &str = "SELECT what, record, path, mark, why, purpose, basis, term_days, at, warrant FROM erased WHERE city = $1";
const ON_THE_LIST: &str = "INSERT INTO erased (city, what, record, path, mark, why, purpose, basis, term_days, at, warrant)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";

fn listed(row: &Row) -> Result<Erased, Unavailable> {
    let (what, path, mark): (String, String, Vec<u8>) = (row.get(0)?, row.get(2)?, row.get(3)?);
    let mark = hex(&mark);
    let what = match what.as_str() {
        "draft" => draft(&path, mark),
        "file" => ErasedWhat::File { name: path },
        _ => ErasedWhat::Value {
            record: row.get(1)?,
            path,
            mark,
            warrant: warrant(row, 9)?,
        },
    };
    let why = why(row.text(4)?, || {
        Ok(ErasedWhy::Term {
            purpose: row.get(5)?,
            basis: row.get(6)?,
            term_days: row.get(7)?,
        })
    })?;
    Ok(Erased {
        at: row.get(8)?,
        what,
        why,
    })
}

/// What is no warrant vouches for nothing, like none.
fn warrant(row: &Row, column: usize) -> Result<Option<Warrant>, Unavailable> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| text.parse().ok()))
}

fn draft(path: &str, mark: String) -> ErasedWhat {
    let (owner, draft) = path.split_once('/').unwrap_or((path, ""));
    ErasedWhat::Draft {
        owner: owner.to_owned(),
        draft: draft.to_owned(),
        mark,
    }
}

fn why(why: &str, term: impl FnOnce() -> Result<ErasedWhy, Unavailable>) -> Result<ErasedWhy, Unavailable> {
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
