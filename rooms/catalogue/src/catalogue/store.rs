//! Releases on disk: beside the log, whole, so that a case filed years ago finds the rules of its day.

use std::collections::HashMap;
use std::sync::Arc;

use calendar::Moment;
use ledger::{Beside, Ledger, Row, Statement, Unavailable, values};
use procedure::Release;

use super::{CatalogueError, Edition, PackTexts, ReleaseEntry};

const STEPS: &[&str] = &[
    "
    CREATE TABLE release (
        city BIGINT NOT NULL, number BIGINT NOT NULL, digest TEXT NOT NULL, at BIGINT NOT NULL, files TEXT NOT NULL,
        PRIMARY KEY (city, number));",
    "
    CREATE TABLE release_candidate (
        city BIGINT NOT NULL, digest TEXT NOT NULL, files TEXT NOT NULL, PRIMARY KEY (city, digest));",
];

/// The number of the newest release; none while there is none.
pub(super) async fn newest(ledger: &Ledger) -> Result<Option<u32>, Unavailable> {
    let sql = "SELECT MAX(number) FROM release WHERE city = $1";
    let rows = ledger.query(sql, values![ledger.city()]).await?;
    rows.first().map_or(Ok(None), |row| row.get(0))
}

/// What the room keeps beside the log.
pub const BESIDE_THE_LOG: Beside = Beside {
    room: "catalogue",
    steps: STEPS,
    taken_out: &["release", "release_candidate"],
};

/// A log that was put back knows of no release that came into force after its last event: such a release waits to be brought into force
/// again.
///
/// # Errors
/// When the ledger cannot write.
pub async fn put_back(ledger: &Ledger, last_event: Moment) -> Result<(), Unavailable> {
    let later = "city = $1 AND at > $2 AND number > (SELECT min(number) FROM release WHERE city = $1)";
    let statement = |sql: String| Statement::new(sql, values![ledger.city(), last_event]);
    let statements = vec![
        statement(format!(
            "INSERT INTO release_candidate (city, digest, files) SELECT city, digest, files FROM release WHERE {later}
             ON CONFLICT (city, digest) DO NOTHING"
        )),
        statement(format!("DELETE FROM release WHERE {later}")),
    ];
    ledger.side(statements).await.map(|_| ())
}

const ALL: &str = "SELECT number, digest, at, files FROM release WHERE city = $1 ORDER BY number";

/// Every release that was ever in force, the newest last.
pub(super) async fn load_all(ledger: &Ledger) -> Result<(Vec<Arc<Edition>>, Vec<ReleaseEntry>), CatalogueError> {
    let rows = ledger.query(ALL, values![ledger.city()]).await?;
    let mut known: HashMap<String, Arc<Edition>> = HashMap::new();
    let (mut editions, mut entries) = (Vec::new(), Vec::new());
    for row in &rows {
        let entry = entry(row)?;
        let edition = match known.get(&entry.digest) {
            Some(edition) => Arc::clone(edition),
            None => edition(row, &entry)?,
        };
        known.insert(entry.digest.clone(), Arc::clone(&edition));
        editions.push(edition);
        entries.push(entry);
    }
    Ok((editions, entries))
}

fn entry(row: &Row) -> Result<ReleaseEntry, Unavailable> {
    Ok(ReleaseEntry {
        number: row.get(0)?,
        digest: row.get(1)?,
        at: row.get(2)?,
    })
}

fn edition(row: &Row, entry: &ReleaseEntry) -> Result<Arc<Edition>, CatalogueError> {
    let files: String = row.get(3)?;
    let texts: PackTexts =
        serde_json::from_str(&files).map_err(|error| Unavailable(format!("release {}: {error}", entry.number)))?;
    if Release::digest_of(&texts) != entry.digest {
        return Err(CatalogueError::Altered {
            number: entry.number,
            digest: entry.digest.clone(),
        });
    }
    Edition::kept(&texts).map_err(|findings| CatalogueError::Unreadable {
        number: entry.number,
        digest: entry.digest.clone(),
        findings,
    })
}

/// The releases whose text is not what their digest says.
pub(super) fn altered(ledger: &Ledger) -> Result<Vec<ReleaseEntry>, Unavailable> {
    let rows = ledger.query_blocking(ALL, values![ledger.city()])?;
    let mut altered = Vec::new();
    for row in &rows {
        let entry = entry(row)?;
        // What is no pack at all any more is altered, too.
        let texts = serde_json::from_str::<PackTexts>(&row.get::<String>(3)?);
        if !texts.is_ok_and(|texts| Release::digest_of(&texts) == entry.digest) {
            altered.push(entry);
        }
    }
    Ok(altered)
}

/// Writes a release down under the next number.
pub(super) async fn keep(ledger: &Ledger, edition: &Edition, texts: &PackTexts) -> Result<ReleaseEntry, CatalogueError> {
    let files = definitions(texts)?;
    let insert = "INSERT INTO release (city, number, digest, at, files)
        SELECT $1, COALESCE(MAX(number), 0) + 1, $2, $3, $4 FROM release WHERE city = $1";
    let values = values![ledger.city(), edition.release.digest(), ledger.now(), files];
    ledger.side(vec![Statement::new(insert, values)]).await?;
    let newest = "SELECT number, digest, at FROM release WHERE city = $1 ORDER BY number DESC LIMIT 1";
    let rows = ledger.query(newest, values![ledger.city()]).await?;
    let row = rows
        .first()
        .ok_or_else(|| Unavailable("the release was not written".to_owned()))?;
    Ok(entry(row)?)
}

/// Writes a release down that is not in force yet.
pub(super) async fn keep_candidate(ledger: &Ledger, digest: &str, texts: &PackTexts) -> Result<(), Unavailable> {
    let insert = "INSERT INTO release_candidate (city, digest, files) VALUES ($1, $2, $3) ON CONFLICT (city, digest) DO NOTHING";
    let values = values![ledger.city(), digest, definitions(texts)?];
    ledger.side(vec![Statement::new(insert, values)]).await.map(|_| ())
}

/// The texts of a release, in force once or not yet.
pub(super) async fn texts_of(ledger: &Ledger, digest: &str) -> Result<Option<PackTexts>, Unavailable> {
    let sql = "SELECT files FROM release_candidate WHERE city = $1 AND digest = $2
        UNION ALL SELECT files FROM release WHERE city = $1 AND digest = $2";
    let rows = ledger.query(sql, values![ledger.city(), digest]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let files: String = row.get(0)?;
    serde_json::from_str(&files)
        .map(Some)
        .map_err(|error| Unavailable(format!("release {digest}: {error}")))
}

/// The texts of the definitions; the sample's people and projects define nothing.
fn definitions(texts: &PackTexts) -> Result<String, Unavailable> {
    let definitions: PackTexts = texts
        .iter()
        .filter(|(path, _)| !path.starts_with("sample/"))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    serde_json::to_string(&definitions).map_err(|error| Unavailable(error.to_string()))
}
