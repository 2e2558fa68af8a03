//! The chain inside an organ: 承办 → 审核 → 签发, or a part of it in that order.

use authority::Duty;

use super::index::{Index, steps};
use super::{Found, Mistake};
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
                found.at(
                    &place,
                    Mistake::NobodyWorksOn {
                        step: step.id.to_string(),
                    },
                );
            } else if !positions.iter().all(Option::is_some) || !positions.is_sorted_by(|one, next| one < next) {
                found.at(
                    &place,
                    Mistake::ChainOutOfOrder {
                        step: step.id.to_string(),
                    },
                );
            } else if step.kind == StepKind::Decision && !step.chain.contains(&Duty::Sign) {
                found.at(
                    &place,
                    Mistake::NobodySigns {
                        step: step.id.to_string(),
                    },
                );
            }
        }
    }
}
