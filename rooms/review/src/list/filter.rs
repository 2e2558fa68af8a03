//! Which part of a desk's list is shown: everything that its address says.

use authority::Duty;
use front::FormData;
use identity::RecordId;

use super::rows::Held;
use crate::at_desk::AtDesk;

/// The duties of a chain, which steps ask for, and the one that signs for the government.
const AT_DESKS: [Duty; 4] = [Duty::Handle, Duty::Check, Duty::Sign, Duty::Lead];

/// Which part of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Title, number, matter, step or an enterprise's name contains this.
    pub(crate) text: String,
    /// Only what stands so.
    pub(crate) only: Only,
    /// Only what the reader has claimed.
    pub(crate) mine: bool,
    /// Only what asks for these duties.
    pub(crate) duty: DutyFilter,
    /// Only what comes behind this row.
    pub(crate) after: Option<Cursor>,
    /// Whether rows can be ticked, for signing off several at once.
    pub(crate) selecting: bool,
}

/// How a task stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Only {
    /// However it stands.
    #[default]
    All,
    /// Somebody at the desk has to act.
    Open,
    /// Past its day.
    Late,
    /// Short of time: yellow.
    Soon,
    /// Waiting for the applicant.
    Applicant,
    /// A public notice that runs.
    Notice,
    /// A gate that is to be recorded.
    Gate,
    /// Something proposed that waits for a signature.
    Proposal,
    /// Standing still on a special procedure.
    Special,
    /// An application for recusal that is to be decided.
    Recusal,
}

/// Which duties of the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DutyFilter {
    /// Those of the reader's post.
    #[default]
    Own,
    /// All of the organ.
    All,
    /// One.
    One(Duty),
}

/// A place in the list, by what it is ordered by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// The due day as the index holds it.
    pub(crate) due: i64,
    /// Where the application begins in the log.
    pub(crate) came: u64,
    /// The application.
    pub(crate) application: RecordId,
    /// The step.
    pub(crate) step: String,
}

impl Filter {
    /// What an address asks for; what it says wrongly is as if it were not said.
    pub(crate) fn read(query: &FormData) -> Self {
        Self {
            text: query
                .given("q")
                .unwrap_or_default()
                .chars()
                .take(TEXT_CHARACTERS_MAX)
                .collect(),
            only: Only::read(query.value("status")),
            mine: query.chose("mine", "1"),
            duty: DutyFilter::read(query.value("duty")),
            after: Cursor::read(query.value("after")),
            selecting: query.chose("select", "1"),
        }
    }

    /// The duties for which rows are shown; none for all.
    pub(crate) fn duties(&self, at: &AtDesk) -> Vec<Duty> {
        match self.duty {
            DutyFilter::Own => at.duties().into_iter().filter(|duty| AT_DESKS.contains(duty)).collect(),
            DutyFilter::All => Vec::new(),
            DutyFilter::One(duty) => vec![duty],
        }
    }

    /// Whose tasks are shown: those of the reader, with those of absent colleagues, or all.
    pub(crate) fn held(&self, at: &AtDesk) -> Held {
        match self.mine {
            true => Held::By(at.holders()),
            false => Held::Anyhow,
        }
    }

    /// The same part of the list, from its beginning, of those that stand so.
    pub(crate) fn only(&self, only: Only) -> Self {
        Self {
            only,
            after: None,
            ..self.clone()
        }
    }

    /// An address with this filter in it, and with further parameters.
    pub(crate) fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.parameters() {
            query.append_pair(name, &value);
        }
        query.extend_pairs(more);
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }

    /// What the address says of it, for links and for the hidden fields of a form.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, String)> {
        let said = [
            ("q", self.text.clone()),
            ("status", self.only.as_str().to_owned()),
            ("mine", if self.mine { "1".to_owned() } else { String::new() }),
            ("duty", self.duty.as_str().to_owned()),
            ("after", self.after.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("select", if self.selecting { "1".to_owned() } else { String::new() }),
        ];
        said.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Whether anything but the whole of the reader's desk is shown.
    pub(crate) fn narrows(&self) -> bool {
        !self.text.is_empty() || self.only != Only::All || self.mine
    }
}

/// The longest text that is searched for.
const TEXT_CHARACTERS_MAX: usize = 60;

impl Only {
    /// In the order in which they are offered.
    pub(crate) const ALL: [Self; 10] = [
        Self::All,
        Self::Open,
        Self::Late,
        Self::Soon,
        Self::Applicant,
        Self::Notice,
        Self::Gate,
        Self::Proposal,
        Self::Special,
        Self::Recusal,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Open => "open",
            Self::Late => "late",
            Self::Soon => "soon",
            Self::Applicant => "applicant",
            Self::Notice => "notice",
            Self::Gate => "gate",
            Self::Proposal => "proposal",
            Self::Special => "special",
            Self::Recusal => "recusal",
        }
    }

    fn read(text: &str) -> Self {
        Self::ALL.into_iter().find(|only| only.as_str() == text).unwrap_or_default()
    }

    /// The key of its name.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::All => "desk-only-all",
            Self::Open => "desk-only-open",
            Self::Late => "desk-only-late",
            Self::Soon => "desk-only-soon",
            Self::Applicant => "desk-only-applicant",
            Self::Notice => "desk-only-notice",
            Self::Gate => "desk-only-gate",
            Self::Proposal => "desk-only-proposal",
            Self::Special => "desk-only-special",
            Self::Recusal => "desk-only-recusal",
        }
    }
}

impl DutyFilter {
    fn as_str(self) -> &'static str {
        match self {
            Self::Own => "",
            Self::All => "all",
            Self::One(duty) => duty.as_str(),
        }
    }

    fn read(text: &str) -> Self {
        match text {
            "all" => Self::All,
            text => text
                .parse()
                .ok()
                .filter(|duty| AT_DESKS.contains(duty))
                .map_or(Self::Own, Self::One),
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}~{}~{}~{}", self.due, self.came, self.application, self.step)
    }
}

impl Cursor {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, '~');
        Some(Self {
            due: parts.next()?.parse().ok()?,
            came: parts.next()?.parse().ok()?,
            application: parts.next()?.parse().ok()?,
            step: parts.next()?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_shown_and_nothing_else() {
        let filter = Filter {
            text: "铝轮毂 & 2".into(),
            only: Only::Late,
            mine: true,
            duty: DutyFilter::One(Duty::Check),
            after: Some(Cursor {
                due: 20_000,
                came: 1_700,
                application: RecordId::from_bytes([7; 16]),
                step: "env.confirm".into(),
            }),
            selecting: true,
        };
        let address = filter.address("/desk", &[]);
        let read = FormData::parse(address.split_once('?').unwrap().1.as_bytes()).unwrap();
        assert_eq!(Filter::read(&read), filter);
        assert_eq!(Filter::default().address("/desk", &[]), "/desk");
        assert_eq!(Filter::default().address("/desk", &[("tab", "form")]), "/desk?tab=form");
    }

    #[test]
    fn what_an_address_says_wrongly_is_not_said() {
        let query = FormData::parse(b"status=sideways&duty=clerk&mine=yes&after=x~y").unwrap();
        assert_eq!(Filter::read(&query), Filter::default());
    }
}
