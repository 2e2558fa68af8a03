//! What can be wrong with a pack: each mistake with what it speaks of, so that it can be said in any language.

mod english;

use std::fmt;

use serde::Serialize;

/// A mistake in a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "mistake", rename_all = "snake_case")]
#[allow(missing_docs, reason = "a field is named for what it holds: an id, or words of the pack")]
pub enum Mistake {
    // The pack as files.
    /// There is no `pack.toml`, or it cannot be read.
    NoPackFile,
    /// A file that no part of a pack is.
    NothingBelongsHere,
    /// A file that is not TOML, with the word of its reader.
    NotToml { detail: String },
    /// One value where a list of tables is to stand.
    NoListOfTables { table: String },
    /// A table that the file does not have.
    UnknownTable { table: String, known: String },
    /// Keys or values that the definition does not have, with the word of its reader.
    NotADefinition { detail: String },
    // What is named, and by which name.
    /// Something is named that is not there.
    NotThere { what: Definition, id: String },
    /// An id that is not well formed.
    NotAnId { what: Definition, id: String },
    /// Two definitions of a kind with one id.
    DefinedTwice { what: Definition, id: String, first: String },
    /// The same stands twice in a list.
    ListedTwice { id: String },
    /// A field that is called as a word of the condition language.
    ReservedWord { id: String },
    /// A step that is called as one that is derived.
    DerivedName { id: String },
    // The city, its regions, departments and functions.
    /// The city is no region of its level.
    NoSuchCity { code: String },
    /// The office closes before it opens.
    OfficeClosesFirst { close: String, open: String },
    /// No time of day.
    NotATime,
    /// Two regions with one code.
    RegionTwice { code: String, first: String },
    /// Two regions without a parent.
    TwoRoots { one: String, other: String },
    /// A parent that is no region.
    NoSuchRegion { code: String },
    /// A parent that is not of a higher level.
    NotHigher { code: String, parent: String },
    /// No region in which applications are made.
    NoCounties,
    /// A department that exists nowhere.
    NoLevels { department: String },
    /// A department without a name at one of its levels.
    NoNameAtLevel { department: String, level: String },
    /// A function that no department has.
    NobodysFunction { function: String },
    /// A function of two departments.
    FunctionTwice { function: String, department: String },
    /// Counties for which no organ has a function.
    NoOrganFor {
        function: String,
        counties: Vec<String>,
        department: String,
    },
    // Who acts.
    /// Nobody is named who acts.
    NoFunctionNamed,
    /// The last rule of an assignment has a condition.
    NobodyActsForSome,
    /// A rule without condition stands before others.
    RuleHidesOthers,
    /// A step without a chain.
    NobodyWorksOn { step: String },
    /// A chain that is no part of the one that there is.
    ChainOutOfOrder { step: String },
    /// A decision without a signature.
    NobodySigns { step: String },
    // Fields, questions and the form.
    /// A bound of a field that is no number.
    BoundOfNoNumber { field: String, key: String },
    /// A bound that nobody could type.
    NotAPlainNumber { key: String },
    /// A bound with decimals of a whole number.
    BoundNotWhole { field: String, key: String },
    /// The smallest number is above the largest.
    NoNumberAccepted { field: String },
    /// A choice without choices.
    NothingToChooseFrom { field: String },
    /// Choices of a field that is none.
    ChoicesOfNoChoice { field: String },
    /// A value of a choice that is not well formed.
    NotAChoiceValue { value: String },
    /// Two choices with one value.
    ValueTwice { value: String },
    /// A length of a field that is no text.
    LengthOfNoText { field: String, key: String },
    /// A text of no character.
    NothingCanBeWritten { field: String },
    /// The shortest text is longer than the longest.
    NoTextAccepted { field: String },
    /// A part of the form without fields.
    EmptyPart { part: String },
    /// A field that is asked a second time.
    AskedBefore { field: String, by: AskedBy },
    /// A question that stands twice.
    QuestionTwice { field: String },
    /// A question of a kind that cannot decide.
    DecidesNothing { field: String },
    /// A question whose answer changes nothing.
    NobodyReads { field: String },
    /// The place of a matter is no region of its form.
    NoRegionAsked { field: String },
    // Conditions.
    /// A condition that reads something that is no field.
    ReadsNoField { condition: String, field: String },
    /// A condition that reads a question asked only later.
    ReadBeforeAsked {
        condition: String,
        field: String,
        matter: String,
    },
    /// A condition that reads what a matter does not ask.
    ReadButNotAsked {
        condition: String,
        field: String,
        matter: String,
    },
    /// A field by itself that is no yes or no.
    NoYesOrNo { field: String },
    /// A field of a kind that no condition can read.
    NotForConditions { field: String },
    /// An order of what is no number.
    NoOrder { field: String },
    /// A value that the field does not offer.
    NoSuchChoice {
        field: String,
        value: String,
        choices: Vec<String>,
    },
    /// A whole number compared with a fraction.
    NeverThatNumber { field: String, number: String },
    /// A threshold beyond the bounds of its field; an empty bound is none.
    OutOfBounds {
        field: String,
        number: String,
        min: String,
        max: String,
    },
    /// A constant of another kind than its field.
    OtherKind { field: String, fitting: Fitting },
    /// A condition that no answers make true, within those that must hold before.
    NeverTrue { condition: String, within: Vec<String> },
    // Matters and their items.
    /// A matter without an audience.
    NobodyMayApply,
    /// A matter without items.
    NothingToApplyFor,
    /// A word without letters.
    EmptyWord,
    /// A word of two matters.
    WordTaken { word: String, matter: String },
    /// A letter without statements.
    CommitsToNothing,
    /// A matter with decisions that asks nobody how to serve them.
    NobodyAsksHow { item: String },
    /// A choice that is no way of service.
    NoWayOfService { value: String },
    /// A field that the form does not ask.
    NotInForm { field: String },
    /// A field of another kind than is needed.
    FieldIsNot { field: String, fitting: Fitting },
    // When an item turns formal, and the order of its steps.
    /// Something that only formal items have.
    NeverFormalButHas { item: String, key: String },
    /// A formal step of an item that is none.
    NeverFormalButDecides { item: String, step: String },
    /// A formal item that nobody decides.
    NobodyDecides { item: String },
    /// Two decisions of an item.
    SecondDecision { step: String, item: String },
    /// A decision with a condition.
    MaybeNeverDecided { item: String },
    /// An order of decisions that does not reach the own one.
    OwnDecisionNotReached { item: String, step: String },
    /// An item that turns formal at acceptance, without one.
    NobodyAccepts { item: String },
    /// Two acceptances of an item.
    SecondAcceptance { step: String, item: String },
    /// An acceptance with a condition.
    MaybeNeverAccepted { item: String },
    /// A pre-review of what is formal from the start.
    FormalButPreReviewed { item: String, step: String },
    /// A decision without a limit.
    DecisionWithoutLimit { item: String, matter: String },
    /// A decision that can stand before every gate.
    DecisionBeforeGate { matter: String, item: String },
    /// A step that does not wait for the acceptance.
    BeforeAcceptance {
        matter: String,
        step: String,
        acceptance: String,
    },
    /// An item that is decided without a review, with some answers; empty for none.
    DecidedWithoutReview { matter: String, item: String, answers: String },
    /// A gate of another matter.
    GateOfAnother { gate: String, other: String, matter: String },
    /// A step that the matter does not have.
    NoSuchStepHere { matter: String, step: String },
    /// An item named among decisions that is never decided.
    NeverDecided { item: String },
    /// An item that the matter does not have.
    NoSuchItemHere { matter: String, item: String },
    /// Steps that wait for each other.
    StepsInCircle { steps: Vec<String> },
    // Gates, groups and pre-review.
    /// A gate that is called like a step.
    GateLikeStep { gate: String, step: String },
    /// A group without items.
    EmptyGroup { group: String },
    /// An item in two groups.
    InAnotherGroup { item: String, group: String },
    /// A grouped item that the matter does not have.
    GroupedButNotThere { item: String },
    /// A grouped item that does not wait for a gate.
    NotBehindGate { item: String },
    /// A grouped item without a certificate.
    IssuesNothing { item: String },
    /// Items of one group behind different gates.
    OtherGates {
        item: String,
        gates: Vec<String>,
        first: String,
        first_gates: Vec<String>,
    },
    /// A confirmation behind no gate.
    ConfirmedWithoutGate,
    /// Rounds of refinement without time.
    NoTimeToRefine,
    /// A pre-review behind a gate.
    PreReviewBehindGate { step: String },
    // Limits and the promise.
    /// A promise of calendar days.
    PromiseInCalendarDays,
    /// No day to supply what was missing.
    NoDayToSupply,
    /// A public notice of no day.
    NoticeForNoDay { step: String },
    /// An extension that the law does not allow.
    ExtensionBeyondLaw { days: u32, most: u32 },
    /// An extension of no statutory limit.
    NothingToExtend,
    /// An approval by the government's head of what one organ handles.
    GovernmentForOneOrgan,
    /// A limit of more than a year.
    LimitTooLong { days: u32, most: u32 },
    /// A limit without its ground.
    LimitWithoutGround,
    /// Steps that take longer than the law gives.
    BeyondTheLaw {
        matter: String,
        item: String,
        days: u32,
        steps: Vec<String>,
        statutory: u32,
    },
    /// A chain that is longer than the promise, with some answers; empty for any.
    PromiseBroken {
        answers: String,
        steps: Vec<String>,
        days: u32,
        promise: u32,
    },
    /// A promise that cannot be proven.
    PromiseUnproven { promise: u32, bound: u32, combinations: u32 },
    // Materials, and what is accepted in their place.
    /// A material of no file type.
    NoFileAccepted { material: String },
    /// A material of no size, or too large.
    SizeOutOfRange { material: String, megabytes: u32, most: u32 },
    /// A material that an item without decision is to produce.
    ProducesNothing { item: String, material: String },
    /// A material whose producer the matter does not have.
    ProducerNotHere { item: String, material: String, matter: String },
    /// A material that comes with a gate which the matter does not have.
    GateNotHere { material: String, gate: String, matter: String },
    /// A material that is read before its gate.
    ReadBeforeGate { step: String, material: String, gate: String },
    /// Materials that stand in for each other.
    StandInsInCircle { materials: Vec<String> },
    /// A stand-in for what waits for no gate.
    NothingToStandInFor { material: String },
    /// A stand-in that cannot be handed in at once.
    NotAtOnce { material: String },
    /// Something in place of what nobody hands in.
    NotHandedIn { material: String },
    /// Something in place of what nobody needs.
    MayBeLeftOut { material: String },
    /// A bar from promises of more than ten years.
    BarredTooLong { days: u32, most: u32 },
    /// A term of no day, or of more than a year.
    TermOutOfRange { days: u32, most: u32 },
    /// Words that are missing.
    SaysNothing { key: String },
    // Public notices and payments.
    /// What a step shows that is no public notice.
    ShowsNothing { step: String },
    /// A person's own in a public notice.
    PersonalInNotice { field: String },
    /// A field of a notice that a matter does not ask.
    NotAskedHere { matter: String, field: String },
    /// A payment that does not say what is paid.
    PaymentNotDescribed { step: String },
    /// What is paid in a step that is no payment.
    NothingIsPaid { step: String },
    /// A payment with a chain.
    PaymentThroughChain { step: String },
    /// Two rules with one id.
    RuleTwice { id: String },
    /// A waiver without its ground.
    RuleWithoutGround { id: String },
    /// An amount by what is no number.
    PerNoNumber { field: String },
    /// An amount by what a matter does not ask.
    AmountNotAsked { field: String, matter: String },
    // Papers.
    /// A term in words that is not the one in months.
    TermNotInMonths { validity: String },
    /// A certificate that does not bear what it has to, under one of these names.
    CertificateSilent { template: String, names: Vec<String> },
    /// A series that numbers other papers.
    NumbersPapers { series: String, paper: String },
    /// A series that numbers certificates.
    NumbersCertificates { series: String, item: String },
    /// A template that is not there.
    NoTemplate { template: String },
    // Templates of papers.
    /// A template that cannot be read, with the word of its reader.
    TemplateNotToml { detail: String },
    /// A template of too many bytes.
    TemplateTooLarge { bytes: u32 },
    /// A field that a template needs.
    TemplateLacks,
    /// A field that no template has.
    TemplateHasNoSuch,
    /// A field of a template that holds something else.
    TemplateIsNot { fitting: String },
    /// A word where only certain words may stand.
    TemplateWord { words: Vec<String> },
    /// A block that is no kind of block, or two at once.
    TemplateBlock { kinds: Vec<String> },
    /// A placeholder that is not well formed.
    TemplatePlaceholder { text: String },
    /// A name for which there is no value.
    NobodySupplies { name: String },
}

/// What a pack defines and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Definition {
    /// 字段.
    Field,
    /// 材料.
    Material,
    /// 事项.
    Item,
    /// 主题.
    Matter,
    /// 部门.
    Department,
    /// 环节.
    Step,
    /// 环节或者关口, as steps come after both.
    StepOrGate,
    /// 关口.
    Gate,
    /// 联发的一组事项.
    Group,
    /// 表单分栏.
    Part,
}

/// Who asks for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// A guided question.
    Question,
    /// A part of the form.
    Form,
}

/// What would fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fitting {
    /// `true` or `false`.
    TrueOrFalse,
    /// A value of a choice.
    ValueOfChoice,
    /// A number.
    Number,
    /// No constant at all.
    Nothing,
    /// A field for yes or no.
    YesOrNo,
    /// A field for text.
    Text,
    /// A field with choices.
    Choice,
}

impl fmt::Display for Definition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Field => "field",
            Self::Material => "material",
            Self::Item => "item",
            Self::Matter => "matter",
            Self::Department => "department",
            Self::Step => "step",
            Self::StepOrGate => "step or gate",
            Self::Gate => "gate",
            Self::Group => "group",
            Self::Part => "part",
        })
    }
}

impl fmt::Display for AskedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Question => "a question",
            Self::Form => "the form",
        })
    }
}

impl fmt::Display for Fitting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TrueOrFalse => "true or false",
            Self::ValueOfChoice => "one of its choices, in quotation marks",
            Self::Number => "a number",
            Self::Nothing => "nothing",
            Self::YesOrNo => "a yes or no",
            Self::Text => "a text",
            Self::Choice => "a choice",
        })
    }
}
