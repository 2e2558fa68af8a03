//! The record alone: what may be asked of a subscription where it stands.

use authority::Actor;
use calendar::{Day, Moment};
use identity::RecordId;
use ledger::{Almanac, Context, Decision, Record, Rehearsal, Stamp};
use webhook::{Address, Secret};

use subscriptions::record::{
    Dismiss, End, Kind, Lapse, Open, Pause, RenewSecret, Replay, Resume, Selection, Standing, Subscription, SubscriptionCommand,
    SubscriptionEvent, SubscriptionRefusal, Subscriptions,
};

const RECORD: RecordId = RecordId::from_bytes([1; 16]);

fn at(hour: u32) -> Moment {
    Moment::at(Day::new(2026, 11, 2).unwrap(), hour, 0)
}

fn decide(
    state: &Subscription,
    command: impl Into<SubscriptionCommand>,
) -> Result<Decision<SubscriptionEvent>, SubscriptionRefusal> {
    let (almanac, mut draws) = (Almanac::default(), Rehearsal::new(1));
    let actor = Actor::seed();
    let mut context = Context::new(RECORD, at(10), &actor, "release", &almanac, &mut draws);
    Subscriptions::decide(state, command.into(), &mut context)
}

fn after(state: &Subscription, events: &[SubscriptionEvent], at: Moment) -> Subscription {
    let mut state = state.clone();
    let stamp = Stamp {
        version: 1,
        at,
        actor: String::new(),
        capacity: String::new(),
        release: String::new(),
    };
    for event in events {
        Subscriptions::apply(&mut state, event, &stamp);
    }
    state
}

fn opening() -> Open {
    Open {
        name: " 共享平台 ".into(),
        address: Address::read("https://hooks.example.cn/in/token").unwrap(),
        secret: Secret::drawn().unwrap(),
        selection: Selection::new([Kind::Application], []).unwrap(),
        terms: None,
    }
}

fn opened() -> Subscription {
    let decision = decide(&Subscription::default(), opening()).unwrap();
    after(&Subscription::default(), &decision.events, at(9))
}

#[test]
fn the_log_says_whom_a_subscription_reaches_and_neither_path_nor_secret() {
    let (opening, state) = (opening(), Subscription::default());
    let secret = opening.secret.text().to_owned();
    let decision = decide(&state, opening).unwrap();
    let written = serde_json::to_string(&decision.events).unwrap();
    assert!(written.contains("https://hooks.example.cn:443"), "{written}");
    assert!(!written.contains("token") && !written.contains(&secret), "{written}");
    let paths: Vec<_> = decision.secrets.iter().map(|secret| secret.path.as_str()).collect();
    assert_eq!(paths, ["address", "secret/1"]);
}

#[test]
fn each_standing_has_its_acts() {
    let active = opened();
    let state = |standing| Subscription {
        standing,
        ..active.clone()
    };
    type Asking = fn() -> SubscriptionCommand;
    let commands: [(&str, Asking); 7] = [
        ("pause", || Pause.into()),
        ("resume", || Resume.into()),
        ("end", || End.into()),
        ("lapse", || Lapse.into()),
        ("replay", || Replay { position: None }.into()),
        ("dismiss", || Dismiss { position: 1 }.into()),
        ("renew", || {
            RenewSecret {
                secret: Secret::drawn().unwrap(),
            }
            .into()
        }),
    ];
    for (standing, allowed) in [
        (Standing::Unopened, &[][..]),
        (Standing::Active, &["pause", "end", "lapse", "replay", "dismiss", "renew"]),
        (Standing::Paused, &["resume", "end", "lapse", "replay", "dismiss", "renew"]),
        (Standing::Lapsed, &["resume", "end", "lapse", "replay", "dismiss", "renew"]),
        (Standing::Ended, &[]),
    ] {
        let possible = commands
            .iter()
            .filter(|(_, command)| decide(&state(standing), command()).is_ok());
        assert_eq!(possible.map(|(name, _)| *name).collect::<Vec<_>>(), allowed, "{standing:?}");
    }
    assert_eq!(decide(&active, opening()), Err(SubscriptionRefusal::OpenedBefore));
}

#[test]
fn a_secret_that_was_replaced_signs_for_a_day() {
    let decision = decide(
        &opened(),
        RenewSecret {
            secret: Secret::drawn().unwrap(),
        },
    )
    .unwrap();
    let renewed = after(&opened(), &decision.events, at(10));
    assert_eq!(opened().secrets_at(at(10)), [1]);
    assert_eq!(renewed.secrets_at(at(10).plus(24 * 3_600_000 - 1)), [2, 1]);
    assert_eq!(renewed.secrets_at(at(10).plus(24 * 3_600_000)), [2]);
}
