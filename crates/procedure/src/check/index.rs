//! A pack by its ids, for rules that follow references.

use std::collections::{BTreeMap, HashMap};

use identity::{FunctionId, RegionCode};

use crate::Pack;
use crate::definition::{Department, Field, FieldId, Item, ItemId, Level, Material, MaterialId, Matter, Region, Step};
use crate::pack::{Place, Placed};

/// The definitions of a pack by id; of two with the same id the first.
pub(super) struct Index<'a> {
    pub(super) pack: &'a Pack,
    fields: HashMap<&'a FieldId, &'a Placed<Field>>,
    materials: HashMap<&'a MaterialId, &'a Placed<Material>>,
    items: HashMap<&'a ItemId, &'a Placed<Item>>,
    steps: HashMap<&'a str, Place>,
    departments: HashMap<&'a FunctionId, &'a Department>,
    regions: BTreeMap<RegionCode, &'a Region>,
}

/// A matter all of whose items can be found, so that it can be judged as a whole.
pub(super) struct WholeMatter<'a> {
    pub(super) matter: &'a Matter,
    pub(super) place: &'a Place,
    pub(super) items: Vec<&'a Item>,
    pub(super) questions: Vec<&'a Field>,
}

impl<'a> Index<'a> {
    pub(super) fn of(pack: &'a Pack) -> Self {
        let mut index = Self {
            pack,
            fields: HashMap::new(),
            materials: HashMap::new(),
            items: HashMap::new(),
            steps: HashMap::new(),
            departments: HashMap::new(),
            regions: BTreeMap::new(),
        };
        for placed in &pack.fields {
            index.fields.entry(&placed.definition.id).or_insert(placed);
        }
        for placed in &pack.materials {
            index.materials.entry(&placed.definition.id).or_insert(placed);
        }
        for placed in &pack.items {
            index.items.entry(&placed.definition.id).or_insert(placed);
            for (step, place) in steps(placed) {
                index.steps.entry(step.id.as_str()).or_insert(place);
            }
        }
        for Placed { definition, .. } in &pack.departments {
            for function in &definition.functions {
                index.departments.entry(function).or_insert(definition);
            }
        }
        for Placed { definition, .. } in &pack.regions {
            index.regions.entry(definition.code).or_insert(definition);
        }
        index
    }

    pub(super) fn field(&self, id: &FieldId) -> Option<&'a Field> {
        self.fields.get(id).map(|placed| &placed.definition)
    }

    pub(super) fn material(&self, id: &MaterialId) -> Option<&'a Placed<Material>> {
        self.materials.get(id).copied()
    }

    pub(super) fn item(&self, id: &ItemId) -> Option<&'a Placed<Item>> {
        self.items.get(id).copied()
    }

    pub(super) fn step(&self, id: &str) -> Option<&Place> {
        self.steps.get(id)
    }

    /// The department that has a function.
    pub(super) fn department(&self, function: &FunctionId) -> Option<&'a Department> {
        self.departments.get(function).copied()
    }

    pub(super) fn region(&self, code: RegionCode) -> Option<&'a Region> {
        self.regions.get(&code).copied()
    }

    /// The regions in which applications are made.
    pub(super) fn counties(&self) -> impl Iterator<Item = &'a Region> {
        self.regions.values().copied().filter(|region| region.level == Level::County)
    }

    /// A region and those above it.
    pub(super) fn upwards(&self, region: &'a Region) -> impl Iterator<Item = &'a Region> {
        std::iter::successors(Some(region), |region| self.region(region.parent?)).take(self.regions.len())
    }

    /// Whether something with this id stands in the pack but could not be read.
    pub(super) fn unread(&self, id: &str) -> bool {
        self.pack.unread.contains(id)
    }

    /// The matters whose items and questions can all be found.
    pub(super) fn whole_matters(&self) -> impl Iterator<Item = WholeMatter<'a>> {
        self.pack.matters.iter().filter_map(|placed| {
            let matter = &placed.definition;
            let items = matter.items.iter().map(|id| Some(&self.item(id)?.definition));
            let questions = matter.questions.iter().map(|id| self.field(id));
            Some(WholeMatter {
                matter,
                place: &placed.place,
                items: items.collect::<Option<_>>()?,
                questions: questions.collect::<Option<_>>()?,
            })
        })
    }

    /// The matters that contain an item.
    pub(super) fn matters_with(&self, item: &ItemId) -> impl Iterator<Item = &'a Matter> {
        let matters = self.pack.matters.iter().map(|placed| &placed.definition);
        matters.filter(|matter| matter.items.contains(item))
    }

    /// The matters one of whose steps reads a material, or reads what it stands in for.
    pub(super) fn matters_reading(&self, material: &MaterialId) -> Vec<&'a Matter> {
        let stands_in_for: Vec<&MaterialId> = self
            .pack
            .materials
            .iter()
            .filter(|placed| placed.definition.stand_in.as_ref() == Some(material))
            .map(|placed| &placed.definition.id)
            .collect();
        let reads = |step: &Step| step.materials.iter().any(|id| id == material || stands_in_for.contains(&id));
        let matters = self.pack.matters.iter().map(|placed| &placed.definition);
        matters
            .filter(|matter| {
                let items = matter.items.iter().filter_map(|id| self.item(id));
                items.flat_map(|item| &item.definition.steps).any(reads)
            })
            .collect()
    }
}

/// The steps of an item with their places.
pub(super) fn steps(item: &Placed<Item>) -> impl Iterator<Item = (&Step, Place)> {
    let all = item.place.key("step");
    let steps = item.definition.steps.iter().enumerate();
    steps.map(move |(position, step)| (step, all.at(position)))
}
