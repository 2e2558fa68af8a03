//! The console: who may see it, what it refuses, what programs read of it.

use axum::http::StatusCode;
use webhook::reference::{Mood, ReferenceReceiver};

use crate::town::{LIST, Town, spoken_to, taken};

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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
