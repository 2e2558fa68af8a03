//! The values that templates can name: of the applicant, the project, the form, the case and its organ.

use authority::Party;

use calendar::Day;
use document::Values;
use identity::{OrganId, RecordId};
use ledger::Ledger;
use procedure::condition::applies;
use procedure::definition::{Certificate, Field, FieldId, FieldKind};
use procedure::{Answer, Answers, Release};

use super::DocumentError;
use super::words::Said;
use crate::record::Application;
use crate::record::document::IssuedDocument;
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
        values.insert("application.day".into(), filing.at.day().to_string());
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
                values.insert(format!("form.{}", field.id), in_answers(field, answer));
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
        let name = people::views::party_name(&self.ledger, applicant).await?;
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

    /// The same with what one paper says: its item, organ, number and date, what its act found, and how to check it.
    pub(crate) async fn values_of_document(&self, said: &Said<'_>, document: &IssuedDocument) -> Result<Values, DocumentError> {
        let Said {
            record,
            application,
            release,
            ..
        } = *said;
        let mut values = self.values_of(record, application, release).await?;
        let mut put = |name: &str, value: Option<String>| {
            values.extend(
                value
                    .filter(|value| !value.trim().is_empty())
                    .map(|value| (name.to_owned(), value)),
            );
        };
        let organ = |id: &OrganId| release.organ(id).map(|organ| organ.name.clone());
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        put("organ.name", organ(&document.organ));
        put("receiver.you", Some(spoken_to(application, document).to_owned()));
        let region = release.organ(&document.organ).and_then(|organ| release.region(organ.region));
        put("appeal.government", region.and_then(|region| region.government.clone()));
        put("document.number", Some(document.number.clone()));
        put("document.date", Some(document.day.to_string()));
        put("document.valid_until", day(document.valid_until));
        if let Some(case) = document.item.as_ref().and_then(|item| application.case(item)) {
            put("case.number", Some(case.number.to_string()));
            put("case.accepted", day(case.accepted_on));
            put("case.decided", day(case.decided_on));
        }
        if let Some(item) = document.item.as_ref().and_then(|item| release.item(item)) {
            put("item.name", Some(item.name.clone()));
            put("item.basis", Some(item.law.join("，")));
            put(
                "item.limit",
                item.statutory.as_ref().map(|limit| limit_in_words(&limit.limit())),
            );
            if let Some(certificate) = &item.certificate {
                put("document.name", Some(certificate.name.clone()));
                put("document.validity", certificate.validity.clone());
                put("document.scope", Some(scope_in_words(certificate, &application.answers)));
            }
        }
        let promise = application.plan.as_ref().map(|plan| &plan.promise);
        put("matter.promise", promise.map(limit_in_words));
        let reviews = application
            .steps
            .iter()
            .find(|step| Some(&step.planned.item) == document.item.as_ref() && step.takes_opinion());
        put("reviewer.name", reviews.and_then(|step| organ(&step.planned.organ)));
        let number = check_number(application, document);
        let code = check_code(&self.ledger, record, &number);
        put("check.address", Some(format!("{}/verify/{number}/{code}", self.address)));
        put("check.number", Some(number));
        put("check.code", Some(code));
        values.extend(self.words_of(said, document).await?);
        Ok(values)
    }
}

/// How a paper speaks to whom it is for. What a third party is, nobody has asked.
fn spoken_to(application: &Application, document: &IssuedDocument) -> &'static str {
    let applicant = application.filing.as_ref().map(|filing| filing.applicant);
    match applicant.filter(|_| document.is_for_applicant()) {
        Some(Party::Person(_)) => "你",
        Some(Party::Enterprise(_)) => "你单位",
        None => "你（单位）",
    }
}

/// What the certificate licenses with these answers (经营项目).
fn scope_in_words(certificate: &Certificate, answers: &Answers) -> String {
    let licensed = certificate.scope.iter().filter(|entry| applies(entry.when.as_ref(), answers));
    licensed.map(|entry| entry.text.as_str()).collect::<Vec<_>>().join("；")
}

/// 20 个工作日.
fn limit_in_words(limit: &calendar::Limit) -> String {
    match limit.unit {
        calendar::Unit::Working => format!("{} 个工作日", limit.number),
        calendar::Unit::Calendar => format!("{} 日", limit.number),
    }
}

/// The number by which a paper is checked: that of its case for the first decision on it, as certificates have always printed
/// it; else that of the application with the paper's place in it.
pub(crate) fn check_number(application: &Application, document: &IssuedDocument) -> String {
    let first = document.item.as_ref().filter(|_| document.is_first_decision());
    match (first.and_then(|item| application.case(item)), &application.filing) {
        (Some(case), _) => case.number.to_string(),
        (None, Some(filing)) => format!("{}-D{:02}", filing.number, document.ordinal),
        (None, None) => String::new(),
    }
}

/// What a stranger needs beside the number to check a document: nobody but the city can work it out, and it is no personal detail.
pub(crate) fn check_code(ledger: &Ledger, record: RecordId, check_number: &str) -> String {
    let code = ledger.code("document check", &format!("{record}/{check_number}"));
    code.iter().take(6).map(|byte| format!("{byte:02X}")).collect()
}

/// An answer to a guided question, in words.
fn in_answers(field: &Field, answer: &Answer) -> String {
    match answer {
        Answer::Flag(true) => "是".into(),
        Answer::Flag(false) => "否".into(),
        Answer::Number(number) => with_unit(field, &number.to_string()),
        Answer::Choice(value) => choice(field, value),
    }
}

/// A value of the form as it stands in the vault, in words.
fn value_in_words(field: &Field, value: &serde_json::Value, release: &Release) -> String {
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
