//! The house a page stands in: the city's names and what all its pages need. Made once at start, handed to every request.

use crate::{DemoNotice, Dictionary, Language, Texts};
use std::sync::Arc;

/// What all pages of a city have in common.
pub struct House {
    /// The service's name, in the header: 滨周到.
    pub brand: String,
    /// The same for English pages.
    pub brand_english: String,
    /// Who runs it, in the footer: 滨州市行政审批服务局.
    pub operator: String,
    /// The same for English pages.
    pub operator_english: String,
    /// The telephone that answers questions: 12345.
    pub hotline: String,
    /// Everything pages say.
    pub dictionary: Arc<Dictionary>,
    /// Whether the service is reached by https, so that browsers may be told to insist on it.
    pub https: bool,
    /// In demo mode: what the notice above the header says now.
    pub demo: Option<Box<dyn Fn() -> DemoNotice + Send + Sync>>,
}

impl House {
    /// Its texts in a language.
    pub fn texts(&self, language: Language) -> Texts {
        Texts::new(language, self.dictionary.clone())
    }

    /// A made-up city that speaks front's own texts, for tests and galleries.
    pub fn sample() -> House {
        House {
            brand: "滨周到".to_owned(),
            brand_english: "Zhoudao Binzhou".to_owned(),
            operator: "滨州市行政审批服务局".to_owned(),
            operator_english: "Binzhou Administrative Approval Service Bureau".to_owned(),
            hotline: "12345".to_owned(),
            dictionary: Arc::new(Dictionary::new(&[]).unwrap_or_else(|error| panic!("front's own texts: {error}"))),
            https: false,
            demo: None,
        }
    }
}
