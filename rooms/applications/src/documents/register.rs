//! What the register says of a certificate to anybody who holds a copy: what was granted is public (行政许可法 40), and of a
//! person no more of the name than tells one from another (个人信息保护法 6).

use std::collections::BTreeMap;

use authority::Party;
use document::{Block, Fact, FactRow, Values};
use identity::{RecordId, mask_name, mask_phone, mask_resident_number};
use procedure::Release;
use procedure::definition::{Field, FieldId, FieldKind};

use super::words::Said;
use super::{DocumentError, template_of};
use crate::record::Application;
use crate::record::document::IssuedDocument;
use crate::room::ApplicationRoom;

/// What stands on a certificate.
pub(crate) struct Registered {
    /// Who holds it.
    pub(crate) holder: String,
    /// Its other entries, as they are printed.
    pub(crate) entries: Vec<Fact>,
}

impl ApplicationRoom {
    /// What stands on a certificate, of persons masked.
    pub(crate) async fn registered(
        &self,
        record: RecordId,
        application: &Application,
        certificate: &IssuedDocument,
    ) -> Result<Registered, DocumentError> {
        let release = self.release_of(application)?;
        let said = Said {
            record,
            application,
            release: &release,
            fresh: &[],
        };
        let mut values = self.values_of_document(&said, certificate).await?;
        let applicant = application.filing.as_ref().map(|filing| filing.applicant);
        mask(&mut values, applicant, &release);
        let holder = values.get("applicant.name").cloned().unwrap_or_default();
        let sheet = self.fill(&release, &template_of(application, certificate, &release), values)?;
        let mut entries: Vec<Fact> = sheet.blocks.into_iter().flat_map(facts).collect();
        entries.retain(|entry| entry.value != holder);
        Ok(Registered { holder, entries })
    }
}

/// Whatever a person wrote into a personal field is masked under each name that templates have for it.
fn mask(values: &mut Values, applicant: Option<Party>, release: &Release) {
    let is_person = matches!(applicant, Some(Party::Person(_)));
    let personal = |(name, value): (&String, &String)| {
        let field = release.field(&FieldId::from(name.strip_prefix("form.")?))?;
        field.personal.then(|| (value.clone(), masked(field, value)))
    };
    let personal: BTreeMap<String, String> = values.iter().filter_map(personal).collect();
    for (name, value) in values.iter_mut() {
        if let Some(masked) = personal.get(value) {
            value.clone_from(masked);
        } else if name == "owner.representative" || is_person && (name == "applicant.name" || name == "owner.name") {
            *value = mask_name(value);
        }
    }
}

fn masked(field: &Field, value: &str) -> String {
    match field.kind {
        FieldKind::Phone => mask_phone(value),
        FieldKind::ResidentNumber => mask_resident_number(value),
        FieldKind::Text
        | FieldKind::Paragraph
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Boolean
        | FieldKind::Choice
        | FieldKind::Date
        | FieldKind::Region
        | FieldKind::CreditCode => mask_name(value),
    }
}

fn facts(block: Block) -> Vec<Fact> {
    let Block::Facts(rows) = block else { return Vec::new() };
    let of_row = |row| match row {
        FactRow::One(fact) => vec![fact],
        FactRow::Two(left, right) => vec![left, right],
    };
    rows.into_iter().flat_map(of_row).collect()
}
