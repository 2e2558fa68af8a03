//! The end of an account (注销), and what a person cannot correct alone: name and number. Both follow from a request of the
//! person that was answered in writing (PIPL 46, 47).

use identity::ResidentNumber;
use ledger::{Decision, Secret};
use serde::{Deserialize, Serialize};

use super::command::{CloseAccount, CorrectDetails};
use super::{
    AccountEvent, AccountRefusal, AccountState, EMAIL, NAME, PASSWORD, PHONE, PHONE_BEFORE, RESIDENT_NUMBER, SIGN_IN_NAME,
    resident_claim, sign_in_claim,
};
use crate::record::keeping;

/// What becomes of name and number when an account is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityAfterwards {
    /// Nothing that law keeps names the person.
    Erased,
    /// The files of administrative acts name the person as long as they are kept.
    Kept,
}

/// Nobody signs in any more; name and number may register anew. Whoever works for an organ leaves the posts first.
pub(super) fn close(state: &AccountState, closing: CloseAccount) -> Result<Decision<AccountEvent>, AccountRefusal> {
    if !state.posts().is_empty() {
        return Err(AccountRefusal::HoldsPosts);
    }
    let event = AccountEvent::Closed {
        identity: closing.identity,
    };
    let mut decision = Decision::from(event);
    if let Some(name) = &closing.sign_in_name {
        decision = decision.releasing(sign_in_claim(name));
    }
    if let Some(number) = &closing.resident_number {
        decision = decision.releasing(resident_claim(number));
    }
    let identity = match closing.identity {
        IdentityAfterwards::Erased => &[NAME, RESIDENT_NUMBER][..],
        IdentityAfterwards::Kept => &[],
    };
    let former = closing
        .former_phones
        .iter()
        .filter(|path| path.starts_with(PHONE_BEFORE))
        .map(String::as_str);
    Ok([SIGN_IN_NAME, PASSWORD, PHONE, EMAIL]
        .into_iter()
        .chain(identity.iter().copied())
        .chain(former)
        .fold(decision, Decision::erasing))
}

pub(super) fn correct(correction: CorrectDetails) -> Decision<AccountEvent> {
    let mut decision = Decision::from(AccountEvent::DetailsCorrected);
    if let Some(name) = correction.name {
        decision = decision.with_secret(Secret::new(NAME, name.clear_text(), keeping::IDENTITY));
    }
    if let Some(number) = correction.resident_number {
        decision = renumbered(decision, correction.number_before.as_ref(), &number);
    }
    decision
}

/// One account a person: the claim goes over to the right number.
fn renumbered(
    decision: Decision<AccountEvent>,
    before: Option<&ResidentNumber>,
    number: &ResidentNumber,
) -> Decision<AccountEvent> {
    let decision = decision.with_secret(Secret::new(RESIDENT_NUMBER, number.clear_text(), keeping::IDENTITY));
    if before == Some(number) {
        return decision;
    }
    let decision = match before {
        Some(before) => decision.releasing(resident_claim(before)),
        None => decision,
    };
    decision.claiming(resident_claim(number))
}
