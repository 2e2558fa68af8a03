use crate::{Face, Fonts, fonts::Drawn};

/// A character and how it is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Letter {
    pub character: char,
    /// None where no font has it.
    pub drawn: Option<Drawn>,
    /// Its width in ems.
    pub advance: f64,
}

/// The characters of a line of text, without those that are meant to be invisible.
pub(crate) fn letters(text: &str, face: Face, fonts: &Fonts) -> Vec<Letter> {
    let shown: Vec<char> = text.chars().filter(|character| !invisible(*character)).collect();
    let letter = |(index, character): (usize, &char)| {
        let character = if *character == '\t' { ' ' } else { *character };
        let shape = if is_apostrophe(&shown, index) { '\'' } else { character };
        let drawn = fonts.draw(shape, face);
        Letter {
            character,
            drawn,
            advance: drawn.map_or(1.0, |drawn| drawn.advance),
        }
    };
    shown.iter().enumerate().map(letter).collect()
}

/// Between Latin letters the closing quotation mark is an apostrophe; the font's own is as wide as a Chinese character.
fn is_apostrophe(shown: &[char], index: usize) -> bool {
    let latin = |index: Option<usize>| {
        index
            .and_then(|index| shown.get(index))
            .is_some_and(char::is_ascii_alphabetic)
    };
    shown[index] == '’' && latin(index.checked_sub(1)) && latin(Some(index + 1))
}

/// Controls, joiners, selectors of variants and soft hyphens. Marks that turn the direction of text are not among them:
/// a name that holds one is shown to hold one.
pub(crate) fn invisible(character: char) -> bool {
    let control = character.is_control() && character != '\t';
    control
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}
