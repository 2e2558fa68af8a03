//! What the checker finds, in the reader's language: each mistake has its text and what to do about it.

use front::Texts;
use front::texts::Said;
use procedure::Finding;
use procedure::check::{Definition, Mistake};
use serde_json::Value;

/// What the texts call words that are not there.
const NONE: &str = "none";

/// A finding as the page shows it.
pub(crate) struct FindingLine {
    /// The file, with the line where it can be told.
    pub(crate) place: String,
    /// The key that leads to it.
    pub(crate) field: String,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do.
    pub(crate) remedy: String,
}

impl FindingLine {
    pub(crate) fn of(texts: &Texts, finding: &Finding) -> Self {
        let key = key(&finding.mistake);
        let remedy = format!("{key}.remedy");
        Self {
            place: match finding.line {
                Some(line) => format!("{}:{line}", finding.file),
                None => finding.file.clone(),
            },
            field: finding.field.clone(),
            what: with_what_it_speaks_of(texts, texts.say(key), &finding.mistake),
            remedy: with_what_it_speaks_of(texts, texts.say(&remedy), &finding.mistake),
        }
    }
}

/// The ids, words and numbers of a mistake, each under the name that it has there.
fn with_what_it_speaks_of(texts: &Texts, said: Said<'_>, mistake: &Mistake) -> String {
    let Ok(Value::Object(values)) = serde_json::to_value(mistake) else {
        return said.to_string();
    };
    let said = values.iter().fold(said, |said, (name, value)| match value {
        Value::Number(number) => said.with(name, number.as_f64().unwrap_or_default()),
        Value::Array(words) => said.with(name, in_a_row(words)),
        Value::String(word) if word.is_empty() => said.with(name, NONE),
        Value::String(word) if name == "fitting" => said.with(name, word.replace(' ', "_")),
        Value::String(word) => said.with(name, word),
        Value::Null | Value::Bool(_) | Value::Object(_) => said,
    });
    match what(mistake) {
        Some(key) => said.with("what", texts.say(key)).to_string(),
        None => said.to_string(),
    }
}

fn in_a_row(words: &[Value]) -> String {
    let words: Vec<&str> = words.iter().filter_map(Value::as_str).collect();
    match words.is_empty() {
        true => NONE.to_owned(),
        false => words.join("、"),
    }
}

fn what(mistake: &Mistake) -> Option<&'static str> {
    let (Mistake::NotThere { what, .. } | Mistake::NotAnId { what, .. } | Mistake::DefinedTwice { what, .. }) = mistake else {
        return None;
    };
    Some(match what {
        Definition::Field => "definition-field",
        Definition::Material => "definition-material",
        Definition::Item => "definition-item",
        Definition::Matter => "definition-matter",
        Definition::Department => "definition-department",
        Definition::Step => "definition-step",
        Definition::StepOrGate => "definition-step-or-gate",
        Definition::Gate => "definition-gate",
        Definition::Group => "definition-group",
        Definition::Part => "definition-part",
    })
}

/// The key of a mistake's text; with `.remedy` of what to do.
fn key(mistake: &Mistake) -> &'static str {
    match mistake {
        Mistake::NoPackFile => "finding-no-pack-file",
        Mistake::NothingBelongsHere => "finding-nothing-belongs-here",
        Mistake::NotToml { .. } => "finding-not-toml",
        Mistake::NoListOfTables { .. } => "finding-no-list-of-tables",
        Mistake::UnknownTable { .. } => "finding-unknown-table",
        Mistake::NotADefinition { .. } => "finding-not-a-definition",
        Mistake::NotThere { .. } => "finding-not-there",
        Mistake::NotAnId { .. } => "finding-not-an-id",
        Mistake::DefinedTwice { .. } => "finding-defined-twice",
        Mistake::ListedTwice { .. } => "finding-listed-twice",
        Mistake::ReservedWord { .. } => "finding-reserved-word",
        Mistake::DerivedName { .. } => "finding-derived-name",
        Mistake::NoSuchCity { .. } => "finding-no-such-city",
        Mistake::OfficeClosesFirst { .. } => "finding-office-closes-first",
        Mistake::NotATime => "finding-not-a-time",
        Mistake::RegionTwice { .. } => "finding-region-twice",
        Mistake::TwoRoots { .. } => "finding-two-roots",
        Mistake::NoSuchRegion { .. } => "finding-no-such-region",
        Mistake::NotHigher { .. } => "finding-not-higher",
        Mistake::NoCounties => "finding-no-counties",
        Mistake::NoLevels { .. } => "finding-no-levels",
        Mistake::NoNameAtLevel { .. } => "finding-no-name-at-level",
        Mistake::NobodysFunction { .. } => "finding-nobodys-function",
        Mistake::FunctionTwice { .. } => "finding-function-twice",
        Mistake::NoOrganFor { .. } => "finding-no-organ-for",
        Mistake::NoFunctionNamed => "finding-no-function-named",
        Mistake::NobodyActsForSome => "finding-nobody-acts-for-some",
        Mistake::RuleHidesOthers => "finding-rule-hides-others",
        Mistake::NobodyWorksOn { .. } => "finding-nobody-works-on",
        Mistake::ChainOutOfOrder { .. } => "finding-chain-out-of-order",
        Mistake::NobodySigns { .. } => "finding-nobody-signs",
        Mistake::BoundOfNoNumber { .. } => "finding-bound-of-no-number",
        Mistake::NotAPlainNumber { .. } => "finding-not-a-plain-number",
        Mistake::BoundNotWhole { .. } => "finding-bound-not-whole",
        Mistake::NoNumberAccepted { .. } => "finding-no-number-accepted",
        Mistake::NothingToChooseFrom { .. } => "finding-nothing-to-choose-from",
        Mistake::ChoicesOfNoChoice { .. } => "finding-choices-of-no-choice",
        Mistake::NotAChoiceValue { .. } => "finding-not-a-choice-value",
        Mistake::ValueTwice { .. } => "finding-value-twice",
        Mistake::LengthOfNoText { .. } => "finding-length-of-no-text",
        Mistake::NothingCanBeWritten { .. } => "finding-nothing-can-be-written",
        Mistake::NoTextAccepted { .. } => "finding-no-text-accepted",
        Mistake::EmptyPart { .. } => "finding-empty-part",
        Mistake::AskedBefore { .. } => "finding-asked-before",
        Mistake::QuestionTwice { .. } => "finding-question-twice",
        Mistake::DecidesNothing { .. } => "finding-decides-nothing",
        Mistake::NobodyReads { .. } => "finding-nobody-reads",
        Mistake::NoRegionAsked { .. } => "finding-no-region-asked",
        Mistake::ReadsNoField { .. } => "finding-reads-no-field",
        Mistake::ReadBeforeAsked { .. } => "finding-read-before-asked",
        Mistake::ReadButNotAsked { .. } => "finding-read-but-not-asked",
        Mistake::NoYesOrNo { .. } => "finding-no-yes-or-no",
        Mistake::NotForConditions { .. } => "finding-not-for-conditions",
        Mistake::NoOrder { .. } => "finding-no-order",
        Mistake::NoSuchChoice { .. } => "finding-no-such-choice",
        Mistake::NeverThatNumber { .. } => "finding-never-that-number",
        Mistake::OutOfBounds { .. } => "finding-out-of-bounds",
        Mistake::OtherKind { .. } => "finding-other-kind",
        Mistake::NeverTrue { .. } => "finding-never-true",
        Mistake::NobodyMayApply => "finding-nobody-may-apply",
        Mistake::NothingToApplyFor => "finding-nothing-to-apply-for",
        Mistake::EmptyWord => "finding-empty-word",
        Mistake::WordTaken { .. } => "finding-word-taken",
        Mistake::CommitsToNothing => "finding-commits-to-nothing",
        Mistake::NobodyAsksHow { .. } => "finding-nobody-asks-how",
        Mistake::NoWayOfService { .. } => "finding-no-way-of-service",
        Mistake::NotInForm { .. } => "finding-not-in-form",
        Mistake::FieldIsNot { .. } => "finding-field-is-not",
        Mistake::NeverFormalButHas { .. } => "finding-never-formal-but-has",
        Mistake::NeverFormalButDecides { .. } => "finding-never-formal-but-decides",
        Mistake::NobodyDecides { .. } => "finding-nobody-decides",
        Mistake::SecondDecision { .. } => "finding-second-decision",
        Mistake::MaybeNeverDecided { .. } => "finding-maybe-never-decided",
        Mistake::OwnDecisionNotReached { .. } => "finding-own-decision-not-reached",
        Mistake::NobodyAccepts { .. } => "finding-nobody-accepts",
        Mistake::SecondAcceptance { .. } => "finding-second-acceptance",
        Mistake::MaybeNeverAccepted { .. } => "finding-maybe-never-accepted",
        Mistake::FormalButPreReviewed { .. } => "finding-formal-but-pre-reviewed",
        Mistake::DecisionWithoutLimit { .. } => "finding-decision-without-limit",
        Mistake::DecisionBeforeGate { .. } => "finding-decision-before-gate",
        Mistake::BeforeAcceptance { .. } => "finding-before-acceptance",
        Mistake::DecidedWithoutReview { .. } => "finding-decided-without-review",
        Mistake::GateOfAnother { .. } => "finding-gate-of-another",
        Mistake::NoSuchStepHere { .. } => "finding-no-such-step-here",
        Mistake::NeverDecided { .. } => "finding-never-decided",
        Mistake::NoSuchItemHere { .. } => "finding-no-such-item-here",
        Mistake::StepsInCircle { .. } => "finding-steps-in-circle",
        Mistake::GateLikeStep { .. } => "finding-gate-like-step",
        Mistake::EmptyGroup { .. } => "finding-empty-group",
        Mistake::InAnotherGroup { .. } => "finding-in-another-group",
        Mistake::GroupedButNotThere { .. } => "finding-grouped-but-not-there",
        Mistake::NotBehindGate { .. } => "finding-not-behind-gate",
        Mistake::IssuesNothing { .. } => "finding-issues-nothing",
        Mistake::OtherGates { .. } => "finding-other-gates",
        Mistake::ConfirmedWithoutGate => "finding-confirmed-without-gate",
        Mistake::NoTimeToRefine => "finding-no-time-to-refine",
        Mistake::PreReviewBehindGate { .. } => "finding-pre-review-behind-gate",
        Mistake::PromiseInCalendarDays => "finding-promise-in-calendar-days",
        Mistake::NoDayToSupply => "finding-no-day-to-supply",
        Mistake::NoticeForNoDay { .. } => "finding-notice-for-no-day",
        Mistake::ExtensionBeyondLaw { .. } => "finding-extension-beyond-law",
        Mistake::NothingToExtend => "finding-nothing-to-extend",
        Mistake::GovernmentForOneOrgan => "finding-government-for-one-organ",
        Mistake::LimitTooLong { .. } => "finding-limit-too-long",
        Mistake::LimitWithoutGround => "finding-limit-without-ground",
        Mistake::BeyondTheLaw { .. } => "finding-beyond-the-law",
        Mistake::PromiseBroken { .. } => "finding-promise-broken",
        Mistake::PromiseUnproven { .. } => "finding-promise-unproven",
        Mistake::NoFileAccepted { .. } => "finding-no-file-accepted",
        Mistake::SizeOutOfRange { .. } => "finding-size-out-of-range",
        Mistake::ProducesNothing { .. } => "finding-produces-nothing",
        Mistake::ProducerNotHere { .. } => "finding-producer-not-here",
        Mistake::GateNotHere { .. } => "finding-gate-not-here",
        Mistake::ReadBeforeGate { .. } => "finding-read-before-gate",
        Mistake::StandInsInCircle { .. } => "finding-stand-ins-in-circle",
        Mistake::NothingToStandInFor { .. } => "finding-nothing-to-stand-in-for",
        Mistake::NotAtOnce { .. } => "finding-not-at-once",
        Mistake::NotHandedIn { .. } => "finding-not-handed-in",
        Mistake::MayBeLeftOut { .. } => "finding-may-be-left-out",
        Mistake::BarredTooLong { .. } => "finding-barred-too-long",
        Mistake::TermOutOfRange { .. } => "finding-term-out-of-range",
        Mistake::SaysNothing { .. } => "finding-says-nothing",
        Mistake::ShowsNothing { .. } => "finding-shows-nothing",
        Mistake::PersonalInNotice { .. } => "finding-personal-in-notice",
        Mistake::NotAskedHere { .. } => "finding-not-asked-here",
        Mistake::PaymentNotDescribed { .. } => "finding-payment-not-described",
        Mistake::NothingIsPaid { .. } => "finding-nothing-is-paid",
        Mistake::PaymentThroughChain { .. } => "finding-payment-through-chain",
        Mistake::RuleTwice { .. } => "finding-rule-twice",
        Mistake::RuleWithoutGround { .. } => "finding-rule-without-ground",
        Mistake::PerNoNumber { .. } => "finding-per-no-number",
        Mistake::AmountNotAsked { .. } => "finding-amount-not-asked",
        Mistake::TermNotInMonths { .. } => "finding-term-not-in-months",
        Mistake::CertificateSilent { .. } => "finding-certificate-silent",
        Mistake::NumbersPapers { .. } => "finding-numbers-papers",
        Mistake::NumbersCertificates { .. } => "finding-numbers-certificates",
        Mistake::NoTemplate { .. } => "finding-no-template",
        Mistake::TemplateNotToml { .. } => "finding-template-not-toml",
        Mistake::TemplateTooLarge { .. } => "finding-template-too-large",
        Mistake::TemplateLacks => "finding-template-lacks",
        Mistake::TemplateHasNoSuch => "finding-template-has-no-such",
        Mistake::TemplateIsNot { .. } => "finding-template-is-not",
        Mistake::TemplateWord { .. } => "finding-template-word",
        Mistake::TemplateBlock { .. } => "finding-template-block",
        Mistake::TemplatePlaceholder { .. } => "finding-template-placeholder",
        Mistake::NobodySupplies { .. } => "finding-nobody-supplies",
    }
}
