//! `lossy-mount BEHIND FRONT SEED`: mounts FRONT before BEHIND, says `mounted`, cuts its power when asked to stop (SIGTERM), and
//! says `cut`.

use std::env;
use std::path::Path;

use anyhow::Context;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [behind, front, seed] = &arguments[..] else {
        anyhow::bail!("usage: lossy-mount BEHIND FRONT SEED");
    };
    let seed = seed.parse().context("SEED is no number")?;
    let mut asked = signal(SignalKind::terminate())?;
    let mounted = lossy_mount::mount(Path::new(behind), Path::new(front)).context("nothing can be mounted here")?;
    println!("mounted");
    asked.recv().await;
    mounted
        .cut(seed)
        .context("the power could not be cut: does somebody still use the folder?")?;
    println!("cut");
    Ok(())
}
