//! `/desk/counter/visits/end`: whoever stood there goes; the clerk, or the helper, acts for the own post again.

use authority::Duty;
use axum::extract::State;
use axum::response::Redirect;
use front::{FormData, Problem};
use people::RequireSignedIn;

use crate::room::CounterRoom;
use crate::words::problem;

pub(super) async fn create(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    _: FormData,
) -> Result<Redirect, Problem> {
    let behalf = current.actor.behalf().ok_or(Problem::NotFound)?;
    let is_window = behalf.post.has_any(&[Duty::Clerk]);
    room.people.lay_down(&current).await.map_err(problem)?;
    Ok(Redirect::to(if is_window { "/desk/counter" } else { "/desk/helping" }))
}
