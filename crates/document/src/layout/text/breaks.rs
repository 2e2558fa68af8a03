//! Where a line may end (避头尾: GB/T 15834-2011 §5.1, and the W3C's Requirements for Chinese Text Layout).

/// What may not begin a line: closing marks, pauses, and what belongs to the character before it.
const NEVER_FIRST: &str = "，。、；：？！）》〉”’】〕〗」』…—–～·％‰℃°′″々〃,.;:?!)]}%";

/// What may not end a line: opening marks, and what belongs to the character behind it.
const NEVER_LAST: &str = "（《〈“‘【〔〖「『￥$¥№([{";

/// Whether a line may end between these two characters.
pub(crate) fn may_break(before: char, after: char) -> bool {
    let parted = never_first(after) || NEVER_LAST.contains(before);
    let apostrophe = before == '’' && after.is_ascii_alphabetic();
    let joined = in_word(before) && in_word(after) || apostrophe || after == ' ';
    !parted && !joined
}

/// Whether a character belongs to the one before it.
pub(crate) fn never_first(character: char) -> bool {
    NEVER_FIRST.contains(character)
}

/// Letters, digits and signs of which words, numbers and addresses are made: never divided where it can be helped.
pub(crate) fn in_word(character: char) -> bool {
    character.is_ascii_graphic() || matches!(character, '\u{C0}'..='\u{24F}' | '²' | '³' | '\u{A0}')
}
