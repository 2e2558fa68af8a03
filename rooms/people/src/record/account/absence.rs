//! Being away, and who stands in meanwhile (请假、代理): it begins and ends by its days. Nobody is asked why.

use calendar::Day;
use identity::{OrganId, RecordId};
use ledger::{Context, Decision};

use super::command::{DeclareAbsence, EndAbsence};
use super::{AccountEvent, AccountRefusal, AccountState};

/// The longest absence that is declared at once.
pub const ABSENCE_DAYS_MAX: i32 = 366;

/// A time in which somebody is not at work for an organ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Counted up for each account, from 1.
    pub number: u32,
    /// For which organ.
    pub organ: OrganId,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Who stands in.
    pub deputy: Option<RecordId>,
    /// Who declared it.
    pub declared_by: Option<RecordId>,
}

impl Absence {
    /// Whether it covers that day.
    pub fn covers(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    /// Whether it has a day in common with those days.
    pub fn meets(&self, from: Day, until: Day) -> bool {
        self.from <= until && from <= self.until
    }
}

pub(super) fn declare(
    state: &AccountState,
    command: DeclareAbsence,
    context: &Context<'_>,
) -> Result<Decision<AccountEvent>, AccountRefusal> {
    let today = context.at.day();
    if !state.posts().values().any(|held| held.organ == command.organ) {
        return Err(AccountRefusal::NotOfThisOrgan);
    }
    if command.until < command.from || command.from < today {
        return Err(AccountRefusal::DaysTheWrongWay);
    }
    if command.until.since(command.from) >= ABSENCE_DAYS_MAX {
        return Err(AccountRefusal::AbsentTooLong);
    }
    let meets = |known: &&Absence| known.organ == command.organ && known.meets(command.from, command.until);
    if state.absences().iter().any(|known| meets(&known)) {
        return Err(AccountRefusal::AbsentThen);
    }
    let deputy = command.deputy;
    if deputy.is_some_and(|deputy| deputy.account == context.record) {
        return Err(AccountRefusal::OwnDeputy);
    }
    let event = AccountEvent::AbsenceDeclared {
        absence: state.absences_declared() + 1,
        organ: command.organ,
        from: command.from,
        until: command.until,
        deputy: deputy.map(|deputy| deputy.account),
    };
    let decision = Decision::from(event);
    Ok(match deputy {
        Some(deputy) => decision.expecting(deputy.account, deputy.version),
        None => decision,
    })
}

/// Back earlier than said, or not going at all.
pub(super) fn end(
    state: &AccountState,
    command: &EndAbsence,
    context: &Context<'_>,
) -> Result<Decision<AccountEvent>, AccountRefusal> {
    let today = context.at.day();
    let known = state.absences().iter().find(|known| known.number == command.absence);
    let absence = known.ok_or(AccountRefusal::NoSuchAbsence)?;
    if absence.until < today {
        return Err(AccountRefusal::AbsenceOver);
    }
    Ok(AccountEvent::AbsenceEnded {
        absence: absence.number,
        last: today.plus(-1),
    }
    .into())
}
