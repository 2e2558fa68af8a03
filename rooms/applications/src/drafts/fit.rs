//! Whether the capacity in which somebody acts can apply for a matter.

use authority::{AgentScope, Capacity, Mandate};
use procedure::definition::{Audience, Matter};

/// Whether it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It can.
    Fits,
    /// The mandate is only for looking.
    LooksOnly,
    /// The matter is for others.
    Other,
}

impl Fit {
    /// Whether a capacity can apply for a matter.
    #[must_use]
    pub fn of(capacity: &Capacity, matter: &Matter) -> Self {
        let is_for = |audience| matter.audience.contains(&audience);
        match capacity {
            Capacity::Person if is_for(Audience::Person) => Self::Fits,
            Capacity::Enterprise {
                mandate: Mandate::Agent(AgentScope::See),
                ..
            } if is_for(Audience::Enterprise) => Self::LooksOnly,
            Capacity::Enterprise { .. } if is_for(Audience::Enterprise) => Self::Fits,
            Capacity::Person
            | Capacity::Enterprise { .. }
            | Capacity::Visitor
            | Capacity::Post(_)
            | Capacity::Deputy { .. }
            | Capacity::Timer
            | Capacity::Reaction(_)
            | Capacity::Seed => Self::Other,
        }
    }
}
