//! The rows of a desk and their number, asked in one question to one state of the city.

use applications::record::proposal::ProposalNumber;
use applications::record::request::{RequestKind, RequestNumber};
use applications::record::state::LightDays;
use applications::views::{CHECK_PREFIX, TaskStatus, proposal_of_row, request_of_row};
use authority::Duty;
use calendar::{Day, Unit};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Ledger, Row, Statement, Unavailable, Value, values};
use people::views::{EnterprisesNamed, is_named};
use procedure::definition::ItemId;

use super::filter::{Cursor, Filter, Only};
use super::found::Found;

/// How many rows a page of the list has.
pub(crate) const ROWS_MAX: usize = 50;

/// The index writes this where nothing is due, so that it sorts behind every day.
const NO_DUE_DAY: i64 = i32::MAX as i64;

/// How an index row names a gate instead of a step.
const GATE_PREFIX: &str = "gate:";

/// How it names an application for recusal.
const RECUSAL_PREFIX: &str = "recusal:";

/// One thing on a desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Task {
    /// Its application.
    pub(crate) application: RecordId,
    /// The step, or `gate:` and the gate.
    pub(crate) step: String,
    /// The item; empty for a gate.
    pub(crate) item: ItemId,
    /// Why it is here.
    pub(crate) status: TaskStatus,
    /// Until when, and from when on time is short, while a clock runs.
    pub(crate) days: Option<LightDays>,
    /// The duty that the open stage asks for.
    pub(crate) duty: Option<Duty>,
    /// Who claimed it.
    pub(crate) holder: Option<RecordId>,
    /// What the application is called.
    pub(crate) title: String,
    /// Its number.
    pub(crate) number: String,
    /// Its matter.
    pub(crate) matter: String,
    /// Where.
    pub(crate) region: RegionCode,
    /// Whose.
    pub(crate) applicant: RecordId,
    /// The day of its submission.
    pub(crate) submitted: Day,
    /// Where it begins in the log: of those due the same day, the first comes first.
    pub(crate) came: u64,
    /// The digest of the release under which it was filed.
    pub(crate) release: String,
}

/// A page of a desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Page {
    /// Its rows, by due day, then as the applications came.
    pub(crate) tasks: Vec<Task>,
    /// Where the next page begins, if there is one.
    pub(crate) next: Option<Cursor>,
    /// How many rows there are, however they stand.
    pub(crate) counts: Counts,
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Counts {
    /// All.
    pub all: u32,
    /// Somebody at the desk has to act.
    pub open: u32,
    /// Past their day.
    pub late: u32,
    /// Short of time: yellow.
    pub soon: u32,
    /// Waiting for the applicant.
    pub applicant: u32,
    /// Public notices that run.
    pub notice: u32,
    /// Gates that are to be recorded.
    pub gate: u32,
    /// Proposals that wait for a signature.
    pub proposal: u32,
    /// Standing still on a special procedure.
    pub special: u32,
    /// Applications for recusal.
    pub recusal: u32,
}

/// Whose tasks are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Held {
    /// Everybody's, and those that nobody has.
    #[default]
    Anyhow,
    /// Of these people.
    By(Vec<RecordId>),
    /// Those that nobody has claimed.
    ByNobody,
    /// Those that are decided by whoever checks or signs, and claimed by nobody.
    ByDeciders,
}

/// The desk of an organ as a filter shows it to the holder of a post.
pub(crate) struct Question<'a> {
    pub(crate) organ: &'a OrganId,
    /// Whose tasks.
    pub(crate) held: Held,
    pub(crate) duties: Vec<Duty>,
    pub(crate) today: Day,
    /// Where the filter's text stands beside titles and numbers.
    pub(crate) found: Found,
}

/// A page of a desk, by due day, then as the applications came.
pub(crate) async fn page(ledger: &Ledger, question: &Question<'_>, filter: &Filter) -> Result<Page, Unavailable> {
    let asked = vec![list(ledger, question, filter), counts(ledger, question, filter)];
    let mut answers = ledger.query_together(asked).await?.into_iter();
    let (rows, counted) = (answers.next().unwrap_or_default(), answers.next().unwrap_or_default());
    let mut tasks = rows.iter().map(Task::read).collect::<Result<Vec<_>, _>>()?;
    let more = tasks.len() > ROWS_MAX;
    tasks.truncate(ROWS_MAX);
    Ok(Page {
        next: tasks.last().filter(|_| more).map(Task::cursor),
        counts: counted.first().map(Counts::read).transpose()?.unwrap_or_default(),
        tasks,
    })
}

fn list(ledger: &Ledger, question: &Question<'_>, filter: &Filter) -> Statement {
    let mut narrowing = Narrowing::of(ledger, question, filter);
    match filter.only {
        Only::All => {}
        Only::Open => narrowing.and("t.status = 'open'"),
        Only::Applicant => narrowing.and("t.status = 'applicant'"),
        Only::Notice => narrowing.and("t.status = 'notice'"),
        Only::Gate => narrowing.and("t.status = 'gate'"),
        Only::Proposal => narrowing.and("t.status = 'proposal'"),
        Only::Special => narrowing.and("t.status = 'special'"),
        Only::Recusal => narrowing.and("t.status = 'recusal'"),
        Only::Late => narrowing.and_value("t.status = 'open' AND t.due < ?", question.today),
        Only::Soon => {
            narrowing.and_value("t.status = 'open' AND t.due >= ?", question.today);
            narrowing.and_value("t.short <= ?", question.today);
        }
    }
    if let Some(after) = &filter.after {
        let (due, came, application, step) = (
            narrowing.add(after.due),
            narrowing.add(after.came),
            narrowing.add(after.application),
            narrowing.add(after.step.as_str()),
        );
        narrowing.and(&format!(
            "(t.due, t.came, t.application, t.step) > ({due}, {came}, {application}, {step})"
        ));
    }
    let limit = narrowing.add(ROWS_MAX + 1);
    let sql = format!(
        "SELECT t.application, t.step, t.item, t.status, t.due, t.duty, t.holder, t.title, t.number, t.matter, t.region, a.applicant, a.release,
                t.short, a.submitted, t.came, t.unit
         FROM task t JOIN application a ON a.city = t.city AND a.record = t.application
         WHERE {} ORDER BY t.due, t.came, t.application, t.step LIMIT {limit}",
        narrowing.conditions
    );
    Statement::new(sql, narrowing.values)
}

/// By the counts that are kept with the tasks, where no single task decides.
fn counts(ledger: &Ledger, question: &Question<'_>, filter: &Filter) -> Statement {
    let mut narrowing = Narrowing::of(ledger, question, filter);
    let today = narrowing.add(question.today);
    let desk = match question.held == Held::Anyhow && filter.text.is_empty() {
        true => "SELECT t.status, t.due, t.short, t.n FROM desk_count t",
        false => "SELECT t.status, t.due, t.short, 1 AS n FROM task t",
    };
    // Values are numbered in the order of their first use: the conditions come first.
    let sql = format!(
        "WITH desk AS ({desk} WHERE {}), days AS (SELECT CAST({today} AS BIGINT) AS today)
         SELECT {} FROM desk, days",
        narrowing.conditions,
        [
            "TRUE",
            "status = 'open'",
            "status = 'open' AND due < today",
            "status = 'open' AND due >= today AND short <= today",
            "status = 'applicant'",
            "status = 'notice'",
            "status = 'gate'",
            "status = 'proposal'",
            "status = 'special'",
            "status = 'recusal'",
        ]
        .map(|condition| format!("COALESCE(SUM(CASE WHEN {condition} THEN n END), 0)"))
        .join(", ")
    );
    Statement::new(sql, narrowing.values)
}

/// Conditions on `task t`, with their values.
struct Narrowing {
    conditions: String,
    values: Vec<Value>,
}

impl Narrowing {
    /// What list and counts have in common: the desk, the duties, the holder, the text.
    fn of(ledger: &Ledger, question: &Question<'_>, filter: &Filter) -> Self {
        let mut narrowing = Self {
            conditions: "t.city = $1 AND t.organ = $2".to_owned(),
            values: values![ledger.city(), question.organ.as_str()],
        };
        if !question.duties.is_empty() {
            let duties: Vec<String> = question.duties.iter().map(|duty| narrowing.add(duty.as_str())).collect();
            narrowing.and(&format!("t.duty IN ({})", duties.join(", ")));
        }
        match &question.held {
            Held::Anyhow => {}
            Held::By(people) => {
                let people: Vec<String> = people.iter().map(|person| narrowing.add(*person)).collect();
                narrowing.and(&format!("t.holder IN ({})", people.join(", ")));
            }
            Held::ByNobody => narrowing.and("t.holder IS NULL AND t.duty = 'handle'"),
            Held::ByDeciders => narrowing.and("t.holder IS NULL AND t.duty <> 'handle'"),
        }
        if !filter.text.is_empty() {
            narrowing.searched(&filter.text, &question.found);
        }
        narrowing
    }

    /// Whatever the text stands in.
    fn searched(&mut self, text: &str, found: &Found) {
        let pattern = self.add(containing(text));
        let mut places = vec![format!(
            "t.title LIKE {pattern} ESCAPE '\\' OR t.number LIKE {pattern} ESCAPE '\\'"
        )];
        if !found.matters.is_empty() {
            let matters: Vec<String> = found.matters.iter().map(|matter| self.add(matter.as_str())).collect();
            places.push(format!("t.matter IN ({})", matters.join(", ")));
        }
        if !found.steps.is_empty() {
            let step = |(item, step): &(String, String)| format!("({}, {})", self.add(item.as_str()), self.add(step.as_str()));
            let steps: Vec<String> = found.steps.iter().map(step).collect();
            places.push(format!("(t.item, t.step) IN (VALUES {})", steps.join(", ")));
        }
        match &found.enterprises {
            EnterprisesNamed::Few(enterprises) if enterprises.is_empty() => {}
            EnterprisesNamed::Few(enterprises) => {
                let enterprises: Vec<String> = enterprises.iter().map(|enterprise| self.add(*enterprise)).collect();
                places.push(format!(
                    "t.application IN (SELECT record FROM application WHERE city = $1 AND applicant IN ({}))",
                    enterprises.join(", ")
                ));
            }
            EnterprisesNamed::Many => places.push(format!(
                "EXISTS (SELECT 1 FROM application s WHERE s.city = $1 AND s.record = t.application AND {})",
                is_named("s.applicant", &pattern)
            )),
        }
        self.and(&format!("({})", places.join(" OR ")));
    }

    fn add(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn and(&mut self, condition: &str) {
        self.conditions.push_str(" AND ");
        self.conditions.push_str(condition);
    }

    fn and_value(&mut self, condition: &str, value: impl Into<Value>) {
        let place = self.add(value);
        self.and(&condition.replace('?', &place));
    }
}

/// A pattern that means exactly this text, wherever it stands.
pub(crate) fn containing(text: &str) -> String {
    let escaped = text.trim().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

impl Task {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        let (due, short): (i64, i64) = (row.get(4)?, row.get(13)?);
        let day = |day: i64| i32::try_from(day).ok().filter(|_| day != NO_DUE_DAY).map(Day);
        let item: String = row.get(2)?;
        let unit = Unit::from_text(&row.get::<String>(16)?).unwrap_or(Unit::Working);
        Ok(Self {
            application: row.get(0)?,
            step: row.get(1)?,
            item: ItemId::from(item.as_str()),
            status: TaskStatus::from_text(&row.get::<String>(3)?),
            days: day(due).zip(day(short)).map(|(due, short)| LightDays { short, due, unit }),
            duty: row.get::<String>(5)?.parse().ok(),
            holder: row.get(6)?,
            title: row.get(7)?,
            number: row.get(8)?,
            matter: row.get(9)?,
            region: row.get(10)?,
            applicant: row.get(11)?,
            release: row.get(12)?,
            submitted: row.get(14)?,
            came: row.get(15)?,
        })
    }

    fn cursor(&self) -> Cursor {
        let due = self.days.map_or(NO_DUE_DAY, |days| days.due.0.into());
        Cursor {
            due,
            came: self.came,
            application: self.application,
            step: self.step.clone(),
        }
    }

    /// The gate that is to be recorded, if it is one.
    pub(crate) fn gate(&self) -> Option<&str> {
        self.step.strip_prefix(GATE_PREFIX)
    }

    /// Whether it is a step that somebody can be given: not a gate, and not a request.
    pub(crate) fn can_be_reassigned(&self) -> bool {
        self.is_step() && matches!(self.status, TaskStatus::Open | TaskStatus::WaitsForApplicant)
    }

    /// The application for recusal that is to be decided, if it is one.
    pub(crate) fn recusal(&self) -> Option<&str> {
        self.step.strip_prefix(RECUSAL_PREFIX)
    }

    /// Whether it is a step, and nothing else that waits.
    pub(crate) fn is_step(&self) -> bool {
        let is_asked = self.recusal().is_some() || self.request().is_some();
        self.gate().is_none() && !is_asked && self.proposal().is_none() && self.check().is_none()
    }

    /// The proposal that waits for a signature, if it is one: its act and its number.
    pub(crate) fn proposal(&self) -> Option<(&str, ProposalNumber)> {
        proposal_of_row(&self.step)
    }

    /// The paper whose promise is to be checked, if it is such a row.
    pub(crate) fn check(&self) -> Option<&str> {
        self.step.strip_prefix(CHECK_PREFIX)
    }

    /// What the holder of a certificate asks for, if it is such a row: its kind and its number.
    pub(crate) fn request(&self) -> Option<(RequestKind, RequestNumber)> {
        request_of_row(&self.step)
    }

    /// Where the work on it is.
    pub(crate) fn path(&self) -> String {
        if let Some(recusal) = self.recusal() {
            return format!("/desk/{}/recusals/{recusal}", self.application);
        }
        if let Some(material) = self.check() {
            return format!("/desk/{}/checks/{material}", self.application);
        }
        if let Some((_, request)) = self.request() {
            return format!("/desk/{}/requests/{request}", self.application);
        }
        match (self.gate(), self.proposal()) {
            (Some(gate), _) => format!("/desk/{}/gates/{gate}", self.application),
            (None, Some((_, number))) => format!("/desk/{}/proposals/{number}", self.application),
            (None, None) => format!("/desk/{}/{}", self.application, self.step),
        }
    }
}

impl Counts {
    fn read(row: &Row) -> Result<Self, Unavailable> {
        Ok(Self {
            all: row.get(0)?,
            open: row.get(1)?,
            late: row.get(2)?,
            soon: row.get(3)?,
            applicant: row.get(4)?,
            notice: row.get(5)?,
            gate: row.get(6)?,
            proposal: row.get(7)?,
            special: row.get(8)?,
            recusal: row.get(9)?,
        })
    }

    /// How many of one kind.
    pub(crate) fn of(&self, only: Only) -> u32 {
        match only {
            Only::All => self.all,
            Only::Open => self.open,
            Only::Late => self.late,
            Only::Soon => self.soon,
            Only::Applicant => self.applicant,
            Only::Notice => self.notice,
            Only::Gate => self.gate,
            Only::Proposal => self.proposal,
            Only::Special => self.special,
            Only::Recusal => self.recusal,
        }
    }
}

#[cfg(test)]
mod tests {
    use applications::record::Applications;
    use ledger::Options;

    use super::*;

    const CITY: RegionCode = RegionCode::fixed(371_600);

    /// What the engine says it will do, line by line.
    fn plan(filter: &Filter, found: Found) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path(), Options::new(CITY)).unwrap();
        ledger.register::<Applications>().unwrap();
        ledger.register::<people::Enterprise>().unwrap();
        let question = Question {
            organ: &OrganId::fixed("water-371625"),
            held: Held::Anyhow,
            duties: vec![Duty::Handle],
            today: Day::new(2026, 11, 2).unwrap(),
            found,
        };
        let asked = list(&ledger, &question, filter);
        let sql: &'static str = Box::leak(format!("EXPLAIN QUERY PLAN {}", asked.sql).into_boxed_str());
        let rows = ledger.query_blocking(sql, asked.values).unwrap();
        rows.iter().map(|row| row.get::<String>(3).unwrap()).collect()
    }

    #[test]
    fn a_desk_is_read_in_the_order_of_its_index_whatever_is_searched_for() {
        let found = |enterprises: EnterprisesNamed| Found {
            matters: vec!["factory".into()],
            steps: vec![("water".into(), "water".into()), ("water".into(), "water.decide".into())],
            enterprises,
        };
        let few = || EnterprisesNamed::Few(vec![RecordId::from_bytes([7; 16])]);
        let searched = Filter {
            text: "渤海".into(),
            ..Filter::default()
        };
        let soon = searched.only(Only::Soon);
        for (filter, found) in [
            (Filter::default(), Found::default()),
            (searched.clone(), found(few())),
            (searched, found(EnterprisesNamed::Many)),
            (soon, found(few())),
        ] {
            let lines = plan(&filter, found);
            let has = |words: &str| lines.iter().any(|line| line.contains(words));
            assert!(has("SEARCH t USING PRIMARY KEY (city=? AND organ=?"), "{lines:#?}");
            assert!(!has("TEMP B-TREE FOR ORDER BY"), "{lines:#?}");
            assert!(!has("SCAN application") && !has("SCAN t") && !has("SCAN e"), "{lines:#?}");
        }
    }
}
