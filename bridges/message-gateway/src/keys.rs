//! The secrets with which the city shows itself to its gateways, from a file that only the program reads.

use std::path::Path;

use serde::Deserialize;

/// The secrets of both gateways.
///
/// ```toml
/// [sms]
/// id = "binzhou"
/// secret = "…"
/// sign = "滨周到"
///
/// [smtp]
/// from = "notice@example.cn"
/// user = "notice"         # neither, if the server asks for none
/// password = "…"
/// ```
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayKeys {
    /// Of the SMS gateway.
    #[serde(default)]
    pub sms: Option<SmsKeys>,
    /// Of the mail server.
    #[serde(default)]
    pub smtp: Option<SmtpKeys>,
}

/// What the SMS gateway gave the city.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsKeys {
    /// The name of the key.
    pub id: String,
    /// The shared secret that signs requests and receipts.
    pub secret: String,
    /// The signature that stands before each text: 【滨周到】.
    pub sign: String,
}

/// What the mail server gave the city.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpKeys {
    /// The address from which mails come.
    pub from: String,
    /// The name with which the city signs in.
    #[serde(default)]
    pub user: Option<String>,
    /// The password.
    #[serde(default)]
    pub password: Option<String>,
}

/// Why the file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// It cannot be read.
    #[error("the gateways' keys cannot be read from {file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// Why.
        error: std::io::Error,
    },
    /// It is not what it should be. The reason names places, no values.
    #[error("the gateways' keys in {file} are not [sms] id, secret, sign and [smtp] from, user, password")]
    Wrong {
        /// The file.
        file: String,
    },
}

impl GatewayKeys {
    /// Reads them from a file.
    ///
    /// # Errors
    /// When the file cannot be read or is something else.
    pub fn read(file: &Path) -> Result<Self, KeysError> {
        let name = file.display().to_string();
        let text = std::fs::read(file).map_err(|error| KeysError::Unreadable {
            file: name.clone(),
            error,
        })?;
        toml_edit::de::from_slice(&text).map_err(|_| KeysError::Wrong { file: name })
    }
}

/// Secrets never print themselves.
impl std::fmt::Debug for GatewayKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("GatewayKeys")
    }
}

impl std::fmt::Debug for SmsKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SmsKeys({})", self.id)
    }
}

impl std::fmt::Debug for SmtpKeys {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SmtpKeys({})", self.from)
    }
}
