//! The desks through the real router, with a real ledger in a folder of its own: conversations.

mod api;
mod applications;
mod bulk;
mod conflicts;
mod decisions;
mod gate;
mod hidden;
mod list;
mod notes;
mod organ;
mod pack;
mod papers;
mod requests;
mod review;
mod rights;
mod supervisor;
mod texts;
mod town;
