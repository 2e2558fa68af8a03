//! Certificates: each says who holds it, from whom and since when, and, where it licenses things or ends, what and until when.

use document::Template;

use super::index::Index;
use super::{Found, Mistake};
use crate::definition::Certificate;
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed { definition: item, place } in &index.pack.items {
        let Some(certificate) = &item.certificate else { continue };
        let place = place.key("certificate");
        ends_on_a_day(certificate, &place, found);
        let text = index.pack.templates.get(&certificate.template);
        // A template that is missing or cannot be read is found where templates are checked.
        if let Some(template) = text.and_then(|text| Template::read(&certificate.template, text).ok()) {
            says_what_it_licenses(certificate, &template, &place.key("template"), found);
        }
    }
}

/// A validity of 5 年 has a last day, and only months tell which.
fn ends_on_a_day(certificate: &Certificate, place: &Place, found: &mut Found<'_>) {
    let Some(validity) = &certificate.validity else { return };
    let in_words = months_in_words(validity);
    if in_words.is_some() && in_words != certificate.valid_months {
        found.at(
            &place.key("validity"),
            Mistake::TermNotInMonths {
                validity: validity.clone(),
            },
        );
    }
}

fn months_in_words(validity: &str) -> Option<u16> {
    let number = |unit: &str| validity.strip_suffix(unit)?.trim().parse::<u16>().ok();
    number("年").map_or_else(|| number("个月"), |years| years.checked_mul(12))
}

fn says_what_it_licenses(certificate: &Certificate, template: &Template, place: &Place, found: &mut Found<'_>) {
    let names = template.names();
    let demands: [(&[&str], bool); 6] = [
        (&["applicant.name", "owner.name"], true),
        (&["organ.name"], true),
        (&["document.number"], true),
        (&["document.date"], true),
        (&["document.valid_until"], certificate.valid_months.is_some()),
        (&["document.scope"], !certificate.scope.is_empty()),
    ];
    for (either, _) in demands.into_iter().filter(|(_, demanded)| *demanded) {
        if !either.iter().any(|name| names.contains(*name)) {
            found.at(
                place,
                Mistake::CertificateSilent {
                    template: certificate.template.clone(),
                    names: either.iter().map(ToString::to_string).collect(),
                },
            );
        }
    }
}
