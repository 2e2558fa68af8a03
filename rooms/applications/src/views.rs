//! Index rows of applications, written with each command, and the queries on them.

mod asking;
mod at_hand;
mod cases;
mod desk_count;
mod documents;
mod false_promises;
mod filings;
mod intakes;
pub mod likeness;
pub mod lost_days;
mod notices;
pub mod overview;
pub mod savings;
mod tasks;

use identity::RecordId;
use ledger::{Rows, Stamp, Table};

use crate::record::Application;

pub use at_hand::{AtHand, at_hand};
pub use cases::{CaseRow, cases_of};
pub use desk_count::{DeskLoad, ToDo, desk_loads, to_do};
pub use documents::{DocumentRow, certificates_of, documents_numbered, waiting_in_region, waiting_of_organ};
pub use false_promises::barred_until;
pub use filings::{ApplicationRow, by_number, of_applicant, of_organ, of_project, of_region, own, running_by_release};
pub use intakes::{IntakeCounts, IntakeRow, intake_counts, intakes};
pub use notices::{NoticeFilter, NoticeRow, notice, running_notices};
pub use tasks::{
    CHECK_PREFIX, TaskFilter, TaskRow, TaskStatus, due_days, organs_at_work, proposal_of_row, request_of_row, tasks, with_terms,
};
pub(crate) use tasks::{ESCALATION_TIMER, NOTICE_TIMER, PAPERS_TIMER, SILENCE_TIMER, TERM_TIMER};

/// The index tables of applications.
pub static TABLES: &[Table] = &[
    filings::APPLICATION,
    filings::INVOLVEMENT,
    intakes::INTAKE,
    tasks::TASK,
    desk_count::DESK_COUNT,
    cases::CASE,
    overview::OVERVIEW,
    overview::OVERVIEW_COUNT,
    overview::OVERVIEW_TITLE,
    lost_days::STEP_DAYS,
    savings::SAVING,
    documents::DOCUMENT,
    notices::PUBLIC_NOTICE,
    false_promises::FALSE_PROMISE,
];

/// What one command changes in the index tables.
pub(crate) fn rows(id: RecordId, before: &Application, after: &Application, stamp: &Stamp, rows: &mut Rows) {
    filings::rows(id, before, after, rows);
    intakes::rows(id, before, after, stamp, rows);
    tasks::rows(id, before, after, rows);
    cases::rows(id, before, after, rows);
    overview::rows(id, before, after, rows);
    lost_days::rows(before, after, rows);
    savings::rows(id, before, after, rows);
    documents::rows(id, before, after, rows);
    notices::rows(id, before, after, rows);
    false_promises::rows(id, before, after, rows);
}
