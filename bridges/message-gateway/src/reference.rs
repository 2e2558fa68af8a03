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
}

/// Both servers. They end when this is dropped.
#[derive(Debug)]
pub struct ReferenceGateway {
    sms: SocketAddr,
    smtp: SocketAddr,
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
        let listen = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
        let (sms, smtp) = (listen(sms).await?, listen(smtp).await?);
        let shared = Arc::new(Shared {
            key: SigningKey::new(&keys.secret),
            behaviour: Mutex::default(),
            received: Mutex::default(),
        });
        let (sms_address, smtp_address) = (sms.local_addr()?, smtp.local_addr()?);
        let serving = vec![
            tokio::spawn(http::serve(sms, Arc::clone(&shared))),
            tokio::spawn(smtp::serve(smtp, Arc::clone(&shared))),
        ];
        Ok(Self {
            sms: sms_address,
            smtp: smtp_address,
            shared,
            serving,
        })
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
