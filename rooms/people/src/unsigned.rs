//! What people do without signing in is counted by network, so that nobody floods an organ or guesses codes.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use front::Problem;

use crate::current::Address;
use crate::people::People;
use crate::sign_in::{Attempt, SignInRefusal};

/// The network from which a request comes: an argument of handlers that let visitors act.
#[derive(Clone, Copy, Debug)]
pub struct Caller(Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Address(address) = Address::from_request_parts(parts, state).await?;
        Ok(Self(address))
    }
}

impl People {
    /// Counts something that somebody does without signing in.
    ///
    /// # Errors
    /// [`Problem::TooMany`] when there was too much of it from this network.
    pub async fn count_unsigned(&self, caller: Caller) -> Result<(), Problem> {
        match self.count(&Attempt::without_signing_in(caller.0)).await {
            Ok(()) => Ok(()),
            Err(SignInRefusal::Throttled(throttled)) => Err(Problem::TooMany {
                after_seconds: throttled.after_seconds,
            }),
            Err(error) => {
                tracing::error!(%error, "what is done without signing in cannot be counted");
                Err(Problem::Unavailable)
            }
        }
    }

    /// Takes back what was counted: who has the number and its code guesses nothing.
    ///
    /// # Errors
    /// [`Problem::Unavailable`] when the ledger cannot answer now.
    pub async fn forgive_unsigned(&self, caller: Caller) -> Result<(), Problem> {
        let attempt = Attempt::without_signing_in(caller.0);
        self.forgive(&attempt).await.map_err(|error| {
            tracing::error!(%error, "what was done without signing in cannot be forgiven");
            Problem::Unavailable
        })
    }
}
