//! The cases of an application, with what was made a condition and why something was refused.

use calendar::{Calendar, Day};
use catalogue::{Names, Words};
use front::Problem;
use front::furniture::{Lamp, Shape};
use procedure::definition::OnRefusal;

use super::procedures::{facts, is_overdue};
use super::standing;
use super::trouble::unavailable;
use crate::access::Seen;
use crate::record::state::{Case, CaseStatus, Opinion, Status};
use crate::room::ApplicationRoom;

/// A case in the list.
pub(super) struct CaseLine {
    pub name: Words,
    pub organ: Words,
    pub number: String,
    pub lamp: Lamp,
    /// What was made a condition, or why it was refused; each in the organ's own words.
    pub said: Vec<Said>,
    /// What law says of its time: the statutory term, what stops it, an extension.
    pub facts: Vec<String>,
    pub document: Option<String>,
    pub leave_out: Option<String>,
}

/// What an organ said of a case.
pub(super) struct Said {
    /// The key of what these words are.
    pub what: &'static str,
    /// The words.
    pub words: String,
    path: String,
}

pub(super) async fn cases(
    room: &ApplicationRoom,
    seen: &Seen,
    names: &Names<'_>,
    calendar: &Calendar,
    today: Day,
) -> Result<Vec<CaseLine>, Problem> {
    let cases = seen.application.cases.iter();
    let mut lines: Vec<CaseLine> = cases
        .map(|case| CaseLine {
            facts: facts(names, &seen.application, case, calendar, today),
            lamp: if is_overdue(case, calendar, today) {
                Lamp::new(Shape::Red, names.texts.say("case-overdue"))
            } else {
                standing::case_lamp(names, &seen.application, case.status)
            },
            ..line(seen, names, case)
        })
        .collect();
    let paths: Vec<String> = lines
        .iter()
        .flat_map(|line| &line.said)
        .map(|said| said.path.clone())
        .collect();
    let words = room.ledger.secrets(seen.record, &paths).await.map_err(unavailable)?;
    for said in lines.iter_mut().flat_map(|line| &mut line.said) {
        said.words = words
            .get(&said.path)
            .and_then(|words| words.as_str())
            .unwrap_or_default()
            .to_owned();
    }
    Ok(lines)
}

fn line(seen: &Seen, names: &Names<'_>, case: &Case) -> CaseLine {
    let planned = seen.application.planned_item(&case.item);
    let decider = planned.and_then(|planned| planned.decider.as_ref());
    let served = case.served_on.is_some() && case.document.is_some();
    let optional = planned.is_some_and(|planned| planned.on_refusal == OnRefusal::Optional);
    let may_leave_out =
        !case.status.has_ended() && case.accepted_on.is_none() && optional && seen.application.status == Status::InProgress;
    CaseLine {
        name: names
            .release
            .item(&case.item)
            .map_or_else(|| Words::own(case.item.as_str()), |item| names.item(item)),
        organ: decider.map(|organ| names.organ(organ)).unwrap_or_default(),
        number: case.document_number.clone().unwrap_or_else(|| case.number.to_string()),
        lamp: Lamp::none(),
        said: said(seen, case),
        facts: Vec::new(),
        document: served.then(|| format!("/applications/{}/documents/{}", seen.record, case.item)),
        leave_out: may_leave_out.then(|| format!("/applications/{}/omissions/{}", seen.record, case.item)),
    }
}

fn said(seen: &Seen, case: &Case) -> Vec<Said> {
    let said = |what, path| Said {
        what,
        path,
        words: String::new(),
    };
    match case.status {
        CaseStatus::Refused => vec![said("said-refused", format!("refused/{}", case.item))],
        CaseStatus::NotAccepted => case
            .not_accepted_path()
            .map(|path| said("said-not-accepted", path))
            .into_iter()
            .collect(),
        CaseStatus::LeftOut | CaseStatus::Withdrawn | CaseStatus::Terminated => Vec::new(),
        CaseStatus::Received
        | CaseStatus::PreReview
        | CaseStatus::WaitingForGate
        | CaseStatus::Accepted
        | CaseStatus::SignedOff
        | CaseStatus::Granted => {
            let steps = seen.application.steps.iter().filter(|step| step.planned.item == case.item);
            let conditional = steps.filter(|step| step.opinion == Some(Opinion::Conditional));
            let conditions =
                conditional.map(|step| said("said-conditions", format!("opinion/{}/{}", step.planned.step, step.rounds)));
            let specials = seen
                .application
                .running_specials(&case.item)
                .filter_map(|special| special.proposal)
                .map(|proposal| said("said-special", proposal.words_path()));
            let extended = case
                .extended
                .iter()
                .map(|extended| said("said-extended", extended.proposal.words_path()));
            conditions.chain(specials).chain(extended).collect()
        }
    }
}
