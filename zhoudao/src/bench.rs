//! `zhoudao bench`: the workload of `docs/bench-workload.md` on the city as it ships, beside a floor on the same disk in the
//! same run: the least that any honest program must do for these cases.
//!
//! Both sides are driven by the same clients through [`target::Target`]: the city in process, or over HTTP as it is served. The
//! cases are those of `packs/bench`.

mod case;
mod city;
mod client;
pub mod databases;
mod figures;
mod floor;
mod hot;
pub mod http;
mod machine;
mod measurement;
pub mod papers;
mod plan;
mod report;
mod store;
mod target;
mod upkeep;

pub use case::{Case, Kind};
pub use city::region;
pub use databases::Server;
pub use measurement::measure;
pub use plan::{Arrivals, Engine, Plan, Run, Stored, Via, Workload};
pub use report::table;
