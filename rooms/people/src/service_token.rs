//! The token of a service account: shown once, kept as a digest, recognised at each request.

use std::sync::Arc;

use authority::Actor;
use identity::RecordId;
use ledger::{Ledger, Row, Statement, Unavailable, values};
use sha2::{Digest, Sha256};

use crate::capacity::{CapacityChoice, CapacityKey, CapacityLabel};
use crate::current::CurrentActor;
use crate::people::People;
use crate::record::Service;
use crate::side::minutes;

/// By which people and secret scanners know such a token.
const PREFIX: &str = "zhoudao_";
/// A token in use is written down again after so long, not at every request.
const USE_MINUTES: i64 = 1;

/// A new token: what is shown once, and what is kept.
#[derive(Debug)]
pub struct NewToken {
    /// For the header `Authorization: Bearer`.
    pub secret: String,
    /// Its digest, in hexadecimal.
    pub digest: String,
}

/// Draws a token of 256 random bits.
///
/// # Errors
/// When the machine gives no random bytes.
pub fn draw_token() -> Result<NewToken, Unavailable> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Unavailable("the machine gives no random bytes".to_owned()))?;
    let secret = format!("{PREFIX}{}", hexadecimal(&bytes));
    let digest = digest(&secret);
    Ok(NewToken { secret, digest })
}

fn digest(secret: &str) -> String {
    hexadecimal(
        &Sha256::new()
            .chain_update("zhoudao-service-token")
            .chain_update(secret)
            .finalize(),
    )
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a secret calls itself a service account's.
pub(crate) fn is_one(secret: &str) -> bool {
    secret.starts_with(PREFIX)
}

impl People {
    /// The service account of a token in its term, whose post today's city has.
    pub(crate) async fn service_with(&self, secret: &str) -> Result<Option<CurrentActor>, Unavailable> {
        let sql = "SELECT service FROM people_service WHERE city = $1 AND token = $2";
        let rows = self
            .ledger()
            .look_up(sql, values![self.ledger().city(), digest(secret)])
            .await?;
        let Some(service) = rows.first().map(|row| row.get::<RecordId>(0)).transpose()? else {
            return Ok(None);
        };
        let Some(snapshot) = self.ledger().state::<Service>(service).await? else {
            return Ok(None);
        };
        let today = self.ledger().now().day();
        let in_term = snapshot.state.token.as_ref().is_some_and(|(_, until)| *until >= today);
        let posts = self.posts();
        let entry = snapshot.state.post.as_ref().and_then(|post| posts.get(post));
        let Some(entry) = entry.filter(|_| in_term && snapshot.state.is_open()) else {
            return Ok(None);
        };
        self.used(service).await?;
        let chosen = CapacityChoice {
            key: CapacityKey::Post(entry.post.id.clone()),
            label: CapacityLabel::Post {
                organ: entry.organ_name.clone(),
                duty: entry.duty_key(),
            },
            actor: Actor::post(service, Arc::clone(&entry.post)),
        };
        Ok(Some(CurrentActor::service(chosen, snapshot.state.name.clone())))
    }

    async fn used(&self, service: RecordId) -> Result<(), Unavailable> {
        let now = self.real_time();
        let sql = "INSERT INTO people_service_use (city, service, used) VALUES ($1, $2, $3)
            ON CONFLICT (city, service) DO UPDATE SET used = $3 WHERE people_service_use.used < $4";
        let recently = now - minutes(USE_MINUTES);
        if last_use(self.ledger(), service).await?.is_some_and(|used| used >= recently) {
            return Ok(());
        }
        let values = values![self.ledger().city(), service, now, recently];
        self.ledger().side(vec![Statement::new(sql, values)]).await.map(|_| ())
    }
}

/// Every service account, the oldest first.
///
/// # Errors
/// When the ledger cannot answer.
pub async fn services(ledger: &Ledger) -> Result<Vec<RecordId>, Unavailable> {
    let sql = "SELECT service FROM people_service WHERE city = $1 ORDER BY opened, service";
    let rows = ledger.query(sql, values![ledger.city()]).await?;
    rows.iter().map(|row| row.get(0)).collect()
}

/// When a service account was used last, in milliseconds of the machine's clock.
///
/// # Errors
/// When the ledger cannot answer.
pub async fn last_use(ledger: &Ledger, service: RecordId) -> Result<Option<i64>, Unavailable> {
    let sql = "SELECT used FROM people_service_use WHERE city = $1 AND service = $2";
    let rows = ledger.query(sql, values![ledger.city(), service]).await?;
    rows.first().map(|row: &Row| row.get(0)).transpose()
}
