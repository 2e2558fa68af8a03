//! What the organs ask stands first, and what one answers is not lost.

use axum::http::StatusCode;

use super::Town;
use super::browser::between;
use crate::record::state::{Opinion, StepStatus};

const WORDS: &str = "第 4 章缺少噪声预测，请补充。";

#[tokio::test]
async fn what_is_asked_stands_first_in_the_organs_own_words() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    town.ask(factory, "water-abstraction", &["water-argument"], WORDS).await;
    let page = town
        .applicants_browser()
        .await
        .get(&format!("/applications/{factory}?lang=zh"))
        .await
        .body;
    let main = page.split("<main").nth(1).unwrap();
    let heading = main.split("<h1").nth(1).unwrap();
    assert!(heading.contains("请完善 1 份材料，其他部门照常在审"), "{heading}");
    let place = |words: &str| main.find(words).unwrap_or_else(|| panic!("{words}: {main}"));
    let (asked, quoted) = (
        place("城乡水务局在审 <b>取水许可</b>，请您在 <b>11 月 16 日（周一）</b>前修改"),
        place(WORDS),
    );
    let button = place(&format!("/applications/{factory}/refinements/water-abstraction"));
    assert!(asked < quoted && quoted < button && button < place("class=\"axis\""));
    let list = town.applicants_browser().await.get("/applications").await.body;
    assert!(list.contains("请您办 1 件事"), "{list}");
}

#[tokio::test]
async fn after_a_negative_opinion_the_plan_can_be_changed_or_the_item_left_out() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    town.opine(factory, "water-abstraction", Opinion::NotSupported, "取水口位置需要调整")
        .await;
    let page = town
        .applicants_browser()
        .await
        .get(&format!("/applications/{factory}?lang=zh"))
        .await
        .body;
    for words in [
        "城乡水务局对 <b>取水许可</b> 不予支持",
        "取水口位置需要调整",
        &format!("/applications/{factory}/change"),
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn conditions_are_told_beside_their_case() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    town.opine(
        factory,
        "water-abstraction",
        Opinion::Conditional,
        "年取水量不超过 12 万立方米",
    )
    .await;
    let page = town
        .applicants_browser()
        .await
        .get(&format!("/applications/{factory}?lang=zh"))
        .await
        .body;
    let cases = page.split("id=\"cases\"").nth(1).unwrap();
    assert!(cases.contains("年取水量不超过 12 万立方米"), "{cases}");
}

#[tokio::test]
async fn a_note_is_kept_when_a_paper_is_missing() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    town.ask(factory, "water-abstraction", &["water-argument"], WORDS).await;
    let mut browser = town.applicants_browser().await;
    let address = format!("/applications/{factory}/refinements/water-abstraction");
    let form = browser.get(&format!("{address}?lang=zh")).await;
    assert!(form.body.contains(WORDS), "{}", form.body);
    let answer = browser.post_papers(&address, &[("note", "补了第 4 章的噪声预测")], &[]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("补了第 4 章的噪声预测</textarea>"), "{}", answer.body);
    assert!(answer.body.contains("请上传修改后的这份材料"));
    let papers = [("material-water-argument", "%PDF-1.7 better")];
    let answer = browser
        .post_papers(&address, &[("note", "补了第 4 章的噪声预测")], &papers)
        .await;
    assert_eq!(answer.location, format!("/applications/{factory}"));
    assert_eq!(town.step(factory, "water-abstraction").await.status, StepStatus::Open);
    let page = browser.get(&answer.location).await.body;
    assert!(page.contains("第 2 版"), "{page}");
}

#[tokio::test]
async fn a_paper_that_came_in_whole_is_not_uploaded_twice_because_another_is_missing() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let asked = ["water-argument", "third-party-statement"];
    town.ask(factory, "water-abstraction", &asked, WORDS).await;
    let mut browser = town.applicants_browser().await;
    let address = format!("/applications/{factory}/refinements/water-abstraction");
    browser.get(&format!("{address}?lang=zh")).await;
    let first = [("material-water-argument", "%PDF-1.7 better")];
    let answer = browser.post_papers(&address, &[("note", "补了第 4 章")], &first).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("这些材料已经收到，不用再传"), "{}", answer.body);
    let kept = between(&answer.body, "name=\"kept[]\" value=\"", "\"").to_owned();
    let second = [("material-third-party-statement", "%PDF-1.7 agreed")];
    let note = [("note", "补了第 4 章"), ("kept[]", kept.as_str())];
    let answer = browser.post_papers(&address, &note, &second).await;
    assert_eq!(answer.location, format!("/applications/{factory}"), "{}", answer.body);
    assert_eq!(town.step(factory, "water-abstraction").await.status, StepStatus::Open);
    let application = town.application(factory).await;
    for material in asked {
        assert_eq!(application.material(&material.into()).unwrap().version, 2, "{material}");
    }
}
