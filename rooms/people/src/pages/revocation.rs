//! `/enterprises/…/mandates/…/revocation`: the legal representative takes a mandate back, knowing what follows.

use askama::Template;
use authority::acts;
use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use ledger::Key;

use super::enterprise::subject;
use super::{trouble, unavailable};
use crate::current::CurrentActor;
use crate::people::People;
use crate::record::enterprise::RevokeMandate;
use crate::record::{Enterprise, EnterpriseRefusal};
use crate::views;

#[derive(Template)]
#[template(path = "pages/revocation.html")]
pub(super) struct RevocationPage {
    chrome: Chrome,
    enterprise: String,
    agent: String,
    action: String,
    way_back: String,
}

pub(super) async fn new(
    State(people): State<People>,
    current: CurrentActor,
    reader: Reader,
    Path((enterprise, mandate)): Path<(String, String)>,
) -> Result<Page<RevocationPage>, Problem> {
    let (enterprise, mandate) = named(&enterprise, &mandate)?;
    current.permit::<acts::RevokeMandate>(&subject(&people, enterprise))?;
    let snapshot = people
        .ledger()
        .state::<Enterprise>(enterprise)
        .await
        .map_err(unavailable)?
        .ok_or(Problem::NotFound)?;
    let given = snapshot.state.mandate(mandate).ok_or(Problem::NotFound)?;
    let names = views::names(people.ledger(), &[given.agent]).await.map_err(unavailable)?;
    Ok(Page(RevocationPage {
        chrome: reader.portal("mandate-revoke", Place::Nowhere),
        enterprise: snapshot.state.name().to_owned(),
        agent: names.get(&given.agent).cloned().unwrap_or_default(),
        action: format!("/enterprises/{enterprise}/mandates/{mandate}/revocation"),
        way_back: format!("/enterprises/{enterprise}"),
    }))
}

pub(super) async fn create(
    State(people): State<People>,
    current: CurrentActor,
    Path((enterprise, mandate)): Path<(String, String)>,
    _: FormData,
) -> Result<Redirect, Problem> {
    let (enterprise, mandate) = named(&enterprise, &mandate)?;
    let permit = current.permit::<acts::RevokeMandate>(&subject(&people, enterprise))?;
    let key = Key::derived(&["revoke", &mandate.to_string()]);
    let revoking = people
        .ledger()
        .submit::<Enterprise, _>(&permit, enterprise, RevokeMandate { mandate }, key)
        .await;
    revoking.map_err(|error| trouble::not_done(error, |refusal: EnterpriseRefusal| refusal.key()))?;
    Ok(Redirect::to(&format!("/enterprises/{enterprise}")))
}

fn named(enterprise: &str, mandate: &str) -> Result<(RecordId, RecordId), Problem> {
    let id = |text: &str| text.parse::<RecordId>().map_err(|_| Problem::NotFound);
    Ok((id(enterprise)?, id(mandate)?))
}
