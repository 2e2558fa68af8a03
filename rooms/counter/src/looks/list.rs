//! The looks at what belongs to a party, the last first.

use authority::Party;
use calendar::{Day, Moment};
use identity::RecordId;
use ledger::{Ledger, Row, Unavailable, Value, values};

use super::{Occasion, What};
use crate::side::hour_of;

/// A look at no application in particular.
pub(crate) const NO_APPLICATION: RecordId = RecordId::from_bytes([0; 16]);

/// One hour of somebody's looks at one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookRow {
    /// Who looked.
    pub account: RecordId,
    /// In which post.
    pub post: String,
    /// At which application, if at one.
    pub application: Option<RecordId>,
    /// At what.
    pub what: What,
    /// On which occasion.
    pub occasion: Occasion,
    /// First in that hour.
    pub first: Moment,
    /// Last in that hour.
    pub last: Moment,
    /// How often.
    pub times: u32,
}

/// Which looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// At one application alone.
    pub application: Option<RecordId>,
    /// At one kind of thing alone.
    pub what: Option<What>,
    /// From that day on.
    pub since: Option<Day>,
    /// Older than this one, for the next page.
    pub before: Option<Moment>,
}

/// The record behind a party; persons' and enterprises' identifiers never coincide.
pub(crate) fn party_id(party: Party) -> RecordId {
    match party {
        Party::Person(id) | Party::Enterprise(id) => id,
    }
}

/// The looks at what belongs to a party.
///
/// # Errors
/// When the store cannot be read.
pub async fn of_party(ledger: &Ledger, party: Party, filter: Filter, limit: u32) -> Result<Vec<LookRow>, Unavailable> {
    let mut values = values![ledger.city(), party_id(party)];
    let mut conditions = String::new();
    let mut and = |condition: &str, value: Value| {
        values.push(value);
        conditions.push_str(&format!(" AND {condition} ${}", values.len()));
    };
    if let Some(application) = filter.application {
        and("application =", application.into());
    }
    if let Some(what) = filter.what {
        and("what =", what.as_str().into());
    }
    if let Some(since) = filter.since {
        and("hour >=", hour_of(Moment::at(since, 0, 0)).into());
    }
    if let Some(before) = filter.before {
        and("last <", before.into());
    }
    values.push(limit.into());
    let sql = format!(
        "SELECT account, post, application, what, occasion, first, last, times FROM counter_look
         WHERE city = $1 AND party = $2{conditions} ORDER BY last DESC LIMIT ${}",
        values.len()
    );
    ledger.query(sql, values).await?.iter().map(LookRow::read).collect()
}

impl LookRow {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        let application: RecordId = row.get(2)?;
        let what: String = row.get(3)?;
        Ok(Self {
            account: row.get(0)?,
            post: row.get(1)?,
            application: (application != NO_APPLICATION).then_some(application),
            what: What::named(&what).ok_or_else(|| Unavailable(format!("{what} is nothing to look at")))?,
            occasion: Occasion::named(&row.get::<String>(4)?),
            first: row.get(5)?,
            last: row.get(6)?,
            times: row.get(7)?,
        })
    }
}
