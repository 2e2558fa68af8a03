//! One part of a long form: 项目 → 情形 → 申请表 → 材料 → 承诺与提交.

/// How a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// Filled in.
    Done,
    /// The one on this page.
    Current,
    /// Still to come.
    Ahead,
}

/// A stage of a long form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its name.
    pub label: String,
    /// Where it is; empty if one cannot go there yet.
    pub address: String,
    /// How it stands.
    pub state: StageState,
}

impl Stage {
    /// Stages of which `current` (from 0) is shown; those before it are done and can be gone back to.
    pub fn list(stages: &[(&str, &str)], current: usize) -> Vec<Stage> {
        let stage = |(index, (label, address)): (usize, &(&str, &str))| Stage {
            label: (*label).to_owned(),
            address: if index < current {
                (*address).to_owned()
            } else {
                String::new()
            },
            state: match index.cmp(&current) {
                std::cmp::Ordering::Less => StageState::Done,
                std::cmp::Ordering::Equal => StageState::Current,
                std::cmp::Ordering::Greater => StageState::Ahead,
            },
        };
        stages.iter().enumerate().map(stage).collect()
    }

    /// Filled in.
    pub fn done(&self) -> bool {
        self.state == StageState::Done
    }

    /// On this page.
    pub fn current(&self) -> bool {
        self.state == StageState::Current
    }
}
