//! What a window does for somebody who stands there: open an account, hand a new sign-in secret over, change the phone.
//!
//! Whoever can be taken for another takes over all that is the other's. So two different things must show who it is
//! (ASVS 6.4.3), the secret is brief and serves once (6.4.1), nobody does it for oneself, and not for staff, whose
//! accounts open desks: those the administrator sees to.

use authority::Post;
use identity::RecordId;
use ledger::{Context, Decision, Secret};

use super::command::{ChangePhoneAtWindow, HandSecretOver, OpenAtWindow};
use super::{AccountEvent, AccountRefusal, AccountState, NAME, PASSWORD, PHONE, PHONE_BEFORE, RESIDENT_NUMBER, resident_claim};
use crate::record::IdentityCheck;
use crate::record::checks::{in_order, of_a_person};
use crate::record::keeping;

/// A secret on paper signs in within a day, or not at all.
pub const SECRET_HOURS: i64 = 24;
/// So many different things show who somebody is.
const CHECKS_MIN: usize = 2;
const MILLISECONDS_OF_AN_HOUR: i64 = 3_600_000;

/// An account without sign-in: its owner can take it over at any window.
pub(super) fn open(opening: OpenAtWindow, context: &Context<'_>) -> Result<Decision<AccountEvent>, AccountRefusal> {
    let (_, post) = clerk(context)?;
    let event = AccountEvent::OpenedAtWindow {
        post: post.id.clone(),
        organ: post.organ.clone(),
    };
    let secrets = [
        Secret::new(NAME, opening.name.clear_text(), keeping::IDENTITY),
        Secret::new(RESIDENT_NUMBER, opening.resident_number.clear_text(), keeping::IDENTITY),
    ];
    let phone = opening
        .phone
        .map(|phone| Secret::new(PHONE, phone.clear_text(), keeping::CONTACT));
    Ok(Decision::from(event)
        .claiming(resident_claim(&opening.resident_number))
        .with_secrets(secrets.into_iter().chain(phone)))
}

pub(super) fn hand_secret_over(
    state: &AccountState,
    handing: HandSecretOver,
    context: &Context<'_>,
) -> Result<Decision<AccountEvent>, AccountRefusal> {
    let post = sure(state, &handing.checks, context)?;
    let event = AccountEvent::SecretHandedOver {
        post: post.id.clone(),
        organ: post.organ.clone(),
        checks: in_order(handing.checks),
        until: context.at.plus(SECRET_HOURS * MILLISECONDS_OF_AN_HOUR),
    };
    Ok(Decision::from(event).with_secret(Secret::new(PASSWORD, handing.secret.as_str(), keeping::SIGN_IN)))
}

pub(super) fn change_phone(
    state: &AccountState,
    change: ChangePhoneAtWindow,
    context: &Context<'_>,
) -> Result<Decision<AccountEvent>, AccountRefusal> {
    let post = sure(state, &change.checks, context)?;
    let event = AccountEvent::PhoneChangedAtWindow {
        post: post.id.clone(),
        organ: post.organ.clone(),
        checks: in_order(change.checks),
    };
    let before = change
        .before
        .filter(|before| before != change.phone.clear_text())
        .map(|before| {
            let path = format!("{PHONE_BEFORE}{}", context.at.0);
            Secret::new(path, before, keeping::FORMER_CONTACT)
        });
    Ok(Decision::from(event)
        .with_secret(Secret::new(PHONE, change.phone.clear_text(), keeping::CONTACT))
        .with_secrets(before))
}

fn sure<'a>(state: &AccountState, checks: &[IdentityCheck], context: &'a Context<'_>) -> Result<&'a Post, AccountRefusal> {
    let (account, post) = clerk(context)?;
    if account == context.record {
        return Err(AccountRefusal::OwnAccount);
    }
    if !state.posts().is_empty() {
        return Err(AccountRefusal::HoldsPosts);
    }
    if !shows_a_person(checks) {
        return Err(AccountRefusal::TwoChecksNeeded);
    }
    Ok(post)
}

/// Whether what was checked shows who somebody is.
#[must_use]
pub fn shows_a_person(checks: &[IdentityCheck]) -> bool {
    of_a_person(checks) >= CHECKS_MIN
}

fn clerk<'a>(context: &'a Context<'_>) -> Result<(RecordId, &'a Post), AccountRefusal> {
    context
        .actor
        .account
        .zip(context.actor.held_post().map(AsRef::as_ref))
        .ok_or(AccountRefusal::NotAtAWindow)
}
