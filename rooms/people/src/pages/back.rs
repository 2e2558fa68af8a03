//! Where somebody goes after signing in: back to the page that asked for it, never to another site.

use authority::Duty;
use axum::extract::RawQuery;
use front::FormData;
use identity::PostId;

use crate::capacity::CapacityKey;

const BACK_BYTES_MAX: usize = 2_000;

/// The page to go back to, if it is one of ours (ASVS 3.7.2).
pub(crate) fn back(asked: &str) -> Option<String> {
    let ours = asked.starts_with('/')
        && !asked.starts_with("//")
        && asked.len() <= BACK_BYTES_MAX
        && asked.chars().all(|one| one.is_ascii_graphic() && one != '\\')
        && !asked.starts_with("/sign-");
    ours.then(|| asked.to_owned())
}

/// The same from the address of the page.
pub(crate) fn back_in(query: RawQuery) -> Option<String> {
    let query = FormData::parse(query.0.unwrap_or_default().as_bytes()).unwrap_or_default();
    back(query.value("back"))
}

/// The page to choose a capacity on, which goes on to that page.
pub(crate) fn capacity_then(back: Option<String>) -> String {
    match back {
        Some(back) => format!("/capacity?back={}", in_query(&back)),
        None => "/capacity".to_owned(),
    }
}

/// A page's address as the value of a parameter.
fn in_query(address: &str) -> String {
    address.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

/// Where each capacity starts.
pub(crate) fn home(capacity: &CapacityKey) -> &'static str {
    match capacity {
        CapacityKey::Person | CapacityKey::Enterprise(_) | CapacityKey::Behalf(_) => "/",
        CapacityKey::Post(post) | CapacityKey::Deputy(post, _) => match duty_of(post) {
            Some(Duty::Clerk) => "/desk/counter",
            Some(Duty::Helper) => "/desk/helping",
            Some(Duty::Supervise | Duty::Lead) => "/desk/oversight",
            Some(Duty::Administer) => "/desk/administration",
            Some(Duty::Audit) => "/desk/inbox",
            Some(Duty::Protect) => "/desk/data-requests",
            Some(Duty::Handle | Duty::Check | Duty::Sign) | None => "/desk",
        },
    }
}

/// The duty that a post is named after.
fn duty_of(post: &PostId) -> Option<Duty> {
    let (_, duty) = post.as_str().rsplit_once('-')?;
    duty.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_post_starts_where_it_has_something_to_do() {
        for (duty, expected) in [
            ("handle", "/desk"),
            ("sign", "/desk"),
            ("clerk", "/desk/counter"),
            ("helper", "/desk/helping"),
            ("supervise", "/desk/oversight"),
            ("lead", "/desk/oversight"),
            ("administer", "/desk/administration"),
            ("audit", "/desk/inbox"),
        ] {
            let post = format!("approval-371600-{duty}").parse().unwrap();
            assert_eq!(home(&CapacityKey::Post(post)), expected);
        }
    }

    #[test]
    fn only_pages_of_ours_are_gone_back_to() {
        for (asked, expected) in [
            ("/applications/5?tab=1#x", true),
            ("/", true),
            ("", false),
            ("//evil.example/", false),
            ("/\\evil.example", false),
            ("https://evil.example/", false),
            ("javascript:alert(1)", false),
            ("/a\r\nSet-Cookie: x", false),
            ("/a b", false),
            ("/sign-in?back=/sign-in", false),
            ("/sign-out", false),
        ] {
            assert_eq!(back(asked).is_some(), expected, "{asked:?}");
        }
    }
}
