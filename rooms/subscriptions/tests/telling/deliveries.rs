//! What happens is told to receivers: all of it, in order, once they can hear it.

use webhook::reference::{Mood, ReferenceReceiver};

use crate::town::{ADDRESS, CITY, LIST, Town, spoken_to, taken};
use subscriptions::ATTEMPTS_MAX;
use subscriptions::record::{DisclosureEvent, Disclosures, disclosure_of};

/// Longer than any pause between two attempts.
const TWO_DAYS_SECONDS: i64 = 2 * 24 * 60 * 60;

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_to_a_record_is_told_in_order_and_nothing_personal_with_it() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    town.project(1).await;
    town.subscribed(&receiver, &[]).await;
    let project = town.project(2).await;
    for title in ["二号项目", "二号项目（一期）", "二号项目（两期）"] {
        town.renamed(project, title).await;
    }
    let arrived = taken(&receiver, 4).await;
    let first = &arrived[0].event;
    assert_eq!(first["specversion"], "1.0");
    assert_eq!(first["type"], "zhoudao.project.opened");
    assert_eq!(first["source"], "https://city.example");
    assert_eq!(first["subject"], project.to_string());
    assert_eq!(first["time"], "2026-11-02T09:30:00+08:00");
    assert_eq!(first["data"]["event"]["title"], "项目 2");
    assert_eq!(first["data"].get("personal"), None);
    let sequence: Vec<_> = arrived
        .iter()
        .map(|arrived| arrived.event["sequence"].as_str().unwrap())
        .collect();
    assert_eq!(sequence, ["1", "2", "3", "4"]);
    for arrived in &arrived {
        let (city, position) = arrived.event["id"].as_str().unwrap().split_once('/').unwrap();
        assert_eq!(
            (city, &arrived.id),
            (CITY.to_string().as_str(), &format!("{city}-{position}"))
        );
    }
    let told = format!("{arrived:?}");
    for personal in [ADDRESS, "李建国", &town.applicant().to_string()] {
        assert!(!told.contains(personal), "{personal} in {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_down_is_told_everything_later_and_in_order() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.from_now_on(Some(Mood::Answers(503)));
    let project = town.project(1).await;
    town.renamed(project, "一号项目").await;
    spoken_to(&receiver, 1).await;
    town.all_tried(subscription, 1).await;
    town.pass_seconds(5);
    spoken_to(&receiver, 2).await;
    let other = town.project(2).await;
    spoken_to(&receiver, 3).await;
    // Before the clock is moved: an attempt that is written down behind it is tried again later still.
    town.tried(subscription, 3).await;
    assert!(receiver.arrived().is_empty());
    assert_eq!(town.on_its_way(subscription, |tally| tally.waiting == 3).await.parked, 0);

    receiver.from_now_on(None);
    town.pass_seconds(TWO_DAYS_SECONDS);
    let arrived = taken(&receiver, 3).await;
    let of_first: Vec<_> = arrived
        .iter()
        .filter(|arrived| arrived.event["subject"] == project.to_string())
        .collect();
    assert_eq!(of_first[0].event["type"], "zhoudao.project.opened");
    assert_eq!(of_first[1].event["type"], "zhoudao.project.renamed");
    assert!(arrived.iter().any(|arrived| arrived.event["subject"] == other.to_string()));
    town.on_its_way(subscription, |tally| tally.waiting == 0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_busy_is_left_in_peace_as_long_as_it_asks() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.once(Mood::Busy(600));
    town.project(1).await;
    spoken_to(&receiver, 1).await;
    let page = town.page_saying(subscription, "对方回答 503").await;
    assert!(page.contains("9:40"), "{page}");
    town.pass_seconds(600);
    taken(&receiver, 1).await;
    assert_eq!(receiver.attempts(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_tried_often_enough_is_parked_and_holds_up_its_own_record_alone() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    let project = town.parked_project(&receiver, subscription).await;
    town.renamed(project, "又改了名").await;
    town.on_its_way(subscription, |tally| (tally.parked, tally.waiting) == (1, 1))
        .await;
    let page = town.page(subscription).await;
    assert!(
        page.contains("先送到，同一个办件的事件按先后送") && !page.contains("还没有送过"),
        "{page}"
    );
    receiver.from_now_on(None);
    let other = town.project(2).await;
    let arrived = taken(&receiver, 1).await;
    assert_eq!(arrived[0].event["subject"], other.to_string());

    let page = town.page(subscription).await;
    assert!(page.contains("对方回答 500") && page.contains("送过 10 次"), "{page}");
    assert!(page.contains("<b>登记项目</b>") && page.contains("project.opened"), "{page}");
    assert!(page.contains("9:30:00"), "to the second: {page}");
    let position = arrived_position(&page);
    let answer = town.pressed(subscription, &format!("deliveries/{position}/replay")).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let said = town
        .administrator()
        .await
        .get(&format!("{LIST}/{subscription}?said=replayed"))
        .await;
    assert!(said.body.contains("已经安排再送"), "{}", said.body);
    let types: Vec<_> = taken(&receiver, 3)
        .await
        .iter()
        .skip(1)
        .map(|arrived| arrived.event["type"].clone())
        .collect();
    assert_eq!(types, ["zhoudao.project.opened", "zhoudao.project.renamed"]);
    let again = town.pressed(subscription, &format!("deliveries/{position}/replay")).await;
    assert_eq!(again.status, 409, "{}", again.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_lets_be_is_never_told_and_what_came_after_it_is() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    let project = town.parked_project(&receiver, subscription).await;
    receiver.from_now_on(None);
    town.renamed(project, "又改了名").await;
    let position = arrived_position(&town.page(subscription).await);
    town.pressed(subscription, &format!("deliveries/{position}/dismissal")).await;
    let arrived = taken(&receiver, 1).await;
    assert_eq!(arrived[0].event["type"], "zhoudao.project.renamed");
    town.on_its_way(subscription, |tally| tally.parked == 0 && tally.waiting == 0)
        .await;
    assert_eq!(receiver.arrived().len(), 1);
    let history = town.ledger.history(subscription).await.unwrap();
    assert_eq!(history.last().unwrap().event_type, "dismissed");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_parked_goes_again_at_once() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.from_now_on(Some(Mood::Answers(500)));
    town.project(1).await;
    town.project(2).await;
    town.tried_often_enough(&receiver, subscription, 2).await;
    receiver.from_now_on(None);
    town.pressed(subscription, "replay").await;
    taken(&receiver, 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_takes_nothing_is_left_alone_for_growing_times_whatever_else_happens() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.from_now_on(Some(Mood::Answers(503)));
    for number in 1..=5 {
        town.project(number).await;
        spoken_to(&receiver, number.into()).await;
        town.tried(subscription, number.into()).await;
    }
    let page = town.page_saying(subscription, "连续 5 次没有收下").await;
    assert!(page.contains("9:31:00"), "until when: {page}");
    // What happens now waits with the rest, and is not tried.
    town.project(6).await;
    town.on_its_way(subscription, |tally| tally.waiting == 6).await;
    town.pass_seconds(59);
    town.page(subscription).await;
    assert_eq!(receiver.attempts(), 5);
    town.pass_seconds(1);
    spoken_to(&receiver, 6).await;
    town.tried(subscription, 6).await;
    let page = town.page_saying(subscription, "连续 6 次没有收下").await;
    assert!(page.contains("9:36:00"), "one event was tried, and then five minutes: {page}");
    // Somebody has mended it and says so.
    receiver.from_now_on(None);
    let answer = town.pressed(subscription, "rousing").await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    taken(&receiver, 6).await;
    town.on_its_way(subscription, |tally| tally.waiting == 0).await;
    assert!(!town.page(subscription).await.contains("先不打扰"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_after_the_log_was_put_back_is_told_under_other_identifiers() {
    if test_database::is_postgres() {
        return; // A city on PostgreSQL is put back by that engine's own means.
    }
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    let kept = town.project(1).await;
    let position = town.ledger.position();
    town.project(2).await;
    let told = taken(&receiver, 2).await;
    receiver.from_now_on(Some(Mood::Answers(503)));
    town.renamed(kept, "一号项目").await;
    spoken_to(&receiver, 3).await;
    town.tried(subscription, 3).await;
    town.backed_up();

    let town = town.put_back(position).await;
    receiver.from_now_on(None);
    town.on_its_way(subscription, |tally| tally.waiting == 0).await;
    let other = town.project(3).await;
    let again = taken(&receiver, 3).await;
    let event = &again[2].event;
    assert_eq!(event["subject"], other.to_string(), "what was told before is not told again");
    let (_, lost) = told[1].event["id"].as_str().unwrap().split_once('/').unwrap();
    let said: Vec<_> = event["id"].as_str().unwrap().split('/').collect();
    assert_eq!(said[..2], [CITY.to_string().as_str(), "2"], "{said:?}");
    assert!(said[2].parse::<u64>().unwrap() >= lost.parse().unwrap(), "{said:?}");
    assert_eq!(again[2].id, said.join("-"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_let_be_after_the_position_goes_again_and_what_was_let_be_before_does_not() {
    if test_database::is_postgres() {
        return;
    }
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.from_now_on(Some(Mood::Answers(500)));
    town.project(1).await;
    town.project(2).await;
    town.tried_often_enough(&receiver, subscription, 2).await;
    let parked = subscriptions::queue::listed(&town.ledger, subscription, subscriptions::queue::Status::Parked, 10)
        .await
        .unwrap();
    for delivery in &parked {
        let act = format!("deliveries/{}/dismissal", delivery.position);
        assert_eq!(town.pressed(subscription, &act).await.status, 303);
    }
    let position = town.ledger.history(subscription).await.unwrap()[1].position;
    town.backed_up();
    // Before the city is served again: what it tries at once and in vain would rest for a while.
    receiver.from_now_on(None);
    let town = town.put_back(position).await;
    let arrived = taken(&receiver, 1).await;
    assert_eq!(arrived[0].event["subject"], parked[1].record.to_string());
    town.on_its_way(subscription, |tally| tally.waiting == 0 && tally.parked == 0)
        .await;
    assert_eq!(receiver.arrived().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_parked_goes_with_an_export_and_waits_where_it_comes_in() {
    if test_database::is_postgres() {
        return;
    }
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    let project = town.parked_project(&receiver, subscription).await;
    let town = town.taken_out_and_in().await;
    town.on_its_way(subscription, |tally| tally.parked == 1).await;
    let rest = subscriptions::queue::rest(&town.ledger, subscription).await.unwrap();
    assert!(rest.failures > 0, "{rest:?}");
    receiver.from_now_on(None);
    assert_eq!(town.pressed(subscription, "replay").await.status, 303);
    let arrived = taken(&receiver, 1).await;
    assert_eq!(arrived[0].event["subject"], project.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_servers_one_takes_events_to_receivers() {
    if !test_database::is_postgres() {
        return; // A city in a file has one server.
    }
    let [first, second] = Town::of_two_servers().await;
    let receiver = ReferenceReceiver::start().await.unwrap();
    let subscription = first.subscribed(&receiver, &[]).await;
    for number in 1..=20 {
        let town = if number % 2 == 0 { &first } else { &second };
        town.project(number).await;
    }
    taken(&receiver, 20).await;
    first.on_its_way(subscription, |tally| tally.waiting == 0).await;
    assert_eq!(receiver.attempts(), 20, "each event was taken there once");
    // Whoever held the lease goes: the other goes on.
    first.ledger.close().await;
    drop(first);
    second.project(21).await;
    taken(&receiver, 21).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_is_gone_is_asked_no_more_until_somebody_has_looked() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.once(Mood::Answers(410));
    let project = town.project(1).await;
    let page = town.page_saying(subscription, "对方回答不再接收").await;
    assert!(page.contains("恢复推送"), "{page}");
    town.renamed(project, "一号项目").await;
    town.on_its_way(subscription, |tally| tally.waiting == 2).await;
    town.pass_seconds(TWO_DAYS_SECONDS);
    assert_eq!(receiver.attempts(), 1);
    town.pressed(subscription, "resumption").await;
    let arrived = taken(&receiver, 2).await;
    assert_eq!(arrived[0].event["type"], "zhoudao.project.opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_it_is_paused_events_wait_and_when_it_has_ended_none_does() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    town.pressed(subscription, "pause").await;
    town.project(1).await;
    town.on_its_way(subscription, |tally| tally.waiting == 1).await;
    assert_eq!(receiver.attempts(), 0);
    town.pressed(subscription, "end").await;
    town.on_its_way(subscription, |tally| tally.waiting == 0).await;
    let resumed = town.pressed(subscription, "resumption").await;
    assert_eq!(resumed.status, 422, "{}", resumed.body);
    town.project(2).await;
    let lags = town.ledger.lags().await.unwrap();
    assert!(lags.iter().any(|lag| lag.reaction == "events-out"));
    assert_eq!(receiver.attempts(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_on_its_way_when_the_program_ended_is_told_once_it_runs_again() {
    let (mut town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    receiver.once(Mood::Slow(std::time::Duration::from_secs(60)));
    let project = town.project(1).await;
    taken(&receiver, 1).await;
    town.stop_sending();
    town.renamed(project, "一号项目").await;
    town.on_its_way(subscription, |tally| tally.waiting == 2).await;
    town.start_sending();
    let arrived = taken(&receiver, 2).await;
    town.on_its_way(subscription, |tally| tally.waiting == 0).await;
    assert_eq!(receiver.attempts(), 3, "the first is told again, under the same identifier");
    assert_ne!(arrived[0].id, arrived[1].id);
}

#[tokio::test(flavor = "multi_thread")]
async fn personal_values_leave_only_by_their_terms_and_the_log_says_so_before() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let terms = [
        ("purpose", "不动产登记联系项目单位"),
        ("basis", "政务数据共享条例第十五条"),
        ("fields", "contact"),
    ];
    let subscription = town.subscribed(&receiver, &terms).await;
    let project = town.project(1).await;
    let arrived = taken(&receiver, 1).await;
    let personal = &arrived[0].event["data"]["personal"];
    assert_eq!(personal["purpose"], "不动产登记联系项目单位");
    assert_eq!(personal["basis"], "政务数据共享条例第十五条");
    assert!(personal["fields"]["contact"].to_string().contains("李建国"), "{personal}");
    assert_eq!(personal["fields"].as_object().unwrap().len(), 1);
    assert!(!format!("{arrived:?}").contains(ADDRESS));

    let (_, position) = arrived[0].event["id"].as_str().unwrap().split_once('/').unwrap();
    let disclosure = disclosure_of(subscription, position.parse().unwrap());
    let history = town.ledger.history(disclosure).await.unwrap();
    let DisclosureEvent::Disclosed {
        subject,
        fields,
        purpose,
        basis,
        origin,
        ..
    } = history[0].event::<Disclosures>().unwrap().unwrap();
    assert_eq!(
        (subject, fields.as_slice(), history.len()),
        (project, ["contact".to_owned()].as_slice(), 1)
    );
    assert_eq!(
        (purpose.as_str(), basis.as_str()),
        ("不动产登记联系项目单位", "政务数据共享条例第十五条")
    );
    assert!(receiver.address().starts_with(&origin), "{origin}");

    town.renamed(project, "一号项目").await;
    let arrived = taken(&receiver, 2).await;
    assert_eq!(
        arrived[1].event["data"].get("personal"),
        None,
        "a new name has nothing personal"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_in_the_meantime_does_not_leave() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let terms = [
        ("purpose", "不动产登记联系项目单位"),
        ("basis", "政务数据共享条例第十五条"),
        ("fields", "contact address"),
    ];
    let subscription = town.subscribed(&receiver, &terms).await;
    town.pressed(subscription, "pause").await;
    let project = town.project(1).await;
    town.ledger.erase(project, &["contact".to_owned()]).await.unwrap();
    town.pressed(subscription, "resumption").await;
    let arrived = taken(&receiver, 1).await;
    let fields = &arrived[0].event["data"]["personal"]["fields"];
    assert_eq!((fields.get("contact"), &fields["address"]), (None, &ADDRESS.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_receivers_know_a_person_by_two_names_and_each_by_the_same_one_always() {
    let town = Town::new().await;
    let receivers = [
        ReferenceReceiver::start().await.unwrap(),
        ReferenceReceiver::start().await.unwrap(),
    ];
    for receiver in &receivers {
        town.subscribed(receiver, &[]).await;
    }
    town.project(1).await;
    town.project(2).await;
    let mut owners = Vec::new();
    for receiver in &receivers {
        let arrived = taken(receiver, 2).await;
        let owner = |index: usize| arrived[index].event["data"]["event"]["owner"].to_string();
        assert_eq!(owner(0), owner(1));
        owners.push(owner(0));
    }
    assert_ne!(owners[0], owners[1]);
    assert!(!owners.iter().any(|owner| owner.contains(&town.applicant().to_string())));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_secret_signs_beside_the_old_one_for_a_day() {
    let (town, receiver) = (Town::new().await, ReferenceReceiver::start().await.unwrap());
    let subscription = town.subscribed(&receiver, &[]).await;
    let answer = town.pressed(subscription, "secret").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    town.project(1).await;
    taken(&receiver, 1).await;
    town.pass_seconds(24 * 60 * 60);
    town.project(2).await;
    town.page_saying(subscription, "对方回答 401").await;
    receiver.shares(webhook::Secret::read(&crate::town::between(&answer.body, "<code class=\"token\">", "<").unwrap()).unwrap());
    town.pass_seconds(5);
    taken(&receiver, 2).await;
}

/// The position of the first event that is parked, as its button names it.
fn arrived_position(page: &str) -> String {
    crate::town::between(page, "/deliveries/", "/").unwrap()
}

impl Town {
    /// A project whose registration a receiver never took.
    async fn parked_project(&self, receiver: &ReferenceReceiver, subscription: identity::RecordId) -> identity::RecordId {
        receiver.from_now_on(Some(Mood::Answers(500)));
        let project = self.project(1).await;
        self.tried_often_enough(receiver, subscription, 1).await;
        project
    }

    /// Events are tried until they are parked.
    async fn tried_often_enough(&self, receiver: &ReferenceReceiver, subscription: identity::RecordId, events: usize) {
        // A receiver that takes nothing is tried by one event at a time.
        for attempt in 1..=ATTEMPTS_MAX as usize * events {
            spoken_to(receiver, attempt).await;
            self.tried(subscription, attempt).await;
            self.pass_seconds(TWO_DAYS_SECONDS);
        }
        self.on_its_way(subscription, |tally| tally.parked == events as u64).await;
        assert_eq!(receiver.attempts(), ATTEMPTS_MAX as usize * events);
    }
}
