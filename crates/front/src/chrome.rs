//! The frame around a page: title, navigation, who the reader is, language, notices.

use crate::{Language, Texts, fresh_key, house::House};
use calendar::Day;
use std::sync::Arc;

/// For whom the page is, which decides its navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone: people, enterprises, agents.
    Portal,
    /// Those who work here.
    Desk,
}

impl Audience {
    /// As the style sheet knows it.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Portal => "portal",
            Audience::Desk => "desk",
        }
    }
}

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// 首页
    Home,
    /// 我要办
    Apply,
    /// 查进度
    Progress,
    /// 我的证照
    Licences,
    /// 消息
    Inbox,
    /// 待办
    Todo,
    /// 办件
    Cases,
    /// 本单位
    Organ,
    /// 送达
    Service,
    /// 窗口
    Counter,
    /// 帮办
    Helping,
    /// 督查
    Oversight,
    /// 管理
    Administration,
    /// 个人信息
    DataRequests,
    /// A page that belongs to none of them.
    Nowhere,
}

impl Place {
    /// The places that an audience is offered, in order.
    pub fn offered(audience: Audience) -> &'static [Place] {
        match audience {
            Audience::Portal => &[Place::Home, Place::Apply, Place::Progress, Place::Licences],
            Audience::Desk => &[Place::Todo, Place::Cases],
        }
    }

    /// Its address.
    pub fn address(&self) -> &'static str {
        match self {
            Place::Home | Place::Nowhere => "/",
            Place::Apply => "/matters",
            Place::Progress => "/applications",
            Place::Licences => "/licences",
            Place::Todo => "/desk",
            Place::Inbox => "/inbox",
            Place::Cases => "/desk/applications",
            Place::Organ => "/desk/organ",
            Place::Service => "/desk/service",
            Place::Counter => "/desk/counter",
            Place::Helping => "/desk/helping",
            Place::Oversight => "/desk/oversight",
            Place::Administration => "/desk/administration",
            Place::DataRequests => "/desk/data-requests",
        }
    }

    /// The key of its name.
    pub fn key(&self) -> &'static str {
        match self {
            Place::Home | Place::Nowhere => "place-home",
            Place::Apply => "place-apply",
            Place::Progress => "place-progress",
            Place::Licences => "place-licences",
            Place::Todo => "place-todo",
            Place::Inbox => "place-inbox",
            Place::Cases => "place-cases",
            Place::Organ => "place-organ",
            Place::Service => "place-service",
            Place::Counter => "place-counter",
            Place::Helping => "place-helping",
            Place::Oversight => "place-oversight",
            Place::Administration => "place-administration",
            Place::DataRequests => "place-data-requests",
        }
    }
}

/// Who the reader is, as the header shows it. Sign-in puts it into the request's extensions.
#[derive(Clone, Debug)]
pub struct Presence {
    /// The person's name, as shown to that person.
    pub name: String,
    /// In whose name they act now: `None` for themselves.
    pub capacity: Option<String>,
    /// The capacities they could change to.
    pub others: Vec<Capacity>,
    /// What the navigation of a desk offers in this capacity.
    pub desk_places: Vec<Place>,
    /// The token that every form of this session carries.
    pub form_token: String,
    /// Whoever acts for another: the capacity of the own post, to go back to.
    pub back_to_post: Option<String>,
    /// The name of the helper who sits beside.
    pub beside: Option<String>,
}

/// A capacity the reader could act in.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// What the form posts.
    pub value: String,
    /// What the reader sees: 渤海铝业有限公司 · 代理人.
    pub label: String,
}

/// How many messages the reader has not read. Who counts them puts it into the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread(pub u32);

/// Beyond this, the header no longer says how many.
const UNREAD_SHOWN_MAX: u32 = 99;

/// In demo mode: the city's clock can be moved, and every page says so.
#[derive(Clone, Debug)]
pub struct DemoNotice {
    /// The city's date.
    pub today: Day,
    /// Where to move it.
    pub address: String,
}

/// The frame around a page.
#[derive(Clone)]
pub struct Chrome {
    /// The page's title, in the reader's language.
    pub title: String,
    /// For whom.
    pub audience: Audience,
    /// Where in the navigation.
    pub current: Place,
    /// The reader's language.
    pub texts: Texts,
    /// 长辈模式: larger type and targets.
    pub elder: bool,
    /// Who the reader is; `None` before sign-in.
    pub presence: Option<Presence>,
    /// How many messages they have not read, if somebody counted.
    pub unread: u32,
    /// The token that forms carry: of the session, or of the visit before sign-in.
    pub form_token: String,
    /// In demo mode.
    pub demo: Option<DemoNotice>,
    /// Path and query of this page, for the links that change language and size.
    pub here: String,
    /// The stream that this page follows while it is visible: `/live?record=…`.
    pub live: Option<String>,
    pub(crate) house: Arc<House>,
}

impl Chrome {
    /// A frame without a request around it, for tests and galleries.
    pub fn sample(house: House, language: Language, title: &str, current: Place) -> Chrome {
        Chrome {
            title: title.to_owned(),
            audience: if Place::offered(Audience::Desk).contains(&current) {
                Audience::Desk
            } else {
                Audience::Portal
            },
            current,
            texts: house.texts(language),
            elder: false,
            presence: None,
            unread: 0,
            form_token: "token".to_owned(),
            demo: house.demo.as_ref().map(|notice| notice()),
            here: "/".to_owned(),
            live: None,
            house: Arc::new(house),
        }
    }

    /// The service's name in the reader's language.
    pub fn brand(&self) -> &str {
        match self.texts.language {
            Language::Chinese => &self.house.brand,
            Language::English => &self.house.brand_english,
        }
    }

    /// Who runs it, in the reader's language.
    pub fn operator(&self) -> &str {
        match self.texts.language {
            Language::Chinese => &self.house.operator,
            Language::English => &self.house.operator_english,
        }
    }

    /// The telephone that answers questions.
    pub fn hotline(&self) -> &str {
        &self.house.hotline
    }

    /// The places in the navigation.
    pub fn places(&self) -> &[Place] {
        match (&self.presence, self.audience) {
            (Some(presence), Audience::Desk) if !presence.desk_places.is_empty() => &presence.desk_places,
            (_, audience) => Place::offered(audience),
        }
    }

    /// Where the brand leads: the first place of the navigation.
    pub fn home(&self) -> &'static str {
        self.places().first().map_or("/", Place::address)
    }

    /// Where the reader's messages are: of a post, at the desk.
    pub fn inbox(&self) -> &'static str {
        let is_post = self
            .presence
            .as_ref()
            .is_some_and(|presence| !presence.desk_places.is_empty());
        if is_post { "/desk/inbox" } else { Place::Inbox.address() }
    }

    /// The number of unread messages, as the header shows it.
    pub fn unread_shown(&self) -> String {
        if self.unread > UNREAD_SHOWN_MAX {
            format!("{UNREAD_SHOWN_MAX}+")
        } else {
            self.unread.to_string()
        }
    }

    /// Where signing in starts and comes back from.
    pub fn sign_in_address(&self) -> String {
        format!("/sign-in?back={}", crate::reader::encoded(&self.here))
    }

    /// This page in the other language.
    pub fn other_language(&self) -> String {
        crate::reader::with_parameter(&self.here, "lang", self.texts.language.other().code())
    }

    /// This page in the other size of type.
    pub fn other_size(&self) -> String {
        crate::reader::with_parameter(&self.here, "size", if self.elder { "normal" } else { "large" })
    }

    /// A key under which a form's act happens once, however often it is sent.
    pub fn fresh_key(&self) -> String {
        // Without random bytes the key stays empty, and the act goes without this protection.
        fresh_key().unwrap_or_else(|error| {
            tracing::error!(%error, "no random bytes for a form's key");
            String::new()
        })
    }

    /// Whether the page is a desk's.
    pub fn is_desk(&self) -> bool {
        self.audience == Audience::Desk
    }

    /// Follow a record's changes on this page: its regions with `data-live-region` and an id renew themselves.
    #[must_use]
    pub fn following(self, record: impl ToString) -> Chrome {
        let address = format!("/live?record={}", crate::reader::encoded(&record.to_string()));
        self.following_stream(address)
    }

    /// Follow another stream, such as that of a desk's whole list.
    #[must_use]
    pub fn following_stream(mut self, address: impl Into<String>) -> Chrome {
        self.live = Some(address.into());
        self
    }
}
