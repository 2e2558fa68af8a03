//! The catalogue (事项库): the releases of the city's definitions, and the pages that show them.

mod catalogue;

pub use catalogue::{Catalogue, CatalogueError};
