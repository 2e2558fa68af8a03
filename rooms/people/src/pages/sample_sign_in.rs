//! `/sign-in/sample`: in a demonstration city, one of its invented people with one click. Elsewhere there is no such page.

use axum::extract::State;
use axum::response::Response;
use front::{FormData, Problem};

use super::{sign_in, trouble};
use crate::current::{Address, CurrentActor};
use crate::people::People;
use crate::sign_in::SignInRefusal;

pub(super) async fn create(
    State(people): State<People>,
    current: CurrentActor,
    Address(address): Address,
    form: FormData,
) -> Result<Response, Problem> {
    let signed_in = people
        .sign_in_as_sample(form.value("sample"), address)
        .await
        .map_err(|refusal| match refusal {
            SignInRefusal::Wrong | SignInRefusal::SecretOver => Problem::NotFound,
            SignInRefusal::Throttled(_) | SignInRefusal::Busy(_) | SignInRefusal::Unavailable(_) => trouble::not_let_in(refusal),
        })?;
    sign_in::leave(&people, &current).await?;
    Ok(sign_in::enter(&people, &signed_in, form.value("back")))
}
