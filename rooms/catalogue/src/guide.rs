//! What a guide says of items and papers whatever the answers: who may review, how long at most, when it applies, what for.

use identity::{FunctionId, RegionCode};
use procedure::definition::{Assignment, Item, Material, MaterialId, Matter, ReviewPoint, Step};

use crate::conditions;
use crate::consequences::{MaterialLine, material_line};
use crate::way::item_address;
use crate::words::{Names, Words};

/// An item in a guide.
pub(crate) struct GuideItem {
    pub(crate) number: String,
    pub(crate) name: Words,
    pub(crate) address: String,
    pub(crate) organs: Vec<Words>,
    pub(crate) days: u32,
    /// The words of its condition; empty where it always applies.
    pub(crate) when: String,
    pub(crate) certificate: Option<Words>,
}

/// A step in a guide.
pub(crate) struct GuideStep {
    pub(crate) name: Words,
    pub(crate) kind: &'static str,
    pub(crate) organs: Vec<Words>,
    pub(crate) days: u32,
    pub(crate) ground: Words,
    pub(crate) when: String,
    /// What is looked at, each with its law; empty where none is named.
    pub(crate) points: Vec<(Words, Words)>,
}

/// A paper in a guide.
pub(crate) struct GuideMaterial {
    pub(crate) line: MaterialLine,
    pub(crate) when: String,
    /// The items that read it.
    pub(crate) read_by: Vec<Words>,
}

/// An item as its definition has it, at the city.
pub(crate) fn item(names: &Names<'_>, item: &Item) -> GuideItem {
    GuideItem {
        number: item.number.clone().unwrap_or_default(),
        name: names.item(item),
        address: item_address(&item.id),
        organs: reviewers(names, item),
        days: days_at_most(item),
        when: when(names, item.when.as_ref()),
        certificate: item.certificate.as_ref().map(|certificate| names.certificate(certificate)),
    }
}

/// The steps that an item defines.
pub(crate) fn steps(names: &Names<'_>, item: &Item) -> Vec<GuideStep> {
    item.steps.iter().map(|step| self::step(names, item, step)).collect()
}

fn step(names: &Names<'_>, item: &Item, step: &Step) -> GuideStep {
    GuideStep {
        name: names.step(&item.id, &step.id, step.kind),
        kind: kind_key(step),
        organs: organs(names, &step.function),
        days: step.limit.days,
        ground: names.words(&step.limit.ground, None),
        when: when(names, step.when.as_ref()),
        points: step.points.iter().map(|point| self::point(names, point)).collect(),
    }
}

fn point(names: &Names<'_>, point: &ReviewPoint) -> (Words, Words) {
    let law = point.law.as_deref().map(|law| names.words(law, None));
    (names.words(&point.text, None), law.unwrap_or_default())
}

fn kind_key(step: &Step) -> &'static str {
    use procedure::definition::StepKind;
    match step.kind {
        StepKind::Acceptance => "kind-acceptance",
        StepKind::Review => "kind-review",
        StepKind::Confirmation => "kind-confirmation",
        StepKind::Decision => "kind-decision",
        StepKind::PublicNotice => "kind-notice",
        StepKind::External => "kind-external",
        StepKind::Survey => "kind-survey",
        StepKind::Meeting => "kind-meeting",
        StepKind::Hearing => "kind-hearing",
        StepKind::Payment => "kind-payment",
    }
}

/// Every paper that some step of these items reads, each once: what the applicant brings first.
pub(crate) fn materials(names: &Names<'_>, items: &[&Item]) -> Vec<GuideMaterial> {
    let mut ids: Vec<&MaterialId> = Vec::new();
    for id in items.iter().flat_map(|item| &item.steps).flat_map(|step| &step.materials) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let mut materials: Vec<GuideMaterial> = ids
        .into_iter()
        .filter_map(|id| names.release.material(id))
        .map(|material| self::material(names, items, material))
        .collect();
    materials.sort_by_key(|material| material.line.exempt.is_some());
    materials
}

fn material(names: &Names<'_>, items: &[&Item], material: &Material) -> GuideMaterial {
    let reads = |item: &&&Item| item.steps.iter().any(|step| step.materials.contains(&material.id));
    GuideMaterial {
        line: material_line(names, material),
        when: when(names, material.when.as_ref()),
        read_by: items.iter().filter(reads).map(|item| names.short(item)).collect(),
    }
}

/// The organs that take part in a matter at the city, the leading one first.
pub(crate) fn organs_of(names: &Names<'_>, matter: &Matter) -> Vec<Words> {
    let mut organs: Vec<Words> = organ(names, &matter.lead).into_iter().collect();
    for item in names.release.items_of(matter) {
        for words in item.steps.iter().flat_map(|step| self::organs(names, &step.function)) {
            if !organs.contains(&words) {
                organs.push(words);
            }
        }
    }
    organs
}

/// Who decides and seals an item.
pub(crate) fn deciders(names: &Names<'_>, item: &Item) -> Vec<Words> {
    item.decide.as_ref().map(|decide| organs(names, decide)).unwrap_or_default()
}

fn reviewers(names: &Names<'_>, item: &Item) -> Vec<Words> {
    let mut reviewers: Vec<Words> = Vec::new();
    for words in item.steps.iter().flat_map(|step| organs(names, &step.function)) {
        if !reviewers.contains(&words) {
            reviewers.push(words);
        }
    }
    if reviewers.is_empty() {
        deciders(names, item)
    } else {
        reviewers
    }
}

fn organs(names: &Names<'_>, assignment: &Assignment) -> Vec<Words> {
    assignment.functions().filter_map(|function| organ(names, function)).collect()
}

fn organ(names: &Names<'_>, function: &FunctionId) -> Option<Words> {
    let city: RegionCode = names.release.city().city;
    names.release.organ_for(function, city).map(|organ| names.organ(&organ.id))
}

/// The longest way through an item's own steps, with its decision.
fn days_at_most(item: &Item) -> u32 {
    let mut ends: Vec<u32> = Vec::with_capacity(item.steps.len());
    for (index, step) in item.steps.iter().enumerate() {
        let before = (0..index).filter(|&earlier| step.after.iter().any(|after| *after == item.steps[earlier].id.as_str()));
        let start = before.map(|earlier| ends[earlier]).max().unwrap_or(0);
        ends.push(start + step.limit.days);
    }
    ends.into_iter().max().unwrap_or(0) + item.decide_limit.as_ref().map_or(0, |limit| limit.days)
}

/// A condition in words; nothing where there is none.
pub(crate) fn when(names: &Names<'_>, condition: Option<&procedure::Condition>) -> String {
    condition
        .map(|condition| conditions::in_words(names, condition))
        .unwrap_or_default()
}
