//! Values that go into SQL and come out of it, whichever engine is below.

use std::borrow::Cow;
use std::cmp::Ordering;

use calendar::{Day, Moment};
use identity::{RecordId, RegionCode};

use crate::error::Unavailable;
use crate::leaf::unpack;

/// One value of a statement or of a row. A region is its number, a day the days and a moment the milliseconds since
/// 1970, a record its 16 bytes.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, a truth (0 or 1), a day, a moment, a region.
    Integer(i64),
    /// A measured quantity.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
    /// A record's identifier.
    Record(RecordId),
}

/// An order among values, in which those of one kind stand together. An identifier is its bytes.
impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Integer(one), Self::Integer(other)) => one.cmp(other),
            (Self::Real(one), Self::Real(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            (one, other) => match (one.as_bytes(), other.as_bytes()) {
                (Some(one), Some(other)) => one.cmp(other),
                (Some(_), None) | (None, Some(_)) | (None, None) => one.kind().cmp(other.kind()),
            },
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Value {}

/// Writes a list of values: `values![city, record, "open", day]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { ::std::vec![$($crate::Value::from($value)),*] };
}

macro_rules! from {
    ($($kind:ty => |$value:ident| $made:expr),* $(,)?) => {
        $(impl From<$kind> for Value {
            fn from($value: $kind) -> Self {
                $made
            }
        })*
    };
}

from! {
    bool => |value| Self::Integer(value.into()),
    i64 => |value| Self::Integer(value),
    i32 => |value| Self::Integer(value.into()),
    u32 => |value| Self::Integer(value.into()),
    u16 => |value| Self::Integer(value.into()),
    u8 => |value| Self::Integer(value.into()),
    u64 => |value| Self::Integer(i64::try_from(value).unwrap_or(i64::MAX)),
    usize => |value| Self::Integer(i64::try_from(value).unwrap_or(i64::MAX)),
    f64 => |value| Self::Real(value),
    &str => |value| Self::Text(value.to_owned()),
    String => |value| Self::Text(value),
    &String => |value| Self::Text(value.clone()),
    Vec<u8> => |value| Self::Blob(value),
    &[u8] => |value| Self::Blob(value.to_vec()),
    RecordId => |value| Self::Record(value),
    &RecordId => |value| Self::Record(*value),
    RegionCode => |value| Self::Integer(value.number().into()),
    Day => |value| Self::Integer(value.0.into()),
    Moment => |value| Self::Integer(value.0),
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The value of a column, counted from 0.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, Unavailable> {
        let value = self
            .0
            .get(index)
            .ok_or_else(|| Unavailable(format!("a row has no column {index}")))?;
        T::from_value(value).ok_or_else(|| {
            let wanted = std::any::type_name::<T>();
            Unavailable(format!("column {index} holds {}, not a {wanted}", value.kind()))
        })
    }

    /// A text, without a copy.
    pub(crate) fn text(&self, index: usize) -> Result<&str, Unavailable> {
        match self.0.get(index) {
            Some(Value::Text(text)) => Ok(text),
            Some(other) => Err(Unavailable(format!("column {index} holds {}, not a text", other.kind()))),
            None => Err(Unavailable(format!("a row has no column {index}"))),
        }
    }

    /// The text of a leaf, as it is proven.
    ///
    /// # Errors
    /// When the column holds no leaf.
    pub fn leaf(&self, index: usize) -> Result<Cow<'_, str>, Unavailable> {
        match self.0.get(index) {
            // A database that is read before its update.
            Some(Value::Text(text)) => Ok(Cow::Borrowed(text)),
            _ => unpack(self.bytes(index)?),
        }
    }

    /// Bytes, without a copy.
    pub(crate) fn bytes(&self, index: usize) -> Result<&[u8], Unavailable> {
        match self.0.get(index) {
            Some(Value::Blob(bytes)) => Ok(bytes),
            Some(other) => Err(Unavailable(format!("column {index} holds {}, not bytes", other.kind()))),
            None => Err(Unavailable(format!("a row has no column {index}"))),
        }
    }

    /// The values of the row.
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}

impl Value {
    /// What kind of value it is, for messages that must not show the value itself.
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Integer(_) => "an integer",
            Self::Real(_) => "a real number",
            Self::Text(_) => "a text",
            Self::Blob(_) | Self::Record(_) => "bytes",
        }
    }

    fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Blob(bytes) => Some(bytes),
            Self::Record(record) => Some(record.as_bytes()),
            Self::Null | Self::Integer(_) | Self::Real(_) | Self::Text(_) => None,
        }
    }

    fn integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self { Some(*value) } else { None }
    }
}

/// A type that can be read from a column.
pub trait FromValue: Sized {
    /// The value as this type, if it is one.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! read {
    ($($kind:ty => |$value:ident| $made:expr),* $(,)?) => {
        $(impl FromValue for $kind {
            fn from_value($value: &Value) -> Option<Self> {
                $made
            }
        })*
    };
}

read! {
    i64 => |value| value.integer(),
    i32 => |value| value.integer()?.try_into().ok(),
    u64 => |value| value.integer()?.try_into().ok(),
    u32 => |value| value.integer()?.try_into().ok(),
    u16 => |value| value.integer()?.try_into().ok(),
    u8 => |value| value.integer()?.try_into().ok(),
    usize => |value| value.integer()?.try_into().ok(),
    bool => |value| match value.integer()? { 0 => Some(false), 1 => Some(true), _ => None },
    Day => |value| value.integer()?.try_into().ok().map(Day),
    Moment => |value| value.integer().map(Moment),
    RegionCode => |value| RegionCode::new(value.integer()?.try_into().ok()?),
    f64 => |value| match value {
        Value::Real(real) => Some(*real),
        Value::Integer(integer) => Some(*integer as f64),
        Value::Null | Value::Text(_) | Value::Blob(_) | Value::Record(_) => None,
    },
    String => |value| if let Value::Text(text) = value { Some(text.clone()) } else { None },
    Vec<u8> => |value| match value {
        Value::Blob(bytes) => Some(bytes.clone()),
        Value::Record(record) => Some(record.as_bytes().to_vec()),
        Value::Null | Value::Integer(_) | Value::Real(_) | Value::Text(_) => None,
    },
    RecordId => |value| match value {
        Value::Blob(bytes) => Some(RecordId::from_bytes(bytes.as_slice().try_into().ok()?)),
        Value::Record(record) => Some(*record),
        Value::Null | Value::Integer(_) | Value::Real(_) | Value::Text(_) => None,
    },
    Value => |value| Some(value.clone()),
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            Value::Integer(_) | Value::Real(_) | Value::Text(_) | Value::Blob(_) | Value::Record(_) => {
                T::from_value(value).map(Some)
            }
        }
    }
}
