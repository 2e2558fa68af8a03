//! How a fact is said: briefly for SMS and e-mail, with nothing personal; in full in the inbox.

use catalogue::Names;
use front::Texts;
use front::texts::Said;
use identity::RecordId;
use procedure::definition::ItemId;

use crate::record::Fact;
use crate::room::MessageRoom;
use crate::views::shortened;

/// What leaves the house.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Brief {
    /// The subject of a mail.
    pub(crate) subject: String,
    /// What is said: matter, number, what is asked, the day, a short link. No name, no words that somebody wrote.
    pub(crate) text: String,
}

/// A fact for SMS and e-mail.
pub(crate) fn brief(room: &MessageRoom, texts: &Texts, message: RecordId, fact: &Fact) -> Brief {
    let link = format!("{}/m/{}", room.address(), shortened(message));
    let key = format!("{}.brief", fact.kind.key());
    let text = with_facts(room, texts, texts.say(&key), fact).with("link", &link);
    Brief {
        subject: texts.say(fact.kind.key()).to_string(),
        text: text.to_string(),
    }
}

/// A fact in the inbox: `title` is what the application is called.
pub(crate) fn full(room: &MessageRoom, texts: &Texts, fact: &Fact, title: &str) -> String {
    let key = format!("{}.full", fact.kind.key());
    with_facts(room, texts, texts.say(&key), fact)
        .with("title", title)
        .to_string()
}

/// The matter, the number, the item, what a person wishes, the day and the counts, as far as the fact has them.
fn with_facts<'a>(room: &MessageRoom, texts: &Texts, said: Said<'a>, fact: &Fact) -> Said<'a> {
    let release = room.catalogue().current();
    let names = Names::new(&release, texts);
    let about = fact.about.as_ref();
    let matter = about
        .and_then(|about| release.matter(&about.matter))
        .map(|matter| names.matter(matter).plain().to_owned());
    let item = about
        .and_then(|about| about.item.as_deref())
        .map(|item| names.item_short(&ItemId::from(item)).plain().to_owned());
    let request = fact.data_request.as_ref();
    let number = about
        .map(|about| about.number.clone())
        .or_else(|| request.map(|request| request.number.clone()));
    let mut said = said
        .with("matter", matter.unwrap_or_default())
        .with("item", item.unwrap_or_default())
        .with("number", number.unwrap_or_default())
        .with("wish", request.map(|request| request.wish.clone()).unwrap_or_default())
        .with("count", fact.count.unwrap_or_default())
        .with("late", fact.late.unwrap_or_default());
    if let Some(day) = fact.day {
        said = said.with("day", day);
    }
    said
}
