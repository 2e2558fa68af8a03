//! An event on its way to a receiver, over real connections.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::serve::Listener;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;
use webhook::reference::{Mood, PATH, ReferenceReceiver};
use webhook::{Address, Courier, NotTaken, Obstacle, Reach, Secret, Trusted};

const BODY: &[u8] = br#"{"specversion":"1.0","id":"371600/7"}"#;

fn to_this_machine() -> Reach {
    Reach::with(vec!["127.0.0.0/8".parse().unwrap()])
}

fn courier() -> Courier {
    Courier::new(to_this_machine(), Trusted::OfTheMachine).unwrap()
}

async fn receiver(secret: &Secret) -> (ReferenceReceiver, Address) {
    let receiver = ReferenceReceiver::start().await.unwrap();
    receiver.shares(secret.clone());
    let address = Address::read(receiver.address()).unwrap();
    (receiver, address)
}

async fn sent(courier: &Courier, address: &Address, secrets: &[Secret]) -> Result<(), NotTaken> {
    courier.take(address, secrets, "371600-7", BODY.to_vec()).await
}

fn reason(sent: Result<(), NotTaken>) -> String {
    sent.expect_err("it was taken").to_string()
}

#[tokio::test]
async fn a_receiver_takes_what_is_signed_with_its_secret_and_nothing_else() {
    let secret = Secret::drawn().unwrap();
    let (receiver, address) = receiver(&secret).await;
    let foreign = Secret::drawn().unwrap();
    assert_eq!(
        reason(sent(&courier(), &address, std::slice::from_ref(&foreign)).await),
        "the receiver answered 401"
    );
    assert!(receiver.arrived().is_empty());
    sent(&courier(), &address, &[foreign, secret]).await.unwrap();
    let arrived = receiver.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(
        (arrived[0].id.as_str(), &arrived[0].event["id"]),
        ("371600-7", &"371600/7".into())
    );
}

#[tokio::test]
async fn what_a_receiver_answers_is_understood() {
    let secret = Secret::drawn().unwrap();
    let (receiver, address) = receiver(&secret).await;
    let (courier, secrets) = (courier(), [secret]);
    receiver.once(Mood::Answers(410));
    assert_eq!(sent(&courier, &address, &secrets).await, Err(NotTaken::Gone));
    receiver.once(Mood::Answers(500));
    assert_eq!(reason(sent(&courier, &address, &secrets).await), "the receiver answered 500");
    receiver.once(Mood::Busy(120));
    let busy = sent(&courier, &address, &secrets).await;
    assert_eq!(
        busy,
        Err(NotTaken::Later {
            obstacle: Obstacle::Answered(503),
            after: Some(Duration::from_secs(120))
        })
    );
    receiver.once(Mood::Slow(Duration::from_secs(30)));
    let impatient = courier.clone().with_patience(Duration::from_millis(300));
    assert_eq!(
        reason(sent(&impatient, &address, &secrets).await),
        "the receiver did not answer in time"
    );
    sent(&courier, &address, &secrets).await.unwrap();
    assert_eq!(receiver.arrived().len(), 1, "it had taken it before it was slow");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let secret = Secret::drawn().unwrap();
    let (inside, inside_address) = receiver(&secret).await;
    let (receiver, address) = receiver(&secret).await;
    receiver.once(Mood::Redirects(inside_address.text()));
    assert_eq!(
        reason(sent(&courier(), &address, &[secret]).await),
        "the receiver answered 307"
    );
    assert_eq!(inside.attempts(), 0);
}

#[tokio::test]
async fn without_leave_no_connection_is_made_into_the_own_network_whatever_it_is_called() {
    let secret = Secret::drawn().unwrap();
    let (receiver, address) = receiver(&secret).await;
    let courier = Courier::new(Reach::default(), Trusted::OfTheMachine).unwrap();
    let port = address.origin().rsplit_once(':').unwrap().1.to_owned();
    for host in ["127.0.0.1", "localhost", "127.1", "0x7f000001", "[::ffff:127.0.0.1]"] {
        let Ok(address) = Address::read(&format!("https://{host}:{port}{PATH}")) else {
            continue;
        };
        let refused = reason(sent(&courier, &address, std::slice::from_ref(&secret)).await);
        assert!(
            refused.contains("private network") || refused.contains("is not known"),
            "{host}: {refused}"
        );
    }
    assert!(reason(sent(&courier, &address, &[secret]).await).contains("--events-to"));
    assert_eq!(receiver.attempts(), 0);
}

#[tokio::test]
async fn a_receiver_that_is_not_there_is_told_so() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = Address::read(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    drop(listener);
    let secret = Secret::drawn().unwrap();
    assert_eq!(
        reason(sent(&courier(), &address, &[secret]).await),
        "the receiver cannot be reached"
    );
}

/// Connections that are encrypted.
struct Encrypted {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Encrypted {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, address) = self.listener.accept().await.expect("a connection");
            // Whoever does not believe the certificate hangs up.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

#[tokio::test]
async fn a_receiver_is_believed_only_by_a_certificate_of_a_trusted_authority() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let certificate: CertificateDer<'static> = made.cert.der().clone();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://localhost:{}{PATH}", listener.local_addr().unwrap().port());
    let encrypted = Encrypted {
        listener,
        acceptor: TlsAcceptor::from(Arc::new(config)),
    };
    let secret = Secret::drawn().unwrap();
    let receiver = ReferenceReceiver::on(encrypted, address.clone());
    receiver.shares(secret.clone());
    let address = Address::read(&address).unwrap();

    let refused = reason(sent(&courier(), &address, std::slice::from_ref(&secret)).await);
    assert!(refused.contains("TLS"), "{refused}");
    assert_eq!(receiver.attempts(), 0);

    let pem = made.cert.pem();
    let trusting = Courier::new(to_this_machine(), Trusted::AndAuthority(pem.as_bytes())).unwrap();
    sent(&trusting, &address, &[secret]).await.unwrap();
    assert_eq!(receiver.arrived().len(), 1);
    assert!(Courier::new(Reach::default(), Trusted::AndAuthority(b"none")).is_err());
}
