//! The mail side: as much of SMTP (RFC 5321) as a client needs to hand mails over, in clear or by TLS.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::{Mail, Shared};

/// The longest line that is read, and the most lines of a mail.
const LINE_BYTES_MAX: usize = 16 * 1024;
const LINES_MAX: usize = 10_000;

/// How the server keeps mails from others.
#[derive(Clone)]
pub(super) enum Encryption {
    /// Not at all.
    None,
    /// When asked to (RFC 3207).
    Offered(TlsAcceptor),
    /// From the first byte on (RFC 8314).
    FromTheStart(TlsAcceptor),
}

pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>, encryption: Encryption) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let (shared, encryption) = (Arc::clone(&shared), encryption.clone());
                tokio::spawn(async move {
                    // A client that leaves in the middle has handed nothing over.
                    let _ = converse(stream, shared, encryption).await;
                });
            }
            Err(error) => {
                tracing::error!(%error, "the reference mail server ended");
                return;
            }
        }
    }
}

async fn converse(stream: TcpStream, shared: Arc<Shared>, encryption: Encryption) -> std::io::Result<()> {
    match encryption {
        Encryption::None => Conversation::new(stream, shared, Offer::Nothing).begin().await.map(|_| ()),
        Encryption::FromTheStart(acceptor) => {
            let stream = acceptor.accept(stream).await?;
            Conversation::new(stream, shared, Offer::Authentication)
                .begin()
                .await
                .map(|_| ())
        }
        Encryption::Offered(acceptor) => {
            let conversation = Conversation::new(stream, Arc::clone(&shared), Offer::Encryption);
            let Some(stream) = conversation.begin().await? else {
                return Ok(());
            };
            let stream = acceptor.accept(stream).await?;
            Conversation::new(stream, shared, Offer::Authentication)
                .go_on()
                .await
                .map(|_| ())
        }
    }
}

/// What is offered beside taking mails.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offer {
    Nothing,
    /// STARTTLS.
    Encryption,
    /// Signing in, which is offered to nobody in clear.
    Authentication,
}

/// One client.
struct Conversation<S> {
    stream: BufReader<S>,
    shared: Arc<Shared>,
    offer: Offer,
    to: Vec<String>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Conversation<S> {
    fn new(stream: S, shared: Arc<Shared>, offer: Offer) -> Self {
        Self {
            stream: BufReader::new(stream),
            shared,
            offer,
            to: Vec::new(),
        }
    }

    /// Greets, and goes on until the client leaves or asks for encryption: then its stream.
    async fn begin(mut self) -> std::io::Result<Option<S>> {
        let behaviour = self.shared.behaviour();
        if behaviour.down {
            return Ok(None);
        }
        if behaviour.busy {
            self.say("421 busy").await?;
            return Ok(None);
        }
        self.say("220 reference.example ESMTP").await?;
        self.go_on().await
    }

    async fn go_on(mut self) -> std::io::Result<Option<S>> {
        while let Some(line) = self.line().await? {
            if let Some(time) = self.shared.behaviour().slow {
                tokio::time::sleep(time).await;
            }
            let verb = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "EHLO" => {
                    let offered = match self.offer {
                        Offer::Nothing => "",
                        Offer::Encryption => "250-STARTTLS\r\n",
                        Offer::Authentication => "250-AUTH PLAIN\r\n",
                    };
                    self.say(&format!("250-reference.example\r\n{offered}250 8BITMIME")).await?;
                }
                "STARTTLS" if self.offer == Offer::Encryption => {
                    self.say("220 go ahead").await?;
                    return Ok(Some(self.stream.into_inner()));
                }
                "AUTH" if self.offer == Offer::Authentication => self.say("235 welcome").await?,
                "HELO" | "NOOP" => self.say("250 so be it").await?,
                "RSET" | "MAIL" => {
                    self.to.clear();
                    self.say("250 so be it").await?;
                }
                "RCPT" if self.shared.behaviour().refusing => self.say("550 no such mailbox").await?,
                "RCPT" => {
                    self.to.push(between(&line, '<', '>').to_owned());
                    self.say("250 so be it").await?;
                }
                "DATA" => self.take().await?,
                "QUIT" => {
                    self.say("221 farewell").await?;
                    return Ok(None);
                }
                _ => self.say("502 not spoken here").await?,
            }
        }
        Ok(None)
    }

    async fn take(&mut self) -> std::io::Result<()> {
        self.say("354 go on").await?;
        let mut lines = Vec::new();
        while let Some(line) = self.line().await? {
            if line == "." {
                break;
            }
            if lines.len() < LINES_MAX {
                lines.push(line.strip_prefix('.').map_or(line.clone(), str::to_owned));
            }
        }
        let by_tls = self.offer == Offer::Authentication;
        for to in self.to.drain(..) {
            self.shared.take_mail(Mail {
                by_tls,
                ..read(&lines, to)
            });
        }
        if self.shared.behaviour().losing_answers {
            return Err(std::io::ErrorKind::BrokenPipe.into());
        }
        self.say("250 taken").await
    }

    async fn line(&mut self) -> std::io::Result<Option<String>> {
        let mut line = Vec::new();
        if self.stream.read_until(b'\n', &mut line).await? == 0 || line.len() > LINE_BYTES_MAX {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&line);
        Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }
}

/// The mail as its reader sees it.
fn read(lines: &[String], to: String) -> Mail {
    let end = lines.iter().position(String::is_empty).unwrap_or(lines.len());
    let (head, body) = lines.split_at(end);
    let headers = unfolded(head);
    let header = |name: &str| {
        let found = headers.iter().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        found.unwrap_or_default()
    };
    let body = body.get(1..).unwrap_or_default();
    Mail {
        id: between(&header("Message-ID"), '<', '>').to_owned(),
        to,
        subject: words(&header("Subject")),
        text: content(&header("Content-Transfer-Encoding"), body),
        handed_over: 1,
        by_tls: false,
    }
}

/// Lines that begin with a space go on with the line before (RFC 5322, 2.2.3).
fn unfolded(head: &[String]) -> Vec<String> {
    let mut headers: Vec<String> = Vec::new();
    for line in head {
        match headers.last_mut() {
            Some(last) if line.starts_with([' ', '\t']) => last.push_str(&format!(" {}", line.trim_start())),
            Some(_) | None => headers.push(line.clone()),
        }
    }
    headers
}

/// Encoded words (RFC 2047) in UTF-8; the space between two of them is none.
fn words(text: &str) -> String {
    let mut said = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?="));
        match encoded {
            Some(encoded) => said.push_str(&String::from_utf8_lossy(&base64(encoded))),
            None => said.push_str(word),
        }
    }
    said
}

fn content(encoding: &str, body: &[String]) -> String {
    match encoding.to_ascii_lowercase().as_str() {
        "base64" => String::from_utf8_lossy(&base64(&body.concat())).into_owned(),
        "quoted-printable" => String::from_utf8_lossy(&quoted(&body.join("\r\n"))).into_owned(),
        _ => body.join("\n"),
    }
}

/// Base64 (RFC 4648, 4); what is none of it is passed over.
fn base64(text: &str) -> Vec<u8> {
    let place = |character: u8| match character {
        b'A'..=b'Z' => Some(character - b'A'),
        b'a'..=b'z' => Some(character - b'a' + 26),
        b'0'..=b'9' => Some(character - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let (mut bits, mut held, mut bytes) = (0_u32, 0_u32, Vec::new());
    for value in text.bytes().filter_map(place) {
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held & 0xff) as u8);
        }
    }
    bytes
}

/// Quoted-printable (RFC 2045, 6.7).
fn quoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|digit| char::from(digit).to_digit(16));
        if let (Some(high), Some(low)) = (digit(), digit()) {
            bytes.push((high << 4 | low) as u8);
        }
    }
    bytes
}

fn between(text: &str, before: char, after: char) -> &str {
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once(after))
        .map_or("", |(found, _)| found)
}
