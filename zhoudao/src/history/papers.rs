//! The papers that are handed in: small real files, each stored once, as many applications may name one file.

use std::collections::BTreeMap;

use applications::record::command::Upload;
use calendar::Day;
use document::{Block, Border, Fonts, Form, Paper, Sheet, Title, render};
use ledger::{Ledger, Stored};
use procedure::Release;
use procedure::definition::{FileType, MaterialId};

/// No paper here is larger.
const BYTES_MAX: u64 = 1 << 20;

/// Whether a paper is handed in for the first time, or because an organ asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// As it was first.
    First,
    /// As it was supplied after a notice of what was missing.
    Supplied,
    /// As it was improved.
    Refined,
}

/// The papers of a city.
pub struct Papers {
    ledger: Ledger,
    fonts: Fonts,
    stored: BTreeMap<(MaterialId, Version), Stored>,
}

impl Papers {
    /// None yet.
    pub fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            fonts: Fonts::embedded(),
            stored: BTreeMap::new(),
        }
    }

    /// The same papers, from now on in another opening of the city.
    pub fn go_on(&mut self, ledger: Ledger) {
        self.ledger = ledger;
    }

    /// A paper to be handed in.
    pub async fn upload(
        &mut self,
        release: &Release,
        material: &MaterialId,
        version: Version,
        day: Day,
    ) -> anyhow::Result<Upload> {
        let name = release
            .material(material)
            .map_or_else(|| material.to_string(), |material| material.name.clone());
        let name = match version {
            Version::First => name,
            Version::Supplied => format!("{name}（补正）"),
            Version::Refined => format!("{name}（修改稿）"),
        };
        let key = (material.clone(), version);
        let stored = match self.stored.get(&key) {
            Some(stored) => stored.clone(),
            None => {
                let stored = self.store(&name, day).await?;
                self.stored.insert(key, stored.clone());
                stored
            }
        };
        Ok(Upload {
            material: material.clone(),
            stored: stored.name.as_str().to_owned(),
            key: stored.key.into(),
            file_name: format!("{name}.pdf"),
            digest: stored.sha256,
            bytes: stored.bytes,
            file_type: FileType::Pdf,
        })
    }

    async fn store(&self, name: &str, day: Day) -> anyhow::Result<Stored> {
        let title = Title {
            above: None,
            text: name.to_owned(),
            below: None,
        };
        let sheet = Sheet {
            name: name.to_owned(),
            number: None,
            date: day.to_string().parse()?,
            form: Form::Plain,
            paper: Paper::Portrait,
            border: Border::None,
            watermark: Some("样例".to_owned()),
            blocks: vec![
                Block::Title(title),
                Block::Paragraph("这是演示城市的样例材料，内容从略。".to_owned()),
            ],
        };
        let pdf = render(&sheet, &self.fonts)?;
        Ok(self.ledger.files().store(pdf.as_slice(), BYTES_MAX).await?)
    }
}
