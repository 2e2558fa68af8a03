//! The year: who comes when, and what is done next, until it is over.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use applications::record::Application;
use applications::record::state::{Status, StepState, StepStatus};
use calendar::Moment;
use identity::RecordId;
use ledger::Settling;
use people::Sample;
use procedure::definition::{Matter, StepKind};

use super::agenda::{Agenda, Deed};
use super::arrivals::Arrivals;
use super::cast::{Applicant, Cast, Heads};
use super::chance::Chance;
use super::clock::HistoryClock;
use super::desk::procedures;
use super::invention::Invention;
use super::kept::Kept;
use super::life::Life;
use super::papers::Papers;
use super::progress::Progress;
use super::shares::{Fate, Kind, deal, split};
use super::world::World;
use super::{Wish, applicant, desk, filing};

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

/// Whether a year goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Going {
    /// More is to come.
    On,
    /// Its last moment has come.
    Over,
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
    /// How often the power was cut before what follows from events was begun again.
    crashes: u64,
}

impl Year {
    /// Brings everybody into the city, deals the fates and plans who comes when.
    pub async fn begin(kept: Kept, clock: &Arc<HistoryClock>, sample: &Sample, wish: &Wish) -> anyhow::Result<Self> {
        let city = kept.city();
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
        let world = World::new(kept, cast, invention);
        let mut year = Self {
            papers: Papers::new(ledger.clone()),
            settling: ledger.settling().await?,
            world,
            clock: Arc::clone(clock),
            lives: Vec::with_capacity(joint + small),
            places: HashMap::with_capacity(joint + small),
            agenda: Agenda::default(),
            until: wish.until,
            crashes: 0,
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
        while self.step(progress).await? == Going::On {}
        Ok(())
    }

    /// Lets the next moment come, and whatever happens in it.
    pub async fn step(&mut self, progress: &mut Progress) -> anyhow::Result<Going> {
        let timer = self.settling.next_timer().await?;
        let deed = self.agenda.next();
        let Some(at) = [timer, deed].into_iter().flatten().min().filter(|at| *at < self.until) else {
            self.clock.set(self.until);
            self.settle().await?;
            return Ok(Going::Over);
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
        Ok(Going::On)
    }

    /// The world in which it happens.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// Writes down how far reactions have come: after a crash they go on from there.
    pub async fn write_down(&mut self) -> anyhow::Result<()> {
        self.look_whether_it_crashed().await?;
        if let Err(unavailable) = self.settling.write_down().await {
            self.comes_back_from(unavailable.into()).await?;
        }
        self.look_whether_it_crashed().await
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
        let settled = self.settled().await?;
        let mut changed: Vec<usize> = settled.iter().filter_map(|record| self.places.get(record).copied()).collect();
        changed.dedup();
        for place in changed {
            self.look(place).await?;
        }
        Ok(())
    }

    /// The records to which something has happened; whatever was under way when the power was cut is done again.
    async fn settled(&mut self) -> anyhow::Result<Vec<RecordId>> {
        loop {
            self.look_whether_it_crashed().await?;
            let settled = tokio::select! {
                biased;
                settled = self.settling.settle() => settled.map_err(anyhow::Error::from),
                () = self.world.kept.is_struck() => Err(anyhow::anyhow!("the power was cut")),
            };
            match settled {
                Ok(changed) => return Ok(changed),
                Err(error) => self.comes_back_from(error).await?,
            }
        }
    }

    /// An error after which the city is open again is none.
    async fn comes_back_from(&self, error: anyhow::Error) -> anyhow::Result<()> {
        if self.world.kept.comes_back().await? {
            Ok(())
        } else {
            Err(error)
        }
    }

    /// Another opening of the city has its own reactions and timers.
    async fn look_whether_it_crashed(&mut self) -> anyhow::Result<()> {
        let crashes = self.world.kept.crashes();
        if crashes != self.crashes {
            self.crashes = crashes;
            self.papers.go_on(self.world.ledger());
            self.settling = self.world.ledger().settling().await?;
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
                        let minutes = world.office.minutes(world.ledger().now()) + desk::gate_minutes(world, life);
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
