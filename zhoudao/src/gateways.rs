//! The ways out of the house: the gateways that the operator names, or, in a demonstration, the reference gateway on loopback.

use std::path::PathBuf;

use anyhow::Context;
use message_gateway::reference::{ReferenceGateway, demonstration_keys};
use message_gateway::{GatewayKeys, MailGateway, SmsGateway, Trusted};
use messages::Gateways;

/// Which gateways there are.
pub enum Ways {
    /// None: messages stay in the inbox.
    None,
    /// Those of the operator.
    Real {
        /// The SMS gateway's address.
        sms: Option<String>,
        /// The mail server's address.
        smtp: Option<String>,
        /// The file with the certificates of the authority that vouches for the mail server, if it is a private one.
        smtp_authority: Option<PathBuf>,
        /// The file with their secrets.
        keys: PathBuf,
    },
    /// The reference gateway, whose texts reach no phone and no mailbox.
    Reference,
}

/// Gateways that can be used.
pub struct Opened {
    pub gateways: Gateways,
    /// What answers them in a demonstration.
    pub reference: Option<ReferenceGateway>,
}

impl Ways {
    /// As typed; clap sees to it that an address does not come without keys.
    pub fn real(sms: Option<String>, smtp: Option<String>, smtp_authority: Option<PathBuf>, keys: Option<PathBuf>) -> Self {
        match keys {
            Some(keys) if sms.is_some() || smtp.is_some() => Self::Real {
                sms,
                smtp,
                smtp_authority,
                keys,
            },
            Some(_) | None => Self::None,
        }
    }
}

/// Makes them ready. Nothing is sent yet, and one that is down does not keep the city from opening.
///
/// # Errors
/// When an address or the keys cannot be used.
pub async fn open(ways: &Ways, brand: &str) -> anyhow::Result<Opened> {
    match ways {
        Ways::None => Ok(Opened {
            gateways: Gateways::default(),
            reference: None,
        }),
        Ways::Real {
            sms,
            smtp,
            smtp_authority,
            keys,
        } => {
            let keys = GatewayKeys::read(keys)?;
            let authority = smtp_authority.as_deref().map(|file| {
                std::fs::read(file).with_context(|| format!("the mail server's authority cannot be read from {}", file.display()))
            });
            let authority = authority.transpose()?;
            let trusted = authority.as_deref().map_or(Trusted::OfTheMachine, Trusted::Authority);
            let sms = sms.as_deref().map(|address| {
                let keys = keys.sms.as_ref().context("the gateways' keys have no [sms]")?;
                anyhow::Ok(SmsGateway::new(address, keys)?)
            });
            let mail = smtp.as_deref().map(|address| {
                let keys = keys.smtp.as_ref().context("the gateways' keys have no [smtp]")?;
                anyhow::Ok(MailGateway::new(address, keys, trusted)?)
            });
            Ok(Opened {
                gateways: Gateways {
                    sms: sms.transpose()?,
                    mail: mail.transpose()?,
                },
                reference: None,
            })
        }
        Ways::Reference => {
            let (sms, smtp) = demonstration_keys(brand)?;
            let reference = ReferenceGateway::start(&sms).await?;
            Ok(Opened {
                gateways: Gateways {
                    sms: Some(SmsGateway::new(&reference.sms_address(), &sms)?),
                    mail: Some(MailGateway::new(&reference.smtp_address(), &smtp, Trusted::OfTheMachine)?),
                },
                reference: Some(reference),
            })
        }
    }
}
