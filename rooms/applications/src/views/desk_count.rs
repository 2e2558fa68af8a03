//! How many tasks of each kind lie on each desk: kept with the tasks, so that nobody counts thousands of rows for a number.

use calendar::Day;
use identity::OrganId;
use ledger::{Ledger, Row, Rows, Sums, Table, Unavailable, values};

use super::tasks::{Days, TaskStatus};

/// One row for tasks that count alike.
pub(super) const DESK_COUNT: Table = Table {
    name: "desk_count",
    version: 2,
    create: "
        CREATE TABLE desk_count (
            city BIGINT NOT NULL, organ TEXT NOT NULL, duty TEXT NOT NULL, status TEXT NOT NULL, due BIGINT NOT NULL,
            short BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (city, organ, duty, status, due, short));",
};

const COUNTS: Sums = Sums {
    add: "INSERT INTO desk_count (city, organ, duty, status, due, short, n) VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (city, organ, duty, status, due, short) DO UPDATE SET n = desk_count.n + excluded.n",
    clear: Some(
        "DELETE FROM desk_count WHERE city = $1 AND organ = $2 AND duty = $3 AND status = $4 AND due = $5 AND short = $6 AND n = 0",
    ),
};

/// Where a task is counted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted<'a> {
    organ: &'a OrganId,
    duty: &'static str,
    status: TaskStatus,
    days: Days,
}

impl<'a> Counted<'a> {
    /// By its days only where somebody there has to act: no other task is late or short of time.
    pub(super) fn of(organ: &'a OrganId, status: TaskStatus, days: Days, duty: &'static str) -> Self {
        Self {
            organ,
            duty,
            status,
            days: if status == TaskStatus::Open { days } else { Days::NONE },
        }
    }

    /// Counts one more there, or one fewer.
    pub(super) fn add(self, by: i64, rows: &mut Rows) {
        let Days { due, short, .. } = self.days;
        let key = values![rows.city(), self.organ.as_str(), self.duty, self.status.as_str(), due, short];
        rows.add(&COUNTS, key, &[by]);
    }
}

/// What there is to do at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToDo {
    /// Tasks on which somebody there has to act.
    pub open: u32,
    /// Those past their day.
    pub late: u32,
}

/// What there is to do at a desk, as of today.
///
/// # Errors
/// When the store cannot be read.
pub async fn to_do(ledger: &Ledger, organ: &OrganId, today: Day) -> Result<ToDo, Unavailable> {
    let rows = ledger
        .query(
            "SELECT COALESCE(SUM(n), 0), COALESCE(SUM(CASE WHEN due < $1 THEN n END), 0)
             FROM desk_count WHERE city = $2 AND organ = $3 AND status = 'open'",
            values![today, ledger.city(), organ.as_str()],
        )
        .await?;
    let Some(row) = rows.first() else {
        return Ok(ToDo { open: 0, late: 0 });
    };
    Ok(ToDo {
        open: row.get(0)?,
        late: row.get(1)?,
    })
}

/// What lies at one desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLoad {
    /// Whose desk.
    pub organ: String,
    /// What there is to do at it, where a clock runs.
    pub to_do: ToDo,
}

/// What there is to do at every desk of the city, as of today.
///
/// # Errors
/// When the store cannot be read.
pub async fn desk_loads(ledger: &Ledger, today: Day) -> Result<Vec<DeskLoad>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT organ, SUM(n), SUM(CASE WHEN due < $1 THEN n ELSE 0 END) FROM desk_count
             WHERE city = $2 AND status = 'open' AND due < $3 GROUP BY organ ORDER BY organ",
            values![today, ledger.city(), Days::NONE.due],
        )
        .await?;
    let load = |row: &Row| {
        Ok(DeskLoad {
            organ: row.get(0)?,
            to_do: ToDo {
                open: row.get(1)?,
                late: row.get(2)?,
            },
        })
    };
    rows.iter().map(load).collect()
}
