//! What may be declared, and what calendars come of it.

use std::sync::Arc;

use authority::{Actor, Duty, Post};
use calendar::{Day, MakeUpDay, Moment, Notice, RestDays};
use identity::{OrganId, RecordId, RegionCode};
use ledger::{Almanac, Context, Record, Rehearsal, Stamp};

use crate::record::{Change, DayChange, Days, DaysRefusal, Declare, DeclareCommand, Declared, TakeBack, changed_days};

const CITY: RegionCode = RegionCode::fixed(371_600);
const BOXING: RegionCode = RegionCode::fixed(371_625);
const HUIMIN: RegionCode = RegionCode::fixed(371_621);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A city on Monday, 2 November 2026, ten in the morning.
struct City {
    declared: Declared,
    now: Moment,
}

impl City {
    fn new() -> Self {
        Self {
            declared: Declared::default(),
            now: Moment::at(day("2026-11-02"), 10, 0),
        }
    }

    fn asks(&mut self, region: RegionCode, command: impl Into<DeclareCommand>) -> Result<(), DaysRefusal> {
        let post = Post {
            id: "approval-371600-supervise".parse().unwrap(),
            organ: OrganId::fixed("approval-371600"),
            region,
            functions: Vec::new(),
            duties: vec![Duty::Supervise],
        };
        let actor = Actor::post(RecordId::from_bytes([1; 16]), Arc::new(post));
        let almanac = self.almanac();
        let mut draws = Rehearsal::new(1);
        let mut context = Context::new(RecordId::from_bytes([7; 16]), self.now, &actor, "", &almanac, &mut draws);
        let decision = Days::decide(&self.declared, command.into(), &mut context)?;
        for event in decision.events {
            let stamp = Stamp {
                version: 1,
                at: self.now,
                actor: String::new(),
                capacity: String::new(),
                release: String::new(),
            };
            Days::apply(&mut self.declared, &event, &stamp);
        }
        Ok(())
    }

    fn off(&mut self, region: RegionCode, text: &str) -> Result<(), DaysRefusal> {
        self.asks(
            CITY,
            Declare {
                change: typhoon(region, text),
            },
        )
    }

    fn almanac(&self) -> Almanac {
        self.declared.almanac(Almanac::default().hours)
    }

    fn works(&self, region: RegionCode, text: &str) -> bool {
        self.almanac().calendar(region).is_working(day(text))
    }
}

fn typhoon(region: RegionCode, text: &str) -> Change {
    Change::Day(DayChange {
        region,
        day: day(text),
        work: false,
        reason: "台风“梅花”".into(),
        ground: "滨州市防指〔2026〕9号".into(),
    })
}

fn revised(rest: &[(&str, &str)], work: &[&str]) -> Change {
    Change::Arrangement {
        year: 2027,
        notice: Notice {
            number: "国办发明电〔2026〕8号".into(),
            dated: day("2026-11-01"),
            source: "https://www.gov.cn/".into(),
            rest: rest
                .iter()
                .map(|(from, through)| RestDays {
                    holiday: "元旦".into(),
                    from: day(from),
                    through: day(through),
                })
                .collect(),
            work: work
                .iter()
                .map(|text| MakeUpDay {
                    holiday: "元旦".into(),
                    day: day(text),
                })
                .collect(),
        },
    }
}

#[test]
fn a_typhoon_in_one_county_lets_the_others_work() {
    let mut city = City::new();
    city.off(BOXING, "2026-11-03").unwrap();
    assert_eq!(
        [BOXING, HUIMIN, CITY].map(|region| city.works(region, "2026-11-03")),
        [false, true, true]
    );
    city.off(CITY, "2026-11-04").unwrap();
    assert!(
        !city.works(BOXING, "2026-11-04"),
        "what holds for the city holds in a county with days of its own"
    );
    assert!(!city.works(BOXING, "2026-11-03"));
}

#[test]
fn what_may_not_be_declared_is_told_why() {
    let table: Vec<(&str, Change, DaysRefusal)> = vec![
        (
            "today has begun",
            typhoon(CITY, "2026-11-02"),
            DaysRefusal::DayBegun(day("2026-11-02")),
        ),
        (
            "yesterday is over",
            typhoon(CITY, "2026-10-30"),
            DaysRefusal::DayBegun(day("2026-10-30")),
        ),
        (
            "a Saturday is off already",
            typhoon(CITY, "2026-11-07"),
            DaysRefusal::ChangesNothing,
        ),
        (
            "a holiday that ends before it begins",
            revised(&[("2027-01-03", "2027-01-01")], &[]),
            DaysRefusal::NoRun {
                from: day("2027-01-03"),
                through: day("2027-01-01"),
            },
        ),
        (
            "another year",
            revised(&[("2028-01-01", "2028-01-03")], &[]),
            DaysRefusal::OtherYear(day("2028-01-01")),
        ),
    ];
    for (what, change, refusal) in table {
        assert_eq!(City::new().asks(CITY, Declare { change }), Err(refusal), "{what}");
    }
    let nameless = Change::Day(DayChange {
        region: CITY,
        day: day("2026-11-03"),
        work: false,
        reason: " ".into(),
        ground: "x".into(),
    });
    assert_eq!(
        City::new().asks(CITY, Declare { change: nameless }),
        Err(DaysRefusal::ReasonMissing)
    );
    assert_eq!(
        City::new().asks(
            BOXING,
            Declare {
                change: typhoon(HUIMIN, "2026-11-03")
            }
        ),
        Err(DaysRefusal::NotYourRegion),
        "a county declares for itself"
    );
}

#[test]
fn a_declaration_is_taken_back_before_its_day_and_not_after() {
    let mut city = City::new();
    city.off(CITY, "2026-11-03").unwrap();
    city.off(CITY, "2026-11-05").unwrap();
    city.asks(CITY, TakeBack { number: 2 }).unwrap();
    assert!(city.works(CITY, "2026-11-05") && !city.works(CITY, "2026-11-03"));
    assert_eq!(city.asks(CITY, TakeBack { number: 2 }), Err(DaysRefusal::TakenBackBefore));
    assert_eq!(city.asks(CITY, TakeBack { number: 9 }), Err(DaysRefusal::Unknown(9)));
    city.now = Moment::at(day("2026-11-03"), 0, 1);
    assert_eq!(
        city.asks(CITY, TakeBack { number: 1 }),
        Err(DaysRefusal::DayBegun(day("2026-11-03")))
    );
}

#[test]
fn the_notice_of_a_year_that_was_provisional_arranges_it() {
    let mut city = City::new();
    let before = city.almanac();
    assert!(before.national.provisional(2027));
    city.asks(
        CITY,
        Declare {
            change: revised(&[("2027-01-01", "2027-01-03"), ("2027-02-05", "2027-02-12")], &["2027-01-30"]),
        },
    )
    .unwrap();
    let after = city.almanac();
    assert!(!after.national.provisional(2027) && after.national.is_working(day("2027-01-30")));
    assert!(changed_days(&before, &after).iter().all(|changed| changed.year() == 2027));
}
