//! What the holders of certificates ask for, among what is on the desks.

use super::{Days, Desks, NewTask, TaskStatus};
use crate::record::Application;
use crate::record::request::{Request, RequestKind, RequestNumber};

/// The row of what the holder of a certificate asks for, told from a step's: `request:prolong:2`.
const REQUEST_PREFIX: &str = "request:";

/// What holders ask for, each on the desk of the organ that issued the certificate, until it has proposed an answer.
pub(super) fn rows(desks: &mut Desks<'_>, before: &Application) {
    let after = desks.after;
    for request in &after.requests {
        let requested = &request.requested;
        let Some(certificate) = after.document(requested.document) else {
            continue;
        };
        let step = format!("{REQUEST_PREFIX}{}:{}", requested.kind.as_str(), requested.number);
        let task = |shown: &Request| NewTask {
            step: &step,
            organ: &certificate.organ,
            item: requested.item.as_str(),
            status: TaskStatus::Open,
            days: Days::of(Some(shown.due.light_days())),
            duty: "handle",
            holder: None,
        };
        let was = before.unanswered(requested.number).map(task);
        let is = after.unanswered(requested.number).map(task);
        match (was, is) {
            (Some(was), Some(is)) if was.days == is.days => {}
            (was, is) => {
                was.iter().for_each(|was| desks.keep(was, true, false));
                is.iter().for_each(|is| desks.keep(is, false, true));
            }
        }
    }
}

/// What is asked for, and the number of the request for which a row is named, if it is one's.
#[must_use]
pub fn request_of_row(step: &str) -> Option<(RequestKind, RequestNumber)> {
    let (kind, number) = step.strip_prefix(REQUEST_PREFIX)?.split_once(':')?;
    Some((RequestKind::from_text(kind)?, number.parse().ok()?))
}
