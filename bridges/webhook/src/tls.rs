//! Whom the city believes when it speaks TLS.

use std::sync::Arc;

use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Whose certificates count.
#[derive(Clone, Copy, Debug)]
pub enum Trusted<'a> {
    /// Those of the authorities that this machine knows.
    OfTheMachine,
    /// Those of a private authority, beside them: its certificates (PEM).
    AndAuthority(&'a [u8]),
}

/// Why certificates cannot be checked.
#[derive(Debug, thiserror::Error)]
pub enum Untrusted {
    /// The file is none of certificates.
    #[error("the authority's certificates cannot be read: {0}")]
    Authority(String),
    /// TLS cannot be set up.
    #[error("TLS cannot be used: {0}")]
    Tls(#[from] tokio_rustls::rustls::Error),
}

/// What speaks TLS with receivers.
pub(crate) fn connector(trusted: Trusted<'_>) -> Result<TlsConnector, Untrusted> {
    let mut roots = RootCertStore::empty();
    let known = rustls_native_certs::load_native_certs();
    for error in &known.errors {
        tracing::warn!(%error, "certificates of the machine's authorities could not be read");
    }
    roots.add_parsable_certificates(known.certs);
    if let Trusted::AndAuthority(pem) = trusted {
        let wrong = |reason: String| Untrusted::Authority(reason);
        let mut count = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
            roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
            count += 1;
        }
        if count == 0 {
            return Err(wrong("there are none in the file".to_owned()));
        }
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
