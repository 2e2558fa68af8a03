//! Who may do what with a project, and reading it with a permit.

use std::sync::Arc;

use authority::{Act, Actor, Denied, Permit, acts, permit};
use identity::{OrganId, Phone, RecordId};
use ledger::{Ledger, Unavailable};

use crate::record::{ADDRESS, CONTACT, Contact, Project, Registration};

/// A project that somebody may see.
#[derive(Debug)]
pub struct Seen {
    /// Its record.
    pub record: RecordId,
    /// What it is now.
    pub project: Registration,
    /// The proof that it may be seen.
    pub permit: Permit<acts::SeeProject>,
}

/// Why a project is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// It does not exist, or not for this actor: nobody can tell which.
    #[error("no such project")]
    Hidden,
    /// The ledger cannot answer now.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl From<Denied> for AccessError {
    fn from(_: Denied) -> Self {
        Self::Hidden
    }
}

/// Reads a project that the actor may see as its owner or as a supervisor.
///
/// # Errors
/// [`AccessError::Hidden`] alike when it does not exist and when the actor may not see it.
pub async fn see(ledger: &Ledger, actor: &Arc<Actor>, record: RecordId) -> Result<Seen, AccessError> {
    see_with(ledger, actor, record, []).await
}

/// The same, also for the organs that take part in its applications, which the room of applications names.
///
/// # Errors
/// As [`see`].
pub async fn see_with(
    ledger: &Ledger,
    actor: &Arc<Actor>,
    record: RecordId,
    taking_part: impl IntoIterator<Item = OrganId>,
) -> Result<Seen, AccessError> {
    let snapshot = ledger.state::<Project>(record).await?.ok_or(AccessError::Hidden)?;
    let project = snapshot.state.registration.clone().ok_or(AccessError::Hidden)?;
    let permit = permit(actor, &project.subject(record, taking_part))?;
    Ok(Seen { record, project, permit })
}

impl Seen {
    /// The permit for another act on it, such as changing it.
    ///
    /// # Errors
    /// When the actor may not.
    pub fn permit<A: Act>(&self, actor: &Arc<Actor>) -> Result<Permit<A>, AccessError> {
        Ok(permit(actor, &self.project.subject(self.record, []))?)
    }

    /// Whether the one who sees it may change it.
    #[must_use]
    pub fn may_change(&self) -> bool {
        self.permit::<acts::ChangeProject>(self.permit.actor()).is_ok()
    }

    /// Its address and contact, from the vault; what was erased is none.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn particulars(&self, ledger: &Ledger) -> Result<Particulars, Unavailable> {
        let mut values = ledger.secrets(self.record, &[ADDRESS.to_owned(), CONTACT.to_owned()]).await?;
        let contact = values.remove(CONTACT).unwrap_or_default();
        let phone = contact["phone"].as_str().and_then(|phone| phone.parse::<Phone>().ok());
        Ok(Particulars {
            address: values.get(ADDRESS).and_then(|address| address.as_str()).map(str::to_owned),
            contact: contact["name"].as_str().zip(phone).map(|(name, phone)| Contact {
                name: name.to_owned(),
                phone,
            }),
        })
    }
}

/// What the vault keeps of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// Where it is exactly.
    pub address: Option<String>,
    /// Whom to ask about it.
    pub contact: Option<Contact>,
}
