//! The cookies: one for the session, one for the visit before it. Strictly needed, gone with the browser.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::SessionId;

const SESSION_COOKIE: &str = "session";
/// The cookie that binds forms to a visit before sign-in.
const VISIT_COOKIE: &str = "visit";

/// How cookies are named and bound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cookies {
    pub(crate) https: bool,
}

impl Cookies {
    pub(crate) fn session(self, headers: &HeaderMap) -> Option<SessionId> {
        self.read(headers, SESSION_COOKIE)
    }

    pub(crate) fn visit(self, headers: &HeaderMap) -> Option<SessionId> {
        self.read(headers, VISIT_COOKIE)
    }

    pub(crate) fn give_session(self, session: &SessionId) -> (HeaderName, HeaderValue) {
        self.set(SESSION_COOKIE, &session.secret(), "")
    }

    pub(crate) fn give_visit(self, visit: &SessionId) -> (HeaderName, HeaderValue) {
        self.set(VISIT_COOKIE, &visit.secret(), "")
    }

    pub(crate) fn take_session(self) -> (HeaderName, HeaderValue) {
        self.set(SESSION_COOKIE, "", "; Max-Age=0")
    }

    /// `__Host-` ties a cookie to https, this host and all its paths (ASVS 3.3.1, 3.3.3).
    fn name(self, name: &str) -> String {
        if self.https {
            format!("__Host-{name}")
        } else {
            name.to_owned()
        }
    }

    fn set(self, name: &str, value: &str, term: &str) -> (HeaderName, HeaderValue) {
        let secure = if self.https { "; Secure" } else { "" };
        let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{term}", self.name(name));
        (
            header::SET_COOKIE,
            HeaderValue::try_from(cookie).unwrap_or(HeaderValue::from_static("")),
        )
    }

    /// Of two cookies of one name the first counts, if it is one of ours.
    fn read(self, headers: &HeaderMap, name: &str) -> Option<SessionId> {
        let name = self.name(name);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .and_then(|(_, value)| SessionId::parse(value))
    }
}
