//! The demonstration city: its invented people, and a clock that can be moved forward.

pub mod gateway;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Redirect;
use axum::routing::get;
use calendar::{Calendar, Moment};
use front::texts::Source;
use front::{Chrome, DemoNotice, FormData, Page, Place, Problem, Reader};
use ledger::{Ledger, MovableClock};
use people::{People, Sample};

use crate::city::{City, Rooms};

/// What the demonstration says.
pub const TEXTS: Source = Source {
    room: "demo",
    chinese: include_str!("../texts/zh.ftl"),
    english: include_str!("../texts/en.ftl"),
};

const PEOPLE: &str = include_str!("../../packs/binzhou/sample/people.toml");
const PROJECTS: &str = include_str!("../../packs/binzhou/sample/projects.toml");
/// Working days that one press lets pass.
const DAYS_OFFERED: [i32; 4] = [1, 3, 5, 10];

/// The sample people.
///
/// # Errors
/// When their file is wrong.
pub fn sample() -> anyhow::Result<Sample> {
    Ok(Sample::parse(PEOPLE)?)
}

/// Seeds the sample through commands; what is there already stays.
///
/// # Errors
/// When the ledger refuses.
pub async fn seed(people: &People, rooms: &Rooms, sample: &Sample) -> anyhow::Result<()> {
    let seeded = people.seed(sample).await?;
    rooms
        .projects
        .seed(&projects::sample::parse(PROJECTS)?, sample, &seeded)
        .await?;
    Ok(())
}

/// Tells on the terminal where to look.
pub fn announce(city: &City, address: &str) {
    let release = city.catalogue.current();
    println!("{}：{address}", release.city().brand);
    println!("  sign in:  {address}/sign-in   (every sample account is offered there; all of them are invented)");
    println!("  apply:    {address}/matters/ten-permits");
    println!("  the clock can be moved forward at {address}/demo/clock");
    println!("  SMS and e-mails of the demonstration reach no phone and no mailbox; read them at {address}/demo/messages");
    println!("Press Ctrl-C to stop.");
}

/// The notice above every page.
pub fn notice(ledger: Ledger) -> Box<dyn Fn() -> DemoNotice + Send + Sync> {
    Box::new(move || DemoNotice {
        today: ledger.now().day(),
        address: "/demo/clock".into(),
    })
}

#[derive(Clone)]
struct DemoClock {
    clock: Arc<MovableClock>,
    ledger: Ledger,
}

/// The pages of the demonstration itself.
pub fn routes<S: Clone + Send + Sync + 'static>(clock: Arc<MovableClock>, ledger: Ledger) -> Router<S> {
    Router::new()
        .route("/demo/clock", get(show).post(advance))
        .with_state(DemoClock { clock, ledger })
}

#[derive(Template)]
#[template(path = "demo_clock.html")]
struct ClockPage {
    chrome: Chrome,
    now: String,
    days: [i32; 4],
}

async fn show(State(demo): State<DemoClock>, reader: Reader) -> Page<ClockPage> {
    let now = reader.texts.long_moment(&demo.ledger.now());
    Page(ClockPage {
        chrome: reader.portal("demo-clock", Place::Nowhere),
        now,
        days: DAYS_OFFERED,
    })
}

/// Lets working days pass: it is ten in the morning of the day they lead to.
async fn advance(State(demo): State<DemoClock>, form: FormData) -> Result<Redirect, Problem> {
    let days = form
        .value("days")
        .parse::<i32>()
        .ok()
        .filter(|days| DAYS_OFFERED.contains(days));
    let days = days.ok_or_else(|| Problem::invalid("form-unreadable"))?;
    let day = Calendar::national().add(demo.ledger.now().day(), days);
    let until = Moment::at(day, 10, 0);
    demo.ledger.let_pass(&demo.clock, until).await.map_err(|error| {
        tracing::error!(%error, "the clock could not be moved");
        Problem::Unavailable
    })?;
    Ok(Redirect::to("/demo/clock"))
}
