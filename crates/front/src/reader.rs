//! Who reads, in which language and size, from where: everything a handler needs to frame its page.

use crate::{Audience, Chrome, Language, Place, Presence, Texts, chrome::Unread, house::House, security::VisitToken};
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{StatusCode, header, request::Parts},
};
use std::sync::Arc;

/// The reader of a page. Take it as an argument of any handler that shows one.
#[derive(Clone)]
pub struct Reader {
    /// The reader's language with all texts.
    pub texts: Texts,
    /// 长辈模式: larger type and targets.
    pub elder: bool,
    /// Who they are; `None` before sign-in.
    pub presence: Option<Presence>,
    /// Path and query of the request.
    pub here: String,
    unread: u32,
    visit: Option<VisitToken>,
    house: Arc<House>,
}

impl Reader {
    /// The frame of a page for everyone; `title` is a key.
    pub fn portal(&self, title: &str, current: Place) -> Chrome {
        self.chrome(Audience::Portal, self.texts.say(title).to_string(), current)
    }

    /// The frame of a page for those who work here; `title` is a key.
    pub fn desk(&self, title: &str, current: Place) -> Chrome {
        self.chrome(Audience::Desk, self.texts.say(title).to_string(), current)
    }

    /// The frame of a page with a title that is already words.
    pub fn chrome(&self, audience: Audience, title: String, current: Place) -> Chrome {
        let form_token = match (&self.presence, &self.visit) {
            (Some(presence), _) => presence.form_token.clone(),
            (None, Some(visit)) => visit.0.clone(),
            (None, None) => String::new(),
        };
        Chrome {
            title,
            audience,
            current,
            texts: self.texts.clone(),
            elder: self.elder,
            presence: self.presence.clone(),
            unread: self.unread,
            form_token,
            demo: self.house.demo.as_ref().map(|notice| notice()),
            here: self.here.clone(),
            live: None,
            house: self.house.clone(),
        }
    }

    /// For whom the page at this address is.
    pub fn audience(&self) -> Audience {
        if is_desk(&self.here) {
            Audience::Desk
        } else {
            Audience::Portal
        }
    }

    pub(crate) fn of(parts: &Parts) -> Option<Reader> {
        let house = parts.extensions.get::<Arc<House>>()?.clone();
        let query = parts.uri.query().unwrap_or_default();
        let accepted = parts
            .headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        let here = here(parts);
        let language = match is_desk(&here) {
            true => Language::Chinese,
            false => Language::chosen(parameter(query, "lang"), cookie(parts, "lang"), accepted),
        };
        let elder = parameter(query, "size").or_else(|| cookie(parts, "size")) == Some("large");
        Some(Reader {
            texts: Texts::new(language, house.dictionary.clone()),
            elder,
            presence: parts.extensions.get::<Presence>().cloned(),
            here,
            unread: parts.extensions.get::<Unread>().map_or(0, |unread| unread.0),
            visit: parts.extensions.get::<VisitToken>().cloned(),
            house,
        })
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Reader, StatusCode> {
        Reader::of(parts).ok_or_else(|| {
            tracing::error!("no house: the router lacks front::layer");
            StatusCode::INTERNAL_SERVER_ERROR
        })
    }
}

/// Path and query as the browser sent them, also inside nested routers.
fn here(parts: &Parts) -> String {
    let uri = parts
        .extensions
        .get::<OriginalUri>()
        .map_or(&parts.uri, |original| &original.0);
    uri.path_and_query().map_or("/", |here| here.as_str()).to_owned()
}

/// Desks are Chinese and have their own navigation; their pages live under this address.
fn is_desk(here: &str) -> bool {
    here.strip_prefix("/desk")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

/// A cookie's value.
pub(crate) fn cookie<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts
        .headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| {
            pair.trim()
                .split_once('=')
                .filter(|(key, _)| *key == name)
                .map(|(_, value)| value)
        })
}

/// A parameter of the query that needs no decoding.
pub(crate) fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
}

/// The same address with one parameter set.
pub(crate) fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs: Vec<String> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name))
        .map(str::to_owned)
        .collect();
    pairs.push(format!("{name}={value}"));
    format!("{path}?{}", pairs.join("&"))
}

/// Percent-encoded for use inside a query.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}
