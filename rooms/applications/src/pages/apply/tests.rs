//! Applying through the real router, on the pack that ships.
