//! What may stand in a text's placeable: words, numbers, days, other texts. Each is written as the reader's language writes it.

use super::{Message, Texts, dates};
use calendar::{Day, Moment};
use fluent_bundle::FluentValue;

/// A value on its way into a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words as they are.
    Words(String),
    /// A number, for counting; written in groups of three.
    Number(f64),
    /// 11 月 30 日（周一）
    Day(Day),
    /// 2026 年 11 月 30 日（周一）
    LongDay(Day),
    /// 11 月 16 日 16:40
    Moment(Moment),
    /// A text within a text.
    Message(Box<Message>),
}

/// Whatever a text can take in.
pub trait Argument {
    /// The value it stands for.
    fn value(&self) -> Value;
}

impl Value {
    /// The value as Fluent takes it, in the language of `texts`.
    pub(super) fn spoken(&self, texts: &Texts) -> FluentValue<'static> {
        match self {
            Value::Words(words) => FluentValue::from(words.clone()),
            Value::Number(number) => FluentValue::from(*number),
            Value::Day(day) => FluentValue::from(dates::day(texts.language, *day)),
            Value::LongDay(day) => FluentValue::from(dates::long_day(texts.language, *day)),
            Value::Moment(moment) => FluentValue::from(dates::moment(texts.language, *moment)),
            Value::Message(message) => FluentValue::from(texts.tell(message)),
        }
    }
}

impl<T: Argument + ?Sized> Argument for &T {
    fn value(&self) -> Value {
        (**self).value()
    }
}

impl Argument for Value {
    fn value(&self) -> Value {
        self.clone()
    }
}

impl Argument for str {
    fn value(&self) -> Value {
        Value::Words(self.to_owned())
    }
}

impl Argument for String {
    fn value(&self) -> Value {
        Value::Words(self.clone())
    }
}

impl Argument for super::Said<'_> {
    fn value(&self) -> Value {
        Value::Words(self.to_string())
    }
}

impl Argument for Message {
    fn value(&self) -> Value {
        Value::Message(Box::new(self.clone()))
    }
}

impl Argument for Day {
    fn value(&self) -> Value {
        Value::Day(*self)
    }
}

impl Argument for Moment {
    fn value(&self) -> Value {
        Value::Moment(*self)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Argument for $number {
            fn value(&self) -> Value {
                Value::Number(*self as f64)
            }
        }
    )*};
}
numbers!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

/// A number in groups of three digits: `48,201`.
pub(crate) fn grouped(number: f64) -> String {
    let plain = number.to_string();
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest
        .split_once('.')
        .map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}
