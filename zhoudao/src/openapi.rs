//! `/api/v1/openapi.json`: what programs can do here, put together from the rooms' own descriptions.

use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa::openapi::{Info, OpenApi as Description, Server};

/// The description of the whole API (OpenAPI 3.1).
pub fn description() -> Description {
    let mut whole = people::api::Api::openapi();
    for room in [
        catalogue::api::Api::openapi(),
        projects::api::Api::openapi(),
        applications::api::Api::openapi(),
        review::api::Api::openapi(),
        almanac::api::Api::openapi(),
        messages::api::Api::openapi(),
        oversight::api::Api::openapi(),
        administration::api::Api::openapi(),
        counter::api::Api::openapi(),
        subscriptions::api::Api::openapi(),
        privacy::api::Api::openapi(),
        transparency::api::Api::openapi(),
    ] {
        whole.merge(room);
    }
    whole.info = Info::new("Zhoudao", env!("CARGO_PKG_VERSION"));
    whole.info.description = Some("One application, every permit. Errors are problem details (RFC 9457). Sign in at POST /api/v1/sessions and send the token as `Authorization: Bearer …`.".to_owned());
    whole.servers = Some(vec![Server::new("/")]);
    whole
}

/// The route that shows it.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/api/v1/openapi.json", get(async || Json(description())))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// Every route under `/api/v1` that the rooms' sources mount.
    fn mounted() -> BTreeSet<String> {
        let mut mounted = BTreeSet::new();
        let rooms = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../rooms"));
        each_source(rooms, &mut |text| {
            for rest in text.split(".route(").skip(1) {
                let path = rest
                    .trim_start()
                    .strip_prefix('"')
                    .and_then(|rest| rest.split_once('"'))
                    .map(|(path, _)| path);
                if let Some(path) = path.filter(|path| path.starts_with("/api/v1/")) {
                    mounted.insert(path.to_owned());
                }
            }
        });
        mounted
    }

    fn each_source(folder: &Path, visit: &mut dyn FnMut(&str)) {
        for entry in std::fs::read_dir(folder).expect("a folder of the house").flatten() {
            let path = entry.path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "tests") {
                each_source(&path, visit);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && path.file_name().is_none_or(|name| name != "tests.rs")
            {
                visit(&std::fs::read_to_string(&path).expect("a source"));
            }
        }
    }

    #[test]
    fn every_route_of_the_api_is_described() {
        let described: BTreeSet<String> = description().paths.paths.keys().cloned().collect();
        let mounted = mounted();
        assert!(mounted.len() > 5, "{mounted:?}");
        assert_eq!(mounted.difference(&described).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn the_description_is_openapi_3_1() {
        let text = serde_json::to_value(description()).expect("a description");
        assert!(
            text["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")),
            "{}",
            text["openapi"]
        );
    }
}
