//! Deeds as people read them: when, who in which capacity, what, and the words that were said.

use std::collections::BTreeMap;

use authority::{Acted, Role};
use calendar::Day;
use front::Texts;
use front::texts::dates::machine_time;
use identity::OrganId;
use procedure::plan::Plan;

use super::sentence::{is_late, sentence};
use super::{Happening, History, party_id};
use crate::names::Names;
use crate::words::Words;

/// One deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deed {
    /// 今天 09:12.
    pub(crate) time: String,
    /// The same for machines.
    pub(crate) machine_time: String,
    /// 李工（生态环境局 承办）.
    pub(crate) who: String,
    /// What happened.
    pub(crate) what: String,
    /// What was said with it; empty if nothing.
    pub(crate) words: String,
    /// Whether it was too late.
    pub(crate) late: bool,
}

/// Tells what happened.
pub(crate) struct Teller<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) words: &'a Words,
    pub(crate) plan: &'a Plan,
    pub(crate) names: &'a Names,
    pub(crate) today: Day,
    /// What the vault holds, by path.
    pub(crate) said: &'a BTreeMap<String, serde_json::Value>,
}

impl Teller<'_> {
    /// Everything, the newest first.
    pub(crate) fn all(&self, history: &History) -> Vec<Deed> {
        history
            .happenings
            .iter()
            .rev()
            .filter_map(|happening| self.deed(happening))
            .collect()
    }

    /// One deed; none for what staff need not be told.
    pub(crate) fn deed(&self, happening: &Happening) -> Option<Deed> {
        let what = sentence(self.texts, self.words, self.plan, self.names, &happening.event)?;
        Some(Deed {
            time: self.texts.moment_from(&happening.entry.at, &self.today),
            machine_time: machine_time(&happening.entry.at),
            who: self.who(happening),
            what: self.texts.tell(&what),
            words: self.said(happening),
            late: is_late(&happening.event),
        })
    }

    /// Who, in which capacity: colleagues by name, whoever acts for the applicant masked.
    pub(crate) fn who(&self, happening: &Happening) -> String {
        let acted = Acted::read(&happening.entry.capacity);
        let name = happening.account().map(|account| match &acted.role {
            Role::Person | Role::Enterprise(_) => self.names.masked(account),
            Role::Post(_) | Role::Deputy { .. } | Role::Behalf { .. } | Role::Timer | Role::System => {
                self.names.colleague(account).to_owned()
            }
        });
        let name = name.unwrap_or_default();
        let who = match &acted.role {
            Role::Post(post) => self
                .texts
                .say("desk-who-at-desk")
                .with("name", name)
                .with("post", self.post(post.as_str())),
            Role::Deputy { post, of } => self
                .texts
                .say("desk-who-deputy")
                .with("name", name)
                .with("post", self.post(post.as_str()))
                .with("of", self.names.colleague(*of).to_owned()),
            Role::Behalf { post, party, .. } => self
                .texts
                .say("desk-who-for-another")
                .with("name", name)
                .with("post", self.post(post.as_str()))
                .with("party", self.names.applicant(party_id(*party))),
            Role::Enterprise(_) => self.texts.say("desk-who-for-enterprise").with("name", name),
            Role::Person => self.texts.say("desk-who-person").with("name", name),
            Role::Timer => self.texts.say("desk-who-timer"),
            Role::System => self.texts.say("desk-who-system"),
        };
        let who = who.to_string();
        match &acted.beside {
            Some(helper) => self
                .texts
                .say("desk-who-beside")
                .with("who", who)
                .with("helper", self.names.colleague(helper.account).to_owned())
                .to_string(),
            None => who,
        }
    }

    /// 生态环境局 承办, from `shengtai-371625-handle`.
    fn post(&self, post: &str) -> String {
        let Some((organ, duty)) = post.rsplit_once('-') else {
            return post.to_owned();
        };
        let organ = organ
            .parse::<OrganId>()
            .map_or_else(|_| organ.to_owned(), |organ| self.words.organ(&organ));
        format!("{organ} {}", self.texts.say(duty_key(duty)))
    }

    fn said(&self, happening: &Happening) -> String {
        let said = happening.words.as_ref().and_then(|path| self.said.get(path));
        said.and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    }
}

/// The key of a duty's name.
pub(crate) fn duty_key(duty: &str) -> &'static str {
    match duty {
        "handle" => "desk-duty-handle",
        "check" => "desk-duty-check",
        "sign" => "desk-duty-sign",
        "clerk" => "desk-duty-clerk",
        "helper" => "desk-duty-helper",
        _ => "desk-duty-other",
    }
}
