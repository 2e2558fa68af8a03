//! A salon's hygiene permit: a person applies alone, from the first page to the receipt.

use authority::{Actor, Party};

use super::town::Town;
use crate::drafts;
use crate::record::Applications;
use crate::views;
use test_browser::{Browser, between, errors};

/// Applies for a hygiene permit as far as the situation page.
pub(super) async fn begun(browser: &mut Browser) -> String {
    browser.get("/matters/public-place-hygiene/apply").await.page();
    let leads = browser
        .post("/matters/public-place-hygiene/apply", &[("region", "371625")])
        .await
        .leads();
    leads.trim_end_matches("/situation").to_owned()
}

pub(super) async fn answered(browser: &mut Browser, draft: &str) {
    browser.get(&format!("{draft}/situation")).await.page();
    let form = [
        ("turn", "0"),
        ("place_kind", "beauty"),
        ("central_air", "no"),
        ("then", "next"),
    ];
    assert_eq!(
        browser.post(&format!("{draft}/situation"), &form).await.leads(),
        format!("{draft}/form/shop")
    );
}

pub(super) const SHOP: [(&str, &str); 4] = [
    ("place_name", "云朵理发"),
    ("place_owner", "刘婷婷"),
    ("place_phone", "13854300018"),
    ("place_licence_code", ""),
];

pub(super) const PLACE: [(&str, &str); 5] = [
    ("place_region", "371625"),
    ("place_address", "博昌街道渤海路 12 号"),
    ("place_area", "68"),
    ("place_staff", "3"),
    ("place_delivery", "electronic"),
];

fn shop(code: &str) -> Vec<(&str, &str)> {
    SHOP.iter()
        .map(|(field, typed)| {
            if *field == "place_licence_code" {
                (*field, code)
            } else {
                (*field, *typed)
            }
        })
        .chain([("then", "next")])
        .collect()
}

pub(super) async fn filled_in(browser: &mut Browser, draft: &str) {
    let code = identity::sample::credit_code(identity::RegionCode::fixed(371_625), 7);
    browser.get(&format!("{draft}/form/shop")).await.page();
    let leads = browser
        .post(&format!("{draft}/form/shop"), &shop(code.as_str()))
        .await
        .leads();
    assert_eq!(leads, format!("{draft}/form/place"));
    browser.get(&leads).await.page();
    let place: Vec<(&str, &str)> = PLACE.into_iter().chain([("then", "next")]).collect();
    assert_eq!(browser.post(&leads, &place).await.leads(), format!("{draft}/materials"));
}

pub(super) const PDF: &[u8] = b"%PDF-1.7\n%a plan of the place\n";

pub(super) async fn handed_in(browser: &mut Browser, draft: &str) {
    browser.get(&format!("{draft}/materials")).await.page();
    let files = [
        ("material-place-plan", "平面图.pdf", PDF),
        ("material-hygiene-rules", "制度.pdf", b"%PDF-1.4\nrules" as &[u8]),
        ("material-hygiene-test", "检测报告.pdf", b"%PDF-1.4\ntest" as &[u8]),
    ];
    let leads = browser
        .upload(&format!("{draft}/materials"), &[("then", "next")], &files)
        .await
        .leads();
    assert_eq!(leads, format!("{draft}/commitment"));
}

#[tokio::test]
async fn whoever_leaves_the_form_with_unsent_text_is_asked_first() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/form/shop");
    let page = liu.get(&action).await.page();
    assert!(page.contains(&format!("action=\"{action}\" data-typed")), "{page}");
}

#[tokio::test]
async fn a_person_applies_for_a_permit_and_holds_the_receipt() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    assert!(liu.get("/applications").await.page().contains("公共场所卫生许可 · 博兴县"));
    let home = liu.get("/").await.page();
    assert!(
        home.contains(&format!("href=\"{draft}\"")) && home.contains("没填完"),
        "{home}"
    );
    answered(&mut liu, &draft).await;
    let page = liu.get(&format!("{draft}/form/shop")).await.page();
    assert!(page.contains("value=\"刘婷婷\"") && page.contains("来自您的账户"), "{page}");
    filled_in(&mut liu, &draft).await;
    handed_in(&mut liu, &draft).await;
    let page = liu.get(&format!("{draft}/commitment")).await.page();
    for shown in [
        "理发店、美容店",
        "云朵理发",
        "68 平方米",
        "平面图.pdf",
        "核对一遍",
        "由刘婷婷提交",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let receipt = liu.post(&format!("{draft}/commitment"), &[]).await.leads();
    assert_eq!(receipt, format!("{}/receipt", draft.replace("/drafts/", "/applications/")));
    let page = liu.get(&receipt).await.page();
    assert!(page.contains("371625-20261102-000001-"), "{page}");
    assert!(page.contains("收到材料 3 份"), "{page}");
    let home = liu.get("/").await.page();
    assert!(!home.contains("没填完") && home.contains("在办"), "{home}");

    assert_eq!(town.attachments().len(), 3);
    let record = draft.trim_start_matches("/drafts/").parse().unwrap();
    let application = town.ledger.state::<Applications>(record).await.unwrap().unwrap().state;
    let filing = application.filing.clone().unwrap();
    assert_eq!(filing.title, "公共场所卫生许可 · 博兴县");
    let Party::Person(account) = filing.applicant else {
        panic!("{:?}", filing.applicant)
    };
    assert_eq!(drafts::list(&town.room, &Actor::person(account)).await.unwrap(), []);
    let form = town
        .ledger
        .secrets(record, &["form/shop".to_owned(), "form/place".to_owned()])
        .await
        .unwrap();
    assert_eq!(form["form/shop"]["place_name"], "云朵理发");
    assert_eq!(form["form/place"]["place_area"], 68);
    assert_eq!(views::own(&town.ledger, &Actor::person(account)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_home_page_shows_the_last_three_of_what_was_begun() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    for _ in 0..4 {
        begun(&mut liu).await;
    }
    let home = liu.get("/").await.page();
    assert_eq!(home.matches("没填完").count(), 3, "{home}");
    assert!(
        home.contains("<a href=\"/applications\">全部</a>"),
        "the fourth is found behind it: {home}"
    );
    assert_eq!(liu.get("/applications").await.page().matches("href=\"/drafts/").count(), 4);
}

#[tokio::test]
async fn submitting_twice_is_submitting_once() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    filled_in(&mut liu, &draft).await;
    handed_in(&mut liu, &draft).await;
    liu.get(&format!("{draft}/commitment")).await.page();
    let mut again = liu.clone();
    let action = format!("{draft}/commitment");
    let (one, other) = tokio::join!(liu.post(&action, &[]), again.post(&action, &[]));
    assert_eq!(one.leads(), other.leads());
    let third = liu.post(&action, &[]).await.leads();
    assert!(liu.get(&third).await.page().contains("371625-20261102-000001-"));
    let rows = town
        .ledger
        .query("SELECT COUNT(*) FROM application", Vec::new())
        .await
        .unwrap();
    assert_eq!(rows[0].get::<i64>(0).unwrap(), 1);
    // What one does in another window afterwards leads to the application.
    assert_eq!(liu.get(&draft).await.leads(), draft.replace("/drafts/", "/applications/"));
}

#[tokio::test]
async fn a_wrong_credit_code_is_said_at_its_box_and_kept_as_it_was_typed() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/form/shop");
    liu.get(&action).await.page();
    let page = liu.post(&action, &shop("91371625MA3ABCDE0X")).await.wrong();
    assert_eq!(errors(&page).len(), 1, "{:?}", errors(&page));
    assert!(
        between(&page, "id=\"place_licence_code-error\"", "</p>").contains("错误"),
        "{page}"
    );
    assert!(page.contains("value=\"91371625MA3ABCDE0X\""), "{page}");
    // It is still there after a cup of tea.
    assert!(liu.get(&action).await.page().contains("value=\"91371625MA3ABCDE0X\""));
    let page = liu.get(&format!("{draft}/commitment")).await.page();
    assert!(
        page.contains("店和经营者”：1 处") && !page.contains("提交申请</button>"),
        "{page}"
    );
    let page = liu.post(&format!("{draft}/commitment"), &[]).await.wrong();
    assert!(page.contains(&format!("{action}?check=yes")), "{page}");
    assert_eq!(errors(&liu.get(&format!("{action}?check=yes")).await.page()).len(), 1);
}

#[tokio::test]
async fn a_shop_in_another_county_is_not_filed_here_and_an_address_must_be_one() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    let action = format!("{draft}/form/place");
    liu.get(&action).await.page();
    let elsewhere: Vec<(&str, &str)> = PLACE
        .into_iter()
        .map(|(field, typed)| match field {
            "place_region" => (field, "371602"),
            "place_address" => (field, "路"),
            _ => (field, typed),
        })
        .chain([("then", "next")])
        .collect();
    let page = liu.post(&action, &elsewhere).await.wrong();
    assert!(
        between(&page, "id=\"place_region-error\"", "</p>").contains("和您选的办理地区不是一个地方"),
        "{page}"
    );
    assert!(
        between(&page, "id=\"place_address-error\"", "</p>").contains("至少写 5 个字"),
        "{page}"
    );
    liu.get("/?lang=en").await;
    let page = liu.get(&format!("{action}?check=yes")).await.page();
    assert!(page.contains("outside the area in which you are applying"), "{page}");
}

#[tokio::test]
async fn what_is_saved_for_later_is_not_looked_at() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    let action = format!("{draft}/situation");
    liu.get(&action).await.page();
    let leads = liu.post(&action, &[("place_kind", "bath"), ("then", "later")]).await.leads();
    assert_eq!(leads, format!("{action}?saved=yes"));
    let page = liu.get(&leads).await.page();
    assert!(
        page.contains("已保存") && page.contains("value=\"bath\" id=\"place_kind\" checked")
            || page.contains("value=\"bath\" checked"),
        "{page}"
    );
    let page = liu.post(&action, &[("then", "next")]).await.wrong();
    assert_eq!(errors(&page), ["“店里用集中空调吗？”：请填写这一项。"]);
    // The form is not asked before the questions are answered.
    assert_eq!(
        liu.get(&format!("{draft}/form/shop")).await.leads(),
        format!("{action}?check=yes")
    );
    assert_eq!(
        liu.get(&format!("{draft}/materials")).await.leads(),
        format!("{action}?check=yes")
    );
}

#[tokio::test]
async fn answers_from_the_guide_come_along() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let (here, page) = liu
        .visit("/applications/new?matter=public-place-hygiene&place_kind=lodging&central_air=yes")
        .await;
    assert_eq!(here, "/matters/public-place-hygiene/apply?place_kind=lodging&central_air=yes");
    assert!(page.contains("name=\"place_kind\" value=\"lodging\""));
    let form = [("region", "371625"), ("place_kind", "lodging"), ("central_air", "yes")];
    let situation = liu.post("/matters/public-place-hygiene/apply", &form).await.leads();
    let page = liu.get(&situation).await.page();
    assert!(page.contains("集中空调通风系统卫生检测报告"), "{page}");
    assert!(page.contains("value=\"lodging\" id=\"place_kind\" checked"), "{page}");
}

#[tokio::test]
async fn each_answer_is_saved_at_once_where_scripts_run_and_its_effect_is_said() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    let action = format!("{draft}/situation");
    liu.get(&action).await.page();
    liu.extra.push(("hx-request", "true".into()));
    liu.post(&action, &[("place_kind", "beauty"), ("central_air", "no")])
        .await
        .page();
    let page = liu
        .post(&action, &[("place_kind", "bath"), ("central_air", "no")])
        .await
        .page();
    assert!(
        between(&page, "id=\"consequences\"", "</section>").contains("池水水质检测报告"),
        "{page}"
    );
    liu.extra.clear();
    assert!(liu.get(&action).await.page().contains("value=\"bath\" checked"));
}

#[tokio::test]
async fn a_draft_is_given_up_with_its_papers_after_a_word_of_warning() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    handed_in_part(&mut liu, &draft).await;
    assert_eq!(town.attachments().len(), 1);
    let page = liu.get(&format!("{draft}/deletion")).await.page();
    assert!(page.contains("1 份材料会全部删除"), "{page}");
    liu.post(&format!("{draft}/deletion"), &[]).await.leads();
    assert_eq!(town.attachments().len(), 0);
    assert_eq!(liu.get(&draft).await.status, axum::http::StatusCode::NOT_FOUND);
}

async fn handed_in_part(browser: &mut Browser, draft: &str) {
    browser.get(&format!("{draft}/materials")).await.page();
    browser
        .upload(
            &format!("{draft}/materials"),
            &[("then", "later")],
            &[("material-place-plan", "a.pdf", PDF)],
        )
        .await
        .leads();
}

#[tokio::test]
async fn a_draft_ends_with_its_term_and_so_do_its_files() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    answered(&mut liu, &draft).await;
    handed_in_part(&mut liu, &draft).await;
    town.pass_days(91);
    liu.sign_in_as("liutingting", "本人").await;
    assert_eq!(liu.get(&draft).await.status, axum::http::StatusCode::NOT_FOUND);
    let other = begun(&mut liu).await;
    answered(&mut liu, &other).await;
    handed_in_part(&mut liu, &other).await;
    assert_eq!(town.attachments().len(), 1);
}

#[tokio::test]
async fn a_paper_asked_by_an_answer_is_not_handed_in_when_the_answer_changes() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let draft = begun(&mut liu).await;
    liu.get(&format!("{draft}/situation")).await.page();
    liu.post(
        &format!("{draft}/situation"),
        &[("place_kind", "bath"), ("central_air", "no")],
    )
    .await
    .leads();
    filled_in(&mut liu, &draft).await;
    liu.get(&format!("{draft}/materials")).await.page();
    let files: Vec<(&str, &str, &[u8])> = ["place-plan", "hygiene-rules", "hygiene-test", "pool-water-test"]
        .map(|id| match id {
            "place-plan" => ("material-place-plan", "a.pdf", PDF),
            "hygiene-rules" => ("material-hygiene-rules", "b.pdf", PDF),
            "hygiene-test" => ("material-hygiene-test", "c.pdf", PDF),
            _ => ("material-pool-water-test", "d.pdf", PDF),
        })
        .to_vec();
    liu.upload(&format!("{draft}/materials"), &[("then", "next")], &files)
        .await
        .leads();
    liu.get(&format!("{draft}/situation?back=summary")).await.page();
    let form = [
        ("turn", "1"),
        ("back", "summary"),
        ("place_kind", "beauty"),
        ("central_air", "no"),
        ("then", "next"),
    ];
    assert_eq!(
        liu.post(&format!("{draft}/situation"), &form).await.leads(),
        format!("{draft}/commitment")
    );
    liu.get(&format!("{draft}/commitment")).await.page();
    liu.post(&format!("{draft}/commitment"), &[]).await.leads();
    assert_eq!(town.attachments().len(), 3);
}
