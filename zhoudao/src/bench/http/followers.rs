//! People who look at one case while others work: each a live stream. Somebody works on that case all the time, so that there
//! is something to hear.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::task::{JoinHandle, JoinSet};

use super::Served;
use crate::bench::case::{Case, Kind};
use crate::bench::target::Target;

/// The number of the case that is looked at; no other has it.
const CASE: u64 = u64::MAX - 1;
/// How often something happens to it.
const PAUSE: Duration = Duration::from_millis(250);

/// Streams that are open, and the work on the case that they follow.
pub struct Onlookers {
    heard: Arc<AtomicU64>,
    is_over: Arc<AtomicBool>,
    work: JoinHandle<anyhow::Result<()>>,
    _streams: JoinSet<()>,
}

impl Onlookers {
    /// Submits a case, opens that many streams of it and begins to work on it.
    pub async fn gather(served: &Served, count: usize) -> anyhow::Result<Self> {
        let served = served.for_client(0).await?;
        let case = Case::new(Kind::Joint, CASE)?;
        let mut transitions = case.transitions().into_iter();
        if let Some(submission) = transitions.next() {
            served.prepare(&case, submission).await?;
            served.perform(&case, submission).await?;
        }
        let heard = Arc::new(AtomicU64::new(0));
        let mut streams = JoinSet::new();
        for _ in 0..count {
            let mut stream = served.follow_live(&case).await?;
            let heard = Arc::clone(&heard);
            streams.spawn(async move {
                let mut bytes = [0; 4_096];
                while let Ok(read) = stream.read(&mut bytes).await {
                    if read == 0 {
                        return;
                    }
                    let told = bytes[..read].windows(6).filter(|window| window == b"event:").count();
                    heard.fetch_add(told as u64, Ordering::Relaxed);
                }
            });
        }
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        let work = tokio::spawn(async move {
            for transition in transitions {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                served.perform(&case, transition).await?;
                tokio::time::sleep(PAUSE).await;
            }
            Ok(())
        });
        Ok(Self {
            heard,
            is_over,
            work,
            _streams: streams,
        })
    }

    /// They leave; answers how many changes all of them have heard of.
    pub async fn leave(self) -> anyhow::Result<u64> {
        self.is_over.store(true, Ordering::Relaxed);
        self.work.await??;
        Ok(self.heard.load(Ordering::Relaxed))
    }
}
