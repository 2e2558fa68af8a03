//! The holidays that follow the moon and the sun, for the years whose notices are not out yet.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::Day;

/// The movable feasts of one year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MovableFeasts {
    /// The first day of the first lunar month.
    pub(crate) spring_festival: Day,
    /// The solar term Clear and Bright.
    pub(crate) qingming: Day,
    /// The fifth day of the fifth lunar month.
    pub(crate) dragon_boat: Day,
    /// The fifteenth day of the eighth lunar month.
    pub(crate) mid_autumn: Day,
}

impl MovableFeasts {
    /// Those of that year, where the table has it.
    pub(crate) fn of(year: i32) -> Option<&'static MovableFeasts> {
        TABLE.year.iter().find(|feasts| feasts.spring_festival.year() == year)
    }
}

#[derive(Deserialize)]
struct FeastTable {
    year: Vec<MovableFeasts>,
}

static TABLE: LazyLock<FeastTable> = LazyLock::new(|| {
    toml_edit::de::from_str(include_str!("../movable-feasts.toml")).expect("the embedded table of movable feasts reads as one")
});
