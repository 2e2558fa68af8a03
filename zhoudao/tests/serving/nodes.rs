//! Two servers of one city on one PostgreSQL: whichever is asked, it is one city.

use std::io;

use serde_json::{Value, json};

use crate::support::{Answer, Connection, Server, wait_until};

/// A city with two servers.
struct City {
    servers: [Server; 2],
    _folder: tempfile::TempDir,
}

/// Somebody of the sample who has signed in once.
struct Applicant {
    authorization: String,
}

const PDF: &[u8] = b"%PDF-1.7\n%a plan of the place\n";
const APPLICATIONS: &str = "/api/v1/matters/public-place-hygiene/applications";
const FIRST: usize = 0;
const SECOND: usize = 1;

impl City {
    fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let address = test_database::postgres_address(folder.path());
        let servers = [(); 2].map(|()| Server::start(folder.path(), &["--database", &address]));
        Self {
            servers,
            _folder: folder,
        }
    }

    fn port(&self, server: usize) -> u16 {
        self.servers[server].port
    }
}

impl Applicant {
    fn sign_in(port: u16) -> Self {
        let credentials = json!({ "name": "liutingting", "password": "demo-zhoudao-2026" });
        let entered = Connection::to(port).and_then(|mut it| it.ask("POST", "/api/v1/sessions", &credentials.to_string()));
        let entered = read(entered, 201);
        let applicant = Self {
            authorization: format!("Bearer {}", entered["token"].as_str().expect("a token")),
        };
        let as_herself = json!({ "capacity": "person" }).to_string();
        read(applicant.at(port).ask("PUT", "/api/v1/me/capacity", &as_herself), 200);
        applicant
    }

    fn at(&self, port: u16) -> Connection {
        Connection::to(port)
            .expect("a connection")
            .with_header("Authorization", &self.authorization)
    }

    /// Does something under a key.
    fn act(&self, port: u16, key: &str, method: &str, path: &str, body: &Value) -> io::Result<Answer> {
        let mut connection = self.at(port).with_header("Idempotency-Key", key);
        connection.ask(method, path, &body.to_string())
    }

    fn uploads(&self, port: u16) -> Vec<Value> {
        let files =
            ["place-plan", "hygiene-rules", "hygiene-test"].map(|material| (format!("material-{material}"), "a.pdf", PDF));
        let files: Vec<(&str, &str, &[u8])> = files
            .iter()
            .map(|(field, name, file)| (field.as_str(), *name, *file))
            .collect();
        let papers = read(self.at(port).upload("/api/v1/uploads", &files), 201);
        let papers = papers.as_array().expect("a list");
        papers.iter().map(|paper| paper["upload"].clone()).collect()
    }
}

fn read(answer: io::Result<Answer>, status: u16) -> Value {
    let answer = answer.expect("an answer");
    assert_eq!(answer.status, status, "{answer:?}");
    serde_json::from_str(&answer.body).expect("it is JSON")
}

fn salon(uploads: Vec<Value>) -> Value {
    let region = identity::RegionCode::fixed(371_625);
    let code = identity::sample::credit_code(region, 7);
    json!({
        "region": "371625",
        "answers": { "place_kind": "beauty", "central_air": false },
        "form": {
            "place_name": "云朵理发", "place_owner": "刘婷婷", "place_phone": "13854300018", "place_licence_code": code.as_str(),
            "place_region": "371625", "place_address": "渤海路 12 号", "place_area": 68.5, "place_staff": 3, "place_delivery": "electronic",
        },
        "uploads": uploads,
    })
}

/// Waits until a stream tells of a change.
fn heard(stream: &mut Connection) -> String {
    let mut event = String::new();
    loop {
        let line = stream.line().expect("the stream goes on").expect("the stream goes on");
        if let Some(name) = line.strip_prefix("event: ") {
            name.clone_into(&mut event);
        } else if let Some(data) = line.strip_prefix("data: ").filter(|_| event == "changed") {
            return data.to_owned();
        }
    }
}

#[test]
fn whichever_server_is_asked_it_is_one_city() {
    let city = City::open();
    let liu = Applicant::sign_in(city.port(FIRST));
    let me = read(liu.at(city.port(SECOND)).ask("GET", "/api/v1/me", ""), 200);
    assert_eq!(me["name"], "刘婷婷", "the session of one is known to the other");

    // Papers come in at one, the application at the other; sent again under its key at the first, it is the same.
    let application = salon(liu.uploads(city.port(FIRST)));
    let submitted = read(liu.act(city.port(SECOND), "salon", "POST", APPLICATIONS, &application), 201);
    let again = read(liu.act(city.port(FIRST), "salon", "POST", APPLICATIONS, &application), 201);
    assert_eq!(again, submitted);
    let id = submitted["id"].as_str().expect("an id");
    let path = format!("/api/v1/applications/{id}");

    // Who looks at it through one hears of what is done through the other, and sees it there.
    let mut stream = liu.at(city.port(FIRST));
    stream.begin("GET", &format!("/live?record={id}"), 0).expect("a request");
    while stream.line().expect("a head").expect("the stream goes on") != ": open" {}
    let withdrawn = read(
        liu.act(
            city.port(SECOND),
            "withdrawal",
            "PUT",
            &format!("{path}/withdrawal"),
            &json!({}),
        ),
        200,
    );
    assert_eq!(heard(&mut stream), id);
    let seen = read(liu.at(city.port(FIRST)).ask("GET", &path, ""), 200);
    assert_eq!(seen["status"], withdrawn["status"]);

    // Signed out of one is signed out of both.
    let left = liu
        .at(city.port(FIRST))
        .ask("DELETE", "/api/v1/sessions", "")
        .expect("an answer");
    assert_eq!(left.status, 204, "{left:?}");
    let stranger = liu.at(city.port(SECOND)).ask("GET", "/api/v1/me", "").expect("an answer");
    assert_eq!(stranger.status, 401, "{stranger:?}");
}

/// Messages are told by a reaction: who does it may be killed before.
#[test]
fn what_a_killed_server_had_begun_the_other_brings_to_its_end() {
    let mut city = City::open();
    let liu = Applicant::sign_in(city.port(FIRST));
    let application = salon(liu.uploads(city.port(FIRST)));
    read(liu.act(city.port(FIRST), "salon", "POST", APPLICATIONS, &application), 201);
    city.servers[FIRST].kill();
    let mut at_the_other = liu.at(city.port(SECOND));
    wait_until("she is told that her application came in", || {
        let inbox = read(at_the_other.ask("GET", "/api/v1/messages", ""), 200);
        inbox.as_array().is_some_and(|messages| !messages.is_empty())
    });
}
