//! How long address and secret are kept.

use webhook::Secret;
use webhook::reference::ReferenceReceiver;

use crate::town::{Town, between, taken};

/// Longer than the term of address and secret.
const TEN_YEARS_SECONDS: i64 = 3_660 * 24 * 60 * 60;

#[tokio::test(flavor = "multi_thread")]
async fn address_and_secret_stay_beyond_their_term_as_long_as_the_subscription_runs() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    let renewed = town.pressed(subscription, "secret").await.body;
    receiver.shares(Secret::read(&between(&renewed, "<code class=\"token\">", "<").unwrap()).unwrap());
    let kept = async || {
        let paths = ["address", "secret/1", "secret/2"].map(str::to_owned);
        let values = town.ledger.secrets(subscription, &paths).await.unwrap();
        values.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(kept().await, ["address", "secret/1", "secret/2"]);
    town.pass_seconds(TEN_YEARS_SECONDS);
    town.ledger.keep_terms().await.unwrap();
    assert_eq!(kept().await, ["address", "secret/2"], "the first secret signs no more");
    town.project(1).await;
    taken(&receiver, 1).await;

    assert_eq!(town.pressed(subscription, "end").await.status, 303);
    town.ledger.keep_terms().await.unwrap();
    assert_eq!(kept().await, [""; 0]);
}
