//! A subscription as it stands.

use calendar::Moment;
use ledger::Stamp;

use super::event::SubscriptionEvent;
use super::selection::Selection;
use super::terms::Terms;

/// So long the secret before the last one still signs too, so that the receiver can change over.
pub const FORMER_SECRET_HOURS: i64 = 24;
const MILLISECONDS_OF_AN_HOUR: i64 = 3_600_000;

/// A subscription as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// The receiver's name: a system, never a person.
    pub name: String,
    /// Whom it reaches: `https://host:443`, without the path.
    pub origin: String,
    /// Which events it is told.
    pub selection: Selection,
    /// On which terms personal data goes along; none goes without.
    pub terms: Option<Terms>,
    /// Where it stands.
    pub standing: Standing,
    /// When it was opened.
    pub opened_at: Option<Moment>,
    /// The number of its secret.
    pub secret: u32,
    /// When it got that, if it had another before.
    pub secret_renewed_at: Option<Moment>,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It does not exist.
    #[default]
    Unopened,
    /// Events go out.
    Active,
    /// Events wait, because somebody said so.
    Paused,
    /// Events wait, because the receiver said that it is gone.
    Lapsed,
    /// Over for good.
    Ended,
}

impl Standing {
    /// As the index table has it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unopened => "unopened",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Lapsed => "lapsed",
            Self::Ended => "ended",
        }
    }

    /// The text that says what it is.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unopened | Self::Ended => "subscription-ended",
            Self::Active => "subscription-active",
            Self::Paused => "subscription-paused",
            Self::Lapsed => "subscription-lapsed",
        }
    }
}

impl Subscription {
    /// The numbers of the secrets that sign at a moment, the newest first.
    #[must_use]
    pub fn secrets_at(&self, now: Moment) -> Vec<u32> {
        let until = |renewed: Moment| renewed.plus(FORMER_SECRET_HOURS * MILLISECONDS_OF_AN_HOUR);
        let former = self.secret_renewed_at.filter(|renewed| now < until(*renewed));
        let former = former.map(|_| self.secret - 1);
        std::iter::once(self.secret).chain(former).collect()
    }

    /// Whether it waits to be resumed.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(self.standing, Standing::Paused | Standing::Lapsed)
    }

    pub(super) fn apply(&mut self, event: &SubscriptionEvent, stamp: &Stamp) {
        match event {
            SubscriptionEvent::Opened {
                name,
                origin,
                selection,
                terms,
            } => {
                *self = Self {
                    name: name.clone(),
                    origin: origin.clone(),
                    selection: selection.clone(),
                    terms: terms.clone(),
                    standing: Standing::Active,
                    opened_at: Some(stamp.at),
                    secret: 1,
                    secret_renewed_at: None,
                };
            }
            SubscriptionEvent::SecretRenewed { number } => {
                self.secret = *number;
                self.secret_renewed_at = Some(stamp.at);
            }
            SubscriptionEvent::Paused => self.standing = Standing::Paused,
            SubscriptionEvent::Lapsed => self.standing = Standing::Lapsed,
            SubscriptionEvent::Resumed => self.standing = Standing::Active,
            SubscriptionEvent::Ended => self.standing = Standing::Ended,
            SubscriptionEvent::Replayed { .. } | SubscriptionEvent::Dismissed { .. } => {}
        }
    }
}
