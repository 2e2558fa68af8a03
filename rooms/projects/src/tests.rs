//! Projects, told in examples.

mod life;
