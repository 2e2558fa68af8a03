//! `/desk/organ`: the organ at a glance: who is there, who has what, what is late or due, what waits for a signature.

use askama::Template;
use axum::response::{IntoResponse, Response};
use calendar::Day;
use catalogue::Catalogue;
use front::furniture::Choice;
use front::{Chrome, Page, Place, Problem};
use identity::RecordId;
use ledger::values;
use people::record::account::Absence;
use procedure::definition::StepKind;

use super::beside::protect;
use crate::assets;
use crate::handover::{Handovers, Stage};
use crate::list::{self, DutyFilter, Filter, Held, Only, Reading, TaskLine};
use crate::names::Names;
use crate::organ::{Hands, Load, Organ, Person, Staff, loads};
use crate::seeing::unavailable;
use crate::visit::Visit;
use crate::words::Words;

/// How long the longest bar of the picture is, in its own unit.
const BAR_LENGTH: u32 = 300;
/// The most handovers that are listed.
const HANDOVERS_SHOWN: u32 = 20;

/// Somebody with what lies in his or her hands.
struct PersonLine {
    name: String,
    duties: String,
    away: String,
    load: Load,
    bar: Bar,
    /// The list narrowed to this person.
    address: String,
    is_chosen: bool,
    hand_over: Option<String>,
}

/// A bar of four parts, each with where it begins and how long it is.
struct Bar {
    parts: Vec<(&'static str, u32, u32)>,
}

/// An absence, today's or one to come.
pub(super) struct AbsenceLine {
    pub(super) name: String,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) deputy: String,
    pub(super) is_now: bool,
    /// Where it is ended; none for whoever may not.
    pub(super) end: Option<String>,
}

/// A handover.
struct HandoverLine {
    path: String,
    post: String,
    from: String,
    to: String,
    day: String,
    stage: &'static str,
}

/// A choice of the filter.
struct Chip {
    label: String,
    count: u32,
    address: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "pages/organ.html")]
struct OrganPage {
    chrome: Chrome,
    style: String,
    organ: String,
    organ_parameter: Option<(&'static str, String)>,
    today: String,
    total: u32,
    late: u32,
    soon: u32,
    unclaimed: u32,
    to_check: u32,
    to_sign: u32,
    people: Vec<PersonLine>,
    lines: Vec<TaskLine>,
    chips: Vec<Chip>,
    person: String,
    text: String,
    more: Option<String>,
    whole: String,
    is_narrowed: bool,
    directs: bool,
    receivers: Vec<Choice>,
    absences: Vec<AbsenceLine>,
    handovers: Vec<HandoverLine>,
    may_hand_over: bool,
    said: Option<String>,
}

/// `GET /desk/organ`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let organ = Organ::seen(&visit)?;
    let (desks, texts) = (&visit.desks, visit.texts());
    let staff = Staff::of(desks, &organ.id).await?;
    let (almanac, today) = (desks.almanac(), desks.today());
    let calendar = almanac.calendar(organ.region);
    let loads = loads(desks.ledger(), &organ.id, today).await.map_err(unavailable)?;
    let filter = Filter {
        duty: match visit.filter.duty {
            DutyFilter::Own => DutyFilter::All,
            chosen @ (DutyFilter::All | DutyFilter::One(_)) => chosen,
        },
        selecting: organ.is_directed_by(&visit.at),
        mine: false,
        ..visit.filter.clone()
    };
    let person = visit.query.value("person").to_owned();
    let question = list::Question {
        organ: &organ.id,
        held: held_by(&person),
        duties: filter.duties(&visit.at),
        today,
        found: list::Found::of(desks, texts, &filter.text).await.map_err(unavailable)?,
    };
    let page = list::page(desks.ledger(), &question, &filter).await.map_err(unavailable)?;
    let waiting = waiting(&visit, &organ).await?;
    let holders = page.tasks.iter().filter_map(|task| task.holder);
    let names = Names::of(desks, holders, page.tasks.iter().map(|task| task.applicant))
        .await
        .map_err(unavailable)?;
    let reading = Reading {
        texts,
        catalogue: desks.catalogue(),
        names: &names,
        calendar,
        today,
        at: &visit.at,
        filter: &Filter::default(),
        shown: "",
    };
    let place = Here {
        filter: &filter,
        organ: organ.parameter(&visit.at),
        person: &person,
    };
    let directs = organ.is_directed_by(&visit.at);
    let late = loads.iter().map(|load| load.late).sum();
    let overview = OrganPage {
        chrome: visit.reader.desk("desk-organ", Place::Organ).following_stream("/desk/live"),
        style: assets::style(),
        organ: organ.name.clone(),
        organ_parameter: organ.parameter(&visit.at),
        today: texts.long_day(&today),
        total: loads.iter().map(Load::all).sum(),
        late,
        soon: loads.iter().map(|load| load.soon).sum(),
        unclaimed: loads.iter().filter(|load| load.hands == Hands::Nobody).map(Load::all).sum(),
        to_check: waiting.0,
        to_sign: waiting.1,
        people: people(&visit, &organ, &staff, &loads, &place, today),
        lines: list::lines(&page.tasks, &reading)
            .into_iter()
            .zip(&page.tasks)
            .map(|(line, task)| TaskLine {
                tick: directs
                    .then(|| can_be_reassigned(desks.catalogue(), task).then(|| format!("{}/{}", task.application, task.step)))
                    .flatten(),
                ..line
            })
            .collect(),
        chips: chips(&visit, &page.counts, &place),
        text: filter.text.clone(),
        more: page.next.map(|cursor| {
            place.address(&Filter {
                after: Some(cursor),
                ..filter.clone()
            })
        }),
        whole: Here { person: "", ..place }.address(&Filter::default()),
        is_narrowed: !person.is_empty() || filter.only != Only::All || !filter.text.is_empty(),
        receivers: receivers(&visit, &staff, &loads, today),
        absences: absences(&visit, &organ, &staff, &staff.people),
        handovers: handovers(&visit, &organ).await?,
        may_hand_over: organ.is_administered_by(&visit.at),
        said: super::said(&visit),
        person,
        directs,
    };
    let mut response = Page(overview).into_response();
    protect(&mut response);
    Ok(response)
}

/// Decisions and acceptances are in nobody's hands.
fn can_be_reassigned(catalogue: &Catalogue, task: &list::Task) -> bool {
    let kind = Words::kept(catalogue, &task.release).kind(&task.item, &task.step);
    task.can_be_reassigned() && !matches!(kind, StepKind::Decision | StepKind::Acceptance | StepKind::PublicNotice)
}

/// Whose tasks the address asks for.
fn held_by(person: &str) -> Held {
    match (person, person.parse()) {
        ("nobody", _) => Held::ByNobody,
        ("deciders", _) => Held::ByDeciders,
        (_, Ok(person)) => Held::By(vec![person]),
        (_, Err(_)) => Held::Anyhow,
    }
}

/// Addresses of this page.
#[derive(Clone)]
struct Here<'a> {
    filter: &'a Filter,
    organ: Option<(&'static str, String)>,
    person: &'a str,
}

impl Here<'_> {
    fn address(&self, filter: &Filter) -> String {
        let filter = Filter {
            duty: if filter.duty == DutyFilter::All {
                DutyFilter::Own
            } else {
                filter.duty
            },
            selecting: false,
            ..filter.clone()
        };
        let organ = self.organ.as_ref().map(|(name, value)| (*name, value.as_str()));
        let person = (!self.person.is_empty()).then_some(("person", self.person));
        let more: Vec<(&str, &str)> = organ.into_iter().chain(person).collect();
        filter.address("/desk/organ", &more)
    }
}

fn chips(visit: &Visit, counts: &list::Counts, place: &Here<'_>) -> Vec<Chip> {
    let chip = |only: Only| Chip {
        label: visit.texts().say(only.key()).to_string(),
        count: counts.of(only),
        address: place.address(&place.filter.only(only)),
        is_chosen: only == place.filter.only,
    };
    let worth_showing = |only: &Only| *only == Only::All || *only == place.filter.only || counts.of(*only) > 0;
    Only::ALL.into_iter().filter(worth_showing).map(chip).collect()
}

/// Everybody of the organ with what each has, then what is in the hands of people who have left, then what is in nobody's: every
/// task of the organ once.
fn people(visit: &Visit, organ: &Organ, staff: &Staff, loads: &[Load], place: &Here<'_>, today: Day) -> Vec<PersonLine> {
    let texts = visit.texts();
    let longest = loads.iter().map(Load::all).max().unwrap_or_default().max(1);
    let narrowed = |person: &str| {
        Here { person, ..place.clone() }.address(&Filter {
            after: None,
            ..place.filter.clone()
        })
    };
    let load_of = |hands: Hands| {
        let load = loads.iter().find(|load| load.hands == hands).copied();
        load.unwrap_or(Load {
            hands,
            ..Load::default()
        })
    };
    let line = |person: &Person| {
        let load = load_of(Hands::Of(person.account));
        let id = person.account.to_string();
        PersonLine {
            name: person.name.clone(),
            duties: duties(visit, person),
            away: person
                .away_on(today)
                .map(|absence| away(visit, staff, absence))
                .unwrap_or_default(),
            bar: Bar::of(&load, longest),
            address: narrowed(&id),
            is_chosen: place.person == id,
            hand_over: organ.is_administered_by(&visit.at).then(|| hand_over_address(place, &id)),
            load,
        }
    };
    let mut lines: Vec<PersonLine> = staff.people.iter().map(line).collect();
    for load in loads {
        let id = match load.hands {
            Hands::Of(holder) if staff.person(holder).is_none() => holder.to_string(),
            Hands::Of(_) | Hands::Nobody | Hands::Deciders => continue,
        };
        lines.push(PersonLine {
            name: texts.say("desk-organ-left").to_string(),
            duties: String::new(),
            away: String::new(),
            bar: Bar::of(load, longest),
            address: narrowed(&id),
            is_chosen: place.person == id,
            hand_over: None,
            load: *load,
        });
    }
    let together = [
        (Hands::Nobody, "desk-organ-unclaimed", "nobody"),
        (Hands::Deciders, "desk-organ-deciders", "deciders"),
    ];
    for (hands, name, id) in together {
        let load = load_of(hands);
        lines.push(PersonLine {
            name: texts.say(name).to_string(),
            duties: String::new(),
            away: String::new(),
            bar: Bar::of(&load, longest),
            address: narrowed(id),
            is_chosen: place.person == id,
            hand_over: None,
            load,
        });
    }
    lines
}

fn hand_over_address(place: &Here<'_>, person: &str) -> String {
    let organ = place.organ.as_ref().map(|(name, value)| format!("&{name}={value}"));
    format!("/desk/organ/handovers/new?from={person}{}", organ.unwrap_or_default())
}

fn duties(visit: &Visit, person: &Person) -> String {
    let duties = person
        .duties
        .iter()
        .map(|duty| visit.texts().say(people::duty_key(*duty)).to_string());
    duties.collect::<Vec<_>>().join("、")
}

fn away(visit: &Visit, staff: &Staff, absence: &Absence) -> String {
    let texts = visit.texts();
    let until = texts.day(&absence.until);
    match absence.deputy {
        Some(deputy) => texts
            .say("desk-organ-away-deputy")
            .with("until", until)
            .with("deputy", staff.name(deputy))
            .to_string(),
        None => texts.say("desk-organ-away").with("until", until).to_string(),
    }
}

impl Bar {
    /// Of somebody's load, where that many tasks are the whole length.
    fn of(load: &Load, longest: u32) -> Self {
        let mut begin = 0;
        let parts = [
            ("late", load.late),
            ("soon", load.soon),
            ("in-time", load.in_time),
            ("waiting", load.waiting + load.special + load.others),
        ];
        let place = |(class, count): (&'static str, u32)| {
            let length = count * BAR_LENGTH / longest;
            let part = (class, begin, length);
            begin += length;
            (count > 0).then_some(part)
        };
        Self {
            parts: parts.into_iter().filter_map(place).collect(),
        }
    }
}

/// To whom tasks can be given, with what each has already.
fn receivers(visit: &Visit, staff: &Staff, loads: &[Load], today: Day) -> Vec<Choice> {
    let texts = visit.texts();
    let choice = |person: &Person| {
        let load = loads
            .iter()
            .find(|load| load.hands == Hands::Of(person.account))
            .map_or(0, Load::all);
        let label = texts
            .say("desk-reassign-receiver")
            .with("name", &person.name)
            .with("count", load);
        let away = person
            .away_on(today)
            .map(|_| texts.say("desk-reassign-receiver-away").to_string());
        Choice::new(person.account.to_string(), format!("{label}{}", away.unwrap_or_default()))
    };
    let desk = Choice::new("desk", texts.say("desk-reassign-to-desk"));
    staff.handlers().map(choice).chain([desk]).collect()
}

pub(super) fn absences<'a>(
    visit: &Visit,
    organ: &Organ,
    staff: &Staff,
    people: impl IntoIterator<Item = &'a Person>,
) -> Vec<AbsenceLine> {
    let (texts, today) = (visit.texts(), visit.desks.today());
    let mut lines: Vec<(Day, AbsenceLine)> = Vec::new();
    for person in people {
        let may_end = organ
            .permit::<authority::acts::DeclareAbsence>(&visit.at, person.account)
            .is_ok();
        for absence in &person.absences {
            let line = AbsenceLine {
                name: person.name.clone(),
                from: texts.day(&absence.from),
                until: texts.day(&absence.until),
                deputy: absence.deputy.map(|deputy| staff.name(deputy).to_owned()).unwrap_or_default(),
                is_now: absence.covers(today),
                end: may_end.then(|| format!("/desk/organ/absences/{}/{}/endings", person.account, absence.number)),
            };
            lines.push((absence.from, line));
        }
    }
    lines.sort_by_key(|(from, _)| *from);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// How many drafts wait for a check, and how many decisions and drafts for a signature.
async fn waiting(visit: &Visit, organ: &Organ) -> Result<(u32, u32), Problem> {
    let ledger = visit.desks.ledger();
    let rows = ledger
        .query(
            "SELECT COUNT(CASE WHEN duty = 'check' THEN 1 END), COUNT(CASE WHEN duty = 'sign' THEN 1 END)
             FROM task WHERE city = $1 AND organ = $2 AND status IN ('open', 'recusal')",
            values![ledger.city(), organ.id.as_str()],
        )
        .await
        .map_err(unavailable)?;
    let Some(row) = rows.first() else { return Ok((0, 0)) };
    Ok((row.get(0).map_err(unavailable)?, row.get(1).map_err(unavailable)?))
}

async fn handovers(visit: &Visit, organ: &Organ) -> Result<Vec<HandoverLine>, Problem> {
    let ledger = visit.desks.ledger();
    let rows = ledger
        .query(
            "SELECT record FROM handover WHERE city = $1 AND organ = $2 ORDER BY day DESC, record LIMIT $3",
            values![ledger.city(), organ.id.as_str(), HANDOVERS_SHOWN],
        )
        .await
        .map_err(unavailable)?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in &rows {
        let record: RecordId = row.get(0).map_err(unavailable)?;
        let Some(snapshot) = ledger.state::<Handovers>(record).await.map_err(unavailable)? else {
            continue;
        };
        let Some(order) = &snapshot.state.order else { continue };
        let names = Names::of(&visit.desks, [order.from, order.to], [])
            .await
            .map_err(unavailable)?;
        lines.push(HandoverLine {
            path: format!("/desk/organ/handovers/{record}"),
            post: post_name(visit, &order.post),
            from: names.colleague(order.from).to_owned(),
            to: names.colleague(order.to).to_owned(),
            day: visit.texts().day(&order.day),
            stage: stage_key(&snapshot.state.stage),
        });
    }
    Ok(lines)
}

/// 承办, of a post; its identifier where the city has no such post any more.
pub(super) fn post_name(visit: &Visit, post: &identity::PostId) -> String {
    let duty = visit.desks.post(post).and_then(|post| post.duties.first().copied());
    duty.map_or_else(
        || post.to_string(),
        |duty| visit.texts().say(people::duty_key(duty)).to_string(),
    )
}

/// The key of how far a handover is.
pub(super) fn stage_key(stage: &Stage) -> &'static str {
    match stage {
        Stage::Planned => "desk-handover-planned",
        Stage::CalledOff => "desk-handover-called-off",
        Stage::Begun(_) => "desk-handover-begun",
        Stage::Done(_) => "desk-handover-done",
        Stage::Failed(_) => "desk-handover-failed",
    }
}
