//! Where questions about looks are: those of a party, those that an organ or those who watch over it have to answer.

use std::sync::Arc;

use authority::{ActName, Actor, Party, Scope, scope};
use identity::{RecordId, RegionCode};
use ledger::{Ledger, Rows, Table, Unavailable, Value, values};
use procedure::Release;

use super::record::{LookQuestion, LookQuestions};
use crate::looks::party_id;

/// So many are listed at once.
const LISTED_MAX: u32 = 200;

pub(super) const TABLES: &[Table] = &[Table {
    name: "counter_question",
    version: 1,
    create: "
        CREATE TABLE counter_question (
            city BIGINT NOT NULL,
            record BYTEA NOT NULL,
            party BYTEA NOT NULL,
            organ TEXT NOT NULL,
            region BIGINT NOT NULL,
            asked BIGINT NOT NULL,
            standing TEXT NOT NULL,
            PRIMARY KEY (city, record)
        );
        CREATE INDEX counter_question_party ON counter_question (city, party, asked);
        CREATE INDEX counter_question_organ ON counter_question (city, organ, standing, asked);
        CREATE INDEX counter_question_region ON counter_question (city, region, standing, asked);",
}];

/// Whether somebody has still to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody has answered.
    Open,
    /// Somebody has.
    Answered,
}

impl Standing {
    /// As rows and addresses write it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
        }
    }
}

impl LookQuestion {
    /// Whether somebody has still to answer.
    pub(crate) fn standing(&self) -> Standing {
        match self.answered {
            None => Standing::Open,
            Some(_) => Standing::Answered,
        }
    }
}

pub(super) fn write(id: RecordId, before: Option<&LookQuestion>, after: Option<&LookQuestion>, rows: &mut Rows) {
    let Some(question) = after else { return };
    let standing = question.standing().as_str();
    if before.is_none() {
        rows.execute(
            "INSERT INTO counter_question (city, record, party, organ, region, asked, standing) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                rows.city(),
                id,
                party_id(question.about.party),
                question.about.organ.as_str(),
                question.about.region,
                question.asked_on,
                standing
            ],
        );
    } else if before.is_some_and(|before| before.standing() != question.standing()) {
        rows.execute(
            "UPDATE counter_question SET standing = $1 WHERE city = $2 AND record = $3",
            values![standing, rows.city(), id],
        );
    }
}

/// A question with its record.
pub(crate) type Found = (RecordId, LookQuestion);

/// Everything that a party asked, the last first.
pub(crate) async fn of_party(ledger: &Ledger, party: Party) -> Result<Vec<Found>, Unavailable> {
    let sql = "SELECT record FROM counter_question WHERE city = $1 AND party = $2 ORDER BY asked DESC, record";
    found(ledger, sql, values![ledger.city(), party_id(party)]).await
}

/// What lies with the actor to answer, or was answered there: the oldest open one first.
pub(crate) async fn of_desk(
    ledger: &Ledger,
    release: &Release,
    actor: &Arc<Actor>,
    standing: Standing,
) -> Result<Option<Vec<Found>>, Unavailable> {
    let (condition, mut values) = match scope(actor, ActName::AnswerLook) {
        Scope::Organ(organ) => ("organ = $3".to_owned(), vec![Value::from(organ.as_str())]),
        Scope::Region(region) => {
            let regions = with_all_below(release, region);
            let places: Vec<String> = (3..3 + regions.len()).map(|place| format!("${place}")).collect();
            let values = regions.into_iter().map(Value::from).collect();
            (format!("region IN ({})", places.join(", ")), values)
        }
        Scope::Nothing | Scope::Behalf(..) | Scope::Party(_) | Scope::Everything => return Ok(None),
    };
    let order = match standing {
        Standing::Open => "asked, record",
        Standing::Answered => "asked DESC, record",
    };
    let mut all = values![ledger.city(), standing.as_str()];
    all.append(&mut values);
    let sql = format!(
        "SELECT record FROM counter_question WHERE city = $1 AND standing = $2 AND {condition} ORDER BY {order} LIMIT {LISTED_MAX}"
    );
    found(ledger, &sql, all).await.map(Some)
}

async fn found(ledger: &Ledger, sql: &str, values: Vec<Value>) -> Result<Vec<Found>, Unavailable> {
    let mut found = Vec::new();
    for row in ledger.query(sql, values).await? {
        let record: RecordId = row.get(0)?;
        let snapshot = ledger.state::<LookQuestions>(record).await?;
        found.extend(snapshot.and_then(|snapshot| Some((record, Option::clone(&snapshot.state)?))));
    }
    Ok(found)
}

fn with_all_below(release: &Release, region: RegionCode) -> Vec<RegionCode> {
    let mut regions = vec![region];
    let mut next = 0;
    while let Some(parent) = regions.get(next).copied() {
        regions.extend(release.regions_below(parent).map(|region| region.code));
        next += 1;
    }
    regions
}
