//! The program as a process, and somebody who asks it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long anything may take, on a machine that does much else: longer is for ever.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Between the parts of an upload.
const BOUNDARY: &str = "part-of-a-form";

/// A sample city that is served until it is dropped.
pub struct Server {
    process: Child,
    pub port: u16,
    pub watch_port: u16,
    written: Arc<Mutex<String>>,
    _reader: JoinHandle<()>,
}

impl Server {
    /// Serves a data folder with these options beside, and waits until it answers.
    pub fn start(folder: &Path, options: &[&str]) -> Self {
        let (port, watch_port) = (free_port(), free_port());
        let mut process = Command::new(env!("CARGO_BIN_EXE_zhoudao"))
            .arg("demo")
            .arg("--data")
            .arg(folder)
            .args([
                "--port",
                &port.to_string(),
                "--watch-port",
                &watch_port.to_string(),
                "--history",
                "0",
            ])
            .args(options)
            .env("RUST_LOG", "debug")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let stderr = process.stderr.take().expect("its journal");
        let written = Arc::new(Mutex::new(String::new()));
        let into = Arc::clone(&written);
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                let mut written = into.lock().expect("nobody has panicked");
                written.push_str(&line);
                written.push('\n');
            }
        });
        let mut server = Self {
            process,
            port,
            watch_port,
            written,
            _reader: reader,
        };
        server.wait_until_it_answers();
        server
    }

    fn wait_until_it_answers(&mut self) {
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.process.try_wait().expect("its standing");
            assert!(ended.is_none(), "the server has ended: {ended:?}\n{}", self.written());
            std::thread::yield_now();
        }
    }

    /// What it has written to stderr.
    pub fn written(&self) -> String {
        self.written.lock().expect("nobody has panicked").clone()
    }

    /// One request on a connection of its own.
    pub fn ask(&self, port: u16, path: &str) -> Answer {
        Connection::to(port)
            .and_then(|mut connection| connection.ask("GET", path, ""))
            .expect("an answer")
    }

    /// Asks it to stop, as whoever runs it does.
    pub fn terminate(&self) {
        let killed = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        assert!(killed.expect("kill runs").success());
    }

    /// Ends it as the machine would: nothing of it is asked or told.
    pub fn kill(&mut self) {
        self.process.kill().expect("it can be killed");
        self.process.wait().expect("it ends");
    }

    /// Waits until it has ended.
    pub fn ended(&mut self) -> ExitStatus {
        self.process.wait().expect("it ends")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns when it is so.
pub fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < PATIENCE, "still waiting until {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// A connection that is used again until the server says that it ends.
pub struct Connection {
    stream: BufReader<TcpStream>,
    port: u16,
    /// What each request has in its head besides.
    headers: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Whether the connection ends with it.
    pub closes: bool,
    pub head: String,
    pub body: String,
}

impl Connection {
    pub fn to(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self {
            stream: BufReader::new(stream),
            port,
            headers: String::new(),
        })
    }

    /// The same for a program that has signed in, or does what it does under a key.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn ask(&mut self, method: &str, path: &str, json: &str) -> io::Result<Answer> {
        self.begin(method, path, json.len())?;
        self.go_on(json)?;
        self.answer()
    }

    /// A form, sent by a browser that keeps cookies.
    pub fn submit(&mut self, path: &str, cookies: &str, form: &str) -> io::Result<Answer> {
        let kind = format!("application/x-www-form-urlencoded\r\nCookie: {cookies}");
        self.head("POST", path, &kind, form.len())?;
        self.go_on(form)?;
        self.answer()
    }

    /// Files in their boxes, as a form sends them.
    pub fn upload(&mut self, path: &str, files: &[(&str, &str, &[u8])]) -> io::Result<Answer> {
        let mut body = Vec::new();
        for (field, name, file) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(file);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        self.head("POST", path, &format!("multipart/form-data; boundary={BOUNDARY}"), body.len())?;
        self.stream.get_mut().write_all(&body)?;
        self.answer()
    }

    /// A line of an answer that goes on for ever, without its end; none when it ends.
    pub fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim_end().to_owned()))
    }

    /// The head of a request with JSON.
    pub fn begin(&mut self, method: &str, path: &str, length: usize) -> io::Result<()> {
        self.head(method, path, "application/json", length)
    }

    fn head(&mut self, method: &str, path: &str, kind: &str, length: usize) -> io::Result<()> {
        let host = format!("Host: 127.0.0.1:{}", self.port);
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{host}\r\n{}Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            self.headers
        );
        self.go_on(&head)
    }

    /// More of it.
    pub fn go_on(&mut self, part: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(part.as_bytes())
    }

    pub fn answer(&mut self) -> io::Result<Answer> {
        let (mut head, mut line) = (String::new(), String::new());
        while line != "\r\n" {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(io::Error::new(
                    io::ErrorKind::UnexpectedEof,
                    "the connection ended before the answer",
                ));
            }
            head.push_str(&line);
        }
        let head = head.replace("\r\n", "\n");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let length = field(&head, "content-length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut body)?;
        Ok(Answer {
            status: status.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, head.clone()))?,
            closes: field(&head, "connection") == Some("close"),
            body: String::from_utf8_lossy(&body).into_owned(),
            head,
        })
    }
}

/// The values of a field of a head; hyper writes names in small letters.
fn fields<'a>(head: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    let values = head
        .lines()
        .filter_map(move |line| line.strip_prefix(name)?.strip_prefix(':'));
    values.map(str::trim)
}

fn field<'a>(head: &'a str, name: &'a str) -> Option<&'a str> {
    fields(head, name).next()
}

impl Answer {
    /// What a hidden field of the page's form holds.
    pub fn hidden(&self, name: &str) -> String {
        let before = format!("name=\"{name}\" value=\"");
        let value = self.body.split_once(&before).and_then(|(_, rest)| rest.split_once('"'));
        value.unwrap_or_else(|| panic!("no {name} in {}", self.body)).0.to_owned()
    }

    /// The cookies that it gives, as they are sent back.
    pub fn cookies(&self) -> String {
        let pairs = fields(&self.head, "set-cookie").filter_map(|cookie| cookie.split(';').next());
        pairs.collect::<Vec<_>>().join("; ")
    }
}
