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
    let shown = text.chars().filter(|character| !invisible(*character));
    shown
        .map(|character| {
            let character = if character == '\t' { ' ' } else { character };
            let drawn = fonts.draw(character, face);
            Letter {
                character,
                drawn,
                advance: drawn.map_or(1.0, |drawn| drawn.advance),
            }
        })
        .collect()
}

/// Controls, joiners, selectors of variants and soft hyphens. Marks that turn the direction of text are not among them:
/// a name that holds one is shown to hold one.
pub(crate) fn invisible(character: char) -> bool {
    let control = character.is_control() && character != '\t';
    control
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}')
}
