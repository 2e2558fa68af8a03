//! The region tree (GB/T 2260; towns by GB/T 10114).

use serde::{Deserialize, Serialize};

use identity::RegionCode;

/// One region.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its name.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// Its level of government.
    pub level: Level,
    /// The region it belongs to; only the root has none.
    #[serde(default)]
    pub parent: Option<RegionCode>,
    /// The government to which one turns against decisions of its organs (行政复议法 24).
    #[serde(default)]
    pub government: Option<String>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// Levels of government.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 省.
    Province,
    /// 设区的市.
    City,
    /// 县、县级市、区, and zones with county powers.
    County,
    /// 乡镇、街道.
    Town,
}

impl Level {
    /// As packs write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Town => "town",
        }
    }
}
