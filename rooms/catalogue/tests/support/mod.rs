//! The sample city with nothing but its portal.
#![allow(missing_docs, dead_code)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use catalogue::{Catalogue, PackTexts, Portal, folder};
use front::furniture::Svg;
use front::{Dictionary, House};
use identity::RegionCode;
use ledger::{Ledger, Options};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

pub const CITY: RegionCode = RegionCode::fixed(371_600);

pub struct City {
    pub catalogue: Catalogue,
    router: Router,
    _folder: TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

pub fn pack() -> PackTexts {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/binzhou");
    folder::read(&folder).expect("the pack that ships with the house")
}

pub fn ledger(folder: &Path) -> Ledger {
    Ledger::open(folder, Options::new(CITY).in_database(test_database::database_of(folder))).expect("a new city")
}

impl City {
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let catalogue = Catalogue::import(&ledger(folder.path()), &pack())
            .await
            .expect("the pack keeps its promises");
        let mut house = House::sample();
        house.dictionary = Arc::new(Dictionary::new(&[catalogue::TEXTS, catalogue::INPUT_TEXTS]).expect("texts"));
        let portal = Portal::new(catalogue.clone())
            .with_card(Arc::new(|_| {
                Box::pin(async { Some(Svg("<p>my applications</p>".to_owned())) })
            }))
            .with_card(Arc::new(|_| Box::pin(async { None })));
        let router = front::dress(portal.routes(), |rooms| rooms, house);
        Self {
            catalogue,
            router,
            _folder: folder,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = headers
            .iter()
            .fold(Request::get(encoded_path(path)), |request, (name, value)| {
                request.header(*name, *value)
            });
        self.ask(request.body(Body::empty()).expect("a request")).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = Request::post(path).header("content-type", "application/json");
        self.ask(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4_000_000).await.expect("a whole answer");
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).expect("text"),
        }
    }
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, byte| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => encoded + &char::from(byte).to_string(),
        _ => encoded + &format!("%{byte:02X}"),
    })
}

/// Chinese in a path that a test writes plainly.
fn encoded_path(path: &str) -> String {
    path.chars()
        .map(|character| {
            if character.is_ascii() {
                character.to_string()
            } else {
                encoded(&character.to_string())
            }
        })
        .collect()
}
