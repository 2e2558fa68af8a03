//! The words of a project: its public title, its address, its contact.

use std::fmt;

use identity::Phone;

use super::ProjectRefusal;

/// The longest title, in characters.
pub const TITLE_LENGTH_MAX: usize = 80;
/// The longest address, in characters.
pub const ADDRESS_LENGTH_MAX: usize = 200;
/// The longest name of a contact, in characters.
pub const CONTACT_NAME_LENGTH_MAX: usize = 50;
/// Mobile numbers have eleven digits, numbers of persons eighteen.
const DIGITS_OF_A_NUMBER_MIN: usize = 11;

/// Whom to ask about a project.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The phone.
    pub phone: Phone,
}

impl Contact {
    pub(super) fn checked(self) -> Result<Self, ProjectRefusal> {
        Ok(Self {
            name: contact_name(&self.name)?,
            phone: self.phone,
        })
    }
}

/// Never shown by accident.
impl fmt::Debug for Contact {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Contact({})", self.phone.masked())
    }
}

/// A title is public, so it must not hold the number of a person or a phone.
///
/// # Errors
/// When it is missing, too short or too long, or holds such a number.
pub fn title(typed: &str) -> Result<String, ProjectRefusal> {
    let title = typed.trim();
    let longest_number = title
        .split(|character: char| !character.is_numeric())
        .map(|digits| digits.chars().count())
        .max();
    match title.chars().count() {
        0 => Err(ProjectRefusal::TitleMissing),
        2..=TITLE_LENGTH_MAX if longest_number >= Some(DIGITS_OF_A_NUMBER_MIN) => Err(ProjectRefusal::TitleHoldsNumber),
        2..=TITLE_LENGTH_MAX => Ok(title.to_owned()),
        _ => Err(ProjectRefusal::TitleLength),
    }
}

/// Where a project is.
///
/// # Errors
/// When it is missing or too long.
pub fn address(typed: &str) -> Result<String, ProjectRefusal> {
    let address = typed.trim();
    match address.chars().count() {
        0 => Err(ProjectRefusal::AddressMissing),
        1..=ADDRESS_LENGTH_MAX => Ok(address.to_owned()),
        _ => Err(ProjectRefusal::AddressLength),
    }
}

/// Whom to ask about a project, by name.
///
/// # Errors
/// When it is missing or too long.
pub fn contact_name(typed: &str) -> Result<String, ProjectRefusal> {
    let name = typed.trim();
    match name.chars().count() {
        0 => Err(ProjectRefusal::ContactMissing),
        1..=CONTACT_NAME_LENGTH_MAX => Ok(name.to_owned()),
        _ => Err(ProjectRefusal::ContactLength),
    }
}
