//! Papers at desks: each serves its own, and what is shown of a paper stays what it said.

use authority::acts;
use axum::http::StatusCode;
use identity::RecordId;
use ledger::CommandOf;

use super::Town;
use super::work::fresh;
use crate::access::see;
use crate::record::Applications;
use crate::record::command::{ChangePlan, ChooseDelivery};
use crate::record::document::{DocumentKind, Way};
use crate::record::state::Opinion;

const EATERY: &str = r#"{"eatery_cold_food": false, "eatery_large": false, "eatery_sign": true, "eatery_sewer": false}"#;

impl Town {
    async fn as_applicant<C: CommandOf<Applications, Act = acts::ActAsApplicant>>(&self, record: RecordId, command: C) {
        let actor = self.applicant();
        let seen = see(self.ledger(), &actor, record).await.unwrap();
        let permit = seen.permit(&actor).unwrap();
        self.ledger()
            .submit::<Applications, _>(&permit, record, command, fresh())
            .await
            .unwrap();
    }

    /// Waits until every paper has been made, and served where nobody has to hand it over.
    pub(super) async fn papers_are_made(&self, record: RecordId) {
        for _ in 0..100 {
            let application = self.application(record).await;
            let is_made = application.documents.iter().all(|document| document.file.is_some());
            if is_made && !application.documents.is_empty() && application.to_serve().is_empty() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(40)).await;
        }
        panic!("the papers were not made");
    }
}

#[tokio::test]
async fn a_desk_hands_over_its_own_papers_and_no_others() {
    let town = Town::new().await;
    let eatery = town.submitted("open-eatery", EATERY, "开办餐饮店").await;
    town.as_applicant(eatery, ChooseDelivery { way: Way::Window }).await;
    town.work(eatery, &[]).await;
    town.papers_are_made(eatery).await;
    let application = town.application(eatery).await;
    let of = |department: &str| {
        let mut documents = application.documents.iter();
        let own = documents.find(|document| document.organ.as_str().starts_with(department));
        own.unwrap_or_else(|| panic!("no paper of {department}")).ordinal
    };
    let (own, other) = (of("shichang"), of("chengguan"));
    let mut desk = town.browser();
    desk.sign_in_as_sample("shichang-371625-handle", "承办").await;
    let address = format!("/desk/service/{eatery}");
    let page = desk.get(&format!("{address}?lang=zh")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let receiver = town.seeded.accounts["wanghaibo"].to_string();
    let hand_over = |document: u16| {
        [
            ("document[]", document.to_string()),
            ("receiver", receiver.clone()),
            ("proof", "signed_on_paper".to_owned()),
        ]
    };
    for (document, status) in [(other, StatusCode::UNPROCESSABLE_ENTITY), (own, StatusCode::SEE_OTHER)] {
        let form = hand_over(document);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = desk.post(&format!("{address}/handovers"), &form).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let application = town.application(eatery).await;
    let served = |document: u16| application.document(document).unwrap().delivery.served_on().is_some();
    assert!(served(own) && !served(other));
}

#[tokio::test]
async fn what_arrives_is_named_and_the_rest_stays_under_way() {
    let town = Town::new().await;
    let eatery = town.submitted("open-eatery", EATERY, "开办餐饮店").await;
    town.as_applicant(eatery, ChooseDelivery { way: Way::Post }).await;
    town.work(eatery, &[]).await;
    town.work(eatery, &[]).await;
    town.pass_working_days(1);
    town.work(eatery, &[]).await;
    town.papers_are_made(eatery).await;
    let application = town.application(eatery).await;
    let documents = application
        .documents
        .iter()
        .filter(|document| document.organ.as_str() == "shichang-371625");
    let documents: Vec<u16> = documents.map(|document| document.ordinal).collect();
    let [first, second, ..] = documents[..] else {
        panic!("{documents:?}");
    };
    let mut desk = town.browser();
    desk.sign_in_as_sample("shichang-371625-handle", "承办").await;
    let address = format!("/desk/service/{eatery}");
    for (document, tracking) in [(first, "EX123456789CN"), (second, "EX123456790CN")] {
        desk.get(&address).await;
        let document = document.to_string();
        let form = [("document[]", document.as_str()), ("carrier", "EMS"), ("tracking", tracking)];
        let answer = desk.post(&format!("{address}/postings"), &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    town.pass_working_days(1);
    desk.get(&address).await;
    let (today, first_named) = (town.ledger().now().day().to_string(), first.to_string());
    let form = [("document[]", first_named.as_str()), ("day", today.as_str())];
    let answer = desk.post(&format!("{address}/arrivals"), &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let application = town.application(eatery).await;
    assert!(application.document(first).unwrap().delivery.served_on().is_some());
    assert_eq!(application.document(second).unwrap().delivery.as_str(), "posted");
}

#[tokio::test]
async fn a_negative_opinion_stays_negative_when_its_step_looks_again() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    town.opine(factory, "water-abstraction", Opinion::NotSupported, "取水口位置需要调整")
        .await;
    town.papers_are_made(factory).await;
    let application = town.application(factory).await;
    let change = ChangePlan {
        answers: application.answers.clone(),
        plan: application.plan.as_deref().unwrap().clone(),
        form: None,
        materials: vec![town.paper(&"water-argument".into()).await],
        note: "取水口下移".into(),
    };
    town.as_applicant(factory, change).await;
    let application = town.application(factory).await;
    assert!(
        town.step(factory, "water-abstraction").await.opinion.is_none(),
        "it looks again"
    );
    let mut documents = application.documents.iter();
    let opinion = documents
        .find(|document| document.kind == DocumentKind::PreReviewOpinion)
        .unwrap();
    let mut browser = town.applicants_browser().await;
    let page = browser
        .get(&format!("/applications/{factory}/documents/{}?lang=zh", opinion.ordinal))
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("不支持"), "{}", page.body);
    assert!(page.body.contains("取水口位置需要调整"), "{}", page.body);
}
