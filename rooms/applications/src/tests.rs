//! The life of an application, told in examples of a small city, and as properties over random lives.

mod afterwards;
mod around;
mod city;
mod clock_care;

mod endings;
mod formal_laws;
mod gate;
mod hearings;
mod holes;
mod laws;
mod portal;
mod pre_review;
mod proposals;
mod requests;
mod service;
mod simple;
mod special;
mod supplements;
mod told;
mod uploads;
mod waits;
