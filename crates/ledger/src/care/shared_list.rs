//! The list of what was erased of a city in a database that many servers share: a table of it.

use std::collections::{BTreeMap, BTreeSet};

use identity::RegionCode;

use super::erased::{Erased, ErasedWhat, ErasedWhy};
use super::listing::{draft, warrant, why};
use crate::clock::{Clock, SystemClock};
use crate::digest::{hex, unhex_all};
use crate::engine::{Fault, Source};
use crate::erasing::Warrant;
use crate::error::Unavailable;
use crate::rows::Statement;
use crate::value::Row;
use crate::values;

/// The table.
pub(super) const TABLE: &str = "erased";
/// Its columns, in the order of [`rows`].
pub(super) const COLUMNS: [&str; 11] = [
    "city",
    "what",
    "record",
    "path",
    "mark",
    "why",
    "purpose",
    "basis",
    "term_days",
    "at",
    "warrant",
];

/// What a line of the list is known by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    what: &'static str,
    record: Vec<u8>,
    path: String,
    mark: Vec<u8>,
}

/// How much a line says: what the city vouches for most, last under the newest warrant; what nobody is to erase again least.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    NotErasedAgain,
    Erased,
    Warranted(Warrant),
}

/// Reads it.
pub(super) fn read(source: &dyn Source, city: RegionCode) -> Result<BTreeSet<Erased>, Fault> {
    let all = format!("SELECT {} FROM {TABLE} WHERE city = $1", COLUMNS.join(", "));
    let mut list = BTreeSet::new();
    source.each(&all, &values![city], &mut |row| {
        list.insert(line(&row)?);
        Ok(())
    })?;
    Ok(list)
}

/// A list as its rows; of several lines of one value, the one that says most.
pub(super) fn rows(city: RegionCode, list: &BTreeSet<Erased>) -> Vec<Row> {
    let mut lines: BTreeMap<Place, &Erased> = BTreeMap::new();
    for erased in list {
        let kept = lines.entry(place(&erased.what)).or_insert(erased);
        if weight(kept) < weight(erased) {
            *kept = erased;
        }
    }
    lines.into_iter().map(|(place, erased)| row(city, place, erased)).collect()
}

/// Puts a stored file on it that is deleted.
pub(crate) fn note_file_in_database(city: RegionCode, name: &str) -> Statement {
    let erased = Erased {
        at: SystemClock.now().0,
        what: ErasedWhat::File { name: name.to_owned() },
        why: ErasedWhy::Asked,
    };
    let places: Vec<String> = (1..=COLUMNS.len()).map(|place| format!("${place}")).collect();
    let insert = format!(
        "INSERT INTO {TABLE} ({}) VALUES ({}) ON CONFLICT DO NOTHING",
        COLUMNS.join(", "),
        places.join(", ")
    );
    Statement::new(insert, row(city, place(&erased.what), &erased).0)
}

fn place(what: &ErasedWhat) -> Place {
    let (what, record, path, mark) = match what {
        ErasedWhat::Value { record, path, mark, .. } => ("value", record.as_bytes().to_vec(), path.clone(), mark.as_str()),
        ErasedWhat::Draft { owner, draft, mark } => ("draft", Vec::new(), format!("{owner}/{draft}"), mark.as_str()),
        ErasedWhat::File { name } => ("file", Vec::new(), name.clone(), ""),
    };
    Place {
        what,
        record,
        path,
        mark: unhex_all(mark).unwrap_or_default(),
    }
}

fn weight(erased: &Erased) -> Weight {
    let warrant = match &erased.what {
        ErasedWhat::Value { warrant, .. } => warrant.clone(),
        ErasedWhat::Draft { .. } | ErasedWhat::File { .. } => None,
    };
    match (erased.is_erased_again(), warrant) {
        (false, _) => Weight::NotErasedAgain,
        (true, None) => Weight::Erased,
        (true, Some(warrant)) => Weight::Warranted(warrant),
    }
}

fn row(city: RegionCode, place: Place, erased: &Erased) -> Row {
    let (why, purpose, basis, term_days) = match &erased.why {
        ErasedWhy::Asked => ("asked", None, None, None),
        ErasedWhy::Unasked => ("unasked", None, None, None),
        ErasedWhy::Replaced => ("replaced", None, None, None),
        ErasedWhy::Draft => ("draft", None, None, None),
        ErasedWhy::Term {
            purpose,
            basis,
            term_days,
        } => ("term", Some(purpose.as_str()), Some(basis.as_str()), Some(*term_days)),
    };
    let warrant = match &erased.what {
        ErasedWhat::Value { warrant, .. } => warrant.as_ref().map(ToString::to_string),
        ErasedWhat::Draft { .. } | ErasedWhat::File { .. } => None,
    };
    let Place {
        what,
        record,
        path,
        mark,
    } = place;
    Row(values![
        city, what, record, path, mark, why, purpose, basis, term_days, erased.at, warrant
    ])
}

fn line(row: &Row) -> Result<Erased, Unavailable> {
    let (what, path, mark): (String, String, Vec<u8>) = (row.get(1)?, row.get(3)?, row.get(4)?);
    let mark = hex(&mark);
    let what = match what.as_str() {
        "draft" => draft(&path, mark),
        "file" => ErasedWhat::File { name: path },
        _ => ErasedWhat::Value {
            record: row.get(2)?,
            path,
            mark,
            warrant: warrant(row, 10)?,
        },
    };
    let why = why(row.text(5)?, || {
        Ok(ErasedWhy::Term {
            purpose: row.get(6)?,
            basis: row.get(7)?,
            term_days: row.get(8)?,
        })
    })?;
    Ok(Erased {
        at: row.get(9)?,
        what,
        why,
    })
}

#[cfg(test)]
mod tests {
    use identity::RecordId;

    use super::*;

    #[test]
    fn of_several_lines_of_one_value_the_one_that_says_most_is_kept() {
        let line = |at, why, warrant: Option<&str>| Erased {
            at,
            what: ErasedWhat::Value {
                record: RecordId::from_bytes([7; 16]),
                path: "name".to_owned(),
                mark: "00ff".to_owned(),
                warrant: warrant.map(|text| text.parse().unwrap()),
            },
            why,
        };
        let list = BTreeSet::from([
            line(1, ErasedWhy::Replaced, None),
            line(2, ErasedWhy::Asked, Some("1/9/00")),
            line(3, ErasedWhy::Unasked, None),
        ]);
        let rows = rows(RegionCode::fixed(371_600), &list);
        assert_eq!(rows.len(), 1);
        assert_eq!(super::line(&rows[0]).unwrap(), line(2, ErasedWhy::Asked, Some("1/9/00")));
    }
}
