//! Heads day by day, and what witnesses say of them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use calendar::{Day, Moment};
use proof::{Head, Note, Origin, Promise, Unsigned, VerifyingKey, Worthless};

use super::Ledger;
use crate::error::Unavailable;
use crate::proving::{Cosigned, DayHead, Refusal, RefusalReason, SignedHead, WitnessStanding, Word, has_been, holds};
use crate::rows::Statement;
use crate::value::Row;
use crate::values;

impl Ledger {
    /// The heads of the log in its present epoch that are longer than that, the shortest first: the last of each day, and that of today.
    /// Those of earlier epochs go by another name.
    pub async fn heads_beyond(&self, size: u64, count_max: u32) -> Result<Vec<SignedHead>, Unavailable> {
        let before = self.epochs().last().map_or(0, |epoch| epoch.put_back.position);
        let size = size.max(before);
        let rows = self
            .query(
                "SELECT note FROM head WHERE city = $1 AND size > $2 ORDER BY size LIMIT $3",
                values![self.city(), size, count_max],
            )
            .await?;
        rows.iter().map(|row| self.own_head(&row.get::<String>(0)?)).collect()
    }

    /// The heads by which days are known, the newest first; those of days between `days`, after leaving out so many.
    pub async fn day_heads(&self, days: RangeInclusive<Day>, left_out: u64, count_max: u32) -> Result<Vec<DayHead>, Unavailable> {
        let between = |sql: &'static str, further| {
            let mut values = values![self.city(), *days.start(), *days.end()];
            values.extend(further);
            Statement::new(sql, values)
        };
        let heads = between(
            "SELECT day, note FROM head WHERE city = $1 AND day BETWEEN $2 AND $3 ORDER BY day DESC LIMIT $4 OFFSET $5",
            values![count_max, left_out],
        );
        let cosigned = between(
            "SELECT witness, at, note, day FROM cosignature WHERE city = $1 AND day IN
             (SELECT day FROM head WHERE city = $1 AND day BETWEEN $2 AND $3 ORDER BY day DESC LIMIT $4 OFFSET $5)
             ORDER BY witness",
            values![count_max, left_out],
        );
        let answers = self.query_together(vec![heads, cosigned]).await?;
        let [heads, cosigned] = answers.as_slice() else {
            return Err(Unavailable("two questions have not two answers".to_owned()));
        };
        let mut by_day: BTreeMap<Day, Vec<Cosigned>> = BTreeMap::new();
        for row in cosigned {
            by_day.entry(row.get(3)?).or_default().push(self.cosigned(row)?);
        }
        let day_head = |row: &Row| {
            let day: Day = row.get(0)?;
            let last = self.own_head(&row.get::<String>(1)?)?;
            day_head(day, last, by_day.remove(&day).unwrap_or_default())
        };
        heads.iter().map(day_head).collect()
    }

    /// How many days have heads.
    pub async fn count_day_heads(&self, days: RangeInclusive<Day>) -> Result<u64, Unavailable> {
        let count = "SELECT count(*) FROM head WHERE city = $1 AND day BETWEEN $2 AND $3";
        let rows = self.query(count, values![self.city(), *days.start(), *days.end()]).await?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }

    /// Keeps what a witness has countersigned, in place of what it has of that day; it refuses no more. Both signatures are checked.
    pub async fn keep_cosignature(&self, witness: &VerifyingKey, note: &Note) -> Result<Cosigned, Unavailable> {
        let log = self.log_key();
        let note = note.signed_only_by(&[&log, witness]);
        let signed = self.own_head(&note.to_string())?;
        let seconds = note.verify(witness).ok().flatten();
        let seconds = seconds.ok_or_else(|| Unavailable(format!("{} has not signed this head", witness.name())))?;
        let at = Moment(i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(i64::MAX));
        let (city, day) = (self.city(), Moment(signed.head.at).day());
        let keep = Statement::new(
            "INSERT INTO cosignature (city, witness, day, size, at, note) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (city, witness, day) DO UPDATE SET size = excluded.size, at = excluded.at, note = excluded.note",
            values![city, witness.to_string(), day, signed.head.size, at, signed.note.to_string()],
        );
        let reconciled = Statement::new(
            "DELETE FROM witness_refusal WHERE city = $1 AND witness = $2",
            values![city, witness.to_string()],
        );
        self.side(vec![keep, reconciled]).await?;
        Ok(Cosigned {
            witness: witness.clone(),
            signed,
            at,
        })
    }

    /// Keeps that a witness refuses to countersign; what was said first stands.
    pub async fn keep_refusal(&self, witness: &VerifyingKey, size: u64, reason: RefusalReason) -> Result<(), Unavailable> {
        let keep = Statement::new(
            "INSERT INTO witness_refusal (city, witness, at, size, reason) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (city, witness) DO NOTHING",
            values![self.city(), witness.to_string(), self.now(), size, reason.as_str()],
        );
        self.side(vec![keep]).await.map(|_| ())
    }

    /// How many witnesses refuse to countersign the log.
    pub async fn refusing_witnesses(&self) -> Result<u64, Unavailable> {
        let count = "SELECT count(*) FROM witness_refusal WHERE city = $1";
        let rows = self.query(count, values![self.city()]).await?;
        rows.first().map_or(Ok(0), |row| row.get(0))
    }

    /// Every witness that has ever answered, and how it stands to the log, by name.
    pub async fn witnesses(&self) -> Result<Vec<WitnessStanding>, Unavailable> {
        let last = Statement::new(
            "SELECT witness, at, note FROM cosignature WHERE city = $1 AND size =
             (SELECT max(size) FROM cosignature AS other WHERE other.city = cosignature.city AND other.witness = cosignature.witness)
             ORDER BY at",
            values![self.city()],
        );
        let refusals = Statement::new(
            "SELECT witness, at, size, reason FROM witness_refusal WHERE city = $1",
            values![self.city()],
        );
        let answers = self.query_together(vec![last, refusals]).await?;
        let [last, refusals] = answers.as_slice() else {
            return Err(Unavailable("two questions have not two answers".to_owned()));
        };
        let mut standings: BTreeMap<String, WitnessStanding> = BTreeMap::new();
        for row in last {
            let cosigned = self.cosigned(row)?;
            let standing = standing(&mut standings, &cosigned.witness);
            standing.last = Some(cosigned);
        }
        for row in refusals {
            let standing = standing(&mut standings, &key(row)?);
            standing.refusal = Some(refusal(row)?);
        }
        Ok(standings.into_values().collect())
    }

    /// Everything that witnesses have countersigned, compared with the log as it is now; what the log does not hold any more.
    pub async fn broken_cosignatures(&self) -> Result<(u64, Vec<Cosigned>), Unavailable> {
        let all = "SELECT witness, at, note FROM cosignature WHERE city = $1 ORDER BY size, witness";
        let rows = self.query(all, values![self.city()]).await?;
        let (mut count, mut broken) = (0, Vec::new());
        for row in &rows {
            let cosigned = self.cosigned(row)?;
            count += 1;
            if self.keeps_to_head(&cosigned.signed.note).await? != Ok(Word::Kept) {
                broken.push(cosigned);
            }
        }
        Ok((count, broken))
    }

    /// Whether the log still is what it was when it signed a head that somebody holds.
    pub async fn keeps_to_head(&self, note: &Note) -> Result<Result<Word, Worthless>, Unavailable> {
        let Ok(head) = note.text().parse::<Head>() else {
            return Ok(Err(Worthless::Unreadable));
        };
        if let Err(worthless) = self.has_signed(note, &head.origin) {
            return Ok(Err(worthless));
        }
        if let Some(putting_back) = self.shared().log.known().epochs.lost_by(head.origin.epoch(), head.size) {
            return Ok(Ok(Word::PutBack(putting_back.clone())));
        }
        let city = self.city();
        let is_kept = self.read(move |source| has_been(source, city, &head)).await?;
        Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
    }

    /// Whether the log holds what it has promised.
    pub async fn keeps_promise(&self, note: &Note) -> Result<Result<Word, Worthless>, Unavailable> {
        let Ok(promise) = note.text().parse::<Promise>() else {
            return Ok(Err(Worthless::Unreadable));
        };
        if let Err(worthless) = self.has_signed(note, &promise.origin) {
            return Ok(Err(worthless));
        }
        let (epoch, position) = (promise.origin.epoch(), promise.index + 1);
        if let Some(putting_back) = self.shared().log.known().epochs.lost_by(epoch, position) {
            return Ok(Ok(Word::PutBack(putting_back.clone())));
        }
        let city = self.city();
        let is_kept = self.read(move |source| holds(source, city, &promise)).await?;
        Ok(Ok(if is_kept { Word::Kept } else { Word::Broken }))
    }

    /// Whether this log has signed a note, in the epoch of which it speaks.
    fn has_signed(&self, note: &Note, origin: &Origin) -> Result<(), Worthless> {
        let key = self.shared().log.known().key_of(origin).ok_or(Worthless::OtherLog)?;
        note.verify(&key)?;
        Ok(())
    }

    fn own_head(&self, note: &str) -> Result<SignedHead, Unavailable> {
        let signed = self.shared().log.known().head(note);
        signed.ok_or_else(|| Unavailable("a head was not signed by this city: run zhoudao verify".to_owned()))
    }

    fn cosigned(&self, row: &Row) -> Result<Cosigned, Unavailable> {
        let (witness, signed) = (key(row)?, self.own_head(&row.get::<String>(2)?)?);
        signed.note.verify(&witness).map_err(|unsigned: Unsigned| {
            Unavailable(format!("a kept countersignature is none: {unsigned}; run zhoudao verify"))
        })?;
        Ok(Cosigned {
            witness,
            signed,
            at: row.get(1)?,
        })
    }
}

fn standing<'a>(standings: &'a mut BTreeMap<String, WitnessStanding>, witness: &VerifyingKey) -> &'a mut WitnessStanding {
    standings.entry(witness.to_string()).or_insert_with(|| WitnessStanding {
        witness: witness.clone(),
        last: None,
        refusal: None,
    })
}

fn key(row: &Row) -> Result<VerifyingKey, Unavailable> {
    let key = row.get::<String>(0)?.parse();
    key.map_err(|_| Unavailable("the key of a witness cannot be read: run zhoudao verify".to_owned()))
}

fn refusal(row: &Row) -> Result<Refusal, Unavailable> {
    let reason = row.get::<String>(3)?.parse();
    Ok(Refusal {
        at: row.get(1)?,
        size: row.get(2)?,
        reason: reason.map_err(|()| Unavailable("why a witness refuses cannot be read".to_owned()))?,
    })
}

/// Of all that was signed on a day, what it is known by.
fn day_head(day: Day, last: SignedHead, cosigned: Vec<Cosigned>) -> Result<DayHead, Unavailable> {
    let longest = cosigned.iter().max_by_key(|cosigned| cosigned.signed.head.size);
    let Some(longest) = longest else {
        return Ok(DayHead {
            day,
            signed: last,
            witnesses: Vec::new(),
        });
    };
    let head = longest.signed.head.clone();
    let of_this = |cosigned: &&Cosigned| cosigned.signed.head == head;
    let mut note = longest.signed.note.clone();
    let mut witnesses = Vec::new();
    for cosigned in cosigned.iter().filter(of_this) {
        let lines: String = cosigned.signed.note.signatures().iter().map(ToString::to_string).collect();
        note = note
            .with_signatures(&lines)
            .map_err(|error| Unavailable(format!("a countersignature cannot be read: {error}")))?;
        witnesses.push((cosigned.witness.clone(), cosigned.at));
    }
    Ok(DayHead {
        day,
        signed: SignedHead { head, note },
        witnesses,
    })
}
