//! What law asks between receipt and decision, as the applicant reads it: what can be answered, and how the time of a case runs.

use calendar::{Calendar, Day};
use catalogue::Names;
use front::Problem;

use super::trouble::unavailable;
use crate::access::Seen;
use crate::record::Application;
use crate::record::hearing::Hearing;
use crate::record::special::SpecialKind;
use crate::record::state::{Case, Status};
use crate::record::supplement::SupplementPart;
use crate::room::ApplicationRoom;

/// Something that the applicant can answer.
pub(super) struct Asked {
    /// What, and until when.
    pub sentence: String,
    /// In the organs' own words.
    pub parts: Vec<Part>,
    /// Papers to hand in; empty if none.
    pub papers: String,
    /// Where it is answered.
    pub address: String,
    /// The key of what answering is called.
    pub label: &'static str,
}

/// What one organ said.
pub(super) struct Part {
    /// Which.
    pub organ: String,
    /// Its words.
    pub words: String,
}

/// The supplement that is asked for, and the hearings that can be asked for.
pub(super) async fn asked(
    room: &ApplicationRoom,
    seen: &Seen,
    names: &Names<'_>,
    calendar: &Calendar,
) -> Result<Vec<Asked>, Problem> {
    let mut asked = Vec::new();
    if seen.application.status != Status::InProgress {
        return Ok(asked);
    }
    if seen.application.supplementing().next().is_some() {
        asked.push(supplement(room, seen, names, calendar).await?);
    }
    for hearing in &seen.application.hearings {
        if seen.application.may_ask_hearing(hearing, room.ledger.now().day(), calendar) {
            asked.push(hearing_right(room, seen, names, calendar, hearing).await?);
        }
    }
    Ok(asked)
}

async fn supplement(room: &ApplicationRoom, seen: &Seen, names: &Names<'_>, calendar: &Calendar) -> Result<Asked, Problem> {
    let t = names.texts;
    let application = &seen.application;
    let key = match application.supplement_until() {
        Some(_) => "ask-supplement",
        None => "ask-supplement-no-term",
    };
    let until = application.supplement_until().map(|due| t.day(&due.deadline.day(calendar)));
    Ok(Asked {
        sentence: t.say(key).with("until", until.unwrap_or_default()).to_string(),
        parts: parts(room, seen, names).await?,
        papers: papers(names, application),
        address: format!("/applications/{}/supplement", seen.record),
        label: "supplement",
    })
}

/// What each organ found missing, in its own words.
pub(super) async fn parts(room: &ApplicationRoom, seen: &Seen, names: &Names<'_>) -> Result<Vec<Part>, Problem> {
    let application = &seen.application;
    let waits = |part: &&SupplementPart| application.supplementing().any(|step| step.planned.step == part.step);
    let waiting: Vec<&SupplementPart> = application.supplement.parts.iter().filter(waits).collect();
    let paths: Vec<String> = waiting.iter().map(|part| Application::supplement_path(&part.step)).collect();
    let words = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    let said = |path: &String| {
        words
            .get(path)
            .and_then(|words| words.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let organ = |part: &SupplementPart| {
        application
            .step(&part.step)
            .map(|step| names.organ(&step.planned.organ).plain().to_owned())
    };
    Ok(waiting
        .iter()
        .zip(&paths)
        .map(|(part, path)| Part {
            organ: organ(part).unwrap_or_default(),
            words: said(path),
        })
        .collect())
}

fn papers(names: &Names<'_>, application: &Application) -> String {
    let papers = application.supplement_materials();
    let papers: Vec<String> = papers
        .iter()
        .map(|paper| names.material_id(paper).plain().to_owned())
        .collect();
    papers.join(&names.texts.say("list-comma").to_string())
}

async fn hearing_right(
    room: &ApplicationRoom,
    seen: &Seen,
    names: &Names<'_>,
    calendar: &Calendar,
    hearing: &Hearing,
) -> Result<Asked, Problem> {
    let t = names.texts;
    let path = format!("hearing/{}/told", hearing.item);
    let words = room
        .ledger
        .secrets(seen.record, std::slice::from_ref(&path))
        .await
        .map_err(unavailable)?;
    let organ = seen
        .application
        .step(&hearing.step)
        .map(|step| names.organ(&step.planned.organ));
    Ok(Asked {
        sentence: t
            .say("ask-hearing")
            .with("item", item(names, &hearing.item))
            .with("until", t.day(&hearing.ask_by.deadline.day(calendar)))
            .to_string(),
        parts: vec![Part {
            organ: organ.map(|organ| organ.plain().to_owned()).unwrap_or_default(),
            words: words
                .get(&path)
                .and_then(|words| words.as_str())
                .unwrap_or_default()
                .to_owned(),
        }],
        papers: String::new(),
        address: format!("/applications/{}/hearings/{}", seen.record, hearing.item),
        label: "hearing-ask",
    })
}

/// The name of an item.
pub(super) fn item(names: &Names<'_>, item: &procedure::definition::ItemId) -> String {
    names
        .release
        .item(item)
        .map_or_else(|| item.to_string(), |item| names.item(item).plain().to_owned())
}

/// How the time of a case runs: the statutory term with all that stops it, silence, an extension, a hearing.
pub(super) fn facts(names: &Names<'_>, application: &Application, case: &Case, calendar: &Calendar, today: Day) -> Vec<String> {
    let t = names.texts;
    let mut facts = Vec::new();
    if let Some(elsewhere) = case
        .not_accepted
        .as_ref()
        .and_then(|not_accepted| not_accepted.elsewhere.as_ref())
    {
        let organ = names.organ(elsewhere);
        facts.push(t.say("fact-elsewhere").with("organ", organ.plain()).to_string());
    }
    if let Some(day) = case.accepted_on.filter(|_| case.by_silence) {
        facts.push(t.say("fact-accepted-by-silence").with("day", t.day(&day)).to_string());
    }
    if let Some(extended) = &case.extended {
        facts.push(
            t.say("fact-extended")
                .with("days", extended.days)
                .with("day", t.day(&extended.day))
                .to_string(),
        );
    }
    for special in application.running_specials(&case.item) {
        let until = special.announced.deadline.day(calendar);
        let key = if until < today {
            "fact-special-overrun"
        } else {
            "fact-special"
        };
        let kind = t.say(special_key(special.kind)).to_string();
        facts.push(t.say(key).with("kind", kind).with("until", t.day(&until)).to_string());
    }
    if let Some(on) = application
        .hearing(&case.item)
        .filter(|hearing| hearing.held.is_none())
        .and_then(|hearing| hearing.announced)
    {
        facts.push(t.say("fact-hearing-on").with("day", t.day(&on)).to_string());
    }
    facts.extend(statutory(names, case, calendar, today));
    facts
}

/// Whether the statutory term of a case is past and nothing is decided.
pub(super) fn is_overdue(case: &Case, calendar: &Calendar, today: Day) -> bool {
    let timed = case.statutory.as_ref().filter(|_| !case.status.has_ended());
    timed
        .and_then(|timed| timed.due(calendar))
        .is_some_and(|due| due.day(calendar) < today)
}

/// 法定 20 个工作日，已计 3 个，到 11 月 30 日（周一）为止.
fn statutory(names: &Names<'_>, case: &Case, calendar: &Calendar, today: Day) -> Option<String> {
    let t = names.texts;
    let timed = case.statutory.as_ref().filter(|_| !case.status.has_ended())?;
    let counted = timed.counted(calendar, today);
    let said = |key| t.say(key).with("limit", timed.terms.limit.number).with("counted", counted);
    Some(match timed.due(calendar) {
        Some(due) => {
            let key = if is_overdue(case, calendar, today) {
                "fact-statutory-missed"
            } else {
                "fact-statutory"
            };
            said(key).with("until", t.day(&due.day(calendar))).to_string()
        }
        None => said("fact-statutory-stands").to_string(),
    })
}

/// The key of what a special procedure is called.
pub(crate) fn special_key(kind: SpecialKind) -> &'static str {
    match kind {
        SpecialKind::Hearing => "special-hearing",
        SpecialKind::Tender => "special-tender",
        SpecialKind::Auction => "special-auction",
        SpecialKind::Inspection => "special-inspection",
        SpecialKind::Test => "special-test",
        SpecialKind::Quarantine => "special-quarantine",
        SpecialKind::Appraisal => "special-appraisal",
        SpecialKind::ExpertReview => "special-expert-review",
    }
}
