//! The State Council's notices: which days of a year are rest and which weekends are worked for them.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::Day;

/// The arrangement of one year: its notice, and the notices that amended it, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arrangement {
    /// The year it arranges; its days may reach into December of the year before.
    pub year: i32,
    /// The notice of the year first, then what amended it: the later word on a day holds.
    #[serde(rename = "notice")]
    pub notices: Vec<Notice>,
}

/// One notice (通知), as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Its number, such as 国办发明电〔2025〕7号.
    pub number: String,
    /// The date it bears.
    pub dated: Day,
    /// Where the text is published.
    pub source: String,
    /// The days of rest it names.
    pub rest: Vec<RestDays>,
    /// The days it names as worked: weekends made up for, or rest days taken back.
    #[serde(default)]
    pub work: Vec<MakeUpDay>,
}

/// A run of rest days for one holiday (or for two that meet).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestDays {
    /// The holiday, such as 春节.
    pub holiday: Arc<str>,
    /// First day of rest.
    pub from: Day,
    /// Last day of rest.
    pub through: Day,
}

/// A day worked in place of a day of rest (调休上班).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeUpDay {
    /// The holiday whose rest it makes up for.
    pub holiday: Arc<str>,
    /// The day worked.
    pub day: Day,
}

impl Arrangement {
    /// Every arrangement published so far, by year.
    pub fn published() -> &'static [Arrangement] {
        &PUBLISHED
    }
}

macro_rules! notices_of {
    ($($year:literal)*) => {
        [$(include_str!(concat!("../notices/", $year, ".toml"))),*]
    };
}

// A new year is a new file in `notices/` and its number here.
static PUBLISHED: LazyLock<Vec<Arrangement>> = LazyLock::new(|| {
    notices_of!(2014 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024 2025 2026)
        .map(|text| toml_edit::de::from_str(text).expect("an embedded notice reads as one"))
        .into()
});
