//! What may be asked of an enterprise.

use authority::{AgentScope, acts};
use calendar::Day;
use identity::{CreditCode, RecordId};
use ledger::CommandOf;

use super::Enterprise;

/// Any of them.
#[derive(Clone, Debug)]
pub enum EnterpriseCommand {
    /// Register.
    Open(OpenEnterprise),
    /// Give a mandate.
    GiveMandate(GiveMandate),
    /// Take a mandate back.
    RevokeMandate(RevokeMandate),
}

/// Registers an enterprise.
#[derive(Clone, Debug)]
pub struct OpenEnterprise {
    /// Its name as on the business licence.
    pub name: String,
    /// Its credit code.
    pub credit_code: CreditCode,
    /// The account of its legal representative.
    pub representative: RecordId,
}

/// Gives an agent a mandate.
#[derive(Clone, Debug)]
pub struct GiveMandate {
    /// The agent's account.
    pub agent: RecordId,
    /// What the agent may do.
    pub scope: AgentScope,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
}

/// Takes a mandate back.
#[derive(Clone, Debug)]
pub struct RevokeMandate {
    /// The mandate.
    pub mandate: RecordId,
}

impl From<OpenEnterprise> for EnterpriseCommand {
    fn from(command: OpenEnterprise) -> Self {
        Self::Open(command)
    }
}

impl CommandOf<Enterprise> for OpenEnterprise {
    type Act = acts::OpenEnterprise;
}

impl From<GiveMandate> for EnterpriseCommand {
    fn from(command: GiveMandate) -> Self {
        Self::GiveMandate(command)
    }
}

impl CommandOf<Enterprise> for GiveMandate {
    type Act = acts::GiveMandate;
}

impl From<RevokeMandate> for EnterpriseCommand {
    fn from(command: RevokeMandate) -> Self {
        Self::RevokeMandate(command)
    }
}

impl CommandOf<Enterprise> for RevokeMandate {
    type Act = acts::RevokeMandate;
}

/// Registers an enterprise whose representative or agent stands at a window with the business licence.
#[derive(Clone, Debug)]
pub struct OpenAtWindow(pub OpenEnterprise);

impl From<OpenAtWindow> for EnterpriseCommand {
    fn from(command: OpenAtWindow) -> Self {
        Self::Open(command.0)
    }
}

impl CommandOf<Enterprise> for OpenAtWindow {
    type Act = acts::TakeIn;
}
