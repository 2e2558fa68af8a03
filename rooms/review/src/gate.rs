//! Recording a gate: the facts that its definition asks for, and what opens or ends with it.

mod facts;
mod outlook;

pub(crate) use facts::{Asked, Fact, facts, read};
pub(crate) use outlook::{Outlook, outlook};
