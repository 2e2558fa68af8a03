//! Both sides of the protocols over real sockets: a gateway that is slow, down, busy, that refuses, or loses its answer.

use std::time::Duration;

use message_gateway::reference::{Behaviour, ReferenceGateway, demonstration_keys};
use message_gateway::{MailGateway, NotSent, SmsGateway, Standing, Trusted};

const PATIENCE: Duration = Duration::from_millis(300);

async fn both() -> (ReferenceGateway, SmsGateway, MailGateway) {
    let (sms, smtp) = demonstration_keys("滨周到").unwrap();
    let reference = ReferenceGateway::start(&sms).await.unwrap();
    let phones = SmsGateway::new(&reference.sms_address(), &sms)
        .unwrap()
        .with_patience(PATIENCE);
    let mails = MailGateway::new(&reference.smtp_address(), &smtp, Trusted::OfTheMachine)
        .unwrap()
        .with_patience(PATIENCE);
    (reference, phones, mails)
}

fn is_later<T>(answer: &Result<T, NotSent>) -> bool {
    matches!(answer, Err(NotSent::Later(_)))
}

#[tokio::test]
async fn a_text_is_sent_once_however_often_it_is_handed_over() {
    let (reference, phones, _) = both().await;
    for _ in 0..3 {
        phones.send("m-0", "13800001234", "已受理", None).await.unwrap();
    }
    let received = reference.sms();
    assert_eq!(received.len(), 1);
    assert_eq!((received[0].text.as_str(), received[0].handed_over), ("【滨周到】已受理", 3));
    assert!(matches!(
        phones.standing("m-0").await,
        Ok(Some(Standing::Accepted | Standing::Delivered))
    ));
    assert_eq!(phones.standing("m-1").await, Ok(None));
}

#[tokio::test]
async fn a_gateway_that_is_slow_down_or_busy_takes_the_text_later() {
    let (reference, phones, mails) = both().await;
    let slow = Behaviour {
        slow: Some(PATIENCE * 3),
        ..Behaviour::default()
    };
    let down = Behaviour {
        down: true,
        ..Behaviour::default()
    };
    let busy = Behaviour {
        busy: true,
        ..Behaviour::default()
    };
    for behaviour in [slow, down, busy] {
        reference.behave(behaviour);
        assert!(
            is_later(&phones.send("m-0", "13800001234", "text", None).await),
            "{behaviour:?}"
        );
        assert!(
            is_later(&mails.send("m-0", "li@example.cn", "题目", "text").await),
            "{behaviour:?}"
        );
    }
    reference.behave(Behaviour::default());
    assert!(phones.send("m-0", "13800001234", "text", None).await.is_ok());
    assert!(mails.send("m-0", "li@example.cn", "题目", "text").await.is_ok());
}

#[tokio::test]
async fn an_answer_that_is_lost_does_not_send_the_text_twice() {
    let (reference, phones, mails) = both().await;
    reference.behave(Behaviour {
        losing_answers: true,
        ..Behaviour::default()
    });
    assert!(is_later(&phones.send("m-0", "13800001234", "text", None).await));
    assert!(is_later(&mails.send("m-0", "li@example.cn", "题目", "text").await));
    reference.behave(Behaviour::default());
    phones.send("m-0", "13800001234", "text", None).await.unwrap();
    mails.send("m-0", "li@example.cn", "题目", "text").await.unwrap();
    assert_eq!((reference.sms().len(), reference.mails().len()), (1, 1));
}

#[tokio::test]
async fn what_a_gateway_refuses_is_not_offered_again() {
    let (reference, phones, mails) = both().await;
    assert!(matches!(
        phones.send("m-0", "no phone", "text", None).await,
        Err(NotSent::Refused(_))
    ));
    reference.behave(Behaviour {
        refusing: true,
        ..Behaviour::default()
    });
    let refused = mails.send("m-1", "li@example.cn", "题目", "text").await;
    assert!(matches!(refused, Err(NotSent::Refused(_))), "{refused:?}");
}

#[tokio::test]
async fn whoever_does_not_know_the_secret_sends_nothing() {
    let (reference, _, _) = both().await;
    let (other, _) = demonstration_keys("滨周到").unwrap();
    let stranger = SmsGateway::new(&reference.sms_address(), &other).unwrap();
    assert!(matches!(
        stranger.send("m-0", "13800001234", "text", None).await,
        Err(NotSent::Refused(_))
    ));
    assert_eq!(reference.sms(), []);
}

#[tokio::test]
async fn a_mail_arrives_with_its_words() {
    let (reference, _, mails) = both().await;
    let text = "“十证联发”（371625-20261102-000318-7）已经办好。\n.一行以点开头";
    mails
        .send("m-0", "li@example.cn", "已经办好，决定已送达", text)
        .await
        .unwrap();
    let mail = &reference.mails()[0];
    assert_eq!(mail.subject, "已经办好，决定已送达");
    assert_eq!(mail.text.replace("\r\n", "\n").trim_end(), text);
    assert_eq!((mail.id.as_str(), mail.to.as_str()), ("m-0@zhoudao.example", "li@example.cn"));
}
