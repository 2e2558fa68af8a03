//! From an application's event to a phone, over real sockets.

use std::time::Duration;

use front::Language;
use message_gateway::reference::Behaviour;

use super::town::Town;
use crate::record::{Channel, DeliveryStatus, FactKind};
use crate::views::{DeliveryRow, SentFilter, of_city};
use crate::words::full;

/// Waits for something that follows by itself.
pub(super) async fn eventually(what: &str, is_so: impl AsyncFn() -> bool) {
    let waiting = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(20), waiting).await.is_ok(), "{what}");
}

async fn sent(town: &Town) -> Vec<DeliveryRow> {
    of_city(town.room.ledger(), super::town::CITY, SentFilter::default(), 100)
        .await
        .unwrap()
}

async fn by_sms(town: &Town) -> Vec<DeliveryStatus> {
    let rows = sent(town).await;
    let by_sms = rows.iter().filter(|row| row.channel == Channel::Sms);
    by_sms.map(|row| row.status).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_is_in_the_inbox_once_however_often_the_reaction_begins_again() {
    let town = Town::at(10).await;
    let record = town.submitted().await;
    eventually("the submission is told", async || town.inbox().await == 1).await;
    let entries = town.room.ledger().history(record).await.unwrap();
    for entry in entries.iter().cycle().take(entries.len() * 3) {
        crate::telling::follow(&town.room, entry).await.unwrap();
    }
    assert_eq!(town.inbox().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_act_does_to_several_items_is_told_once_and_counted() {
    let town = Town::with_awnings(10).await;
    let record = town.submitted().await;
    town.silent(record).await;
    eventually("the acceptance is told", async || town.inbox().await == 2).await;
    let told = town.told_to(town.party()).await;
    let accepted: Vec<_> = told.iter().filter(|fact| fact.kind == FactKind::Accepted).collect();
    assert_eq!(accepted.len(), 1, "{told:?}");
    let said = full(&town.room, &town.room.texts(Language::Chinese), accepted[0], "老街面馆");
    assert!(said.contains("“老街面馆”有 2 项已受理"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_sms_says_matter_and_number_and_nothing_personal() {
    let town = Town::at(10).await;
    town.wants_everything_by_sms().await;
    town.submitted().await;
    eventually("the SMS arrives", async || town.gateway.sms().len() == 1).await;
    let text = &town.gateway.sms()[0].text;
    assert!(
        text.starts_with("【滨周到】") && text.contains("https://city.example/m/"),
        "{text}"
    );
    for personal in ["老街面馆", "李建国", "渤海铝业"] {
        assert!(!text.contains(personal), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_that_is_down_loses_nothing_and_holds_up_nothing_else() {
    let town = Town::at(10).await;
    town.wants_everything_by_sms().await;
    town.gateway.behave(Behaviour {
        down: true,
        ..Behaviour::default()
    });
    let record = town.submitted().await;
    eventually("the inbox does not wait", async || town.inbox().await == 1).await;
    town.withdrawn(record).await;
    eventually("nor what comes after", async || town.inbox().await == 2).await;
    assert_eq!(by_sms(&town).await, [DeliveryStatus::Queued; 2]);
    town.gateway.behave(Behaviour::default());
    town.set(2, 11);
    eventually("it is up again", async || town.gateway.sms().len() == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_at_night_is_sent_in_the_morning_and_read_at_once() {
    let town = Town::at(22).await;
    town.wants_everything_by_sms().await;
    town.submitted().await;
    eventually("the inbox has it", async || town.inbox().await == 1).await;
    assert_eq!(town.gateway.sms(), []);
    town.set(3, 8);
    eventually("in the morning", async || town.gateway.sms().len() == 1).await;
}
