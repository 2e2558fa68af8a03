//! What applicants read: names in their language, the same facts in both.

use axum::http::StatusCode;

use super::Town;
use super::browser::between;

#[tokio::test]
async fn an_english_reader_reads_english_names() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let page = town
        .applicants_browser()
        .await
        .get(&format!("/applications/{factory}?lang=en"))
        .await
        .body;
    for words in [
        "Ten permits issued together",
        "Ecology and Environment",
        "Land right obtained",
        "Water abstraction permit",
        "Application received",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains('⟦'), "every text is there");
    for chinese in ["生态环境局", "取水许可", "拿地"] {
        assert!(!page.contains(chinese), "{chinese}");
    }
}

#[tokio::test]
async fn a_chinese_reader_is_told_how_far_it_is() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let mut browser = town.applicants_browser().await;
    let page = browser.get(&format!("/applications/{factory}?lang=zh")).await.body;
    assert!(page.contains("刚刚收到，从下一个工作日起算，承诺 45 个"), "{page}");
    town.pass_working_days(3);
    town.work(factory, &[]).await;
    let page = browser.get(&format!("/applications/{factory}")).await.body;
    assert!(page.contains("第 <b>3</b> 个工作日，承诺 45 个"), "{page}");
    assert!(page.contains("等您修改、等土地手续的日子不计入"));
    let all = browser.get(&format!("/applications/{factory}?history=all")).await.body;
    assert!(all.contains("个部门同时开始审"), "{all}");
}

#[tokio::test]
async fn an_english_reader_is_told_in_english_what_is_paid_and_why() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let address = format!("/applications/{factory}/payments/shelter-fee?lang=en");
    let page = town.applicants_browser().await.get(&address).await.body;
    assert!(page.contains("Fee for building a shelter elsewhere"), "{page}");
    for chinese in ["人民防空法", "省定标准", "非税收入"] {
        assert!(!page.contains(chinese), "{chinese}");
    }
}

#[tokio::test]
async fn an_english_reader_reads_what_a_public_notice_shows() {
    let town = Town::new().await;
    let factory = town.with_factory().await;
    let mut stranger = town.browser();
    let notice = format!("/notices/{factory}/env-form-notice-accepted?lang=en");
    let mut page = stranger.get(&notice).await;
    for _ in 0..20 {
        if page.status == StatusCode::OK {
            break;
        }
        town.work_a_day(factory).await;
        page = stranger.get(&notice).await;
    }
    assert!(
        page.body.contains("<dt>Nature of the works</dt><dd>New</dd>"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn an_english_reader_finds_a_certificate_by_its_english_name() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    town.work_to_the_end(salon).await;
    let mut browser = town.applicants_browser().await;
    let list = browser.get(&format!("/applications/{salon}/documents?lang=en")).await.body;
    assert!(list.contains("Hygiene permit") && !list.contains("行政审批"), "{list}");
    let page = browser
        .get(&format!("/applications/{salon}/documents/public-place-hygiene"))
        .await
        .body;
    assert!(page.contains("<h1>Hygiene permit"), "{page}");
    assert!(between(&page, "<title>", "</title>").starts_with("Hygiene permit"), "{page}");
}
