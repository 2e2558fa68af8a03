//! Signing in: name and password, counted before they are checked.

mod throttle;

use std::net::IpAddr;

use identity::{RecordId, ResidentNumber};
use ledger::Unavailable;

use crate::capacity::{CapacityKey, obvious};
use crate::password::{HashingBusy, PasswordHash};
use crate::people::People;
use crate::record::account::{PASSWORD, resident_claim, sign_in_claim};
use crate::record::{Account, SignInName};
use crate::security_log::{Network, Noted};
use crate::session::{Carrier, SessionId};

pub(crate) use throttle::{Attempt, Throttled};

/// Somebody who has just signed in.
#[derive(Debug)]
pub(crate) struct SignedIn {
    /// The new session.
    pub(crate) session: SessionId,
    /// The account.
    pub(crate) account: RecordId,
    /// The capacity to start in; `None` when there is a choice to make first.
    pub(crate) capacity: Option<CapacityKey>,
}

/// Why somebody is not let in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SignInRefusal {
    /// Name and password do not belong together. Nothing tells which of them is wrong.
    #[error("name and password do not belong together")]
    Wrong,
    /// The secret on paper has run out.
    #[error("the secret handed over at a window has run out")]
    SecretOver,
    /// Too many failures of this name or from this address.
    #[error(transparent)]
    Throttled(#[from] Throttled),
    /// Too many people at once.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl People {
    /// Signs somebody in by name (or resident number) and password, in a new session.
    pub(crate) async fn sign_in(
        &self,
        name: &str,
        password: String,
        carrier: Carrier,
        address: Option<IpAddr>,
    ) -> Result<SignedIn, SignInRefusal> {
        let network = Network::of(address);
        let account = self.named(name).await?;
        let attempt = Attempt::new(account, name, address);
        if let Err(refusal) = self.count(&attempt).await {
            self.note(Noted::SignInThrottled, account, &network).await;
            return Err(refusal);
        }
        let kept = match account {
            Some(account) => self.password_of(account).await?,
            None => None,
        };
        let fits = self.hashing().verify(password, kept).await?;
        let Some(account) = account.filter(|_| fits) else {
            self.note(Noted::SignInFailed, account, &network).await;
            return Err(SignInRefusal::Wrong);
        };
        if self.secret_is_over(account).await? {
            self.note(Noted::SignInFailed, Some(account), &network).await;
            return Err(SignInRefusal::SecretOver);
        }
        self.forgive(&attempt).await?;
        self.note(Noted::SignedIn, Some(account), &network).await;
        Ok(self.let_in(account, carrier).await?)
    }

    /// Signs in one of the sample people without a password, in demo mode only: `lijianguo`, or with the capacity
    /// `lijianguo@enterprise:…`.
    pub(crate) async fn sign_in_as_sample(&self, who: &str, address: Option<IpAddr>) -> Result<SignedIn, SignInRefusal> {
        let (name, wanted) = who
            .split_once('@')
            .map_or((who, None), |(name, key)| (name, key.parse::<CapacityKey>().ok()));
        let account = match self.sample() {
            Some(_) => self.named(name).await?,
            None => None,
        };
        let sample = match account {
            Some(account) => self
                .ledger()
                .state::<Account>(account)
                .await?
                .is_some_and(|snapshot| snapshot.state.is_sample()),
            None => false,
        };
        let account = account.filter(|_| sample).ok_or(SignInRefusal::Wrong)?;
        self.note(Noted::SignedIn, Some(account), &Network::of(address)).await;
        Ok(self.let_in_as(account, wanted, Carrier::Browser).await?)
    }

    /// Opens the session in the obvious capacity, or in one's own until chosen.
    pub(crate) async fn let_in(&self, account: RecordId, carrier: Carrier) -> Result<SignedIn, Unavailable> {
        self.let_in_as(account, None, carrier).await
    }

    async fn let_in_as(&self, account: RecordId, wanted: Option<CapacityKey>, carrier: Carrier) -> Result<SignedIn, Unavailable> {
        let choices = self.capacities(account).await?;
        let wanted = wanted.and_then(|key| choices.iter().find(|choice| choice.key == key));
        let capacity = wanted.or(obvious(&choices)).map(|choice| choice.key.clone());
        let session = self
            .open_session(account, capacity.as_ref().unwrap_or(&CapacityKey::Person), carrier)
            .await?;
        Ok(SignedIn {
            session,
            account,
            capacity,
        })
    }

    /// The account of a sign-in name or a resident number, if it may sign in at all.
    async fn named(&self, name: &str) -> Result<Option<RecordId>, Unavailable> {
        let claim = match (name.parse::<SignInName>(), name.parse::<ResidentNumber>()) {
            (Ok(name), _) => sign_in_claim(&name),
            (Err(_), Ok(number)) => resident_claim(&number),
            (Err(_), Err(_)) => return Ok(None),
        };
        match self.ledger().find(&claim).await? {
            Some(account) if self.may_sign_in(account).await? => Ok(Some(account)),
            Some(_) | None => Ok(None),
        }
    }

    /// Sample accounts, whose password everybody knows, are refused outside demo mode (ASVS 6.3.2).
    pub(crate) async fn may_sign_in(&self, account: RecordId) -> Result<bool, Unavailable> {
        let snapshot = self.ledger().state::<Account>(account).await?;
        Ok(snapshot.is_some_and(|snapshot| snapshot.state.is_open() && (!snapshot.state.is_sample() || self.sample().is_some())))
    }

    /// Whether the account stands on a secret on paper whose day has passed (ASVS 6.4.1).
    async fn secret_is_over(&self, account: RecordId) -> Result<bool, Unavailable> {
        let snapshot = self.ledger().state::<Account>(account).await?;
        let until = snapshot.and_then(|snapshot| snapshot.state.secret_until());
        Ok(until.is_some_and(|until| until < self.ledger().now()))
    }

    /// The hash of an account's password.
    pub(crate) async fn password_of(&self, account: RecordId) -> Result<Option<PasswordHash>, Unavailable> {
        let mut kept = self.ledger().secrets(account, &[PASSWORD.to_owned()]).await?;
        let hash = kept
            .remove(PASSWORD)
            .and_then(|value| value.as_str().map(PasswordHash::from_phc));
        Ok(hash)
    }
}
