//! Who may take papers for an applicant today, by the registers of persons and mandates.

use authority::{AgentScope, Party};
use calendar::Day;
use identity::RecordId;
use ledger::{Ledger, Unavailable};
use people::{Enterprise, EnterpriseState};

use crate::record::Refusal;
use crate::record::document::Receiver;

/// Somebody who came, or once came, for an applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// The account.
    pub account: RecordId,
    /// The name, for the window to compare with the identity card.
    pub name: String,
    /// By which right.
    pub right: Right,
}

/// By which right somebody takes papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Right {
    /// The applicant.
    Applicant,
    /// The legal representative.
    Representative,
    /// An agent whose mandate runs through that day.
    Agent(Day),
    /// A mandate that has ended, was taken back, or only lets look: no right.
    Lapsed,
}

/// Everybody who may take papers for an applicant today, and the agents who may no more: whoever hands over sees both.
///
/// # Errors
/// When the ledger cannot be read.
pub async fn bearers(ledger: &Ledger, applicant: Party) -> Result<Vec<Bearer>, Unavailable> {
    let today = ledger.now().day();
    let rights = match applicant {
        Party::Person(account) => vec![(account, Right::Applicant)],
        Party::Enterprise(enterprise) => match ledger.state::<Enterprise>(enterprise).await? {
            Some(snapshot) => rights(&snapshot.state, today),
            None => Vec::new(),
        },
    };
    let accounts: Vec<RecordId> = rights.iter().map(|(account, _)| *account).collect();
    let mut names = people::views::names(ledger, &accounts).await?;
    let bearer = |(account, right)| Bearer {
        account,
        name: names.remove(&account).unwrap_or_default(),
        right,
    };
    Ok(rights.into_iter().map(bearer).collect())
}

fn rights(enterprise: &EnterpriseState, today: Day) -> Vec<(RecordId, Right)> {
    let mut rights: Vec<(RecordId, Right)> = Vec::new();
    rights.extend(enterprise.representative().map(|account| (account, Right::Representative)));
    for mandate in enterprise.mandates().iter().rev() {
        let in_force = mandate.is_in_force(today) && mandate.scope == AgentScope::Handle;
        let right = if in_force {
            Right::Agent(mandate.until)
        } else {
            Right::Lapsed
        };
        match rights.iter_mut().find(|(account, _)| *account == mandate.agent) {
            Some((_, known @ Right::Lapsed)) if in_force => *known = right,
            Some(_) => {}
            None => rights.push((mandate.agent, right)),
        }
    }
    rights
}

/// Somebody as a receiver of papers, if the person may take them today.
///
/// # Errors
/// When the ledger cannot be read; the refusal says that the person may not.
pub async fn receiver(ledger: &Ledger, applicant: Party, account: RecordId) -> Result<Result<Receiver, Refusal>, Unavailable> {
    let enterprise = match applicant {
        Party::Person(person) if person == account => return Ok(Ok(Receiver::person(account))),
        Party::Person(_) => return Ok(Err(Refusal::NoMandateToday)),
        Party::Enterprise(enterprise) => enterprise,
    };
    let Some(snapshot) = ledger.state::<Enterprise>(enterprise).await? else {
        return Ok(Err(Refusal::NoMandateToday));
    };
    let as_read = (enterprise, snapshot.version);
    Ok(Receiver::for_enterprise(
        as_read,
        &snapshot.state,
        account,
        ledger.now().day(),
    ))
}
