//! What the console says of events: what has happened, to the second, and what is in the way.

use calendar::Moment;
use front::Texts;
use webhook::Obstacle;

use crate::queue::Reason;

const SECOND: i64 = 1_000;

/// What has happened, in words; a type that has none is shown as receivers read it.
pub(super) fn event(texts: &Texts, event_type: &str) -> String {
    let key = format!("event-{}", event_type.replace(['.', '_'], "-"));
    match texts.knows(&key) {
        true => texts.say(&key).to_string(),
        false => event_type.to_owned(),
    }
}

/// Deliveries follow one another within a minute.
pub(super) fn second(texts: &Texts, moment: Moment) -> String {
    let second = moment.0.div_euclid(SECOND).rem_euclid(60);
    format!("{}:{second:02}", texts.long_moment(&moment))
}

/// What was in the way.
pub(super) fn reason(texts: &Texts, reason: Reason) -> String {
    let key = match reason {
        Reason::Obstacle(Obstacle::Answered(status)) => {
            return texts.say("obstacle-answered").with("status", status.to_string()).to_string();
        }
        Reason::Obstacle(Obstacle::Slow) => "obstacle-slow",
        Reason::Obstacle(Obstacle::NameUnknown) => "obstacle-unknown-name",
        Reason::Obstacle(Obstacle::Private) => "obstacle-private",
        Reason::Obstacle(Obstacle::Unreachable) => "obstacle-unreachable",
        Reason::Obstacle(Obstacle::Untrusted) => "obstacle-tls",
        Reason::Obstacle(Obstacle::Broken) => "obstacle-broken",
        Reason::Obstacle(Obstacle::Gone) => "obstacle-gone",
        Reason::Obstacle(Obstacle::Unwritable) => "obstacle-unwritable",
        Reason::NoEvent => "obstacle-no-event",
        Reason::NoReceiver => "obstacle-no-receiver",
    };
    texts.say(key).to_string()
}
