//! Stored files in a bucket of an object store, under the names that they have in a folder: `ab/abcdef…`.
//!
//! Requests are made on threads of the store's own: whoever waits for an answer may be of any runtime or none.

mod speaking;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path as Key;
use object_store::{BackoffConfig, ObjectStore, ObjectStoreExt, RetryConfig};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::io::StreamReader;

use self::speaking::Speaking;
use super::FileName;
use super::bucket::Bucket;
use super::error::FileError;
use crate::error::OpenError;
use crate::waiting::wait;

/// Bytes that are sent in one request, and that lie in memory meanwhile; every store takes parts of five megabytes and more.
const PART_BYTES: usize = 8 << 20;
/// Pieces that are read ahead of a slow receiver.
const AHEAD_MAX: usize = 2;
/// How often a request is made again, and for how long: somebody waits for the answer.
const RETRIES_MAX: usize = 3;
const RETRYING_MAX: Duration = Duration::from_secs(10);
/// How long nothing may come of a file that is on its way.
const SILENCE_MAX: Duration = Duration::from_secs(30);

/// A bucket that is spoken to.
pub(crate) struct Store {
    bucket: Bucket,
    objects: Arc<AmazonS3>,
    runtime: Option<Runtime>,
}

impl Store {
    /// The way to a bucket.
    pub(super) fn new(bucket: &Bucket) -> Result<Self, OpenError> {
        let wrong = |reason: String| refused(bucket, reason);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("ledger-store")
            .enable_all()
            .build()
            .map_err(|error| wrong(format!("no thread for its connections: {error}")))?;
        Ok(Self {
            bucket: bucket.clone(),
            objects: Arc::new(objects(bucket).map_err(wrong)?),
            runtime: Some(runtime),
        })
    }

    /// Looks whether the bucket is there and lets the city in; says what the operator should know where it cannot be reached now.
    pub(super) fn look(&self) -> Result<Option<String>, OpenError> {
        let (objects, prefix) = (Arc::clone(&self.objects), self.prefix());
        let looked = wait(self.on_its_threads(async move { Ok(objects.list(Some(&prefix)).next().await.transpose()) }));
        match looked {
            Ok(Ok(_)) => Ok(None),
            Ok(Err(error)) if speaking::is_out_of_reach(&error) => Ok(Some(format!(
                "the attachments in {} cannot be reached now ({}): papers are neither taken in nor shown until they can",
                self.bucket,
                innermost(&error)
            ))),
            Ok(Err(error)) => Err(refused(&self.bucket, innermost(&error))),
            Err(error) => Err(refused(&self.bucket, error.to_string())),
        }
    }

    /// Sends a file in parts; nothing is there before all of it is.
    pub(super) async fn place(&self, from: &Path, name: &FileName) -> Result<(), FileError> {
        let (objects, key, from) = (Arc::clone(&self.objects), self.key(name), from.to_path_buf());
        self.on_its_threads(async move { send(&objects, &key, from).await }).await
    }

    pub(super) async fn read(&self, name: &FileName) -> Result<Box<dyn AsyncRead + Send + Sync + Unpin>, FileError> {
        let (objects, key) = (Arc::clone(&self.objects), self.key(name));
        let (sender, receiver) = mpsc::channel(AHEAD_MAX);
        self.on_its_threads(async move {
            let found = objects.get(&key).await.map_err(fault)?;
            tokio::spawn(pass_on(found, sender));
            Ok(())
        })
        .await?;
        Ok(Box::new(StreamReader::new(ReceiverStream::new(receiver))))
    }

    pub(super) async fn holds(&self, name: &FileName) -> Result<bool, FileError> {
        let (objects, key) = (Arc::clone(&self.objects), self.key(name));
        self.on_its_threads(async move {
            match objects.head(&key).await.map_err(fault) {
                Ok(_) => Ok(true),
                Err(FileError::Missing) => Ok(false),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// Removes a file; that it is not there is no error.
    pub(super) async fn remove(&self, name: &FileName) -> Result<(), FileError> {
        let (objects, key) = (Arc::clone(&self.objects), self.key(name));
        self.on_its_threads(async move {
            match objects.delete(&key).await.map_err(fault) {
                Ok(()) | Err(FileError::Missing) => Ok(()),
                Err(error) => Err(error),
            }
        })
        .await
    }

    /// The names and lengths of all.
    pub(super) async fn list(&self) -> Result<Vec<(String, u64)>, FileError> {
        let (objects, prefix) = (Arc::clone(&self.objects), self.prefix());
        self.on_its_threads(async move {
            let mut stored = Vec::new();
            let mut listed = objects.list(Some(&prefix));
            while let Some(object) = listed.next().await {
                let object = object.map_err(fault)?;
                let name = FileName::try_from(object.location.filename().unwrap_or_default().to_owned());
                // Below the same prefix another city may lie.
                if let Ok(name) = name
                    && object.location == key(&prefix, &name)
                {
                    stored.push((name.into(), object.size));
                }
            }
            stored.sort();
            Ok(stored)
        })
        .await
    }

    async fn on_its_threads<T: Send + 'static>(
        &self,
        work: impl Future<Output = Result<T, FileError>> + Send + 'static,
    ) -> Result<T, FileError> {
        let unfinished = || FileError::Store("the request was not finished".to_owned());
        let runtime = self.runtime.as_ref().ok_or_else(unfinished)?;
        runtime.spawn(work).await.map_err(|_| unfinished())?
    }

    fn prefix(&self) -> Key {
        Key::from(self.bucket.address().prefix())
    }

    fn key(&self, name: &FileName) -> Key {
        key(&self.prefix(), name)
    }
}

fn key(prefix: &Key, name: &FileName) -> Key {
    prefix.clone().join(name.initial()).join(name.as_str())
}

impl Drop for Store {
    fn drop(&mut self) {
        // It may be dropped on a thread that must not wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn objects(bucket: &Bucket) -> Result<AmazonS3, String> {
    let credentials = bucket.credentials();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket.address().bucket())
        .with_region(bucket.region())
        .with_access_key_id(credentials.id())
        .with_secret_access_key(credentials.secret())
        .with_retry(RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: RETRIES_MAX,
            retry_timeout: RETRYING_MAX,
        })
        .with_http_connector(Speaking::with(bucket.authority())?);
    if let Some(token) = credentials.token() {
        builder = builder.with_token(token);
    }
    if let Some(endpoint) = bucket.endpoint() {
        builder = builder.with_endpoint(endpoint.url()).with_allow_http(endpoint.is_in_clear());
    }
    builder.build().map_err(|error| error.to_string())
}

async fn send(objects: &AmazonS3, key: &Key, from: PathBuf) -> Result<(), FileError> {
    let mut file = File::open(from).await?;
    let mut part = read_part(&mut file).await?;
    if part.len() < PART_BYTES {
        objects.put(key, part.into()).await.map_err(fault)?;
        return Ok(());
    }
    let mut upload = objects.put_multipart(key).await.map_err(fault)?;
    let sent = async {
        while !part.is_empty() {
            upload.put_part(part.into()).await.map_err(fault)?;
            part = read_part(&mut file).await?;
        }
        upload.complete().await.map_err(fault)
    };
    if let Err(error) = sent.await {
        if let Err(error) = upload.abort().await {
            tracing::warn!(%error, "parts of an attachment that was not sent whole stay in the object store until its rules remove them");
        }
        return Err(error);
    }
    Ok(())
}

async fn read_part(file: &mut File) -> Result<Bytes, FileError> {
    let mut part = Vec::with_capacity(PART_BYTES);
    file.take(PART_BYTES as u64).read_to_end(&mut part).await?;
    Ok(part.into())
}

/// Gives what comes to whoever reads, who may leave at any time.
async fn pass_on(found: object_store::GetResult, to: mpsc::Sender<std::io::Result<Bytes>>) {
    let mut stream = found.into_stream();
    loop {
        let next = match tokio::time::timeout(SILENCE_MAX, stream.next()).await {
            Ok(None) => return,
            Ok(Some(next)) => next.map_err(std::io::Error::other),
            Err(_) => Err(std::io::Error::new(
                std::io::ErrorKind::TimedOut,
                "the object store sends nothing any more",
            )),
        };
        let is_the_end = next.is_err();
        if to.send(next).await.is_err() || is_the_end {
            return;
        }
    }
}

fn fault(error: object_store::Error) -> FileError {
    if matches!(error, object_store::Error::NotFound { .. }) {
        return FileError::Missing;
    }
    FileError::Store(innermost(&error))
}

fn innermost(error: &object_store::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

fn refused(bucket: &Bucket, reason: String) -> OpenError {
    OpenError::Attachments {
        bucket: bucket.to_string(),
        reason,
    }
}
