//! SMS over HTTP: the protocol of `docs/sms-gateway.md`, from the city's side.

mod protocol;
mod signature;

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

pub use protocol::{Acknowledged, MESSAGES_PATH, Receipt, Refused, Send, Status};
pub use signature::{SIGNATURE_HEADER, SIGNATURE_MINUTES_MAX, SigningKey, TIME_HEADER, Wrong};

use crate::keys::SmsKeys;
use crate::{NotSent, Standing};

/// How long a gateway may take to answer.
pub const ANSWER_SECONDS_MAX: u64 = 10;
/// The largest answer that is read.
const ANSWER_BYTES_MAX: usize = 16 * 1024;
/// The header that names the key.
pub const KEY_HEADER: &str = "zhoudao-key";

/// The gateway as the city sees it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct SmsGateway {
    base: Uri,
    id: String,
    key: SigningKey,
    sign: String,
    client: Client<HttpConnector, Full<Bytes>>,
    patience: Duration,
}

/// An address that is none of a gateway.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address of an SMS gateway: http://HOST[:PORT][/PATH]; for https, put a proxy that speaks it in between")]
pub struct WrongAddress(pub String);

impl SmsGateway {
    /// The gateway at an address.
    ///
    /// # Errors
    /// When the address is no `http://…`.
    pub fn new(address: &str, keys: &SmsKeys) -> Result<Self, WrongAddress> {
        let wrong = || WrongAddress(address.to_owned());
        let base: Uri = address.trim_end_matches('/').parse().map_err(|_| wrong())?;
        if base.scheme_str() != Some("http") || base.host().is_none() || base.query().is_some() {
            return Err(wrong());
        }
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(Duration::from_secs(ANSWER_SECONDS_MAX)));
        Ok(Self {
            base,
            id: keys.id.clone(),
            key: SigningKey::new(&keys.secret),
            sign: keys.sign.clone(),
            client: Client::builder(TokioExecutor::new()).build(connector),
            patience: Duration::from_secs(ANSWER_SECONDS_MAX),
        })
    }

    /// With less patience than usual.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// What checks that a receipt comes from this gateway.
    #[must_use]
    pub fn key(&self) -> &SigningKey {
        &self.key
    }

    /// The signature before each text.
    #[must_use]
    pub fn sign(&self) -> &str {
        &self.sign
    }

    /// Hands a text over. Under one identifier it is sent once, however often it is handed over.
    ///
    /// # Errors
    /// When the gateway refuses it, or cannot take it now.
    pub async fn send(&self, id: &str, to: &str, text: &str, receipts: Option<&str>) -> Result<Standing, NotSent> {
        let send = Send {
            id: id.to_owned(),
            to: to.to_owned(),
            sign: self.sign.clone(),
            text: text.to_owned(),
            receipts: receipts.map(str::to_owned),
        };
        let body = serde_json::to_vec(&send).map_err(|_| NotSent::Refused("a text that cannot be written".to_owned()))?;
        let (status, answer) = self.ask(Method::POST, MESSAGES_PATH, body).await?;
        read(id, status, &answer)
    }

    /// Asks what became of a text; none if the gateway does not know it.
    ///
    /// # Errors
    /// When the gateway cannot answer now.
    pub async fn standing(&self, id: &str) -> Result<Option<Standing>, NotSent> {
        let (status, answer) = self.ask(Method::GET, &format!("{MESSAGES_PATH}/{id}"), Vec::new()).await?;
        if status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        read(id, status, &answer).map(Some)
    }

    async fn ask(&self, method: Method, path: &str, body: Vec<u8>) -> Result<(StatusCode, Bytes), NotSent> {
        let at = now();
        let address = format!("{}{path}", self.base.to_string().trim_end_matches('/'));
        let request = Request::builder()
            .method(&method)
            .uri(address)
            .header(hyper::header::CONTENT_TYPE, "application/json")
            .header(KEY_HEADER, &self.id)
            .header(TIME_HEADER, at.to_string())
            .header(SIGNATURE_HEADER, self.key.sign(method.as_str(), path, at, &body))
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| NotSent::Refused("an identifier that no address can hold".to_owned()))?;
        let answering = async {
            let answer = self
                .client
                .request(request)
                .await
                .map_err(|_| NotSent::Later("the gateway cannot be reached".to_owned()))?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), ANSWER_BYTES_MAX).collect().await;
            let body = body.map_err(|_| NotSent::Later("the gateway's answer breaks off".to_owned()))?;
            Ok((status, body.to_bytes()))
        };
        tokio::time::timeout(self.patience, answering)
            .await
            .map_err(|_| NotSent::Later("the gateway is too slow".to_owned()))?
    }
}

/// The time of signatures: the machine's, whatever the city's date.
#[must_use]
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// 2xx is an answer, 429 and 5xx mean later, anything else is a refusal for good.
fn read(id: &str, status: StatusCode, answer: &[u8]) -> Result<Standing, NotSent> {
    if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
        return Err(NotSent::Later(format!("the gateway is busy ({})", status.as_u16())));
    }
    if !status.is_success() {
        let refused: Option<Refused> = serde_json::from_slice(answer).ok();
        let reason = refused.map_or_else(|| status.as_u16().to_string(), |refused| refused.error);
        return Err(NotSent::Refused(reason));
    }
    match serde_json::from_slice::<Acknowledged>(answer) {
        Ok(acknowledged) if acknowledged.id == id => Ok(acknowledged.status.standing(acknowledged.reason)),
        Ok(_) | Err(_) => Err(NotSent::Later("the gateway's answer cannot be read".to_owned())),
    }
}
