//! Where the mail server is, and what keeps mails from others on their way there.

use std::net::IpAddr;
use std::str::FromStr;

use super::WrongServer;

/// How a mail is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protection {
    /// By TLS from the first byte on (RFC 8314).
    FromTheStart,
    /// By STARTTLS (RFC 3207); nothing is sent to a server that does not offer it.
    StartTls,
    /// By nothing: the server is on this machine, or whoever runs the city says so.
    Nothing,
}

/// A server and the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ServerAddress {
    pub(super) protection: Protection,
    pub(super) host: String,
    pub(super) port: u16,
}

/// Mail is handed in at 587 (RFC 6409), over TLS from the first byte at 465 (RFC 8314).
const SUBMISSION_PORT: u16 = 587;
const SUBMISSIONS_PORT: u16 = 465;

impl FromStr for ServerAddress {
    type Err = WrongServer;

    fn from_str(address: &str) -> Result<Self, WrongServer> {
        let wrong = || WrongServer::Address(address.to_owned());
        let (scheme, rest) = address.split_once("://").ok_or_else(wrong)?;
        let (host, port) = host_and_port(rest.trim_end_matches('/')).ok_or_else(wrong)?;
        let protection = match scheme {
            "smtps" => Protection::FromTheStart,
            "smtp" if is_this_machine(host) => Protection::Nothing,
            "smtp" => Protection::StartTls,
            "smtp+plain" => Protection::Nothing,
            _ => return Err(wrong()),
        };
        Ok(Self {
            protection,
            host: host.to_owned(),
            port: port.unwrap_or(match protection {
                Protection::FromTheStart => SUBMISSIONS_PORT,
                Protection::StartTls | Protection::Nothing => SUBMISSION_PORT,
            }),
        })
    }
}

/// `HOST`, `HOST:PORT` or `[IPV6]:PORT`.
fn host_and_port(text: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (host, port) = rest.split_once(']')?;
            (host, port.strip_prefix(':').or(port.is_empty().then_some(""))?)
        }
        None => text.split_once(':').unwrap_or((text, "")),
    };
    let port = match port {
        "" => None,
        port => Some(port.parse().ok()?),
    };
    (!host.is_empty() && !host.contains(['/', '@'])).then_some((host, port))
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_leaves_the_machine_in_clear_only_where_the_address_says_so() {
        use Protection::{FromTheStart, Nothing, StartTls};
        for (text, protection, host, port) in [
            ("smtp://mail.example.cn", StartTls, "mail.example.cn", 587),
            ("smtp://mail.example.cn:2525/", StartTls, "mail.example.cn", 2525),
            ("smtp://10.0.0.8", StartTls, "10.0.0.8", 587),
            ("smtps://mail.example.cn", FromTheStart, "mail.example.cn", 465),
            ("smtps://127.0.0.1:4650", FromTheStart, "127.0.0.1", 4650),
            ("smtp+plain://10.0.0.8:25", Nothing, "10.0.0.8", 25),
            ("smtp://localhost", Nothing, "localhost", 587),
            ("smtp://127.0.0.1:8325", Nothing, "127.0.0.1", 8325),
            ("smtp://[::1]:8325", Nothing, "::1", 8325),
            ("smtp://[2001:db8::8]", StartTls, "2001:db8::8", 587),
        ] {
            let read: ServerAddress = text.parse().unwrap();
            assert_eq!(
                (read.protection, read.host.as_str(), read.port),
                (protection, host, port),
                "{text}"
            );
        }
        for text in [
            "mail.example.cn",
            "http://mail.example.cn",
            "smtp://",
            "smtp://mail:x",
            "smtp://user@mail",
            "smtp://[::1",
        ] {
            assert!(text.parse::<ServerAddress>().is_err(), "{text}");
        }
    }
}
