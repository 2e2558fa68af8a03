//! What a value of the vault is called, what it is needed for and on which basis, in the reader's words.

use applications::record::keeping as application;
use catalogue::Names;
use front::Texts;
use ledger::Keeping;
use people::record::keeping as account;
use procedure::definition::MaterialId;

use super::Thing;
use crate::record::Part;

/// Everything for which a value of a person is kept, as the room says that keeps it, with the key of its words; `basis-` and the same end is its basis.
const PURPOSES: [(Keeping, &str); 13] = [
    (account::IDENTITY, "identity"),
    (account::CONTACT, "contact"),
    (account::FORMER_CONTACT, "former-contact"),
    (account::SIGN_IN, "sign-in"),
    (application::FILED, "filed"),
    (application::SAID, "said"),
    (application::QUERY, "query"),
    (application::DOCUMENT, "document"),
    (application::PAID, "paid"),
    (projects::record::keeping::DECLARED, "project"),
    (messages::record::keeping::SENT_TO, "sent"),
    (counter::looks::ASKED, "look-question"),
    (crate::record::SAID, "data-request"),
];

/// The end of the keys of a purpose; none for one that this room does not know, which is then shown as it was recorded.
#[must_use]
pub fn of_purpose(purpose: &str) -> Option<&'static str> {
    PURPOSES
        .iter()
        .find(|(known, _)| known.purpose == purpose)
        .map(|(_, key)| *key)
}

/// What a value is needed for.
#[must_use]
pub fn purpose(texts: &Texts, recorded: &str) -> String {
    match of_purpose(recorded) {
        Some(key) => texts.say(&format!("data-purpose-{key}")).to_string(),
        None => recorded.to_owned(),
    }
}

/// On which basis it is kept.
#[must_use]
pub fn basis(texts: &Texts, purpose: &str, recorded: &str) -> String {
    match of_purpose(purpose) {
        Some(key) => texts.say(&format!("data-basis-{key}")).to_string(),
        None => recorded.to_owned(),
    }
}

/// What a part is called.
#[must_use]
pub const fn part(part: Part) -> &'static str {
    match part {
        Part::Account => "data-part-account",
        Part::Email => "data-part-email",
        Part::FormerContacts => "data-part-former-contacts",
        Part::Drafts => "data-part-drafts",
        Part::LookQuestions => "data-part-look-questions",
        Part::Application(_) => "data-part-application",
        Part::Project(_) => "data-part-project",
    }
}

/// What a value is called.
#[must_use]
pub fn value(names: &Names<'_>, thing: &Thing, path: &str) -> String {
    let say = |key: &str| names.texts.say(key).to_string();
    match (path, path.split_once('/')) {
        ("name", _) => say("data-value-name"),
        ("resident_number", _) => say("data-value-resident-number"),
        ("phone", _) => say("data-value-phone"),
        ("email", _) => say("data-value-email"),
        ("sign_in_name", _) => say("data-value-sign-in-name"),
        ("password", _) => say("data-value-password"),
        ("query_code", _) => say("data-value-query-code"),
        ("commitment", _) => say("data-value-commitment"),
        ("signed_letter", _) => say("data-value-signed-letter"),
        ("rating", _) => say("data-value-rating"),
        ("address", _) => say("data-value-address"),
        ("contact", _) => say("data-value-contact"),
        ("question" | "words", _) => say("data-value-question"),
        ("answer", _) => say("data-value-answer"),
        ("present/name", _) => say("data-value-present-name"),
        ("present/resident_number", _) => say("data-value-present-number"),
        (_, Some(("phone_before", _))) => say("data-value-phone-before"),
        (_, Some(("to", _))) => say("data-value-sent-to"),
        (_, Some(("promise", _))) => say("data-value-promise"),
        (_, Some(("form", part))) => form_part(names, thing, part).unwrap_or_else(|| say("data-value-form")),
        (_, Some(("material", rest))) => {
            let material = MaterialId::from(rest.split('/').next().unwrap_or(rest));
            names.material_id(&material).plain().to_owned()
        }
        (_, _) => say("data-value-other"),
    }
}

fn form_part(names: &Names<'_>, thing: &Thing, part: &str) -> Option<String> {
    let form = thing.form.as_ref()?;
    let matter = names.release.matter(&form.matter)?;
    let part = matter.parts.iter().find(|known| known.id == part)?;
    Some(names.words(&part.title, part.title_en.as_deref()).plain().to_owned())
}
