//! What takes an event to its receiver and hears the answer.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use hyper::{HeaderMap, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use trust::{Trusted, Untrusted};

use crate::address::{Address, Reach};
use crate::event::MEDIA_TYPE;
use crate::obstacle::Obstacle;
use crate::signature::{ID_HEADER, SIGNATURE_HEADER, Secret, TIMESTAMP_HEADER};

/// How long a receiver may take for everything.
pub const ANSWER_TIME_MAX: Duration = Duration::from_secs(15);
/// The largest answer that is read; what it says does not matter.
const ANSWER_BYTES_MAX: usize = 64 << 10;
/// How long a receiver may ask to be left in peace.
const RETRY_AFTER_SECONDS_MAX: u64 = 24 * 60 * 60;
const AGENT: &str = concat!("zhoudao/", env!("CARGO_PKG_VERSION"));

/// Why a receiver did not take an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It wants no events any more (410).
    #[error("{}", Obstacle::Gone)]
    Gone,
    /// It may take it later.
    #[error("{obstacle}")]
    Later {
        /// What was in the way.
        obstacle: Obstacle,
        /// How long it asks to be left in peace.
        after: Option<Duration>,
    },
}

/// Takes events to receivers. Cheap to clone.
#[derive(Clone)]
pub struct Courier {
    reach: Arc<Reach>,
    tls: TlsConnector,
    patience: Duration,
}

impl Courier {
    /// One that goes as far as that, and believes those certificates.
    ///
    /// # Errors
    /// When certificates cannot be checked.
    pub fn new(reach: Reach, trusted: Trusted<'_>) -> Result<Self, Untrusted> {
        Ok(Self {
            reach: Arc::new(reach),
            tls: TlsConnector::from(Arc::new(trust::speaking(trusted)?)),
            patience: ANSWER_TIME_MAX,
        })
    }

    /// With less patience than usual.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Takes a body there, signed with each of the secrets, under an identifier that is the same at every attempt.
    ///
    /// # Errors
    /// When the receiver does not take it.
    pub async fn take(&self, to: &Address, secrets: &[Secret], id: &str, body: Vec<u8>) -> Result<(), NotTaken> {
        tokio::time::timeout(self.patience, self.carry(to, secrets, id, body))
            .await
            .map_err(|_| later(Obstacle::Slow))?
    }

    async fn carry(&self, to: &Address, secrets: &[Secret], id: &str, body: Vec<u8>) -> Result<(), NotTaken> {
        let stream = self.connect(to).await?;
        if !to.is_encrypted() {
            return post(stream, to, secrets, id, body).await;
        }
        let name = ServerName::try_from(to.host().to_owned()).map_err(|_| later(Obstacle::NameUnknown))?;
        let stream = self.tls.connect(name, stream).await;
        let stream = stream.map_err(|error| {
            tracing::info!(receiver = to.origin(), %error, "a receiver cannot be spoken to by TLS");
            later(Obstacle::Untrusted)
        })?;
        post(stream, to, secrets, id, body).await
    }

    /// Connects to an address that was vetted, and not to the name, which might lead elsewhere when it is asked again.
    async fn connect(&self, to: &Address) -> Result<TcpStream, NotTaken> {
        let found = tokio::net::lookup_host((to.host(), to.port())).await;
        let found = found.map_err(|_| later(Obstacle::NameUnknown))?;
        let admitted = self.reach.admitted(found);
        if admitted.is_empty() {
            return Err(later(Obstacle::Private));
        }
        TcpStream::connect(&*admitted).await.map_err(|_| later(Obstacle::Unreachable))
    }
}

impl std::fmt::Debug for Courier {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Courier({:?})", self.reach)
    }
}

/// One request on one connection: no answer can be taken for that of another.
async fn post<Stream>(stream: Stream, to: &Address, secrets: &[Secret], id: &str, body: Vec<u8>) -> Result<(), NotTaken>
where
    Stream: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let broken = |_| later(Obstacle::Broken);
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let driving = tokio::spawn(connection);
    let answer = sender.send_request(request(to, secrets, id, body)?).await.map_err(broken);
    let heard = match answer {
        Ok(answer) => {
            let (head, rest) = answer.into_parts();
            // The answer is in its head; what follows is read so that the receiver is not cut off while it speaks.
            let _ = Limited::new(rest, ANSWER_BYTES_MAX).collect().await;
            judge(head.status, &head.headers)
        }
        Err(error) => Err(error),
    };
    driving.abort();
    heard
}

fn request(to: &Address, secrets: &[Secret], id: &str, body: Vec<u8>) -> Result<Request<Full<Bytes>>, NotTaken> {
    let timestamp = now();
    let signatures: Vec<String> = secrets.iter().map(|secret| secret.sign(id, timestamp, &body)).collect();
    Request::post(to.path())
        .header(HOST, to.authority())
        .header(USER_AGENT, AGENT)
        .header(CONTENT_TYPE, MEDIA_TYPE)
        .header(ID_HEADER, id)
        .header(TIMESTAMP_HEADER, timestamp)
        .header(SIGNATURE_HEADER, signatures.join(" "))
        .body(Full::new(Bytes::from(body)))
        .map_err(|_| later(Obstacle::Unwritable))
}

/// 2xx is taken, 410 gone; anything else may pass. Redirects are not followed: they could lead into the city's own network.
fn judge(status: StatusCode, headers: &HeaderMap) -> Result<(), NotTaken> {
    if status.is_success() {
        Ok(())
    } else if status == StatusCode::GONE {
        Err(NotTaken::Gone)
    } else {
        Err(NotTaken::Later {
            obstacle: Obstacle::Answered(status.as_u16()),
            after: asked_for(headers),
        })
    }
}

/// `Retry-After` in seconds, which is what receivers of webhooks send.
fn asked_for(headers: &HeaderMap) -> Option<Duration> {
    let seconds: u64 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(RETRY_AFTER_SECONDS_MAX)))
}

fn later(obstacle: Obstacle) -> NotTaken {
    NotTaken::Later { obstacle, after: None }
}

/// The time of signatures: the machine's, whatever the city's date.
pub(crate) fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
