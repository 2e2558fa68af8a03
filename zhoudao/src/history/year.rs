//! The year: who comes when, and what is done next, until it is over.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use anyhow::Context;
use applications::record::state::{Status, StepState, StepStatus};
use applications::record::{Application, Applications};
use authority::{Act, Permit};
use calendar::{Day, Moment};
use identity::RecordId;
use ledger::{CommandOf, Key, Ledger, Settling};
use people::Sample;
use procedure::Release;
use procedure::definition::{Matter, StepKind};

use super::agenda::{Agenda, Deed};
use super::cast::{Applicant, Cast, Heads};
use super::chance::Chance;
use super::clock::HistoryClock;
use super::desk::procedures;
use super::forms::Typist;
use super::invention::Invention;
use super::life::Life;
use super::office::Office;
use super::papers::Papers;
use super::progress::Progress;
use super::shares::{Fate, Kind, deal, split};
use super::{Wish, applicant, desk, filing};
use crate::city::Foundation;

/// Streams of chance that belong to nobody's life.
const PEOPLE: u64 = 0;
const FATES: u64 = 1;
const ARRIVALS: u64 = 2;
const FIRST_LIFE: u64 = 1_000;
/// Applicants for each hundred small applications: some come again.
const PERSONS_A_HUNDRED: usize = 55;
const ENTERPRISES_A_HUNDRED: usize = 6;
/// Small applications of enterprises.
const ENTERPRISE_SHARE: f64 = 0.2;
/// How busy a rest day is beside a working day.
const REST_DAY_WEIGHT: f64 = 0.12;
/// Small applications that come while offices are open.
const OFFICE_HOURS_SHARE: f64 = 0.82;
/// Minutes of the day in which the others come.
const ONLINE_MINUTES: (i64, i64) = (7 * 60, 22 * 60 + 30);
/// Between the registration of a project and its submission lie holidays at most.
const REGISTRATION_MILLISECONDS: i64 = 14 * 24 * 3_600_000;
/// Office minutes of a day that are early enough for what is due on the same day.
const EARLY_MINUTES: (i64, i64) = (0, 360);

/// What does not change while the year goes by.
pub struct World {
    /// Where everything is kept.
    pub ledger: Ledger,
    /// The definitions.
    pub release: Arc<Release>,
    /// What is invented from.
    pub invention: Invention,
    /// Who acts.
    pub cast: Cast,
    /// When offices are open.
    pub office: Office,
}

/// A year under way.
pub struct Year {
    world: World,
    clock: Arc<HistoryClock>,
    settling: Settling,
    papers: Papers,
    lives: Vec<Life>,
    places: HashMap<RecordId, usize>,
    agenda: Agenda,
    until: Moment,
}

impl Year {
    /// Brings everybody into the city, deals the fates and plans who comes when.
    pub async fn begin(city: &Foundation, clock: &Arc<HistoryClock>, sample: &Sample, wish: &Wish) -> anyhow::Result<Self> {
        let invention = Invention::read()?;
        let (joint, small) = split(wish.applications);
        let heads = Heads {
            persons: (small * PERSONS_A_HUNDRED).div_ceil(100).max(1),
            enterprises: (small * ENTERPRISES_A_HUNDRED).div_ceil(100) + joint.div_ceil(2),
        };
        let people = &city.people;
        let mut chance = Chance::of(wish.seed, PEOPLE);
        let cast = Cast::enter(people, sample, &invention, heads, &mut chance).await?;
        let ledger = city.ledger.clone();
        let almanac = ledger.almanac();
        let world = World {
            office: Office::new(almanac.national.clone(), almanac.hours),
            release: city.catalogue.current(),
            invention,
            cast,
            ledger: ledger.clone(),
        };
        let mut year = Self {
            papers: Papers::new(ledger.clone()),
            settling: ledger.settling().await?,
            world,
            clock: Arc::clone(clock),
            lives: Vec::with_capacity(joint + small),
            places: HashMap::with_capacity(joint + small),
            agenda: Agenda::default(),
            until: wish.until,
        };
        year.people_it(wish, joint, small)?;
        year.settling.settle().await?;
        Ok(year)
    }

    fn people_it(&mut self, wish: &Wish, joint: usize, small: usize) -> anyhow::Result<()> {
        let mut fates = Chance::of(wish.seed, FATES);
        let mut arrivals = Chance::of(wish.seed, ARRIVALS);
        let calendar = Arrivals::new(&self.world, wish);
        for (kind, count) in [(Kind::Joint, joint), (Kind::Small, small)] {
            let matters: Vec<&Matter> = self
                .world
                .release
                .matters()
                .filter(|matter| matter.needs_project == (kind == Kind::Joint))
                .collect();
            let fates = deal(kind, count, &mut fates);
            for (number, fate) in fates.into_iter().enumerate() {
                let matter = arrivals.pick(&matters).context("no such matter")?.id.clone();
                let applicant = self.applicant(kind, &mut arrivals)?;
                let at = calendar.draw(&self.world, kind, &mut arrivals);
                let place = self.lives.len();
                let mut life = Life::new(
                    Chance::of(wish.seed, FIRST_LIFE + place as u64),
                    kind,
                    matter,
                    applicant,
                    fate,
                );
                let deed = match kind {
                    Kind::Joint => {
                        life.project = Some(filing::sketch(&self.world.invention, &mut life, number)?);
                        Deed::Register
                    }
                    Kind::Small => Deed::Submit,
                };
                self.places.insert(life.record, place);
                life.plan(&deed);
                self.lives.push(life);
                self.agenda.plan(at, place, deed);
            }
        }
        Ok(())
    }

    fn applicant(&self, kind: Kind, chance: &mut Chance) -> anyhow::Result<Applicant> {
        let cast = &self.world.cast;
        let is_enterprise = kind == Kind::Joint || chance.happens(ENTERPRISE_SHARE);
        let all = if is_enterprise { &cast.enterprises } else { &cast.persons };
        chance.pick(all).cloned().context("nobody is there who could apply")
    }

    /// Lives through it.
    pub async fn live(&mut self, progress: &mut Progress) -> anyhow::Result<()> {
        loop {
            let timer = self.settling.next_timer().await?;
            let deed = self.agenda.next();
            let Some(at) = [timer, deed].into_iter().flatten().min().filter(|at| *at < self.until) else {
                break;
            };
            self.clock.set(at);
            progress.at(at);
            if deed == Some(at)
                && let Some((_, place, deed)) = self.agenda.take()
            {
                self.perform(place, &deed, progress)
                    .await
                    .with_context(|| format!("{at}: {deed:?} of {}", self.lives[place].record))?;
            }
            self.settle().await?;
        }
        self.clock.set(self.until);
        self.settle().await
    }

    /// Writes down how far reactions have come, and gives the lives away.
    pub async fn end(self) -> anyhow::Result<Vec<Life>> {
        self.settling.end().await?;
        Ok(self.lives)
    }

    async fn perform(&mut self, place: usize, deed: &Deed, progress: &mut Progress) -> anyhow::Result<()> {
        let (world, papers, life) = (&self.world, &mut self.papers, &mut self.lives[place]);
        life.planned.remove(deed);
        match deed {
            Deed::Register => {
                filing::register(world, life).await?;
                let days = life.chance.between(1, 3);
                let at = world.early(&mut life.chance, days);
                life.plan(&Deed::Submit);
                self.agenda.plan(at, place, Deed::Submit);
                Ok(())
            }
            Deed::Submit => {
                progress.submitted();
                filing::submit(world, papers, life).await
            }
            Deed::Work(step) => desk::work(world, life, step).await,
            Deed::Supply => applicant::supply(world, papers, life).await,
            Deed::RecordResult(step) => procedures::record(world, life, step).await,
            Deed::Refine(step) => applicant::refine(world, papers, life, step).await,
            Deed::RecordGate(gate) => desk::record_gate(world, life, gate).await,
            Deed::Approve(number) => desk::approve(world, life, *number).await,
            Deed::Withdraw => applicant::withdraw(world, life).await,
            Deed::Rate => applicant::rate(world, life).await,
        }
    }

    /// Lets follow what follows, and has whoever is concerned look at what has changed.
    async fn settle(&mut self) -> anyhow::Result<()> {
        let mut changed: Vec<usize> = self
            .settling
            .settle()
            .await?
            .iter()
            .filter_map(|record| self.places.get(record).copied())
            .collect();
        changed.dedup();
        for place in changed {
            self.look(place).await?;
        }
        Ok(())
    }

    /// Plans what is to be done about an application as it stands now.
    async fn look(&mut self, place: usize) -> anyhow::Result<()> {
        let (world, life) = (&self.world, &mut self.lives[place]);
        let Some(application) = world.application(life.record).await? else {
            return Ok(());
        };
        let mut planned: Vec<(Moment, Deed)> = Vec::new();
        match application.status {
            Status::Unfiled => return Ok(()),
            Status::Finished | Status::Withdrawn | Status::Terminated => {
                if application.rating.is_none() && life.plan(&Deed::Rate) {
                    planned.extend(applicant::when_rated(world, life).map(|at| (at, Deed::Rate)));
                }
            }
            Status::InProgress => {
                if let Some(plan) = &application.plan {
                    life.meet_its_fate(plan);
                }
                if applicant::is_to_be_withdrawn(life) && life.plan(&Deed::Withdraw) {
                    planned.push((applicant::when_withdrawn(world, life), Deed::Withdraw));
                }
                if application.supplementing().next().is_some() && life.plan(&Deed::Supply) {
                    planned.push((applicant::when_supplied(world, life), Deed::Supply));
                }
                for gate in desk::waiting_gates(&application) {
                    let deed = Deed::RecordGate(gate.gate.clone());
                    if life.plan(&deed) {
                        let minutes = world.office.minutes(world.ledger.now()) + desk::gate_minutes(world, life);
                        planned.push((world.office.moment(minutes), deed));
                    }
                }
                for open in application.open_proposals() {
                    let deed = Deed::Approve(open.proposed.number);
                    if life.plan(&deed) {
                        planned.push((desk::when_signed(world, life, &application, &open.proposed), deed));
                    }
                }
                for step in &application.steps {
                    planned.extend(plan_step(world, life, &application, step));
                }
            }
        }
        for (at, deed) in planned {
            self.agenda.plan(at, place, deed);
        }
        Ok(())
    }
}

fn plan_step(world: &World, life: &mut Life, application: &Application, step: &StepState) -> Option<(Moment, Deed)> {
    let id = step.planned.step.clone();
    if step.status == StepStatus::Refining {
        let deed = Deed::Refine(id);
        return life.plan(&deed).then(|| (applicant::when_refined(world, life), deed));
    }
    if step.status == StepStatus::SpecialProcedure {
        let deed = Deed::RecordResult(id.clone());
        return life
            .plan(&deed)
            .then(|| (procedures::when_recorded(world, life, application, &id), deed));
    }
    // Whoever is going to withdraw does so before anybody decides.
    let waits = life.kind == Kind::Small && applicant::is_to_be_withdrawn(life) && step.planned.kind == StepKind::Decision;
    let deed = Deed::Work(id);
    (desk::is_at_desk(application, step) && !waits && life.plan(&deed)).then(|| (desk::when(world, life, step), deed))
}

impl Life {
    fn new(mut chance: Chance, kind: Kind, matter: procedure::definition::MatterId, applicant: Applicant, fate: Fate) -> Self {
        Self {
            record: chance.record(),
            kind,
            matter,
            region: applicant.region,
            applicant,
            fate,
            chance,
            submitted: None,
            project: None,
            planned: Default::default(),
            commands: 0,
            turning_points: None,
        }
    }
}

impl World {
    /// Today.
    pub fn today(&self) -> Day {
        self.ledger.now().day()
    }

    /// A moment that many working days from now, early enough for what is due on the same day.
    pub fn early(&self, chance: &mut Chance, days: i64) -> Moment {
        let day = self.office.minutes_a_day();
        let begins = self.office.minutes(self.ledger.now()).div_euclid(day) + days;
        self.office
            .moment(begins * day + chance.between(EARLY_MINUTES.0, EARLY_MINUTES.1))
    }

    /// An application as it stands.
    pub async fn application(&self, record: RecordId) -> anyhow::Result<Option<Arc<Application>>> {
        Ok(self
            .ledger
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
    pub async fn send<A: Act, C: CommandOf<Applications, Act = A>>(
        &self,
        life: &mut Life,
        permit: &Permit<A>,
        command: C,
    ) -> anyhow::Result<()> {
        life.commands += 1;
        let key = Key::derived(&["history", &life.record.to_string(), &life.commands.to_string()]);
        self.ledger
            .submit::<Applications, C>(permit, life.record, command, key)
            .await?;
        Ok(())
    }
}

/// When applications come: by months, working days and office hours.
struct Arrivals {
    days: Vec<Day>,
    weights: Vec<f64>,
    until: Moment,
}

impl Arrivals {
    fn new(world: &World, wish: &Wish) -> Self {
        let days: Vec<Day> = wish.first().day().through(wish.until.day()).collect();
        let weight = |day: &Day| {
            let month = world.invention.months.weights[day.month() as usize - 1];
            let is_working = world.office.calendar().is_working(*day);
            month * if is_working { 1.0 } else { REST_DAY_WEIGHT }
        };
        let weights = days.iter().map(weight).collect();
        Self {
            days,
            weights,
            until: wish.until,
        }
    }

    /// A moment early enough to submit before the history ends.
    fn draw(&self, world: &World, kind: Kind, chance: &mut Chance) -> Moment {
        let last = match kind {
            Kind::Joint => self.until.plus(-REGISTRATION_MILLISECONDS),
            Kind::Small => self.until,
        };
        loop {
            let at = self.draw_any(world, kind, chance);
            if at < last {
                return at;
            }
        }
    }

    fn draw_any(&self, world: &World, kind: Kind, chance: &mut Chance) -> Moment {
        let day = self.days[chance.weighed(self.weights.iter().copied())];
        let opening = world.office.minutes(Moment::at(day, 0, 0));
        let is_working = world.office.calendar().is_working(day);
        let millisecond = chance.between(0, 59_999);
        if kind == Kind::Joint || (is_working && chance.happens(OFFICE_HOURS_SHARE)) {
            let minute = chance.between(0, world.office.minutes_a_day() - 1);
            return world.office.moment(opening + minute).plus(millisecond);
        }
        let minute = u32::try_from(chance.between(ONLINE_MINUTES.0, ONLINE_MINUTES.1)).unwrap_or_default();
        Moment::at(day, minute / 60, minute % 60).plus(millisecond)
    }
}
