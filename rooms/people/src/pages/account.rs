//! `/account`: what is known of me, masked; for whom I may act; where I am signed in.

use askama::Template;
use authority::{Subject, acts};
use axum::extract::State;
use front::{Chrome, Page, Place, Problem, Reader};
use identity::{Phone, RecordId, ResidentNumber};

use super::unavailable;
use crate::capacity::{CapacityKey, CapacityLabel};
use crate::current::{CurrentActor, RequireSignedIn};
use crate::people::People;
use crate::record::account::{PHONE, RESIDENT_NUMBER, SIGN_IN_NAME};

/// So many days the account page tells what a window did to the account.
const TOLD_DAYS: i32 = 30;

#[derive(Template)]
#[template(path = "pages/account.html")]
pub(super) struct AccountPage {
    chrome: Chrome,
    facts: Vec<(String, String)>,
    enterprises: Vec<Line>,
    posts: Vec<String>,
    other_sessions: usize,
    /// What a window did to the account within the last days: the person is told at once.
    at_windows: Vec<String>,
    /// Whether the person acts as an applicant now.
    for_a_party: bool,
    /// Whether the person acts for himself or herself now, and so may register an enterprise.
    for_oneself: bool,
}

/// An enterprise for which the person may act.
struct Line {
    words: String,
    /// Its page, when the person acts for it now.
    address: Option<String>,
    key: String,
}

pub(super) async fn show(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<AccountPage>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    current.permit::<acts::SeeAccount>(&Subject::new(account, people.ledger().city()))?;
    let facts = facts(&people, &reader, current.name(), account).await?;
    let sessions = people.count_sessions(account).await.map_err(unavailable)?;
    Ok(Page(AccountPage {
        chrome: reader.portal("my-account", Place::Nowhere),
        facts,
        enterprises: enterprises(&current, &reader),
        posts: posts(&current, &reader),
        at_windows: at_windows(&people, &reader, account).await?,
        for_a_party: current.actor.party().is_some() && current.actor.behalf().is_none(),
        other_sessions: sessions.saturating_sub(1),
        for_oneself: current.chosen().is_some_and(|chosen| chosen.key == CapacityKey::Person),
    }))
}

/// What a window did lately; the history tells the rest.
async fn at_windows(people: &People, reader: &Reader, account: RecordId) -> Result<Vec<String>, Problem> {
    let since = people.ledger().now().day().plus(-TOLD_DAYS);
    let entries = people.ledger().history(account).await.map_err(unavailable)?;
    let told = |entry: &&ledger::Entry| {
        entry.at.day() > since && matches!(entry.event_type.as_str(), "secret_handed_over" | "phone_changed_at_window")
    };
    let line = |entry: &ledger::Entry| {
        let key = match entry.event_type.as_str() {
            "secret_handed_over" => "account-told-secret",
            _ => "account-told-phone",
        };
        reader
            .texts
            .say(key)
            .with("at", reader.texts.long_moment(&entry.at))
            .to_string()
    };
    Ok(entries.iter().rev().filter(told).map(line).collect())
}

async fn facts(people: &People, reader: &Reader, name: &str, account: RecordId) -> Result<Vec<(String, String)>, Problem> {
    let paths = [SIGN_IN_NAME, RESIDENT_NUMBER, PHONE].map(str::to_owned);
    let secrets = people.ledger().secrets(account, &paths).await.map_err(unavailable)?;
    let secret = |path: &str| secrets.get(path).and_then(|value| value.as_str()).unwrap_or_default();
    let number = secret(RESIDENT_NUMBER)
        .parse()
        .map(|number: ResidentNumber| number.masked())
        .unwrap_or_default();
    let phone = secret(PHONE).parse().map(|phone: Phone| phone.masked()).unwrap_or_default();
    let fact = |key: &str, value: &str| (reader.texts.say(key).to_string(), value.to_owned());
    Ok(vec![
        fact("person-name", name),
        fact("resident-number", &number),
        fact("phone", &phone),
        fact("sign-in-name", secret(SIGN_IN_NAME)),
    ])
}

fn enterprises(current: &CurrentActor, reader: &Reader) -> Vec<Line> {
    let chosen = current.chosen().map(|choice| &choice.key);
    let line = |choice: &crate::CapacityChoice| match &choice.key {
        CapacityKey::Enterprise(enterprise) => Some(Line {
            words: choice.label.words(&reader.texts),
            address: (chosen == Some(&choice.key)).then(|| format!("/enterprises/{enterprise}")),
            key: choice.key.to_string(),
        }),
        CapacityKey::Person | CapacityKey::Post(_) | CapacityKey::Deputy(..) | CapacityKey::Behalf(_) => None,
    };
    current.choices().iter().filter_map(line).collect()
}

fn posts(current: &CurrentActor, reader: &Reader) -> Vec<String> {
    let posts = current
        .choices()
        .iter()
        .filter(|choice| matches!(choice.label, CapacityLabel::Post { .. } | CapacityLabel::Deputy { .. }));
    posts.map(|choice| choice.label.words(&reader.texts)).collect()
}
