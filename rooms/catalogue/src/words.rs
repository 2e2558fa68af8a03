//! Names from the pack in the reader's language: English where the pack has it, else Chinese, and marked so.

use std::fmt;

use askama::filters::{Escaper, Html, HtmlSafe};
use front::{Language, Texts};
use identity::{OrganId, RegionCode};
use procedure::Release;
use procedure::definition::{Certificate, Field, Item, ItemId, Material, MaterialId, Matter, StepId, StepKind};
use procedure::plan::PlannedStep;

/// Words of the pack on a page: `{{ words }}` in an element, `{{ words.plain() }}` in an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    /// Chinese on an English page.
    foreign: bool,
}

impl Words {
    /// The English words for an English reader if there are any, else the Chinese ones.
    #[must_use]
    pub fn new(language: Language, chinese: &str, english: Option<&str>) -> Self {
        match (language, english) {
            (Language::English, Some(english)) => Self::own(english),
            (Language::English, None) => Self {
                text: chinese.to_owned(),
                foreign: true,
            },
            (Language::Chinese, _) => Self::own(chinese),
        }
    }

    /// Words in the reader's own language.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            foreign: false,
        }
    }

    /// The bare text.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.foreign {
            formatter.write_str("<span lang=\"zh-CN\">")?;
            Html.write_escaped_str(&mut *formatter, &self.text)?;
            formatter.write_str("</span>")
        } else {
            Html.write_escaped_str(formatter, &self.text)
        }
    }
}

impl HtmlSafe for Words {}

/// Who knows the names of a release in one language.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The release.
    pub release: &'a Release,
    /// The reader's texts.
    pub texts: &'a Texts,
}

impl<'a> Names<'a> {
    /// The names of that release for that reader.
    #[must_use]
    pub fn new(release: &'a Release, texts: &'a Texts) -> Self {
        Self { release, texts }
    }

    /// Chinese words with their English, if there is any.
    #[must_use]
    pub fn words(&self, chinese: &str, english: Option<&str>) -> Words {
        Words::new(
            self.texts.language,
            chinese,
            english.or_else(|| self.release.english(chinese)),
        )
    }

    /// A hint, if there is one in the reader's language: a form says nothing in a language that its reader cannot read.
    #[must_use]
    pub fn hint(&self, chinese: Option<&str>) -> String {
        let hint = chinese.and_then(|chinese| match self.texts.language {
            Language::Chinese => Some(chinese),
            Language::English => self.release.english(chinese),
        });
        hint.unwrap_or_default().to_owned()
    }

    /// A matter's name.
    #[must_use]
    pub fn matter(&self, matter: &Matter) -> Words {
        self.words(&matter.name, matter.name_en.as_deref())
    }

    /// An item's full name.
    #[must_use]
    pub fn item(&self, item: &Item) -> Words {
        self.words(&item.name, item.name_en.as_deref())
    }

    /// An item's name for lanes and lists.
    #[must_use]
    pub fn short(&self, item: &Item) -> Words {
        self.words(&item.short, item.name_en.as_deref())
    }

    /// The same by its id.
    #[must_use]
    pub fn item_short(&self, item: &ItemId) -> Words {
        self.release
            .item(item)
            .map_or_else(|| Words::own(item.as_str()), |item| self.short(item))
    }

    /// What a step is called: its own name, or what follows from its kind.
    #[must_use]
    pub fn step(&self, item: &ItemId, step: &StepId, kind: StepKind) -> Words {
        let defined = self.release.step(item, step.as_str());
        let own_name = defined.and_then(|step| Some((step.name.as_deref()?, step.name_en.as_deref())));
        let speaks = |english: Option<&str>| self.texts.language == Language::Chinese || english.is_some();
        if let Some((chinese, english)) = own_name.filter(|(_, english)| speaks(*english)) {
            return self.words(chinese, english);
        }
        match kind {
            StepKind::Confirmation => self.of_item("step-confirm", item),
            StepKind::Decision => self.of_item("step-decide", item),
            StepKind::PublicNotice => self.of_item("step-notice", item),
            StepKind::Acceptance => self.of_item("step-accept", item),
            StepKind::Review
            | StepKind::External
            | StepKind::Survey
            | StepKind::Meeting
            | StepKind::Hearing
            | StepKind::Payment => self.item_short(item),
        }
    }

    /// What a planned step is called.
    #[must_use]
    pub fn planned(&self, step: &PlannedStep) -> Words {
        self.step(&step.item, &step.step, step.kind)
    }

    fn of_item(&self, key: &str, item: &ItemId) -> Words {
        let item = self.item_short(item);
        Words::own(self.texts.say(key).with("item", item.plain()).to_string())
    }

    /// An organ's short name.
    #[must_use]
    pub fn organ(&self, organ: &OrganId) -> Words {
        match self.release.organ(organ) {
            Some(organ) => self.words(&organ.short, organ.short_en.as_deref()),
            None => Words::own(organ.as_str()),
        }
    }

    /// The same with its place, among organs of several places.
    #[must_use]
    pub fn organ_of_place(&self, organ: &OrganId) -> Words {
        match (self.release.organ(organ), self.texts.language) {
            (Some(organ), Language::Chinese) => Words::own(&organ.name),
            (Some(known), Language::English) => {
                let (short, region) = (self.organ(organ), self.region(known.region));
                Words::own(format!("{}, {}", short.plain(), region.plain()))
            }
            (None, _) => Words::own(organ.as_str()),
        }
    }

    /// A material's name.
    #[must_use]
    pub fn material(&self, material: &Material) -> Words {
        self.words(&material.name, material.name_en.as_deref())
    }

    /// The same by its id.
    #[must_use]
    pub fn material_id(&self, id: &MaterialId) -> Words {
        self.release
            .material(id)
            .map_or_else(|| Words::own(id.as_str()), |material| self.material(material))
    }

    /// A certificate's name.
    #[must_use]
    pub fn certificate(&self, certificate: &Certificate) -> Words {
        self.words(&certificate.name, certificate.name_en.as_deref())
    }

    /// A question or label.
    #[must_use]
    pub fn field(&self, field: &Field) -> Words {
        self.words(&field.label, field.label_en.as_deref())
    }

    /// A region's name.
    #[must_use]
    pub fn region(&self, code: RegionCode) -> Words {
        match self.release.region(code) {
            Some(region) => self.words(&region.name, region.name_en.as_deref()),
            None => Words::own(code.to_string()),
        }
    }
}
