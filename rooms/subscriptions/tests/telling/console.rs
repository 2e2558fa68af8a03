//! The console: who may see it, what it refuses, what programs read of it.

use axum::http::StatusCode;
use webhook::Secret;
use webhook::reference::{Mood, ReferenceReceiver};

use crate::town::{LIST, Town, spoken_to, taken};

#[tokio::test(flavor = "multi_thread")]
async fn for_everybody_but_the_administrator_there_is_no_such_page() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    for name in ["liutingting", "approval-371625-handle"] {
        let mut somebody = town.signed_in(name).await;
        for path in [
            LIST.to_owned(),
            format!("{LIST}/new"),
            format!("{LIST}/{subscription}"),
            "/api/v1/subscriptions".to_owned(),
            format!("/api/v1/subscriptions/{subscription}/deliveries"),
        ] {
            assert_eq!(somebody.get(&path).await.status, StatusCode::NOT_FOUND, "{name} {path}");
        }
        somebody.get("/").await;
        for act in ["pause", "end", "secret", "replay"] {
            let answer = somebody.post(&format!("{LIST}/{subscription}/{act}"), &[]).await;
            assert!(answer.status.is_client_error(), "{name} {act} {}", answer.status);
        }
    }
    let history = town.ledger.history(subscription).await.unwrap();
    assert_eq!(history.len(), 1, "nobody has done anything to it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_a_subscription_is_said_at_its_field() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    let fine = [
        ("name", "共享平台"),
        ("address", "https://hooks.example.cn/in"),
        ("kinds[]", "application"),
    ];
    for (field, value, said) in [
        ("name", "台", "2 到 60 个字"),
        ("address", "http://hooks.example.cn/in", "事件只加密送出"),
        ("address", "https://me:secret@hooks.example.cn/in", "不要写用户名和密码"),
        ("address", "hooks", "这不是一个地址"),
        ("kinds[]", "account", "请至少选一类"),
        ("types", "account.registered", "account.registered"),
        ("types", "project.opened", "project.opened"),
        ("purpose", "核对申请人身份", "请写明法律依据"),
        ("fields", "*", "请写明用途"),
    ] {
        administrator.get(&format!("{LIST}/new")).await;
        let mut fields: Vec<_> = fine.into_iter().filter(|(name, _)| *name != field).collect();
        fields.push((field, value));
        let answer = administrator.post(LIST, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
        assert!(answer.body.contains(said), "{field} {value}: {}", answer.body);
        assert!(answer.body.contains("共享平台") || field == "name", "what was typed stays");
    }
    let list = administrator.get(LIST).await;
    assert!(list.body.contains("还没有系统订阅"), "{}", list.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_said_at_once_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    administrator.get(&format!("{LIST}/new")).await;
    let typed = [
        ("name", "台"),
        ("address", "http://hooks.example.cn/in"),
        ("kinds[]", "application"),
        ("types", "account.registered project.opened"),
        ("purpose", "核对"),
        ("basis", "法律"),
        ("fields", "contact query_code 姓名"),
    ];
    let answer = administrator.post(LIST, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "2 到 60 个字",
        "http:// 只能送到这台服务器自己（127.0.0.1）",
        "“account.registered、project.opened”不是所选类别的事件",
        "请写明用途",
        "请写明法律依据",
        "query_code、姓名",
    ] {
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    for kept in [
        "value=\"台\"",
        "value=\"http://hooks.example.cn/in\"",
        "value=\"application\" id=\"kinds\" checked",
        "account.registered project.opened</textarea>",
        "contact query_code 姓名</textarea>",
    ] {
        assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_open_and_end_a_subscription() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let mut administrator = town.administrator().await;
    administrator.get(&format!("{LIST}/new")).await;
    let asked = |name: &str| serde_json::json!({ "name": name, "address": receiver.address(), "kinds": ["project"] });
    let wrong = administrator.send_json("/api/v1/subscriptions", "one", &asked("台")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
    let opened = administrator
        .send_json("/api/v1/subscriptions", "one", &asked("共享平台"))
        .await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
    let opened: serde_json::Value = serde_json::from_str(&opened.body).unwrap();
    receiver.shares(Secret::read(opened["secret"].as_str().unwrap()).unwrap());
    let again = administrator
        .send_json("/api/v1/subscriptions", "one", &asked("共享平台"))
        .await;
    let again: serde_json::Value = serde_json::from_str(&again.body).unwrap();
    assert_eq!((&again["id"], &again["secret"]), (&opened["id"], &serde_json::Value::Null));
    town.project(1).await;
    taken(&receiver, 1).await;

    let end = format!("/api/v1/subscriptions/{}/end", opened["id"].as_str().unwrap());
    let ended = administrator.send_json(&end, "two", &serde_json::Value::Null).await;
    assert_eq!(ended.status, StatusCode::NO_CONTENT, "{}", ended.body);
    let before = administrator.send_json(&end, "three", &serde_json::Value::Null).await;
    assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", before.body);
    let mut clerk = town.signed_in("approval-371625-handle").await;
    clerk.get("/account").await;
    let stranger = clerk.send_json("/api/v1/subscriptions", "four", &asked("共享平台")).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND, "{}", stranger.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_opens_one_subscription_and_shows_its_secret_once() {
    let town = Town::new().await;
    let mut administrator = town.administrator().await;
    administrator.get(&format!("{LIST}/new")).await;
    let mut again = administrator.clone();
    let fields = [
        ("name", "共享平台"),
        ("address", "https://hooks.example.cn/in/token"),
        ("kinds[]", "application"),
    ];
    let first = administrator.post(LIST, &fields).await;
    assert!(
        first.body.contains("whsec_") && !first.body.contains("/in/token"),
        "{}",
        first.body
    );
    let second = again.post(LIST, &fields).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.body);
    let list = administrator.get(LIST).await;
    assert_eq!(list.body.matches("https://hooks.example.cn:443").count(), 1, "{}", list.body);
    assert!(!list.body.contains("whsec_"));
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_read_what_is_on_its_way_and_what_has_arrived() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.once(Mood::Answers(500));
    town.project(1).await;
    spoken_to(&receiver, 1).await;
    town.all_tried(subscription, 1).await;
    let mut administrator = town.administrator().await;
    let list = administrator.get("/api/v1/subscriptions").await;
    let list: serde_json::Value = serde_json::from_str(&list.body).unwrap();
    assert_eq!(
        (&list[0]["id"], &list[0]["standing"]),
        (&subscription.to_string().into(), &"active".into())
    );
    town.pass_seconds(5);
    taken(&receiver, 1).await;
    town.on_its_way(subscription, |tally| tally.waiting == 0).await;
    let path = format!("/api/v1/subscriptions/{subscription}/deliveries?status=delivered");
    let delivered = administrator.get(&path).await;
    let delivered: serde_json::Value = serde_json::from_str(&delivered.body).unwrap();
    assert_eq!(
        (&delivered[0]["event_type"], &delivered[0]["attempts"]),
        (&"project.opened".into(), &2.into())
    );
}
