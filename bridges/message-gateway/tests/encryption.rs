//! Mail and the city's password go by TLS, to a server whose certificate is good; in clear only where the address says so.

use std::sync::Arc;
use std::time::Duration;

use message_gateway::keys::SmtpKeys;
use message_gateway::mail::WrongServer;
use message_gateway::reference::{ReferenceGateway, demonstration_keys};
use message_gateway::{MailGateway, NotSent, Trusted};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// An address of this machine that is not the loopback address, so that the city does not take it for one.
const ELSEWHERE: &str = "0.0.0.0";

/// An authority of one's own, and the certificate that it gave to the mail server.
struct Authority {
    pem: String,
    server: Arc<ServerConfig>,
}

impl Authority {
    fn of(host: &str) -> Self {
        let mut own = CertificateParams::default();
        own.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        own.distinguished_name.push(DnType::CommonName, "An authority of one's own");
        let key = KeyPair::generate().unwrap();
        let pem = own.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(own, key);
        let server_key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new([host.to_owned()])
            .unwrap()
            .signed_by(&server_key, &issuer)
            .unwrap();
        let private = PrivateKeyDer::try_from(server_key.serialize_der()).unwrap();
        let server = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], private)
            .unwrap();
        Self {
            pem,
            server: Arc::new(server),
        }
    }

    fn trusted(&self) -> Trusted<'_> {
        Trusted::Authority(self.pem.as_bytes())
    }
}

fn keys() -> SmtpKeys {
    let (_, keys) = demonstration_keys("滨周到").unwrap();
    SmtpKeys {
        user: Some("notice".to_owned()),
        password: Some("黄河入海流".to_owned()),
        ..keys
    }
}

async fn encrypting(authority: &Authority) -> ReferenceGateway {
    let (sms, _) = demonstration_keys("滨周到").unwrap();
    ReferenceGateway::start_with_certificate(&sms, Arc::clone(&authority.server))
        .await
        .unwrap()
}

fn elsewhere(address: &str) -> String {
    address.replace("127.0.0.1", ELSEWHERE)
}

async fn send(address: &str, keys: &SmtpKeys, trusted: Trusted<'_>) -> Result<(), NotSent> {
    let mails = MailGateway::new(address, keys, trusted)
        .unwrap()
        .with_patience(Duration::from_secs(5));
    mails.send("m-0", "li@example.cn", "题目", "已受理").await
}

#[tokio::test]
async fn mail_and_password_go_by_tls() {
    let authority = Authority::of(ELSEWHERE);
    let reference = encrypting(&authority).await;
    for address in [reference.smtp_address(), reference.smtps_address().unwrap()] {
        let address = elsewhere(&address);
        assert_eq!(send(&address, &keys(), authority.trusted()).await, Ok(()), "{address}");
    }
    let mails = reference.mails();
    assert_eq!((mails.len(), mails[0].handed_over), (1, 2), "one Message-ID");
    assert!(mails[0].by_tls);
}

#[tokio::test]
async fn a_server_with_a_strange_certificate_gets_nothing() {
    let (own, other) = (Authority::of(ELSEWHERE), Authority::of(ELSEWHERE));
    let of_another_host = Authority::of("mail.example.cn");
    for (server, trusted) in [
        (&own, other.trusted()),
        (&own, Trusted::OfTheMachine),
        (&of_another_host, of_another_host.trusted()),
    ] {
        let reference = encrypting(server).await;
        for address in [reference.smtp_address(), reference.smtps_address().unwrap()] {
            let refused = send(&elsewhere(&address), &keys(), trusted).await;
            assert!(
                matches!(&refused, Err(NotSent::Later(why)) if why.contains("certificate")),
                "{address}: {refused:?}"
            );
        }
        assert_eq!(reference.mails(), []);
    }
}

#[tokio::test]
async fn a_server_that_offers_no_tls_gets_mail_only_where_the_address_says_so() {
    let (sms, without_password) = demonstration_keys("滨周到").unwrap();
    let reference = ReferenceGateway::start(&sms).await.unwrap();
    let address = elsewhere(&reference.smtp_address());
    for keys in [keys(), without_password.clone()] {
        let refused = send(&address, &keys, Trusted::OfTheMachine).await;
        assert!(
            matches!(&refused, Err(NotSent::Later(why)) if why.contains("STARTTLS")),
            "{refused:?}"
        );
    }
    assert_eq!(reference.mails(), []);
    let plain = address.replace("smtp://", "smtp+plain://");
    assert_eq!(send(&plain, &without_password, Trusted::OfTheMachine).await, Ok(()));
    assert!(!reference.mails()[0].by_tls);
}

#[test]
fn a_file_that_holds_no_certificate_is_no_authority() {
    for pem in ["", "a word", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"] {
        let wrong = MailGateway::new("smtp://mail.example.cn", &keys(), Trusted::Authority(pem.as_bytes()));
        assert_eq!(wrong.unwrap_err(), WrongServer::Authority, "{pem}");
    }
}
