//! A witness as a city sees it.

use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, Uri};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use proof::{Note, Origin, Signatory, Submission, VerifyingKey};
use trust::{Trusted, Untrusted};

use crate::{ADD_CHECKPOINT, SUBMISSION_BYTES_MAX, filed_as};

/// How long a witness may take to answer.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(10);

/// Where a witness answers, and the key by which it signs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct WitnessAddress {
    base: Uri,
    key: VerifyingKey,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

/// An address or a key that is none of a witness.
#[derive(Debug, thiserror::Error)]
pub enum WrongAddress {
    /// The address.
    #[error("{0:?} is no address of a witness: https://HOST[:PORT][/PATH], or http://…")]
    Address(String),
    /// Whom to believe where it speaks TLS.
    #[error(transparent)]
    Untrusted(#[from] Untrusted),
    /// The key.
    #[error("{0} is the key of a log, not of a witness: zhoudao witness prints the key that is meant")]
    Key(String),
}

/// What a witness says to a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It countersigns: the note with its signature, checked, and when it signed, in seconds since 1970.
    Countersigned(Note, u64),
    /// It has last seen another size, from which the proof is to be.
    HasSeen(u64),
    /// What it was shown does not go on from what it has seen.
    Refused,
}

/// Why there is no answer that counts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnswered {
    /// It may answer later.
    #[error("the witness cannot be asked now: {0}")]
    Later(String),
    /// It does not watch this log, or not under this key.
    #[error("the witness does not watch this log under this key: give its operator the key that /log shows")]
    DoesNotWatch,
    /// What it answers is not its signature.
    #[error("what came back is not the witness's signature under this head: is its key the right one?")]
    NotItsSignature,
}

impl WitnessAddress {
    /// The witness at an address, who signs with that key.
    ///
    /// # Errors
    /// When the address is none of the web, the key none of a witness, or the authority that is trusted none at all.
    pub fn new(address: &str, key: VerifyingKey, trusted: Trusted<'_>) -> Result<Self, WrongAddress> {
        let wrong = || WrongAddress::Address(address.to_owned());
        let base: Uri = address.trim_end_matches('/').parse().map_err(|_| wrong())?;
        if !matches!(base.scheme_str(), Some("http" | "https")) || base.host().is_none() || base.query().is_some() {
            return Err(wrong());
        }
        if key.signatory() != Signatory::Witness {
            return Err(WrongAddress::Key(key.to_string()));
        }
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(ANSWER_TIME_MAX));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(trust::speaking(trusted)?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self {
            base,
            key,
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }

    /// Where it answers.
    pub fn url(&self) -> String {
        self.base.to_string()
    }

    /// By which its countersignatures are checked.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Shows it a head.
    ///
    /// # Errors
    /// When no answer that counts comes back.
    pub async fn show(&self, submission: &Submission) -> Result<Answer, NotAnswered> {
        let body = submission.to_string();
        let (status, answer) = self.ask(Method::POST, ADD_CHECKPOINT, body).await?;
        match status {
            StatusCode::OK => {
                let note = submission.note.clone().with_signatures(&answer);
                let note = note.map_err(|_| NotAnswered::NotItsSignature)?;
                match note.verify(&self.key) {
                    Ok(Some(at)) => Ok(Answer::Countersigned(note, at)),
                    Ok(None) | Err(_) => Err(NotAnswered::NotItsSignature),
                }
            }
            StatusCode::CONFLICT => {
                let size = answer.trim_end().parse();
                let size = size.map_err(|_| NotAnswered::Later("its answer cannot be read".to_owned()))?;
                Ok(Answer::HasSeen(size))
            }
            StatusCode::UNPROCESSABLE_ENTITY => Ok(Answer::Refused),
            StatusCode::NOT_FOUND | StatusCode::FORBIDDEN => Err(NotAnswered::DoesNotWatch),
            other => Err(NotAnswered::Later(format!("it answers {}", other.as_u16()))),
        }
    }

    /// The last head of a log that it has countersigned, if it has one; the signature is checked.
    ///
    /// # Errors
    /// When no answer that counts comes back.
    pub async fn last(&self, origin: &Origin) -> Result<Option<Note>, NotAnswered> {
        let path = format!("/{}/checkpoint", filed_as(origin));
        let (status, answer) = self.ask(Method::GET, &path, String::new()).await?;
        match status {
            StatusCode::OK => {
                let note: Note = answer.parse().map_err(|_| NotAnswered::NotItsSignature)?;
                note.verify(&self.key).map_err(|_| NotAnswered::NotItsSignature)?;
                Ok(Some(note))
            }
            StatusCode::NOT_FOUND => Ok(None),
            other => Err(NotAnswered::Later(format!("it answers {}", other.as_u16()))),
        }
    }

    async fn ask(&self, method: Method, path: &str, body: String) -> Result<(StatusCode, String), NotAnswered> {
        let later = |reason: &str| NotAnswered::Later(reason.to_owned());
        let address = format!("{}{path}", self.base.to_string().trim_end_matches('/'));
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header(hyper::header::CONTENT_TYPE, "text/plain; charset=utf-8")
            .body(Full::new(Bytes::from(body)))
            .map_err(|_| later("its address cannot be used"))?;
        let answering = async {
            let answer = self.client.request(request).await;
            let answer = answer.map_err(|error| later(&format!("it cannot be reached ({})", innermost(&error))))?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), SUBMISSION_BYTES_MAX).collect().await;
            let body = body.map_err(|_| later("its answer breaks off"))?.to_bytes();
            let text = String::from_utf8(body.to_vec()).map_err(|_| later("its answer cannot be read"))?;
            Ok((status, text))
        };
        let answered = tokio::time::timeout(ANSWER_TIME_MAX, answering).await;
        answered.map_err(|_| later("it is too slow"))?
    }
}

/// Why it was not reached, in the words of whoever tried.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut cause = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}
