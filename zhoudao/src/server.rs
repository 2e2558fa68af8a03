//! Serving: a loopback port, graceful at its end.

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context;
use tokio::net::TcpListener;

use crate::city::City;

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

/// Serves until the process is asked to stop; what is under way is finished first.
///
/// # Errors
/// When the port is taken.
pub async fn serve(city: City, port: u16) -> anyhow::Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("port {port} cannot be used; choose another with --port"))?;
    let (ledger, closer, looks) = (city.ledger.clone(), city.closer, city.looks);
    let working = (city.sending, city.abreast, city.publicity);
    let stopping = async move {
        stop_asked().await;
        closer.close();
    };
    axum::serve(listener, city.router.into_make_service_with_connect_info::<SocketAddr>())
        .with_graceful_shutdown(stopping)
        .await?;
    drop(working);
    looks.settled().await;
    ledger.close().await;
    Ok(())
}

/// Ctrl-C, or SIGTERM.
pub async fn stop_asked() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
