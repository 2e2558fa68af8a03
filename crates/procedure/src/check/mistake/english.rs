//! What is wrong and what to do, in English: for the command line, and for programs.

use super::{Definition, Mistake};
use crate::check::names::ID_LENGTH_MAX;

impl Mistake {
    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Mistake::NoPackFile => "the pack has no readable pack.toml".to_owned(),
            Mistake::NothingBelongsHere => "no definition belongs here".to_owned(),
            Mistake::NotToml { detail } => format!("not TOML: {detail}"),
            Mistake::NoListOfTables { table } => format!("`{table}` is no list of tables"),
            Mistake::UnknownTable { table, .. } => format!("unknown table `{table}`"),
            Mistake::NotADefinition { detail } => detail.clone(),
            Mistake::NotThere { what, id } => format!("there is no {what} `{id}`"),
            Mistake::NotAnId { what, id } => format!("`{id}` is not an id for a {what}"),
            Mistake::DefinedTwice { what, id, first } => format!("the {what} `{id}` is defined twice, first in {first}"),
            Mistake::ListedTwice { id } => format!("`{id}` stands twice"),
            Mistake::ReservedWord { id } => format!("`{id}` is a word of the condition language"),
            Mistake::DerivedName { id } => format!("`{id}` is the name of a step that is derived"),
            Mistake::NoSuchCity { code } => format!("no region of level `city` has the code {code}"),
            Mistake::OfficeClosesFirst { close, open } => format!("the office closes at {close} and opens at {open}"),
            Mistake::NotATime => "not a time of day".to_owned(),
            Mistake::RegionTwice { code, first } => format!("the region {code} is defined twice, first in {first}"),
            Mistake::TwoRoots { one, other } => format!("{one} and {other} both have no parent"),
            Mistake::NoSuchRegion { code } => format!("there is no region {code}"),
            Mistake::NotHigher { code, parent } => format!("{code} stands below {parent}, which is not of a higher level"),
            Mistake::NoCounties => "no region is of level `county`".to_owned(),
            Mistake::NoLevels { department } => format!("the department `{department}` exists at no level"),
            Mistake::NoNameAtLevel { department, level } => format!("the department `{department}` has no name at level {level}"),
            Mistake::NobodysFunction { function } => format!("no department has the function `{function}`"),
            Mistake::FunctionTwice { function, department } => {
                format!("the function `{function}` belongs to `{department}` already")
            }
            Mistake::NoOrganFor { function, counties, .. } => format!(
                "no organ has the function `{function}` for {counties}",
                counties = counties.join(", ")
            ),
            Mistake::NoFunctionNamed => "no function is named".to_owned(),
            Mistake::NobodyActsForSome => "the last rule has a condition, so that for some answers nobody acts".to_owned(),
            Mistake::RuleHidesOthers => "a rule without condition stands before others, which therefore never act".to_owned(),
            Mistake::NobodyWorksOn { step } => format!("nobody works on `{step}`"),
            Mistake::ChainOutOfOrder { step } => {
                format!("the chain of `{step}` is not handle, check, sign in that order, each once")
            }
            Mistake::NobodySigns { step } => format!("`{step}` decides, but nobody signs"),
            Mistake::BoundOfNoNumber { field, key } => format!("`{field}` is no number, so it has no `{key}`"),
            Mistake::NotAPlainNumber { key } => format!("`{key}` is no number with at most three decimals"),
            Mistake::BoundNotWhole { field, key } => format!("`{field}` is a whole number, its `{key}` is not"),
            Mistake::NoNumberAccepted { field } => {
                format!("no number is accepted for `{field}`: its smallest is above its largest")
            }
            Mistake::NothingToChooseFrom { field } => format!("`{field}` has nothing to choose from"),
            Mistake::ChoicesOfNoChoice { field } => format!("`{field}` is no choice but has choices"),
            Mistake::NotAChoiceValue { value } => format!("`{value}` is no value for a choice"),
            Mistake::ValueTwice { value } => format!("the value `{value}` stands twice"),
            Mistake::LengthOfNoText { field, key } => format!("`{field}` is no text, so it has no `{key}`"),
            Mistake::NothingCanBeWritten { field } => format!("nothing can be written into `{field}`"),
            Mistake::NoTextAccepted { field } => {
                format!("no text is accepted for `{field}`: its shortest is longer than its longest")
            }
            Mistake::EmptyPart { part } => format!("the part `{part}` has no fields"),
            Mistake::AskedBefore { field, by } => format!("`{field}` is asked by {by} already"),
            Mistake::QuestionTwice { field } => format!("`{field}` is asked twice"),
            Mistake::DecidesNothing { field } => format!("`{field}` is of a kind that decides nothing"),
            Mistake::NobodyReads { field } => format!("`{field}` is asked, but nothing reads the answer"),
            Mistake::NoRegionAsked { field } => format!("`{field}` is no region that the form asks for"),
            Mistake::ReadsNoField { condition, field } => format!("`{condition}` reads `{field}`, which is no field"),
            Mistake::ReadBeforeAsked {
                condition,
                field,
                matter,
            } => format!("`{condition}` reads `{field}`, which the matter `{matter}` does not ask before"),
            Mistake::ReadButNotAsked {
                condition,
                field,
                matter,
            } => format!("`{condition}` reads `{field}`, which the matter `{matter}` does not ask"),
            Mistake::NoYesOrNo { field } => format!("`{field}` stands by itself but is no yes or no"),
            Mistake::NotForConditions { field } => format!("`{field}` is of a kind that no condition can read"),
            Mistake::NoOrder { field } => format!("`{field}` is compared by order but is no number"),
            Mistake::NoSuchChoice { field, value, .. } => format!("`{field}` has no choice `{value}`"),
            Mistake::NeverThatNumber { field, number } => format!("`{field}` is a whole number and never {number}"),
            Mistake::OutOfBounds { field, number, min, max } => format!(
                "`{field}` is compared with {number} but only takes numbers from {min} to {max}",
                min = bound(min),
                max = bound(max)
            ),
            Mistake::OtherKind { field, .. } => format!("`{field}` is compared with a constant of another kind"),
            Mistake::NeverTrue { condition, within } => {
                format!("no answers make `{condition}` true{within}", within = where_they_hold(within))
            }
            Mistake::NobodyMayApply => "nobody may apply".to_owned(),
            Mistake::NothingToApplyFor => "there is nothing to apply for".to_owned(),
            Mistake::EmptyWord => "a word without letters finds nothing".to_owned(),
            Mistake::WordTaken { word, matter } => format!("`{word}` leads to `{matter}` already"),
            Mistake::CommitsToNothing => "the letter commits to nothing".to_owned(),
            Mistake::NobodyAsksHow { item } => format!("`{item}` is decided, and nobody asks how its papers reach the applicant"),
            Mistake::NoWayOfService { value } => format!("`{value}` is no way of service"),
            Mistake::NotInForm { field } => format!("the form does not ask `{field}`"),
            Mistake::FieldIsNot { field, fitting } => format!("`{field}` is not {fitting}"),
            Mistake::NeverFormalButHas { item, key } => format!("`{item}` never turns formal, so it has no `{key}`"),
            Mistake::NeverFormalButDecides { item, step } => {
                format!("`{item}` never turns formal, but `{step}` accepts or decides it")
            }
            Mistake::NobodyDecides { item } => format!("nobody decides `{item}`"),
            Mistake::SecondDecision { step, item } => format!("`{step}` is a second decision of `{item}`"),
            Mistake::MaybeNeverDecided { item } => format!("with some answers `{item}` is never decided"),
            Mistake::OwnDecisionNotReached { item, .. } => {
                format!("`{item}` defines its own decision, which this does not reach")
            }
            Mistake::NobodyAccepts { item } => format!("`{item}` turns formal at acceptance, but no step accepts it"),
            Mistake::SecondAcceptance { step, item } => format!("`{step}` accepts `{item}` a second time"),
            Mistake::MaybeNeverAccepted { item } => format!("with some answers `{item}` is never accepted"),
            Mistake::FormalButPreReviewed { item, step } => {
                format!("`{item}` is formal from the start, but `{step}` is a pre-review")
            }
            Mistake::DecisionWithoutLimit { item, matter } => {
                format!("the decision of `{item}` has no limit in the matter `{matter}`")
            }
            Mistake::DecisionBeforeGate { matter, item } => {
                format!("in the matter `{matter}` the decision of `{item}` can stand before every gate")
            }
            Mistake::BeforeAcceptance { matter, step, .. } => {
                format!("in the matter `{matter}` the step `{step}` does not wait for the acceptance of its item")
            }
            Mistake::DecidedWithoutReview { matter, item, answers } => format!(
                "in the matter `{matter}` the item `{item}` is decided without a review {answers}",
                answers = with_answers(answers)
            ),
            Mistake::GateOfAnother { gate, other, matter } => {
                format!("`{gate}` is a gate of `{other}`, not of the matter `{matter}`")
            }
            Mistake::NoSuchStepHere { matter, step } => format!("the matter `{matter}` has no step `{step}`"),
            Mistake::NeverDecided { item } => format!("`{item}` is never decided"),
            Mistake::NoSuchItemHere { matter, item } => format!("the matter `{matter}` has no item `{item}`"),
            Mistake::StepsInCircle { steps } => format!("these steps wait for each other: {steps}", steps = steps.join(" → ")),
            Mistake::GateLikeStep { gate, step } => format!("the gate `{gate}` is called like the step in {step}"),
            Mistake::EmptyGroup { group } => format!("the group `{group}` is empty"),
            Mistake::InAnotherGroup { item, group } => format!("`{item}` is in the group `{group}` already"),
            Mistake::GroupedButNotThere { item } => format!("the matter has no item `{item}`"),
            Mistake::NotBehindGate { item } => {
                format!("`{item}` does not turn formal behind a gate, so it cannot be issued together with others")
            }
            Mistake::IssuesNothing { item } => format!("`{item}` issues nothing"),
            Mistake::OtherGates {
                item,
                gates,
                first,
                first_gates,
            } => format!(
                "`{item}` waits for {gates}, but `{first}` for {first_gates}",
                gates = listed(gates),
                first_gates = listed(first_gates)
            ),
            Mistake::ConfirmedWithoutGate => "a confirmation stands behind a gate, but none is named".to_owned(),
            Mistake::NoTimeToRefine => "the applicant has no time for a refinement".to_owned(),
            Mistake::PreReviewBehindGate { step } => format!("`{step}` stands behind a gate and yet is a pre-review"),
            Mistake::PromiseInCalendarDays => {
                "the promise counts calendar days, but the count of an application is of working days".to_owned()
            }
            Mistake::NoDayToSupply => "the applicant has no day to supply what was missing".to_owned(),
            Mistake::NoticeForNoDay { step } => format!("the public notice `{step}` is shown for no day"),
            Mistake::ExtensionBeyondLaw { days, most } => {
                format!("an extension by {days} days; the law allows {most} with this approval")
            }
            Mistake::NothingToExtend => "there is no statutory limit that could be extended".to_owned(),
            Mistake::GovernmentForOneOrgan => {
                "the government's head approves only what several organs handle together".to_owned()
            }
            Mistake::LimitTooLong { days, .. } => format!("{days} days are more than a year"),
            Mistake::LimitWithoutGround => "the limit has no ground".to_owned(),
            Mistake::BeyondTheLaw {
                matter,
                item,
                days,
                steps,
                statutory,
            } => format!(
                "in the matter `{matter}` the steps of `{item}` take {days} working days ({steps}), the law gives {statutory}",
                steps = steps.join(" → ")
            ),
            Mistake::PromiseBroken {
                answers,
                steps,
                days,
                promise,
            } => format!(
                "{answers}: chain {steps} = {days} days > {promise}",
                answers = some_answers(answers),
                steps = steps.join(" → ")
            ),
            Mistake::PromiseUnproven {
                promise,
                bound,
                combinations,
            } => format!(
                "the promise of {promise} days cannot be proven: if every step applied, the longest chain would take {bound}, and more than {combinations} combinations of answers decide whether it is reached"
            ),
            Mistake::NoFileAccepted { material } => format!("no file is accepted for `{material}`"),
            Mistake::SizeOutOfRange { material, megabytes, .. } => format!("`{material}` may have {megabytes} MB"),
            Mistake::ProducesNothing { item, material } => {
                format!("`{item}` decides nothing, so it does not produce `{material}`")
            }
            Mistake::ProducerNotHere { item, material, matter } => {
                format!("`{item}` is to produce `{material}`, but the matter `{matter}` has no such item")
            }
            Mistake::GateNotHere { material, gate, matter } => {
                format!("`{material}` comes with the gate `{gate}`, which the matter `{matter}` does not have")
            }
            Mistake::ReadBeforeGate { step, material, gate } => {
                format!("`{step}` reads `{material}` before the gate `{gate}` that it comes with")
            }
            Mistake::StandInsInCircle { materials } => format!(
                "these materials stand in for each other: {materials}",
                materials = materials.join(" → ")
            ),
            Mistake::NothingToStandInFor { material } => {
                format!("`{material}` does not wait for a gate, so nothing stands in for it")
            }
            Mistake::NotAtOnce { material } => format!("`{material}` is nothing that the applicant can hand in at once"),
            Mistake::NotHandedIn { material } => {
                format!("`{material}` is not handed in by the applicant, so nothing stands in its place")
            }
            Mistake::MayBeLeftOut { material } => format!("`{material}` may be left out, so nobody needs anything in its place"),
            Mistake::BarredTooLong { days, .. } => format!("{days} days are more than ten years"),
            Mistake::TermOutOfRange { days, .. } => format!("the term is {days} days"),
            Mistake::SaysNothing { key } => format!("`{key}` says nothing"),
            Mistake::ShowsNothing { step } => format!("`{step}` shows nothing, for it is no public notice"),
            Mistake::PersonalInNotice { field } => format!("`{field}` is a person's own, which no public notice shows"),
            Mistake::NotAskedHere { matter, field } => format!("the matter `{matter}` does not ask `{field}`"),
            Mistake::PaymentNotDescribed { step } => format!("`{step}` does not say what is paid"),
            Mistake::NothingIsPaid { step } => format!("nothing is paid in `{step}`, for it is no payment"),
            Mistake::PaymentThroughChain { step } => format!("the payment `{step}` goes through a chain"),
            Mistake::RuleTwice { id } => format!("`{id}` stands twice"),
            Mistake::RuleWithoutGround { id } => format!("the rule `{id}` has no ground"),
            Mistake::PerNoNumber { field } => format!("`{field}` is no number"),
            Mistake::AmountNotAsked { field, matter } => {
                format!("the amount reads `{field}`, which the matter `{matter}` does not ask")
            }
            Mistake::TermNotInMonths { validity } => {
                format!("`{validity}` has a last day, but `valid_months` does not say the same")
            }
            Mistake::CertificateSilent { template, names } => {
                format!("`{template}` does not say {names}", names = placeholders(names))
            }
            Mistake::NumbersPapers { series, paper } => format!("`{series}` numbers every paper `{paper}` already"),
            Mistake::NumbersCertificates { series, item } => format!("`{series}` numbers the certificates of `{item}` already"),
            Mistake::NoTemplate { template } => format!("there is no template `{template}`"),
            Mistake::TemplateNotToml { detail } => format!("not readable as TOML: {detail}"),
            Mistake::TemplateTooLarge { bytes } => format!("larger than {bytes} bytes"),
            Mistake::TemplateLacks => "is needed".to_owned(),
            Mistake::TemplateHasNoSuch => "no such field".to_owned(),
            Mistake::TemplateIsNot { fitting } => format!("must be {fitting}"),
            Mistake::TemplateWord { words } => format!("must be one of {words}", words = words.join(", ")),
            Mistake::TemplateBlock { kinds } => format!("must be exactly one of {kinds}", kinds = kinds.join(", ")),
            Mistake::TemplatePlaceholder { text } => format!("`{text}` is not a placeholder like {{{{ project.name }}}}"),
            Mistake::NobodySupplies { name } => format!("nothing supplies `{name}`"),
        }
    }

    /// What to do.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Mistake::NoPackFile => "add pack.toml with the city's code, name and office hours".to_owned(),
            Mistake::NothingBelongsHere => {
                "use pack.toml, regions.toml, organs.toml, english.toml, fields/, materials/, items/, matters/ or templates/"
                    .to_owned()
            }
            Mistake::NotToml { .. } => "correct the syntax on this line".to_owned(),
            Mistake::NoListOfTables { table } => format!("write [[{table}]]"),
            Mistake::UnknownTable { known, .. } => format!("use [[{known}]] in this file"),
            Mistake::NotADefinition { .. } => "write the keys that the definition has, each with a value of its kind".to_owned(),
            Mistake::NotThere { what, .. } => not_there(*what),
            Mistake::NotAnId { what, .. } => well_formed(*what),
            Mistake::DefinedTwice { .. } => "give one of them another id".to_owned(),
            Mistake::ListedTwice { .. } => "name each of them once".to_owned(),
            Mistake::ReservedWord { .. } => "give the field another id".to_owned(),
            Mistake::DerivedName { .. } => "give the step another id".to_owned(),
            Mistake::NoSuchCity { .. } => "define it in regions.toml, or correct the code".to_owned(),
            Mistake::OfficeClosesFirst { .. } => "let it close after it opens".to_owned(),
            Mistake::NotATime => "write it as HH:MM, such as 09:00".to_owned(),
            Mistake::RegionTwice { .. } => "remove one of them".to_owned(),
            Mistake::TwoRoots { .. } => "name the parent of all regions but one".to_owned(),
            Mistake::NoSuchRegion { .. } => "define the region, or correct the code".to_owned(),
            Mistake::NotHigher { .. } => "name a region of a higher level".to_owned(),
            Mistake::NoCounties => "define the counties: applications are made in them".to_owned(),
            Mistake::NoLevels { .. } => "name the levels at which it has organs".to_owned(),
            Mistake::NoNameAtLevel { .. } => "write its full name at each of its levels".to_owned(),
            Mistake::NobodysFunction { .. } => {
                "add it to a department's functions in organs.toml, or correct the name".to_owned()
            }
            Mistake::FunctionTwice { .. } => "leave each function with one department".to_owned(),
            Mistake::NoOrganFor { department, .. } => {
                format!("let `{department}` exist at one of the levels county, city or province")
            }
            Mistake::NoFunctionNamed => "name a function".to_owned(),
            Mistake::NobodyActsForSome => "end with a rule without `when`".to_owned(),
            Mistake::RuleHidesOthers => "put it last, or give it a `when`".to_owned(),
            Mistake::NobodyWorksOn { .. } => "name at least `handle`".to_owned(),
            Mistake::ChainOutOfOrder { .. } => "write a part of [\"handle\", \"check\", \"sign\"]".to_owned(),
            Mistake::NobodySigns { .. } => "end its chain with `sign`".to_owned(),
            Mistake::BoundOfNoNumber { key, .. } => format!("remove `{key}`, or make it a field of kind `integer` or `decimal`"),
            Mistake::NotAPlainNumber { .. } => "write a number that people could type".to_owned(),
            Mistake::BoundNotWhole { .. } => "write a whole number, or make it a field of kind `decimal`".to_owned(),
            Mistake::NoNumberAccepted { .. } => "let `min` be at most `max`".to_owned(),
            Mistake::NothingToChooseFrom { .. } => "add `choices`".to_owned(),
            Mistake::ChoicesOfNoChoice { .. } => "remove them, or write kind = \"choice\"".to_owned(),
            Mistake::NotAChoiceValue { .. } => "use letters, digits, - and _ only, and say the rest in the label".to_owned(),
            Mistake::ValueTwice { .. } => "give each choice a value of its own".to_owned(),
            Mistake::LengthOfNoText { .. } => "remove it".to_owned(),
            Mistake::NothingCanBeWritten { .. } => "allow at least one character".to_owned(),
            Mistake::NoTextAccepted { .. } => "let `min_length` be at most `max_length`".to_owned(),
            Mistake::EmptyPart { .. } => "add fields, or remove the part".to_owned(),
            Mistake::AskedBefore { .. } => "ask for each thing once".to_owned(),
            Mistake::QuestionTwice { .. } => "ask it once".to_owned(),
            Mistake::DecidesNothing { .. } => "ask for it in a part of the form".to_owned(),
            Mistake::NobodyReads { .. } => "remove the question, or ask for it in a part of the form".to_owned(),
            Mistake::NoRegionAsked { .. } => "name a field of kind `region` that stands in a part of the form".to_owned(),
            Mistake::ReadsNoField { .. } => "define the field, or correct the name".to_owned(),
            Mistake::ReadBeforeAsked { field, .. } => format!("let the matter ask `{field}` first"),
            Mistake::ReadButNotAsked { field, .. } => format!("add `{field}` to the matter's questions, or remove the test"),
            Mistake::NoYesOrNo { .. } => "compare it with a value; only a field of kind `boolean` can stand by itself".to_owned(),
            Mistake::NotForConditions { .. } => {
                "ask for what decides in a field of kind `boolean`, `choice`, `integer` or `decimal`".to_owned()
            }
            Mistake::NoOrder { .. } => "compare it with == or !=; only numbers have an order".to_owned(),
            Mistake::NoSuchChoice { choices, .. } => format!("use one of {choices}, or declare it", choices = choices.join(", ")),
            Mistake::NeverThatNumber { .. } => "compare it with a whole number".to_owned(),
            Mistake::OutOfBounds { .. } => "correct the threshold, or the field's `min` and `max`".to_owned(),
            Mistake::OtherKind { fitting, .. } => format!("compare it with {fitting}"),
            Mistake::NeverTrue { .. } => "correct the condition, or remove what stands under it".to_owned(),
            Mistake::NobodyMayApply => "name `person`, `enterprise` or both".to_owned(),
            Mistake::NothingToApplyFor => "name at least one item".to_owned(),
            Mistake::EmptyWord => "write what people say, or remove it".to_owned(),
            Mistake::WordTaken { .. } => "let each word stand once, with the matter that it means".to_owned(),
            Mistake::CommitsToNothing => "write what is promised, one sentence each".to_owned(),
            Mistake::NobodyAsksHow { .. } => {
                "add [delivery] with `way`, a choice of the form that offers electronic, window and post".to_owned()
            }
            Mistake::NoWayOfService { .. } => "offer electronic, window and post, or some of them".to_owned(),
            Mistake::NotInForm { .. } => "put it into a part of the form".to_owned(),
            Mistake::FieldIsNot { .. } => "name a field that is".to_owned(),
            Mistake::NeverFormalButHas { key, .. } => format!("remove `{key}`, or say when the item turns formal"),
            Mistake::NeverFormalButDecides { .. } => "make the step a review, or say when the item turns formal".to_owned(),
            Mistake::NobodyDecides { .. } => "name the function that decides and seals in `decide`".to_owned(),
            Mistake::SecondDecision { .. } => "leave one step of kind `decision`".to_owned(),
            Mistake::MaybeNeverDecided { .. } => "let the decision stand whenever the item applies".to_owned(),
            Mistake::OwnDecisionNotReached { step, .. } => format!("name the other decisions in the `after` of `{step}`"),
            Mistake::NobodyAccepts { .. } => "let its first step be of kind `acceptance`".to_owned(),
            Mistake::SecondAcceptance { .. } => "leave one step of kind `acceptance`".to_owned(),
            Mistake::MaybeNeverAccepted { .. } => "let the acceptance stand whenever the item applies".to_owned(),
            Mistake::FormalButPreReviewed { .. } => "remove `phase`, or let the item turn formal later".to_owned(),
            Mistake::DecisionWithoutLimit { .. } => "write `decide_limit`, or pre_review.decide in the matter".to_owned(),
            Mistake::DecisionBeforeGate { .. } => {
                "name pre_review.gate and pre_review.confirm in the matter, or let a step that always applies come after a gate"
                    .to_owned()
            }
            Mistake::BeforeAcceptance { acceptance, .. } => format!("let it come after `{acceptance}`"),
            Mistake::DecidedWithoutReview { .. } => "let one of its reviews apply whenever the item does".to_owned(),
            Mistake::GateOfAnother { .. } | Mistake::NoSuchStepHere { .. } => {
                "add to the matter what the step comes after, or remove the name".to_owned()
            }
            Mistake::NeverDecided { .. } => "name its last step in the `after` of a step".to_owned(),
            Mistake::NoSuchItemHere { .. } => "add the item to the matter, or remove the name".to_owned(),
            Mistake::StepsInCircle { .. } => "remove one of them from the `after` of the next".to_owned(),
            Mistake::GateLikeStep { .. } => "give one of them another id: steps come after both by name".to_owned(),
            Mistake::EmptyGroup { .. } => "name its items, or remove it".to_owned(),
            Mistake::InAnotherGroup { .. } => "leave each item in one group".to_owned(),
            Mistake::GroupedButNotThere { .. } => "add it to the matter's items, or remove it here".to_owned(),
            Mistake::NotBehindGate { .. } => "write turns_formal = \"behind_gate\", or remove it here".to_owned(),
            Mistake::IssuesNothing { .. } => "describe its certificate, or remove it here".to_owned(),
            Mistake::OtherGates { .. } => "put only items behind the same gate into one group".to_owned(),
            Mistake::ConfirmedWithoutGate => "name the gate in `gate`, or remove `confirm`".to_owned(),
            Mistake::NoTimeToRefine => "allow at least one day, or no rounds".to_owned(),
            Mistake::PreReviewBehindGate { .. } => "write phase = \"formal\", or let it stand before the gate".to_owned(),
            Mistake::PromiseInCalendarDays => "promise working days".to_owned(),
            Mistake::NoDayToSupply => "give at least one day".to_owned(),
            Mistake::NoticeForNoDay { .. } => "give it at least one day".to_owned(),
            Mistake::ExtensionBeyondLaw { most, .. } => format!("write 1 to {most}"),
            Mistake::NothingToExtend => "state the limit that the law gives, or leave the extension out".to_owned(),
            Mistake::GovernmentForOneOrgan => "let the organ's head approve it".to_owned(),
            Mistake::LimitTooLong { most, .. } => format!("write at most {most}"),
            Mistake::LimitWithoutGround => "name the law or the promise it comes from".to_owned(),
            Mistake::BeyondTheLaw { .. } => "shorten the steps, or correct the statutory limit".to_owned(),
            Mistake::PromiseBroken { .. } => {
                "shorten a step of this chain, let steps run beside each other, or promise more".to_owned()
            }
            Mistake::PromiseUnproven { .. } => {
                "shorten a step, or let fewer questions decide about the longest chains".to_owned()
            }
            Mistake::NoFileAccepted { .. } => "name at least one file type".to_owned(),
            Mistake::SizeOutOfRange { most, .. } => format!("allow 1 to {most} MB"),
            Mistake::ProducesNothing { .. } => "name an item that ends in a decision, or ask the applicant".to_owned(),
            Mistake::ProducerNotHere { .. } => "add the item to the matter, or ask the applicant".to_owned(),
            Mistake::GateNotHere { .. } => "define the gate in the matter, or correct the name".to_owned(),
            Mistake::ReadBeforeGate { .. } => "name a `stand_in`, or let the step come after the gate".to_owned(),
            Mistake::StandInsInCircle { .. } => "let the last one be something that the applicant has".to_owned(),
            Mistake::NothingToStandInFor { .. } => "write source = { comes_with = … }, or remove `stand_in`".to_owned(),
            Mistake::NotAtOnce { .. } => "name a material with source = \"applicant\" and no stand-in of its own".to_owned(),
            Mistake::NotHandedIn { .. } => "write it for a material with source = \"applicant\"".to_owned(),
            Mistake::MayBeLeftOut { .. } => "remove `optional`".to_owned(),
            Mistake::BarredTooLong { most, .. } => format!("write at most {most}"),
            Mistake::TermOutOfRange { most, .. } => format!("write 1 to {most}"),
            Mistake::SaysNothing { .. } => "write it in words".to_owned(),
            Mistake::ShowsNothing { .. } => "write kind = \"public_notice\", or remove `notice`".to_owned(),
            Mistake::PersonalInNotice { .. } => "show something else".to_owned(),
            Mistake::NotAskedHere { .. } => "add it to the matter's form, or show something else".to_owned(),
            Mistake::PaymentNotDescribed { .. } => {
                "add [item.step.payment] with name, basis, standard, series and pay".to_owned()
            }
            Mistake::NothingIsPaid { .. } => "write kind = \"payment\", or remove `payment`".to_owned(),
            Mistake::PaymentThroughChain { .. } => "let the handler alone set and record it".to_owned(),
            Mistake::RuleTwice { .. } => "give each rule its own id".to_owned(),
            Mistake::RuleWithoutGround { .. } => "name the law that spares whom it spares".to_owned(),
            Mistake::PerNoNumber { .. } => "name a question of kind `integer` or `decimal`".to_owned(),
            Mistake::AmountNotAsked { .. } => "add it to the matter's questions, or let the organ enter the amount".to_owned(),
            Mistake::TermNotInMonths { .. } => {
                "write the same term in months, so that the certificate can bear its last day".to_owned()
            }
            Mistake::CertificateSilent { .. } => {
                "let the certificate bear it: whoever is shown it must see who may do what, and until when".to_owned()
            }
            Mistake::NumbersPapers { .. } => "give it a series of its own".to_owned(),
            Mistake::NumbersCertificates { .. } => "give the invoices a series of their own".to_owned(),
            Mistake::NoTemplate { template } => format!("put it into templates/{template}.toml, or correct the name"),
            Mistake::TemplateNotToml { .. } | Mistake::TemplateTooLarge { .. } => {
                "write the template as TOML, as crates/document/TEMPLATES.md shows".to_owned()
            }
            Mistake::TemplateLacks
            | Mistake::TemplateHasNoSuch
            | Mistake::TemplateIsNot { .. }
            | Mistake::TemplateWord { .. }
            | Mistake::TemplateBlock { .. }
            | Mistake::TemplatePlaceholder { .. } => "write it as crates/document/TEMPLATES.md shows".to_owned(),
            Mistake::NobodySupplies { .. } => {
                "use a name of crates/document/TEMPLATES.md or `form.` with a field of this pack".to_owned()
            }
        }
    }
}

fn not_there(what: Definition) -> String {
    match what {
        Definition::StepOrGate => "define it, or correct the name".to_owned(),
        Definition::Field
        | Definition::Material
        | Definition::Item
        | Definition::Matter
        | Definition::Department
        | Definition::Step
        | Definition::Gate
        | Definition::Group
        | Definition::Part => format!("define the {what}, or correct the name"),
    }
}

fn well_formed(what: Definition) -> String {
    match what {
        Definition::Field => format!("begin with a letter and use a–z, 0–9 and _ only, at most {ID_LENGTH_MAX} of them"),
        Definition::Step | Definition::StepOrGate => {
            format!("use parts of a–z, 0–9, - and _ with points between, at most {ID_LENGTH_MAX} characters each")
        }
        Definition::Material
        | Definition::Item
        | Definition::Matter
        | Definition::Department
        | Definition::Gate
        | Definition::Group
        | Definition::Part => {
            format!("begin with a letter and use a–z, 0–9, - and _ only, at most {ID_LENGTH_MAX} of them")
        }
    }
}

/// {{ applicant.name }} or {{ owner.name }}.
fn placeholders(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("{{{{ {name} }}}}")).collect();
    names.join(" or ")
}

fn listed(gates: &[String]) -> String {
    let gates: Vec<String> = gates.iter().map(|gate| format!("`{gate}`")).collect();
    match gates.is_empty() {
        true => "no gate".to_owned(),
        false => gates.join(" and "),
    }
}

fn where_they_hold(within: &[String]) -> String {
    let within: Vec<String> = within.iter().map(|outer| format!("`{outer}`")).collect();
    match within.as_slice() {
        [] => String::new(),
        [outer] => format!(" where {outer} holds"),
        [..] => format!(" where {} hold", within.join(" and ")),
    }
}

fn bound(bound: &str) -> &str {
    match bound {
        "" => "any number",
        bound => bound,
    }
}

fn some_answers(answers: &str) -> String {
    match answers {
        "" => "any answers".to_owned(),
        answers => format!("answers {answers}"),
    }
}

fn with_answers(answers: &str) -> String {
    match answers {
        "" => "where nothing is answered".to_owned(),
        answers => format!("with {answers}"),
    }
}
