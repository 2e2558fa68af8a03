//! An authorisation (授权): one person in a post may act for one person or enterprise, so far and so long.
//!
//! The party gives it to a helper in the portal, or it is that of a visit: whoever stands at a window lets the clerk act
//! that day, after the clerk has made sure who it is. It ends by its term, taken back by the party, or laid down.

mod command;
mod event;
mod refusal;
pub(crate) mod rows;
mod state;

use authority::Party;
use identity::RecordId;
use ledger::{Context, Decision, Record, Rows, Secret, Stamp, Table};

pub use command::{AuthorisationCommand, GiveAuthorisation, LayDownAuthorisation, OpenVisit, RevokeAuthorisation};
pub use event::AuthorisationEvent;
pub use refusal::AuthorisationRefusal;
pub use state::{AuthorisationState, Authorised, Basis, Mode};

use super::checks::{in_order, of_a_person};
use super::{IdentityCheck, Present, keeping};

/// The longest authorisation of a helper: a key project takes a year and more.
pub const AUTHORISATION_DAYS_MAX: i32 = 731;
/// Vault path of the name of whoever stands there for another.
pub const PRESENT_NAME: &str = "present/name";
/// Vault path of that person's identity number.
pub const PRESENT_NUMBER: &str = "present/resident_number";

/// The kind of record.
#[derive(Debug)]
pub enum Authorisation {}

impl Record for Authorisation {
    const KIND: &'static str = "authorisation";
    const EVENT_VERSION: u32 = 1;

    type State = AuthorisationState;
    type Command = AuthorisationCommand;
    type Event = AuthorisationEvent;
    type Refusal = AuthorisationRefusal;

    fn decide(
        state: &AuthorisationState,
        command: AuthorisationCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<AuthorisationEvent>, AuthorisationRefusal> {
        match (&state.given, command) {
            (None, AuthorisationCommand::Give(giving)) => give(giving, context),
            (None, AuthorisationCommand::OpenVisit(visit)) => open_visit(visit, context),
            (Some(_), AuthorisationCommand::Give(_) | AuthorisationCommand::OpenVisit(_)) => {
                Err(AuthorisationRefusal::AlreadyGiven)
            }
            (None, AuthorisationCommand::Revoke(_) | AuthorisationCommand::LayDown(_)) => Err(AuthorisationRefusal::NotGiven),
            (Some(given), AuthorisationCommand::Revoke(_) | AuthorisationCommand::LayDown(_))
                if state.is_over(given, context.at.day()) =>
            {
                Err(AuthorisationRefusal::Over)
            }
            (Some(_), AuthorisationCommand::Revoke(_)) => Ok(AuthorisationEvent::Revoked.into()),
            (Some(_), AuthorisationCommand::LayDown(_)) => Ok(AuthorisationEvent::LaidDown.into()),
        }
    }

    fn apply(state: &mut AuthorisationState, event: &AuthorisationEvent, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn tables() -> &'static [Table] {
        rows::TABLES
    }

    fn rows(id: RecordId, before: &AuthorisationState, after: &AuthorisationState, _: &Stamp, rows: &mut Rows) {
        rows::write(id, before, after, rows);
    }
}

fn give(giving: GiveAuthorisation, context: &Context<'_>) -> Result<Decision<AuthorisationEvent>, AuthorisationRefusal> {
    let today = context.at.day();
    let party = context.actor.party().ok_or(AuthorisationRefusal::NotGiven)?;
    if context.actor.account == Some(giving.holder) {
        return Err(AuthorisationRefusal::ToOneself);
    }
    if giving.until < today {
        return Err(AuthorisationRefusal::EndsInThePast);
    }
    if giving.until.since(today) > AUTHORISATION_DAYS_MAX {
        return Err(AuthorisationRefusal::TooLong);
    }
    Ok(AuthorisationEvent::Given {
        party,
        holder: giving.holder,
        post: giving.post,
        organ: giving.organ,
        mode: giving.mode,
        reach: giving.reach,
        from: today,
        until: giving.until,
    }
    .into())
}

/// The right of a visit ends with the day; who stands there was made sure of before.
fn open_visit(visit: OpenVisit, context: &Context<'_>) -> Result<Decision<AuthorisationEvent>, AuthorisationRefusal> {
    let (Some(holder), Some(post)) = (context.actor.account, context.actor.held_post()) else {
        return Err(AuthorisationRefusal::NotAtAWindow);
    };
    if visit.party == Party::Person(holder) {
        return Err(AuthorisationRefusal::ToOneself);
    }
    let for_enterprise = matches!(visit.party, Party::Enterprise(_));
    sure(for_enterprise, visit.present, visit.stands_there.is_some(), &visit.checks)?;
    let today = context.at.day();
    let event = AuthorisationEvent::VisitOpened {
        party: visit.party,
        holder,
        post: post.id.clone(),
        organ: post.organ.clone(),
        reach: visit.reach,
        day: today,
        present: visit.present,
        checks: in_order(visit.checks),
    };
    let who = visit.stands_there.into_iter().flat_map(|(name, number)| {
        [
            Secret::new(PRESENT_NAME, name.clear_text(), keeping::IDENTITY),
            Secret::new(PRESENT_NUMBER, number.clear_text(), keeping::IDENTITY),
        ]
    });
    Ok(Decision::from(event).with_secrets(who))
}

/// The person is whom the papers name; an enterprise shows its licence; whoever acts for another shows the mandate.
///
/// # Errors
/// What is not sure.
pub fn sure(
    for_enterprise: bool,
    present: Present,
    agent_known: bool,
    checks: &[IdentityCheck],
) -> Result<(), AuthorisationRefusal> {
    let checked = |check| checks.contains(&check);
    if of_a_person(checks) == 0 {
        return Err(AuthorisationRefusal::IdentityNotChecked);
    }
    if for_enterprise && !checked(IdentityCheck::BusinessLicence) {
        return Err(AuthorisationRefusal::LicenceNotChecked);
    }
    match present {
        Present::Oneself => Ok(()),
        Present::Agent if !checked(IdentityCheck::MandatePaper) => Err(AuthorisationRefusal::MandateNotChecked),
        Present::Agent if !agent_known => Err(AuthorisationRefusal::AgentUnknown),
        Present::Agent => Ok(()),
    }
}
