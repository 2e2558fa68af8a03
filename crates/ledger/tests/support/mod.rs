//! A small record to test the ledger with: a society with members, cards, a name that no other may have.
#![allow(missing_docs, dead_code)]

mod tables;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use authority::{Actor, Duty, Permit, Post, Subject, acts, permit};
use calendar::Moment;
use identity::{OrganId, PostId, RecordId, RegionCode};
use ledger::{
    Claim, Clock, CommandOf, Context, Decision, Keeping, Key, Ledger, Options, Receipt, Record, Rows, Secret, Stamp, SubmitError,
    Table, Unavailable, values,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tables::{CARD, LEAVINGS, OUTGROWN, SIZE, SIZES, SOCIETY};

pub const CITY: RegionCode = RegionCode::fixed(371_600);

pub const KEEPING: Keeping = Keeping {
    purpose: "to write to the society",
    basis: "Measures on Societies, art. 9",
    term_days: 365,
};

pub struct Society;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    pub is_founded: bool,
    pub members: u32,
    pub cards: Vec<u64>,
    pub greetings: u32,
    pub meetings: u32,
    pub meets_at: Option<Moment>,
}

#[derive(Clone, Debug)]
pub enum Command {
    Found {
        name: String,
    },
    Rename {
        from: String,
        to: String,
    },
    Join {
        members: u32,
    },
    IssueCard {
        series: String,
    },
    /// Draws a number and refuses all the same.
    SpoilCard {
        series: String,
    },
    /// Draws a number and does something else besides, both or neither.
    IssueCardAnd {
        series: String,
        then: Box<Command>,
    },
    Expect {
        other: RecordId,
        version: u64,
    },
    MeetAt {
        at: Option<Moment>,
    },
    Meet,
    Greet,
    Tell {
        path: String,
        text: String,
    },
    Forget {
        path: String,
    },
    /// Hands in a stored file, which the vault's value opens.
    HandIn {
        stored: String,
        key: String,
    },
    Panic,
    BreakRows(Breaking),
    Nothing,
    Count {
        number: u64,
    },
}

/// How the rows of an event cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Breaking {
    /// The view panics.
    Panic,
    /// The database refuses.
    Null,
    /// PostgreSQL cannot even be told: a number where its table has bytes.
    Mistyped,
}

impl Breaking {
    fn members(self) -> u32 {
        u32::MAX - self as u32
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Event {
    Founded,
    Renamed,
    Joined { member: u32 },
    CardIssued { number: u64 },
    WasExpected,
    MeetingSet { at: Option<Moment> },
    Met,
    Greeted,
    Told { path: String },
    Forgotten { path: String },
    HandedIn { stored: String },
    RowsBroken { by: Breaking },
    Counted { number: u64 },
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("there is such a society already")]
    AlreadyFounded,
    #[error("there is no such society")]
    NotFounded,
    #[error("the card was spoilt")]
    CardSpoilt,
}

impl Record for Society {
    const KIND: &'static str = "society";
    const EVENT_VERSION: u32 = 1;

    type State = State;
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(state: &State, command: Command, context: &mut Context<'_>) -> Result<Decision<Event>, Refusal> {
        match command {
            Command::Found { .. } if state.is_founded => Err(Refusal::AlreadyFounded),
            Command::Found { name } => Ok(Decision::from(Event::Founded)
                .claiming(Claim::new("society-name", name.clone()))
                .with_secret(Secret::new("name", name, KEEPING))),
            _ if !state.is_founded => Err(Refusal::NotFounded),
            Command::Rename { from, to } => Ok(Decision::from(Event::Renamed)
                .releasing(Claim::new("society-name", from))
                .claiming(Claim::new("society-name", to.clone()))
                .with_secret(Secret::new("name", to, KEEPING))),
            Command::Join { members } => Ok((1..=members)
                .map(|one| Event::Joined {
                    member: state.members + one,
                })
                .collect::<Vec<_>>()
                .into()),
            Command::IssueCard { series } => Ok(Event::CardIssued {
                number: context.number(&series),
            }
            .into()),
            Command::SpoilCard { series } => {
                context.number(&series);
                Err(Refusal::CardSpoilt)
            }
            Command::IssueCardAnd { series, then } => {
                let number = context.number(&series);
                let mut decision = Self::decide(state, *then, context)?;
                decision.events.insert(0, Event::CardIssued { number });
                Ok(decision)
            }
            Command::Expect { other, version } => Ok(Decision::from(Event::WasExpected).expecting(other, version)),
            Command::MeetAt { at } => Ok(Event::MeetingSet { at }.into()),
            Command::Meet => Ok(Event::Met.into()),
            Command::Greet => Ok(Event::Greeted.into()),
            Command::Tell { path, text } => {
                Ok(Decision::from(Event::Told { path: path.clone() }).with_secret(Secret::new(path, text, KEEPING)))
            }
            Command::Forget { path } => Ok(Decision::from(Event::Forgotten { path: path.clone() }).erasing(path)),
            Command::HandIn { stored, key } => {
                let value = serde_json::json!({ "name": "paper.pdf", "key": key });
                Ok(Decision::from(Event::HandedIn { stored }).with_secret(Secret::new("paper", value, KEEPING)))
            }
            Command::Panic => panic!("a fault in a rule"),
            Command::BreakRows(by) => Ok(Event::RowsBroken { by }.into()),
            Command::Nothing => Ok(Decision::nothing()),
            Command::Count { number } => Ok(Event::Counted { number }.into()),
        }
    }

    fn apply(state: &mut State, event: &Event, _: &Stamp) {
        match event {
            Event::Founded => state.is_founded = true,
            Event::Joined { member } => state.members = *member,
            Event::CardIssued { number } => state.cards.push(*number),
            Event::MeetingSet { at } => state.meets_at = *at,
            Event::Met => {
                state.meetings += 1;
                state.meets_at = None;
            }
            Event::Greeted => state.greetings += 1,
            Event::RowsBroken { by } => state.members = by.members(),
            Event::Renamed
            | Event::WasExpected
            | Event::Told { .. }
            | Event::Forgotten { .. }
            | Event::HandedIn { .. }
            | Event::Counted { .. } => {}
        }
    }

    fn tables() -> &'static [Table] {
        &[SOCIETY, CARD, SIZE, OUTGROWN]
    }

    fn rows(id: RecordId, before: &State, after: &State, stamp: &Stamp, rows: &mut Rows) {
        rows.execute(
            "INSERT INTO society (city, record, members, meets_at, changed) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (city, record) DO UPDATE SET members = excluded.members, meets_at = excluded.meets_at,
             changed = excluded.changed",
            values![rows.city(), id, after.members, after.meets_at, stamp.at],
        );
        for number in &after.cards[before.cards.len()..] {
            rows.execute(
                "INSERT INTO card (city, record, number) VALUES ($1, $2, $3)",
                values![rows.city(), id, *number],
            );
        }
        if (before.is_founded, before.members) != (after.is_founded, after.members) {
            if before.is_founded {
                rows.add(&SIZES, values![rows.city(), before.members], &[-1]);
                rows.add(&LEAVINGS, values![rows.city(), before.members], &[1]);
            }
            rows.add(&SIZES, values![rows.city(), after.members], &[1]);
        }
        if before.meets_at != after.meets_at {
            rows.timer("meeting", after.meets_at);
        }
        assert_ne!(after.members, Breaking::Panic.members(), "a fault in a view");
        if after.members == Breaking::Null.members() {
            rows.execute(
                "INSERT INTO card (city, record, number) VALUES ($1, $2, NULL)",
                values![rows.city(), id],
            );
        }
        if after.members == Breaking::Mistyped.members() {
            rows.execute(
                "INSERT INTO card (city, record, number) VALUES ($1, $2, 1)",
                values![rows.city(), 7],
            );
        }
    }

    fn upcast(_: u32, event: Value) -> Value {
        event
    }
}

/// A command of an administrator.
pub struct Ask(pub Command);
/// A command of a reaction.
pub struct ReactWith(pub Command);
/// A command of the timer.
pub struct OnTime(pub Command);

macro_rules! command {
    ($command:ident, $act:ident) => {
        impl From<$command> for Command {
            fn from(command: $command) -> Self {
                command.0
            }
        }

        impl CommandOf<Society> for $command {
            type Act = acts::$act;
        }
    };
}

command!(Ask, Administer);
command!(ReactWith, React);
command!(OnTime, EndStep);

/// A text that takes its room however well it is packed.
pub fn noise(characters: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut letter = || {
        // xorshift64 (Marsaglia 2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(LETTERS[(state >> 58) as usize])
    };
    (0..characters).map(|_| letter()).collect()
}

pub fn record(number: u8) -> RecordId {
    RecordId::from_bytes([number; 16])
}

pub fn numbered(number: u64) -> RecordId {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    RecordId::from_bytes(bytes)
}

/// Somebody who administers the whole city.
pub fn administrator(number: u64) -> Arc<Actor> {
    let post = Post {
        id: PostId::fixed("shenpi-371600-administer"),
        organ: OrganId::fixed("shenpi-371600"),
        region: CITY,
        functions: Vec::new(),
        duties: vec![Duty::Administer],
    };
    Actor::post(numbered(number), Arc::new(post))
}

pub fn may_administer(actor: &Arc<Actor>, record: RecordId) -> Permit<acts::Administer> {
    permit(actor, &Subject::new(record, CITY)).unwrap()
}

pub fn may_react(name: &'static str, record: RecordId) -> Permit<acts::React> {
    permit(&Actor::reaction(name), &Subject::new(record, CITY)).unwrap()
}

pub fn may_end(record: RecordId) -> Permit<acts::EndStep> {
    permit(&Actor::timer(), &Subject::new(record, CITY)).unwrap()
}

pub type Outcome = Result<Receipt<State>, SubmitError<Refusal>>;

/// Submits as the first administrator and waits.
pub fn ask(ledger: &Ledger, record: RecordId, command: Command, key: impl Into<Key>) -> Outcome {
    ask_as(ledger, 1, record, command, key)
}

pub fn ask_as(ledger: &Ledger, who: u64, record: RecordId, command: Command, key: impl Into<Key>) -> Outcome {
    ledger.submit_blocking::<Society, _>(&may_administer(&administrator(who), record), record, Ask(command), key.into())
}

pub fn issue(ledger: &Ledger, record: RecordId, key: String) -> Outcome {
    ask(ledger, record, Command::IssueCard { series: "card".into() }, key)
}

pub fn found(ledger: &Ledger, record: RecordId) -> Receipt<State> {
    ask(
        ledger,
        record,
        Command::Found {
            name: record.to_string(),
        },
        format!("found {record}"),
    )
    .unwrap()
}

pub fn options() -> Options {
    Options::new(CITY)
}

/// The options of the city in that folder.
pub fn options_in(folder: &Path) -> Options {
    options().in_database(test_database::database_of(folder))
}

pub fn open(folder: &Path) -> Ledger {
    open_with(folder, options())
}

/// A city in a file, whichever engine the tests run on: for what only SQLite does.
pub fn in_a_file(folder: &Path) -> Ledger {
    in_a_file_with(folder, options())
}

pub fn in_a_file_with(folder: &Path, options: Options) -> Ledger {
    let ledger = Ledger::open(folder, options).unwrap();
    ledger.register::<Society>().unwrap();
    ledger
}

pub fn open_with(folder: &Path, options: Options) -> Ledger {
    let ledger = Ledger::open(folder, options.in_database(test_database::database_of(folder))).unwrap();
    ledger.register::<Society>().unwrap();
    ledger
}

pub fn state(ledger: &Ledger, record: RecordId) -> State {
    ledger
        .state_blocking::<Society>(record)
        .unwrap()
        .map(|snapshot| (*snapshot.state).clone())
        .unwrap_or_default()
}

pub fn count(ledger: &Ledger, sql: &'static str) -> u64 {
    ledger.query_blocking(sql, Vec::new()).unwrap()[0].get(0).unwrap()
}

/// Memory, disk and index rows tell the same.
pub fn assert_whole(ledger: &Ledger, records: &[RecordId]) {
    for record in records {
        let folded = ledger
            .folded::<Society>(*record)
            .unwrap()
            .map(|snapshot| (snapshot.version, (*snapshot.state).clone()));
        let live = ledger.state_blocking::<Society>(*record).unwrap();
        assert_eq!(live.map(|snapshot| (snapshot.version, (*snapshot.state).clone())), folded);
    }
    assert_eq!(ledger.verify_fold::<Society>().unwrap(), []);
}

/// A clock that a test sets.
#[derive(Default)]
pub struct SetClock(AtomicI64);

impl SetClock {
    pub fn at(milliseconds: i64) -> Arc<Self> {
        Arc::new(Self(AtomicI64::new(milliseconds)))
    }

    pub fn set(&self, milliseconds: i64) {
        self.0.store(milliseconds, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Moment {
        Moment(self.0.load(Ordering::SeqCst))
    }
}

/// Waits until something holds.
pub async fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    for _ in 0..500 {
        if holds() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{what} did not come to hold within five seconds");
}

pub fn is_unavailable<T: std::fmt::Debug>(outcome: &Result<T, SubmitError<Refusal>>) -> bool {
    matches!(outcome, Err(SubmitError::Unavailable(_)))
}

pub fn is_broken<T: std::fmt::Debug>(outcome: &Result<T, SubmitError<Refusal>>) -> bool {
    matches!(outcome, Err(SubmitError::Broken(_)))
}

pub fn unavailable<T>(outcome: Result<T, Unavailable>) -> String {
    match outcome {
        Ok(_) => panic!("it was to be unavailable"),
        Err(Unavailable(reason)) => reason,
    }
}
