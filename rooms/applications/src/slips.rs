//! Slips: the number and code of somebody who is not the applicant, and what they open.

use identity::{QueryCode, RecordId, SlipKind, SlipNumber};
use ledger::{Claim, Ledger, Unavailable};

use crate::record::objection::SLIP;
use crate::record::{Application, Applications};

/// What a number and its code open.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    /// The application.
    pub(crate) record: RecordId,
    /// Its state.
    pub(crate) application: std::sync::Arc<Application>,
    /// The place of the objection or party, from 1.
    pub(crate) place: u16,
}

/// Opens a slip. Whether the number exists cannot be told from the answer.
pub(crate) async fn open(ledger: &Ledger, number: SlipNumber, code: &str) -> Result<Option<Opened>, Unavailable> {
    let Some(record) = ledger.find(&Claim::new(SLIP, number.to_string())).await? else {
        return Ok(None);
    };
    let Some(snapshot) = ledger.state::<Applications>(record).await? else {
        return Ok(None);
    };
    let Some(place) = place(&snapshot.state, number) else {
        return Ok(None);
    };
    let path = code_path(number.kind(), place);
    let secrets = ledger.secrets(record, std::slice::from_ref(&path)).await?;
    let expected = secrets.get(&path).and_then(|code| code.as_str()).unwrap_or_default();
    let given = code.parse::<QueryCode>().ok();
    let opens = given.is_some_and(|given| !expected.is_empty() && same(expected, given.clear_text()));
    Ok(opens.then_some(Opened {
        record,
        application: snapshot.state,
        place,
    }))
}

/// The code that goes with a number, for its receipt.
pub(crate) async fn code_of(ledger: &Ledger, record: RecordId, kind: SlipKind, place: u16) -> Result<String, Unavailable> {
    let path = code_path(kind, place);
    let secrets = ledger.secrets(record, std::slice::from_ref(&path)).await?;
    let code = secrets.get(&path).and_then(|code| code.as_str()).unwrap_or_default();
    Ok(code
        .parse()
        .map_or_else(|_| code.to_owned(), |code: QueryCode| code.to_string()))
}

fn place(application: &Application, number: SlipNumber) -> Option<u16> {
    let position = match number.kind() {
        SlipKind::Objection => application.objections.iter().position(|objection| objection.number == number),
        SlipKind::Interest => application.parties.iter().position(|party| party.number == number),
    };
    u16::try_from(position? + 1).ok()
}

fn code_path(kind: SlipKind, place: u16) -> String {
    match kind {
        SlipKind::Objection => format!("objection/{place}/code"),
        SlipKind::Interest => format!("party/{place}/code"),
    }
}

/// Compared in a time that does not tell where two codes differ.
fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .fold(0, |seen, (one, other)| seen | (one ^ other))
            == 0
}
