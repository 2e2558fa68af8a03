//! `/authorisations`: who of the city's helpers may act for me, what windows did for me, and who sits beside me now.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::{Path, State};
use axum::response::Redirect;
use front::{Chrome, FormData, Page, Place, Problem, Reader};
use identity::RecordId;
use people::record::{Authorised, Basis, Mode};
use people::{Authorisation, CurrentActor, RequireSignedIn, views};

use crate::helping::{Names, reach_words};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// So many are listed, the newest.
pub(crate) const LISTED_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "pages/authorisations.html")]
pub(super) struct AuthorisationsPage {
    chrome: Chrome,
    in_force: Vec<Line>,
    over: Vec<Line>,
    may_give: bool,
}

/// An authorisation in the list.
struct Line {
    holder: String,
    organ: String,
    mode: &'static str,
    reach: String,
    until: String,
    given: String,
    /// What the window checked, where it was a visit.
    checks: String,
    ended: String,
    revocation: String,
    /// Where the helper is said to sit beside, and whether that is so now.
    beside: Option<(String, bool)>,
}

pub(super) async fn index(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<AuthorisationsPage>, Problem> {
    let party = current.actor.party().filter(|_| current.actor.behalf().is_none());
    let party = party.ok_or(Problem::NotFound)?;
    let today = room.today();
    let (mut in_force, mut over) = (Vec::new(), Vec::new());
    for id in views::authorisations_of(room.ledger(), party, LISTED_MAX)
        .await
        .map_err(unavailable)?
    {
        let snapshot = room.ledger().state::<Authorisation>(id).await.map_err(unavailable)?;
        let Some(snapshot) = snapshot else { continue };
        let Some(given) = &snapshot.state.given else { continue };
        let mut line = line(&room, &current, &reader, id, given).await?;
        if snapshot.state.in_force(today).is_some() {
            in_force.push(line);
        } else {
            line.ended = match snapshot.state.ended {
                Some(moment) => reader.texts.long_moment(&moment),
                None => reader.texts.long_day(&given.until),
            };
            over.push(line);
        }
    }
    Ok(Page(AuthorisationsPage {
        may_give: may_give(&room, &current),
        chrome: reader.portal("authorisations", Place::Nowhere),
        in_force,
        over,
    }))
}

/// Whether the actor may give authorisations: the person, the legal representative.
pub(super) fn may_give(room: &CounterRoom, current: &CurrentActor) -> bool {
    let some = Subject::new(RecordId::from_bytes([0; 16]), room.ledger().city());
    let party = current.actor.party();
    party.is_some_and(|party| current.permit::<acts::GiveAuthorisation>(&some.of(party)).is_ok())
}

async fn line(
    room: &CounterRoom,
    current: &CurrentActor,
    reader: &Reader,
    id: RecordId,
    given: &Authorised,
) -> Result<Line, Problem> {
    let t = &reader.texts;
    let names = Names::of(room, reader);
    let checks = match &given.basis {
        Basis::Visit { checks, .. } => {
            let said: Vec<String> = checks.iter().map(|check| t.say(check.key()).to_string()).collect();
            said.join(&t.say("list-comma").to_string())
        }
        Basis::Given(_) => String::new(),
    };
    let sits = current
        .actor
        .beside
        .as_ref()
        .is_some_and(|helper| helper.account == given.holder);
    Ok(Line {
        holder: names.person(given.holder).await?,
        organ: names.organ(&given.organ),
        mode: match given.basis {
            Basis::Given(mode) => mode.key(),
            Basis::Visit { .. } => "mode-visit",
        },
        reach: reach_words(room, reader, &given.reach).await?,
        until: t.long_day(&given.until),
        given: t.long_moment(&given.at),
        checks,
        ended: String::new(),
        revocation: format!("/authorisations/{id}/revocation"),
        beside: (given.basis == Basis::Given(Mode::TakeThrough)).then(|| (format!("/authorisations/{id}/beside"), sits)),
    })
}

/// The helper sits down beside, or gets up.
pub(super) async fn beside(
    State(room): State<CounterRoom>,
    RequireSignedIn(current): RequireSignedIn,
    Path(id): Path<RecordId>,
    form: FormData,
) -> Result<Redirect, Problem> {
    let given = own(&room, &current, id).await?;
    if given.basis != Basis::Given(Mode::TakeThrough) {
        return Err(Problem::NotFound);
    }
    let beside = (form.value("beside") == "yes").then_some(id);
    room.people.sit_beside(&current, beside).await.map_err(unavailable)?;
    Ok(Redirect::to("/authorisations"))
}

/// An authorisation in force that is the actor's own.
pub(super) async fn own(room: &CounterRoom, current: &CurrentActor, id: RecordId) -> Result<Authorised, Problem> {
    let snapshot = room.ledger().state::<Authorisation>(id).await.map_err(unavailable)?;
    let snapshot = snapshot.ok_or(Problem::NotFound)?;
    let given = snapshot.state.in_force(room.today()).ok_or(Problem::NotFound)?;
    let subject = Subject::new(id, room.ledger().city()).of(given.party);
    current.permit::<acts::RevokeAuthorisation>(&subject)?;
    Ok(given.clone())
}
