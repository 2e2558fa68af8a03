//! A city is served: it is watched, and stopped without anybody noticing.

mod draining;
mod nodes;
mod support;
mod watching;
