//! Each transition as a handful of statements.

use std::time::{SystemTime, UNIX_EPOCH};

use calendar::{Calendar, Day, Moment};
use rusqlite::{Connection, params};

use crate::bench::case::{CERTIFICATES, Case, DEPARTMENTS, Kind, MATERIALS, REVIEWS, SIMPLE_MATERIALS, Transition, review_days};
use crate::bench::papers;

/// A task's states; those below 2 are on a desk.
pub(super) const OPEN: u8 = 0;
pub(super) const ACCEPTED: u8 = 1;
pub(super) const WAITING: u8 = 2;
pub(super) const DONE: u8 = 3;

/// Tasks of a case are numbered within it.
pub(super) const TASKS_A_CASE: u64 = 64;
/// The departments' term for a certificate.
pub(super) const CERTIFICATE_DAYS: i32 = 3;
/// The terms of a simple case: acceptance, review, decision, service.
pub(super) const SIMPLE_DAYS: [i32; 4] = [2, 3, 1, 1];

/// About 90 characters.
pub(super) const NOTE: &str = "done at the desk in the usual course; see the papers of the case for what was handed in there";

/// The working days that deadlines are reckoned in.
pub struct Days {
    /// Today.
    pub today: i32,
    calendar: Calendar,
}

impl Days {
    /// The nation's, as of today.
    pub fn today() -> Self {
        Self {
            today: Moment(now()).day().0,
            calendar: Calendar::national(),
        }
    }

    pub(super) fn after(&self, working_days: i32) -> i32 {
        self.calendar.add(Day(self.today), working_days).0
    }
}

/// Now, in milliseconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Does a transition in the open transaction.
pub fn perform(connection: &Connection, days: &Days, case: &Case, transition: Transition) -> anyhow::Result<()> {
    let floor = Hand {
        connection,
        days,
        case,
        now: now(),
    };
    match transition {
        Transition::Submit => floor.submit(),
        Transition::Accept(review) => floor.move_task(review, OPEN, ACCEPTED, None, "accept"),
        Transition::AskCorrection(review) => floor.move_task(review, ACCEPTED, WAITING, None, "ask"),
        Transition::Correct(review) => floor.move_task(review, WAITING, ACCEPTED, Some(review_days(review)), "correct"),
        Transition::Opinion(review) => floor.opinion(review),
        Transition::Land => floor.land(),
        Transition::Certificate(number) => floor.certificate(number),
        Transition::Close => floor.close("close"),
        Transition::TakeIn => floor.go_on(0, None, "accept"),
        Transition::Review => floor.go_on(1, Some(papers::OPINION), "review"),
        Transition::Decide => floor.go_on(2, None, "decide"),
        Transition::Deliver => {
            floor.end_task(3, None)?;
            floor.close("deliver")
        }
        Transition::Evaluate => floor.audit(None, "evaluate"),
    }
}

struct Hand<'a> {
    connection: &'a Connection,
    days: &'a Days,
    case: &'a Case,
    now: i64,
}

impl Hand<'_> {
    fn submit(&self) -> anyhow::Result<()> {
        let (materials, reviews, certificates) = match self.case.kind {
            Kind::Joint => (MATERIALS, REVIEWS, CERTIFICATES),
            Kind::Simple => (SIMPLE_MATERIALS, 0, 0),
        };
        self.connection
            .prepare_cached("INSERT INTO case_ VALUES (?1, ?2, ?3, ?4, 0, ?5, 0, ?6, ?7, NULL)")?
            .execute(params![
                self.case.number,
                self.case.kind.as_str(),
                self.case.title(),
                papers::form(self.case).to_string(),
                reviews,
                certificates,
                self.now
            ])?;
        for material in 0..materials {
            self.connection
                .prepare_cached("INSERT INTO material VALUES (?1, ?2, ?3, ?4, ?5)")?
                .execute(params![
                    self.case.number,
                    material,
                    papers::file_name(material),
                    papers::size(self.case, material),
                    papers::digest(self.case, material)
                ])?;
        }
        match self.case.kind {
            Kind::Joint => {
                (0..REVIEWS).try_for_each(|review| self.open_task(review, review % DEPARTMENTS, review_days(review)))?
            }
            Kind::Simple => self.open_task(0, 0, SIMPLE_DAYS[0])?,
        }
        self.audit(None, "submit")
    }

    fn open_task(&self, item: u8, department: u8, days: i32) -> anyhow::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO task VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6, NULL, NULL)")?
            .execute(params![
                self.task(item),
                self.case.number,
                department,
                item,
                self.days.after(days),
                self.now
            ])?;
        Ok(())
    }

    fn move_task(&self, item: u8, from: u8, to: u8, days: Option<i32>, action: &str) -> anyhow::Result<()> {
        let changed = match days {
            None => self
                .connection
                .prepare_cached("UPDATE task SET status = ?1 WHERE id = ?2 AND status = ?3")?
                .execute(params![to, self.task(item), from])?,
            Some(days) => self
                .connection
                .prepare_cached("UPDATE task SET status = ?1, due = ?2 WHERE id = ?3 AND status = ?4")?
                .execute(params![to, self.days.after(days), self.task(item), from])?,
        };
        anyhow::ensure!(changed == 1, "task {item} of case {} is not at {from}", self.case.number);
        self.audit(Some(item), action)
    }

    fn end_task(&self, item: u8, words: Option<&str>) -> anyhow::Result<()> {
        let changed = self
            .connection
            .prepare_cached("UPDATE task SET status = ?1, done_at = ?2, opinion = ?3 WHERE id = ?4 AND status < 2")?
            .execute(params![DONE, self.now, words, self.task(item)])?;
        anyhow::ensure!(changed == 1, "task {item} of case {} is not open", self.case.number);
        Ok(())
    }

    fn opinion(&self, review: u8) -> anyhow::Result<()> {
        self.end_task(review, Some(papers::OPINION))?;
        let count = "UPDATE case_ SET reviews_left = reviews_left - 1 WHERE id = ?1 RETURNING reviews_left = 0 AND gate_open";
        self.open_certificates_if(count)?;
        self.audit(Some(review), "opinion")
    }

    fn land(&self) -> anyhow::Result<()> {
        self.open_certificates_if("UPDATE case_ SET gate_open = 1 WHERE id = ?1 RETURNING reviews_left = 0")?;
        self.audit(None, "land")
    }

    fn open_certificates_if(&self, sql: &str) -> anyhow::Result<()> {
        if self
            .connection
            .prepare_cached(sql)?
            .query_row([self.case.number], |row| row.get(0))?
        {
            for number in 0..CERTIFICATES {
                self.open_task(REVIEWS + number, number % DEPARTMENTS, CERTIFICATE_DAYS)?;
            }
        }
        Ok(())
    }

    fn certificate(&self, number: u8) -> anyhow::Result<()> {
        self.end_task(REVIEWS + number, Some(&format!("{number}-{:06}", self.case.number)))?;
        self.connection
            .prepare_cached("UPDATE case_ SET certificates_left = certificates_left - 1 WHERE id = ?1")?
            .execute([self.case.number])?;
        self.audit(Some(REVIEWS + number), "certificate")
    }

    /// Ends a task of a simple case and opens the next.
    fn go_on(&self, item: u8, words: Option<&str>, action: &str) -> anyhow::Result<()> {
        self.end_task(item, words)?;
        self.open_task(item + 1, 0, SIMPLE_DAYS[usize::from(item) + 1])?;
        self.audit(Some(item), action)
    }

    fn close(&self, action: &str) -> anyhow::Result<()> {
        let closed = self
            .connection
            .prepare_cached("UPDATE case_ SET status = 1, closed_at = ?1 WHERE id = ?2 AND certificates_left = 0")?
            .execute(params![self.now, self.case.number])?;
        anyhow::ensure!(closed == 1, "case {} cannot be closed", self.case.number);
        self.audit(None, action)
    }

    fn audit(&self, item: Option<u8>, action: &str) -> anyhow::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO audit VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6)")?
            .execute(params![
                self.case.number,
                item.map(|item| self.task(item)),
                "officer",
                action,
                self.now,
                NOTE
            ])?;
        Ok(())
    }

    fn task(&self, item: u8) -> u64 {
        self.case.number * TASKS_A_CASE + u64::from(item)
    }
}
