//! A release: definitions that have passed the checker, immutable, named by the digest of their texts.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use identity::{FunctionId, OrganId, RegionCode};

use crate::check::{Finding, check, check_kept};
use crate::definition::{
    CityFile, Department, DepartmentId, Field, FieldId, Item, ItemId, Material, MaterialId, Matter, MatterId, Region, Step,
    StepKind,
};
use crate::pack::Pack;

/// Definitions that keep their promises.
#[derive(Debug)]
pub struct Release {
    digest: String,
    city: CityFile,
    regions: BTreeMap<RegionCode, Region>,
    organs: BTreeMap<OrganId, Organ>,
    department_of: HashMap<FunctionId, DepartmentId>,
    fields: HashMap<FieldId, Field>,
    materials: HashMap<MaterialId, Material>,
    items: HashMap<ItemId, Item>,
    matters: BTreeMap<MatterId, Matter>,
    templates: BTreeMap<String, String>,
    english: BTreeMap<String, String>,
}

/// A department of one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// `<department>-<region code>`.
    pub id: OrganId,
    /// Full name.
    pub name: String,
    /// Short name for lanes and lists.
    pub short: String,
    /// English short name.
    pub short_en: Option<String>,
    /// Its region.
    pub region: RegionCode,
    /// What it does.
    pub functions: Vec<FunctionId>,
}

impl Release {
    /// Makes a release of a pack's texts.
    ///
    /// # Errors
    /// Everything the checker found.
    pub fn of(texts: &BTreeMap<String, String>) -> Result<Self, Vec<Finding>> {
        let (pack, mut findings) = Pack::read(texts);
        findings.extend(check(&pack));
        match (findings.is_empty(), pack.city.clone()) {
            (true, Some(city)) => Ok(Self::checked(pack, city, texts)),
            _ => Err(findings),
        }
    }

    /// The digest by which the release of these texts is named: SHA-256 over each path and text with their lengths, in hexadecimal. What is
    /// only for the sample city is no part of the rules.
    #[must_use]
    pub fn digest_of(texts: &BTreeMap<String, String>) -> String {
        let mut hash = Sha256::new();
        for (path, text) in texts.iter().filter(|(path, _)| !path.starts_with("sample/")) {
            for part in [path, text] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part.as_bytes());
            }
        }
        hash.finalize().iter().fold(String::new(), |mut hexadecimal, byte| {
            let _ = write!(hexadecimal, "{byte:02x}");
            hexadecimal
        })
    }

    /// The same for a release that came into force before, whose applications keep it.
    ///
    /// # Errors
    /// Everything without which it cannot be read.
    pub fn kept(texts: &BTreeMap<String, String>) -> Result<Self, Vec<Finding>> {
        let (pack, mut findings) = Pack::read(texts);
        findings.extend(check_kept(&pack));
        match (findings.is_empty(), pack.city.clone()) {
            (true, Some(city)) => Ok(Self::checked(pack, city, texts)),
            _ => Err(findings),
        }
    }

    fn checked(pack: Pack, city: CityFile, texts: &BTreeMap<String, String>) -> Self {
        let regions: BTreeMap<_, _> = pack
            .regions
            .into_iter()
            .map(|it| (it.definition.code, it.definition))
            .collect();
        let departments: Vec<Department> = pack.departments.into_iter().map(|it| it.definition).collect();
        let functions = |department: &Department| {
            department
                .functions
                .iter()
                .map(|function| (function.clone(), department.id.clone()))
                .collect::<Vec<_>>()
        };
        Self {
            digest: Self::digest_of(texts),
            templates: templates(texts),
            english: pack.english,
            city,
            organs: departments
                .iter()
                .flat_map(|department| organs_of(&regions, department))
                .map(|organ| (organ.id.clone(), organ))
                .collect(),
            department_of: departments.iter().flat_map(functions).collect(),
            regions,
            fields: pack
                .fields
                .into_iter()
                .map(|it| (it.definition.id.clone(), it.definition))
                .collect(),
            materials: pack
                .materials
                .into_iter()
                .map(|it| (it.definition.id.clone(), it.definition))
                .collect(),
            items: pack
                .items
                .into_iter()
                .map(|it| (it.definition.id.clone(), it.definition))
                .collect(),
            matters: pack
                .matters
                .into_iter()
                .map(|it| (it.definition.id.clone(), it.definition))
                .collect(),
        }
    }

    /// SHA-256 of the definitions, in hexadecimal: the name under which running cases pin them.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The city.
    #[must_use]
    pub fn city(&self) -> &CityFile {
        &self.city
    }

    /// Every matter, in the order of their ids.
    pub fn matters(&self) -> impl Iterator<Item = &Matter> {
        self.matters.values()
    }

    /// A matter by its id.
    #[must_use]
    pub fn matter(&self, id: &str) -> Option<&Matter> {
        self.matters.get(id)
    }

    /// An item by its id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.items.get(id)
    }

    /// The text of a document template, by its name without ending.
    #[must_use]
    pub fn template(&self, name: &str) -> Option<&str> {
        self.templates.get(name).map(String::as_str)
    }

    /// The English of words that a definition says in Chinese only.
    #[must_use]
    pub fn english(&self, chinese: &str) -> Option<&str> {
        self.english.get(chinese.trim()).map(String::as_str)
    }

    /// A field by its id.
    #[must_use]
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields.get(id)
    }

    /// A material by its id.
    #[must_use]
    pub fn material(&self, id: &MaterialId) -> Option<&Material> {
        self.materials.get(id)
    }

    /// A step that an item defines itself (derived ones have no definition).
    #[must_use]
    pub fn step(&self, item: &ItemId, step: &str) -> Option<&Step> {
        self.items
            .get(item)?
            .steps
            .iter()
            .find(|candidate| candidate.id.as_str() == step)
    }

    /// What people call a planned step: its own name, else its item's short name with what is done in it.
    #[must_use]
    pub fn step_name(&self, planned: &crate::plan::PlannedStep) -> String {
        let named = self
            .step(&planned.item, planned.step.as_str())
            .and_then(|step| step.name.clone());
        named.unwrap_or_else(|| {
            let short = self
                .items
                .get(&planned.item)
                .map_or(planned.item.as_str(), |item| item.short.as_str());
            match planned.kind {
                StepKind::Confirmation => format!("{short}复核"),
                StepKind::Decision => format!("{short}签发"),
                StepKind::PublicNotice => format!("{short}公示"),
                StepKind::Acceptance => format!("{short}受理"),
                StepKind::Review
                | StepKind::External
                | StepKind::Survey
                | StepKind::Meeting
                | StepKind::Hearing
                | StepKind::Payment => short.to_owned(),
            }
        })
    }

    /// Every item, in no order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The items of a matter, in the order of the guide.
    pub fn items_of<'a>(&'a self, matter: &'a Matter) -> impl Iterator<Item = &'a Item> {
        matter.items.iter().filter_map(|id| self.items.get(id))
    }

    /// A region by its code.
    #[must_use]
    pub fn region(&self, code: RegionCode) -> Option<&Region> {
        self.regions.get(&code)
    }

    /// Every region, in the order of their codes.
    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }

    /// The regions directly below one, in the order of their codes.
    pub fn regions_below(&self, parent: RegionCode) -> impl Iterator<Item = &Region> {
        self.regions.values().filter(move |region| region.parent == Some(parent))
    }

    /// Whether a place lies within a region: it is the region itself, or below it.
    #[must_use]
    pub fn lies_within(&self, place: RegionCode, region: RegionCode) -> bool {
        let above = |code: &RegionCode| self.regions.get(code)?.parent;
        std::iter::successors(Some(place), above).any(|code| code == region)
    }

    /// The organ with a function for a region: its own level's, else the nearest one above.
    #[must_use]
    pub fn organ_for(&self, function: &FunctionId, region: RegionCode) -> Option<&Organ> {
        let department = self.department_of.get(function)?;
        let mut here = self.regions.get(&region)?;
        loop {
            if let Some(organ) = self.organs.get(organ_name(department, here.code).as_str()) {
                return Some(organ);
            }
            here = self.regions.get(&here.parent?)?;
        }
    }

    /// An organ by its id.
    #[must_use]
    pub fn organ(&self, id: &OrganId) -> Option<&Organ> {
        self.organs.get(id)
    }

    /// Every organ of the city, each department in every region of its levels.
    pub fn organs(&self) -> impl Iterator<Item = &Organ> {
        self.organs.values()
    }
}

fn organ_name(department: &DepartmentId, region: RegionCode) -> String {
    format!("{department}-{region}")
}

fn organs_of(regions: &BTreeMap<RegionCode, Region>, department: &Department) -> Vec<Organ> {
    let present = regions.values().filter(|region| department.levels.contains(&region.level));
    // The checker has refused departments whose id makes no organ id.
    present
        .filter_map(|region| Some((region, organ_name(&department.id, region.code).parse().ok()?)))
        .map(|(region, id)| {
            let name = department
                .names
                .get(&region.level)
                .map_or(department.short.as_str(), String::as_str);
            Organ {
                id,
                name: name.replace("{region}", &region.name),
                short: department.short.clone(),
                short_en: department.short_en.clone(),
                region: region.code,
                functions: department.functions.clone(),
            }
        })
        .collect()
}

fn templates(texts: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let named = |path: &str| path.strip_prefix("templates/")?.strip_suffix(".toml").map(str::to_owned);
    texts
        .iter()
        .filter_map(|(path, text)| Some((named(path)?, text.clone())))
        .collect()
}
