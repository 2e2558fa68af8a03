//! Live updates: a page that is looked at hears when a record on it changed, and fetches itself again.
//!
//! The stream says only *that* something changed; what may be seen is decided when the page is fetched. It ends when the
//! house closes (an open stream would hold up shutdown for ever, axum#2673) and after a while of its own, so that rights
//! are looked at again; the browser comes back by itself.

use axum::response::sse::{Event, KeepAlive, Sse};
use std::{collections::BTreeSet, convert::Infallible, future::ready, time::Duration};
use tokio::{
    sync::{broadcast, mpsc, watch},
    time::Instant,
};
use tokio_stream::{Stream, StreamExt, wrappers::ReceiverStream};

/// How often a silent stream says that it is still there.
const HEARTBEAT: Duration = Duration::from_secs(20);
/// How long a stream lasts before the browser must ask again.
const STREAM_LASTS: Duration = Duration::from_secs(10 * 60);
/// How many milliseconds a browser waits before it comes back.
const COME_BACK: Duration = Duration::from_secs(4);
/// The most records one page may follow.
pub const RECORDS_MAX: usize = 200;

/// Something that happened to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which record, as its id is written.
    pub record: String,
    /// Its place in the log.
    pub position: u64,
}

/// Tells streams when the house closes.
#[derive(Clone, Debug)]
pub struct Closing(watch::Receiver<bool>);

/// Closes the house's streams; keep it as long as the house is open.
#[derive(Debug)]
pub struct Closer(watch::Sender<bool>);

impl Closing {
    /// A house that is open, and what closes it.
    pub fn new() -> (Closer, Closing) {
        let (closer, closing) = watch::channel(false);
        (Closer(closer), Closing(closing))
    }

    /// Returns when the house closes.
    pub async fn wait(&mut self) {
        // An error means that the closer is gone, which closes too.
        let _ = self.0.wait_for(|closed| *closed).await;
    }
}

impl Closer {
    /// The house closes.
    pub fn close(&self) {
        self.0.send_replace(true);
    }
}

/// The records a page asks to follow, `record=…` once each, those the reader may see: `allowed` decides.
pub fn asked(query: &str, mut allowed: impl FnMut(&str) -> bool) -> BTreeSet<String> {
    form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| name == "record")
        .take(RECORDS_MAX)
        .map(|(_, record)| record.into_owned())
        .filter(|record| allowed(record))
        .collect()
}

/// A stream of the changes that matter to a page. `notable` picks them out of all that is committed.
///
/// ```ignore
/// let records = live::asked(&query, |record| may_see(record));
/// live::stream(ledger.watch(), move |done| records.contains(&done.record.to_string()).then(|| done.into()), closing)
/// ```
pub fn stream<C>(
    committed: broadcast::Receiver<C>,
    mut notable: impl FnMut(&C) -> Option<Change> + Send + 'static,
    closing: Closing,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    C: Clone + Send + 'static,
{
    // Nobody ever glances at what this stream follows; its sender lives as long as the stream.
    let (nobody, glances) = broadcast::channel::<()>(1);
    let glimpsed = move |()| {
        let _ = &nobody;
        ready(None)
    };
    stream_with_glances(committed, move |change| ready(notable(&change)), glances, glimpsed, closing)
}

/// The same, telling besides where others have begun or ceased to look: `glimpsed` picks out those that matter to the page. Either may
/// have to look something up first.
pub fn stream_with_glances<C, G, N, L>(
    committed: broadcast::Receiver<C>,
    notable: impl FnMut(C) -> N + Send + 'static,
    glances: broadcast::Receiver<G>,
    glimpsed: impl FnMut(G) -> L + Send + 'static,
    closing: Closing,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>>
where
    C: Clone + Send + 'static,
    G: Clone + Send + 'static,
    N: Future<Output = Option<Change>> + Send + 'static,
    L: Future<Output = Option<String>> + Send + 'static,
{
    let events = changes(committed, notable, glances, glimpsed, closing).map(|told| Ok(told.event()));
    Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

/// What a stream tells.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    /// Come back after this long, should we part.
    Welcome,
    /// A record changed.
    Changed(Change),
    /// Others have come to look at a record, or gone.
    Glance(String),
    /// More happened than could be told: look at everything again.
    Missed,
}

impl Told {
    fn event(self) -> Event {
        match self {
            Told::Welcome => Event::default().retry(COME_BACK).comment("open"),
            Told::Changed(change) => Event::default()
                .event("changed")
                .id(change.position.to_string())
                .data(change.record),
            Told::Glance(record) => Event::default().event("glance").data(record),
            Told::Missed => Event::default().event("changed").data("*"),
        }
    }
}

fn changes<C, G, N, L>(
    mut committed: broadcast::Receiver<C>,
    mut notable: impl FnMut(C) -> N + Send + 'static,
    mut glances: broadcast::Receiver<G>,
    mut glimpsed: impl FnMut(G) -> L + Send + 'static,
    mut closing: Closing,
) -> impl Stream<Item = Told>
where
    C: Clone + Send + 'static,
    G: Clone + Send + 'static,
    N: Future<Output = Option<Change>> + Send + 'static,
    L: Future<Output = Option<String>> + Send + 'static,
{
    let (told, stream) = mpsc::channel(16);
    tokio::spawn(async move {
        let end = Instant::now() + STREAM_LASTS;
        let mut next = Some(Told::Welcome);
        loop {
            if let Some(next) = next.take()
                && told.send(next).await.is_err()
            {
                return;
            }
            next = tokio::select! {
                () = closing.wait() => return,
                () = tokio::time::sleep_until(end) => return,
                () = told.closed() => return,
                change = committed.recv() => match change {
                    Ok(change) => notable(change).await.map(Told::Changed),
                    Err(broadcast::error::RecvError::Lagged(_)) => Some(Told::Missed),
                    Err(broadcast::error::RecvError::Closed) => return,
                },
                glance = glances.recv() => match glance {
                    Ok(glance) => glimpsed(glance).await.map(Told::Glance),
                    // The next heartbeat tells.
                    Err(broadcast::error::RecvError::Lagged(_)) => None,
                    Err(broadcast::error::RecvError::Closed) => return,
                },
            };
        }
    });
    ReceiverStream::new(stream)
}

#[cfg(test)]
mod tests {
    use std::future::Ready;

    use super::*;

    fn change(record: &str, position: u64) -> Change {
        Change {
            record: record.to_owned(),
            position,
        }
    }

    fn of(record: &'static str) -> impl FnMut(Change) -> Ready<Option<Change>> + Send {
        move |done| ready(Some(done).filter(|done| done.record == record))
    }

    fn nothing((): ()) -> Ready<Option<String>> {
        ready(None)
    }

    #[tokio::test]
    async fn a_page_hears_of_its_record_only() {
        let (commit, committed) = broadcast::channel(8);
        let (_closer, closing) = Closing::new();
        let (_nobody, glances) = broadcast::channel(1);
        let mut heard = Box::pin(changes(committed, of("mine"), glances, nothing, closing));
        for (record, position) in [("other", 1), ("mine", 2), ("other", 3)] {
            commit.send(change(record, position)).unwrap();
        }
        drop(commit);
        assert_eq!(heard.next().await, Some(Told::Welcome));
        assert_eq!(heard.next().await, Some(Told::Changed(change("mine", 2))));
        assert_eq!(heard.next().await, None);
    }

    #[tokio::test]
    async fn a_page_that_missed_something_looks_at_everything_again() {
        let (commit, committed) = broadcast::channel(2);
        let (_closer, closing) = Closing::new();
        let (_nobody, glances) = broadcast::channel(1);
        for position in 0..5 {
            commit.send(change("other", position)).unwrap();
        }
        let mut heard = Box::pin(changes(committed, of("mine"), glances, nothing, closing));
        assert_eq!(heard.next().await, Some(Told::Welcome));
        assert_eq!(heard.next().await, Some(Told::Missed));
    }

    #[tokio::test]
    async fn streams_end_when_the_house_closes() {
        let (_commit, committed) = broadcast::channel::<Change>(2);
        let (closer, closing) = Closing::new();
        let (_nobody, glances) = broadcast::channel(1);
        let mut heard = Box::pin(changes(committed, of("mine"), glances, nothing, closing));
        assert_eq!(heard.next().await, Some(Told::Welcome));
        closer.close();
        assert_eq!(tokio::time::timeout(Duration::from_secs(5), heard.next()).await, Ok(None));
    }

    #[test]
    fn only_what_may_be_seen_is_followed() {
        let query = "record=a&record=b&x=c&record=a";
        assert_eq!(asked(query, |record| record != "b"), BTreeSet::from(["a".to_owned()]));
        let many = "record=a&".repeat(RECORDS_MAX) + "record=z";
        assert!(!asked(&many, |_| true).contains("z"));
    }
}
