//! What the room says is all there; the rest is in `tests/`.

mod texts;
