//! The room as it stands in a running city.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use catalogue::Catalogue;
use front::{Dictionary, Language, Texts};
use ledger::{Ledger, Unavailable};
use message_gateway::{MailGateway, SmsGateway};
use people::People;

use crate::record::{Channel, Messages};
use crate::sending::Sending;
use crate::{api, foreseen, pages, recovered, sending, telling, unread, views};

/// The ways out of the house; none of them is needed.
#[derive(Clone, Debug, Default)]
pub struct Gateways {
    /// To phones.
    pub sms: Option<SmsGateway>,
    /// To mailboxes.
    pub mail: Option<MailGateway>,
}

/// The room. Cheap to clone.
#[derive(Clone)]
pub struct MessageRoom {
    inner: Arc<Inner>,
}

struct Inner {
    people: People,
    catalogue: Catalogue,
    dictionary: Arc<Dictionary>,
    /// The address under which people reach the city: what short links begin with.
    address: Box<str>,
    gateways: Gateways,
    channels: Vec<Channel>,
    /// Keeps codes from being found again from the database alone.
    pepper: [u8; 32],
}

impl MessageRoom {
    /// Makes the room's record and tables known to the ledger, which must not have started yet, and has it follow what
    /// happens to applications.
    ///
    /// # Errors
    /// When the ledger refuses the record or its tables.
    pub fn open(
        people: People,
        catalogue: Catalogue,
        dictionary: Arc<Dictionary>,
        address: &str,
        gateways: Gateways,
    ) -> Result<Self, Unavailable> {
        let ledger = people.ledger().clone();
        ledger.register::<Messages>()?;
        ledger.keep_beside(&views::BESIDE_THE_LOG)?;
        let sms = gateways.sms.as_ref().map(|_| Channel::Sms);
        let email = gateways.mail.as_ref().map(|_| Channel::Email);
        if gateways.sms.is_some() {
            people.prove_phones_at(pages::PHONE_CODES);
        }
        let mut pepper = [0; 32];
        getrandom::fill(&mut pepper).map_err(|error| Unavailable(error.to_string()))?;
        let room = Self {
            inner: Arc::new(Inner {
                people,
                catalogue,
                dictionary,
                address: address.trim_end_matches('/').into(),
                gateways,
                channels: sms.into_iter().chain(email).collect(),
                pepper,
            }),
        };
        telling::react(&room);
        foreseen::react(&room);
        recovered::react(&room);
        Ok(room)
    }

    /// Takes texts to the gateways until what is returned is dropped. Without a gateway there is nothing to do.
    #[must_use]
    pub fn start_sending(&self) -> Sending {
        sending::start(self)
    }

    /// The room's pages and its part of the API.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        pages::routes().merge(api::routes()).with_state(self.clone())
    }

    /// Lays around all rooms what counts the reader's unread messages; inside the session layer, which says who reads.
    pub fn counting<S: Clone + Send + Sync + 'static>(&self, rooms: Router<S>) -> Router<S> {
        rooms.layer(from_fn_with_state(self.clone(), unread::count))
    }

    pub(crate) fn ledger(&self) -> &Ledger {
        self.inner.people.ledger()
    }

    pub(crate) fn people(&self) -> &People {
        &self.inner.people
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.inner.catalogue
    }

    pub(crate) fn address(&self) -> &str {
        &self.inner.address
    }

    pub(crate) fn gateways(&self) -> &Gateways {
        &self.inner.gateways
    }

    /// Now, in the time of codes: that of sessions, whatever the city's date.
    pub(crate) fn real_time(&self) -> i64 {
        self.inner.people.real_time()
    }

    pub(crate) fn pepper(&self) -> &[u8] {
        &self.inner.pepper
    }

    /// The ways by which texts can leave the house here.
    pub(crate) fn channels(&self) -> &[Channel] {
        &self.inner.channels
    }

    /// Everything in a language, for texts that leave the house.
    pub(crate) fn texts(&self, language: Language) -> Texts {
        Texts::new(language, Arc::clone(&self.inner.dictionary))
    }
}

impl std::fmt::Debug for MessageRoom {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MessageRoom")
    }
}
