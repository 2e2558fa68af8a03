//! The values that templates can name: of the applicant, the project, the form, the case and its organ.

use authority::Party;

use document::Values;
use identity::RecordId;
use procedure::definition::{Field, FieldId, FieldKind};
use procedure::{Answer, Release};

use super::DocumentError;
use crate::record::Application;
use crate::record::state::{Case, Opinion};
use crate::room::ApplicationRoom;

impl ApplicationRoom {
    /// What the applicant, the form and the gates say.
    pub(crate) async fn values_of(
        &self,
        record: RecordId,
        application: &Application,
        release: &Release,
    ) -> Result<Values, DocumentError> {
        let mut values = Values::new();
        let Some(filing) = &application.filing else {
            return Ok(values);
        };
        values.insert("application.number".into(), filing.number.to_string());
        values.insert("application.day".into(), filing.day.to_string());
        values.insert("sample".into(), release.city().assumption.clone().unwrap_or_default());
        if let Some(matter) = application
            .plan
            .as_ref()
            .and_then(|plan| release.matter(plan.matter.as_str()))
        {
            values.insert("matter.name".into(), matter.name.clone());
        }
        for (field, answer) in application.answers.iter() {
            if let Some(field) = release.field(field) {
                values.insert(format!("form.{}", field.id), answer_in_words(field, answer));
            }
        }
        let paths: Vec<String> = filing.parts.iter().map(|part| format!("form/{part}")).collect();
        for part in self
            .ledger
            .secrets(record, &paths)
            .await?
            .values()
            .filter_map(|part| part.as_object())
        {
            for (id, value) in part {
                let words = release
                    .field(&FieldId::from(id.as_str()))
                    .map_or_else(|| plain(value), |field| value_in_words(field, value, release));
                values.insert(format!("form.{id}"), words);
            }
        }
        for gate in &application.gates {
            for (field, fact) in &gate.facts {
                values.insert(format!("form.{field}"), fact.clone());
            }
        }
        self.name_the_parties(filing.applicant, &mut values).await?;
        values.retain(|_, value| !value.trim().is_empty());
        Ok(values)
    }

    /// The applicant, its project, and who it is called on certificates.
    async fn name_the_parties(&self, applicant: Party, values: &mut Values) -> Result<(), DocumentError> {
        let name = match applicant {
            Party::Enterprise(enterprise) => people::views::enterprise_name(&self.ledger, enterprise).await?,
            Party::Person(account) => people::views::names(&self.ledger, &[account]).await?.remove(&account),
        };
        let from_form = |values: &Values, field: &str| values.get(&format!("form.{field}")).cloned();
        let pairs = [
            ("applicant.name", name),
            ("applicant.code", from_form(values, "enterprise_code")),
            ("owner.code", from_form(values, "enterprise_code")),
            ("owner.representative", from_form(values, "representative_name")),
            ("project.name", from_form(values, "project_name")),
            ("project.code", from_form(values, "project_code")),
            ("project.place", from_form(values, "project_address")),
        ];
        values.extend(pairs.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        if let Some(name) = values.get("applicant.name").cloned() {
            values.insert("owner.name".into(), name);
        }
        Ok(())
    }

    /// The same with what one case says: its item, organ, number, date, conditions, and how to check it.
    pub(crate) async fn values_of_case(
        &self,
        record: RecordId,
        application: &Application,
        case: &Case,
        release: &Release,
    ) -> Result<Values, DocumentError> {
        let mut values = self.values_of(record, application, release).await?;
        values.insert("case.number".into(), case.number.to_string());
        values.extend(case.accepted_on.map(|day| ("case.accepted".to_owned(), day.to_string())));
        if let Some(item) = release.item(&case.item) {
            values.insert("item.name".into(), item.name.clone());
            values.insert("item.basis".into(), item.law.join("，"));
            if let Some(certificate) = &item.certificate {
                values.insert("document.name".into(), certificate.name.clone());
                values.extend(
                    certificate
                        .validity
                        .clone()
                        .map(|validity| ("document.validity".to_owned(), validity)),
                );
            }
        }
        let decider = application
            .planned_item(&case.item)
            .and_then(|planned| planned.decider.as_ref());
        values.extend(
            decider
                .and_then(|organ| release.organ(organ))
                .map(|organ| ("organ.name".to_owned(), organ.name.clone())),
        );
        let mut reviews = application
            .steps
            .iter()
            .filter(|step| step.planned.item == case.item && step.takes_opinion());
        if let Some(organ) = reviews.next().and_then(|step| release.organ(&step.planned.organ)) {
            values.insert("reviewer.name".into(), organ.name.clone());
        }
        values.extend(
            case.document_number
                .clone()
                .map(|number| ("document.number".to_owned(), number)),
        );
        values.extend(case.decided_on.map(|day| ("document.date".to_owned(), day.to_string())));
        values.extend(
            self.conditions(record, application, case)
                .await?
                .map(|words| ("draft.conditions".to_owned(), words)),
        );
        let code = check_code(record, case);
        values.insert("check.address".into(), self.check_address(case, &code));
        values.insert("check.code".into(), code);
        Ok(values)
    }

    /// Where anybody can check a document.
    fn check_address(&self, case: &Case, code: &str) -> String {
        format!("{}/verify/{}/{code}", self.address, case.number)
    }

    /// What the organs made a condition.
    async fn conditions(
        &self,
        record: RecordId,
        application: &Application,
        case: &Case,
    ) -> Result<Option<String>, DocumentError> {
        let conditional = |step: &&crate::record::state::StepState| {
            step.planned.item == case.item && step.opinion == Some(Opinion::Conditional)
        };
        let paths: Vec<String> = application
            .steps
            .iter()
            .filter(conditional)
            .map(|step| format!("opinion/{}/{}", step.planned.step, step.rounds))
            .collect();
        let secrets = self.ledger.secrets(record, &paths).await?;
        let words: Vec<&str> = paths.iter().filter_map(|path| secrets.get(path)?.as_str()).collect();
        Ok((!words.is_empty()).then(|| words.join("\n")))
    }
}

/// What a stranger needs beside the number to check a document: not guessable, and no personal detail.
pub(crate) fn check_code(record: RecordId, case: &Case) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    hash.update(b"zhoudao-check");
    hash.update(record.to_string());
    hash.update(case.number.to_string());
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02X}")).collect()
}

fn answer_in_words(field: &Field, answer: &Answer) -> String {
    match answer {
        Answer::Flag(true) => "是".into(),
        Answer::Flag(false) => "否".into(),
        Answer::Number(number) => with_unit(field, &number.to_string()),
        Answer::Choice(value) => choice(field, value),
    }
}

/// A value of the form as it stands in the vault, in words.
pub(crate) fn value_in_words(field: &Field, value: &serde_json::Value, release: &Release) -> String {
    let text = plain(value);
    match field.kind {
        FieldKind::Boolean => {
            if value.as_bool() == Some(true) {
                "是".into()
            } else {
                "否".into()
            }
        }
        FieldKind::Choice => choice(field, &text),
        FieldKind::Integer | FieldKind::Decimal => with_unit(field, &text),
        FieldKind::Region => text
            .parse()
            .ok()
            .and_then(|code| release.region(code))
            .map_or(text, |region| region.name.clone()),
        FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Date
        | FieldKind::CreditCode
        | FieldKind::ResidentNumber
        | FieldKind::Phone => text,
    }
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(
        || if value.is_null() { String::new() } else { value.to_string() },
        str::to_owned,
    )
}

fn choice(field: &Field, value: &str) -> String {
    field
        .choices
        .iter()
        .find(|choice| choice.value == value)
        .map_or_else(|| value.to_owned(), |choice| choice.label.clone())
}

fn with_unit(field: &Field, number: &str) -> String {
    field
        .unit
        .as_ref()
        .map_or_else(|| number.to_owned(), |unit| format!("{number} {unit}"))
}
