//! The window and the helper, through the real ledger and the real router.

mod helper;
mod looks;
mod programs;
mod recovery;
mod texts;
mod town;
mod window;
