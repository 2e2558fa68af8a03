//! The list: what it holds, what its address says, page by page, and what it costs.

use axum::http::StatusCode;

use super::town::{Town, between};

#[tokio::test]
async fn the_most_urgent_is_first_and_every_kind_has_its_number() {
    let town = Town::new().await;
    let late = town.works("迟到的纺织厂").await;
    town.work(6);
    let soon = town.works("快到期的造纸厂").await;
    town.work(4);
    town.works("刚来的机械厂").await;
    let mut sun = town.at_desk("sunhua").await;
    let page = sun.get("/desk?status=open").await.body;
    let places: Vec<_> = ["迟到的纺织厂", "快到期的造纸厂", "刚来的机械厂"]
        .iter()
        .map(|title| page.find(title).unwrap())
        .collect();
    assert!(places.is_sorted(), "by due day: {places:?}");
    for words in [
        "我的待办 <span class=\"quiet num\">3</span>",
        "超 5 天",
        "剩 1 天",
        "剩 5 天",
        "超期 <span class=\"num\">1</span>",
        "临近到期 <span class=\"num\">1</span>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let only_late = sun.get("/desk?status=late").await.body;
    assert!(
        only_late.contains(&late.step("building")) && !only_late.contains(&soon.step("building")),
        "{only_late}"
    );
    let only_soon = sun.get("/desk?status=soon").await.body;
    assert!(
        only_soon.contains("快到期的造纸厂") && !only_soon.contains("刚来的机械厂"),
        "{only_soon}"
    );
}

#[tokio::test]
async fn search_finds_title_and_number_and_takes_signs_as_they_are() {
    let town = Town::new().await;
    let filed = town.submit("shop", &[], "100%_棉布店").await;
    town.submit("shop", &[], "老街面馆").await;
    let number = filed.state().await.filing.as_ref().unwrap().number.to_string();
    let mut fang = town.at_desk("fangyi").await;
    for (text, found) in [
        ("棉布", true),
        (number.as_str(), true),
        ("%25_", true),
        ("100%25x", false),
        ("'; DROP TABLE task; --", false),
    ] {
        let page = fang.get(&format!("/desk?q={}", text.replace(' ', "+"))).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.body.contains("100%_棉布店"), found, "{text}: {}", page.body);
        assert!(!page.body.contains("老街面馆") || text == number, "{text}");
    }
    let nothing = fang.get("/desk?q=没有这个").await.body;
    assert!(
        nothing.contains("没有符合条件的待办") && nothing.contains("看全部待办"),
        "{nothing}"
    );
}

#[tokio::test]
async fn rows_are_told_apart_by_number_applicant_and_day() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let number = filed.state().await.filing.as_ref().unwrap().number.to_string();
    let mut fang = town.at_desk("fangyi").await;
    let page = fang.get("/desk").await.body;
    let row = between(&page, "class=\"todo\"", "</ul>");
    for words in [number.as_str(), "11 月 2 日提交", "渤海铝业"] {
        assert!(row.contains(words), "{words}: {row}");
    }
    assert!(!row.contains("博兴县"), "the place is the reader's own: {row}");
}

#[tokio::test]
async fn work_is_found_by_number_enterprise_matter_and_step() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let number = filed.state().await.filing.as_ref().unwrap().number.to_string();
    let mut fang = town.at_desk("fangyi").await;
    let last = &number[number.len() - 6..];
    for text in [last, "渤海铝业", "店铺招牌", "招牌受理", "受理"] {
        let page = fang.get(&format!("/desk?q={text}")).await.body;
        assert!(page.contains(&filed.step("sign_acceptance")), "{text}: {page}");
    }
    for text in [last, "渤海铝业", "店铺招牌"] {
        let page = fang.get(&format!("/desk/applications?q={text}")).await.body;
        assert!(page.contains("老街面馆"), "{text}: {page}");
    }
    for text in ["渤海银行", "注销", "999999"] {
        let page = fang.get(&format!("/desk?q={text}")).await.body;
        assert!(page.contains("没有符合条件的待办"), "{text}: {page}");
    }
}

#[tokio::test]
async fn an_enterprise_is_found_however_many_others_are_called_alike() {
    let town = Town::new().await;
    town.shop().await;
    let found = u32::try_from(people::views::ENTERPRISES_FOUND_MAX).unwrap();
    town.other_enterprises(found).await;
    let (mut fang, mut wu) = (town.at_desk("fangyi").await, town.at_desk("wulan").await);
    for path in ["/desk", "/desk/applications"] {
        let page = fang.get(&format!("{path}?q=有限公司")).await.body;
        assert!(page.contains("老街面馆"), "{path}: {page}");
        let page = fang.get(&format!("{path}?q=第")).await.body;
        assert!(!page.contains("老街面馆"), "{path}: {page}");
    }
    for path in ["/desk/oversight", "/desk/region"] {
        let page = wu.get(&format!("{path}?q=有限公司")).await.body;
        assert!(page.contains("老街面馆"), "{path}: {page}");
    }
    let page = wu.get("/desk/oversight?q=有限公司&organ=approval-371625").await.body;
    assert!(page.contains("老街面馆"), "{page}");
}

#[tokio::test]
async fn a_task_has_one_light_in_the_list_and_on_its_page() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let mut fang = town.at_desk("fangyi").await;
    for light in [
        "green\">剩 5 天",
        "green\">剩 4 天",
        "green\">剩 3 天",
        "green\">剩 2 天",
        "yellow\">剩 1 天",
        "yellow\">今天到期",
    ] {
        let list = fang.get("/desk").await.body;
        let task = fang.get(&filed.step("sign_acceptance")).await.body;
        let head = between(&task, "id=\"work-title\"", "</h2>");
        assert!(between(&list, "class=\"todo\"", "</ul>").contains(light), "{light}: {list}");
        assert!(head.contains(light), "{light}: {head}");
        let soon = light.starts_with("yellow");
        assert_eq!(fang.get("/desk?status=soon").await.body.contains("老街面馆"), soon, "{light}");
        town.work(1);
    }
}

#[tokio::test]
async fn a_long_desk_comes_page_by_page_and_every_row_once() {
    let town = Town::new().await;
    for number in 0..53 {
        town.submit("shop", &[], &format!("店铺 {number}")).await;
    }
    let mut fang = town.at_desk("fangyi").await;
    let first = fang.get("/desk").await.body;
    let more = between(&first, "rel=\"next\"", "</a>");
    assert!(more.contains("看后面的"), "{first}");
    let address = first
        .split("<a href=\"")
        .find(|part| part.contains("rel=\"next\""))
        .and_then(|part| part.split('"').next())
        .unwrap();
    let second = fang.get(&address.replace("&#38;", "&").replace("&amp;", "&")).await.body;
    let rows = |page: &str| page.matches("hx-sync=\"#work:replace\"").count();
    assert_eq!((rows(&first), rows(&second)), (50, 3));
    assert!(second.contains("从头看") && !second.contains("rel=\"next\""));
    let all = format!("{first}{second}");
    assert!((0..53).all(|number| all.contains(&format!("店铺 {number}<"))));
}

#[tokio::test]
async fn what_is_due_the_same_day_comes_as_it_came() {
    let town = Town::new().await;
    for number in 0..12 {
        town.submit("shop", &[], &format!("店铺 {number}")).await;
        town.minute();
    }
    let page = town.at_desk("fangyi").await.get("/desk").await.body;
    let places: Vec<_> = (0..12).map(|number| page.find(&format!("店铺 {number}<"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {page}");
}

#[tokio::test]
async fn a_list_asks_the_ledger_as_often_for_fifty_tasks_as_for_one() {
    let town = Town::new().await;
    town.shop().await;
    let mut fang = town.at_desk("fangyi").await;
    let mut asked = async |path: &str| {
        let before = town.asked();
        assert_eq!(fang.get(path).await.status, StatusCode::OK);
        town.asked() - before
    };
    let lists = ["/desk", "/desk?duty=all", "/desk/applications", "/api/v1/desk/tasks"];
    let mut one = Vec::new();
    for list in lists {
        one.push(asked(list).await);
    }
    for number in 0..49 {
        town.submit("shop", &[], &format!("店铺 {number}")).await;
    }
    for (list, one) in lists.into_iter().zip(one) {
        assert_eq!(asked(list).await, one, "{list}");
    }
}

#[tokio::test]
async fn what_was_filed_keeps_the_words_and_the_light_of_its_release() {
    let town = Town::new().await;
    let filed = town.shop().await;
    let mut fang = town.at_desk("fangyi").await;
    let row = |page: &str| between(page, "老街面馆", "</li>").to_owned();
    let (before, filed_before) = (fang.get("/desk").await.body, fang.get("/desk/applications").await.body);
    assert!(before.contains("招牌") && filed_before.contains("店铺招牌"), "{before}");
    town.renew("招牌", "广告牌").await;
    let (after, filed_after) = (fang.get("/desk").await.body, fang.get("/desk/applications").await.body);
    assert!(
        !after.contains("广告牌") && !filed_after.contains("广告牌"),
        "{after}{filed_after}"
    );
    assert_eq!(row(&before), row(&after), "{}", filed.record);
    town.submit("shop", &[], "新街面馆").await;
    assert!(fang.get("/desk").await.body.contains("广告牌"));
}

#[tokio::test]
async fn an_empty_desk_says_so_and_what_to_do() {
    let town = Town::new().await;
    let mut li = town.at_desk("ligong").await;
    let page = li.get("/desk").await.body;
    for words in ["现在没有要办的事", "不用刷新", "看全单位的待办"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(li.get("/desk/applications").await.body.contains("还没有办件"));
}

#[tokio::test]
async fn the_work_alone_is_given_to_the_script_that_puts_it_beside_the_list() {
    let town = Town::new().await;
    let filed = town.factory().await;
    let mut li = town.at_desk("ligong").await;
    let whole = li.get(&filed.step("water")).await;
    assert!(
        whole.body.contains("<!doctype html>")
            && whole.body.contains("class=\"todo\"")
            && whole.body.contains("aria-current=\"true\"")
    );
    li.headers = vec![("hx-request", "true".into()), ("hx-target", "section#work".into())];
    let part = li.get(&filed.step("water")).await;
    assert!(
        part.body.starts_with("<title>") && !part.body.contains("class=\"todo\""),
        "{}",
        part.body
    );
    let refused = li
        .post(&format!("{}/opinions", filed.step("water")), &[("text", "先写着")])
        .await;
    assert_eq!(
        refused.headers["hx-replace-url"], "false",
        "an address that only takes posts is never shown"
    );
    assert!(refused.body.contains("先写着"));
}
