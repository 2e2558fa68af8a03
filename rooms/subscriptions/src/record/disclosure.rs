//! A disclosure (对外提供): personal values of a record go along with one event to one receiver. It is in the log before they leave,
//! with what the receiver needs them for and on which legal basis (网络数据安全管理条例 12: kept for three years at least; the log
//! keeps it for good). The values themselves are not in it.

use authority::acts;
use calendar::Moment;
use identity::RecordId;
use ledger::{CommandOf, Context, Decision, Record, Rows, Stamp, Table, values};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The kind of record: one for each event and receiver, however often the event is sent.
#[derive(Clone, Copy, Debug)]
pub enum Disclosures {}

/// What was disclosed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisclosureState {
    /// When; none before.
    pub at: Option<Moment>,
    /// The record whose values they are.
    pub subject: Option<RecordId>,
}

/// Writes down what is about to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclose {
    /// By which subscription.
    pub subscription: RecordId,
    /// Whom it reaches.
    pub origin: String,
    /// The position of the event.
    pub position: u64,
    /// The record whose values they are.
    pub subject: RecordId,
    /// Which fields.
    pub fields: Vec<String>,
    /// What the receiver needs them for.
    pub purpose: String,
    /// The legal basis.
    pub basis: String,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum DisclosureEvent {
    /// Values were about to leave.
    Disclosed {
        /// By which subscription.
        subscription: RecordId,
        /// Whom it reaches.
        origin: String,
        /// The position of the event.
        position: u64,
        /// The record whose values they are.
        subject: RecordId,
        /// Which fields.
        fields: Vec<String>,
        /// What the receiver needs them for.
        purpose: String,
        /// The legal basis.
        basis: String,
    },
}

/// A disclosure refuses nothing: what is written down twice is written down once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisclosureRefusal {}

/// The record of a disclosure: derived, so that the same one is the same record.
#[must_use]
pub fn disclosure_of(subscription: RecordId, position: u64) -> RecordId {
    let hash = Sha256::new()
        .chain_update("zhoudao-disclosure")
        .chain_update(subscription.as_bytes())
        .chain_update(position.to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    RecordId::from_bytes(bytes)
}

impl Record for Disclosures {
    const KIND: &'static str = "disclosure";
    const EVENT_VERSION: u32 = 1;

    type State = DisclosureState;
    type Command = Disclose;
    type Event = DisclosureEvent;
    type Refusal = DisclosureRefusal;

    fn decide(
        state: &DisclosureState,
        disclose: Disclose,
        _: &mut Context<'_>,
    ) -> Result<Decision<DisclosureEvent>, DisclosureRefusal> {
        if state.at.is_some() {
            return Ok(Decision::nothing());
        }
        Ok(DisclosureEvent::Disclosed {
            subscription: disclose.subscription,
            origin: disclose.origin,
            position: disclose.position,
            subject: disclose.subject,
            fields: disclose.fields,
            purpose: disclose.purpose,
            basis: disclose.basis,
        }
        .into())
    }

    fn apply(state: &mut DisclosureState, event: &DisclosureEvent, stamp: &Stamp) {
        let DisclosureEvent::Disclosed { subject, .. } = event;
        state.at = Some(stamp.at);
        state.subject = Some(*subject);
    }

    fn tables() -> &'static [Table] {
        &[DISCLOSURE]
    }

    fn rows(id: RecordId, before: &DisclosureState, after: &DisclosureState, _: &Stamp, rows: &mut Rows) {
        if before.at.is_none() {
            rows.execute(
                "INSERT INTO disclosure (city, subject, at, record) VALUES ($1, $2, $3, $4)",
                values![rows.city(), after.subject, after.at, id],
            );
        }
    }
}

/// What was disclosed of a record: for whoever it belongs to.
const DISCLOSURE: Table = Table {
    name: "disclosure",
    version: 1,
    create: "
        CREATE TABLE disclosure (
            city BIGINT NOT NULL, subject BYTEA NOT NULL, at BIGINT NOT NULL, record BYTEA NOT NULL,
            PRIMARY KEY (city, subject, at, record));",
};

impl CommandOf<Disclosures> for Disclose {
    type Act = acts::React;
}
