//! The rules of the clock as one table that a person reads: what begins when, how long it may take, its last day, by which law.
//!
//! The last days were worked out by hand from the notices of the State Council (`notices/`) and checked by a reckoning that
//! knows nothing of this crate. A date alone is the day on which the act counts as done; with a time it is the moment at
//! which something reached an office that is open from 09:00 to 17:00. Licensing counts working days without the holidays
//! (行政许可法 82), the first day never counts (民法典 201). Terms that ended before 2021 moved by the laws before the Civil
//! Code, which said the same (民法总则 201 to 203 from October 2017, 民法通则 154 before).

mod told;

use calendar::{Calendar, Clock, Day, Deadline, Limit, Moment, RegionalDayOff, Verdict};
use told::{NINE_TO_FIVE, SPECIAL_PROCEDURE, day, national};

/// How long something may take.
#[derive(Clone, Copy, Debug)]
enum Term {
    /// Working days.
    Working(u32),
    /// Working days, and by how many more they were extended.
    Extended(u32, u32),
    /// Working days with standstills, each from the day it began to the day it ended.
    Stopped(u32, &'static [(&'static str, &'static str)]),
    /// Calendar days.
    Days(u32),
    /// Months.
    Months(u32),
    /// Years.
    Years(u32),
}

/// Begin, term, last day, law, why then.
type Example = (&'static str, Term, &'static str, &'static str, &'static str);
/// Begin, term, last day before a change of the calendar, and after it, law, why.
type Moved = (&'static str, Term, &'static str, &'static str, &'static str, &'static str);

/// What begins when, how long it may take, its last day, by which law: and why then.
#[rustfmt::skip]
const EXAMPLES: &[Example] = {
    use Term::*;
    &[
        // The day of the act does not count (民法典 201), nor does a day of rest (行政许可法 82).
        ("2026-11-02", Working(5), "2026-11-09", "行政许可法 32", "a plain week"),
        ("2026-11-06", Working(5), "2026-11-13", "行政许可法 32", "a Friday: the weekend comes first"),
        ("2026-11-23", Working(1), "2026-11-24", "行政许可法 82", "one day is the next, not the same"),
        ("2026-11-27", Working(1), "2026-11-30", "行政许可法 82", "the next after a Friday is Monday"),
        ("2026-11-02", Working(0), "2026-11-02", "行政许可法 34", "on the spot is the same day"),
        ("2026-03-07", Working(0), "2026-03-09", "行政许可法 34", "but no day of rest"),
        ("2026-03-02", Working(5), "2026-03-09", "行政许可法 32", "a weekend lies between"),
        ("2024-02-27", Working(2), "2024-02-29", "行政许可法 82", "a leap day counts"),
        ("2024-02-28", Working(2), "2024-03-01", "行政许可法 82", "and counts once"),

        // What reaches the office on a day of rest or from 17:00 on has reached it on the next working day (民法典 203).
        ("2026-11-05 08:10", Working(5), "2026-11-12", "行政许可法 32", "before opening is that Thursday"),
        ("2026-11-05 16:59", Working(5), "2026-11-12", "行政许可法 32", "the last minute open"),
        ("2026-11-05 17:00", Working(5), "2026-11-13", "行政许可法 32", "the first minute closed"),
        ("2026-11-06 22:30", Working(5), "2026-11-16", "行政许可法 32", "Friday night counts as Monday"),
        ("2026-11-07 10:00", Working(5), "2026-11-16", "行政许可法 32", "so does Saturday"),
        ("2026-11-08 23:59", Working(5), "2026-11-16", "行政许可法 32", "and the last minute of Sunday"),
        ("2026-11-09 00:01", Working(5), "2026-11-16", "行政许可法 32", "and the first of Monday"),
        ("2026-02-14 10:00", Working(5), "2026-02-28", "行政许可法 32", "a worked Saturday; the festival; another one"),
        ("2026-02-14 17:00", Working(5), "2026-03-02", "行政许可法 32", "its evening counts as 24 February"),
        ("2026-02-18 11:00", Working(5), "2026-03-02", "行政许可法 32", "so does the middle of the festival"),
        ("2026-09-19 09:00", Working(5), "2026-09-28", "行政许可法 32", "a Saturday counts as the worked Sunday; Mid-Autumn"),
        ("2026-09-30 17:30", Working(5), "2026-10-14", "行政许可法 32", "the eve of National Day counts as 8 October; a Saturday is worked"),
        ("2025-10-08 20:00", Working(5), "2025-10-15", "行政许可法 32", "the last evening of eight days; a Saturday is worked"),
        ("2024-02-09 18:00", Working(5), "2024-02-23", "行政许可法 32", "after hours on a worked New Year's Eve: the Sunday after the festival"),

        // What is missing is told within five days; whoever is silent has accepted from the day of receipt (行政许可法 32).
        ("2026-02-10", Working(5), "2026-02-24", "行政许可法 32", "Saturday the 14th counts, nine days of Spring Festival do not"),
        ("2026-04-01", Working(5), "2026-04-09", "行政许可法 32", "Qingming takes Monday the 6th"),
        ("2026-04-30", Working(5), "2026-05-11", "行政许可法 32", "Labour Day; Saturday the 9th counts"),
        ("2026-06-15", Working(5), "2026-06-23", "行政许可法 32", "Dragon Boat takes Friday the 19th"),
        ("2026-09-17", Working(5), "2026-09-23", "行政许可法 32", "Sunday the 20th counts"),
        ("2026-09-24", Working(5), "2026-10-09", "行政许可法 32", "three working days between Mid-Autumn and National Day"),
        ("2025-01-24", Working(5), "2025-02-07", "行政许可法 32", "Sunday the 26th counts, then eight days of festival"),
        ("2025-09-26", Working(5), "2025-10-10", "行政许可法 32", "Sunday the 28th counts"),
        ("2024-09-12", Working(5), "2024-09-20", "行政许可法 32", "Saturday the 14th counts, Mid-Autumn takes two days of the week"),
        ("2024-04-03", Working(5), "2024-04-11", "行政许可法 32", "Qingming; Sunday the 7th counts"),
        ("2023-06-20", Working(5), "2023-06-28", "行政许可法 32", "the Sunday after Dragon Boat counts"),
        ("2022-12-29", Working(5), "2023-01-06", "行政许可法 32", "New Year across the turn of the year"),
        ("2014-09-26", Working(5), "2014-10-09", "行政许可法 32", "Sunday the 28th counts"),

        // A worked Saturday or Sunday is a working day like any other (the yearly notices).
        ("2026-02-13", Working(1), "2026-02-14", "行政许可法 82", "Saturday before Spring Festival"),
        ("2026-02-14", Working(1), "2026-02-24", "行政许可法 82", "and the next, ten days later"),
        ("2026-02-27", Working(1), "2026-02-28", "行政许可法 82", "Saturday after it"),
        ("2025-12-31", Working(1), "2026-01-04", "行政许可法 82", "Sunday after New Year"),
        ("2026-04-30", Working(4), "2026-05-09", "行政许可法 82", "Saturday after Labour Day"),
        ("2026-09-18", Working(1), "2026-09-20", "行政许可法 82", "Sunday for National Day, eleven days ahead"),
        ("2023-09-28", Working(2), "2023-10-08", "行政许可法 82", "both days of one weekend"),
        ("2022-01-28", Working(2), "2022-01-30", "行政许可法 82", "both days of another"),
        ("2024-02-08", Working(1), "2024-02-09", "行政许可法 82", "New Year's Eve of 2024 was only recommended as free"),
        ("2024-02-08", Working(2), "2024-02-18", "行政许可法 82", "the next after it was a Sunday"),
        ("2020-01-17", Working(1), "2020-01-19", "行政许可法 82", "Sunday before Spring Festival"),
        ("2018-12-28", Working(1), "2018-12-29", "行政许可法 82", "a Saturday of 2018, by the notice for 2019"),
        ("2018-12-28", Working(2), "2019-01-02", "行政许可法 82", "which also makes its Monday a holiday"),
        ("2017-09-29", Working(2), "2017-10-09", "行政许可法 82", "Saturday the 30th, then eight days of rest"),

        // National Day and Mid-Autumn, merged and apart: a licence is delivered within ten days (行政许可法 44).
        ("2017-09-29", Working(10), "2017-10-19", "行政许可法 44", "merged, 1 to 8 October; Saturday the 30th counts"),
        ("2020-09-25", Working(10), "2020-10-15", "行政许可法 44", "merged on one day, 1 to 8 October; a Sunday before and a Saturday after"),
        ("2023-09-27", Working(10), "2023-10-17", "行政许可法 44", "merged, 29 September to 6 October; the weekend after it counts"),
        ("2025-09-28", Working(10), "2025-10-17", "行政许可法 44", "merged, 1 to 8 October; decided on a worked Sunday"),
        ("2021-09-17", Working(10), "2021-10-08", "行政许可法 44", "apart; a Saturday and a Sunday count before National Day"),
        ("2026-09-24", Working(10), "2026-10-15", "行政许可法 44", "apart; Saturday the 10th counts"),

        // Other licences delivered within ten days (行政许可法 44).
        ("2026-02-12", Working(10), "2026-03-04", "行政许可法 44", "over Spring Festival, both Saturdays count"),
        ("2026-04-27", Working(10), "2026-05-13", "行政许可法 44", "over Labour Day"),
        ("2026-06-12", Working(10), "2026-06-29", "行政许可法 44", "over Dragon Boat"),
        ("2026-11-23", Working(10), "2026-12-07", "行政许可法 44", "two plain weeks"),

        // A decision is taken within twenty days of acceptance (行政许可法 42).
        ("2026-03-06", Working(20), "2026-04-03", "行政许可法 42", "four plain weeks"),
        ("2026-03-09", Working(20), "2026-04-07", "行政许可法 42", "Qingming takes a day"),
        ("2026-01-26", Working(20), "2026-02-28", "行政许可法 42", "Spring Festival; ends on a worked Saturday"),
        ("2026-06-01", Working(20), "2026-06-30", "行政许可法 43", "the first examination by a lower organ, over Dragon Boat"),
        ("2025-01-13", Working(20), "2025-02-14", "行政许可法 42", "Spring Festival with a Sunday before and a Saturday after"),
        ("2025-09-15", Working(20), "2025-10-17", "行政许可法 42", "the merged holiday with a Sunday before and a Saturday after"),
        ("2024-01-29", Working(20), "2024-02-29", "行政许可法 42", "Spring Festival between two worked Sundays; ends on a leap day"),
        ("2023-01-09", Working(20), "2023-02-09", "行政许可法 42", "Spring Festival; the weekend after it counts"),

        // Ten more if the organ's head approves; 45 where organs act together, 15 more if the government's does (行政许可法 42).
        ("2026-03-02", Extended(20, 10), "2026-04-14", "行政许可法 42", "Qingming lies between"),
        ("2026-03-06", Extended(20, 10), "2026-04-20", "行政许可法 42", "six plain weeks and Qingming"),
        ("2022-09-19", Extended(20, 10), "2022-11-03", "行政许可法 42", "National Day; the weekend after it counts"),
        ("2026-03-02", Working(45),      "2026-05-08", "行政许可法 42", "Qingming and Labour Day"),
        ("2025-08-18", Working(45),      "2025-10-24", "行政许可法 42", "the merged holiday"),
        ("2026-03-02", Extended(45, 15), "2026-05-28", "行政许可法 42", "the same, and Saturday, 9 May is worked"),
        ("2025-08-18", Extended(45, 15), "2025-11-14", "行政许可法 42", "the merged holiday, then plain weeks"),

        // A hearing is asked for within five days, held within twenty, announced seven ahead (行政许可法 47, 48).
        ("2026-02-11",       Working(5),  "2026-02-25", "行政许可法 47", "told before Spring Festival"),
        ("2026-02-25 19:40", Working(20), "2026-03-25", "行政许可法 47", "asked in the evening of the last day: taken in on the 26th"),
        ("2026-09-28",       Working(5),  "2026-10-10", "行政许可法 47", "told before National Day; the last day is a worked Saturday"),
        ("2026-10-10",       Working(20), "2026-11-06", "行政许可法 47", "asked on that Saturday"),
        ("2026-09-29",       Working(7),  "2026-10-14", "行政许可法 48", "announced before National Day"),
        ("2025-04-28",       Working(5),  "2025-05-08", "行政许可法 47", "told before Labour Day; the Sunday worked for it is past"),

        // Hearings, tests, expert reviews are not counted (行政许可法 45): counted again from the day after they end.
        ("2026-03-02", Stopped(20, &[("2026-03-05", "2026-03-12")]),                               "2026-04-07", "行政许可法 45", "three used, seventeen left"),
        ("2026-03-02", Stopped(20, &[("2026-03-05", "2026-03-05")]),                               "2026-03-30", "行政许可法 45", "begun and ended on one day, nothing is lost"),
        ("2026-11-02", Stopped(20, &[("2026-11-02", "2026-11-20")]),                               "2026-12-18", "行政许可法 45", "begun on the day of acceptance, all twenty are left"),
        ("2026-11-02", Stopped(20, &[("2026-11-06", "2026-11-08")]),                               "2026-11-30", "行政许可法 45", "a weekend costs nobody a day"),
        ("2026-02-09", Stopped(20, &[("2026-02-11", "2026-02-25")]),                               "2026-03-20", "行政许可法 45", "over Spring Festival"),
        ("2026-02-09", Stopped(20, &[("2026-02-14", "2026-02-23")]),                               "2026-03-13", "行政许可法 45", "the festival itself, which would not have counted either"),
        ("2026-09-21", Stopped(20, &[("2026-09-24", "2026-10-12")]),                               "2026-11-04", "行政许可法 45", "over Mid-Autumn and National Day"),
        ("2026-03-02", Stopped(20, &[("2026-03-04", "2026-03-11"), ("2026-03-13", "2026-03-20")]), "2026-04-14", "行政许可法 45", "a test, then an expert review"),
        ("2026-03-02", Stopped(20, &[("2026-03-06", "2026-03-20")]),                               "2026-04-14", "行政许可法 45", "sixteen left, over Qingming"),
        ("2026-03-02", Stopped(45, &[("2026-04-01", "2026-04-30")]),                               "2026-06-04", "行政许可法 45", "joint handling: the expert review began with twenty-three left"),

        // Calendar days run through days of rest; a last day on one moves to the next working day (民法典 203).
        ("2026-03-02", Days(60), "2026-05-06", "行政复议法 20",     "the sixtieth is Labour Day"),
        ("2026-08-07", Days(60), "2026-10-08", "行政复议法 20",     "the sixtieth lies in National Day"),
        ("2026-08-08", Days(60), "2026-10-08", "行政复议法 20",     "it is the last day of it; served on a Saturday"),
        ("2026-08-09", Days(60), "2026-10-08", "行政复议法 20",     "it is the day after it: nothing moves"),
        ("2026-04-06", Days(60), "2026-06-05", "行政复议法 20",     "served on a holiday, another within: nothing moves"),
        ("2026-02-17", Days(60), "2026-04-20", "行政复议法 20",     "a plain Saturday moves to Monday"),
        ("2026-07-22", Days(60), "2026-09-20", "行政复议法 20",     "a Sunday that is worked does not move"),
        ("2026-07-21", Days(60), "2026-09-20", "行政复议法 20",     "the Saturday before it moves by one day, to Sunday"),
        ("2025-08-02", Days(60), "2025-10-09", "行政复议法 20",     "the first day of the merged holiday moves by eight"),
        ("2026-04-20", Days(15), "2026-05-06", "行政诉讼法 45",     "the last day of Labour Day"),
        ("2025-12-17", Days(15), "2026-01-04", "行政诉讼法 45",     "New Year moves to a worked Sunday"),
        ("2026-08-03", Days(60), "2026-10-08", "环境影响评价法 22", "a report: the second day of National Day"),
        ("2026-01-15", Days(30), "2026-02-14", "环境影响评价法 22", "a form: a worked Saturday does not move"),
        ("2026-01-16", Days(30), "2026-02-24", "环境影响评价法 22", "the next day does, by nine"),
        ("2026-06-17", Days(3),  "2026-06-22", "民法典 203",        "a Saturday within Dragon Boat"),
        ("2026-05-20", Days(30), "2026-06-22", "环境影响评价法 22", "Dragon Boat and its weekend, three days"),
        ("2026-06-15", Days(1),  "2026-06-16", "民法典 201",        "one day is one day, not so many hours of an office"),
        ("2026-03-08", Days(0),  "2026-03-09", "民法典 203",        "the same day moves too"),

        // Months and years end on the day of the same number, or the month's last (民法典 202); then as above (民法典 203).
        ("2026-04-15", Months(6), "2026-10-15", "行政诉讼法 46", "a plain Thursday"),
        ("2026-04-01", Months(6), "2026-10-08", "行政诉讼法 46", "the first day of National Day moves by seven"),
        ("2026-04-10", Months(6), "2026-10-10", "行政诉讼法 46", "a worked Saturday does not move"),
        ("2025-11-01", Months(6), "2026-05-06", "行政诉讼法 46", "Labour Day"),
        ("2025-08-15", Months(6), "2026-02-24", "行政诉讼法 46", "the first day of Spring Festival moves by nine"),
        ("2025-08-31", Months(6), "2026-02-28", "行政诉讼法 46", "February has no 31st; its last is a worked Saturday"),
        ("2023-08-31", Months(6), "2024-02-29", "行政诉讼法 46", "nor in a leap year"),
        ("2026-03-31", Months(6), "2026-09-30", "行政诉讼法 46", "September has no 31st, and the holiday has not begun"),
        ("2025-11-30", Months(6), "2026-06-01", "行政诉讼法 46", "30 May though May has a 31st; a Saturday"),
        ("2024-02-29", Years(2),  "2026-02-28", "国家赔偿法 39", "no leap day two years later; a worked Saturday"),
        ("2023-10-01", Years(3),  "2026-10-08", "民法典 188",    "three years end in National Day"),
        ("2021-05-09", Years(5),  "2026-05-09", "行政诉讼法 46", "five years end on a worked Saturday"),

        // Years without a notice, by the law alone (全国年节及纪念日放假办法 2, 6): what a weekend takes, the next days give.
        ("2026-12-31 17:00", Working(5),  "2027-01-11", "行政许可法 32", "after hours on New Year's Eve counts as Monday the 4th"),
        ("2026-11-16",       Working(45), "2027-01-19", "行政许可法 42", "New Year's Day is a Friday"),
        ("2026-12-25",       Working(45), "2027-03-05", "行政许可法 42", "New Year, Spring Festival with two days made good"),
        ("2027-01-29",       Working(20), "2027-03-04", "行政许可法 42", "Spring Festival from Friday the 5th to Wednesday the 10th"),
        ("2027-04-30",       Working(1),  "2027-05-05", "行政许可法 82", "Labour Day on a weekend"),
        ("2027-03-02",       Days(60),    "2027-05-05", "行政复议法 20", "the sixtieth is Labour Day, a Saturday"),
        ("2026-11-02",       Months(6),   "2027-05-05", "行政诉讼法 46", "six months end on its Sunday"),
        ("2027-09-30",       Working(1),  "2027-10-06", "行政许可法 82", "two of the three days of National Day on a weekend"),
        ("2028-02-25",       Working(2),  "2028-02-29", "行政许可法 82", "a leap day"),
        ("2028-09-29",       Working(1),  "2028-10-06", "行政许可法 82", "Mid-Autumn meets the third day of National Day"),
        ("2031-09-30",       Working(1),  "2031-10-07", "行政许可法 82", "Mid-Autumn meets the first"),
    ]
};

/// The same, with the last day as the year was first arranged and as it was amended.
#[rustfmt::skip]
const AMENDED: &[Moved] = {
    use Term::*;
    &[
        ("2020-01-23",       Working(1),  "2020-01-31", "2020-02-03", "行政许可法 82",     "国办发明电〔2020〕1号: the festival until 2 February"),
        ("2020-01-23",       Working(5),  "2020-02-05", "2020-02-07", "行政许可法 32",     "two days free that were to be worked, one of them a Saturday"),
        ("2020-01-17",       Working(20), "2020-02-19", "2020-02-21", "行政许可法 42",     "both within a longer term"),
        ("2020-01-30 10:00", Working(5),  "2020-02-06", "2020-02-10", "行政许可法 32",     "received within the festival: counts as the day after it"),
        ("2020-01-02",       Days(30),    "2020-02-01", "2020-02-03", "环境影响评价法 22", "a worked Saturday became a day of rest and moves (民法总则 203)"),
        ("2020-02-03",       Working(5),  "2020-02-10", "2020-02-10", "行政许可法 32",     "begun afterwards: as before"),
        ("2019-04-26",       Working(1),  "2019-04-29", "2019-04-28", "行政许可法 82",     "国办发明电〔2019〕3号: a Sunday to be worked brings the end forward"),
        ("2019-04-26",       Working(4),  "2019-05-03", "2019-05-05", "行政许可法 82",     "and Labour Day of four days puts it off"),
        ("2019-04-26",       Working(5),  "2019-05-06", "2019-05-06", "行政许可法 32",     "two days given, two taken"),
        ("2019-04-02",       Days(30),    "2019-05-02", "2019-05-05", "环境影响评价法 22", "a Thursday became a day of rest, a Sunday worked (民法总则 203)"),
        ("2015-09-01",       Working(3),  "2015-09-04", "2015-09-07", "行政许可法 82",     "国发明电〔2015〕1号: 3 to 5 September free, Sunday the 6th worked"),
        ("2015-08-04",       Days(30),    "2015-09-03", "2015-09-06", "环境影响评价法 22", "the day of commemoration moves to that Sunday (民法通则 154)"),
    ]
};

/// The same, in the nation and in a region which rests on Wednesday, 12 August 2026 and works Saturday the 22nd for it.
#[rustfmt::skip]
const REGIONAL: &[Moved] = {
    use Term::*;
    &[
        ("2026-08-03",       Working(10),                                  "2026-08-17", "2026-08-18", "行政许可法 44", "the day off lies within"),
        ("2026-08-03",       Working(20),                                  "2026-08-31", "2026-08-31", "行政许可法 42", "so does the Saturday worked for it"),
        ("2026-08-05",       Working(5),                                   "2026-08-12", "2026-08-13", "行政许可法 32", "it was the last day"),
        ("2026-08-12 10:00", Working(5),                                   "2026-08-19", "2026-08-20", "行政许可法 32", "received on it: counts as the day after"),
        ("2026-08-11 17:30", Working(1),                                   "2026-08-13", "2026-08-14", "行政许可法 82", "received the evening before"),
        ("2026-08-13",       Working(5),                                   "2026-08-20", "2026-08-20", "行政许可法 32", "begun afterwards: as before"),
        ("2026-07-06",       Working(20),                                  "2026-08-03", "2026-08-03", "行政许可法 42", "over before: as before"),
        ("2026-08-20",       Working(2),                                   "2026-08-24", "2026-08-22", "行政许可法 82", "the Saturday counts"),
        ("2026-08-22 10:00", Working(5),                                   "2026-08-31", "2026-08-28", "行政许可法 32", "and takes in what is handed in"),
        ("2026-08-03",       Stopped(10, &[("2026-08-11", "2026-08-12")]), "2026-08-18", "2026-08-18", "行政许可法 45", "a test on that day: it would not have counted either"),
        ("2026-08-02",       Days(10),                                     "2026-08-12", "2026-08-13", "民法典 203",    "ten calendar days end on it"),
        ("2026-06-13",       Days(60),                                     "2026-08-12", "2026-08-13", "行政复议法 20", "so do sixty"),
        ("2026-06-23",       Days(60),                                     "2026-08-24", "2026-08-22", "行政复议法 20", "sixty end on the Saturday: they do not move"),
        ("2026-02-12",       Months(6),                                    "2026-08-12", "2026-08-13", "行政诉讼法 46", "six months end on the day off"),
    ]
};

#[test]
fn terms_end_where_the_law_says() {
    let calendar = national();
    assert_none(EXAMPLES.iter().filter_map(|example| difference(example, &calendar)));
}

#[test]
fn an_amended_notice_moves_what_it_touches_and_nothing_else() {
    assert_moved(AMENDED, &as_first_arranged(), &national());
}

#[test]
fn a_day_off_of_the_region_moves_what_it_touches_and_nothing_else() {
    assert_moved(REGIONAL, &national(), &after_typhoon());
}

#[test]
fn the_last_day_is_in_time_and_the_day_after_it_is_late() {
    let calendar = national();
    for (begins, term, last, law, why) in EXAMPLES {
        let Some(limit) = term.limit(law) else { continue };
        let verdict = |finished: Day| {
            let mut clock = clock(counts_from(begins, &calendar), *term);
            clock.finish(finished).unwrap();
            clock.verdict(&calendar, &limit)
        };
        assert_eq!(verdict(day(last)), Some(Verdict::InTime), "{begins}, {term:?}: {why}");
        let late = Some(Verdict::Late { by: 1 });
        assert_eq!(verdict(day(last).next()), late, "{begins}, {term:?}: {why}");
    }
}

#[test]
fn a_limit_leads_where_a_clock_leads_that_never_stood_still() {
    let calendar = national();
    for (begins, term, last, law, why) in EXAMPLES {
        let Some(limit) = term.limit(law).filter(|_| term.standstills().is_empty()) else {
            continue;
        };
        let deadline = Deadline::from(counts_from(begins, &calendar), &limit, &calendar);
        assert_eq!(deadline.day(&calendar), day(last), "{begins}, {term:?}: {why}");
    }
}

impl Term {
    /// As a limit; none for months and years, which this crate leaves to whoever counts them.
    fn limit(self, law: &str) -> Option<Limit> {
        match self {
            Term::Working(days) | Term::Stopped(days, _) => Some(Limit::working(days, law)),
            Term::Extended(days, more) => Some(Limit::working(days, law).extended(more, law)),
            Term::Days(days) => Some(Limit::calendar(days, law)),
            Term::Months(_) | Term::Years(_) => None,
        }
    }

    fn standstills(self) -> &'static [(&'static str, &'static str)] {
        if let Term::Stopped(_, standstills) = self {
            standstills
        } else {
            &[]
        }
    }

    fn months(self) -> u32 {
        match self {
            Term::Months(months) => months,
            Term::Years(years) => 12 * years,
            Term::Working(_) | Term::Extended(..) | Term::Stopped(..) | Term::Days(_) => 0,
        }
    }
}

/// The last day of a term.
fn last_day(begins: &str, term: Term, law: &str, calendar: &Calendar) -> Day {
    let from = counts_from(begins, calendar);
    let deadline = match term.limit(law) {
        Some(limit) => clock(from, term).due(calendar, &limit).unwrap(),
        None => Deadline::Calendar(months_later(from, term.months())),
    };
    deadline.day(calendar)
}

/// The day from which a term runs: that day, or the one on which what came at that moment counts as received.
fn counts_from(begins: &str, calendar: &Calendar) -> Day {
    let Some((date, time)) = begins.split_once(' ') else {
        return day(begins);
    };
    let (hour, minute) = time.split_once(':').unwrap();
    let received = Moment::at(day(date), hour.parse().unwrap(), minute.parse().unwrap());
    calendar.effective_day(received, NINE_TO_FIVE)
}

fn clock(from: Day, term: Term) -> Clock {
    let mut clock = Clock::start(from);
    for (begun, ended) in term.standstills() {
        clock.stop(day(begun), SPECIAL_PROCEDURE).unwrap();
        clock.resume(day(ended)).unwrap();
    }
    clock
}

/// The day of the same number so many months later, or the last of a month that has none (民法典 202).
fn months_later(from: Day, months: u32) -> Day {
    let ahead = from.month() - 1 + months;
    let (year, month) = (from.year() + (ahead / 12) as i32, ahead % 12 + 1);
    let mut numbers = (1..=from.day()).rev();
    numbers.find_map(|number| Day::new(year, month, number)).unwrap()
}

/// The nation's calendar before its notices were amended in the course of a year.
fn as_first_arranged() -> Calendar {
    [2015, 2019, 2020].into_iter().fold(national(), |calendar, year| {
        let mut arrangement = calendar.arrangement(year).cloned().unwrap();
        arrangement.notices.truncate(1);
        calendar.with_arrangement(arrangement)
    })
}

/// The calendar of a region that a typhoon has crossed.
fn after_typhoon() -> Calendar {
    let departure = |date: &str, work: bool| RegionalDayOff {
        day: day(date),
        reason: "台风停工".into(),
        work,
    };
    national().with_days_off(&[departure("2026-08-12", false), departure("2026-08-22", true)])
}

fn assert_moved(examples: &[Moved], before: &Calendar, after: &Calendar) {
    let differences = examples.iter().flat_map(|(begins, term, first, then, law, why)| {
        [
            difference(&(*begins, *term, *first, *law, *why), before),
            difference(&(*begins, *term, *then, *law, *why), after),
        ]
    });
    assert_none(differences.flatten());
}

/// How the calendar's last day differs from the table's, if it does.
fn difference((begins, term, last, law, why): &Example, calendar: &Calendar) -> Option<String> {
    let reckoned = last_day(begins, *term, law, calendar);
    (reckoned != day(last)).then(|| format!("{begins}, {term:?} by {law}: {last} by hand, {reckoned} by the calendar: {why}"))
}

fn assert_none(differences: impl Iterator<Item = String>) {
    let differences: Vec<String> = differences.collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}
