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
    /// Whoever is absent for an organ holds a post there.
    #[error("the person holds no post in this organ")]
    NotOfThisOrgan,
    /// The last day lies before the first, or the first before today.
    #[error("the days do not follow each other from today on")]
    DaysTheWrongWay,
    /// Longer than is declared at once.
    #[error("an absence of more than {} days", super::ABSENCE_DAYS_MAX)]
    AbsentTooLong,
    /// Some of the days are declared already.
    #[error("the person is absent on some of these days already")]
    AbsentThen,
    /// One's own deputy.
    #[error("nobody stands in for himself or herself")]
    OwnDeputy,
    /// There is no such absence.
    #[error("there is no such absence")]
    NoSuchAbsence,
    /// It has ended by itself.
    #[error("the absence is over")]
    AbsenceOver,
    /// Only somebody in a post does it.
    #[error("this is done at a window")]
    NotAtAWindow,
    /// A clerk does not recover the own account.
    #[error("nobody recovers the own account")]
    OwnAccount,
    /// The account opens a desk.
    #[error("the account holds posts; its sign-in is the administrator's affair")]
    HoldsPosts,
    /// One thing does not show who somebody is.
    #[error("two different things have to show who stands there")]
    TwoChecksNeeded,
    /// The person had it closed.
    #[error("the account was closed for good")]
    Closed,
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
            Self::NotOfThisOrgan => "account-not-of-this-organ",
            Self::DaysTheWrongWay => "account-days-the-wrong-way",
            Self::AbsentTooLong => "account-absent-too-long",
            Self::AbsentThen => "account-absent-then",
            Self::OwnDeputy => "account-own-deputy",
            Self::NoSuchAbsence => "account-no-such-absence",
            Self::AbsenceOver => "account-absence-over",
            Self::NotAtAWindow => "account-not-at-a-window",
            Self::OwnAccount => "account-own",
            Self::HoldsPosts => "account-holds-posts",
            Self::TwoChecksNeeded => "account-two-checks-needed",
            Self::Closed => "account-closed",
        }
    }
}
