//! What a record decided: events, and what is committed together with them.

use identity::RecordId;

/// Everything that one command brings about; it is committed whole or not at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision<E> {
    /// What has happened, in order. A decision without events writes nothing.
    pub events: Vec<E>,
    /// Personal values for the vault, sealed into the first event.
    pub secrets: Vec<Secret>,
    /// Unique values that this record takes.
    pub claims: Vec<Claim>,
    /// Unique values that this record gives back.
    pub releases: Vec<Claim>,
    /// Vault paths of this record whose value and salt are deleted for good.
    pub erasures: Vec<String>,
    /// Other records that must still be as they were read.
    pub expects: Vec<Expectation>,
}

impl<E> Decision<E> {
    /// Nothing happens: the state is already what the command asks for.
    pub fn nothing() -> Self {
        Vec::new().into()
    }

    /// With a personal value for the vault.
    pub fn with_secret(mut self, secret: Secret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// With personal values for the vault.
    pub fn with_secrets(mut self, secrets: impl IntoIterator<Item = Secret>) -> Self {
        self.secrets.extend(secrets);
        self
    }

    /// Taking a unique value.
    pub fn claiming(mut self, claim: Claim) -> Self {
        self.claims.push(claim);
        self
    }

    /// Giving a unique value back.
    pub fn releasing(mut self, claim: Claim) -> Self {
        self.releases.push(claim);
        self
    }

    /// Deleting a personal value and its salt.
    pub fn erasing(mut self, path: impl Into<String>) -> Self {
        self.erasures.push(path.into());
        self
    }

    /// Only if another record is still at the version at which it was read.
    pub fn expecting(mut self, record: RecordId, version: u64) -> Self {
        self.expects.push(Expectation { record, version });
        self
    }
}

impl<E> From<Vec<E>> for Decision<E> {
    fn from(events: Vec<E>) -> Self {
        Self {
            events,
            secrets: Vec::new(),
            claims: Vec::new(),
            releases: Vec::new(),
            erasures: Vec::new(),
            expects: Vec::new(),
        }
    }
}

impl<E> From<E> for Decision<E> {
    fn from(event: E) -> Self {
        vec![event].into()
    }
}

/// A personal value: kept in the vault, sealed in the event.
#[derive(Clone, Debug, PartialEq)]
pub struct Secret {
    /// Its name, unique in the record: `opinion/energy/1`. A later secret under the same path replaces the earlier.
    pub path: String,
    /// The value.
    pub value: serde_json::Value,
    /// Why it may be kept, and how long.
    pub keeping: Keeping,
}

impl Secret {
    /// That value under that path.
    pub fn new(path: impl Into<String>, value: impl Into<serde_json::Value>, keeping: Keeping) -> Self {
        Self {
            path: path.into(),
            value: value.into(),
            keeping,
        }
    }
}

/// Why a personal value may be kept, and how long (PIPL 6, 13, 19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keeping {
    /// What it is needed for.
    pub purpose: &'static str,
    /// The legal basis, with its article.
    pub basis: &'static str,
    /// Days from the event after which it is to be erased or restricted.
    pub term_days: u32,
}

/// A value that one record of the city may hold at a time, stored as an HMAC under the lookup key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What kind of value it is: `resident-number`.
    pub scope: &'static str,
    /// The value in its one spelling.
    pub value: String,
}

impl Claim {
    /// That value in that scope.
    pub fn new(scope: &'static str, value: impl Into<String>) -> Self {
        Self {
            scope,
            value: value.into(),
        }
    }
}

/// Another record must still be at this version; 0 means that it must not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The other record.
    pub record: RecordId,
    /// The version at which it was read.
    pub version: u64,
}
