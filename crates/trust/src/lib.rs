//! Whom the city believes when it speaks TLS: receivers of events, a database, an object store.

use std::sync::Arc;

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
    /// Those of a private authority, and no others.
    AuthorityAlone(&'a [u8]),
    /// Nobody's: where TLS is not spoken.
    Nobody,
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

/// How TLS is spoken: certificate and name of whoever answers are checked, always.
///
/// # Errors
/// When the authority's certificates cannot be read.
pub fn speaking(trusted: Trusted<'_>) -> Result<ClientConfig, Untrusted> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots(trusted)?)
        .with_no_client_auth();
    Ok(config)
}

fn roots(trusted: Trusted<'_>) -> Result<RootCertStore, Untrusted> {
    let mut roots = RootCertStore::empty();
    match trusted {
        Trusted::OfTheMachine => of_the_machine(&mut roots),
        Trusted::AndAuthority(pem) => {
            of_the_machine(&mut roots);
            of_authority(&mut roots, pem)?;
        }
        Trusted::AuthorityAlone(pem) => of_authority(&mut roots, pem)?,
        Trusted::Nobody => {}
    }
    Ok(roots)
}

fn of_the_machine(roots: &mut RootCertStore) {
    let known = rustls_native_certs::load_native_certs();
    for error in &known.errors {
        tracing::warn!(%error, "certificates of the machine's authorities could not be read");
    }
    roots.add_parsable_certificates(known.certs);
}

fn of_authority(roots: &mut RootCertStore, pem: &[u8]) -> Result<(), Untrusted> {
    let wrong = |reason: String| Untrusted::Authority(reason);
    let before = roots.len();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
        roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
    }
    if roots.len() == before {
        return Err(wrong("there are none in the file".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_alone_is_nobody_else() {
        let own = rcgen::generate_simple_self_signed(["db.example".to_owned()]).unwrap();
        let pem = own.cert.pem();
        assert_eq!(roots(Trusted::AuthorityAlone(pem.as_bytes())).unwrap().len(), 1);
    }

    #[test]
    fn a_file_without_certificates_is_no_authority() {
        let refused = speaking(Trusted::AuthorityAlone(b"nothing")).unwrap_err();
        assert!(refused.to_string().contains("there are none in the file"), "{refused}");
    }
}
