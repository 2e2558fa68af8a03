//! Search over matters and items in people's own words: names, short names, certificates, and the words of the guide.
//!
//! A few dozen entries: each is compared with the whole query. Chinese has no spaces, so a query is cut into pairs of
//! neighbouring characters; what people put around their wish (我想, 怎么办) says nothing and is left out.

use procedure::Release;
use procedure::definition::{Item, ItemId, Matter, MatterId};

/// The longest query that is looked at, in characters.
pub const QUERY_LENGTH_MAX: usize = 100;
/// The most answers.
pub const HITS_MAX: usize = 30;

/// How much a word counts by where it stands.
const NAME: f64 = 4.0;
/// A word that the pack gives to one matter means it more surely than a word that happens to stand in a name.
const WORD: f64 = 5.0;
const CERTIFICATE: f64 = 3.0;
const GUIDE: f64 = 1.0;
/// The share of a query that an entry must meet.
const SHARE_MIN: f64 = 0.4;

/// What is worth less than this share of the best says something else.
const WORTH_SHARE_MIN: f64 = 0.33;

/// What surrounds a wish and says nothing of it.
const FILLERS: [&str; 46] = [
    "我想",
    "我要",
    "想要",
    "需要",
    "怎么",
    "如何",
    "哪里",
    "在哪",
    "什么",
    "可以",
    "能不能",
    "请问",
    "申请",
    "办理",
    "手续",
    "材料",
    "一个",
    "一家",
    "开个",
    "开家",
    "找谁",
    "审批",
    "多少",
    "办",
    "要",
    "想",
    "的",
    "了",
    "吗",
    "呢",
    "去",
    "做",
    "搞",
    "弄",
    "我",
    "啥",
    "给",
    "how",
    "do",
    "i",
    "get",
    "a",
    "the",
    "for",
    "to",
    "need",
];

/// What is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A matter.
    Matter(MatterId),
    /// An item.
    Item(ItemId),
}

/// Everything that can be found in a release.
#[derive(Debug)]
pub(crate) struct Index {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    found: Found,
    /// Texts in lower case with what a word in them counts.
    texts: Vec<(String, f64)>,
}

impl Index {
    pub(crate) fn of(release: &Release) -> Self {
        let matters = release.matters().map(matter);
        let mut items: Vec<&Item> = Vec::new();
        for item in release.matters().flat_map(|matter| release.items_of(matter)) {
            if !items.iter().any(|known| known.id == item.id) {
                items.push(item);
            }
        }
        Self {
            entries: matters.chain(items.into_iter().map(self::item)).collect(),
        }
    }

    /// What fits a query, best first; matters before items that fit as well.
    pub(crate) fn search(&self, query: &str) -> Vec<&Found> {
        let query: String = query.chars().take(QUERY_LENGTH_MAX).collect();
        let pieces = pieces(&normal(&query));
        let mut hits: Vec<(f64, &Found)> = self
            .entries
            .iter()
            .map(|entry| (entry.worth(&pieces), &entry.found))
            .filter(|(worth, _)| *worth > 0.0)
            .collect();
        hits.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let enough = hits.first().map_or(0.0, |(best, _)| best * WORTH_SHARE_MIN);
        hits.retain(|(worth, _)| *worth >= enough);
        hits.into_iter().take(HITS_MAX).map(|(_, found)| found).collect()
    }
}

fn matter(matter: &Matter) -> Entry {
    let guide = matter.guide.frequent.iter().map(|frequent| frequent.question.as_str());
    let guide = guide.chain([matter.summary.as_str()]).chain(matter.summary_en.as_deref());
    let names = [Some(matter.name.as_str()), matter.name_en.as_deref()].into_iter().flatten();
    let groups = matter.groups.iter().map(|group| group.name.as_str());
    Entry {
        found: Found::Matter(matter.id.clone()),
        texts: weighed(matter.words.iter().map(String::as_str), WORD)
            .chain(weighed(names.chain(groups), NAME))
            .chain(weighed(guide, GUIDE))
            .collect(),
    }
}

fn item(item: &Item) -> Entry {
    let names = [Some(item.name.as_str()), Some(item.short.as_str()), item.name_en.as_deref()];
    let certificates = item
        .certificate
        .iter()
        .flat_map(|certificate| [Some(certificate.name.as_str()), certificate.name_en.as_deref()]);
    let steps = item.steps.iter().filter_map(|step| step.name.as_deref());
    Entry {
        found: Found::Item(item.id.clone()),
        texts: weighed(names.into_iter().flatten(), NAME)
            .chain(weighed(certificates.flatten(), CERTIFICATE))
            .chain(weighed(steps, GUIDE))
            .collect(),
    }
}

fn weighed<'a>(texts: impl Iterator<Item = &'a str>, weight: f64) -> impl Iterator<Item = (String, f64)> {
    texts.map(move |text| (normal(text), weight))
}

impl Entry {
    /// The best weight of each piece, over all pieces; nothing where too few are met.
    fn worth(&self, pieces: &[String]) -> f64 {
        let best = |piece: &String| -> f64 {
            let weights = self
                .texts
                .iter()
                .filter(|(text, _)| text.contains(piece.as_str()))
                .map(|(_, weight)| *weight);
            weights.fold(0.0, f64::max)
        };
        let met: Vec<f64> = pieces.iter().map(best).collect();
        let share = met.iter().filter(|weight| **weight > 0.0).count() as f64 / pieces.len().max(1) as f64;
        if share >= SHARE_MIN {
            met.iter().sum::<f64>() * share
        } else {
            0.0
        }
    }
}

/// Lower case, half width, punctuation as space.
fn normal(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
            other => other,
        })
        .flat_map(char::to_lowercase)
        .map(|character| if character.is_alphanumeric() { character } else { ' ' })
        .collect()
}

/// What a query consists of: Latin words whole, Chinese in pairs of neighbours.
fn pieces(query: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in query.split_whitespace() {
        if word.is_ascii() {
            if !FILLERS.contains(&word) {
                pieces.push(word.to_owned());
            }
        } else {
            let wish = FILLERS
                .iter()
                .filter(|filler| !filler.is_ascii())
                .fold(word.to_owned(), |word, filler| word.replace(filler, " "));
            let wish = if wish.trim().is_empty() { word.to_owned() } else { wish };
            wish.split_whitespace().for_each(|part| pieces.extend(pairs(part)));
        }
    }
    pieces.sort();
    pieces.dedup();
    pieces
}

fn pairs(part: &str) -> Vec<String> {
    let characters: Vec<char> = part.chars().collect();
    if characters.len() <= 2 {
        return vec![part.to_owned()];
    }
    characters.windows(2).map(|pair| pair.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_cut_into_what_it_says() {
        for (query, said) in [
            ("我想开一家理发店", ["发店", "开", "理发"].as_slice()),
            ("厂子要做环评", &["厂子", "环评"]),
            ("Building  PERMIT, please", &["building", "permit", "please"]),
            ("怎么办", &["么办", "怎么"]),
            ("施工许可", &["工许", "施工", "许可"]),
            ("  ", &[]),
        ] {
            assert_eq!(pieces(&normal(query)), said, "{query}");
        }
    }
}
