//! `pack.toml`: the city itself.

use serde::Deserialize;

use identity::RegionCode;

/// The city that a pack describes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CityFile {
    /// The city's region code.
    pub city: RegionCode,
    /// Its name.
    pub name: String,
    /// The brand of its services, shown in the header.
    pub brand: String,
    /// English brand.
    pub brand_en: String,
    /// Full name of its approval bureau.
    pub bureau: String,
    /// English name of the bureau.
    #[serde(default)]
    pub bureau_en: Option<String>,
    /// The number people call.
    pub hotline: String,
    /// When offices are open.
    pub office_hours: OfficeHoursText,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// Office hours as `HH:MM`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHoursText {
    /// First minute of the day.
    pub open: String,
    /// From here on an act counts as done on the next working day.
    pub close: String,
}
