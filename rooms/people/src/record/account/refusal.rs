//! Why a command to an account is not followed.

/// A refusal with its remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// Opened twice.
    #[error("the account is open already")]
    AlreadyOpen,
    /// There is no such account.
    #[error("there is no such account")]
    NotOpen,
    /// The person is in that post.
    #[error("the person holds this post already")]
    HoldsPostAlready,
    /// The person is not in that post.
    #[error("the person does not hold this post")]
    DoesNotHoldPost,
    /// More posts than one person can fill.
    #[error("the person holds too many posts")]
    TooManyPosts,
}

impl AccountRefusal {
    /// The message that tells the person what to do.
    pub fn key(&self) -> &'static str {
        match self {
            Self::AlreadyOpen => "account-already-open",
            Self::NotOpen => "account-not-open",
            Self::HoldsPostAlready => "account-holds-post-already",
            Self::DoesNotHoldPost => "account-does-not-hold-post",
            Self::TooManyPosts => "account-too-many-posts",
        }
    }
}
