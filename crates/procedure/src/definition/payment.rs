//! What is paid in a step (缴费): by which law, by which standard, how the amount comes about, and who need not pay.

use calendar::Limit;
use serde::{Deserialize, Serialize};

use super::{FieldId, LimitText};
use crate::condition::{Condition, applies};
use crate::identifier::identifier;
use crate::money::Money;
use crate::{Answer, Answers};

identifier!(
    /// Stable id of a rule by which somebody need not pay, unique in its payment.
    WaiverId
);

/// What is paid. The organ of its step sets the amount.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// What it is called.
    pub name: String,
    /// English name.
    #[serde(default)]
    pub name_en: Option<String>,
    /// The law that allows it.
    pub basis: String,
    /// The standard, and who set it.
    pub standard: String,
    /// How the amount follows from an answer; without it the organ enters it.
    #[serde(default)]
    pub amount: Option<AmountRule>,
    /// Characters of the invoice number; the year and a gapless number follow.
    pub series: String,
    /// Within which days it is to be paid.
    pub pay: LimitText,
    /// Where and how it is paid.
    pub pay_to: String,
    /// Who need not pay.
    #[serde(rename = "waive", default)]
    pub waivers: Vec<Waiver>,
    /// What is assumed where no source says it.
    #[serde(default)]
    pub assumption: Option<String>,
}

/// So much for each unit of a number that was answered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AmountRule {
    /// The question whose answer counts.
    pub per: FieldId,
    /// Yuan for each unit of it.
    pub rate: Money,
}

/// A rule by which somebody need not pay.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// Stable id.
    pub id: WaiverId,
    /// Whom it spares, in words.
    pub text: String,
    /// Can be used only when this holds; without it the organ judges.
    #[serde(default)]
    pub when: Option<Condition>,
    /// The law it comes from.
    pub ground: String,
}

/// A payment as a plan records it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPayment {
    /// What it is called.
    pub name: String,
    /// The law that allows it.
    pub basis: String,
    /// Where and how it is paid.
    pub pay_to: String,
    /// Characters of the invoice number.
    pub series: String,
    /// The amount, where it follows from the answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Within which days it is to be paid.
    pub pay: Limit,
    /// The rules by which it may be waived with these answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waivers: Vec<WaiverId>,
}

impl Payment {
    /// What it comes to with these answers.
    #[must_use]
    pub fn planned(&self, answers: &Answers) -> PlannedPayment {
        let quantity = |rule: &AmountRule| match answers.get(rule.per.as_str()) {
            Some(Answer::Number(quantity)) => rule.rate.times(*quantity),
            Some(Answer::Flag(_) | Answer::Choice(_)) | None => None,
        };
        let waivers = self.waivers.iter().filter(|waiver| applies(waiver.when.as_ref(), answers));
        PlannedPayment {
            name: self.name.clone(),
            basis: self.basis.clone(),
            pay_to: self.pay_to.clone(),
            series: self.series.clone(),
            amount: self.amount.as_ref().and_then(quantity),
            pay: self.pay.limit(),
            waivers: waivers.map(|waiver| waiver.id.clone()).collect(),
        }
    }

    /// A rule by its id.
    #[must_use]
    pub fn waiver(&self, id: &WaiverId) -> Option<&Waiver> {
        self.waivers.iter().find(|waiver| waiver.id == *id)
    }
}
