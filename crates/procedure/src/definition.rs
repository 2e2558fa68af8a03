//! The definitions a city pack is made of, as they stand in its TOML files.

mod document;
mod field;
mod file_type;
mod gate;
mod instead;
mod item;
mod material;
mod matter;
mod notice;
mod organ;
mod pack_file;
mod payment;
mod region;
mod step;

pub use document::{DocumentKind, PROLONGATION_BY_SILENCE};
pub use field::{Choice, Field, FieldId, FieldKind, PARAGRAPH_LENGTH_MAX, TEXT_LENGTH_MAX};
pub use file_type::{FILE_HEAD_BYTES, FileType};
pub use gate::{Gate, GateId};
pub use instead::{Later, LaterRule, PromiseRule, ProofPromise};
pub use item::{Certificate, ExtensionText, Item, ItemId, OnRefusal, ScopeEntry, Signatory, TurnsFormal};
pub use material::{MATERIAL_MEGABYTES_MAX, Material, MaterialForm, MaterialId, MaterialSource};
pub use matter::{
    Audience, Commitment, DeliveryRule, FormPart, Frequent, Group, GroupId, Guide, Matter, MatterId, PreReview, Promise,
    SupplementText, Unsupplied,
};
pub use notice::Notice;
pub use organ::{Department, DepartmentId, DepartmentNames};
pub use pack_file::{CityFile, OfficeHoursText};
pub use payment::{AmountRule, Payment, PlannedPayment, Waiver, WaiverId};
pub use region::{Level, Region};
pub use step::{Assignment, AssignmentRule, LimitText, Phase, ReviewPoint, Step, StepId, StepKind};
