//! A step with everything needed to work on it.

use applications::access::Seen;
use applications::record::state::{Status, StepState, StepStatus};
use askama::Template;
use authority::acts;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Place, Problem};
use identity::RecordId;
use procedure::definition::StepKind;

use super::beside::{Beside, next_line};
use super::notes::NotesShown;
use crate::history::{Deed, History, Teller};
use crate::list::TaskLine;
use crate::names::Names;
use crate::notes::Audience;
use crate::organ::Staff;
use crate::seeing::{self, unavailable};
use crate::visit::Visit;
use crate::words::Words;
use crate::work::{
    self, Change, Follows, Heading, HearingRight, NameShown, ObjectionLine, Paper, Part, Parties, Point, ProcedureDesk,
    ProposalNote, Refine, Sight, Stage, SupplementDesk, Together, Vault,
};

/// `GET /desk/{application}/{step}`
pub(super) async fn show(Path((application, step)): Path<(String, String)>, visit: Visit) -> Result<Response, Problem> {
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let step = seeing::step(&seen, &step)?;
    respond(&visit, &seen, step, Again::default()).await
}

/// Why a step is shown again after something was posted, and what was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    pub(super) form: Option<FormData>,
    pub(super) errors: FormErrors,
    /// Why nothing was done, where it is not about a field.
    pub(super) obstacle: String,
    /// Whether the last thing that happened is told: somebody else came first.
    pub(super) tells_who: bool,
    /// Whether it was a note that was written.
    pub(super) notes: bool,
    pub(super) status: StatusCode,
}

/// What is shown of an application beside the acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Materials,
    Form,
    Points,
    Notes,
    History,
}

impl Tab {
    fn read(text: &str) -> Self {
        match text {
            "form" => Self::Form,
            "points" => Self::Points,
            "notes" => Self::Notes,
            "history" => Self::History,
            _ => Self::Materials,
        }
    }
}

#[derive(Template)]
#[template(path = "pages/step.html")]
struct StepWork {
    chrome: Chrome,
    head: Heading,
    together: Together,
    stage: Stage,
    proposal: Option<ProposalNote>,
    /// The organs to which the applicant can be sent.
    elsewhere: Vec<Choice>,
    /// What can be said before acceptance.
    supplement: SupplementDesk,
    /// What can be proposed after it.
    procedures: Option<ProcedureDesk>,
    parties: Parties,
    papers: Vec<Paper>,
    parts: Vec<Part>,
    points: Vec<Point>,
    deeds: Option<Vec<Deed>>,
    version: u64,
    tab: Tab,
    open: Option<Paper>,
    form: FormData,
    errors: FormErrors,
    obstacle: String,
    who: Option<Deed>,
    unsent: Vec<String>,
    said: Option<String>,
    next: Option<TaskLine>,
    onlookers: String,
    places: Places,
    /// None where the reader has nothing to do with notes.
    notes: Option<NotesShown>,
    /// Whether the holder has left, so that the reader can take it over.
    takes_over: bool,
    /// The duty that nobody has who could go on with what the reader drafts.
    nobody_after: Option<&'static str>,
    /// Where the head gives it to somebody else; none for whoever does not.
    reassign: Option<String>,
    /// Whether the reader may say that he or she may not work on it.
    may_recuse: bool,
}

/// The addresses of a step's page, each with the list's filter.
struct Places {
    here: String,
    list: String,
    /// Whether the list is a desk's, or that of a region.
    has_desk: bool,
    materials: String,
    form: String,
    points: String,
    notes: String,
    history: String,
    act: ActPlaces,
}

/// Where acts are posted: the path of a step with the list's filter and tab.
struct ActPlaces {
    path: String,
    query: String,
}

impl ActPlaces {
    fn to(&self, act: &str) -> String {
        format!("{}/{act}{}", self.path, self.query)
    }
}

impl Places {
    fn of(visit: &Visit, path: &str) -> Self {
        let tab = |name: &str| visit.address(path, &[("tab", name)]);
        let kept: Vec<(&str, &str)> = [("tab", visit.query.value("tab")), ("open", visit.query.value("open"))]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let query = visit.address("", &kept);
        Self {
            here: visit.address(path, &[]),
            list: visit.address("/desk", &[]),
            has_desk: visit.at.organ().is_some(),
            materials: tab("materials"),
            form: tab("form"),
            points: tab("points"),
            notes: tab("notes"),
            history: tab("history"),
            act: ActPlaces {
                path: path.to_owned(),
                query,
            },
        }
    }

    /// Where the reader says that he or she may not work on the application: `/desk/{application}/conflicts`.
    fn conflicts(&self) -> String {
        let application = self.act.path.rsplit_once('/').map_or("", |(application, _)| application);
        format!("{application}/conflicts")
    }

    /// The step itself: `/desk/{application}/{step}`.
    fn step(&self) -> &str {
        self.act.path.rsplit_once('/').map_or("", |(_, step)| step)
    }

    fn open(&self, paper: &Paper) -> String {
        let separator = if self.here.contains('?') { '&' } else { '?' };
        format!("{}{separator}open={}", self.here, paper.material)
    }
}

/// A step as its reader may work on it, with what was typed if something was.
pub(super) async fn respond(visit: &Visit, seen: &Seen, step: &StepState, again: Again) -> Result<Response, Problem> {
    let desks = &visit.desks;
    let ledger = desks.ledger();
    let words = Words::of(desks.catalogue(), &seen.application);
    let (almanac, today) = (desks.almanac(), desks.today());
    let region = seen.application.filing.as_ref().ok_or(Problem::NotFound)?.region;
    let sight = Sight {
        texts: visit.texts(),
        words: &words,
        at: &visit.at,
        seen,
        step,
        calendar: almanac.calendar(region),
        today,
    };
    let tab = match again.notes {
        true => Tab::Notes,
        false => Tab::read(visit.query.value("tab")),
    };

    let history = match tab == Tab::History || again.tells_who || tells_of_the_past(step) {
        true => Some(History::read(ledger, seen.record).await.map_err(unavailable)?),
        false => None,
    };
    let vault = Vault::open(
        ledger,
        seen.record,
        &seen.application,
        history.as_ref(),
        visit.at.organ().as_ref(),
    )
    .await
    .map_err(unavailable)?;
    let colleagues = history.iter().flat_map(History::accounts).chain(step.holder);
    let parties = history.iter().flat_map(History::parties);
    let names = Names::of(desks, colleagues, parties).await.map_err(unavailable)?;

    let stage = work::stage(&sight, &vault, history.as_ref(), &names)?;
    let shown = match is_mine(&stage) {
        true => NameShown::InFull,
        false => NameShown::Masked,
    };
    let head = work::heading(ledger, &sight, shown).await?;
    let teller = Teller {
        texts: visit.texts(),
        words: &words,
        plan: sight.plan()?,
        names: &names,
        today,
        said: &vault.0,
    };
    let who = history
        .as_ref()
        .filter(|_| again.tells_who)
        .and_then(|history| history.last_of(&step.planned.step))
        .and_then(|last| teller.deed(last));
    let deeds = history
        .as_ref()
        .filter(|_| tab == Tab::History)
        .map(|history| teller.all(history));
    let papers = work::papers(&sight, &vault);
    let open = papers
        .iter()
        .find(|paper| paper.material.as_str() == visit.query.value("open") && paper.handed_in.is_some())
        .cloned();
    let path = format!("/desk/{}/{}", seen.record, step.planned.step);
    let said = super::said(visit);
    let next = match said.is_some() && visit.at.organ().is_some() && !is_mine(&stage) {
        true => next_line(visit, &path).await?,
        false => None,
    };

    let elsewhere = if let Stage::Acceptance = stage {
        let mut organs = words.organs_of(region);
        organs.retain(|organ| organ.value != step.planned.organ.as_str());
        organs
    } else {
        Vec::new()
    };
    let notes = super::notes::shown(visit, seen, &words, Some(&step.planned.step)).await?;
    let writes_notes = notes.as_ref().is_some_and(|notes| notes.action.is_some());
    let may_recuse = may_recuse(visit, seen, step);
    let takes_over = takes_over(visit, &stage, step).await?;
    let page = StepWork {
        reassign: reassign_address(visit, seen, step),
        may_recuse,
        takes_over,
        nobody_after: nobody_after(visit, &stage, step).await?,
        notes,
        chrome: visit.reader.desk("desk-title", Place::Todo),
        proposal: work::proposal_note(visit.texts(), &words, seen, step, &vault),
        elsewhere,
        supplement: work::supplement(&sight, &vault),
        procedures: work::procedures(&sight, &vault),
        parts: work::answers(&sight, &vault, is_mine(&stage)),
        points: work::points(&sight, history.as_ref()),
        together: work::together(&sight),
        parties: work::parties(&sight, &vault),
        unsent: unsent(&stage, again.form.as_ref(), writes_notes, may_recuse),
        form: first_form(&stage, again.form),
        onlookers: super::presence::on_step(visit, seen, step),
        places: Places::of(visit, &path),
        version: seen.version,
        errors: again.errors,
        obstacle: again.obstacle,
        head,
        stage,
        papers,
        deeds,
        tab,
        open,
        who,
        said,
        next,
    };
    let title = visit
        .texts()
        .say("desk-window")
        .with("step", &page.head.name)
        .with("title", &page.head.title)
        .to_string();
    let address = page.said.as_ref().map(|_| page.places.here.clone());
    let is_reading = page.open.is_some();
    Beside {
        status: again.status,
        is_reading,
        address,
        ..Beside::new(page, title, path)
    }
    .respond(visit)
    .await
}

/// Whether the holder has no post that could go on with it.
async fn takes_over(visit: &Visit, stage: &Stage, step: &StepState) -> Result<bool, Problem> {
    match (stage, step.holder) {
        (Stage::Held { .. }, Some(holder)) => Ok(visit.desks.departed(holder, &step.planned.organ).await?.is_some()),
        (_, _) => Ok(false),
    }
}

/// The duty of the chain that nobody in the organ has but whoever drafts now, and for whom.
async fn nobody_after(visit: &Visit, stage: &Stage, step: &StepState) -> Result<Option<&'static str>, Problem> {
    let (Stage::Opinion(_), [_, after @ ..]) = (stage, step.planned.chain.as_slice()) else {
        return Ok(None);
    };
    let drafters: Vec<RecordId> = visit.at.actor_on(step).hands().collect();
    let staff = Staff::of(&visit.desks, &step.planned.organ).await?;
    Ok(staff.alone_with(&drafters, after).map(people::duty_key))
}

/// Where the head of the organ gives the step to somebody else.
fn reassign_address(visit: &Visit, seen: &Seen, step: &StepState) -> Option<String> {
    let is_open = matches!(step.status, StepStatus::Open | StepStatus::Refining | StepStatus::Unsupported);
    let mut actors = visit.at.actors();
    let directs = actors.any(|actor| seen.permit_on_step::<acts::Reassign>(actor, step).is_ok());
    let address = format!("/desk/organ/reassignments/new?task[]={}/{}", seen.record, step.planned.step);
    (is_open && directs && step.takes_opinion()).then_some(address)
}

fn may_recuse(visit: &Visit, seen: &Seen, step: &StepState) -> bool {
    let organ = &visit.at.post.organ;
    let is_recused = seen.application.recused(organ).any(|person| person == visit.at.account);
    visit.at.organ().as_ref() == Some(&step.planned.organ) && seen.application.status == Status::InProgress && !is_recused
}

/// Whether what is told of a step is not all in its state: who drafted what, what was ticked, what has changed.
fn tells_of_the_past(step: &StepState) -> bool {
    let confirms = step.planned.kind == StepKind::Confirmation;
    match step.status {
        StepStatus::Open => step.stage > 0 || confirms || step.rounds > 1,
        StepStatus::Done | StepStatus::Unsupported => step.takes_opinion(),
        StepStatus::Waiting
        | StepStatus::Refining
        | StepStatus::Paying
        | StepStatus::Supplementing
        | StepStatus::SpecialProcedure
        | StepStatus::Dropped => false,
    }
}

/// Whether the step is the reader's to do something with: then personal values are shown whole.
fn is_mine(stage: &Stage) -> bool {
    match stage {
        Stage::Opinion(_) | Stage::Chain(_) | Stage::Acceptance | Stage::Decision(_) | Stage::Payment(_) => true,
        Stage::Waits { .. }
        | Stage::Notice { .. }
        | Stage::Paying { .. }
        | Stage::Refining { .. }
        | Stage::Supplementing { .. }
        | Stage::Special(_)
        | Stage::Unsupported { .. }
        | Stage::Done { .. }
        | Stage::Dropped
        | Stage::ForOthers { .. }
        | Stage::Free
        | Stage::Held { .. } => false,
    }
}

/// What was typed. An opinion that came back is gone on from where it was, unless it was typed anew.
fn first_form(stage: &Stage, typed: Option<FormData>) -> FormData {
    let form = typed.unwrap_or_default();
    match stage {
        Stage::Opinion(desk) if !form.has("text") => form.filled("text", desk.words_before.clone()),
        Stage::Opinion(_) => form,
        Stage::Waits { .. }
        | Stage::Notice { .. }
        | Stage::Paying { .. }
        | Stage::Refining { .. }
        | Stage::Supplementing { .. }
        | Stage::Special(_)
        | Stage::Unsupported { .. }
        | Stage::Done { .. }
        | Stage::Dropped
        | Stage::ForOthers { .. }
        | Stage::Free
        | Stage::Held { .. }
        | Stage::Chain(_)
        | Stage::Acceptance
        | Stage::Payment(_)
        | Stage::Decision(_) => form,
    }
}

/// Fields in which people write.
const WRITTEN: [&str; 15] = [
    "text",
    "request",
    "reason",
    "reasons",
    "missing",
    "special-reasons",
    "extend-reasons",
    "told",
    "asked",
    "result",
    "announcement",
    "record",
    "interest",
    "note",
    "conflict",
];

/// What was written into a form that the page no longer has, because the step went on meanwhile.
fn unsent(stage: &Stage, form: Option<&FormData>, writes_notes: bool, may_recuse: bool) -> Vec<String> {
    let shown: &[&str] = match stage {
        Stage::Opinion(_) => &[
            "text",
            "request",
            "special-reasons",
            "extend-reasons",
            "told",
            "asked",
            "interest",
        ],
        Stage::Special(desk) if desk.is_own => &["result", "announcement", "record"],
        Stage::Chain(desk) if !desk.is_own => &["reason", "interest"],
        Stage::Acceptance => &["reasons", "missing", "interest"],
        Stage::Decision(_) => &["reason", "extend-reasons", "interest"],
        Stage::Payment(_) => &["reasons", "interest"],
        Stage::Waits { .. }
        | Stage::Notice { .. }
        | Stage::Paying { .. }
        | Stage::Refining { .. }
        | Stage::Supplementing { .. }
        | Stage::Special(_)
        | Stage::Unsupported { .. }
        | Stage::Done { .. }
        | Stage::Dropped
        | Stage::ForOthers { .. }
        | Stage::Free
        | Stage::Held { .. }
        | Stage::Chain(_) => &[],
    };
    let has_place = |name: &str| match name {
        "note" => writes_notes,
        "conflict" => may_recuse,
        _ => shown.contains(&name),
    };
    let written = WRITTEN.iter().filter(|name| !has_place(name));
    written.filter_map(|name| form?.given(name)).map(str::to_owned).collect()
}

impl StepWork {
    /// Whether third parties are spoken of.
    fn speaks_of_parties(&self) -> bool {
        self.parties.can_tell || !self.parties.told.is_empty()
    }

    fn answer_form(&self, line: &ObjectionLine) -> String {
        format!("answer-{}", line.place)
    }

    fn upheld_field(&self, line: &ObjectionLine) -> String {
        format!("upheld-{}", line.place)
    }

    fn reasons_field(&self, line: &ObjectionLine) -> String {
        format!("reasons-{}", line.place)
    }

    /// How an objection can be answered.
    fn outcomes(&self) -> Vec<Choice> {
        let choice = |value: &str, key: &str| Choice::new(value, self.chrome.texts.say(key));
        vec![
            choice("yes", "desk-objection-upheld"),
            choice("no", "desk-objection-not-upheld"),
        ]
    }

    fn read(&self) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(|paper| paper.is_read)
    }

    fn others(&self) -> impl Iterator<Item = &Paper> {
        self.papers.iter().filter(|paper| !paper.is_read)
    }

    fn read_count(&self) -> usize {
        self.read().count()
    }

    /// How many papers the tab speaks of: those that the step reads, or all where it reads none itself.
    fn paper_count(&self) -> usize {
        match self.read_count() {
            0 => self.papers.len(),
            count => count,
        }
    }

    fn has_others(&self) -> bool {
        self.others().next().is_some()
    }

    /// The paper behind the open one.
    fn next_paper(&self) -> Option<&Paper> {
        let open = self.open.as_ref()?;
        let after = self.papers.iter().skip_while(|paper| paper.material != open.material).skip(1);
        after
            .into_iter()
            .find(|paper| paper.handed_in.as_ref().is_some_and(|file| file.can_be_shown))
    }

    /// How many points were ticked.
    fn ticked(&self) -> usize {
        self.points.iter().filter(|point| point.was_ticked).count()
    }

    /// Whether points are there to be ticked now.
    fn ticks(&self) -> bool {
        matches!(self.stage, Stage::Opinion(_))
    }

    fn is_ticked(&self, point: &Point) -> bool {
        match self.form.has("opinion") || self.form.values("points[]").next().is_some() {
            true => self.form.chose("points[]", &point.index.to_string()),
            false => point.was_ticked,
        }
    }
}
