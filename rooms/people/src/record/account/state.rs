//! What the events of an account add up to.

use std::collections::BTreeMap;

use calendar::Moment;
use identity::{OrganId, PostId};
use ledger::Stamp;

use super::{Absence, AccountEvent, Notices};

/// An account as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountState {
    opened: Option<Moment>,
    closed: Option<Moment>,
    sample: bool,
    posts: BTreeMap<PostId, PostHeld>,
    absences: Vec<Absence>,
    absences_declared: u32,
    phone_verified: bool,
    has_email: bool,
    notices: Notices,
    secret_until: Option<Moment>,
}

/// A post that a person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostHeld {
    /// The organ to which it belonged when it was taken.
    pub organ: OrganId,
    /// Since when.
    pub since: Moment,
}

impl AccountState {
    /// Whether somebody registered it, and it is not over.
    pub fn is_open(&self) -> bool {
        self.opened.is_some() && self.closed.is_none()
    }

    /// Whether it is over for good.
    pub fn is_closed(&self) -> bool {
        self.closed.is_some()
    }

    /// When it was registered.
    pub fn opened(&self) -> Option<Moment> {
        self.opened
    }

    /// Whether it belongs to an invented person of a demonstration city.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    /// Whether a code sent to the phone has proved that the person has it.
    pub fn phone_verified(&self) -> bool {
        self.phone_verified
    }

    /// Whether there is an e-mail address, which the person has proved to read.
    pub fn has_email(&self) -> bool {
        self.has_email
    }

    /// How the person wants to be told.
    pub fn notices(&self) -> &Notices {
        &self.notices
    }

    /// The posts that the person holds.
    pub fn posts(&self) -> &BTreeMap<PostId, PostHeld> {
        &self.posts
    }

    /// Whether the person holds the post.
    pub fn holds(&self, post: &PostId) -> bool {
        self.posts.contains_key(post)
    }

    /// When the person is or will be away, or was.
    pub fn absences(&self) -> &[Absence] {
        &self.absences
    }

    /// How many absences have been declared so far.
    pub fn absences_declared(&self) -> u32 {
        self.absences_declared
    }

    /// The absence that covers that day, for an organ.
    pub fn absence_on(&self, day: calendar::Day, organ: &OrganId) -> Option<&Absence> {
        self.absences
            .iter()
            .find(|absence| absence.organ == *organ && absence.covers(day))
    }

    /// Until when a secret on paper signs in, if the account stands on one: it must be changed at its first use.
    pub fn secret_until(&self) -> Option<Moment> {
        self.secret_until
    }

    pub(super) fn apply(&mut self, event: &AccountEvent, stamp: &Stamp) {
        match event {
            AccountEvent::Opened { sample } => {
                self.opened = Some(stamp.at);
                self.sample = *sample;
            }
            AccountEvent::OpenedAtWindow { .. } => self.opened = Some(stamp.at),
            AccountEvent::SecretHandedOver { until, .. } => self.secret_until = Some(*until),
            AccountEvent::PasswordChanged => self.secret_until = None,
            AccountEvent::PhoneChanged | AccountEvent::PhoneChangedAtWindow { .. } => self.phone_verified = false,
            AccountEvent::PhoneVerified => self.phone_verified = true,
            AccountEvent::EmailChanged => self.has_email = true,
            AccountEvent::EmailRemoved => self.has_email = false,
            AccountEvent::DetailsCorrected => {}
            AccountEvent::Closed { .. } => {
                self.closed = Some(stamp.at);
                self.has_email = false;
                self.phone_verified = false;
            }
            AccountEvent::NoticesChosen { notices } => self.notices = notices.clone(),
            AccountEvent::PostTaken { post, organ } => {
                self.posts.insert(
                    post.clone(),
                    PostHeld {
                        organ: organ.clone(),
                        since: stamp.at,
                    },
                );
            }
            AccountEvent::PostLeft { post } => {
                self.posts.remove(post);
            }
            AccountEvent::AbsenceDeclared {
                absence,
                organ,
                from,
                until,
                deputy,
            } => {
                self.absences_declared = *absence;
                self.absences.push(Absence {
                    number: *absence,
                    organ: organ.clone(),
                    from: *from,
                    until: *until,
                    deputy: *deputy,
                    declared_by: stamp.actor.parse().ok(),
                });
            }
            AccountEvent::AbsenceEnded { absence, last } => {
                for known in self.absences.iter_mut().filter(|known| known.number == *absence) {
                    known.until = *last;
                }
                self.absences.retain(|known| known.from <= known.until);
            }
        }
    }
}
