//! Where an object store answers.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use hyper::Uri;

/// Before an address that is meant to be spoken to in clear.
const PLAINLY: &str = "http+plain://";

/// `https://HOST[:PORT]`; in clear only on this machine, or where the address says so plainly: `http+plain://HOST[:PORT]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreEndpoint(String);

/// Why a text is no endpoint.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongEndpoint {
    /// It cannot be read as one.
    #[error("this is no endpoint of an object store: write https://HOST or https://HOST:PORT")]
    Unreadable,
    /// In clear, and not on this machine.
    #[error("attachments leave this machine by https only; if nobody can listen in between, say so: http+plain://HOST:PORT")]
    InClear,
}

impl StoreEndpoint {
    pub(in crate::files) fn url(&self) -> &str {
        &self.0
    }

    pub(in crate::files) fn is_in_clear(&self) -> bool {
        self.0.starts_with("http:")
    }
}

impl FromStr for StoreEndpoint {
    type Err = WrongEndpoint;

    fn from_str(text: &str) -> Result<Self, WrongEndpoint> {
        let is_said_plainly = text.starts_with(PLAINLY);
        let url = text.trim_end_matches('/').replacen(PLAINLY, "http://", 1);
        let uri: Uri = url.parse().map_err(|_| WrongEndpoint::Unreadable)?;
        let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'));
        let host = authority.map(|authority| authority.host().trim_matches(['[', ']']));
        let Some(host) = host.filter(|host| !host.is_empty() && uri.path() == "/") else {
            return Err(WrongEndpoint::Unreadable);
        };
        let is_this_machine = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        match uri.scheme_str() {
            Some("https") => Ok(Self(url)),
            Some("http") if is_this_machine || is_said_plainly => Ok(Self(url)),
            Some("http") => Err(WrongEndpoint::InClear),
            _ => Err(WrongEndpoint::Unreadable),
        }
    }
}

impl fmt::Display for StoreEndpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_leave_this_machine_in_clear_only_when_that_is_said() {
        for (text, read) in [
            ("https://s3.example:9000/", Ok("https://s3.example:9000")),
            ("http://127.0.0.1:9000", Ok("http://127.0.0.1:9000")),
            ("http://[::1]:9000", Ok("http://[::1]:9000")),
            ("http://localhost", Ok("http://localhost")),
            ("http+plain://10.0.0.9:9000", Ok("http://10.0.0.9:9000")),
            ("http://10.0.0.9:9000", Err(WrongEndpoint::InClear)),
            ("https://user:word@s3.example", Err(WrongEndpoint::Unreadable)),
            ("https://s3.example/bucket", Err(WrongEndpoint::Unreadable)),
            ("s3.example", Err(WrongEndpoint::Unreadable)),
            ("ftp://s3.example", Err(WrongEndpoint::Unreadable)),
        ] {
            let endpoint = text.parse::<StoreEndpoint>();
            assert_eq!(endpoint.as_ref().map(StoreEndpoint::url), read.as_ref().copied(), "{text}");
        }
    }
}
