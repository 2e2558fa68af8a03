//! A person sees everything that the city holds, with why and until when, and takes it out.

use axum::http::StatusCode;

use super::erasing::applied;
use super::town::Town;

#[tokio::test]
async fn a_person_sees_every_value_with_purpose_basis_and_term() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let page = liu.get("/account/data").await.page();
    for shown in [
        "我的个人信息",
        "刘婷婷",
        "公民身份号码",
        "只保存无法还原的指纹",
        "云朵理发",
        "13854300018",
        "平面图.pdf",
        "行政许可法第三十一条",
        "知道办事的是谁",
        "渤海铝业有限公司",
        "登录记录",
    ] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    assert!(page.contains(&format!("href=\"{application}\"")));
    assert!(!page.contains("argon2"), "the fingerprint of the password is not shown");
    let english = liu.get("/account/data?lang=en").await.page();
    assert!(
        english.contains("My data") && english.contains("Administrative Licensing Law, article 31"),
        "{english}"
    );
    // One's own data, and nobody else's.
    let mut other = town.browser("zhangsanfeng", "本人").await;
    assert!(!other.get("/account/data").await.page().contains("云朵理发"));
    assert_ne!(town.stranger().get("/account/data").await.status, StatusCode::OK);
}

#[tokio::test]
async fn everything_is_taken_out_as_one_file() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    let application = applied(&mut liu).await;
    let mut handler = town.handler().await;
    let record = application.trim_start_matches("/applications/").to_owned();
    handler.get(&format!("/desk/applications/{record}")).await.page();
    for address in ["/account/data/file", "/api/v1/me/data"] {
        let file: serde_json::Value = serde_json::from_str(&liu.get(address).await.page()).unwrap();
        assert_eq!(file["format"], "zhoudao-personal-data-1");
        assert_eq!(file["account"], town.account("liutingting").to_string());
        let things = file["holdings"].as_array().unwrap();
        let own = things.iter().find(|thing| thing["record"] == record.as_str()).unwrap();
        let values = own["values"].as_array().unwrap();
        let shop = values.iter().find(|value| value["path"] == "form/shop").unwrap();
        assert_eq!(shop["value"]["place_name"], "云朵理发");
        assert!(shop["kept_until"].as_str().unwrap() > "2036-01-01", "{shop}");
        let plan = values.iter().find(|value| value["path"] == "material/place-plan/1").unwrap();
        assert_eq!(plan["value"]["name"], "平面图.pdf");
        assert!(plan["value"].get("key").is_none(), "what opens a file stays here: {plan}");
        let text = file.to_string();
        assert!(!text.contains("argon2"));
        assert_eq!(file["looks"][0]["what"], "application");
        assert!(
            file["sign_ins"]
                .as_array()
                .unwrap()
                .iter()
                .any(|entry| entry["what"] == "signed_in")
        );
    }
}

#[tokio::test]
async fn a_draft_is_part_of_what_is_held() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "本人").await;
    super::erasing::begun(&mut liu).await;
    assert!(liu.get("/account/data").await.page().contains("公共场所卫生许可 · 博兴县"));
    let file: serde_json::Value = serde_json::from_str(&liu.get("/account/data/file").await.page()).unwrap();
    assert_eq!(file["drafts"][0]["form"]["shop"]["place_name"], "云朵理发");
}

#[tokio::test]
async fn whoever_acts_for_an_enterprise_sees_the_own_account_and_asks_as_a_person() {
    let town = Town::new().await;
    let mut liu = town.browser("liutingting", "渤海铝业").await;
    let page = liu.get("/account/data").await.page();
    assert!(page.contains("请先切换为本人"), "{page}");
    let answer = liu
        .post("/account/data/requests", &[("wish", "explanation"), ("words", "怎么用？")])
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
