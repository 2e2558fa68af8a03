//! Where a searched text stands beside titles and numbers: in what matters and steps are called, and in who applies.

use front::Texts;
use ledger::Unavailable;
use people::views::EnterprisesNamed;

use crate::desks::Desks;
use crate::words::Words;

/// More steps than a desk has to do with; a text that stands in so many names tells nothing apart.
const STEPS_MAX: usize = 200;

/// What a text stands for. Names of persons lie in the vault, and are not searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// Matters by name.
    pub(crate) matters: Vec<String>,
    /// Items with steps by name.
    pub(crate) steps: Vec<(String, String)>,
    /// Enterprises by their public name.
    pub(crate) enterprises: EnterprisesNamed,
}

impl Found {
    /// By today's definitions. A number stands for itself alone.
    pub(crate) async fn of(desks: &Desks, texts: &Texts, text: &str) -> Result<Self, Unavailable> {
        let text = text.trim();
        if text.is_empty() || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Ok(Self::default());
        }
        let words = Words::today(desks.catalogue());
        Ok(Self {
            matters: matters(&words, text),
            steps: steps(&words, texts, text),
            enterprises: people::views::enterprises_named(desks.ledger(), text).await?,
        })
    }
}

fn matters(words: &Words, text: &str) -> Vec<String> {
    let named = words.release.matters().filter(|matter| matter.name.contains(text));
    named.map(|matter| matter.id.to_string()).collect()
}

fn steps(words: &Words, texts: &Texts, text: &str) -> Vec<(String, String)> {
    let all = words.release.items().flat_map(|item| {
        let own = item.steps.iter().map(|step| step.id.to_string());
        let made = ["confirm", "decide"].map(|act| format!("{}.{act}", item.id));
        own.chain(made).map(move |step| (item, step))
    });
    let named = all.filter(|(item, step)| item.name.contains(text) || words.step(texts, &item.id, step).contains(text));
    named
        .take(STEPS_MAX)
        .map(|(item, step)| (item.id.to_string(), step))
        .collect()
}
