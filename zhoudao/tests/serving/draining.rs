//! A node is asked to stop while the city is used: others take over, and nobody notices.

use std::io;
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::support::{Connection, Server, wait_until};

/// Visitors who never stop asking.
const VISITORS: usize = 6;
/// Requests that the second node must have answered before the test ends.
const ANSWERED_THERE_MIN: usize = 200;

/// What a visitor asks again and again.
#[derive(Clone, Debug)]
struct Errand {
    method: &'static str,
    path: &'static str,
    body: String,
    authorization: Option<String>,
}

/// What distributes requests: to the first node as long as it says that it is ready.
struct Balancer {
    first: u16,
    second: u16,
    errand: Errand,
    is_turned: AtomicBool,
    is_over: AtomicBool,
    answered: [AtomicUsize; 2],
    failures: Mutex<Vec<String>>,
}

impl Balancer {
    fn port(&self) -> u16 {
        if self.is_turned.load(Ordering::SeqCst) {
            self.second
        } else {
            self.first
        }
    }

    /// Looks at the first node's readiness until it goes.
    fn look(&self) {
        let mut connection = None;
        while !self.is_turned.load(Ordering::SeqCst) {
            match ask(&mut connection, self.first, &looking_at("/readyz")) {
                Ok(200) => {}
                Ok(_) | Err(_) => self.is_turned.store(true, Ordering::SeqCst),
            }
            std::thread::yield_now();
        }
    }

    fn visit(&self) {
        let mut connection = None;
        while !self.is_over.load(Ordering::SeqCst) {
            let port = self.port();
            match ask(&mut connection, port, &self.errand) {
                Ok(200) => {
                    self.answered[usize::from(port == self.second)].fetch_add(1, Ordering::SeqCst);
                }
                other => self.failures.lock().expect("nobody has panicked").push(format!("{other:?}")),
            }
        }
    }
}

/// One request, on the same connection as before unless it has ended or leads elsewhere.
fn ask(kept: &mut Option<Connection>, port: u16, errand: &Errand) -> io::Result<u16> {
    let mut connection = match kept.take().filter(|connection| connection.port() == port) {
        Some(connection) => connection,
        None => errand.authorization.iter().fold(Connection::to(port)?, |connection, value| {
            connection.with_header("Authorization", value)
        }),
    };
    let answer = connection.ask(errand.method, errand.path, &errand.body)?;
    if !answer.closes {
        *kept = Some(connection);
    }
    Ok(answer.status)
}

fn looking_at(path: &'static str) -> Errand {
    Errand {
        method: "GET",
        path,
        body: String::new(),
        authorization: None,
    }
}

/// Sends everybody home, also when something has failed.
struct Closing<'a>(&'a Balancer);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.is_turned.store(true, Ordering::SeqCst);
        self.0.is_over.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_node_that_is_asked_to_stop_breaks_off_no_request() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let first = Server::start(folders[0].path(), &["--drain-seconds", "5"]);
    let second = Server::start(folders[1].path(), &[]);
    the_other_takes_over(first, &second, looking_at("/sign-in"));
}

/// Of one city: who has signed in at the first goes on writing at the second.
#[test]
fn whoever_is_at_work_goes_on_at_the_other_node_of_the_city() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = test_database::postgres_address(folder.path());
    let first = Server::start(folder.path(), &["--drain-seconds", "5", "--database", &database]);
    let second = Server::start(folder.path(), &["--database", &database]);
    let credentials = json!({ "name": "lijianguo", "password": "demo-zhoudao-2026" }).to_string();
    let entered = Connection::to(first.port).and_then(|mut it| it.ask("POST", "/api/v1/sessions", &credentials));
    let entered: Value = serde_json::from_str(&entered.expect("an answer").body).expect("it is JSON");
    let token = entered["token"].as_str().expect("she is let in");
    let choosing = Errand {
        method: "PUT",
        path: "/api/v1/me/capacity",
        body: json!({ "capacity": "person" }).to_string(),
        authorization: Some(format!("Bearer {token}")),
    };
    the_other_takes_over(first, &second, choosing);
}

fn the_other_takes_over(mut first: Server, second: &Server, errand: Errand) {
    let balancer = Balancer {
        first: first.port,
        second: second.port,
        errand,
        is_turned: AtomicBool::new(false),
        is_over: AtomicBool::new(false),
        answered: [AtomicUsize::new(0), AtomicUsize::new(0)],
        failures: Mutex::default(),
    };
    let answered = |node: usize| balancer.answered[node].load(Ordering::SeqCst);
    std::thread::scope(|scope| {
        let _closing = Closing(&balancer);
        for _ in 0..VISITORS {
            scope.spawn(|| balancer.visit());
        }
        scope.spawn(|| balancer.look());
        wait_until("the first has answered", || answered(0) >= ANSWERED_THERE_MIN);

        // Somebody with a slow line sends half of a request before, and the rest when nothing new is taken any more.
        let slow = r#"{"name": "nobody-at-all", "password": "never-a-password"}"#;
        let (half, rest) = slow.split_at(slow.len() / 2);
        let mut line = Connection::to(first.port).expect("a connection");
        line.begin("POST", "/api/v1/sessions", slow.len()).expect("a head");
        line.go_on(half).expect("a half");

        first.terminate();
        wait_until("the first says that it goes", || balancer.is_turned.load(Ordering::SeqCst));
        let told = first.ask(first.watch_port, "/readyz");
        assert_eq!((told.status, told.body.as_str()), (503, "draining\n"));
        wait_until("the first lets nobody in", || {
            TcpStream::connect(("127.0.0.1", first.port)).is_err()
        });
        line.go_on(rest).expect("the other half");
        let answer = line.answer().expect("an answer to who was slow");
        assert_eq!(answer.status, 422, "{answer:?}");

        wait_until("the second has answered", || answered(1) >= ANSWERED_THERE_MIN);
    });
    assert_eq!(first.ended().code(), Some(0), "{}", first.written());
    assert_eq!(*balancer.failures.lock().expect("nobody has panicked"), Vec::<String>::new());
    assert_eq!(second.ask(second.port, "/readyz").body, "ready\n");
}
