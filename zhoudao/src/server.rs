//! Serving: a loopback port, and an end at which no request is broken off.

use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use front::live::Closer;
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::oneshot;

use crate::city::City;
use crate::watch::Readiness;

/// How long requests that are under way may take to end after nothing new is taken; what is cut off then would have been cut off
/// by whoever stopped the process.
const FINISHING_TIME_MAX: Duration = Duration::from_secs(60);
/// Threads that may wait for the disk, while requests are answered by others. None of them may wait for what only another of them does.
const WAITING_THREADS_MAX: usize = 12;
/// Connections that wait until they are taken.
const WAITING_MAX: u32 = 1024;

/// Where a city listens, and how it stops. Nobody is let in before it serves.
#[derive(Debug)]
pub struct Doors {
    pages: Door,
    watchers: Option<Door>,
    draining: Duration,
}

impl Doors {
    /// Takes the loopback port of the pages and that of those who watch. After SIGTERM the city goes on taking requests for so long.
    ///
    /// # Errors
    /// When a port is taken.
    pub fn take(port: u16, watch_port: Option<u16>, draining: Duration) -> anyhow::Result<Self> {
        Ok(Self {
            pages: Door::take(port, "--port")?,
            watchers: watch_port.map(|port| Door::take(port, "--watch-port")).transpose()?,
            draining,
        })
    }

    /// The port of the pages: where any was asked for, the one that the machine gave.
    pub fn port(&self) -> u16 {
        self.pages.port
    }
}

/// A port that nobody else can have any more.
#[derive(Debug)]
struct Door {
    socket: TcpSocket,
    port: u16,
    option: &'static str,
}

impl Door {
    fn take(port: u16, option: &'static str) -> anyhow::Result<Self> {
        let taken = || -> io::Result<Self> {
            let socket = TcpSocket::new_v4()?;
            // Whoever was here last may still have connections that end.
            socket.set_reuseaddr(true)?;
            socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
            let port = socket.local_addr()?.port();
            Ok(Self { socket, port, option })
        };
        taken().with_context(|| unusable(port, option))
    }

    fn open(self) -> anyhow::Result<TcpListener> {
        let (port, option) = (self.port, self.option);
        self.socket.listen(WAITING_MAX).with_context(|| unusable(port, option))
    }
}

fn unusable(port: u16, option: &str) -> String {
    format!("port {port} cannot be used; choose another with {option}")
}

/// Runs something on all processors.
///
/// # Errors
/// What it says.
pub fn block_on<T>(what: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(what)
}

/// The same for a process that serves for months: in as little memory as goes.
///
/// # Errors
/// What it says.
pub fn block_on_serving<T>(what: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    allocator::keep_little();
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(WAITING_THREADS_MAX)
        .build()?
        .block_on(what)
}

/// Serves until the process is asked to stop; what is under way is finished first. It is announced when visitors can come.
///
/// # Errors
/// When a port is taken.
pub async fn serve(city: City, doors: Doors, announce: impl FnOnce(&City)) -> anyhow::Result<()> {
    let listener = doors.pages.open()?;
    let watchers = doors.watchers.map(Door::open).transpose()?;
    announce(&city);
    let watching = watchers.map(|listener| watch(listener, city.watch.for_operators()));
    let (closer, readiness, draining) = (city.closer, city.watch.readiness().clone(), doors.draining);
    let (stopped, has_stopped) = oneshot::channel();
    let stopping = async move {
        leave(&readiness, draining, &closer).await;
        // Nobody listens when nothing is under way any more.
        let _ = stopped.send(());
    };
    let serving = axum::serve(listener, city.router.into_make_service_with_connect_info::<SocketAddr>());
    tokio::select! {
        served = serving.with_graceful_shutdown(stopping).into_future() => served?,
        () = overdue(has_stopped) => tracing::warn!(seconds = FINISHING_TIME_MAX.as_secs(), "requests that did not end are cut off"),
    }
    drop((city.sending, city.events, city.abreast, city.publicity));
    city.looks.settled().await;
    city.ledger.close().await;
    if let Some(watching) = watching {
        watching.abort();
    }
    Ok(())
}

/// Answers those who watch until the very end.
fn watch(listener: TcpListener, routes: Router) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, routes).await {
            tracing::error!(%error, "those who watch are no longer answered");
        }
    })
}

/// Returns when nothing new is to be taken. Whoever distributes requests is told at once, and given time to notice; then open
/// pages are told to come back, which leads them elsewhere.
async fn leave(readiness: &Readiness, draining: Duration, closer: &Closer) {
    let mut asked = Asked::listen();
    let urgency = asked.heard().await;
    readiness.drain();
    if urgency == Urgency::Drained {
        tracing::info!(seconds = draining.as_secs(), "asked to stop: draining");
        // A second signal ends the patience.
        let _ = tokio::time::timeout(draining, asked.heard()).await;
    }
    closer.close();
}

async fn overdue(has_stopped: oneshot::Receiver<()>) {
    // An error means that serving has ended by itself.
    if has_stopped.await.is_err() {
        std::future::pending::<()>().await;
    }
    tokio::time::sleep(FINISHING_TIME_MAX).await;
}

/// Returns when Ctrl-C or SIGTERM comes.
pub async fn stop_asked() {
    Asked::listen().heard().await;
}

/// How one was asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Urgency {
    /// Ctrl-C: somebody waits at a terminal.
    AtOnce,
    /// SIGTERM: others take over.
    Drained,
}

/// Hears signals from the moment it is made.
struct Asked {
    terminate: Option<Signal>,
}

impl Asked {
    fn listen() -> Self {
        let terminate = signal(SignalKind::terminate());
        if let Err(error) = &terminate {
            tracing::warn!(%error, "SIGTERM cannot be heard");
        }
        Self {
            terminate: terminate.ok(),
        }
    }

    async fn heard(&mut self) -> Urgency {
        let terminated = async {
            match &mut self.terminate {
                Some(terminate) => terminate.recv().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            _ = tokio::signal::ctrl_c() => Urgency::AtOnce,
            _ = terminated => Urgency::Drained,
        }
    }
}
