//! As what a person can act: for oneself, for an enterprise, in a post, for somebody else who authorised it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use authority::{Actor, AgentScope, Behalf, Duty, Mandate};
use front::Texts;
use identity::{PostId, RecordId};
use ledger::{Ledger, Unavailable};

use crate::posts::{PostEntry, Posts};
use crate::record::account::sign_in_claim;
use crate::record::{Account, AccountState, Authorisation, Authorised, Enterprise, SignInName};
use crate::views;

/// A capacity as sessions and forms name it: `person`, `enterprise:HEX`, `post:ID`, `behalf:HEX`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CapacityKey {
    /// For oneself.
    Person,
    /// For an enterprise.
    Enterprise(RecordId),
    /// In a post.
    Post(PostId),
    /// In the post of an absent colleague.
    Deputy(PostId, RecordId),
    /// For somebody else, by that authorisation.
    Behalf(RecordId),
}

/// A capacity in which a person may act today.
#[derive(Debug, Clone)]
pub struct CapacityChoice {
    /// Its name in sessions and forms.
    pub key: CapacityKey,
    /// What people call it.
    pub label: CapacityLabel,
    /// Who acts then.
    pub actor: Arc<Actor>,
}

/// What people call a capacity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CapacityLabel {
    /// 本人
    Person,
    /// 渤海铝业有限公司（经办人）
    Enterprise {
        /// The enterprise's name.
        name: String,
        /// By which right.
        mandate: Mandate,
    },
    /// 滨州市生态环境局博兴县分局 承办
    Post {
        /// The organ's name.
        organ: String,
        /// The key of the duty.
        duty: &'static str,
    },
    /// 滨州市生态环境局博兴县分局 承办（代李工）
    Deputy {
        /// The organ's name.
        organ: String,
        /// The key of the duty.
        duty: &'static str,
        /// The colleague's name.
        of: String,
    },
    /// 代 张三 · 滨州市行政审批服务局 综合窗口
    Behalf {
        /// For whom.
        party: String,
        /// The organ's name.
        organ: String,
        /// The key of the duty.
        duty: &'static str,
        /// Whether it covers looking alone.
        looks_only: bool,
        /// The post, to which one goes back.
        post: PostId,
    },
}

impl CapacityLabel {
    /// In words.
    pub fn words(&self, texts: &Texts) -> String {
        match self {
            Self::Person => texts.say("capacity-person").to_string(),
            Self::Enterprise { name, mandate } => {
                let right = texts.say(mandate_key(*mandate)).to_string();
                texts
                    .say("capacity-enterprise")
                    .with("name", name)
                    .with("right", right)
                    .to_string()
            }
            Self::Post { organ, duty } => {
                let duty = texts.say(duty).to_string();
                texts.say("capacity-post").with("organ", organ).with("duty", duty).to_string()
            }
            Self::Deputy { organ, duty, of } => {
                let duty = texts.say(duty).to_string();
                texts
                    .say("capacity-deputy")
                    .with("organ", organ)
                    .with("duty", duty)
                    .with("name", of)
                    .to_string()
            }
            Self::Behalf {
                party,
                organ,
                duty,
                looks_only,
                ..
            } => {
                let key = if *looks_only {
                    "capacity-behalf-looking"
                } else {
                    "capacity-behalf"
                };
                let duty = texts.say(duty).to_string();
                let said = texts.say(key).with("party", party).with("organ", organ).with("duty", duty);
                said.to_string()
            }
        }
    }
}

/// The key of a right: 法定代表人, 经办人.
pub(crate) fn mandate_key(mandate: Mandate) -> &'static str {
    match mandate {
        Mandate::Representative => "mandate-representative",
        Mandate::Agent(AgentScope::Handle) => "mandate-agent",
        Mandate::Agent(AgentScope::See) => "mandate-looking-agent",
    }
}

/// The key of what a mandate lets do: 办理, 只能查看.
pub(crate) fn scope_key(scope: AgentScope) -> &'static str {
    match scope {
        AgentScope::Handle => "mandate-scope-handle",
        AgentScope::See => "mandate-scope-see",
    }
}

/// Every capacity in which an account may act today, oneself first.
pub async fn choices(ledger: &Ledger, posts: &Posts, account: RecordId) -> Result<Vec<CapacityChoice>, Unavailable> {
    let mut choices = vec![for_oneself(account)];
    for enterprise in views::enterprises_of(ledger, account).await? {
        choices.extend(for_enterprise(ledger, account, enterprise).await?);
    }
    let Some(snapshot) = ledger.state::<Account>(account).await? else {
        return Ok(choices);
    };
    let own = snapshot.state.posts().keys().filter_map(|post| posts.get(post));
    choices.extend(own.map(|entry| in_post(account, entry)));
    if !snapshot.state.posts().is_empty() {
        choices.extend(standing_in(ledger, posts, account, &snapshot.state).await?);
    }
    let held: Vec<&PostEntry> = choices
        .iter()
        .filter_map(|choice| posts.get(&choice.actor.held_post()?.id))
        .collect();
    // Only clerks and helpers act for others: nobody else's request asks for authorisations.
    if held.iter().any(|entry| entry.post.has_any(&[Duty::Clerk, Duty::Helper])) {
        for authorisation in views::authorisations_held(ledger, account).await? {
            choices.extend(for_another(ledger, &held, account, authorisation).await?);
        }
    }
    Ok(choices)
}

/// Who `zhoudao policy explain` speaks of: `visitor`, `timer`, `seed`, or an account (its sign-in name or identifier) and,
/// behind an `@`, the capacity: `lijianguo@enterprise:…`, `shengtai-371625-handle@post:shengtai-371625-handle`.
/// Nobody if there is no such account, or if it may not act so today.
pub async fn actor_named(ledger: &Ledger, posts: &Posts, text: &str) -> Result<Option<Arc<Actor>>, Unavailable> {
    let (who, capacity) = text.split_once('@').unwrap_or((text, "person"));
    match (who, capacity.parse::<CapacityKey>()) {
        ("visitor", _) => Ok(Some(Actor::visitor())),
        ("timer", _) => Ok(Some(Actor::timer())),
        ("seed", _) => Ok(Some(Actor::seed())),
        (_, Err(_)) => Ok(None),
        (who, Ok(key)) => {
            let Some(account) = account_named(ledger, who).await? else {
                return Ok(None);
            };
            let choices = choices(ledger, posts, account).await?;
            Ok(choices
                .into_iter()
                .find(|choice| choice.key == key)
                .map(|choice| choice.actor))
        }
    }
}

async fn account_named(ledger: &Ledger, who: &str) -> Result<Option<RecordId>, Unavailable> {
    match (who.parse::<RecordId>(), who.parse::<SignInName>()) {
        (Ok(account), _) => Ok(views::account_exists(ledger, account).await?.then_some(account)),
        (Err(_), Ok(name)) => ledger.find(&sign_in_claim(&name)).await,
        (Err(_), Err(_)) => Ok(None),
    }
}

async fn for_enterprise(ledger: &Ledger, account: RecordId, enterprise: RecordId) -> Result<Option<CapacityChoice>, Unavailable> {
    let Some(snapshot) = ledger.state::<Enterprise>(enterprise).await? else {
        return Ok(None);
    };
    let Some(mandate) = snapshot.state.right_of(account, ledger.now().day()) else {
        return Ok(None);
    };
    Ok(Some(CapacityChoice {
        key: CapacityKey::Enterprise(enterprise),
        label: CapacityLabel::Enterprise {
            name: snapshot.state.name().to_owned(),
            mandate,
        },
        actor: Actor::enterprise(account, enterprise, mandate),
    }))
}

fn in_post(account: RecordId, entry: &PostEntry) -> CapacityChoice {
    CapacityChoice {
        key: CapacityKey::Post(entry.post.id.clone()),
        label: CapacityLabel::Post {
            organ: entry.organ_name.clone(),
            duty: entry.duty_key(),
        },
        actor: Actor::post(account, Arc::clone(&entry.post)),
    }
}

/// While the authorisation is in force and its post still held.
async fn for_another(
    ledger: &Ledger,
    held: &[&PostEntry],
    account: RecordId,
    authorisation: RecordId,
) -> Result<Option<CapacityChoice>, Unavailable> {
    let Some(snapshot) = ledger.state::<Authorisation>(authorisation).await? else {
        return Ok(None);
    };
    let given = snapshot
        .state
        .in_force(ledger.now().day())
        .filter(|given| given.holder == account);
    let post = |given: &Authorised| held.iter().find(|entry| entry.post.id == given.post);
    let Some((given, entry)) = given.and_then(|given| Some((given, post(given)?))) else {
        return Ok(None);
    };
    let behalf = Behalf {
        post: Arc::clone(&entry.post),
        party: given.party,
        authorisation,
        version: snapshot.version,
        may: given.may(),
        reach: given.reach.clone(),
    };
    Ok(Some(CapacityChoice {
        key: CapacityKey::Behalf(authorisation),
        label: CapacityLabel::Behalf {
            party: views::party_name(ledger, given.party).await?.unwrap_or_default(),
            organ: entry.organ_name.clone(),
            duty: entry.duty_key(),
            looks_only: behalf.may == AgentScope::See,
            post: entry.post.id.clone(),
        },
        actor: Actor::on_behalf(account, Arc::new(behalf)),
    }))
}

/// The posts of absent colleagues for whom somebody stands in today, as long as both still belong to the organ. An absence
/// that somebody else declared lends the work of the chain alone: nobody gets to administer, to watch or to sit at a window
/// because a colleague was said to be away.
async fn standing_in(
    ledger: &Ledger,
    posts: &Posts,
    account: RecordId,
    state: &AccountState,
) -> Result<Vec<CapacityChoice>, Unavailable> {
    let mut choices = Vec::new();
    for away in views::stood_in_for(ledger, account).await? {
        let organ = &away.absence.organ;
        let Some(colleague) = ledger.state::<Account>(away.account).await? else {
            continue;
        };
        if !state.posts().values().any(|held| held.organ == *organ) {
            continue;
        }
        let names = views::names(ledger, &[away.account]).await?;
        let of = names.get(&away.account).cloned().unwrap_or_default();
        let is_own_word = away.absence.declared_by == Some(away.account);
        let held = colleague.state.posts().iter().filter(|(_, held)| held.organ == *organ);
        choices.extend(held.filter_map(|(post, _)| {
            let entry = posts.get(post).filter(|entry| is_own_word || entry.post.is_of_chain())?;
            Some(CapacityChoice {
                key: CapacityKey::Deputy(post.clone(), away.account),
                label: CapacityLabel::Deputy {
                    organ: entry.organ_name.clone(),
                    duty: entry.duty_key(),
                    of: of.clone(),
                },
                actor: Actor::deputy(account, Arc::clone(&entry.post), away.account),
            })
        }));
    }
    Ok(choices)
}

fn for_oneself(account: RecordId) -> CapacityChoice {
    CapacityChoice {
        key: CapacityKey::Person,
        label: CapacityLabel::Person,
        actor: Actor::person(account),
    }
}

/// Where somebody starts after signing in: at the desk if there is one, for the enterprise if there is one. With more
/// to choose from, none; for somebody else only when it is chosen.
pub(crate) fn obvious(choices: &[CapacityChoice]) -> Option<&CapacityChoice> {
    let own: Vec<&CapacityChoice> = choices
        .iter()
        .filter(|choice| !matches!(choice.key, CapacityKey::Deputy(..) | CapacityKey::Behalf(_)))
        .collect();
    match own[..] {
        [] => None,
        [only] | [_, only] => Some(only),
        [_, _, ..] => None,
    }
}

impl fmt::Display for CapacityKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person => formatter.write_str("person"),
            Self::Enterprise(enterprise) => write!(formatter, "enterprise:{enterprise}"),
            Self::Post(post) => write!(formatter, "post:{post}"),
            Self::Deputy(post, of) => write!(formatter, "deputy:{post}:{of}"),
            Self::Behalf(authorisation) => write!(formatter, "behalf:{authorisation}"),
        }
    }
}

/// A text that names no capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no capacity")]
pub struct CapacityKeyError;

impl FromStr for CapacityKey {
    type Err = CapacityKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            None if text == "person" => Ok(Self::Person),
            Some(("enterprise", id)) => id.parse().map(Self::Enterprise).map_err(|_| CapacityKeyError),
            Some(("post", id)) => id.parse().map(Self::Post).map_err(|_| CapacityKeyError),
            Some(("deputy", rest)) => match rest.split_once(':').map(|(post, of)| (post.parse(), of.parse())) {
                Some((Ok(post), Ok(of))) => Ok(Self::Deputy(post, of)),
                Some((Err(_), _) | (_, Err(_))) | None => Err(CapacityKeyError),
            },
            Some(("behalf", id)) => id.parse().map(Self::Behalf).map_err(|_| CapacityKeyError),
            None | Some(_) => Err(CapacityKeyError),
        }
    }
}
