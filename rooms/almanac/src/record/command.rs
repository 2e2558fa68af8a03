//! What may be asked of the days.

use authority::acts;
use ledger::CommandOf;

use super::{Change, Days};

/// Any of them.
#[derive(Clone, Debug)]
pub enum DeclareCommand {
    /// Declare.
    Declare(Declare),
    /// Take back.
    TakeBack(TakeBack),
}

/// Declare a day off or a revised arrangement.
#[derive(Clone, Debug)]
pub struct Declare {
    /// What is declared.
    pub change: Change,
}

/// Take a declaration back before its first day.
#[derive(Clone, Debug)]
pub struct TakeBack {
    /// Which.
    pub number: u32,
}

impl From<Declare> for DeclareCommand {
    fn from(command: Declare) -> Self {
        Self::Declare(command)
    }
}

impl CommandOf<Days> for Declare {
    type Act = acts::DeclareDays;
}

impl From<TakeBack> for DeclareCommand {
    fn from(command: TakeBack) -> Self {
        Self::TakeBack(command)
    }
}

impl CommandOf<Days> for TakeBack {
    type Act = acts::DeclareDays;
}
