//! An object store for tests: a real server that speaks S3, in a process of its own. `ZHOUDAO_TEST_OBJECT_STORE` names the program
//! (`script/with-object-store`). Where `ZHOUDAO_TEST_FILES` says `store`, tests of attachments run on it instead of a folder.

use std::env;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use ledger::{Attachments, Bucket, StoreCredentials};

const BUCKET: &str = "papers";
const PREFIX: &str = "city/files";
const KEY: &str = "test-city";
const SECRET: &str = "test-secret";

/// A server with one bucket; it ends with whoever holds it.
#[derive(Debug)]
pub struct ObjectStore {
    disk: tempfile::TempDir,
    address: SocketAddr,
    server: Option<Child>,
}

impl ObjectStore {
    /// Starts one on a port of its own.
    ///
    /// # Panics
    /// When it cannot be started.
    #[must_use]
    pub fn start() -> Self {
        let disk = tempfile::tempdir().expect("a folder for the store");
        std::fs::create_dir(disk.path().join(BUCKET)).expect("a bucket");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let mut store = Self {
            disk,
            address: free.expect("a free port"),
            server: None,
        };
        store.go_on();
        store
    }

    /// The same with tests that are to run on an object store; none where they are to run on a folder.
    #[must_use]
    pub fn if_wanted() -> Option<Self> {
        env::var("ZHOUDAO_TEST_FILES")
            .is_ok_and(|files| files == "store")
            .then(Self::start)
    }

    /// Starts the server again after it was killed, with what it had kept.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn go_on(&mut self) {
        let program =
            env::var("ZHOUDAO_TEST_OBJECT_STORE").expect("an object store for tests: run them through script/with-object-store");
        let server = Command::new(program)
            .args(["--host", "127.0.0.1", "--port", &self.address.port().to_string()])
            .args(["--access-key", KEY, "--secret-key", SECRET])
            .arg(self.disk.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        self.server = Some(server.expect("the store starts"));
        while TcpStream::connect(self.address).is_err() {
            let ended = self.server.as_mut().and_then(|server| server.try_wait().ok().flatten());
            assert!(ended.is_none(), "the store ended at once: {ended:?}");
            thread::yield_now();
        }
    }

    /// Kills the server: nothing that it has begun is finished.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            // One that has ended by itself is dead too.
            let _ = server.kill();
            let _ = server.wait();
        }
    }

    /// Where a city puts its attachments.
    #[must_use]
    pub fn attachments(&self) -> Attachments {
        self.attachments_with(SECRET)
    }

    /// The same for somebody who does not know the secret.
    #[must_use]
    pub fn attachments_of_a_stranger(&self) -> Attachments {
        self.attachments_with("another")
    }

    fn attachments_with(&self, secret: &str) -> Attachments {
        let address = format!("s3://{BUCKET}/{PREFIX}").parse().expect("it is a bucket");
        let endpoint = format!("http://{}", self.address).parse().expect("it is an endpoint");
        Attachments::InBucket(Bucket::new(address, StoreCredentials::new(KEY, secret)).with_endpoint(endpoint))
    }

    /// How the program is told of it.
    #[must_use]
    pub fn arguments(&self) -> [String; 4] {
        let (bucket, endpoint) = (format!("s3://{BUCKET}/{PREFIX}"), format!("http://{}", self.address));
        ["--files".to_owned(), bucket, "--files-endpoint".to_owned(), endpoint]
    }

    /// By what it knows the city, as the environment says it.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &'static str); 2] {
        [("AWS_ACCESS_KEY_ID", KEY), ("AWS_SECRET_ACCESS_KEY", SECRET)]
    }

    /// Where it keeps a stored file.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.files().join(&name[..2]).join(name)
    }

    /// The folder in which it keeps all of them.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.disk.path().join(BUCKET).join(PREFIX)
    }

    /// How many files its disk holds, whole or in the making.
    #[must_use]
    pub fn count(&self) -> usize {
        count(self.disk.path())
    }
}

impl Drop for ObjectStore {
    fn drop(&mut self) {
        self.kill();
    }
}

fn count(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let entries = entries.flatten().map(|entry| match entry.path() {
        folder if folder.is_dir() => count(&folder),
        _ => 1,
    });
    entries.sum()
}
