//! The grants out of which the policy table is made: when each holds, and how far it reaches in lists.

use crate::actor::{Actor, AgentScope, Capacity, Duty, Mandate, Party, Post};
use crate::behalf::Behalf;
use crate::scope::Scope;
use crate::subject::Subject;

/// A reason for which an act is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Grant {
    /// Everybody may.
    Anybody,
    /// Somebody not signed in.
    Visitor,
    /// A person, about the own account.
    Oneself,
    /// A person, for himself or herself, about what is his or hers.
    OwnerPerson,
    /// The owner or applicant: the person, the legal representative, or an agent whose mandate covers handling.
    Owner,
    /// The same, and agents who may only look.
    OwnerToSee,
    /// The legal representative of the enterprise whose record it is.
    Representative,
    /// A clerk or helper by an authorisation that reaches it and covers handling.
    ForAnother,
    /// The same, and by one that covers looking alone.
    ForAnotherToSee,
    /// Whoever acts by this very authorisation.
    ByThisAuthorisation,
    /// A clerk of the organ whose window took it in.
    ClerkOfIntake,
    /// The helper whom the bureau gave to the project.
    HelperOfProject,
    /// A working post in an organ that takes part.
    OrganTakingPart,
    /// A post in the organ on whose desk it lies, with the duty for which the open stage asks.
    DeskWithDutyAsked,
    /// A signing post in the deciding organ.
    SignerOfDesk,
    /// A post in the organ whose signature is asked for, with the duty that signs.
    SignatoryAsked,
    /// A post in the organ of the gate that carries the function for which it asks.
    DeskWithFunctionAsked,
    /// A working post in the organ whose desk it is.
    StaffOfDesk,
    /// The window of the region or of one above.
    ClerkOfRegion,
    /// A supervising or leading post of the region or one above.
    SupervisorOfRegion,
    /// A leading post of the region or one above.
    LeaderOfRegion,
    /// The post that answers for personal data of the region or one above, in nobody's own affair.
    ProtectorOfRegion,
    /// An administering post of the region or one above.
    AdministratorOfRegion,
    /// A deadline that has come.
    Timer,
    /// What follows from an event.
    Reaction,
    /// The seeding of a demonstration city.
    Seed,
}

/// Duties whose holders work on cases.
const WORKING: &[Duty] = &[Duty::Handle, Duty::Check, Duty::Sign];
/// Duties whose holders sign: for the organ, and for the government of the region.
const SIGNING: &[Duty] = &[Duty::Sign, Duty::Lead];
/// Duties whose holders watch over a region.
const WATCHING: &[Duty] = &[Duty::Supervise, Duty::Lead];

impl Grant {
    /// Whether the grant lets this actor act on this subject.
    pub fn holds(self, actor: &Actor, subject: &Subject) -> bool {
        match self {
            Self::Anybody => true,
            Self::Visitor => actor.capacity == Capacity::Visitor,
            Self::Oneself => signed_in_for_oneself(actor) && actor.account == Some(subject.record) && actor.account.is_some(),
            Self::OwnerPerson => actor.capacity == Capacity::Person && owns(actor, subject),
            Self::Owner => may_handle(actor) && owns(actor, subject),
            Self::OwnerToSee => owns(actor, subject),
            Self::Representative => is_representative(actor) && owns(actor, subject),
            Self::ForAnother => actor.behalf().is_some_and(|behalf| behalf.may_handle(subject)),
            Self::ForAnotherToSee => actor.behalf().is_some_and(|behalf| behalf.covers(subject)),
            Self::ByThisAuthorisation => actor.behalf().is_some_and(|behalf| behalf.authorisation == subject.record),
            Self::ClerkOfIntake => {
                post_with(actor, &[Duty::Clerk]).is_some_and(|post| subject.taken_in_by.as_ref() == Some(&post.organ))
            }
            Self::HelperOfProject => {
                post_with(actor, &[Duty::Helper]).is_some() && subject.helper.is_some() && subject.helper == actor.account
            }
            Self::OrganTakingPart => post_with(actor, WORKING).is_some_and(|post| subject.organs.contains(&post.organ)),
            Self::DeskWithDutyAsked => on_desk(actor, subject)
                .zip(subject.duty)
                .is_some_and(|(post, duty)| WORKING.contains(&duty) && post.duties.contains(&duty)),
            Self::SignerOfDesk => on_desk(actor, subject).is_some_and(|post| post.has_any(&[Duty::Sign])),
            Self::SignatoryAsked => on_desk(actor, subject)
                .zip(subject.signature)
                .is_some_and(|(post, duty)| SIGNING.contains(&duty) && post.duties.contains(&duty)),
            Self::DeskWithFunctionAsked => on_desk(actor, subject)
                .zip(subject.function.as_ref())
                .is_some_and(|(post, function)| post.functions.contains(function)),
            Self::StaffOfDesk => on_desk(actor, subject).is_some_and(|post| post.has_any(WORKING)),
            Self::ClerkOfRegion => post_with(actor, &[Duty::Clerk]).is_some_and(|post| post.region.covers(subject.region)),
            Self::SupervisorOfRegion => post_with(actor, WATCHING).is_some_and(|post| post.region.covers(subject.region)),
            Self::LeaderOfRegion => post_with(actor, &[Duty::Lead])
                .is_some_and(|post| post.region.covers(subject.region) && is_unbiased(actor, subject)),
            Self::ProtectorOfRegion => post_with(actor, &[Duty::Protect])
                .is_some_and(|post| post.region.covers(subject.region) && is_unbiased(actor, subject)),
            Self::AdministratorOfRegion => {
                post_with(actor, &[Duty::Administer]).is_some_and(|post| post.region.covers(subject.region))
            }
            Self::Timer => actor.capacity == Capacity::Timer,
            Self::Reaction => matches!(actor.capacity, Capacity::Reaction(_)),
            Self::Seed => actor.capacity == Capacity::Seed,
        }
    }

    /// How far the grant reaches when this actor asks for a list.
    pub fn scope(self, actor: &Actor) -> Scope {
        match self {
            Self::Anybody => Scope::Everything,
            Self::Oneself => person(actor)
                .filter(|_| signed_in_for_oneself(actor))
                .map_or(Scope::Nothing, Scope::Party),
            Self::OwnerPerson => only(actor.capacity == Capacity::Person, party_scope(actor)),
            Self::Owner => only(may_handle(actor), party_scope(actor)),
            Self::OwnerToSee => party_scope(actor),
            Self::Representative => only(is_representative(actor), party_scope(actor)),
            Self::ForAnother => behalf_scope(actor, |behalf| behalf.may == AgentScope::Handle),
            Self::ForAnotherToSee => behalf_scope(actor, |_| true),
            // Which authorisation it is, which projects were given to a helper: lists of their own say so.
            Self::ByThisAuthorisation | Self::HelperOfProject => Scope::Nothing,
            Self::ClerkOfIntake => organ_scope(post_with(actor, &[Duty::Clerk])),
            Self::OrganTakingPart | Self::DeskWithDutyAsked | Self::StaffOfDesk => organ_scope(post_with(actor, WORKING)),
            Self::SignerOfDesk => organ_scope(post_with(actor, &[Duty::Sign])),
            Self::SignatoryAsked => organ_scope(post_with(actor, SIGNING)),
            Self::DeskWithFunctionAsked => {
                organ_scope(actor.held_post().map(AsRef::as_ref).filter(|post| !post.functions.is_empty()))
            }
            Self::ClerkOfRegion => region_scope(post_with(actor, &[Duty::Clerk])),
            Self::SupervisorOfRegion => region_scope(post_with(actor, WATCHING)),
            Self::LeaderOfRegion => region_scope(post_with(actor, &[Duty::Lead])),
            Self::ProtectorOfRegion => region_scope(post_with(actor, &[Duty::Protect])),
            Self::AdministratorOfRegion => region_scope(post_with(actor, &[Duty::Administer])),
            Self::Visitor => only(actor.capacity == Capacity::Visitor, Scope::Everything),
            Self::Timer => only(actor.capacity == Capacity::Timer, Scope::Everything),
            Self::Reaction => only(matches!(actor.capacity, Capacity::Reaction(_)), Scope::Everything),
            Self::Seed => only(actor.capacity == Capacity::Seed, Scope::Everything),
        }
    }

    /// The grant as a sentence's end: "allowed because the actor is …".
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Anybody => "anybody",
            Self::Visitor => "somebody not signed in",
            Self::Oneself => "the holder of the account, in the own capacity",
            Self::OwnerPerson => "the person whose it is, in the own capacity",
            Self::Owner => "the applicant or owner, or an agent whose mandate covers handling",
            Self::OwnerToSee => "the applicant or owner, or an agent with a mandate",
            Self::Representative => "the legal representative of the enterprise",
            Self::ForAnother => "a clerk or helper whose authorisation by the applicant or owner reaches it and covers handling",
            Self::ForAnotherToSee => "a clerk or helper whose authorisation by the applicant or owner reaches it",
            Self::ByThisAuthorisation => "whoever acts by this authorisation",
            Self::ClerkOfIntake => "a clerk of the organ whose window took it in",
            Self::HelperOfProject => "the helper whom the bureau gave to the project",
            Self::OrganTakingPart => "a handler, checker or signer of an organ that takes part",
            Self::DeskWithDutyAsked => "a post in the organ that has it on its desk, with the duty that the open stage asks for",
            Self::SignerOfDesk => "a signer of the deciding organ",
            Self::SignatoryAsked => "a post in the organ whose signature is asked for, with the duty that signs",
            Self::DeskWithFunctionAsked => "a post in the organ of the gate that carries its function",
            Self::StaffOfDesk => "a handler, checker or signer of the organ whose desk it is",
            Self::ClerkOfRegion => "a window clerk of the region or one above",
            Self::SupervisorOfRegion => "a supervisor or leader of the region or one above",
            Self::LeaderOfRegion => "a leader of the region or one above",
            Self::ProtectorOfRegion => "whoever answers for the personal data of the region or one above",
            Self::AdministratorOfRegion => "an administrator of the region or one above",
            Self::Timer => "the timer",
            Self::Reaction => "a reaction",
            Self::Seed => "the seeding of a demonstration city",
        }
    }
}

/// Whose it is, in the own right: whoever acts for another does so by an authorisation, which says how far.
fn owns(actor: &Actor, subject: &Subject) -> bool {
    actor.behalf().is_none() && actor.party().is_some_and(|party| subject.applicant == Some(party))
}

/// The own account is reached in any capacity of its holder that is not an organ's.
fn signed_in_for_oneself(actor: &Actor) -> bool {
    match &actor.capacity {
        Capacity::Person | Capacity::Enterprise { .. } | Capacity::Post(_) | Capacity::Deputy { .. } | Capacity::OnBehalf(_) => {
            true
        }
        Capacity::Visitor | Capacity::Timer | Capacity::Reaction(_) | Capacity::Seed => false,
    }
}

fn may_handle(actor: &Actor) -> bool {
    match &actor.capacity {
        Capacity::Person => true,
        Capacity::Enterprise {
            mandate: Mandate::Representative | Mandate::Agent(AgentScope::Handle),
            ..
        } => true,
        Capacity::Enterprise {
            mandate: Mandate::Agent(AgentScope::See),
            ..
        } => false,
        Capacity::Visitor
        | Capacity::Post(_)
        | Capacity::Deputy { .. }
        | Capacity::OnBehalf(_)
        | Capacity::Timer
        | Capacity::Reaction(_)
        | Capacity::Seed => false,
    }
}

fn is_representative(actor: &Actor) -> bool {
    matches!(
        actor.capacity,
        Capacity::Enterprise {
            mandate: Mandate::Representative,
            ..
        }
    )
}

fn post_with<'a>(actor: &'a Actor, duties: &[Duty]) -> Option<&'a Post> {
    actor.held_post().map(AsRef::as_ref).filter(|post| post.has_any(duties))
}

fn on_desk<'a>(actor: &'a Actor, subject: &Subject) -> Option<&'a Post> {
    actor
        .held_post()
        .map(AsRef::as_ref)
        .filter(|post| subject.desk.as_ref() == Some(&post.organ) && is_unbiased(actor, subject))
}

/// Whoever is recused (回避) works on it neither in the own name nor in a colleague's, and nobody does in theirs.
fn is_unbiased(actor: &Actor, subject: &Subject) -> bool {
    actor.hands().all(|person| !subject.recused.contains(&person))
}

fn person(actor: &Actor) -> Option<Party> {
    actor.account.map(Party::Person)
}

fn party_scope(actor: &Actor) -> Scope {
    actor
        .party()
        .filter(|_| actor.behalf().is_none())
        .map_or(Scope::Nothing, Scope::Party)
}

fn behalf_scope(actor: &Actor, covers: impl Fn(&Behalf) -> bool) -> Scope {
    match actor.behalf().filter(|behalf| covers(behalf)) {
        Some(behalf) => Scope::Behalf(behalf.party, behalf.reach.clone()),
        None => Scope::Nothing,
    }
}

fn organ_scope(post: Option<&Post>) -> Scope {
    post.map_or(Scope::Nothing, |post| Scope::Organ(post.organ.clone()))
}

fn region_scope(post: Option<&Post>) -> Scope {
    post.map_or(Scope::Nothing, |post| Scope::Region(post.region))
}

fn only(condition: bool, scope: Scope) -> Scope {
    if condition { scope } else { Scope::Nothing }
}
