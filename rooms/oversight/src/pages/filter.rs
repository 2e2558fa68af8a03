//! What the address asks for, and addresses that ask for it.

use applications::views::overview::{Cursor, LightWord, OverviewFilter, Sort, Standing, WaitsFor};
use front::FormData;

/// A list as the address asks for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub(crate) asked: OverviewFilter,
    pub(crate) after: Option<Cursor>,
}

impl Filter {
    /// Reads it; what it does not know asks for nothing.
    pub(crate) fn read(query: &FormData) -> Self {
        let asked = OverviewFilter {
            standing: Standing::from_text(query.value("standing")).unwrap_or_default(),
            light: LightWord::from_text(query.value("light")),
            matter: query.given("matter").map(str::to_owned),
            organ: query.given("organ").and_then(|organ| organ.parse().ok()),
            waits: WaitsFor::from_text(query.value("waits")),
            age_days: query.given("age").and_then(|days| days.parse().ok()),
            text: query.value("q").trim().to_owned(),
            sort: Sort::from_text(query.value("sort")).unwrap_or_default(),
        };
        Self {
            asked,
            after: query.given("after").and_then(|after| after.parse().ok()),
        }
    }

    /// Name and value of everything that is asked for, without the place in the list.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let asked = &self.asked;
        let mut pairs = Vec::new();
        if asked.standing != Standing::default() {
            pairs.push(("standing", asked.standing.as_str().to_owned()));
        }
        pairs.extend(asked.light.map(|light| ("light", light.as_str().to_owned())));
        pairs.extend(asked.waits.map(|waits| ("waits", waits.as_str().to_owned())));
        pairs.extend(asked.organ.as_ref().map(|organ| ("organ", organ.to_string())));
        pairs.extend(asked.matter.clone().map(|matter| ("matter", matter)));
        pairs.extend(asked.age_days.map(|days| ("age", days.to_string())));
        if asked.sort != Sort::default() {
            pairs.push(("sort", asked.sort.as_str().to_owned()));
        }
        if !asked.text.is_empty() {
            pairs.push(("q", asked.text.clone()));
        }
        pairs
    }

    /// The query that asks for it.
    pub(crate) fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.pairs() {
            query.append_pair(name, &value);
        }
        if let Some(after) = &self.after {
            query.append_pair("after", &after.to_string());
        }
        query.finish()
    }

    /// The address of the list.
    pub(crate) fn address(&self) -> String {
        match self.query().as_str() {
            "" => "/desk/oversight".to_owned(),
            query => format!("/desk/oversight?{query}"),
        }
    }

    /// The same, for a filter alone.
    pub(crate) fn of(asked: OverviewFilter) -> Self {
        Self { asked, after: None }
    }
}
