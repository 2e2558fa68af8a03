//! The program, run and served.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

pub fn zhoudao(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_zhoudao"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

pub fn said(output: &[u8]) -> String {
    String::from_utf8_lossy(output).into_owned()
}

pub const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../packs/binzhou");

/// Says why it did not do what was asked.
pub fn refused(arguments: &[&str], expected: &str) {
    let output = zhoudao(arguments);
    let text = said(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {text}");
    assert!(text.contains(expected), "{arguments:?}: {text}");
}

/// A sample city that is served until it is dropped.
pub struct Server {
    pub process: Child,
    pub port: u16,
}

impl Server {
    /// Serves a data folder and waits until it says that it does.
    pub fn start(folder: &Path) -> Self {
        let port = free_port();
        let mut process = demo(folder, port).stdout(Stdio::piped()).spawn().expect("the program runs");
        let output = process.stdout.take().expect("its output");
        let mut lines = BufReader::new(output).lines();
        let ready = lines.find(|line| line.as_ref().is_ok_and(|line| line.contains("Ctrl-C")));
        assert!(ready.is_some(), "the server has ended before it was ready");
        let server = Self { process, port };
        server.wait_until_it_answers();
        server
    }

    /// It says that it is ready just before it listens.
    fn wait_until_it_answers(&self) {
        let mut attempts = 0;
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            attempts += 1;
            assert!(attempts < 10_000, "the server does not listen");
            std::thread::yield_now();
        }
    }

    pub fn get(&self, path: &str) -> String {
        self.ask("GET", path)
    }

    pub fn ask(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )
        .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        said(&answer)
    }

    /// What it says of its log, as soon as a head covers so many events.
    pub fn log_signed_over(&self, events: u64) -> serde_json::Value {
        for _ in 0..10_000 {
            let answer = self.get("/api/v1/log");
            let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
            let log: serde_json::Value = serde_json::from_str(body).expect("JSON");
            if log["head"]["size"].as_u64() >= Some(events) {
                return log;
            }
        }
        panic!("no head is signed over {events} events");
    }

    /// As when the machine's power button is held: no signal is heard.
    pub fn kill(&mut self) {
        self.process.kill().expect("it is killed");
        self.process.wait().expect("it has ended");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] })
        .collect()
}

pub fn demo(folder: &Path, port: u16) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zhoudao"));
    command
        .arg("demo")
        .arg("--data")
        .arg(folder)
        .arg("--port")
        .arg(port.to_string())
        .args(["--history", "0"]);
    command
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}
