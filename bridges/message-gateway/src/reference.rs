//! The other side, for tests and demonstrations: an SMS gateway and a mail server that are real servers on loopback. No text
//! leaves the machine. They can be told to be slow, down, busy, to refuse, and to say everything twice.

mod http;
mod smtp;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use smtp::Encryption;

use crate::keys::{SmsKeys, SmtpKeys};
use crate::sms::{SigningKey, Status};

/// How many texts of each way are remembered; the oldest go first.
const REMEMBERED_MAX: usize = 10_000;

/// How a gateway behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Behaviour {
    /// How long it takes to answer.
    pub slow: Option<Duration>,
    /// Whether it closes every connection without a word.
    pub down: bool,
    /// Whether it says that it is busy.
    pub busy: bool,
    /// Whether it refuses every number and address.
    pub refusing: bool,
    /// Whether it takes over but loses the answer: the text is sent, and who handed it over never hears.
    pub losing_answers: bool,
    /// Whether it sends each receipt twice, the second with the opposite.
    pub twice: bool,
    /// Whether what it took over never arrives.
    pub failing: bool,
}

/// A text that reached a phone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sms {
    /// Its identifier.
    pub id: String,
    /// The phone.
    pub to: String,
    /// With its signature: 【滨周到】….
    pub text: String,
    /// How often it was handed over.
    pub handed_over: u32,
    /// How it stands.
    pub status: Status,
}

/// A mail that reached a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Its `Message-ID`.
    pub id: String,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// How often it was handed over.
    pub handed_over: u32,
    /// Whether it came over TLS.
    pub by_tls: bool,
}

/// Both servers. They end when this is dropped.
#[derive(Debug)]
pub struct ReferenceGateway {
    sms: SocketAddr,
    smtp: SocketAddr,
    /// Where the mail server speaks TLS from the first byte on, if it has a certificate.
    smtps: Option<SocketAddr>,
    shared: Arc<Shared>,
    serving: Vec<JoinHandle<()>>,
}

/// What both servers know.
#[derive(Debug)]
pub(crate) struct Shared {
    key: SigningKey,
    behaviour: Mutex<Behaviour>,
    received: Mutex<Received>,
}

#[derive(Debug, Default)]
struct Received {
    sms: Vec<Sms>,
    mails: Vec<Mail>,
}

impl ReferenceGateway {
    /// Starts both on free ports of the loopback address.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(keys: &SmsKeys) -> io::Result<Self> {
        Self::start_at(keys, 0, 0).await
    }

    /// Starts both on these ports of the loopback address; 0 for any.
    ///
    /// # Errors
    /// When a port cannot be had.
    pub async fn start_at(keys: &SmsKeys, sms: u16, smtp: u16) -> io::Result<Self> {
        let mut gateway = Self::start_sms(keys, sms).await?;
        gateway.smtp = gateway.serve_mail(smtp, Encryption::None).await?;
        Ok(gateway)
    }

    /// Starts both on free ports; the mail server with a certificate, so that it offers STARTTLS, and at another port speaks TLS
    /// from the first byte on.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start_with_certificate(keys: &SmsKeys, certificate: Arc<ServerConfig>) -> io::Result<Self> {
        let acceptor = TlsAcceptor::from(certificate);
        let mut gateway = Self::start_sms(keys, 0).await?;
        gateway.smtp = gateway.serve_mail(0, Encryption::Offered(acceptor.clone())).await?;
        gateway.smtps = Some(gateway.serve_mail(0, Encryption::FromTheStart(acceptor)).await?);
        Ok(gateway)
    }

    async fn start_sms(keys: &SmsKeys, port: u16) -> io::Result<Self> {
        let listener = listen(port).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            key: SigningKey::new(&keys.secret),
            behaviour: Mutex::default(),
            received: Mutex::default(),
        });
        Ok(Self {
            sms: address,
            smtp: address,
            smtps: None,
            serving: vec![tokio::spawn(http::serve(listener, Arc::clone(&shared)))],
            shared,
        })
    }

    async fn serve_mail(&mut self, port: u16, encryption: Encryption) -> io::Result<SocketAddr> {
        let listener = listen(port).await?;
        let address = listener.local_addr()?;
        let serving = smtp::serve(listener, Arc::clone(&self.shared), encryption);
        self.serving.push(tokio::spawn(serving));
        Ok(address)
    }

    /// Where SMS are handed over.
    #[must_use]
    pub fn sms_address(&self) -> String {
        format!("http://{}", self.sms)
    }

    /// Where mails are handed over.
    #[must_use]
    pub fn smtp_address(&self) -> String {
        format!("smtp://{}", self.smtp)
    }

    /// Where mails are handed over by TLS from the first byte on; none without a certificate.
    #[must_use]
    pub fn smtps_address(&self) -> Option<String> {
        self.smtps.map(|address| format!("smtps://{address}"))
    }

    /// Has both behave so from now on.
    pub fn behave(&self, behaviour: Behaviour) {
        *locked(&self.shared.behaviour) = behaviour;
    }

    /// What reached phones, in order.
    #[must_use]
    pub fn sms(&self) -> Vec<Sms> {
        locked(&self.shared.received).sms.clone()
    }

    /// What reached mailboxes, in order.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        locked(&self.shared.received).mails.clone()
    }
}

async fn listen(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await
}

impl Drop for ReferenceGateway {
    fn drop(&mut self) {
        for serving in &self.serving {
            serving.abort();
        }
    }
}

/// The keys with which a demonstration's city and gateway know each other, drawn anew at each start.
///
/// # Errors
/// When the machine has no random bytes.
pub fn demonstration_keys(sign: &str) -> io::Result<(SmsKeys, SmtpKeys)> {
    let mut secret = [0_u8; 32];
    getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
    let sms = SmsKeys {
        id: "demonstration".to_owned(),
        secret: secret.iter().map(|byte| format!("{byte:02x}")).collect(),
        sign: sign.to_owned(),
    };
    let smtp = SmtpKeys {
        from: "notice@zhoudao.example".to_owned(),
        user: None,
        password: None,
    };
    Ok((sms, smtp))
}

impl Shared {
    fn behaviour(&self) -> Behaviour {
        *locked(&self.behaviour)
    }

    /// Takes a text over, once under its identifier; answers how it stands, and whether it is new.
    fn take_sms(&self, sms: Sms) -> (Status, bool) {
        let received = &mut locked(&self.received).sms;
        if let Some(known) = received.iter_mut().find(|known| known.id == sms.id) {
            known.handed_over += 1;
            return (known.status, false);
        }
        let status = sms.status;
        remember(received, sms);
        (status, true)
    }

    fn status(&self, id: &str) -> Option<Status> {
        let received = locked(&self.received);
        received.sms.iter().find(|sms| sms.id == id).map(|sms| sms.status)
    }

    fn set_status(&self, id: &str, status: Status) {
        if let Some(sms) = locked(&self.received).sms.iter_mut().find(|sms| sms.id == id) {
            sms.status = status;
        }
    }

    /// A mailbox drops what it has already.
    fn take_mail(&self, mail: Mail) {
        let received = &mut locked(&self.received).mails;
        match received.iter_mut().find(|known| known.id == mail.id && known.to == mail.to) {
            Some(known) => known.handed_over += 1,
            None => remember(received, mail),
        }
    }
}

fn remember<T>(received: &mut Vec<T>, one: T) {
    if received.len() >= REMEMBERED_MAX {
        received.remove(0);
    }
    received.push(one);
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
