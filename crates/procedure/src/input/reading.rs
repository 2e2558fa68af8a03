//! Reading a matter's questions and its form.

use identity::RegionCode;

use super::{FieldError, FormValue, FormValues, InputError, Typed, text};
use crate::condition::applies;
use crate::definition::{Field, FieldId, Matter};
use crate::{Answers, Release};

/// What was understood of something typed, what is wrong with it, and what is still missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// What was understood.
    pub values: T,
    /// The fields that are asked for, in order.
    pub asked: Vec<FieldId>,
    /// Those among them that need a value and have none yet, neither a right one nor a wrong one.
    pub missing: Vec<FieldId>,
    /// What is wrong, field by field, in the order of asking; a field can have several errors.
    pub errors: Vec<FieldError>,
}

impl<T> Reading<T> {
    /// Whether nothing is wrong and nothing missing.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.errors.is_empty() && self.missing.is_empty()
    }

    /// Everything that keeps it from being handed in, what is missing included, in the order of asking.
    #[must_use]
    pub fn all_errors(&self) -> Vec<FieldError> {
        let missing = self.missing.iter().map(|field| FieldError {
            field: field.clone(),
            error: InputError::Missing,
        });
        let mut errors: Vec<FieldError> = missing.chain(self.errors.iter().cloned()).collect();
        errors.sort_by_key(|error| self.asked.iter().position(|asked| *asked == error.field));
        errors
    }
}

impl Reading<FormValues> {
    /// The same for an application in a region: where the matter says which field names its place, a place elsewhere is wrong.
    #[must_use]
    pub fn within(mut self, release: &Release, matter: &Matter, region: RegionCode) -> Self {
        let lies_elsewhere = |field: &&FieldId| {
            let place = self.values.get(*field).and_then(|value| value.as_text()?.parse().ok());
            place.is_some_and(|place| !release.lies_within(place, region))
        };
        if let Some(field) = matter.place.as_ref().filter(lies_elsewhere) {
            self.values.remove(field);
            self.errors.push(FieldError {
                field: field.clone(),
                error: InputError::RegionElsewhere,
            });
        }
        self
    }
}

/// Reads the answers to a matter's guided questions. What is not asked because of other answers is left out, whatever
/// was typed there.
#[must_use]
pub fn read_answers(release: &Release, matter: &Matter, typed: &Typed) -> Reading<Answers> {
    questions(release, matter, &mut |field| of_text(release, field, typed))
}

/// Reads the form of a matter whose questions have these answers.
#[must_use]
pub fn read_form(release: &Release, matter: &Matter, answers: &Answers, typed: &Typed) -> Reading<FormValues> {
    form(release, matter, answers, &mut |field| of_text(release, field, typed))
}

/// What stands in a field: nothing, a value, or something wrong.
pub(super) type Found = Option<Result<FormValue, Vec<InputError>>>;

fn of_text(release: &Release, field: &Field, typed: &Typed) -> Found {
    let typed = typed.get(field.id.as_str())?;
    let blank = typed.chars().all(text::is_blank);
    (!blank).then(|| FormValue::read(release, field, typed))
}

pub(super) fn questions(release: &Release, matter: &Matter, find: &mut dyn FnMut(&Field) -> Found) -> Reading<Answers> {
    let mut reading = Reading::default();
    for field in matter.questions.iter().filter_map(|id| release.field(id)) {
        if applies(field.when.as_ref(), &reading.values)
            && let Some(value) = reading.read(field, find)
        {
            reading.values.insert(field.id.clone(), value.into());
        }
    }
    reading
}

pub(super) fn form(
    release: &Release,
    matter: &Matter,
    answers: &Answers,
    find: &mut dyn FnMut(&Field) -> Found,
) -> Reading<FormValues> {
    let mut reading = Reading::<FormValues>::default();
    for field in matter
        .parts
        .iter()
        .flat_map(|part| &part.fields)
        .filter_map(|id| release.field(id))
    {
        if applies(field.when.as_ref(), answers)
            && let Some(value) = reading.read(field, find)
        {
            reading.values.insert(field.id.clone(), value);
        }
    }
    reading
}

impl<T: Default> Default for Reading<T> {
    fn default() -> Self {
        Self {
            values: T::default(),
            asked: Vec::new(),
            missing: Vec::new(),
            errors: Vec::new(),
        }
    }
}

impl<T> Reading<T> {
    /// The value of a field that is asked for; what is wrong or missing is noted.
    fn read(&mut self, field: &Field, find: &mut dyn FnMut(&Field) -> Found) -> Option<FormValue> {
        self.asked.push(field.id.clone());
        match find(field) {
            Some(Ok(value)) => return Some(value),
            Some(Err(errors)) => self.errors.extend(errors.into_iter().map(|error| FieldError {
                field: field.id.clone(),
                error,
            })),
            None if field.optional => {}
            None => self.missing.push(field.id.clone()),
        }
        None
    }
}
