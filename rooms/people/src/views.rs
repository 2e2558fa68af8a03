//! What other rooms may ask: names for those who may see them, who acts for which enterprise, who holds which post.

use std::collections::BTreeMap;

use identity::{OrganId, PostId, RecordId};
use ledger::{Ledger, Unavailable, values};

use crate::record::account::{NAME, PHONE};
use crate::record::{Account, Enterprise};

/// The holder of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostHolder {
    /// The post.
    pub post: PostId,
    /// The account.
    pub account: RecordId,
}

/// Names of persons in clear, for readers whom policy lets see who worked on what; erased ones are left out.
pub async fn names(ledger: &Ledger, accounts: &[RecordId]) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    clear_texts(ledger, accounts, NAME).await
}

/// Phones of persons in clear, for notices.
pub async fn phones(ledger: &Ledger, accounts: &[RecordId]) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    clear_texts(ledger, accounts, PHONE).await
}

async fn clear_texts(ledger: &Ledger, accounts: &[RecordId], path: &str) -> Result<BTreeMap<RecordId, String>, Unavailable> {
    let wanted: Vec<(RecordId, &str)> = accounts.iter().map(|account| (*account, path)).collect();
    let values = ledger.secrets_of_many(&wanted).await?;
    let texts = accounts
        .iter()
        .zip(values)
        .filter_map(|(account, value)| Some((*account, value?.as_str()?.to_owned())));
    Ok(texts.collect())
}

/// The name of an enterprise, which is public.
pub async fn enterprise_name(ledger: &Ledger, enterprise: RecordId) -> Result<Option<String>, Unavailable> {
    let snapshot = ledger.state::<Enterprise>(enterprise).await?;
    Ok(snapshot.map(|snapshot| snapshot.state.name().to_owned()))
}

/// The enterprises for which an account may act today.
pub async fn enterprises_of(ledger: &Ledger, account: RecordId) -> Result<Vec<RecordId>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT DISTINCT enterprise FROM people_enterprise_member
             WHERE city = $1 AND account = $2 AND first_day <= $3 AND last_day >= $3 ORDER BY enterprise",
            values![ledger.city(), account, ledger.now().day()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// The accounts that may act for an enterprise today: whom a notice to it reaches.
pub async fn members_of(ledger: &Ledger, enterprise: RecordId) -> Result<Vec<RecordId>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT DISTINCT account FROM people_enterprise_member
             WHERE city = $1 AND enterprise = $2 AND first_day <= $3 AND last_day >= $3 ORDER BY account",
            values![ledger.city(), enterprise, ledger.now().day()],
        )
        .await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// Who holds the posts of an organ.
pub async fn holders_in(ledger: &Ledger, organ: &OrganId) -> Result<Vec<PostHolder>, Unavailable> {
    let rows = ledger
        .query(
            "SELECT post, account FROM people_post_holder WHERE city = $1 AND organ = $2 ORDER BY post, since, account",
            values![ledger.city(), organ.as_str()],
        )
        .await?;
    let holder = |row: &ledger::Row| {
        let post: String = row.get(0)?;
        let post = post
            .parse()
            .map_err(|_| Unavailable("an index row holds a post that is none".to_owned()))?;
        Ok(PostHolder {
            post,
            account: row.get(1)?,
        })
    };
    rows.iter().map(holder).collect()
}

/// Whether there is such an account.
pub async fn account_exists(ledger: &Ledger, account: RecordId) -> Result<bool, Unavailable> {
    Ok(ledger
        .state::<Account>(account)
        .await?
        .is_some_and(|snapshot| snapshot.state.is_open()))
}
