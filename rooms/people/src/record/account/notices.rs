//! How a person wants to be told: by which way of what, in which language, when not.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A person's wishes. In the inbox everything is told, whatever they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notices {
    /// What is told by SMS.
    pub sms: BTreeSet<NoticeKind>,
    /// What is told by e-mail, once there is an address.
    pub email: BTreeSet<NoticeKind>,
    /// In which language.
    pub language: NoticeLanguage,
    /// When not; none for the city's own hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet: Option<QuietHours>,
    /// Do not disturb: nothing by SMS or e-mail at all, but for the safety of the account.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undisturbed: bool,
}

/// What a message is about, as people choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// Something is asked of the reader.
    Asked,
    /// What an organ decided.
    Result,
    /// How it goes on.
    Progress,
    /// Work at a desk.
    Desk,
}

/// The language of SMS and e-mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeLanguage {
    /// 中文
    #[default]
    Chinese,
    /// English
    English,
}

/// The hours of a day in which nobody is disturbed, over midnight or not; minutes since midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// From this minute on.
    pub from: u16,
    /// Up to this minute, which is no longer quiet.
    pub until: u16,
}

/// The minutes of a day.
const DAY_MINUTES: u16 = 1_440;

impl Default for Notices {
    fn default() -> Self {
        Self {
            sms: BTreeSet::from([NoticeKind::Asked, NoticeKind::Result]),
            email: BTreeSet::from([NoticeKind::Asked, NoticeKind::Result, NoticeKind::Progress]),
            language: NoticeLanguage::Chinese,
            quiet: None,
            undisturbed: false,
        }
    }
}

impl NoticeKind {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Result, Self::Progress, Self::Desk];

    /// As forms and index rows write it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Result => "result",
            Self::Progress => "progress",
            Self::Desk => "desk",
        }
    }

    /// Reads what [`NoticeKind::as_str`] writes.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

impl QuietHours {
    /// Those hours; none if a minute is none of the day.
    pub fn new(from: u16, until: u16) -> Option<Self> {
        (from < DAY_MINUTES && until < DAY_MINUTES).then_some(Self { from, until })
    }

    /// Whether that minute of the day is quiet. Hours that end when they begin are none.
    pub fn covers(self, minute: u16) -> bool {
        if self.from <= self.until {
            (self.from..self.until).contains(&minute)
        } else {
            minute >= self.from || minute < self.until
        }
    }
}
