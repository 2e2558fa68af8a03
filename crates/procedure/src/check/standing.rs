//! The conditions of a pack, each with the place where it stands and what can be asked before it is looked at.

use super::index::{Index, steps};
use crate::Condition;
use crate::condition::{Combinations, TooMany};
use crate::definition::{Assignment, Field, FieldId, Matter};
use crate::pack::{Place, Placed};

/// A condition where it stands.
pub(super) struct Standing<'a> {
    pub(super) place: Place,
    pub(super) condition: &'a Condition,
    /// What must hold before it is looked at.
    pub(super) within: Vec<&'a Condition>,
    /// The question whose asking it decides, where it decides that.
    question: Option<&'a FieldId>,
    /// The matters in which it is looked at.
    pub(super) matters: Vec<&'a Matter>,
}

impl<'a> Standing<'a> {
    /// The questions of a matter that have been asked when it is looked at.
    pub(super) fn asked_before(&self, matter: &'a Matter) -> &'a [FieldId] {
        let own = self.question.and_then(|own| matter.questions.iter().position(|id| id == own));
        &matter.questions[..own.unwrap_or(matter.questions.len())]
    }

    /// Whether any answers of a matter make hold what must hold before it is looked at.
    pub(super) fn can_be_reached(&self, index: &Index<'a>, matter: &'a Matter) -> Result<bool, TooMany> {
        can_all_hold(index, matter, &self.within)
    }

    /// Whether any answers of a matter make it hold.
    pub(super) fn can_hold(&self, index: &Index<'a>, matter: &'a Matter) -> Result<bool, TooMany> {
        let conditions: Vec<&Condition> = self.within.iter().copied().chain([self.condition]).collect();
        can_all_hold(index, matter, &conditions)
    }
}

fn can_all_hold(index: &Index<'_>, matter: &Matter, conditions: &[&Condition]) -> Result<bool, TooMany> {
    let questions: Vec<&Field> = matter.questions.iter().filter_map(|id| index.field(id)).collect();
    Ok(Combinations::of(&questions, conditions).satisfying()?.is_some())
}

/// Every condition of the pack.
pub(super) fn all<'a>(index: &Index<'a>) -> Vec<Standing<'a>> {
    let mut standing = Vec::new();
    of_items(index, &mut standing);
    of_materials(index, &mut standing);
    of_fields(index, &mut standing);
    standing
}

fn of_items<'a>(index: &Index<'a>, standing: &mut Vec<Standing<'a>>) {
    for item in &index.pack.items {
        let matters: Vec<&Matter> = index.matters_with(&item.definition.id).collect();
        let mut stands = |place: Place, condition: &'a Condition, within: &[&'a Condition]| {
            standing.push(Standing {
                place,
                condition,
                within: within.to_vec(),
                question: None,
                matters: matters.clone(),
            });
        };
        let of_item: Vec<&Condition> = item.definition.when.iter().collect();
        if let Some(when) = &item.definition.when {
            stands(item.place.key("when"), when, &[]);
        }
        if let Some(decide) = &item.definition.decide {
            of_assignment(decide, &item.place.key("decide"), &of_item, &mut stands);
        }
        for (at, entry) in item
            .definition
            .certificate
            .iter()
            .flat_map(|certificate| &certificate.scope)
            .enumerate()
        {
            if let Some(when) = &entry.when {
                stands(item.place.key("certificate").key("scope").at(at).key("when"), when, &of_item);
            }
        }
        for (step, place) in steps(item) {
            let mut of_step = of_item.clone();
            if let Some(when) = &step.when {
                stands(place.key("when"), when, &of_item);
                of_step.push(when);
            }
            of_assignment(&step.function, &place.key("function"), &of_step, &mut stands);
            for (at, waiver) in step.payment.iter().flat_map(|payment| &payment.waivers).enumerate() {
                if let Some(when) = &waiver.when {
                    stands(place.key("payment").key("waive").at(at).key("when"), when, &of_step);
                }
            }
        }
    }
}

fn of_assignment<'a>(
    assignment: &'a Assignment,
    place: &Place,
    within: &[&'a Condition],
    stands: &mut impl FnMut(Place, &'a Condition, &[&'a Condition]),
) {
    let Assignment::ByRule(rules) = assignment else { return };
    for (at, rule) in rules.iter().enumerate() {
        if let Some(when) = &rule.when {
            stands(place.at(at).key("when"), when, within);
        }
    }
}

fn of_materials<'a>(index: &Index<'a>, standing: &mut Vec<Standing<'a>>) {
    for Placed { definition, place } in &index.pack.materials {
        if let Some(condition) = &definition.when {
            standing.push(Standing {
                place: place.key("when"),
                condition,
                within: Vec::new(),
                question: None,
                matters: index.matters_reading(&definition.id),
            });
        }
    }
}

/// A question's condition reads earlier questions; one of the form's fields reads any, for the form comes after them.
fn of_fields<'a>(index: &Index<'a>, standing: &mut Vec<Standing<'a>>) {
    for Placed { definition, place } in &index.pack.fields {
        let Some(condition) = &definition.when else { continue };
        let matters = || index.pack.matters.iter().map(|placed| &placed.definition);
        let asks = |matter: &&Matter| matter.questions.contains(&definition.id);
        let has_in_form = |matter: &&Matter| matter.parts.iter().any(|part| part.fields.contains(&definition.id));
        for (question, matters) in [
            (Some(&definition.id), matters().filter(asks).collect::<Vec<_>>()),
            (None, matters().filter(has_in_form).collect()),
        ] {
            standing.push(Standing {
                place: place.key("when"),
                condition,
                within: Vec::new(),
                question,
                matters,
            });
        }
    }
}
