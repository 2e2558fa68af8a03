//! E-mail over SMTP.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncTransport, Tokio1Executor};

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
    #[error("{0:?} is no address of a mail server: smtp://HOST[:PORT]")]
    Address(String),
    /// The sender is no mailbox.
    #[error("the sender of e-mails ([smtp] from) is no e-mail address")]
    From,
}

impl MailGateway {
    /// The server at `smtp://HOST[:PORT]`.
    ///
    /// # Errors
    /// When address or sender cannot be used.
    pub fn new(address: &str, keys: &SmtpKeys) -> Result<Self, WrongServer> {
        let wrong = || WrongServer::Address(address.to_owned());
        let rest = address.strip_prefix("smtp://").ok_or_else(wrong)?.trim_end_matches('/');
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, port.parse::<u16>().map_err(|_| wrong())?),
            None => (rest, SUBMISSION_PORT),
        };
        if host.is_empty() || host.contains('/') {
            return Err(wrong());
        }
        let from: Mailbox = keys.from.parse().map_err(|_| WrongServer::From)?;
        let domain = from.email.domain().to_owned();
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(port)
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
            Ok(Err(_)) => Err(NotSent::Later("the mail server cannot be reached".to_owned())),
            Err(_) => Err(NotSent::Later("the mail server is too slow".to_owned())),
        }
    }
}

/// Mail is handed in at 587 (RFC 6409).
const SUBMISSION_PORT: u16 = 587;

/// The code alone: what servers say around it often repeats the address.
fn answered(error: &lettre::transport::smtp::Error) -> String {
    error.status().map_or_else(
        || "the mail server refuses".to_owned(),
        |code| format!("the mail server says {code}"),
    )
}
