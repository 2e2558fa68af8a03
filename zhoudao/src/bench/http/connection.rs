//! A connection that is kept open: one request at a time, as a browser's.

use anyhow::Context;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// No reply is longer.
const BODY_BYTES_MAX: usize = 64 << 20;

/// The server has closed the connection before its answer was whole.
#[derive(Clone, Copy, Debug)]
pub struct Closed;

impl std::fmt::Display for Closed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the server has closed the connection")
    }
}

impl std::error::Error for Closed {}

/// A connection to the server.
pub struct Connection {
    stream: BufReader<TcpStream>,
    port: u16,
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `GET`, `POST`, `PUT`.
    pub method: &'static str,
    /// The path with its query.
    pub path: &'a str,
    /// Further headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, if any.
    pub body: &'a [u8],
}

/// What is answered.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers, names in small letters.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Connection {
    /// Opens one.
    pub async fn open(port: u16) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            port,
        })
    }

    /// Asks, and reads the whole answer.
    pub async fn send(&mut self, request: Request<'_>) -> anyhow::Result<Reply> {
        self.ask(request).await?;
        let (status, headers) = self.head().await?;
        let body = self.body(&headers).await?;
        Ok(Reply { status, headers, body })
    }

    /// Asks for a stream; answers once it has begun.
    pub async fn begin_stream(mut self, request: Request<'_>) -> anyhow::Result<BufReader<TcpStream>> {
        self.ask(request).await?;
        let (status, _) = self.head().await?;
        anyhow::ensure!(status == 200, "the stream {} was answered with {status}", request.path);
        Ok(self.stream)
    }

    async fn ask(&mut self, request: Request<'_>) -> anyhow::Result<()> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: 127.0.0.1:{}\r\n",
            request.method, request.path, self.port
        );
        for (name, value) in request.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if request.method != "GET" {
            head.push_str(&format!("content-length: {}\r\n", request.body.len()));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend_from_slice(request.body);
        self.stream.get_mut().write_all(&bytes).await?;
        Ok(())
    }

    async fn head(&mut self) -> anyhow::Result<(u16, Vec<(String, String)>)> {
        let status = self.line().await?;
        let code = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let code = code.with_context(|| format!("no status in {status:?}"))?;
        let mut headers = Vec::new();
        loop {
            let line = self.line().await?;
            let Some((name, value)) = line.split_once(':') else {
                return Ok((code, headers));
            };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
    }

    async fn body(&mut self, headers: &[(String, String)]) -> anyhow::Result<Vec<u8>> {
        let header = |wanted: &str| {
            headers
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.as_str())
        };
        if header("transfer-encoding") == Some("chunked") {
            return self.chunks().await;
        }
        let length = header("content-length").map_or(Ok(0), str::parse)?;
        anyhow::ensure!(length <= BODY_BYTES_MAX, "a reply of {length} bytes");
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await?;
        Ok(body)
    }

    async fn chunks(&mut self) -> anyhow::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let length = usize::from_str_radix(self.line().await?.trim(), 16)?;
            anyhow::ensure!(body.len() + length <= BODY_BYTES_MAX, "a reply without end");
            let from = body.len();
            body.resize(from + length, 0);
            self.stream.read_exact(&mut body[from..]).await?;
            self.line().await?;
            if length == 0 {
                return Ok(body);
            }
        }
    }

    async fn line(&mut self) -> anyhow::Result<String> {
        let mut line = String::new();
        let read = self.stream.read_line(&mut line).await?;
        if read == 0 || !line.ends_with('\n') {
            return Err(Closed.into());
        }
        line.truncate(line.trim_end().len());
        Ok(line)
    }
}

impl Reply {
    /// The value of a cookie that it sets.
    pub fn cookie(&self, name: &str) -> Option<&str> {
        let set = self.headers.iter().filter(|(header, _)| header == "set-cookie");
        set.filter_map(|(_, value)| value.split(';').next()?.strip_prefix(name)?.strip_prefix('='))
            .find(|value| !value.is_empty())
    }

    /// The reply, if it has that status.
    pub fn expect(self, status: u16, what: &str) -> anyhow::Result<Self> {
        anyhow::ensure!(
            self.status == status,
            "{what} was answered with {}: {}",
            self.status,
            String::from_utf8_lossy(&self.body).chars().take(400).collect::<String>()
        );
        Ok(self)
    }

    /// What its JSON says.
    pub fn json(&self) -> anyhow::Result<serde_json::Value> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}
