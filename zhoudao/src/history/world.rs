//! The world in which a history happens: its city, its definitions, its people, its offices.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use applications::record::{Application, Applications};
use authority::{Act, Permit};
use calendar::{Day, Moment};
use identity::RecordId;
use ledger::{CommandOf, Key, Ledger, Record, SubmitError};
use procedure::Release;
use procedure::definition::Matter;

use super::cast::Cast;
use super::chance::Chance;
use super::forms::Typist;
use super::invention::Invention;
use super::kept::Kept;
use super::life::Life;
use super::office::Office;

/// Office minutes of a day that are early enough for what is due on the same day.
const EARLY_MINUTES: (i64, i64) = (0, 360);

/// What does not change while time goes by.
pub struct World {
    /// Where everything is kept.
    pub kept: Kept,
    /// The definitions.
    pub release: Arc<Release>,
    /// What is invented from.
    pub invention: Invention,
    /// Who acts.
    pub cast: Cast,
    /// The keys of the commands that were answered.
    acknowledged: Mutex<Vec<Key>>,
    /// When offices are open.
    pub office: Office,
}

impl World {
    /// A city, who acts in it, and what is invented.
    pub fn new(kept: Kept, cast: Cast, invention: Invention) -> Self {
        let city = kept.city();
        let almanac = city.ledger.almanac();
        Self {
            office: Office::new(almanac.national.clone(), almanac.hours),
            release: city.catalogue.current(),
            invention,
            cast,
            acknowledged: Mutex::default(),
            kept,
        }
    }

    /// Where everything is kept.
    pub fn ledger(&self) -> Ledger {
        self.kept.ledger()
    }

    /// The keys of the commands that were answered, in that order.
    pub fn acknowledged(&self) -> Vec<Key> {
        self.keys().clone()
    }

    fn keys(&self) -> MutexGuard<'_, Vec<Key>> {
        self.acknowledged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.ledger().now().day()
    }

    /// A moment that many working days from now, early enough for what is due on the same day.
    pub fn early(&self, chance: &mut Chance, days: i64) -> Moment {
        let day = self.office.minutes_a_day();
        let begins = self.office.minutes(self.ledger().now()).div_euclid(day) + days;
        self.office
            .moment(begins * day + chance.between(EARLY_MINUTES.0, EARLY_MINUTES.1))
    }

    /// An application as it stands.
    pub async fn application(&self, record: RecordId) -> anyhow::Result<Option<Arc<Application>>> {
        Ok(self
            .ledger()
            .state::<Applications>(record)
            .await?
            .map(|snapshot| snapshot.state))
    }

    /// The matter of an application.
    pub fn matter(&self, life: &Life) -> anyhow::Result<&Matter> {
        self.release.matter(life.matter.as_str()).context("the matter is gone")
    }

    /// Somebody who fills in forms.
    pub fn typist<'a>(&'a self, chance: &'a mut Chance, known: BTreeMap<String, String>) -> Typist<'a> {
        Typist {
            release: &self.release,
            invention: &self.invention,
            today: self.today(),
            known,
            chance,
        }
    }

    /// Submits a command about an application.
    pub async fn send<A: Act, C: CommandOf<Applications, Act = A> + Clone>(
        &self,
        life: &mut Life,
        permit: &Permit<A>,
        command: C,
    ) -> anyhow::Result<()> {
        life.commands += 1;
        let key = Key::derived(&["history", &life.record.to_string(), &life.commands.to_string()]);
        self.submit::<Applications, C>(permit, life.record, command, key).await
    }

    /// Submits a command; after a crash nobody knows whether it was done, so it is sent again under its key.
    pub async fn submit<R: Record, C: CommandOf<R> + Clone>(
        &self,
        permit: &Permit<C::Act>,
        record: RecordId,
        command: C,
        key: Key,
    ) -> anyhow::Result<()> {
        loop {
            let submitted = self
                .ledger()
                .submit::<R, C>(permit, record, command.clone(), key.clone())
                .await;
            let error = match submitted {
                Ok(_) => {
                    self.keys().push(key);
                    return Ok(());
                }
                Err(error) => error,
            };
            if !matches!(error, SubmitError::Unavailable(_)) || !self.kept.comes_back().await? {
                return Err(error.into());
            }
        }
    }
}
