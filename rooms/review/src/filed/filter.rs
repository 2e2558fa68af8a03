//! Which applications are shown: everything that the address says.

use applications::record::state::Status;
use front::FormData;
use identity::RecordId;

/// Which applications.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FiledFilter {
    /// Title, number, matter or an enterprise's name contains this.
    pub(crate) text: String,
    /// Only those that stand so.
    pub(crate) status: Option<Status>,
    /// Only those before this one.
    pub(crate) after: Option<After>,
}

/// A place in the list, by what it is ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct After {
    /// The day of submission, as the index holds it.
    pub(crate) submitted: i64,
    /// The application.
    pub(crate) application: RecordId,
}

/// The states that are offered, in order.
pub(crate) const STATUSES: [Status; 4] = [Status::InProgress, Status::Finished, Status::Withdrawn, Status::Terminated];
/// The longest text that is searched for.
const TEXT_CHARACTERS_MAX: usize = 60;

impl FiledFilter {
    /// What an address asks for; what it says wrongly is as if it were not said.
    pub(crate) fn read(query: &FormData) -> Self {
        Self {
            text: query
                .given("q")
                .unwrap_or_default()
                .chars()
                .take(TEXT_CHARACTERS_MAX)
                .collect(),
            status: STATUSES.into_iter().find(|status| status.as_str() == query.value("status")),
            after: After::read(query.value("after")),
        }
    }

    /// An address with this filter in it.
    pub(crate) fn address(&self, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.parameters() {
            query.append_pair(name, &value);
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    fn parameters(&self) -> Vec<(&'static str, String)> {
        let said = [
            ("q", self.text.clone()),
            ("status", self.status.map_or("", Status::as_str).to_owned()),
            (
                "after",
                self.after
                    .map(|after| format!("{}~{}", after.submitted, after.application))
                    .unwrap_or_default(),
            ),
        ];
        said.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether anything but the beginning of the whole list is shown.
    pub(crate) fn narrows(&self) -> bool {
        *self != Self::default()
    }
}

impl After {
    fn read(text: &str) -> Option<Self> {
        let (submitted, application) = text.split_once('~')?;
        Some(Self {
            submitted: submitted.parse().ok()?,
            application: application.parse().ok()?,
        })
    }
}
