//! The picture of an application: departments as lanes, the same work at the same time as one bar, the gate, what is issued.

use std::collections::HashSet;

use catalogue::Names;
use front::Language;
use front::axis::{Axis, Bar, BarState, Lane};
use identity::OrganId;
use procedure::definition::{Gate, Matter, StepId, StepKind};

use super::{Span, Timeline};
use crate::record::state::{GateState, Status, StepState, StepStatus};

/// A step where it lies.
#[derive(Clone, Copy)]
struct Placed<'a> {
    step: &'a StepState,
    span: Span,
    state: BarState,
}

impl<'a> Timeline<'a> {
    /// The picture in the reader's language. `address` leads to a step.
    #[must_use]
    pub fn axis(&self, names: &Names<'_>, title: &str, address: impl Fn(&StepState) -> Option<String>) -> Axis {
        let promise = match self.application.status {
            Status::InProgress | Status::Finished => self.application.plan.as_ref().map_or(0, |plan| plan.promise.number),
            // What was taken back promises nothing any more.
            Status::Unfiled | Status::Withdrawn | Status::Terminated => 0,
        };
        let mut axis = Axis::new("progress", title, promise);
        let critical: HashSet<StepId> = match self.application.status {
            Status::InProgress => self.critical().into_iter().collect(),
            Status::Unfiled | Status::Finished | Status::Withdrawn | Status::Terminated => HashSet::new(),
        };
        let (closing, open): (Vec<_>, Vec<_>) = self
            .placed()
            .into_iter()
            .partition(|placed| self.is_issued_together(placed.step));
        for (organ, groups) in by_organ(&open) {
            let bars = groups.iter().map(|group| self.bar(names, group, &critical, &address));
            axis.lanes.push(bars.fold(Lane::new(names.organ(organ).plain()), Lane::bar));
        }
        if let Some(lane) = self.closing_lane(names, &closing, &critical) {
            axis = axis.closing(lane);
        }
        if let Some((day, gate)) = self.gate_mark() {
            let name = self
                .matter(names)
                .and_then(|matter| gate_of(matter, gate))
                .map(|gate| gate_label(names, gate));
            axis = axis.gate(day, name.unwrap_or_default(), gate.opened_on.is_some());
        }
        match self.application.status {
            Status::InProgress => axis.on_day(self.position(self.today)).forecast(self.end()),
            Status::Unfiled | Status::Finished | Status::Withdrawn | Status::Terminated => axis,
        }
    }

    fn placed(&self) -> Vec<Placed<'a>> {
        let visible = |step: &&StepState| step.status != StepStatus::Dropped || step.clock.is_some();
        let place = |step: &'a StepState| {
            let span = *self.spans.get(&step.planned.step)?;
            Some(Placed {
                step,
                span,
                state: self.state(step),
            })
        };
        self.application.steps.iter().filter(visible).filter_map(place).collect()
    }

    fn state(&self, step: &StepState) -> BarState {
        match step.status {
            StepStatus::Done | StepStatus::Dropped => BarState::Done,
            StepStatus::Refining
            | StepStatus::Paying
            | StepStatus::Supplementing
            | StepStatus::SpecialProcedure
            | StepStatus::Unsupported => BarState::Paused,
            StepStatus::Waiting => BarState::Waiting,
            StepStatus::Open if step.due.is_some_and(|due| due.deadline.day(self.calendar) < self.today) => BarState::Late,
            StepStatus::Open => BarState::Running,
        }
    }

    /// A decision that its group issues at once.
    fn is_issued_together(&self, step: &StepState) -> bool {
        let grouped = self
            .application
            .planned_item(&step.planned.item)
            .is_some_and(|item| item.group.is_some());
        step.planned.kind == StepKind::Decision && grouped
    }

    fn bar(
        &self,
        names: &Names<'_>,
        group: &[Placed<'_>],
        critical: &HashSet<StepId>,
        address: &impl Fn(&StepState) -> Option<String>,
    ) -> Bar {
        let t = names.texts;
        let first = group[0];
        let label = match (group.len(), first.step.planned.kind) {
            (1, _) => names.planned(&first.step.planned).plain().to_owned(),
            (count, StepKind::Confirmation) => t.say("way-confirm-several").with("count", count).to_string(),
            (count, _) => t.say("way-decide-several").with("count", count).to_string(),
        };
        let mut bar = Bar::new(label, first.span.from, first.span.to, first.state);
        bar.critical = group.iter().any(|placed| critical.contains(&placed.step.planned.step));
        if let [alone] = group {
            bar.link = address(alone.step);
        }
        match (first.state, first.step.due) {
            (BarState::Running | BarState::Late, Some(due)) => {
                bar.titled(t.say("bar-until").with("day", due.deadline.day(self.calendar)).to_string())
            }
            _ if group.len() > 1 => bar.titled(items_said(names, group)),
            _ => bar,
        }
    }

    /// Everything that is signed and issued together, as one bar.
    fn closing_lane(&self, names: &Names<'_>, placed: &[Placed<'_>], critical: &HashSet<StepId>) -> Option<Lane> {
        let from = placed.iter().map(|placed| placed.span.from).reduce(f32::min)?;
        let to = placed.iter().map(|placed| placed.span.to).reduce(f32::max)?;
        let matter = self.matter(names)?;
        let name = match (names.texts.language, matter.groups.first()) {
            (Language::Chinese, Some(group)) => group.name.clone(),
            (Language::Chinese | Language::English, _) => names.matter(matter).plain().to_owned(),
        };
        let mut bar = Bar::new(names.texts.say("way-together").to_string(), from, to, together(placed));
        bar.critical = placed.iter().any(|placed| critical.contains(&placed.step.planned.step));
        Some(Lane::new(name).bar(bar.titled(items_said(names, placed))))
    }

    fn matter<'n>(&self, names: &Names<'n>) -> Option<&'n Matter> {
        names.release.matter(self.application.plan.as_ref()?.matter.as_str())
    }
}

/// The steps of each organ in the order in which organs come in; alike ones in one group.
fn by_organ<'a>(placed: &[Placed<'a>]) -> Vec<(&'a OrganId, Vec<Vec<Placed<'a>>>)> {
    let mut organs: Vec<(&OrganId, Vec<Vec<Placed<'a>>>)> = Vec::new();
    for one in placed {
        let organ = &one.step.planned.organ;
        let position = organs.iter().position(|(known, _)| *known == organ).unwrap_or_else(|| {
            organs.push((organ, Vec::new()));
            organs.len() - 1
        });
        let groups = &mut organs[position].1;
        match groups.iter_mut().find(|group| alike(&group[0], one)) {
            Some(group) => group.push(*one),
            None => groups.push(vec![*one]),
        }
    }
    organs
}

/// The same kind of work at the same time: shown as one bar.
fn alike(one: &Placed<'_>, other: &Placed<'_>) -> bool {
    let kind = one.step.planned.kind;
    let derived = matches!(kind, StepKind::Confirmation | StepKind::Decision);
    derived && kind == other.step.planned.kind && one.state == other.state && one.span == other.span
}

/// How several decisions stand together.
fn together(placed: &[Placed<'_>]) -> BarState {
    let any = |state| placed.iter().any(|placed| placed.state == state);
    match placed {
        placed if placed.iter().all(|placed| placed.state == BarState::Done) => BarState::Done,
        _ if any(BarState::Late) => BarState::Late,
        _ if any(BarState::Running) || any(BarState::Done) => BarState::Running,
        _ => BarState::Waiting,
    }
}

fn items_said(names: &Names<'_>, placed: &[Placed<'_>]) -> String {
    let items: Vec<String> = placed
        .iter()
        .map(|placed| names.item_short(&placed.step.planned.item).plain().to_owned())
        .collect();
    items.join(&names.texts.say("way-comma").to_string())
}

/// A gate's definition.
pub(crate) fn gate_of<'a>(matter: &'a Matter, gate: &GateState) -> Option<&'a Gate> {
    matter.gates.iter().find(|definition| definition.id == gate.gate)
}

/// Two or three characters in Chinese; in English its name.
fn gate_label(names: &Names<'_>, gate: &Gate) -> String {
    match names.texts.language {
        Language::Chinese => gate.short.clone(),
        Language::English => gate.name_en.clone().unwrap_or_else(|| gate.short.clone()),
    }
}
