//! Where requests are: those of a person, those that wait for an answer; what is restricted, and to whom it is shown today.

use authority::{ActName, Actor, Scope, scope};
use calendar::Moment;
use identity::RecordId;
use ledger::{Ledger, Rows, Stamp, Table, Unavailable, values};

use crate::record::{DataRequest, DataRequests};

/// So many are on a page of a desk's list.
pub(crate) const REQUESTS_A_PAGE: u32 = 50;
/// The timer that ends an account, some days after the answer.
pub(crate) const CLOSING_TIMER: &str = "privacy-closing";
/// The timer that tells of a request that nobody has answered in time.
pub(crate) const LATE_TIMER: &str = "privacy-late";

pub(crate) const TABLES: &[Table] = &[REQUEST, RESTRICTION, OPENING];

const REQUEST: Table = Table {
    name: "data_request",
    version: 2,
    create: "
        CREATE TABLE data_request (
            city BIGINT NOT NULL,
            record BYTEA NOT NULL,
            account BYTEA NOT NULL,
            wish TEXT NOT NULL,
            standing TEXT NOT NULL,
            asked BIGINT NOT NULL,
            PRIMARY KEY (city, record)
        );
        CREATE INDEX data_request_account ON data_request (city, account, asked);
        CREATE INDEX data_request_standing ON data_request (city, standing, asked);",
};

/// What is restricted, by which request.
const RESTRICTION: Table = Table {
    name: "data_restriction",
    version: 1,
    create: "
        CREATE TABLE data_restriction (
            city BIGINT NOT NULL,
            record BYTEA NOT NULL,
            request BYTEA NOT NULL,
            PRIMARY KEY (city, record, request)
        );
        CREATE INDEX data_restriction_request ON data_restriction (city, request);",
};

/// To whom something restricted is shown, and until when.
const OPENING: Table = Table {
    name: "data_opening",
    version: 1,
    create: "
        CREATE TABLE data_opening (
            city BIGINT NOT NULL,
            record BYTEA NOT NULL,
            account BYTEA NOT NULL,
            request BYTEA NOT NULL,
            last_day BIGINT NOT NULL,
            PRIMARY KEY (city, record, account, request)
        );",
};

pub(crate) fn write(id: RecordId, before: Option<&DataRequest>, after: Option<&DataRequest>, _: &Stamp, rows: &mut Rows) {
    let Some(request) = after else { return };
    match before {
        None => rows.execute(
            "INSERT INTO data_request (city, record, account, wish, standing, asked) VALUES ($1, $2, $3, $4, $5, $6)",
            values![
                rows.city(),
                id,
                request.account,
                request.wish.as_str(),
                request.standing.as_str(),
                request.asked_at
            ],
        ),
        Some(before) if before.standing != request.standing => rows.execute(
            "UPDATE data_request SET standing = $1 WHERE city = $2 AND record = $3",
            values![request.standing.as_str(), rows.city(), id],
        ),
        Some(_) => {}
    }
    restrictions(id, before, request, rows);
    openings(id, before, request, rows);
    if before.and_then(ends_at) != ends_at(request) {
        rows.timer(CLOSING_TIMER, ends_at(request));
    }
    if before.and_then(escalates_at) != escalates_at(request) {
        rows.timer(LATE_TIMER, escalates_at(request));
    }
}

fn restrictions(id: RecordId, before: Option<&DataRequest>, request: &DataRequest, rows: &mut Rows) {
    let known: Vec<RecordId> = before
        .into_iter()
        .flat_map(DataRequest::restricts)
        .map(|one| one.record)
        .collect();
    let now: Vec<RecordId> = request.restricts().map(|one| one.record).collect();
    for record in known.iter().filter(|record| !now.contains(record)) {
        rows.execute(
            "DELETE FROM data_restriction WHERE city = $1 AND record = $2 AND request = $3",
            values![rows.city(), *record, id],
        );
    }
    for record in now.iter().filter(|record| !known.contains(record)) {
        rows.execute(
            "INSERT INTO data_restriction (city, record, request) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            values![rows.city(), *record, id],
        );
    }
}

fn openings(id: RecordId, before: Option<&DataRequest>, request: &DataRequest, rows: &mut Rows) {
    let known = before.map_or(0, |before| before.openings.len());
    for opening in request.openings.iter().skip(known) {
        let Some(account) = opening.by else { continue };
        rows.execute(
            "INSERT INTO data_opening (city, record, account, request, last_day) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (city, record, account, request) DO UPDATE SET last_day = excluded.last_day",
            values![rows.city(), opening.record, account, id, opening.until],
        );
    }
}

/// When an account ends whose person asked for that.
fn ends_at(request: &DataRequest) -> Option<Moment> {
    request.ends_on().map(|day| Moment::at(day, 0, 0))
}

/// When it is told that nobody has answered in time.
fn escalates_at(request: &DataRequest) -> Option<Moment> {
    request.escalates_on().map(|day| Moment::at(day, 0, 0))
}

/// A request with its record.
pub(crate) type Found = (RecordId, DataRequest);

/// Everything that a person asked, the last first.
pub(crate) async fn of_account(ledger: &Ledger, account: RecordId) -> Result<Vec<Found>, Unavailable> {
    let sql = "SELECT record FROM data_request WHERE city = $1 AND account = $2 ORDER BY asked DESC, record";
    found(ledger, sql, values![ledger.city(), account]).await
}

/// How many requests lie with an actor to answer, or were; none for whoever answers nothing here.
pub(crate) async fn count_of_desk(ledger: &Ledger, actor: &Actor, which: Which) -> Result<Option<u64>, Unavailable> {
    let Scope::Region(region) = scope(actor, ActName::AnswerDataRequest) else {
        return Ok(None);
    };
    // People have no place; their requests lie with the bureau of the city.
    if !region.covers(ledger.city()) {
        return Ok(Some(0));
    }
    let sql = match which {
        Which::Open => "SELECT count(*) FROM data_request WHERE city = $1 AND standing = 'open'",
        Which::Ended => "SELECT count(*) FROM data_request WHERE city = $1 AND standing <> 'open'",
    };
    let rows = ledger.query(sql, values![ledger.city()]).await?;
    rows.first().map(|row| row.get(0)).transpose()
}

/// Those of a page, counted from 1: what waits for an answer the oldest first, what was answered the last first.
pub(crate) async fn of_desk(ledger: &Ledger, which: Which, page: u64) -> Result<Vec<Found>, Unavailable> {
    let sql = match which {
        Which::Open => {
            "SELECT record FROM data_request WHERE city = $1 AND standing = 'open' ORDER BY asked, record LIMIT $2 OFFSET $3"
        }
        Which::Ended => {
            "SELECT record FROM data_request WHERE city = $1 AND standing <> 'open' ORDER BY asked DESC, record LIMIT $2 OFFSET $3"
        }
    };
    let before = page.saturating_sub(1).saturating_mul(REQUESTS_A_PAGE.into());
    found(ledger, sql, values![ledger.city(), REQUESTS_A_PAGE, before]).await
}

/// Which requests of a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// Those that wait for an answer.
    Open,
    /// The others.
    Ended,
}

async fn found(ledger: &Ledger, sql: &'static str, values: Vec<ledger::Value>) -> Result<Vec<Found>, Unavailable> {
    let mut found = Vec::new();
    for row in ledger.query(sql, values).await? {
        let record: RecordId = row.get(0)?;
        let snapshot = ledger.state::<DataRequests>(record).await?;
        found.extend(snapshot.and_then(|snapshot| Some((record, Option::clone(&snapshot.state)?))));
    }
    Ok(found)
}

/// The request by which something is restricted.
pub(crate) async fn restricted_by(ledger: &Ledger, record: RecordId) -> Result<Option<RecordId>, Unavailable> {
    let sql = "SELECT request FROM data_restriction WHERE city = $1 AND record = $2 ORDER BY request LIMIT 1";
    let rows = ledger.look_up(sql, values![ledger.city(), record]).await?;
    rows.first().map(|row| row.get(0)).transpose()
}

/// Whether something restricted is shown to somebody today.
pub(crate) async fn is_open_to(ledger: &Ledger, record: RecordId, account: RecordId) -> Result<bool, Unavailable> {
    let sql = "SELECT 1 FROM data_opening WHERE city = $1 AND record = $2 AND account = $3 AND last_day >= $4 LIMIT 1";
    let today = ledger.now().day();
    let rows = ledger.look_up(sql, values![ledger.city(), record, account, today]).await?;
    Ok(!rows.is_empty())
}
