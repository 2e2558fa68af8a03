//! A witness as another organ runs it, spoken to over HTTP.

use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;

use proof::{
    Consistency, Hash, Head, KeyName, Note, Origin, Signatory, SigningKey, Submission, Suite, Tile, Tree, VerifyingKey,
    consistency,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use witness::{Answer, KeyFileError, Memory, MemoryError, NotAnswered, Trusted, Witness, WitnessAddress, WitnessError, open_key};

/// A city's log, in memory.
struct Log {
    key: SigningKey,
    origin: Origin,
    leaves: Vec<Hash>,
}

impl Log {
    fn new(suite: Suite, events: impl IntoIterator<Item = u32>) -> Self {
        let origin = Origin::new(371_600, 1, suite);
        let leaves = events.into_iter().map(|event| suite.leaf(&event.to_be_bytes()));
        Self {
            key: SigningKey::new(Signatory::Log, KeyName::of_log(&origin), &[7; 32]),
            leaves: leaves.collect(),
            origin,
        }
    }

    fn tree(&self, size: usize) -> Tree {
        let mut tree = Tree::new(self.origin.suite());
        for leaf in &self.leaves[..size] {
            tree.append(*leaf);
        }
        tree
    }

    fn head(&self, size: usize) -> Note {
        let head = Head {
            origin: self.origin.clone(),
            size: size as u64,
            root: self.tree(size).root(),
            at: 1_795_936_235_000,
        };
        Note::new(head.to_string()).signed(&self.key, 0)
    }

    /// That the log of the later size begins with the earlier; these logs are shorter than a tile.
    fn grown(&self, earlier: usize, later: usize) -> Consistency {
        let tile = |tile: Tile| {
            assert_eq!(tile.level, 0, "a log of these tests fits into one tile");
            Ok::<_, std::convert::Infallible>(self.leaves[..later].to_vec())
        };
        let proof = consistency(self.origin.suite(), earlier as u64, later as u64, tile);
        proof.unwrap().unwrap()
    }

    fn shown(&self, earlier: usize, size: usize) -> Submission {
        Submission {
            earlier: earlier as u64,
            grown: self.grown(earlier, size),
            note: self.head(size),
        }
    }
}

/// A witness that answers until it is stopped.
struct Running {
    address: WitnessAddress,
    url: String,
    serving: JoinHandle<()>,
}

impl Running {
    async fn start(folder: &Path, logs: Vec<VerifyingKey>) -> Self {
        let name = KeyName::new("archive.example/witness").unwrap();
        let key = open_key(&folder.join("key"), Some(&name)).unwrap();
        let witness = Witness::new(key, Memory::open(&folder.join("seen")).unwrap(), logs).unwrap();
        let verifying = witness.verifying();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move { axum::serve(listener, witness.routes()).await.unwrap() });
        Self {
            address: WitnessAddress::new(&url, verifying, Trusted::Nobody).unwrap(),
            url,
            serving,
        }
    }

    async fn stop(self) {
        self.serving.abort();
        assert!(self.serving.await.unwrap_err().is_cancelled());
    }
}

#[tokio::test]
async fn a_log_that_only_grows_is_countersigned() {
    for suite in [Suite::Sha256, Suite::Sm3] {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(suite, 0..20);
        let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
        assert_eq!(witness.address.last(&log.origin).await, Ok(None));
        for (earlier, size) in [(0, 5), (5, 5), (5, 8), (8, 20)] {
            let shown = log.shown(earlier, size);
            let Ok(Answer::Countersigned(note, at)) = witness.address.show(&shown).await else {
                panic!("{earlier} to {size} is not countersigned");
            };
            assert_eq!(note.verify(&log.key.verifying()), Ok(None));
            assert_eq!(note.verify(witness.address.key()), Ok(Some(at)));
            assert_eq!(witness.address.last(&log.origin).await, Ok(Some(note)));
        }
    }
}

/// A proxy that speaks TLS in front of a witness, under a certificate that names `localhost`; answers its address and the certificate.
async fn encrypted(witness: &Running) -> (String, String) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let (acceptor, listener) = (
        TlsAcceptor::from(Arc::new(config)),
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap(),
    );
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let behind = witness.url.strip_prefix("http://").unwrap().to_owned();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            // Whoever does not believe the certificate hangs up.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut witness = TcpStream::connect(&behind).await.unwrap();
            tokio::spawn(async move { tokio::io::copy_bidirectional(&mut stream, &mut witness).await });
        }
    });
    (url, made.cert.pem())
}

#[tokio::test]
async fn a_witness_that_speaks_tls_is_believed_by_its_authority_and_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(Suite::Sha256, 0..20);
    let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
    let (url, authority) = encrypted(&witness).await;
    let asked = async |url: &str, trusted: Trusted<'_>| {
        let address = WitnessAddress::new(url, witness.address.key().clone(), trusted).unwrap();
        address.show(&log.shown(0, 5)).await
    };
    let believed = Trusted::AndAuthority(authority.as_bytes());
    let stranger = asked(&url, Trusted::OfTheMachine).await;
    assert!(
        matches!(&stranger, Err(NotAnswered::Later(why)) if why.contains("certificate")),
        "{stranger:?}"
    );
    let elsewhere = asked(&url.replace("localhost", "127.0.0.1"), believed).await;
    assert!(
        matches!(&elsewhere, Err(NotAnswered::Later(why)) if why.contains("certificate")),
        "{elsewhere:?}"
    );
    let answer = asked(&url, believed).await;
    assert!(matches!(answer, Ok(Answer::Countersigned(..))), "{answer:?}");
}

#[tokio::test]
async fn what_was_seen_is_remembered_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(Suite::Sha256, 0..20);
    let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
    let answer = witness.address.show(&log.shown(0, 8)).await;
    assert!(matches!(answer, Ok(Answer::Countersigned(..))));
    let key = witness.address.key().clone();
    let taken = Memory::open(&folder.path().join("seen")).unwrap_err();
    assert!(matches!(taken, MemoryError::Taken(_)), "{taken}");
    witness.stop().await;

    let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
    assert_eq!(*witness.address.key(), key, "its key lies in the file");
    assert_eq!(witness.address.show(&log.shown(0, 20)).await, Ok(Answer::HasSeen(8)));
    let answer = witness.address.show(&log.shown(8, 20)).await;
    assert!(matches!(answer, Ok(Answer::Countersigned(..))));
    assert_eq!(witness.address.show(&log.shown(8, 20)).await, Ok(Answer::HasSeen(20)));
}

#[tokio::test]
async fn a_log_that_was_rewritten_is_refused_though_its_own_key_has_signed_it() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(Suite::Sha256, 0..20);
    let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
    let answer = witness.address.show(&log.shown(0, 8)).await;
    assert!(matches!(answer, Ok(Answer::Countersigned(..))));
    let forked = Log::new(Suite::Sha256, (0..20).map(|event| if event == 3 { 99 } else { event }));
    for (earlier, size) in [(8, 20), (8, 9), (8, 8)] {
        let answer = witness.address.show(&forked.shown(earlier, size)).await;
        assert_eq!(answer, Ok(Answer::Refused), "{earlier} to {size}");
    }
    // It was not believed, so the honest log goes on.
    let answer = witness.address.show(&log.shown(8, 20)).await;
    assert!(matches!(answer, Ok(Answer::Countersigned(..))));
}

#[tokio::test]
async fn what_cannot_be_judged_is_answered_as_the_protocol_says() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(Suite::Sha256, 0..20);
    let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
    let stranger = Log::new(Suite::Sm3, 0..20);
    assert_eq!(
        witness.address.show(&stranger.shown(0, 8)).await,
        Err(NotAnswered::DoesNotWatch)
    );
    let mut forged = log.shown(0, 8);
    forged.note = Note::new(forged.note.text()).signed(
        &SigningKey::new(Signatory::Log, log.key.verifying().name().clone(), &[8; 32]),
        0,
    );
    assert_eq!(witness.address.show(&forged).await, Err(NotAnswered::DoesNotWatch));
    let good = log.shown(0, 8).to_string();
    for (body, status) in [
        (good.clone(), "200"),
        (good.replacen("old 0", "old 00", 1), "400"),
        (good.replacen("old 0", "old 9", 1), "400"),
        (good.replacen("old 0", "old 7", 1), "409"),
        ("old 8\n\n".to_owned(), "400"),
        (good.replacen("old 0\n", "old 8\n", 1), "200"),
        (good.replacen("old 0\n", &format!("old 8\n{}\n", log.leaves[0]), 1), "422"),
        (good.replacen("371600", "371700", 2), "404"),
        ("x".repeat(20 << 10), "413"),
    ] {
        let answer = raw(&witness.url, &body).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{body}\n{answer}");
        if status == "409" {
            assert!(
                answer.contains("content-type: text/x.tlog.size") && answer.ends_with("\r\n\r\n8\n"),
                "{answer}"
            );
        }
    }
}

/// Sends a body as it is.
async fn raw(url: &str, body: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(host).await.unwrap();
    let request = format!(
        "POST /add-checkpoint HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_memory_that_was_changed_makes_the_witness_silent() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::new(Suite::Sha256, 0..20);
    let witness = Running::start(folder.path(), vec![log.key.verifying()]).await;
    let answer = witness.address.show(&log.shown(0, 8)).await;
    assert!(matches!(answer, Ok(Answer::Countersigned(..))));
    let seen = std::fs::read_dir(folder.path().join("seen")).unwrap();
    let file = seen
        .map(|entry| entry.unwrap().path())
        .find(|path| path.extension().is_some());
    let file = file.expect("what it has seen");
    let kept = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, kept.replacen("\n8\n", "\n3\n", 1)).unwrap();
    let answer = witness.address.show(&log.shown(3, 20)).await;
    assert_eq!(answer, Err(NotAnswered::Later("it answers 500".to_owned())));
}

#[test]
fn a_key_file_is_its_owners_alone_and_is_never_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("key");
    let name = |name: &str| KeyName::new(name).unwrap();
    assert!(matches!(open_key(&file, None), Err(KeyFileError::NoName { .. })));
    let made = open_key(&file, Some(&name("archive.example"))).unwrap().verifying();
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(open_key(&file, None).unwrap().verifying(), made);
    let other = open_key(&file, Some(&name("audit.example")));
    assert!(matches!(other, Err(KeyFileError::OtherName { .. })));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(open_key(&file, None), Err(KeyFileError::Open { .. })));
    let wrong = folder.path().join("wrong");
    std::fs::write(&wrong, "PRIVATE+KEY+archive.example+00000000+BAAA").unwrap();
    std::fs::set_permissions(&wrong, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(open_key(&wrong, None), Err(KeyFileError::Wrong { .. })));
}

#[test]
fn a_witness_watches_logs_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let key = || SigningKey::new(Signatory::Witness, KeyName::new("archive.example").unwrap(), &[1; 32]);
    let memory = |name: &str| Memory::open(&folder.path().join(name)).unwrap();
    assert_eq!(Witness::new(key(), memory("a"), vec![]).unwrap_err(), WitnessError::NoLog);
    let other = Witness::new(key(), memory("b"), vec![key().verifying()]).unwrap_err();
    assert!(matches!(other, WitnessError::NoKeyOfALog(_)));
    let log = Log::new(Suite::Sha256, 0..1).key;
    let verifying = log.verifying();
    assert_eq!(
        Witness::new(log, memory("c"), vec![verifying]).unwrap_err(),
        WitnessError::OwnKey
    );
}
