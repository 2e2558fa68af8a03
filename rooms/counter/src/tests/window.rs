//! A clerk takes in whoever stands at the window.

use super::town::Town;
use test_browser::{Browser, between};

pub(super) const PDF: &[u8] = b"%PDF-1.7\n%a plan of the place\n";

/// 孙大娘, who has no account.
pub(super) fn somebody() -> (String, String) {
    let number = identity::sample::resident_number(
        identity::RegionCode::fixed(371_625),
        identity::CivilDate::new(1961, 5, 3).unwrap(),
        77,
    );
    ("孙大娘".to_owned(), number.clear_text().to_owned())
}

/// Registers a visit of a person for one matter; where it leads.
pub(super) async fn visited(clerk: &mut Browser, name: &str, number: &str, matter: &str) -> String {
    clerk.get("/desk/counter/visits/new").await.page();
    let form = [
        ("kind", "person"),
        ("present", "oneself"),
        ("name", name),
        ("resident_number", number),
        ("phone", ""),
        ("checks[]", "identity_card"),
        ("checks[]", "face"),
        ("matter", matter),
    ];
    clerk.post("/desk/counter/visits", &form).await.leads()
}

/// Fills in the form of a hygiene permit for whom the clerk acts, and submits; the receipt's address.
pub(super) async fn applied(clerk: &mut Browser) -> String {
    clerk.get("/matters/public-place-hygiene/apply").await.page();
    let leads = clerk
        .post("/matters/public-place-hygiene/apply", &[("region", "371625")])
        .await
        .leads();
    let draft = leads.trim_end_matches("/situation").to_owned();
    clerk.get(&format!("{draft}/situation")).await.page();
    let situation = [
        ("turn", "0"),
        ("place_kind", "beauty"),
        ("central_air", "no"),
        ("then", "next"),
    ];
    clerk.post(&format!("{draft}/situation"), &situation).await.leads();
    clerk.get(&format!("{draft}/form/shop")).await.page();
    let code = identity::sample::credit_code(identity::RegionCode::fixed(371_625), 7);
    let shop = [
        ("place_name", "大娘理发"),
        ("place_owner", "孙大娘"),
        ("place_phone", "13854300018"),
        ("place_licence_code", code.as_str()),
        ("then", "next"),
    ];
    let leads = clerk.post(&format!("{draft}/form/shop"), &shop).await.leads();
    clerk.get(&leads).await.page();
    let place = [
        ("place_region", "371625"),
        ("place_address", "博昌街道渤海路 12 号"),
        ("place_area", "68"),
        ("place_staff", "3"),
        ("place_delivery", "window"),
        ("then", "next"),
    ];
    clerk.post(&leads, &place).await.leads();
    clerk.get(&format!("{draft}/materials")).await.page();
    let files = [
        ("material-place-plan", "平面图.pdf", PDF),
        ("material-hygiene-rules", "制度.pdf", b"%PDF-1.4\nrules" as &[u8]),
        ("material-hygiene-test", "检测报告.pdf", b"%PDF-1.4\ntest" as &[u8]),
    ];
    clerk
        .upload(&format!("{draft}/materials"), &[("then", "next")], &files)
        .await
        .leads();
    clerk.get(&format!("{draft}/commitment")).await.page();
    clerk.post(&format!("{draft}/commitment"), &[]).await.leads()
}

#[tokio::test]
async fn a_clerk_takes_in_somebody_without_an_account_and_reads_it_back() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    assert!(clerk.get("/desk/counter").await.page().contains("今天还没有受理"));
    let (name, number) = somebody();
    let leads = visited(&mut clerk, &name, &number, "public-place-hygiene").await;
    assert_eq!(leads, "/matters/public-place-hygiene/apply");
    let page = clerk.get(&leads).await.page();
    assert!(page.contains("代孙大娘办理") && page.contains("结束代办"), "{page}");
    let receipt = applied(&mut clerk).await;
    let page = clerk.get(&receipt).await.page();
    assert!(
        page.contains("综合窗口") && page.contains("371625-20261102-000001-"),
        "{page}"
    );

    let record = receipt
        .trim_start_matches("/applications/")
        .trim_end_matches("/receipt")
        .to_owned();
    let said = town.said(record.parse().unwrap()).await;
    let (submitted, capacity) = &said[0];
    assert_eq!(submitted, "submitted");
    assert!(capacity.starts_with("behalf:approval-371625-clerk:person:"), "{capacity}");

    clerk.post("/desk/counter/visits/end", &[]).await.leads();
    let page = clerk.get("/desk/counter").await.page();
    assert!(page.contains("公共场所卫生许可 · 博兴县"), "{page}");
    let number = between(&page, "<td class=\"num keep\"><a href=\"", "</a>");
    let (address, number) = number.split_once("\">").unwrap();
    assert_eq!(
        clerk.get(&format!("/desk/counter/intakes?number={number}")).await.leads(),
        address
    );
    assert!(clerk.get(address).await.page().contains(number));
    assert!(clerk.get(&format!("{address}/receipt")).await.page().contains("打印回执"));

    // Another hall did not take it in: to it, there is no such application.
    let mut other = town.browser("approval-371621-clerk", "综合窗口").await;
    let nothing = other.seen("/desk/counter/intakes/00000000000000000000000000000000").await;
    let hidden = other.seen(address).await;
    assert_eq!(hidden, nothing);
    assert_eq!(
        other.get(&format!("/desk/counter/intakes?number={number}")).await.leads(),
        "/desk/counter?found=no"
    );
}

#[tokio::test]
async fn when_the_visit_is_over_nothing_of_it_is_there() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    let (name, number) = somebody();
    visited(&mut clerk, &name, &number, "public-place-hygiene").await;
    clerk.get("/applications").await.page();
    let receipt = applied(&mut clerk).await;
    let application = receipt.trim_end_matches("/receipt").to_owned();
    assert!(clerk.get(&application).await.page().contains("公共场所卫生许可"));
    clerk.get("/applications").await.page();
    clerk.post("/desk/counter/visits/end", &[]).await.leads();
    for path in [application.clone(), receipt, "/applications".to_owned()] {
        let hidden = clerk.seen(&path).await;
        let nothing = clerk.seen("/applications/00000000000000000000000000000000").await;
        assert_eq!(hidden, nothing, "{path}");
    }
}

#[tokio::test]
async fn the_right_of_a_visit_ends_with_the_day() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    let (name, number) = somebody();
    visited(&mut clerk, &name, &number, "").await;
    clerk.get("/applications").await.page();
    town.pass_hours(24);
    assert_eq!(clerk.get("/applications").await.status, axum::http::StatusCode::NOT_FOUND);
    assert!(!clerk.get("/desk/counter").await.page().contains("孙大娘"));
}

#[tokio::test]
async fn nobody_is_taken_in_whom_nobody_checked() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/visits/new").await.page();
    let (name, number) = somebody();
    let base = [
        ("kind", "person"),
        ("name", name.as_str()),
        ("resident_number", number.as_str()),
    ];
    let with = |more: &[(&'static str, &'static str)]| -> Vec<(&str, &str)> {
        base.iter().copied().chain(more.iter().copied()).collect()
    };
    for (more, said) in [
        (vec![("present", "oneself")], "请先核验来人身份"),
        (
            vec![
                ("present", "agent"),
                ("agent_name", "李建国"),
                ("agent_number", "372301197903120010"),
                ("checks[]", "identity_card"),
            ],
            "",
        ),
    ] {
        let page = clerk.post("/desk/counter/visits", &with(&more)).await.wrong();
        assert!(page.contains(said) && page.contains("孙大娘"), "{page}");
    }
    // The name is not the number's.
    visited(&mut clerk, &name, &number, "").await;
    clerk.get("/applications").await.page();
    clerk.post("/desk/counter/visits/end", &[]).await.leads();
    clerk.get("/desk/counter/visits/new").await.page();
    let other = [
        ("kind", "person"),
        ("present", "oneself"),
        ("name", "孙大爷"),
        ("resident_number", number.as_str()),
        ("checks[]", "identity_card"),
    ];
    let page = clerk.post("/desk/counter/visits", &other).await.wrong();
    assert!(page.contains("姓名与证件号码对不上"), "{page}");
}

#[tokio::test]
async fn a_window_does_not_exist_for_whoever_stands_before_it() {
    let town = Town::new().await;
    for (name, as_what) in [
        ("liutingting", "本人"),
        ("approval-371625-handle", "承办"),
        ("approval-371625-helper", "帮办"),
    ] {
        let mut browser = town.browser(name, as_what).await;
        for path in [
            "/desk/counter",
            "/desk/counter/visits/new",
            "/desk/counter/accounts",
            "/api/v1/counter/intakes",
        ] {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, axum::http::StatusCode::NOT_FOUND, "{path} for {name}");
        }
    }
}

#[tokio::test]
async fn a_new_query_code_opens_the_state_and_the_old_one_does_not() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    let (name, number) = somebody();
    visited(&mut clerk, &name, &number, "public-place-hygiene").await;
    let receipt = applied(&mut clerk).await;
    let page = clerk.get(&receipt).await.page();
    let old = between(&page, "<span class=\"query-code\">", "</span>").to_owned();
    let code_of = receipt.replace("/receipt", "/query-code");
    assert_eq!(clerk.post(&code_of, &[]).await.leads(), receipt);
    let page = clerk.get(&receipt).await.page();
    let new = between(&page, "<span class=\"query-code\">", "</span>").to_owned();
    assert_ne!(old, new);
    let number = between(&page, "<p class=\"number\">", "</p>").to_owned();
    let mut visitor = town.stranger();
    visitor.get("/status").await.page();
    visitor.post("/status", &[("number", &number), ("code", &old)]).await.wrong();
    visitor.post("/status", &[("number", &number), ("code", &new)]).await.page();
}

#[tokio::test]
async fn a_visit_for_which_nothing_was_checked_opens_no_account() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    let (name, number) = somebody();
    clerk.get("/desk/counter/visits/new").await.page();
    let slip = [
        ("kind", "person"),
        ("present", "oneself"),
        ("name", "孙大狼"),
        ("resident_number", number.as_str()),
        ("phone", ""),
        ("matter", ""),
    ];
    clerk.post("/desk/counter/visits", &slip).await.wrong();
    // The slip of the pen has claimed nothing.
    assert_eq!(visited(&mut clerk, &name, &number, "").await, "/applications");
}

#[tokio::test]
async fn everything_that_is_wrong_at_the_window_is_said_at_once_and_of_whom() {
    let town = Town::new().await;
    let mut clerk = town.clerk().await;
    clerk.get("/desk/counter/visits/new").await.page();
    let form = [
        ("kind", "person"),
        ("present", "agent"),
        ("name", "孙大娘"),
        ("resident_number", ""),
    ];
    let page = clerk.post("/desk/counter/visits", &form).await.body;
    for said in ["请填写受托人的姓名", "请填写受托人的身份证号码", "核验"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(page.contains("孙大娘"), "nothing that was typed is lost");
}
