//! What a year is invented from: `packs/binzhou/sample/history.toml`, whose head says how it is read.

use std::collections::BTreeMap;

use identity::RegionCode;
use serde::Deserialize;

const TEXT: &str = include_str!("../../../packs/binzhou/sample/history.toml");

/// Everything that is invented from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invention {
    /// Where applications come from.
    #[serde(rename = "region")]
    pub regions: Vec<Region>,
    /// How busy months are.
    pub months: Months,
    /// What names are put together from.
    pub names: Names,
    /// Kinds of public place.
    #[serde(rename = "shop")]
    pub shops: Vec<Shop>,
    /// Kinds of project.
    #[serde(rename = "project")]
    pub projects: Vec<ProjectKind>,
    /// From, to and decimals of numbers by field.
    pub numbers: BTreeMap<String, (f64, f64, usize)>,
    /// What a form says, by field.
    pub texts: BTreeMap<String, String>,
    /// What people say.
    pub words: Words,
}

/// A county.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Which.
    pub code: RegionCode,
    /// People in ten thousands.
    pub population: f64,
    /// Invented streets.
    pub streets: Vec<String>,
    /// Who counted the people.
    #[serde(default)]
    #[expect(dead_code, reason = "for whoever reads the file")]
    source: Option<String>,
    /// What is assumed where nobody did.
    #[serde(default)]
    #[expect(dead_code, reason = "for whoever reads the file")]
    assumption: Option<String>,
}

/// How busy months are beside each other.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Months {
    /// January first.
    pub weights: [f64; 12],
}

/// Parts of names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Family names.
    pub family: Vec<String>,
    /// Given names.
    pub given: Vec<String>,
    /// What enterprises are called.
    pub enterprise: Vec<String>,
}

/// A kind of public place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shop {
    /// The answer to what kind it is.
    pub kind: String,
    /// Whether an enterprise runs it.
    #[serde(default)]
    pub enterprise: bool,
    /// What such places are called.
    pub names: Vec<String>,
    /// Square metres.
    pub area: (i64, i64),
    /// People.
    pub staff: (i64, i64),
}

/// A kind of project.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectKind {
    /// What it is called.
    pub title: String,
    /// How large such projects are.
    pub sizes: Vec<u32>,
    /// Its industry by the national list.
    pub industry: String,
    /// What it makes.
    pub products: String,
    /// What is built.
    pub works: String,
    /// Answers that follow from what it is.
    pub answers: BTreeMap<String, String>,
}

/// What people say.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Whoever agrees.
    pub agree: Vec<String>,
    /// Whoever agrees on a condition.
    pub conditional: Vec<String>,
    /// Whoever asks for refinement.
    pub refine: Vec<String>,
    /// Whoever refined.
    pub refined: Vec<String>,
    /// Whoever does not accept.
    pub not_accept: Vec<String>,
    /// Whoever refuses a small application.
    pub refuse: Vec<String>,
    /// Whoever refuses an item of many.
    pub refuse_item: Vec<String>,
    /// Whoever withdraws.
    pub withdraw: Vec<String>,
    /// Whoever records that there will be no land.
    pub no_land: Vec<String>,
    /// Whoever is satisfied.
    pub praise: Vec<String>,
    /// Whoever is not.
    pub complaint: Vec<String>,
}

impl Invention {
    /// Reads the file that ships with the program.
    pub fn read() -> anyhow::Result<Self> {
        Ok(toml_edit::de::from_str(TEXT)?)
    }
}
