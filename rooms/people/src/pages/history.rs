//! `/account/history`: what has happened to my account, and which window did it, by whose hand.

use askama::Template;
use authority::{Acted, Subject, acts};
use axum::extract::State;
use front::furniture::Happening;
use front::{Chrome, Page, Place, Problem, Reader, Texts};
use identity::RecordId;
use ledger::Entry;

use super::unavailable;
use crate::current::RequireSignedIn;
use crate::people::People;
use crate::record::account::AccountEvent;
use crate::record::{Account, IdentityCheck};
use crate::views;

#[derive(Template)]
#[template(path = "pages/history.html")]
pub(super) struct HistoryPage {
    chrome: Chrome,
    happenings: Vec<Happening>,
}

pub(super) async fn show(
    State(people): State<People>,
    RequireSignedIn(current): RequireSignedIn,
    reader: Reader,
) -> Result<Page<HistoryPage>, Problem> {
    let account = current.account().ok_or(Problem::SignedOut)?;
    current.permit::<acts::SeeAccount>(&Subject::new(account, people.ledger().city()))?;
    Ok(Page(HistoryPage {
        happenings: happenings(&people, &reader.texts, account).await?,
        chrome: reader.portal("account-history", Place::Nowhere),
    }))
}

/// What has happened, the newest first. Posts are an organ's affair and are told there.
pub(crate) async fn happenings(people: &People, texts: &Texts, account: RecordId) -> Result<Vec<Happening>, Problem> {
    let entries = people.ledger().history(account).await.map_err(unavailable)?;
    let hands: Vec<RecordId> = entries.iter().filter_map(|entry| entry.actor.parse().ok()).collect();
    let names = views::names(people.ledger(), &hands).await.map_err(unavailable)?;
    let today = people.ledger().now().day();
    let mut told = Vec::new();
    for entry in entries.iter().rev() {
        let who = entry.actor.parse::<RecordId>().ok().and_then(|actor| names.get(&actor));
        let who = who.map(String::as_str).unwrap_or_default();
        if let Some(text) = sentence(people, texts, entry, who)? {
            told.push(Happening::new(texts, entry.at, today, text));
        }
    }
    Ok(told)
}

fn sentence(people: &People, texts: &Texts, entry: &Entry, who: &str) -> Result<Option<String>, Problem> {
    let event = entry.event::<Account>().map_err(unavailable)?;
    let window = |key: &str, checks: &[IdentityCheck]| {
        let checks: Vec<String> = checks.iter().map(|check| texts.say(check.key()).to_string()).collect();
        let post = Acted::read(&entry.capacity).post().cloned();
        let organ = post.and_then(|post| people.posts().get(&post).map(|entry| entry.organ_name.clone()));
        let said = texts.say(key).with("organ", organ.unwrap_or_default()).with("who", who);
        said.with("checks", checks.join(&texts.say("account-history-comma").to_string()))
            .to_string()
    };
    Ok(match event {
        Some(AccountEvent::Opened { .. }) => Some(texts.say("account-history-opened").to_string()),
        Some(AccountEvent::OpenedAtWindow { .. }) => Some(window("account-history-opened-at-window", &[])),
        Some(AccountEvent::SecretHandedOver { checks, .. }) => Some(window("account-history-secret", &checks)),
        Some(AccountEvent::PhoneChangedAtWindow { checks, .. }) => Some(window("account-history-phone-at-window", &checks)),
        Some(AccountEvent::PasswordChanged) => Some(texts.say("account-history-password").to_string()),
        Some(AccountEvent::PhoneChanged) => Some(texts.say("account-history-phone").to_string()),
        Some(
            AccountEvent::PostTaken { .. }
            | AccountEvent::DetailsCorrected
            | AccountEvent::Closed { .. }
            | AccountEvent::PostLeft { .. }
            | AccountEvent::AbsenceDeclared { .. }
            | AccountEvent::AbsenceEnded { .. }
            | AccountEvent::PhoneVerified
            | AccountEvent::EmailChanged
            | AccountEvent::EmailRemoved
            | AccountEvent::NoticesChosen { .. },
        )
        | None => None,
    })
}
