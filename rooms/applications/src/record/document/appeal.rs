//! Until when somebody may ask for reconsideration, and sue: both terms run from the service of the paper.

use calendar::{Calendar, Day, Deadline, Limit};
use procedure::definition::DocumentKind;

use super::IssuedDocument;

/// The terms of appeal, each with its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// The last day for asking for reconsideration: sixty calendar days (行政复议法 20).
    pub reconsideration: Day,
    /// The last day for a suit: six months (行政诉讼法 46).
    pub suit: Day,
}

/// Calendar days for asking for reconsideration (行政复议法 20).
const RECONSIDERATION_DAYS: u32 = 60;
/// Months for a suit (行政诉讼法 46).
const SUIT_MONTHS: u16 = 6;

impl IssuedDocument {
    /// The terms that run against it, once it has been served. The day of service does not count, and a last day on a rest day
    /// moves to the next working day (民法典 201, 203; 行政复议法 88; 行政诉讼法 101 with 民事诉讼法 85).
    #[must_use]
    pub fn appeal(&self, calendar: &Calendar) -> Option<Appeal> {
        let served = self.delivery.served_on().filter(|_| is_against_its_addressee(self.kind))?;
        let sixty = Limit::calendar(RECONSIDERATION_DAYS, "行政复议法 20");
        Some(Appeal {
            reconsideration: Deadline::from(served, &sixty, calendar).day(calendar),
            suit: Deadline::Calendar(same_day_in(served, SUIT_MONTHS)).day(calendar),
        })
    }
}

/// Decisions that take something away or give nothing. A pre-review opinion is no decision: nothing can be appealed.
fn is_against_its_addressee(kind: DocumentKind) -> bool {
    match kind {
        DocumentKind::NonAcceptanceNotice
        | DocumentKind::RefusalDecision
        | DocumentKind::RevocationDecision
        | DocumentKind::WithdrawalDecision
        | DocumentKind::CancellationDecision
        | DocumentKind::RequestRefusal => true,
        DocumentKind::CommitmentLetter
        | DocumentKind::AcceptanceNotice
        | DocumentKind::SupplementNotice
        | DocumentKind::SpecialProcedureNotice
        | DocumentKind::ExtensionNotice
        | DocumentKind::HearingNotice
        | DocumentKind::PaymentNotice
        | DocumentKind::ThirdPartyNotice
        | DocumentKind::ObjectionAnswer
        | DocumentKind::PreReviewOpinion
        | DocumentKind::Decision
        | DocumentKind::DeliveryRecord
        | DocumentKind::CorrectionNotice
        | DocumentKind::ReissueNotice
        | DocumentKind::ChangeDecision
        | DocumentKind::ProlongationDecision => false,
    }
}

/// The day of the same number so many months later; the last of that month where it has none (民法典 202).
pub(crate) fn same_day_in(day: Day, months: u16) -> Day {
    let ahead = day.month() - 1 + u32::from(months);
    let (years, month) = (ahead / 12, ahead % 12 + 1);
    let year = day.year().saturating_add(i32::try_from(years).unwrap_or(i32::MAX));
    let shorter = (0..4).find_map(|earlier| Day::new(year, month, day.day().checked_sub(earlier)?));
    shorter.unwrap_or(Day::MAX)
}
