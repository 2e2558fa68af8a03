//! Days and times as people write them: 11 月 30 日（周一）; Mon 30 November.

use super::Texts;
use crate::Language;
use calendar::{Day, Moment, Weekday};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Without the year: 11 月 30 日（周一）; Mon 30 November.
pub fn day(language: Language, day: Day) -> String {
    match language {
        Language::Chinese => format!("{}（{}）", date(language, day), weekday(language, day)),
        Language::English => format!("{} {}", weekday(language, day), date(language, day)),
    }
}

/// With the year: 2026 年 11 月 30 日（周一）; Mon 30 November 2026.
pub fn long_day(language: Language, long: Day) -> String {
    match language {
        Language::Chinese => format!("{} 年 {}", long.year(), day(language, long)),
        Language::English => format!("{} {}", day(language, long), long.year()),
    }
}

/// Day and time: 11 月 16 日 16:40; 16 November, 16:40.
pub fn moment(language: Language, moment: Moment) -> String {
    let (date, time) = (date(language, moment.day()), time(moment));
    match language {
        Language::Chinese => format!("{date} {time}"),
        Language::English => format!("{date}, {time}"),
    }
}

/// The time alone: 16:40.
pub fn time(moment: Moment) -> String {
    let minute = moment.minute_of_day();
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn date(language: Language, day: Day) -> String {
    match language {
        Language::Chinese => format!("{} 月 {} 日", day.month(), day.day()),
        Language::English => format!("{} {}", day.day(), MONTHS[(day.month() as usize + 11) % 12]),
    }
}

fn weekday(language: Language, day: Day) -> &'static str {
    let (chinese, english) = match day.weekday() {
        Weekday::Monday => ("周一", "Mon"),
        Weekday::Tuesday => ("周二", "Tue"),
        Weekday::Wednesday => ("周三", "Wed"),
        Weekday::Thursday => ("周四", "Thu"),
        Weekday::Friday => ("周五", "Fri"),
        Weekday::Saturday => ("周六", "Sat"),
        Weekday::Sunday => ("周日", "Sun"),
    };
    match language {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

impl Texts {
    /// 11 月 30 日（周一）
    pub fn day(&self, day: &Day) -> String {
        self::day(self.language, *day)
    }

    /// 2026 年 11 月 30 日（周一）
    pub fn long_day(&self, day: &Day) -> String {
        long_day(self.language, *day)
    }

    /// 11 月 16 日 16:40
    pub fn moment(&self, moment: &Moment) -> String {
        self::moment(self.language, *moment)
    }

    /// 今天 09:12, 昨天 09:12, 11 月 16 日 16:40; with the year if it is another one.
    pub fn moment_from(&self, moment: &Moment, today: &Day) -> String {
        let time = time(*moment);
        let (today_word, yesterday_word) = match self.language {
            Language::Chinese => ("今天", "昨天"),
            Language::English => ("Today,", "Yesterday,"),
        };
        match today.since(moment.day()) {
            0 => format!("{today_word} {time}"),
            1 => format!("{yesterday_word} {time}"),
            _ if today.year() == moment.day().year() => self.moment(moment),
            _ => self.long_moment(moment),
        }
    }

    /// 2026 年 11 月 16 日 16:40
    pub fn long_moment(&self, moment: &Moment) -> String {
        let (day, time) = (moment.day(), time(*moment));
        match self.language {
            Language::Chinese => format!("{} 年 {} {time}", day.year(), date(self.language, day)),
            Language::English => format!("{} {}, {time}", date(self.language, day), day.year()),
        }
    }

    /// A number in groups of three: 48,201.
    pub fn number(&self, number: &(impl Copy + TryInto<i64>)) -> String {
        match (*number).try_into() {
            Ok(number) => super::argument::grouped(number as f64),
            Err(_) => "…".to_owned(),
        }
    }
}

/// The day for machines, in `<time datetime>`: 2026-11-30T16:40+08:00.
pub fn machine_time(moment: &Moment) -> String {
    format!("{}T{}+08:00", moment.day(), time(*moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_as_people_write_them() {
        let monday = Day::new(2026, 11, 30).unwrap();
        let moment = Moment::at(Day::new(2026, 11, 16).unwrap(), 16, 40);
        assert_eq!(day(Language::Chinese, monday), "11 月 30 日（周一）");
        assert_eq!(day(Language::English, monday), "Mon 30 November");
        assert_eq!(long_day(Language::Chinese, monday), "2026 年 11 月 30 日（周一）");
        assert_eq!(long_day(Language::English, monday), "Mon 30 November 2026");
        assert_eq!(self::moment(Language::Chinese, moment), "11 月 16 日 16:40");
        assert_eq!(self::moment(Language::English, moment), "16 November, 16:40");
        assert_eq!(machine_time(&moment), "2026-11-16T16:40+08:00");
    }

    #[test]
    fn a_moment_is_told_from_today() {
        let texts = crate::House::sample().texts(Language::Chinese);
        let moment = Moment::at(Day::new(2026, 11, 16).unwrap(), 9, 5);
        for (year, month, date, expected) in [
            (2026, 11, 16, "今天 09:05"),
            (2026, 11, 17, "昨天 09:05"),
            (2026, 11, 18, "11 月 16 日 09:05"),
            (2027, 1, 4, "2026 年 11 月 16 日 09:05"),
        ] {
            assert_eq!(texts.moment_from(&moment, &Day::new(year, month, date).unwrap()), expected);
        }
    }
}
