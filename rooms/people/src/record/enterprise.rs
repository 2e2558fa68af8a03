//! An enterprise: registered by its legal representative, who gives mandates to agents and takes them back.
//! Name and credit code are public by law (企业信息公示暂行条例) and stand in the events.

mod command;
mod event;
mod refusal;
mod rows;
mod state;

use authority::Capacity;
use identity::{CreditCode, RecordId};
use ledger::{Claim, Context, Decision, Record, Rows, Stamp, Table};

pub use command::{EnterpriseCommand, GiveMandate, OpenAtWindow, OpenEnterprise, RevokeMandate};
pub use event::EnterpriseEvent;
pub use refusal::EnterpriseRefusal;
pub use state::{EnterpriseState, MandateGiven};

/// The longest mandate: three years.
pub const MANDATE_DAYS_MAX: i32 = 1_096;
/// The most mandates in force at a time.
pub const MANDATES_MAX: usize = 100;
/// The longest name of an enterprise.
pub const ENTERPRISE_NAME_LENGTH_MAX: usize = 100;

/// The kind of record.
#[derive(Debug)]
pub enum Enterprise {}

impl Record for Enterprise {
    const KIND: &'static str = "enterprise";
    const EVENT_VERSION: u32 = 1;

    type State = EnterpriseState;
    type Command = EnterpriseCommand;
    type Event = EnterpriseEvent;
    type Refusal = EnterpriseRefusal;

    fn decide(
        state: &EnterpriseState,
        command: EnterpriseCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<EnterpriseEvent>, EnterpriseRefusal> {
        match (state.is_open(), command) {
            (false, EnterpriseCommand::Open(opening)) => open(opening, context),
            (true, EnterpriseCommand::Open(_)) => Err(EnterpriseRefusal::AlreadyOpen),
            (false, EnterpriseCommand::GiveMandate(_) | EnterpriseCommand::RevokeMandate(_)) => Err(EnterpriseRefusal::NotOpen),
            (true, EnterpriseCommand::GiveMandate(giving)) => give_mandate(state, giving, context),
            (true, EnterpriseCommand::RevokeMandate(revoking)) => revoke_mandate(state, revoking, context),
        }
    }

    fn apply(state: &mut EnterpriseState, event: &EnterpriseEvent, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn tables() -> &'static [Table] {
        rows::TABLES
    }

    fn rows(id: RecordId, before: &EnterpriseState, after: &EnterpriseState, _: &Stamp, rows: &mut Rows) {
        rows::write(id, before, after, rows);
    }
}

fn open(opening: OpenEnterprise, context: &Context<'_>) -> Result<Decision<EnterpriseEvent>, EnterpriseRefusal> {
    let name = opening.name.trim();
    if name.is_empty() {
        return Err(EnterpriseRefusal::NameMissing);
    }
    if !(4..=ENTERPRISE_NAME_LENGTH_MAX).contains(&name.chars().count()) {
        return Err(EnterpriseRefusal::NameLength);
    }
    let claim = credit_code_claim(&opening.credit_code);
    let event = EnterpriseEvent::Opened {
        name: name.to_owned(),
        credit_code: opening.credit_code,
        representative: opening.representative,
        sample: context.actor.capacity == Capacity::Seed,
    };
    Ok(Decision::from(event).claiming(claim))
}

fn give_mandate(
    state: &EnterpriseState,
    giving: GiveMandate,
    context: &mut Context<'_>,
) -> Result<Decision<EnterpriseEvent>, EnterpriseRefusal> {
    let today = context.at.day();
    if state.representative() == Some(giving.agent) {
        return Err(EnterpriseRefusal::AgentIsRepresentative);
    }
    if giving.from < today {
        return Err(EnterpriseRefusal::MandateBeginsInThePast);
    }
    if giving.until < giving.from {
        return Err(EnterpriseRefusal::MandateEndsBeforeItBegins);
    }
    if giving.until.since(giving.from) > MANDATE_DAYS_MAX {
        return Err(EnterpriseRefusal::MandateTooLong);
    }
    if state.mandates_not_over(today).any(|mandate| mandate.agent == giving.agent) {
        return Err(EnterpriseRefusal::AgentHasMandate);
    }
    if state.mandates_not_over(today).count() >= MANDATES_MAX {
        return Err(EnterpriseRefusal::TooManyMandates);
    }
    let mandate = context.new_id();
    Ok(EnterpriseEvent::MandateGiven {
        mandate,
        agent: giving.agent,
        scope: giving.scope,
        from: giving.from,
        until: giving.until,
    }
    .into())
}

fn revoke_mandate(
    state: &EnterpriseState,
    revoking: RevokeMandate,
    context: &Context<'_>,
) -> Result<Decision<EnterpriseEvent>, EnterpriseRefusal> {
    match state.mandate(revoking.mandate) {
        None => Err(EnterpriseRefusal::NoSuchMandate),
        Some(mandate) if mandate.is_over(context.at.day()) => Err(EnterpriseRefusal::MandateOver),
        Some(_) => Ok(EnterpriseEvent::MandateRevoked {
            mandate: revoking.mandate,
        }
        .into()),
    }
}

/// One record an enterprise.
pub fn credit_code_claim(code: &CreditCode) -> Claim {
    Claim::new("credit-code", code.as_str())
}
