//! The two fonts of the house, and what a page needs to know of them.

use crate::Sheet;
use krilla::text::Font;
use skrifa::{
    FontRef, GlyphId, MetadataProvider, charmap::Charmap, instance::LocationRef, instance::Size, metrics::GlyphMetrics,
};
use std::collections::BTreeSet;

const REGULAR: &[u8] = include_bytes!("../fonts/NotoSerifSC-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSerifSC-Bold-GB2312.ttf");

/// Which of the two fonts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Face {
    /// Text.
    Regular,
    /// Titles and headings.
    Bold,
}

/// The fonts, read once; a server keeps one of these. Cloning is cheap.
#[derive(Clone)]
pub struct Fonts {
    regular: Reader,
    bold: Reader,
}

#[derive(Clone)]
struct Reader {
    font: Font,
    characters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    em: f64,
}

/// A glyph for a character, with its width as a part of the type size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Drawn {
    pub face: Face,
    pub glyph: u16,
    pub advance: f64,
}

impl Fonts {
    /// The fonts that are part of this crate.
    pub fn embedded() -> Fonts {
        Fonts {
            regular: Reader::new(REGULAR),
            bold: Reader::new(BOLD),
        }
    }

    /// The characters of a sheet that no font has. They are drawn as frames with their code point, so that nothing is
    /// lost unseen; whoever issues a document asks here first and may prefer to stop.
    pub fn missing(&self, sheet: &Sheet) -> BTreeSet<char> {
        let shown = sheet
            .texts()
            .into_iter()
            .flat_map(str::chars)
            .filter(|character| !character.is_control());
        shown
            .filter(|character| self.draw(*character, Face::Regular).is_none())
            .collect()
    }

    /// The glyph for a character in this face, or else in the regular one.
    pub(crate) fn draw(&self, character: char, face: Face) -> Option<Drawn> {
        let faces: &[Face] = match face {
            Face::Regular => &[Face::Regular],
            Face::Bold => &[Face::Bold, Face::Regular],
        };
        faces.iter().find_map(|face| self.reader(*face).draw(character, *face))
    }

    pub(crate) fn font(&self, face: Face) -> Font {
        self.reader(face).font.clone()
    }

    fn reader(&self, face: Face) -> &Reader {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }
}

impl Reader {
    fn new(bytes: &'static [u8]) -> Reader {
        let font = Font::new(bytes.into(), 0).expect("a font compiled into the program can be read");
        let tables = FontRef::new(bytes).expect("a font compiled into the program can be read");
        let metrics = tables.glyph_metrics(Size::unscaled(), LocationRef::default());
        let em = f64::from(font.units_per_em());
        Reader {
            font,
            characters: tables.charmap(),
            metrics,
            em,
        }
    }

    fn draw(&self, character: char, face: Face) -> Option<Drawn> {
        let glyph = self.characters.map(character).filter(|glyph| *glyph != GlyphId::NOTDEF)?;
        let advance = f64::from(self.metrics.advance_width(glyph)?) / self.em;
        Some(Drawn {
            face,
            glyph: u16::try_from(glyph.to_u32()).ok()?,
            advance,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_regular_has_the_characters_of_names_and_places() {
        let fonts = Fonts::embedded();
        for character in "䶮昇喆犇垚翀祎璟堃甯髙淸㛃㙦𬭎𫖮𬱖𪩘滨州沾化惠民阳信无棣博兴邹平〇〔〕㎡²³℃—…“”".chars()
        {
            assert!(fonts.draw(character, Face::Regular).is_some(), "{character}");
        }
    }

    #[test]
    fn the_regular_has_every_unified_ideograph_of_the_first_block_and_extension_a() {
        let fonts = Fonts::embedded();
        let lost: Vec<char> = ('一'..='鿿')
            .chain('㐀'..='䶿')
            .filter(|character| fonts.draw(*character, Face::Regular).is_none())
            .collect();
        assert_eq!(lost, []);
    }

    #[test]
    fn a_character_the_bold_lacks_comes_from_the_regular() {
        let fonts = Fonts::embedded();
        assert_eq!(fonts.draw('建', Face::Bold).unwrap().face, Face::Bold);
        assert_eq!(fonts.draw('䶮', Face::Bold).unwrap().face, Face::Regular);
        assert_eq!(fonts.draw('𠮷', Face::Bold), None);
    }
}
