//! What a paper says beyond what is known of its application: reasons, opinions, what was undertaken, who received what.

use std::collections::BTreeMap;

use document::Values;
use identity::RecordId;
use ledger::Secret;
use procedure::Release;
use procedure::definition::{DocumentKind, ItemId};
use serde_json::Value;

use super::DocumentError;
use crate::record::Application;
use crate::record::document::{Delivery, IssuedDocument, Recipient, Way, words_path};
use crate::record::state::{Opinion, StepState};
use crate::room::ApplicationRoom;

/// What was said in an application; in a preview also what would be said by the act that is previewed.
pub(crate) struct Said<'a> {
    pub(crate) record: RecordId,
    pub(crate) application: &'a Application,
    pub(crate) release: &'a Release,
    /// Words that are not in the vault yet.
    pub(crate) fresh: &'a [Secret],
}

impl ApplicationRoom {
    /// The values of a paper that come from words.
    pub(crate) async fn words_of(&self, said: &Said<'_>, document: &IssuedDocument) -> Result<Values, DocumentError> {
        let own = self.vault(said, &[words_path(document.ordinal)]).await?;
        let own = own.into_values().next().unwrap_or_default();
        let text = |name: &str| own[name].as_str().map(str::to_owned).unwrap_or_default();
        let mut values: Values = own
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(name, words)| Some((format!("notice.{name}"), words.as_str()?.to_owned())))
            .collect();
        values.extend(match document.kind {
            DocumentKind::Decision => self.conditions(said, document).await?,
            DocumentKind::RefusalDecision => self.reasons(said, document, "refused", "").await?,
            DocumentKind::NonAcceptanceNotice => {
                let mut reasons = self.reasons(said, document, "not_accepted", &text("reasons_at")).await?;
                let elsewhere = text("elsewhere_organ")
                    .parse()
                    .ok()
                    .and_then(|organ| said.release.organ(&organ));
                reasons.extend(elsewhere.map(|organ| ("notice.elsewhere".to_owned(), organ.name.clone())));
                reasons
            }
            DocumentKind::PreReviewOpinion => self.opinion(said, document, &text("round"), &text("outcome")).await?,
            DocumentKind::CommitmentLetter => self.undertaken(said).await?,
            DocumentKind::DeliveryRecord => self.served(said, document, &text("documents")).await?,
            DocumentKind::SupplementNotice => self.missing(said, &text("missing_by")).await?,
            DocumentKind::ExtensionNotice => {
                let mut values = self.reasons(said, document, "extended", &text("reasons_at")).await?;
                if text("until").is_empty() {
                    values.extend(self.extended_until(said, document));
                }
                values
            }
            DocumentKind::SpecialProcedureNotice | DocumentKind::HearingNotice => {
                self.reasons(said, document, "special", &text("reasons_at")).await?
            }
            DocumentKind::ThirdPartyNotice => self.addressed(said, &text("party_at")).await?,
            DocumentKind::ObjectionAnswer => {
                let mut values = self.addressed(said, &text("party_at")).await?;
                values.extend(one("notice.objection", self.sentence(said, text("objection_at")).await?));
                values.extend(one("notice.answer", self.sentence(said, text("answer_at")).await?));
                values
            }
            DocumentKind::AcceptanceNotice
            | DocumentKind::PaymentNotice
            | DocumentKind::CorrectionNotice
            | DocumentKind::ReissueNotice
            | DocumentKind::ChangeDecision
            | DocumentKind::ProlongationDecision
            | DocumentKind::RevocationDecision
            | DocumentKind::WithdrawalDecision
            | DocumentKind::CancellationDecision
            | DocumentKind::RequestRefusal => Values::new(),
        });
        for (at, name) in [("reasons_at", "notice.reasons"), ("amended_at", "notice.change")] {
            if !text(at).is_empty() {
                values.extend(one(name, self.sentence(said, text(at)).await?));
            }
        }
        if document.kind == DocumentKind::ChangeDecision
            && let Some(change) = values.get("notice.reasons").cloned()
        {
            values.insert("notice.change".into(), change);
        }
        if let Some(before) = document.follows.and_then(|ordinal| said.application.document(ordinal)) {
            values.insert("before.name".into(), self.name_of(said.application, before, said.release));
            values.insert("before.number".into(), before.number.clone());
            values.insert("before.date".into(), before.day.to_string());
        }
        Ok(values)
    }

    async fn vault(&self, said: &Said<'_>, paths: &[String]) -> Result<BTreeMap<String, Value>, DocumentError> {
        let mut words: BTreeMap<String, Value> = self.ledger.secrets(said.record, paths).await?.into_iter().collect();
        let fresh = said.fresh.iter().filter(|secret| paths.contains(&secret.path));
        words.extend(fresh.map(|secret| (secret.path.clone(), secret.value.clone())));
        Ok(words)
    }

    /// What the organs made a condition.
    async fn conditions(&self, said: &Said<'_>, document: &IssuedDocument) -> Result<Values, DocumentError> {
        let conditional =
            |step: &&StepState| Some(&step.planned.item) == document.item.as_ref() && step.opinion == Some(Opinion::Conditional);
        let steps = said.application.steps.iter().filter(conditional);
        let paths: Vec<String> = steps
            .map(|step| format!("opinion/{}/{}", step.planned.step, step.rounds))
            .collect();
        let words = self.vault(said, &paths).await?;
        let words: Vec<&str> = paths.iter().filter_map(|path| words.get(path)?.as_str()).collect();
        Ok(one("draft.conditions", words.join("\n")))
    }

    /// What each organ found missing, one line each; several organs are named.
    async fn missing(&self, said: &Said<'_>, steps: &str) -> Result<Values, DocumentError> {
        let steps = steps.split(',').filter_map(|step| said.application.step(&step.into()));
        let steps: Vec<&StepState> = steps.collect();
        let paths: Vec<String> = steps
            .iter()
            .map(|step| Application::supplement_path(&step.planned.step))
            .collect();
        let words = self.vault(said, &paths).await?;
        let mut lines: Vec<String> = Vec::new();
        for (step, path) in steps.iter().zip(&paths) {
            let words = words.get(path).and_then(Value::as_str).unwrap_or_default();
            let organ = said.release.organ(&step.planned.organ).filter(|_| steps.len() > 1);
            let line = |line: &str| organ.map_or_else(|| line.to_owned(), |organ| format!("{}：{line}", organ.short));
            lines.extend(words.lines().map(str::trim).filter(|line| !line.is_empty()).map(line));
        }
        Ok(one("notice.missing", lines.join("\n")))
    }

    /// The reasons of an act: where it says that they are, else under its item.
    async fn reasons(&self, said: &Said<'_>, document: &IssuedDocument, act: &str, at: &str) -> Result<Values, DocumentError> {
        let Some(item) = &document.item else {
            return Ok(Values::new());
        };
        let path = if at.is_empty() {
            format!("{act}/{item}")
        } else {
            at.to_owned()
        };
        Ok(one("notice.reasons", self.sentence(said, path).await?))
    }

    /// What a step found in a round. What it found is kept with the paper: the step may be looking again by now.
    async fn opinion(
        &self,
        said: &Said<'_>,
        document: &IssuedDocument,
        round: &str,
        outcome: &str,
    ) -> Result<Values, DocumentError> {
        let Some(step) = document.step.as_ref().and_then(|step| said.application.step(step)) else {
            return Ok(Values::new());
        };
        let words = self.sentence(said, format!("opinion/{}/{round}", step.planned.step)).await?;
        Ok(match Opinion::from_text(outcome).or(step.opinion) {
            Some(opinion) => {
                let (outcome, name) = opinion_in_words(opinion);
                let mut values = one(name, words);
                values.insert("opinion.outcome".into(), outcome.into());
                values
            }
            None => one("opinion.text", words),
        })
    }

    /// To whom a paper goes that is not for the applicant.
    async fn addressed(&self, said: &Said<'_>, at: &str) -> Result<Values, DocumentError> {
        let path = at.to_owned();
        let known = self.vault(said, std::slice::from_ref(&path)).await?;
        let name = known.get(&path).and_then(|party| party["name"].as_str()).unwrap_or_default();
        Ok(one("notice.party", name.to_owned()))
    }

    async fn undertaken(&self, said: &Said<'_>) -> Result<Values, DocumentError> {
        let matter = said
            .application
            .plan
            .as_ref()
            .and_then(|plan| said.release.matter(plan.matter.as_str()));
        let Some(letter) = matter.and_then(|matter| matter.commitment.as_ref()) else {
            return Ok(Values::new());
        };
        let path = "commitment".to_owned();
        let accepted = self.vault(said, std::slice::from_ref(&path)).await?;
        let accepted = accepted.get(&path).and_then(Value::as_array);
        let statements: Vec<&str> = accepted.into_iter().flatten().filter_map(Value::as_str).collect();
        let mut values = one("commitment.statements", statements.join("\n"));
        values.insert("commitment.title".into(), letter.title.clone());
        values.insert("commitment.consequences".into(), letter.consequences.clone());
        if said.application.delivery.notices == Way::Electronic {
            values.insert("delivery.consent".into(), "同意以电子方式接收通知、决定和证照。".into());
        }
        Ok(values)
    }

    /// The papers that a delivery record is about, and who received them.
    async fn served(&self, said: &Said<'_>, record: &IssuedDocument, documents: &str) -> Result<Values, DocumentError> {
        let ordinals = documents.split(',').filter_map(|ordinal| ordinal.parse().ok());
        let papers: Vec<&IssuedDocument> = ordinals.filter_map(|ordinal| said.application.document(ordinal)).collect();
        let mut values = Values::new();
        for (position, paper) in papers.iter().enumerate() {
            let row = position + 1;
            values.insert(
                format!("served.{row}.name"),
                self.name_of(said.application, paper, said.release),
            );
            values.insert(format!("served.{row}.number"), paper.number.clone());
        }
        let delivery = papers.iter().map(|paper| paper.delivery);
        let mine = |delivery: &Delivery| matches!(delivery, Delivery::Served { record: by, .. } if *by == Some(record.ordinal));
        if let Some(Delivery::Served { way, to, .. }) = delivery.clone().find(mine) {
            let (who, right) = match to {
                Recipient::Applicant(account) => (Some(account), "申请人本人"),
                Recipient::Representative(account) => (Some(account), "法定代表人"),
                Recipient::Agent(account) => (Some(account), "经办人（授权在有效期内）"),
                Recipient::Account | Recipient::Address => (None, "按申请人提供的地址"),
            };
            let names = people::views::names(&self.ledger, who.as_slice()).await?;
            values.extend(
                who.and_then(|who| names.get(&who).cloned())
                    .map(|name| ("notice.receiver".to_owned(), name)),
            );
            values.insert("notice.right".into(), right.into());
            let way = match way {
                Way::Electronic => "电子送达",
                Way::Window => "直接送达",
                Way::Post => "邮寄送达",
            };
            values.insert("notice.way".into(), way.into());
        }
        if let Some(day) = delivery.clone().find(mine).and_then(Delivery::served_on) {
            values.insert("notice.served".into(), day.to_string());
        }
        // Who received a paper that is not for the applicant stands where the applicant would.
        if let Some(other) = papers.iter().find(|paper| !paper.is_for_applicant()) {
            let path = words_path(other.ordinal);
            let words = self.vault(said, std::slice::from_ref(&path)).await?;
            let at = words
                .get(&path)
                .and_then(|words| words["party_at"].as_str())
                .unwrap_or_default();
            let party = self.addressed(said, at).await?;
            values.extend(
                party
                    .get("notice.party")
                    .map(|name| ("applicant.name".to_owned(), name.clone())),
            );
        }
        Ok(values)
    }

    /// Where the statutory term leads after an extension, for notices that did not say so when they were issued; nothing while it
    /// stands still.
    fn extended_until(&self, said: &Said<'_>, document: &IssuedDocument) -> Option<(String, String)> {
        let case = said.application.case(document.item.as_ref()?)?;
        let calendar = self.calendar(said.application.filing.as_ref()?.region);
        let due = case.statutory.as_ref()?.due(&calendar)?;
        Some(("notice.until".to_owned(), due.day(&calendar).to_string()))
    }

    async fn sentence(&self, said: &Said<'_>, path: String) -> Result<String, DocumentError> {
        let words = self.vault(said, std::slice::from_ref(&path)).await?;
        Ok(words.get(&path).and_then(Value::as_str).unwrap_or_default().to_owned())
    }
}

fn opinion_in_words(opinion: Opinion) -> (&'static str, &'static str) {
    match opinion {
        Opinion::Agree => ("同意", "opinion.text"),
        Opinion::Conditional => ("附条件同意", "opinion.conditions"),
        Opinion::NotSupported => ("不支持", "opinion.reasons"),
    }
}

fn one(name: &str, words: String) -> Values {
    let mut values = Values::new();
    if !words.is_empty() {
        values.insert(name.to_owned(), words);
    }
    values
}

/// The name of an item's certificate, where it has one.
pub(super) fn certificate_name(item: &ItemId, release: &Release) -> Option<String> {
    let certificate = release.item(item)?.certificate.as_ref()?;
    Some(certificate.name.clone())
}
