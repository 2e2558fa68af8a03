//! Rights over data: the record by value, and the room through the real ledger and the real router.

mod asking;
mod erasing;
mod plans;
mod requests;
mod restricting;
mod seeing;
mod texts;
mod town;
