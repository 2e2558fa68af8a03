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
async fn an_applicant_can_count_on_a_day_and_is_told_when_it_was_missed() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    let address = format!("/applications/{salon}");
    let mut browser = town.applicants_browser().await;
    let page = browser.get(&format!("{address}?lang=zh")).await.body;
    assert!(page.contains("承诺不晚于 <b>11 月 5 日（周四）</b>办完"), "{page}");
    let receipt = browser.get(&format!("{address}/receipt")).await.body;
    assert!(receipt.contains("不晚于 11 月 5 日（周四）"), "{receipt}");
    town.pass_working_days(4);
    let page = browser.get(&address).await.body;
    assert!(page.contains("承诺 11 月 5 日（周四）前办完，没有做到"), "{page}");
    assert!(page.contains("您可以拨打 12345 催办或者投诉"), "{page}");
}

#[tokio::test]
async fn what_four_departments_work_on_is_under_way() {
    let town = Town::new().await;
    let answers = r#"{"eatery_cold_food": false, "eatery_large": true, "eatery_sign": true, "eatery_sewer": true}"#;
    let eatery = town.submitted("open-eatery", answers, "开办餐饮店").await;
    let page = town
        .applicants_browser()
        .await
        .get(&format!("/applications/{eatery}?lang=zh"))
        .await
        .body;
    assert!(page.contains("4 个部门正在办") && page.contains("4 项在办"), "{page}");
    assert!(page.contains("其中最先到期的一项"), "{page}");
}

#[tokio::test]
async fn applicants_read_what_they_applied_for_and_nobody_else_does() {
    let town = Town::new().await;
    let salon = town.with_salon().await;
    let address = format!("/applications/{salon}");
    let page = town.applicants_browser().await.get(&format!("{address}?lang=zh")).await.body;
    let content = between(&page, "id=\"content-title\"", "</section>");
    for said in [
        "理发店、美容店",
        "渤海铝业职工理发店",
        "博兴县兴福镇富贵路 16 号",
        "91371625MA3C000015",
    ] {
        assert!(content.contains(said), "{said}\n{content}");
    }
    let stranger = town.browser().get(&address).await;
    assert!(!stranger.body.contains("富贵路"), "{}", stranger.body);
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
