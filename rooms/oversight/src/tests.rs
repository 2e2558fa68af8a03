//! Inquiries, told by their record.

mod inquiries;
mod texts;
