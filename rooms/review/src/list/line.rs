//! A row of the list as people read it: what, whose, where, how much time, who has it.

use applications::lamps::due_lamp;
use applications::record::state::LightDays;
use applications::views::TaskStatus;
use authority::Duty;
use calendar::{Calendar, Day};
use catalogue::Catalogue;
use front::Texts;
use front::furniture::{Lamp, Shape};
use procedure::definition::{GateId, MaterialId, StepKind};

use super::filter::Filter;
use super::rows::Task;
use crate::at_desk::AtDesk;
use crate::names::Names;
use crate::words::Words;
use crate::work::request_key;

/// One line of the list.
#[derive(Clone, Debug)]
pub(crate) struct TaskLine {
    /// Where it leads, with the list's filter.
    pub(crate) address: String,
    /// What is to be done: 环评报告表.
    pub(crate) name: String,
    /// The application's title, without the place where that is the reader's own.
    pub(crate) title: String,
    /// 渤海铝业有限公司, 张**; with the region where it is not the reader's own.
    pub(crate) applicant: String,
    /// The application's number.
    pub(crate) number: String,
    /// The day of its submission.
    pub(crate) submitted: String,
    /// Who has it: 我认领, 李工认领; empty if nobody.
    pub(crate) holder: String,
    /// 审核, 签发: what the stage asks for beyond handling.
    pub(crate) stage: &'static str,
    /// How it stands with its time.
    pub(crate) lamp: Lamp,
    /// What ticking it posts, where it can be signed off with others.
    pub(crate) tick: Option<String>,
    /// Whether its work is shown beside the list.
    pub(crate) is_shown: bool,
}

/// What lines are read with. Each speaks, and is timed, by the release under which its application was filed.
pub(crate) struct Reading<'a> {
    pub(crate) texts: &'a Texts,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) names: &'a Names,
    pub(crate) calendar: &'a Calendar,
    pub(crate) today: Day,
    pub(crate) at: &'a AtDesk,
    pub(crate) filter: &'a Filter,
    /// The path of the work beside the list.
    pub(crate) shown: &'a str,
}

/// The lines of a page.
pub(crate) fn lines(tasks: &[Task], reading: &Reading<'_>) -> Vec<TaskLine> {
    tasks.iter().map(|task| reading.line(task)).collect()
}

impl Reading<'_> {
    fn line(&self, task: &Task) -> TaskLine {
        let path = task.path();
        let words = &Words::kept(self.catalogue, &task.release);
        TaskLine {
            address: self.filter.address(&path, &[]),
            name: self.name(words, task),
            title: self.title(words, task),
            applicant: self.applicant(words, task),
            number: task.number.clone(),
            submitted: self
                .texts
                .say("desk-task-submitted")
                .with("month", task.submitted.month())
                .with("date", task.submitted.day())
                .to_string(),
            holder: self.holder(task),
            stage: stage(words, task),
            lamp: self.lamp(task),
            tick: self.tick(words, task),
            is_shown: path == self.shown,
        }
    }

    /// Whether it is where the reader's post is: then nobody has to be told the place.
    fn is_here(&self, task: &Task) -> bool {
        task.region == self.at.post.region
    }

    fn title(&self, words: &Words, task: &Task) -> String {
        let place = format!(" · {}", words.region(task.region));
        let without = task.title.strip_suffix(&place).filter(|_| self.is_here(task));
        without.unwrap_or(&task.title).to_owned()
    }

    fn applicant(&self, words: &Words, task: &Task) -> String {
        let applicant = self.names.applicant(task.applicant);
        match self.is_here(task) {
            true => applicant,
            false => format!("{} {applicant}", words.region(task.region)),
        }
    }

    fn name(&self, words: &Words, task: &Task) -> String {
        if task.recusal().is_some() {
            return self.texts.say("desk-recusal").to_string();
        }
        if let Some(material) = task.check() {
            let material = words.material(&MaterialId::from(material));
            return self.texts.say("desk-task-check").with("material", material).to_string();
        }
        if let Some((kind, _)) = task.request() {
            let what = self.texts.say(request_key(kind)).to_string();
            let said = self.texts.say("desk-task-request").with("what", what);
            return said.with("item", words.item(&task.item)).to_string();
        }
        match (task.gate(), task.proposal()) {
            (Some(gate), _) => {
                let gate = words.gate(&task.matter, &GateId::from(gate));
                gate.map_or_else(|| self.texts.say("desk-gate").to_string(), |gate| gate.name.clone())
            }
            (None, Some((act, _))) => self
                .texts
                .say("desk-proposal-of-item")
                .with("act", self.texts.say(&format!("desk-proposal-{act}")))
                .with("item", words.item(&task.item))
                .to_string(),
            (None, None) => words.step(self.texts, &task.item, &task.step),
        }
    }

    fn holder(&self, task: &Task) -> String {
        match task.holder {
            Some(holder) if holder == self.at.account => self.texts.say("desk-held-by-me").to_string(),
            Some(holder) if self.at.holders().contains(&holder) => self
                .texts
                .say("desk-held-for")
                .with("name", self.names.colleague(holder))
                .to_string(),
            Some(holder) => self
                .texts
                .say("desk-held-by")
                .with("name", self.names.holder(self.texts, holder))
                .to_string(),
            None => String::new(),
        }
    }

    fn lamp(&self, task: &Task) -> Lamp {
        match (task.status, task.days) {
            (TaskStatus::WaitsForApplicant, _) => Lamp::new(Shape::Blue, self.texts.say("desk-waits-for-applicant")),
            (TaskStatus::Notice, Some(LightDays { due, .. })) => Lamp::new(
                Shape::Open,
                self.texts
                    .say("desk-notice-until")
                    .with("month", due.month())
                    .with("date", due.day()),
            ),
            (TaskStatus::Notice, None) => Lamp::new(Shape::Open, self.texts.say("desk-notice")),
            (TaskStatus::Recusal, _) => Lamp::new(Shape::Open, self.texts.say("desk-recusal-waits")),
            (TaskStatus::SpecialProcedure, _) => Lamp::new(Shape::Blue, self.texts.say("desk-special-procedure")),
            (TaskStatus::Proposal, None) => Lamp::new(Shape::Open, self.texts.say("desk-proposal-waits")),
            (TaskStatus::Gate, _) => Lamp::new(Shape::Open, self.texts.say("desk-gate-waits")),
            (TaskStatus::Open | TaskStatus::Proposal, Some(days)) => due_lamp(self.texts, days, self.calendar, self.today),
            (TaskStatus::Open, None) => Lamp::none(),
        }
    }

    fn tick(&self, words: &Words, task: &Task) -> Option<String> {
        let can = self.filter.selecting && self.at.signs() && task.status == TaskStatus::Open;
        (can && task.is_step() && is_decision(words, task)).then(|| format!("{}/{}", task.application, task.step))
    }
}

fn stage(words: &Words, task: &Task) -> &'static str {
    match task.duty {
        Some(Duty::Check) => "desk-duty-check",
        Some(Duty::Sign) if !is_decision(words, task) => "desk-duty-sign",
        Some(_) | None => "",
    }
}

fn is_decision(words: &Words, task: &Task) -> bool {
    words.kind(&task.item, &task.step) == StepKind::Decision
}
