//! What applicants type into forms, read as everybody's is read.

use std::collections::BTreeMap;

use anyhow::Context;
use applications::drafts::form_by_part;
use calendar::Day;
use procedure::definition::{Field, FieldKind, Matter};
use procedure::input::{Typed, read_answers, read_form};
use procedure::{Answers, Release};

use super::chance::Chance;
use super::invention::Invention;

/// How long after an application what it speaks of is to happen, in days.
const AHEAD_DAYS: (i64, i64) = (60, 400);
/// Most people let themselves be served electronically.
const ELECTRONIC_SHARE: f64 = 0.95;

/// Makes up what somebody types.
pub struct Typist<'a> {
    /// The definitions.
    pub release: &'a Release,
    /// What it is made of.
    pub invention: &'a Invention,
    /// Today.
    pub today: Day,
    /// What is known, by field.
    pub known: BTreeMap<String, String>,
    /// Everything else.
    pub chance: &'a mut Chance,
}

/// A form as it is handed in: part by part.
pub type Form = BTreeMap<String, serde_json::Value>;

impl Typist<'_> {
    /// Answers to the guided questions of a matter.
    pub fn answers(&mut self, matter: &Matter) -> anyhow::Result<Answers> {
        let questions: Vec<&Field> = matter.questions.iter().filter_map(|id| self.release.field(id)).collect();
        let typed: Typed = questions
            .iter()
            .map(|field| (field.id.to_string(), self.typed(field)))
            .collect();
        let reading = read_answers(self.release, matter, &typed);
        anyhow::ensure!(reading.is_complete(), "the answers of a history: {:?}", reading.all_errors());
        Ok(reading.values)
    }

    /// The form of a matter after these answers.
    pub fn form(&mut self, matter: &Matter, answers: &Answers) -> anyhow::Result<Form> {
        let fields: Vec<&Field> = matter
            .parts
            .iter()
            .flat_map(|part| &part.fields)
            .filter_map(|id| self.release.field(id))
            .collect();
        let typed: Typed = fields.iter().map(|field| (field.id.to_string(), self.typed(field))).collect();
        let reading = read_form(self.release, matter, answers, &typed);
        anyhow::ensure!(reading.is_complete(), "the form of a history: {:?}", reading.all_errors());
        Ok(form_by_part(matter, &reading.values))
    }

    /// What somebody types into one field.
    pub fn typed(&mut self, field: &Field) -> String {
        if let Some(known) = self.known.get(field.id.as_str()) {
            return known.clone();
        }
        match field.kind {
            FieldKind::Boolean if field.id.as_str() == "electronic_service" => self.yes_or_no(ELECTRONIC_SHARE),
            FieldKind::Boolean => self.yes_or_no(0.5),
            FieldKind::Choice => {
                let choice = self.chance.pick(&field.choices);
                choice.map_or_else(String::new, |choice| choice.value.clone())
            }
            FieldKind::Integer | FieldKind::Decimal => self.number(field),
            FieldKind::Date => {
                let ahead = self.chance.between(AHEAD_DAYS.0, AHEAD_DAYS.1);
                self.today.plus(i32::try_from(ahead).unwrap_or_default()).to_string()
            }
            FieldKind::Text | FieldKind::Paragraph => {
                let text = self.invention.texts.get(field.id.as_str());
                let said = if field.optional { "" } else { "见所附材料。" };
                text.cloned().unwrap_or_else(|| said.to_owned())
            }
            FieldKind::Region | FieldKind::CreditCode | FieldKind::ResidentNumber | FieldKind::Phone => String::new(),
        }
    }

    fn yes_or_no(&mut self, share: f64) -> String {
        if self.chance.happens(share) { "true" } else { "false" }.to_owned()
    }

    fn number(&mut self, field: &Field) -> String {
        let known = self.invention.numbers.get(field.id.as_str());
        let (from, to, decimals) = known.copied().unwrap_or((field.min.unwrap_or(1.0).max(1.0), 100.0, 0));
        format!("{:.decimals$}", from + self.chance.part() * (to - from))
    }
}

/// The facts that an organ records when a gate opens.
pub fn gate_facts(
    typist: &mut Typist<'_>,
    matter: &Matter,
    gate: &procedure::definition::GateId,
) -> anyhow::Result<BTreeMap<procedure::definition::FieldId, String>> {
    let gate = matter
        .gates
        .iter()
        .find(|defined| defined.id == *gate)
        .context("the gate is not defined")?;
    let fields = gate.facts.iter().filter_map(|id| typist.release.field(id));
    Ok(fields
        .collect::<Vec<_>>()
        .into_iter()
        .map(|field| (field.id.clone(), typist.typed(field)))
        .collect())
}
