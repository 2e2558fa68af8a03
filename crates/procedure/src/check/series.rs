//! Series of numbers: each numbers one kind of paper, or the numbers of each kind have holes.

use super::index::{Index, steps};
use super::{Found, Mistake};
use crate::definition::DocumentKind;
use crate::pack::{Place, Placed};

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for Placed { definition: item, place } in &index.pack.items {
        if let Some(certificate) = &item.certificate {
            no_other_paper(&certificate.series, &place.key("certificate").key("series"), found);
        }
    }
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            if let Some(payment) = &step.payment {
                let place = place.key("payment").key("series");
                no_other_paper(&payment.series, &place, found);
                no_certificate(index, &payment.series, &place, found);
            }
        }
    }
}

fn no_other_paper(series: &str, place: &Place, found: &mut Found<'_>) {
    let mut others = DocumentKind::ALL.into_iter().filter(|kind| *kind != DocumentKind::Decision);
    if let Some(kind) = others.find(|kind| kind.series() == series) {
        found.at(
            place,
            Mistake::NumbersPapers {
                series: series.to_owned(),
                paper: kind.as_str().to_owned(),
            },
        );
    }
}

fn no_certificate(index: &Index<'_>, series: &str, place: &Place, found: &mut Found<'_>) {
    let mut items = index.pack.items.iter().map(|item| &item.definition);
    let numbers = |certificate: &crate::definition::Certificate| certificate.series == series;
    if let Some(item) = items.find(|item| item.certificate.as_ref().is_some_and(numbers)) {
        found.at(
            place,
            Mistake::NumbersCertificates {
                series: series.to_owned(),
                item: item.id.to_string(),
            },
        );
    }
}
