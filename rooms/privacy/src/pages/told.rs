//! What pages of this room have in common: how a request stands, what follows from it, in the reader's words.

use catalogue::Names;
use front::Texts;
use front::furniture::{Lamp, Shape};
use front::{Problem, Reader};
use identity::RecordId;

use crate::holdings::{Holdings, label};
use crate::record::plan::{Fate, Line, Need};
use crate::record::{ANSWER, CORRECTED, Correction, DataRequest, Part, Standing, WORDS, Wish};
use crate::room::PrivacyRoom;
use crate::words::unavailable;

/// A request in a list or at the head of its page.
pub(super) struct RequestLine {
    pub(super) id: String,
    pub(super) number: String,
    pub(super) wish: String,
    pub(super) asked_on: String,
    pub(super) due: String,
    pub(super) lamp: Lamp,
}

/// What was said in a request.
pub(super) struct SaidWords {
    pub(super) words: String,
    pub(super) corrected: String,
    pub(super) answer: String,
}

/// What becomes of values of one part, in a sentence.
pub(super) struct FateLine {
    pub(super) part: String,
    pub(super) values: String,
    pub(super) fate: String,
    pub(super) basis: String,
}

pub(super) fn line(room: &PrivacyRoom, reader: &Reader, id: RecordId, request: &DataRequest) -> RequestLine {
    let t = &reader.texts;
    RequestLine {
        id: id.to_string(),
        number: request.number.clone(),
        wish: t.say(wish_key(&request.wish)).to_string(),
        asked_on: t.day(&request.asked_on()),
        due: t.day(&request.due.day(&room.calendar())),
        lamp: lamp(room, t, request),
    }
}

fn lamp(room: &PrivacyRoom, t: &Texts, request: &DataRequest) -> Lamp {
    match (&request.standing, &request.answered) {
        (Standing::Open, _) => waiting(room, t, request),
        (Standing::TakenBack, _) => Lamp::new(Shape::Open, t.say("data-standing-taken-back")),
        (Standing::Hindered { .. }, _) => Lamp::new(Shape::Open, t.say("data-standing-hindered")),
        (Standing::Grace | Standing::Answered | Standing::Done, Some(answered)) => {
            Lamp::new(Shape::Done, t.say(answered.outcome.key()))
        }
        (Standing::Grace | Standing::Answered | Standing::Done, None) => Lamp::none(),
    }
}

/// How much of the term is left: all of it until the day after which it counts.
fn waiting(room: &PrivacyRoom, t: &Texts, request: &DataRequest) -> Lamp {
    let calendar = room.calendar();
    let (today, due) = (room.today(), request.due.day(&calendar));
    if today > due {
        return Lamp::new(Shape::Red, t.say("data-standing-late"));
    }
    let left = calendar.count(today.max(request.counts_from), due);
    let shape = if left <= 3 { Shape::Yellow } else { Shape::Green };
    Lamp::new(shape, t.say("data-standing-open").with("days", left))
}

pub(super) const fn wish_key(wish: &Wish) -> &'static str {
    match wish {
        Wish::Correction { of: Correction::Name } => "data-wish-correct-name",
        Wish::Correction {
            of: Correction::ResidentNumber,
        } => "data-wish-correct-number",
        Wish::Correction {
            of: Correction::Form { .. },
        } => "data-wish-correct-form",
        Wish::Erasure { .. } => "data-wish-erasure",
        Wish::Restriction { .. } => "data-wish-restriction",
        Wish::Explanation => "data-wish-explanation",
        Wish::Closing => "data-wish-closing",
    }
}

pub(super) async fn said(room: &PrivacyRoom, id: RecordId) -> Result<SaidWords, Problem> {
    let paths = [WORDS, CORRECTED, ANSWER].map(str::to_owned);
    let said = room.ledger().secrets(id, &paths).await.map_err(unavailable)?;
    let text = |path: &str| said.get(path).and_then(|text| text.as_str()).unwrap_or_default().to_owned();
    Ok(SaidWords {
        words: text(WORDS),
        corrected: text(CORRECTED),
        answer: text(ANSWER),
    })
}

/// What a part is called, with the thing where it is one.
pub(super) fn part_name(reader: &Reader, holdings: &Holdings, part: Part) -> String {
    let thing = holdings.things.iter().find(|thing| thing.holding.part == part);
    let name = reader.texts.say(label::part(part)).to_string();
    match thing.map(|thing| thing.title.as_str()).filter(|title| !title.is_empty()) {
        Some(title) => format!("{name} {title}"),
        None => name,
    }
}

/// Line by line what becomes of what was asked about: values with the same fate stand together.
pub(super) fn fates(room: &PrivacyRoom, reader: &Reader, holdings: &Holdings, lines: &[Line]) -> Vec<FateLine> {
    let mut fates: Vec<FateLine> = Vec::new();
    for line in lines {
        let thing = holdings
            .things
            .iter()
            .find(|thing| thing.holding.record == line.record && thing.holding.part == line.part);
        let Some(thing) = thing else { continue };
        let release = release_of(room, thing);
        let names = Names::new(&release, &reader.texts);
        let (part, value) = (
            part_name(reader, holdings, line.part),
            label::value(&names, thing, &line.path),
        );
        let fate = fate_words(reader, line.fate);
        let basis = match line.fate {
            Fate::Kept { .. } => label::basis(&reader.texts, &line.purpose, &line.purpose),
            Fate::Erased | Fate::Needed(_) => String::new(),
        };
        match fates
            .iter_mut()
            .find(|known| known.part == part && known.fate == fate && known.basis == basis)
        {
            Some(known) if known.values.split('、').any(|known| known == value) => {}
            Some(known) => known.values = format!("{}、{value}", known.values),
            None => fates.push(FateLine {
                part,
                values: value,
                fate,
                basis,
            }),
        }
    }
    fates
}

fn fate_words(reader: &Reader, fate: Fate) -> String {
    let t = &reader.texts;
    match fate {
        Fate::Erased => t.say("data-fate-erased").to_string(),
        Fate::Kept { until } => t.say("data-fate-kept").with("until", t.long_day(&until)).to_string(),
        Fate::Needed(Need::Procedure) => t.say("data-fate-needed-procedure").to_string(),
        Fate::Needed(Need::Account) => t.say("data-fate-needed-account").to_string(),
    }
}

/// The release whose words label a thing: that of its filing day, else today's.
pub(super) fn release_of(room: &PrivacyRoom, thing: &crate::holdings::Thing) -> std::sync::Arc<procedure::Release> {
    let own = thing.form.as_ref().and_then(|form| room.catalogue.by_digest(&form.release));
    own.unwrap_or_else(|| room.catalogue.current())
}
