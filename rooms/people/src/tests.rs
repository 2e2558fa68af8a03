//! The room through its real router, with a real ledger in a folder of its own.

mod acting_as;
mod api;
mod enterprises;
mod privacy;
mod records;
mod registering;
mod sample_people;
mod signing_in;
mod texts;
mod town;
