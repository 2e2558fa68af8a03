//! Putting people into posts and taking them out, by whoever administers their place.
//!
//! Whoever is appointed has an account already: people register themselves, and nobody chooses a password for somebody else.

use std::sync::Arc;

use authority::{Actor, Permit, Subject, acts, permit};
use identity::{PostId, RecordId};
use ledger::{CommandOf, Key, SubmitError, Unavailable};

use crate::people::People;
use crate::posts::PostEntry;
use crate::record::account::{LeavePost, TakePost, sign_in_claim};
use crate::record::{Account, AccountRefusal, SignInName};

/// Why nobody was put into a post, or taken out of it.
#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    /// Today's city has no such post.
    #[error("the city has no post {0}")]
    NoSuchPost(PostId),
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] authority::Denied),
    /// Nobody signs in under that name.
    #[error("nobody signs in under this name: whoever is appointed registers first")]
    NoSuchAccount,
    /// Nobody appoints himself or herself.
    #[error("nobody appoints himself or herself")]
    Oneself,
    /// The account refuses.
    #[error(transparent)]
    Refused(AccountRefusal),
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl AppointError {
    /// The message that says what is wrong, where whoever asked can mend it.
    #[must_use]
    pub fn key(&self) -> Option<&'static str> {
        match self {
            Self::NoSuchAccount => Some("appoint-no-such-account"),
            Self::Oneself => Some("appoint-oneself"),
            Self::Refused(refusal) => Some(refusal.key()),
            Self::NoSuchPost(_) | Self::Denied(_) | Self::Unavailable(_) => None,
        }
    }
}

impl People {
    /// Puts whoever signs in under a name into a post.
    ///
    /// # Errors
    /// See [`AppointError`].
    pub async fn appoint(&self, by: &Arc<Actor>, name: &str, post: &PostId, key: Key) -> Result<RecordId, AppointError> {
        let entry = self.entry(post)?;
        let name: SignInName = name.parse().map_err(|_| AppointError::NoSuchAccount)?;
        let account = self.ledger().find(&sign_in_claim(&name)).await?;
        let account = account.ok_or(AppointError::NoSuchAccount)?;
        let taking = TakePost {
            post: post.clone(),
            organ: entry.post.organ.clone(),
        };
        self.assign(by, account, &entry, taking, key).await?;
        Ok(account)
    }

    /// Takes somebody out of a post. What the person had claimed there can be taken over by colleagues.
    ///
    /// # Errors
    /// See [`AppointError`].
    pub async fn dismiss(&self, by: &Arc<Actor>, account: RecordId, post: &PostId, key: Key) -> Result<(), AppointError> {
        let entry = self.entry(post)?;
        let leaving = LeavePost { post: post.clone() };
        self.assign(by, account, &entry, leaving, key).await
    }

    fn entry(&self, post: &PostId) -> Result<PostEntry, AppointError> {
        let posts = self.posts();
        posts.get(post).cloned().ok_or_else(|| AppointError::NoSuchPost(post.clone()))
    }

    async fn assign<C>(
        &self,
        by: &Arc<Actor>,
        account: RecordId,
        entry: &PostEntry,
        command: C,
        key: Key,
    ) -> Result<(), AppointError>
    where
        C: CommandOf<Account, Act = acts::AssignPost>,
    {
        if by.account == Some(account) {
            return Err(AppointError::Oneself);
        }
        let permit: Permit<acts::AssignPost> = permit(by, &Subject::new(account, entry.post.region))?;
        match self.ledger().submit::<Account, _>(&permit, account, command, key).await {
            Ok(_) => Ok(()),
            Err(SubmitError::Refused(refusal)) => Err(AppointError::Refused(refusal)),
            Err(error) => Err(AppointError::Unavailable(Unavailable(error.to_string()))),
        }
    }
}
