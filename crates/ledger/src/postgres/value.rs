//! Values on their way to PostgreSQL and back.

use std::error::Error;

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::value::{Row, Value};

type Failure = Box<dyn Error + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, wanted: &Type, out: &mut BytesMut) -> Result<IsNull, Failure> {
        match self {
            Self::Null => return Ok(IsNull::Yes),
            Self::Integer(value) => integer(*value, wanted, out)?,
            Self::Real(value) => out.put_f64(*value),
            Self::Text(value) => out.put_slice(value.as_bytes()),
            Self::Blob(value) => out.put_slice(value),
            Self::Record(value) => out.put_slice(value.as_bytes()),
        }
        Ok(IsNull::No)
    }

    /// The server has said of which type each value is to be; whether it is, shows when it is written.
    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn integer(value: i64, wanted: &Type, out: &mut BytesMut) -> Result<(), Failure> {
    match *wanted {
        Type::INT4 => out.put_i32(value.try_into()?),
        Type::INT2 => out.put_i16(value.try_into()?),
        Type::BOOL => out.put_u8(u8::from(value != 0)),
        Type::FLOAT8 => out.put_f64(value as f64),
        Type::TEXT | Type::VARCHAR => out.put_slice(value.to_string().as_bytes()),
        Type::INT8 => out.put_i64(value),
        _ => return Err(format!("an integer cannot be written as {wanted}").into()),
    }
    Ok(())
}

/// A column's value of whichever type the server has chosen.
struct Column(Value);

impl<'a> FromSql<'a> for Column {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Failure> {
        Ok(Self(match *kind {
            Type::INT8 => Value::Integer(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Value::Integer(i32::from_be_bytes(raw.try_into()?).into()),
            Type::INT2 => Value::Integer(i16::from_be_bytes(raw.try_into()?).into()),
            Type::BOOL => Value::Integer(i64::from(raw != [0])),
            Type::FLOAT8 => Value::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::NUMERIC => numeric(raw)?,
            Type::BYTEA => Value::Blob(raw.to_vec()),
            _ => Value::Text(std::str::from_utf8(raw)?.to_owned()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failure> {
        Ok(Self(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// A sum of integers, or an average: base 10,000, the exponent of the first digit, the sign, then the digits.
fn numeric(raw: &[u8]) -> Result<Value, Failure> {
    let (header, digits) = raw.split_at_checked(8).ok_or("a number is cut short")?;
    let field = |place: usize| i16::from_be_bytes([header[2 * place], header[2 * place + 1]]);
    let (weight, sign) = (field(1), field(2));
    let mut real = 0.0;
    let mut whole: Option<i64> = Some(0);
    let mut exponent = i32::from(weight);
    for pair in digits.as_chunks::<2>().0 {
        let digit = i16::from_be_bytes(*pair);
        real += f64::from(digit) * 10_000_f64.powi(exponent);
        let worth = u32::try_from(exponent)
            .ok()
            .and_then(|exponent| 10_000_i64.checked_pow(exponent));
        whole = match (whole, worth) {
            (Some(whole), Some(worth)) => worth.checked_mul(digit.into()).and_then(|digit| whole.checked_add(digit)),
            _ => None,
        };
        exponent -= 1;
    }
    let is_negative = sign == 0x4000;
    Ok(match whole {
        Some(whole) => Value::Integer(if is_negative { -whole } else { whole }),
        None => Value::Real(if is_negative { -real } else { real }),
    })
}

/// A row as everybody reads it.
pub(super) fn row(found: &tokio_postgres::Row) -> Result<Row, tokio_postgres::Error> {
    let columns = (0..found.len()).map(|column| found.try_get::<_, Column>(column).map(|Column(value)| value));
    Ok(Row(columns.collect::<Result<_, _>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the server writes it: count of digits, exponent, sign, digits after the point, digits.
    fn written(weight: i16, sign: u16, scale: u16, digits: &[i16]) -> Vec<u8> {
        let mut raw = Vec::new();
        raw.extend(u16::try_from(digits.len()).unwrap().to_be_bytes());
        raw.extend(weight.to_be_bytes());
        raw.extend(sign.to_be_bytes());
        raw.extend(scale.to_be_bytes());
        digits.iter().for_each(|digit| raw.extend(digit.to_be_bytes()));
        raw
    }

    #[test]
    fn a_sum_of_integers_is_an_integer_and_an_average_is_not() {
        assert_eq!(numeric(&written(1, 0, 0, &[12, 3456])).unwrap(), Value::Integer(123_456));
        assert_eq!(numeric(&written(2, 0x4000, 0, &[5])).unwrap(), Value::Integer(-500_000_000));
        assert_eq!(numeric(&written(0, 0, 0, &[])).unwrap(), Value::Integer(0));
        assert_eq!(numeric(&written(0, 0, 2, &[2, 5000])).unwrap(), Value::Real(2.5));
    }
}
