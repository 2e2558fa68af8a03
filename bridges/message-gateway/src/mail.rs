//! E-mail over SMTP, kept from others on its way by TLS.

mod address;

use std::error::Error;
use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{AsyncTransport, Tokio1Executor};

use address::{Protection, ServerAddress};

use crate::NotSent;
use crate::keys::SmtpKeys;

/// How long the server may take to answer each command.
pub const ANSWER_SECONDS_MAX: u64 = 10;

/// The mail server as the city sees it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct MailGateway {
    from: Mailbox,
    domain: String,
    transport: AsyncSmtpTransport<Tokio1Executor>,
    patience: Duration,
}

/// Why the mail server cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongServer {
    /// The address is none.
    #[error("{0:?} is no address of a mail server: smtp://HOST[:PORT], smtps://HOST[:PORT] or smtp+plain://HOST[:PORT]")]
    Address(String),
    /// The sender is no mailbox.
    #[error("the sender of e-mails ([smtp] from) is no e-mail address")]
    From,
    /// The authority's file holds something else.
    #[error("the authority of the mail server is no certificate in PEM")]
    Authority,
    /// TLS cannot be spoken with such a host.
    #[error("no TLS with the mail server: {0}")]
    Tls(String),
}

/// Whose word counts for that a mail server is the one that it says it is.
#[derive(Clone, Copy, Debug)]
pub enum Trusted<'a> {
    /// The authorities that this machine trusts.
    OfTheMachine,
    /// This one alone: its certificates in PEM.
    Authority(&'a [u8]),
}

impl MailGateway {
    /// The server at `smtp://HOST[:PORT]`, by STARTTLS unless it is on this machine; at `smtps://HOST[:PORT]`, by TLS from the
    /// first byte on; or at `smtp+plain://HOST[:PORT]`, in clear.
    ///
    /// # Errors
    /// When address, sender or authority cannot be used.
    pub fn new(address: &str, keys: &SmtpKeys, trusted: Trusted<'_>) -> Result<Self, WrongServer> {
        let server: ServerAddress = address.parse()?;
        let from: Mailbox = keys.from.parse().map_err(|_| WrongServer::From)?;
        let domain = from.email.domain().to_owned();
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls(&server, trusted)?)
            .timeout(Some(Duration::from_secs(ANSWER_SECONDS_MAX)));
        if let (Some(user), Some(password)) = (&keys.user, &keys.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self {
            from,
            domain,
            transport: builder.build(),
            patience: Duration::from_secs(3 * ANSWER_SECONDS_MAX),
        })
    }

    /// With less patience than usual.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Hands a mail over. SMTP knows no identifier under which it is sent once: each attempt carries the same `Message-ID`,
    /// by which mailboxes drop what they have already.
    ///
    /// # Errors
    /// When the server refuses it, or cannot take it now.
    pub async fn send(&self, id: &str, to: &str, subject: &str, text: &str) -> Result<(), NotSent> {
        let to: Mailbox = to.parse().map_err(|_| NotSent::Refused("the address is none".to_owned()))?;
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(subject)
            .message_id(Some(format!("<{id}@{}>", self.domain)))
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|_| NotSent::Refused("a mail that cannot be written".to_owned()))?;
        let sending = tokio::time::timeout(self.patience, self.transport.send(mail));
        match sending.await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_permanent() => Err(NotSent::Refused(answered(&error))),
            Ok(Err(error)) if error.is_transient() => Err(NotSent::Later(answered(&error))),
            Ok(Err(error)) => Err(NotSent::Later(not_reached(&error))),
            Err(_) => Err(NotSent::Later("the mail server is too slow".to_owned())),
        }
    }
}

/// Certificates are looked at in any case; a server without a good one is as one that cannot be reached.
fn tls(server: &ServerAddress, trusted: Trusted<'_>) -> Result<Tls, WrongServer> {
    let parameters = || {
        let builder = TlsParameters::builder(server.host.clone());
        let builder = match trusted {
            Trusted::OfTheMachine => builder,
            Trusted::Authority(pem) => builder
                .certificate_store(CertificateStore::None)
                .add_root_certificate(authority(pem)?),
        };
        builder.build().map_err(|error| WrongServer::Tls(error.to_string()))
    };
    Ok(match server.protection {
        Protection::FromTheStart => Tls::Wrapper(parameters()?),
        Protection::StartTls => Tls::Required(parameters()?),
        Protection::Nothing => Tls::None,
    })
}

fn authority(pem: &[u8]) -> Result<Certificate, WrongServer> {
    let holds_one = pem.windows(PEM_BEGIN.len()).any(|window| window == PEM_BEGIN);
    let certificate = holds_one.then(|| Certificate::from_pem(pem).ok()).flatten();
    certificate.ok_or(WrongServer::Authority)
}

/// How a certificate begins (RFC 7468). A file without one would be read as no certificates.
const PEM_BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Why there was no talking to the server. It has not said anything yet, so that nothing personal can stand in it.
fn not_reached(error: &lettre::transport::smtp::Error) -> String {
    let why = error.source().filter(|_| !error.is_response()).map(ToString::to_string);
    match why {
        Some(why) => format!("the mail server cannot be reached: {why}"),
        None => "the mail server cannot be reached".to_owned(),
    }
}

/// The code alone: what servers say around it often repeats the address.
fn answered(error: &lettre::transport::smtp::Error) -> String {
    error.status().map_or_else(
        || "the mail server refuses".to_owned(),
        |code| format!("the mail server says {code}"),
    )
}
