//! What may be asked of a subscription.

use authority::acts;
use ledger::CommandOf;
use webhook::{Address, Secret};

use super::Subscriptions;
use super::selection::Selection;
use super::terms::Terms;

/// What may be asked.
#[derive(Clone, Debug)]
pub enum SubscriptionCommand {
    /// Open.
    Open(Box<Open>),
    /// Give it another secret.
    RenewSecret(RenewSecret),
    /// Have events wait.
    Pause(Pause),
    /// Have events go out again.
    Resume(Resume),
    /// End it for good.
    End(End),
    /// The receiver is gone.
    Lapse(Lapse),
    /// Send again what is parked.
    Replay(Replay),
    /// Let something be that is parked.
    Dismiss(Dismiss),
}

/// Opens a subscription.
#[derive(Clone, Debug)]
pub struct Open {
    /// The receiver's name: a system, never a person.
    pub name: String,
    /// Where it is.
    pub address: Address,
    /// By which it knows the city.
    pub secret: Secret,
    /// Which events it is told.
    pub selection: Selection,
    /// On which terms personal data goes along, if any shall.
    pub terms: Option<Terms>,
}

/// Gives another secret; the one before signs for a day too.
#[derive(Clone, Debug)]
pub struct RenewSecret {
    /// The secret.
    pub secret: Secret,
}

/// Has events wait.
#[derive(Clone, Debug)]
pub struct Pause;

/// Has events go out again, those first that have waited.
#[derive(Clone, Debug)]
pub struct Resume;

/// Ends it for good; what waits is never sent.
#[derive(Clone, Debug)]
pub struct End;

/// The receiver said that it is gone (410).
#[derive(Clone, Debug)]
pub struct Lapse;

/// Sends again what is parked.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The event's position; none for all that is parked.
    pub position: Option<u64>,
}

/// Lets something be that is parked.
#[derive(Clone, Debug)]
pub struct Dismiss {
    /// The event's position.
    pub position: u64,
}

impl From<Open> for SubscriptionCommand {
    fn from(command: Open) -> Self {
        Self::Open(Box::new(command))
    }
}

impl CommandOf<Subscriptions> for Open {
    type Act = acts::Administer;
}

/// A command is written once: into the sum, with the act that permits it.
macro_rules! commands {
    ($($command:ident: $act:ident,)*) => {
        $(
            impl From<$command> for SubscriptionCommand {
                fn from(command: $command) -> Self {
                    Self::$command(command)
                }
            }

            impl CommandOf<Subscriptions> for $command {
                type Act = acts::$act;
            }
        )*
    };
}

commands! {
    RenewSecret: Administer,
    Pause: Administer,
    Resume: Administer,
    End: Administer,
    Lapse: React,
    Replay: Administer,
    Dismiss: Administer,
}
