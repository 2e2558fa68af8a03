//! Templates: every paper that is issued or signed has one, each can be read, and none names a value that nothing supplies.

use std::collections::BTreeSet;

use document::{Problem, Template};

use super::index::Index;
use super::{Found, Mistake};
use crate::definition::{DocumentKind, Item, Matter, PROLONGATION_BY_SILENCE, StepKind, TurnsFormal};
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed { definition: item, place } in &index.pack.items {
        if let Some(certificate) = &item.certificate {
            exists(index, &certificate.template, &place.key("certificate").key("template"), found);
        }
    }
    for Placed {
        definition: matter,
        place,
    } in &index.pack.matters
    {
        if let Some(commitment) = &matter.commitment {
            exists(index, &commitment.template, &place.key("commitment").key("template"), found);
        }
        for kind in needed(index, matter) {
            exists(index, kind.as_str(), &place.key("items"), found);
            if kind == DocumentKind::ProlongationDecision {
                exists(index, PROLONGATION_BY_SILENCE, &place.key("items"), found);
            }
        }
    }
    let known = known(index);
    for (name, text) in &index.pack.templates {
        read(name, text, &known, found);
    }
}

fn exists(index: &Index<'_>, template: &str, place: &Place, found: &mut Found<'_>) {
    if !index.pack.templates.contains_key(template) {
        found.at(
            place,
            Mistake::NoTemplate {
                template: template.to_owned(),
            },
        );
    }
}

/// The papers that applications of a matter may call for.
fn needed(index: &Index<'_>, matter: &Matter) -> Vec<DocumentKind> {
    let items: Vec<&Item> = matter
        .items
        .iter()
        .filter_map(|id| Some(&index.item(id)?.definition))
        .collect();
    let decided = items.iter().any(|item| item.turns_formal != TurnsFormal::Never);
    let formal_at_once = items.iter().any(|item| item.turns_formal == TurnsFormal::AtAcceptance);
    let bare = items
        .iter()
        .any(|item| item.turns_formal != TurnsFormal::Never && item.certificate.is_none());
    let has = |kind: StepKind| items.iter().flat_map(|item| &item.steps).any(|step| step.kind == kind);
    let mut needed = Vec::new();
    let mut need = |condition: bool, kinds: &[DocumentKind]| needed.extend(kinds.iter().filter(|_| condition));
    need(decided, ALWAYS);
    need(bare, &[DocumentKind::Decision]);
    need(
        formal_at_once,
        &[DocumentKind::NonAcceptanceNotice, DocumentKind::SupplementNotice],
    );
    need(matter.pre_review.is_some(), &[DocumentKind::PreReviewOpinion]);
    need(has(StepKind::Payment), &[DocumentKind::PaymentNotice]);
    need(
        has(StepKind::PublicNotice),
        &[DocumentKind::ThirdPartyNotice, DocumentKind::ObjectionAnswer],
    );
    needed
}

/// What may become of every formal application, and of what it was granted.
const ALWAYS: &[DocumentKind] = &[
    DocumentKind::AcceptanceNotice,
    DocumentKind::SpecialProcedureNotice,
    DocumentKind::ExtensionNotice,
    DocumentKind::HearingNotice,
    DocumentKind::RefusalDecision,
    DocumentKind::DeliveryRecord,
    DocumentKind::CorrectionNotice,
    DocumentKind::ReissueNotice,
    DocumentKind::ChangeDecision,
    DocumentKind::ProlongationDecision,
    DocumentKind::RevocationDecision,
    DocumentKind::WithdrawalDecision,
    DocumentKind::CancellationDecision,
    DocumentKind::RequestRefusal,
];

/// The names that papers supply (`crates/document/TEMPLATES.md`), and the form's fields of this pack.
const SUPPLIED: &[&str] = &[
    "agency.name",
    "agent.name",
    "appeal.government",
    "applicant.code",
    "applicant.name",
    "application.day",
    "application.entrance",
    "application.next",
    "application.number",
    "application.promised",
    "application.proof_address",
    "application.query_address",
    "application.query_code",
    "application.received",
    "before.date",
    "before.name",
    "before.number",
    "case.accepted",
    "case.decided",
    "case.number",
    "check.address",
    "check.code",
    "check.number",
    "commitment.consequences",
    "commitment.statements",
    "commitment.title",
    "delivery.consent",
    "document.certificate",
    "document.date",
    "document.name",
    "document.number",
    "document.scope",
    "document.valid_until",
    "document.validity",
    "draft.*",
    "item.basis",
    "item.limit",
    "item.name",
    "material.*.digest",
    "material.*.name",
    "material.*.source",
    "matter.name",
    "matter.promise",
    "notice.amount",
    "notice.answer",
    "notice.approved_by",
    "notice.asked",
    "notice.basis",
    "notice.chair",
    "notice.change",
    "notice.days",
    "notice.elsewhere",
    "notice.fee",
    "notice.from",
    "notice.ground",
    "notice.how",
    "notice.invoice",
    "notice.missing",
    "notice.objection",
    "notice.party",
    "notice.place",
    "notice.procedure",
    "notice.proof",
    "notice.reasons",
    "notice.receiver",
    "notice.remark",
    "notice.request",
    "notice.right",
    "notice.served",
    "notice.time",
    "notice.until",
    "notice.way",
    "opinion.changes",
    "opinion.conditions",
    "opinion.outcome",
    "opinion.reasons",
    "opinion.text",
    "organ.name",
    "owner.code",
    "owner.name",
    "owner.representative",
    "project.code",
    "project.name",
    "project.place",
    "promise.*.due",
    "promise.*.name",
    "receiver.you",
    "reviewer.name",
    "sample",
    "served.*.name",
    "served.*.number",
];

fn known(index: &Index<'_>) -> BTreeSet<String> {
    let fields = index.pack.fields.iter().map(|field| format!("form.{}", field.definition.id));
    SUPPLIED.iter().copied().map(str::to_owned).chain(fields).collect()
}

fn read(name: &str, text: &str, known: &BTreeSet<String>, found: &mut Found<'_>) {
    let file = format!("templates/{name}.toml");
    let faults = match Template::read(&file, text) {
        Ok(template) => template.check(known).err().unwrap_or_default(),
        Err(fault) => vec![fault],
    };
    for fault in faults {
        found.in_text(&file, fault.line, &fault.field, mistake(fault.problem));
    }
}

fn mistake(problem: Problem) -> Mistake {
    let owned = |words: &[&'static str]| words.iter().map(ToString::to_string).collect();
    match problem {
        Problem::NotToml(detail) => Mistake::TemplateNotToml { detail },
        Problem::TooLarge => Mistake::TemplateTooLarge {
            bytes: u32::try_from(document::TEMPLATE_BYTES_MAX).unwrap_or(u32::MAX),
        },
        Problem::Absent => Mistake::TemplateLacks,
        Problem::UnknownField => Mistake::TemplateHasNoSuch,
        Problem::NotA(fitting) => Mistake::TemplateIsNot {
            fitting: fitting.to_owned(),
        },
        Problem::NotOneOf(words) => Mistake::TemplateWord { words: owned(&words) },
        Problem::NotOneKind => Mistake::TemplateBlock {
            kinds: owned(&document::BLOCK_KINDS),
        },
        Problem::Placeholder(text) => Mistake::TemplatePlaceholder { text },
        Problem::UnknownName(name) => Mistake::NobodySupplies { name },
    }
}
