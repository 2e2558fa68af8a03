//! Where a message leads.

use crate::record::{Audience, Fact, FactKind};

/// The page on which the reader does what a message speaks of.
pub(crate) fn address_of(fact: &Fact, audience: &Audience) -> String {
    if let Some(about) = &fact.data_request {
        return match audience {
            Audience::Party(_) => format!("/account/data/requests/{}", about.request),
            // Whoever heads the organ sees that something is late, and not what a person asks about.
            Audience::Post(_) if fact.kind == FactKind::DataRequestLate => "/desk".to_owned(),
            Audience::Post(_) => format!("/desk/data-requests/{}", about.request),
        };
    }
    match (fact.kind, &fact.about, audience) {
        (FactKind::CodeSent(_) | FactKind::PhoneChanged | FactKind::AccountRecovered, _, _) => "/account".to_owned(),
        (FactKind::DataRequestCame, _, _) => "/desk/data-requests".to_owned(),
        (FactKind::DataRequestAnswered, _, _) => "/account/data#requests".to_owned(),
        (_, Some(about), Audience::Party(_)) => format!("/applications/{}", about.application),
        (_, Some(about), Audience::Post(_)) => match &about.step {
            Some(step) => format!("/desk/{}/{step}", about.application),
            None => format!("/desk/applications?q={}", about.number),
        },
        (_, None, Audience::Post(_)) => "/desk".to_owned(),
        (_, None, Audience::Party(_)) => "/inbox".to_owned(),
    }
}
