//! `/desk/counter/visits/end`: whoever stood there goes; the clerk, or the helper, acts in the own post again.

use authority::Duty;
use axum::extract::State;
use axum::response::Redirect;
use front::{FormData, Problem};
use people::{CapacityKey, CurrentActor, RequireSignedIn};

use crate::room::CounterRoom;
use crate::words::{problem, unavailable};

pub(super) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    _: FormData,
) -> Result<Redirect, Problem> {
    let behalf = current.actor.behalf().ok_or(Problem::NotFound)?;
    let is_window = behalf.post.has_any(&[Duty::Clerk]);
    end(&room, &current).await?;
    Ok(Redirect::to(if is_window { "/desk/counter" } else { "/desk/helping" }))
}

/// The right of a visit ends with it. What a party gave a helper for weeks stays, until the party takes it back.
pub(crate) async fn end(room: &CounterRoom, current: &CurrentActor) -> Result<(), Problem> {
    let behalf = current.actor.behalf().ok_or(Problem::NotFound)?;
    if behalf.post.has_any(&[Duty::Clerk]) {
        return room.people.lay_down(current).await.map_err(problem);
    }
    let own = CapacityKey::Post(behalf.post.id.clone());
    room.people.act_as(current, &own).await.map_err(unavailable)
}
