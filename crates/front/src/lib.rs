//! What every page shares: layout, furniture, forms, language, errors, live updates and the working-day axis.
//!
//! # How a room makes a page
//! The room's `askama.toml` names its own folder first and this crate's templates second:
//!
//! ```toml
//! [general]
//! dirs = ["src", "../../crates/front/templates"]
//! ```
//!
//! Its page is a struct with a `chrome` and a template of the same name beside its handler:
//!
//! ```ignore
//! #[derive(askama::Template)]
//! #[template(path = "pages/sign_in.html")]
//! struct SignIn { chrome: front::Chrome, form: front::FormData, errors: front::FormErrors }
//!
//! async fn new(reader: front::Reader) -> Result<Page<SignIn>, Problem> {
//!     let chrome = reader.portal("sign-in-title", Place::Nowhere);
//!     Ok(Page(SignIn { chrome, form: FormData::default(), errors: FormErrors::default() }))
//! }
//! ```
//!
//! ```html
//! {% extends "layout.html" %}
//! {% import "furniture/ask.html" as ask %}
//! {% block main %}
//! <h1>{{ t.say("sign-in-title") }}</h1>
//! {{ ask::summary(t, errors) }}
//! {{ ask::open(chrome, "/sign-in") }}
//! {{ ask::text(t, form, errors, name="phone", label=t.say("phone"), hint=t.say("phone-why"), kind="tel", autocomplete="tel") }}
//! <button>{{ t.say("sign-in") }}</button></form>
//! {% endblock %}
//! ```
//!
//! Inside every block `t` is the reader's language ([`Texts`]) and `chrome` the page's frame.
//!
//! What was posted comes as [`FormData`], which has checked the form's token; what is wrong goes into [`FormErrors`] and the
//! same page is shown again: `(StatusCode::UNPROCESSABLE_ENTITY, Page(SignIn { chrome, form, errors }))`. A [`Problem`] needs
//! no page of its own: returned as an error it becomes one. Parameters of an address come as [`form::Asked`].
//!
//! Texts lie in the room's `texts/zh/ROOM.ftl` and `texts/en/ROOM.ftl`, taken in as one [`texts::Source`], which the
//! binary hands to [`Dictionary::new`] with those of the other rooms; [`texts::check`] compares them in a test.
//!
//! # Furniture
//! `furniture/ask.html`: `open`, `summary`, `text`, `area`, `select`, `select_grouped`, `choices`, `several`, `tick`, `upload`.
//! `furniture/show.html`: `now`, `crumbs`, `facts`, `timeline`, `empty`, `steps`, `step_count`, `table`, `pager`, `figure`,
//! `share`, `receipt`, `notice`, `keys`. Those with a body are called with `{% call show::now("…") %} … {% endcall %}`.
//! A light draws itself (`{{ lamp }}`, [`furniture::Lamp`]), and so does the axis (`{{ axis.picture(t) }}`, [`Axis`]).
//! All of it stands in the gallery: `cargo run -p front --example gallery -- --serve 8090`.
//!
//! # Rules the headers enforce
//! No inline styles, scripts or `on…` attributes: classes of the one style sheet, and the small scripts in `assets/`.
//! A page under `/desk` is a desk's: Chinese, with its own navigation, keyboard and partial loads.

// Templates name this crate as `front::…`, also those of this crate itself.
extern crate self as front;

pub mod assets;
pub mod axis;
pub mod chrome;
pub mod form;
mod form_key;
pub mod furniture;
pub mod house;
pub mod language;
pub mod live;
pub mod page;
pub mod preferences;
pub mod problem;
pub mod reader;
pub mod request;
pub mod security;
pub mod texts;

pub use axis::Axis;
pub use chrome::{Audience, Capacity, Chrome, DemoNotice, Place, Presence};
pub use form::{FormData, FormErrors};
pub use form_key::fresh_key;
pub use house::House;
pub use language::Language;
pub use page::Page;
pub use problem::Problem;
pub use reader::Reader;
pub use request::{IdempotencyKey, OptionalBody};
pub use texts::{Dictionary, Message, Texts};

#[cfg(test)]
mod tests;

use axum::{Extension, Router, middleware::from_fn};
use std::sync::Arc;

/// The rooms' routes with everything that pages need around them.
///
/// `sessions` lays the session layer around the rooms; it puts a [`Presence`] (signed in) or a
/// [`security::VisitToken`] (not yet) into the request's extensions, where pages, forms and error pages find it.
pub fn dress<S>(rooms: Router<S>, sessions: impl FnOnce(Router<S>) -> Router<S>, house: House) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let rooms = rooms
        .fallback(async || Problem::NotFound)
        .layer(from_fn(security::own_pages_only))
        .layer(from_fn(problem::problems_become_pages));
    sessions(rooms)
        .merge(assets::routes())
        .layer(from_fn(preferences::preferences_are_remembered))
        .layer(from_fn(security::security_headers))
        .layer(Extension(Arc::new(house)))
}
