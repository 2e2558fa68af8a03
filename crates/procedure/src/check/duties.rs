//! The chain inside an organ: 承办 → 审核 → 签发, or a part of it in that order.

use authority::Duty;

use super::Found;
use super::index::{Index, steps};
use crate::definition::StepKind;

const CHAIN: [Duty; 3] = [Duty::Handle, Duty::Check, Duty::Sign];

pub(super) fn check(index: &Index<'_>, found: &mut Found<'_>) {
    for item in &index.pack.items {
        for (step, place) in steps(item) {
            let place = place.key("chain");
            let positions: Vec<Option<usize>> = step
                .chain
                .iter()
                .map(|duty| CHAIN.iter().position(|known| known == duty))
                .collect();
            if step.chain.is_empty() {
                found.at(&place, format!("nobody works on `{}`", step.id), "name at least `handle`");
            } else if !positions.iter().all(Option::is_some) || !positions.is_sorted_by(|one, next| one < next) {
                found.at(
                    &place,
                    format!(
                        "the chain of `{}` is not handle, check, sign in that order, each once",
                        step.id
                    ),
                    "write a part of [\"handle\", \"check\", \"sign\"]",
                );
            } else if step.kind == StepKind::Decision && !step.chain.contains(&Duty::Sign) {
                found.at(
                    &place,
                    format!("`{}` decides, but nobody signs", step.id),
                    "end its chain with `sign`",
                );
            }
        }
    }
}
