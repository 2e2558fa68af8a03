//! The server's process: this program, as `zhoudao serve`.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Context;

use super::connection::{Connection, Request};

/// How long it may take to start.
const STARTING_TIME_MAX: Duration = Duration::from_secs(60);
/// How long to wait before asking again whether it answers.
const LOOK: Duration = Duration::from_millis(50);

/// A server that ends with this.
pub struct Process {
    child: Child,
    port: u16,
}

impl Process {
    /// Starts it, and waits until it answers.
    pub async fn start(folder: &Path) -> anyhow::Result<Self> {
        let mut process = Self::spawn(folder, &[], Stdio::null())?;
        process.answers().await?;
        Ok(process)
    }

    /// Starts it with further arguments, and does not wait; what it says goes to `out`.
    pub fn spawn(folder: &Path, arguments: &[String], out: Stdio) -> anyhow::Result<Self> {
        let port = free_port()?;
        let child = Command::new(std::env::current_exe()?)
            .args(["serve", "--data"])
            .arg(folder)
            .args(["--port", &port.to_string()])
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(out)
            .spawn()
            .context("the server cannot be started")?;
        Ok(Self { child, port })
    }

    /// Waits until it answers.
    pub async fn answers(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        while !answers(self.port).await {
            if let Some(status) = self.child.try_wait()? {
                anyhow::bail!("the server ended before it served: {status}");
            }
            anyhow::ensure!(began.elapsed() < STARTING_TIME_MAX, "the server does not answer");
            tokio::time::sleep(LOOK).await;
        }
        Ok(())
    }

    /// Ends it as the machine would: nothing of it is asked or told.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// What it says, if that was piped; once.
    pub fn hear(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// By which number the machine knows it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Its folder is a copy that is thrown away.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

async fn answers(port: u16) -> bool {
    let Ok(mut connection) = Connection::open(port).await else {
        return false;
    };
    let asked = Request {
        method: "GET",
        path: "/sign-in",
        headers: &[],
        body: &[],
    };
    connection.send(asked).await.is_ok_and(|reply| reply.status == 200)
}
