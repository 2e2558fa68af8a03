//! One case that all clients work on, as nine departments do on deadline day. When it is closed, the next one is submitted.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio::sync::Notify;

use super::case::{CERTIFICATES, Case, Kind, REVIEWS, Transition, is_followed_by_land};
use super::client::Window;

/// The case, and what can be done with it now.
pub struct Hot {
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    case: Case,
    ready: VecDeque<Transition>,
    opinions: u8,
    certificates: u8,
    has_land: bool,
}

impl Hot {
    /// The first case has that number.
    pub fn new(number: u64) -> anyhow::Result<Self> {
        Ok(Self {
            state: Mutex::new(State::new(number)?),
            changed: Notify::new(),
        })
    }

    /// Something that can be done now, as soon as there is; nothing when the window is over.
    pub async fn next(&self, window: Window) -> Option<(Case, Transition)> {
        loop {
            let changed = self.changed.notified();
            if Instant::now() >= window.over() {
                return None;
            }
            {
                let mut state = self.state();
                if let Some(transition) = state.ready.pop_front() {
                    return Some((state.case, transition));
                }
            }
            tokio::time::timeout_at(window.over().into(), changed).await.ok()?;
        }
    }

    /// Makes what follows a transition ready.
    pub fn finished(&self, transition: Transition) -> anyhow::Result<()> {
        self.state().finished(transition)?;
        self.changed.notify_waiters();
        Ok(())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn new(number: u64) -> anyhow::Result<Self> {
        Ok(Self {
            case: Case::new(Kind::Joint, number)?,
            ready: VecDeque::from([Transition::Submit]),
            opinions: 0,
            certificates: 0,
            has_land: false,
        })
    }

    fn finished(&mut self, transition: Transition) -> anyhow::Result<()> {
        match transition {
            Transition::Submit => self.ready.extend((0..REVIEWS).map(Transition::Accept)),
            Transition::Accept(review) if self.case.is_corrected(review) => {
                self.ready.push_back(Transition::AskCorrection(review));
            }
            Transition::AskCorrection(review) => self.ready.push_back(Transition::Correct(review)),
            Transition::Accept(review) | Transition::Correct(review) => self.ready.push_back(Transition::Opinion(review)),
            Transition::Opinion(_) => {
                self.opinions += 1;
                if is_followed_by_land(self.opinions) {
                    self.ready.push_back(Transition::Land);
                }
                self.issue_when_ready();
            }
            Transition::Land => {
                self.has_land = true;
                self.issue_when_ready();
            }
            Transition::Certificate(_) => {
                self.certificates += 1;
                if self.certificates == CERTIFICATES {
                    self.ready.push_back(Transition::Close);
                }
            }
            Transition::Close => *self = Self::new(self.case.number + 1)?,
            Transition::TakeIn | Transition::Review | Transition::Decide | Transition::Deliver | Transition::Evaluate => {
                anyhow::bail!("only joint cases are worked on together")
            }
        }
        Ok(())
    }

    fn issue_when_ready(&mut self) {
        if self.opinions == REVIEWS && self.has_land {
            self.ready.extend((0..CERTIFICATES).map(Transition::Certificate));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_case_has_79_transitions_too() {
        let mut state = State::new(5).unwrap();
        let mut done = 0;
        while state.case.number == 5 {
            let transition = state.ready.pop_front().unwrap();
            state.finished(transition).unwrap();
            done += 1;
        }
        assert_eq!(done, 79);
    }
}
