//! Who works at the desks: a handler and a signer of each department.

use std::sync::Arc;

use authority::{Actor, Duty, Post};
use identity::{FunctionId, OrganId, PostId};
use procedure::Release;

use super::{COUNTIES, numbered};
use crate::bench::case::DEPARTMENTS;

/// The function that records the joint case's gate.
const GATE: &str = "land.gate";

/// The desks of all departments.
pub struct Desks {
    desks: Vec<Desk>,
    gate: FunctionId,
}

/// One department's.
pub struct Desk {
    /// The organ.
    pub organ: OrganId,
    /// 承办.
    pub handler: Arc<Actor>,
    /// 签发.
    pub signer: Arc<Actor>,
}

impl Desks {
    /// The desks that the benchmark's pack defines.
    pub fn of(release: &Release) -> anyhow::Result<Self> {
        let desks = (0..DEPARTMENTS).map(|department| Desk::of(release, department));
        Ok(Self {
            desks: desks.collect::<anyhow::Result<_>>()?,
            gate: GATE.parse()?,
        })
    }

    /// The desk of a department.
    pub fn of_department(&self, department: u8) -> &Desk {
        &self.desks[usize::from(department % DEPARTMENTS)]
    }

    /// The function that records the gate.
    pub fn gate(&self) -> &FunctionId {
        &self.gate
    }
}

impl Desk {
    fn of(release: &Release, department: u8) -> anyhow::Result<Self> {
        let function: FunctionId = format!("d{department}.review").parse()?;
        let organ = release
            .organ_for(&function, COUNTIES[0])
            .ok_or_else(|| anyhow::anyhow!("the benchmark's pack has no department {department}"))?;
        let holder = |duty: Duty, kind: u8| -> anyhow::Result<Arc<Actor>> {
            let post = Post {
                id: format!("{}-{duty}", organ.id).parse::<PostId>()?,
                organ: organ.id.clone(),
                region: organ.region,
                functions: organ.functions.clone(),
                duties: vec![duty],
            };
            Ok(Actor::post(numbered(kind, department.into()), Arc::new(post)))
        };
        Ok(Self {
            organ: organ.id.clone(),
            handler: holder(Duty::Handle, 3)?,
            signer: holder(Duty::Sign, 4)?,
        })
    }
}
