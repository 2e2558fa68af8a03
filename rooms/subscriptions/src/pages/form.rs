//! `/desk/administration/subscriptions/new`: another system is to be told what happens here.

use askama::Template;
use front::furniture::Choice;
use front::{Chrome, FormData, FormErrors, Message, Page, Place, Problem, Reader};
use webhook::{Address, Secret, WrongAddress};

use crate::record::{Kind, Open, Selection, Terms, WrongSelection, WrongTerms, name};
use crate::room::Administrator;

/// The boxes of the form; a form holds several values under a name that ends so.
pub(crate) const KINDS: &str = "kinds[]";

#[derive(Template)]
#[template(path = "pages/form.html")]
pub(super) struct NewPage {
    chrome: Chrome,
    form: FormData,
    errors: FormErrors,
    kinds: Vec<Choice>,
}

pub(super) async fn show(_: Administrator, reader: Reader) -> Result<Page<NewPage>, Problem> {
    Ok(page(&reader, FormData::default(), FormErrors::default()))
}

pub(super) fn page(reader: &Reader, form: FormData, errors: FormErrors) -> Page<NewPage> {
    let kinds = Kind::ALL.map(|kind| Choice::new(kind.as_str(), reader.texts.say(kind.key())));
    Page(NewPage {
        chrome: reader.desk("subscription-new", Place::Administration),
        form,
        errors,
        kinds: kinds.into(),
    })
}

/// What the form asks for, if it can be read; the same names serve programs.
pub(crate) struct Asked {
    name: String,
    address: Address,
    selection: Selection,
    terms: Option<Terms>,
}

impl Asked {
    /// Everything that is wrong is said at once.
    pub(crate) fn read(form: &FormData) -> Result<Self, FormErrors> {
        let mut errors = FormErrors::default();
        let name = errors.take("name", name(form.value("name")).map_err(|wrong| Message::new(wrong.key())));
        let address = Address::read(form.value("address"));
        let address = errors.take("address", address.map_err(|wrong| Message::new(address_key(wrong))));
        let selection = errors_of_selection(form, &mut errors);
        let terms = errors_of_terms(form, &mut errors);
        match (name, address, selection, terms) {
            (Some(name), Some(address), Some(selection), Some(terms)) if errors.is_empty() => Ok(Self {
                name: name.to_owned(),
                address,
                selection,
                terms,
            }),
            _ => Err(errors),
        }
    }

    /// What is opened, with its secret.
    pub(crate) fn opening(self, secret: Secret) -> Open {
        Open {
            name: self.name,
            address: self.address,
            secret,
            selection: self.selection,
            terms: self.terms,
        }
    }
}

fn address_key(wrong: WrongAddress) -> &'static str {
    match wrong {
        WrongAddress::Unreadable => "subscription-address-unreadable",
        WrongAddress::WithPassword => "subscription-address-password",
        WrongAddress::InClear => "subscription-address-clear",
    }
}

fn errors_of_selection(form: &FormData, errors: &mut FormErrors) -> Option<Selection> {
    let kinds = form.values(KINDS).filter_map(Kind::of);
    match Selection::new(kinds, words(form.value("types"))) {
        Ok(selection) => return Some(selection),
        Err(WrongSelection::Nothing) => errors.add("kinds", Message::new("subscription-kinds-missing")),
        Err(WrongSelection::Types(texts)) => {
            errors.add(
                "types",
                Message::new("subscription-type-wrong").with("text", texts.join("、")),
            );
        }
        Err(WrongSelection::TooMany) => errors.add("types", Message::new("subscription-types-many")),
    }
    None
}

/// Nothing stated means that nothing personal goes along; anything stated asks for the rest.
fn errors_of_terms(form: &FormData, errors: &mut FormErrors) -> Option<Option<Terms>> {
    let [purpose, basis, fields] = ["purpose", "basis", "fields"].map(|name| form.value(name).trim());
    if purpose.is_empty() && basis.is_empty() && fields.is_empty() {
        return Some(None);
    }
    let wrong = match Terms::new(purpose, basis, words(fields)) {
        Ok(terms) => return Some(Some(terms)),
        Err(wrong) => wrong,
    };
    for wrong in wrong {
        match wrong {
            WrongTerms::Purpose => errors.add("purpose", Message::new("subscription-purpose-missing")),
            WrongTerms::Basis => errors.add("basis", Message::new("subscription-basis-missing")),
            WrongTerms::Fields => errors.add("fields", Message::new("subscription-fields-missing")),
            WrongTerms::NoFields(texts) => {
                errors.add(
                    "fields",
                    Message::new("subscription-field-wrong").with("text", texts.join("、")),
                );
            }
        }
    }
    None
}

/// By lines, spaces or commas apart, as people write lists.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '，' | '、' | ';' | '；'))
        .filter(|word| !word.is_empty())
}
