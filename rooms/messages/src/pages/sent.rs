//! `/account/messages` and `/desk/messages`: what was sent, to whom (masked), when, and what became of it.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::State;
use calendar::{MILLISECONDS_OF_DAY, Moment};
use front::form::Asked;
use front::furniture::{Choice, Lamp, Shape};
use front::{Chrome, FormData, FormErrors, Page, Place, Problem, Reader, Texts};
use identity::{Phone, RegionCode};
use people::record::EmailAddress;
use people::{CurrentActor, RequireSignedIn};

use super::unavailable;
use crate::record::{Channel, DeliveryStatus, Messages, sent_to};
use crate::room::MessageRoom;
use crate::views::{DeliveryRow, SentFilter, Tally, of_account, of_city, tally};

/// The most texts that a log shows.
const SHOWN_MAX: u32 = 200;
/// Over how many days texts are counted.
const TALLY_DAYS: i64 = 7;

#[derive(Template)]
#[template(path = "pages/sent_own.html")]
pub(super) struct OwnPage {
    chrome: Chrome,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "pages/sent.html")]
pub(super) struct SentPage {
    chrome: Chrome,
    lines: Vec<Line>,
    form: FormData,
    errors: FormErrors,
    channels: Vec<Choice>,
    states: Vec<Choice>,
    ways: Vec<WayLine>,
}

/// One text.
struct Line {
    title: String,
    number: String,
    channel: String,
    to: String,
    time: String,
    machine_time: String,
    lamp: Lamp,
    reason: String,
}

/// How a way does.
struct WayLine {
    name: String,
    counts: Vec<(String, u32)>,
}

pub(super) async fn own(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<OwnPage>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    current.permit::<acts::SeeAccount>(&Subject::new(account, room.ledger().city()))?;
    let rows = of_account(room.ledger(), account, SHOWN_MAX).await.map_err(unavailable)?;
    Ok(Page(OwnPage {
        lines: lines(&room, &reader.texts, rows).await?,
        chrome: reader.portal("sent-own", Place::Nowhere),
    }))
}

pub(super) async fn at_desk(
    State(room): State<MessageRoom>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
    Asked(form): Asked,
) -> Result<Page<SentPage>, Problem> {
    let region = may_see(&room, &current).ok_or(Problem::NotFound)?;
    let filter = SentFilter {
        channel: Channel::named(form.value("channel")),
        status: DeliveryStatus::named(form.value("state")),
    };
    let rows = of_city(room.ledger(), region, filter, SHOWN_MAX).await.map_err(unavailable)?;
    let since = Moment(room.ledger().now().0 - TALLY_DAYS * MILLISECONDS_OF_DAY);
    let counted = tally(room.ledger(), region, since).await.map_err(unavailable)?;
    let t = &reader.texts;
    Ok(Page(SentPage {
        lines: lines(&room, t, rows).await?,
        channels: Channel::ALL
            .into_iter()
            .map(|channel| Choice::new(channel.as_str(), t.say(channel.key())))
            .collect(),
        states: DeliveryStatus::ALL
            .into_iter()
            .map(|status| Choice::new(status.as_str(), t.say(status.key())))
            .collect(),
        ways: ways(&room, t, &counted),
        errors: FormErrors::default(),
        form,
        chrome: reader.desk("sent-log", Place::Inbox),
    }))
}

/// The region over whose messages somebody watches; its administrators and its supervisors do.
pub(super) fn may_see(room: &MessageRoom, current: &CurrentActor) -> Option<RegionCode> {
    let post = current.actor.held_post()?;
    let subject = Subject::new(current.account()?, post.region);
    let watches = authority::permit::<acts::SeeRegion>(&current.actor, &subject).is_ok();
    let administers = authority::permit::<acts::Administer>(&current.actor, &subject).is_ok();
    let is_of_the_city = room.ledger().city().covers(post.region);
    (is_of_the_city && (watches || administers)).then_some(post.region)
}

fn ways(room: &MessageRoom, t: &Texts, counted: &[Tally]) -> Vec<WayLine> {
    let line = |channel: Channel| {
        let of_way = counted.iter().filter(move |tally| tally.channel == channel);
        let name = t.say(channel.key()).to_string();
        let is_open = room.channels().contains(&channel);
        WayLine {
            name: if is_open {
                name
            } else {
                t.say("sent-not-offered").with("way", name).to_string()
            },
            counts: of_way
                .map(|tally| (t.say(tally.status.key()).to_string(), tally.count))
                .collect(),
        }
    };
    Channel::ALL.into_iter().map(line).collect()
}

async fn lines(room: &MessageRoom, t: &Texts, rows: Vec<DeliveryRow>) -> Result<Vec<Line>, Problem> {
    let paths: Vec<_> = rows.iter().map(|row| (row.message, sent_to(row.number))).collect();
    let wanted: Vec<_> = paths.iter().map(|(message, path)| (*message, path.as_str())).collect();
    let sent = room.ledger().secrets_of_many(&wanted).await.map_err(unavailable)?;
    let mut lines = Vec::with_capacity(rows.len());
    for (row, to) in rows.iter().zip(sent) {
        let to = to.and_then(|to| to.as_str().map(str::to_owned)).unwrap_or_default();
        lines.extend(line(room, t, row, &to).await?);
    }
    Ok(lines)
}

async fn line(room: &MessageRoom, t: &Texts, row: &DeliveryRow, to: &str) -> Result<Option<Line>, Problem> {
    let snapshot = room.ledger().state::<Messages>(row.message).await.map_err(unavailable)?;
    let Some(snapshot) = snapshot else { return Ok(None) };
    let Some(told) = &snapshot.state.told else { return Ok(None) };
    let delivery = snapshot.state.deliveries.get(usize::from(row.number));
    Ok(Some(Line {
        title: t.say(told.fact.kind.key()).to_string(),
        number: told.fact.about.as_ref().map(|about| about.number.clone()).unwrap_or_default(),
        channel: t.say(row.channel.key()).to_string(),
        to: masked(row.channel, to),
        time: t.moment(&row.changed),
        machine_time: row.changed.to_string(),
        lamp: Lamp::new(shape(row.status), t.say(row.status.key())),
        reason: delivery.map(|delivery| reason(t, delivery)).unwrap_or_default(),
    }))
}

fn masked(channel: Channel, to: &str) -> String {
    match channel {
        Channel::Sms => to.parse::<Phone>().map(|phone| phone.masked()).unwrap_or_default(),
        Channel::Email => to.parse::<EmailAddress>().map(|email| email.masked()).unwrap_or_default(),
    }
}

fn shape(status: DeliveryStatus) -> Shape {
    match status {
        DeliveryStatus::Queued => Shape::Blue,
        DeliveryStatus::HandedOver => Shape::Green,
        DeliveryStatus::Delivered => Shape::Done,
        DeliveryStatus::Failed | DeliveryStatus::GivenUp => Shape::Red,
        DeliveryStatus::Skipped => Shape::Open,
    }
}

/// Why it stands so: ours in words, a gateway's as it said it.
fn reason(t: &Texts, delivery: &crate::record::Delivery) -> String {
    let when = |due: Moment| t.say("delivery-next").with("at", due).to_string();
    match (delivery.status, delivery.reason.as_deref()) {
        (DeliveryStatus::Skipped, Some("no_longer_acts")) => t.say("delivery-no-longer-acts").to_string(),
        (DeliveryStatus::Skipped, Some("not_wanted")) => t.say("delivery-not-wanted").to_string(),
        (DeliveryStatus::Skipped, _) => t.say("delivery-no-address").to_string(),
        (DeliveryStatus::Queued, Some(reason)) => format!("{reason} · {}", when(delivery.due)),
        (DeliveryStatus::Queued, None) => when(delivery.due),
        (_, reason) => reason.unwrap_or_default().to_owned(),
    }
}
