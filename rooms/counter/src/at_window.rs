//! Who is here: a clerk in the post of a window. For everybody else the window's pages do not exist.

use std::sync::Arc;

use authority::{Duty, Post};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;
use identity::RecordId;
use people::{CurrentActor, RequireSignedIn};

/// Somebody in a post with a duty.
#[derive(Clone, Debug)]
pub(crate) struct InPost {
    /// Who, with name and capacity.
    pub(crate) current: CurrentActor,
    /// The post.
    pub(crate) post: Arc<Post>,
    /// The account.
    pub(crate) account: RecordId,
}

/// A clerk at a window.
#[derive(Clone, Debug)]
pub(crate) struct AtWindow(pub(crate) InPost);

/// A helper at the desk.
#[derive(Clone, Debug)]
pub(crate) struct AsHelper(pub(crate) InPost);

impl InPost {
    async fn with<S: Sync>(parts: &mut Parts, state: &S, duties: &[Duty]) -> Result<Self, Problem> {
        let RequireSignedIn(current) = <RequireSignedIn as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        match (current.actor.held_post().cloned(), current.account()) {
            (Some(post), Some(account)) if post.has_any(duties) => Ok(Self { current, post, account }),
            (Some(_) | None, _) => Err(Problem::NotFound),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for AtWindow {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        InPost::with(parts, state, &[Duty::Clerk]).await.map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for AsHelper {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        InPost::with(parts, state, &[Duty::Helper]).await.map(Self)
    }
}
