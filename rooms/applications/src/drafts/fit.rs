//! Whether the capacity in which somebody acts can apply for a matter.

use authority::{AgentScope, Behalf, Capacity, Mandate, Party, Reach};
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
            Capacity::OnBehalf(behalf) => Self::for_another(behalf, matter),
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

    /// Whoever acts for another can apply for what the other could, as far as the authorisation reaches.
    fn for_another(behalf: &Behalf, matter: &Matter) -> Self {
        let audience = match behalf.party {
            Party::Person(_) => Audience::Person,
            Party::Enterprise(_) => Audience::Enterprise,
        };
        let reached = match &behalf.reach {
            Reach::Matter(of) => *of == matter.id.as_str(),
            Reach::Project(_) => matter.needs_project,
            Reach::Application(_) => false,
            Reach::All => true,
        };
        match (matter.audience.contains(&audience) && reached, behalf.may) {
            (true, AgentScope::Handle) => Self::Fits,
            (true, AgentScope::See) => Self::LooksOnly,
            (false, _) => Self::Other,
        }
    }
}
