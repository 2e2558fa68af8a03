//! The acts: every way in which somebody may see or change something.

use std::fmt;
use std::str::FromStr;

/// A kind of permit: one marker type an act, so that a command can only be submitted with the permit of its own act.
pub trait Act: Send + Sync + 'static {
    /// The row of the policy table.
    const ACT: ActName;
}

/// An act that everybody may do on everything: [`Permit::public`](crate::Permit::public) needs no question.
pub trait PublicAct: Act {}

impl PublicAct for acts::SeePublic {}
impl PublicAct for acts::SeeStatusByCode {}
impl PublicAct for acts::CheckDocument {}
impl PublicAct for acts::Object {}
impl PublicAct for acts::StateView {}

/// An act is written once: its row in the table, its marker type, its name as text.
macro_rules! acts {
    ($($(#[$documentation:meta])* $act:ident => $text:literal,)*) => {
        /// The name of an act: a row of the policy table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActName {
            $($(#[$documentation])* $act,)*
        }

        impl ActName {
            /// Every act there is.
            pub const ALL: &'static [ActName] = &[$(ActName::$act,)*];

            /// The act as `zhoudao policy explain` and the security log write it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$act => $text,)*
                }
            }
        }

        /// The marker types of the acts.
        pub mod acts {
            use super::{Act, ActName};

            $(
                $(#[$documentation])*
                #[derive(Debug, Clone, Copy)]
                pub enum $act {}

                impl Act for $act {
                    const ACT: ActName = ActName::$act;
                }
            )*
        }
    };
}

acts! {
    /// See what everybody may see: guides, figures, published lists.
    SeePublic => "see-public",
    /// Ask for the state of an application with its number and query code, without signing in.
    SeeStatusByCode => "see-status-by-code",
    /// Check whether a document is genuine.
    CheckDocument => "check-document",
    /// Object to a public notice that runs, without signing in.
    Object => "object",
    /// State one's view on a case that touches one's interests, with the number and code that one was told.
    StateView => "state-view",
    /// Register an account for oneself.
    OpenAccount => "open-account",
    /// See an account: one's own, masked.
    SeeAccount => "see-account",
    /// Correct one's own name, phone or password.
    ChangeAccount => "change-account",
    /// Register an enterprise, whose legal representative one becomes.
    OpenEnterprise => "open-enterprise",
    /// See an enterprise with its members and mandates.
    SeeEnterprise => "see-enterprise",
    /// Give an agent a mandate to act for an enterprise.
    GiveMandate => "give-mandate",
    /// Take a mandate back.
    RevokeMandate => "revoke-mandate",
    /// Give a clerk or helper an authorisation to act for oneself.
    GiveAuthorisation => "give-authorisation",
    /// See an authorisation.
    SeeAuthorisation => "see-authorisation",
    /// Take an authorisation back.
    RevokeAuthorisation => "revoke-authorisation",
    /// Give an authorisation back that one acts by.
    LayDownAuthorisation => "lay-down-authorisation",
    /// Take in at a window whoever stands there: identity checked, the authorisation of the visit recorded.
    TakeIn => "take-in",
    /// Read back what a window took in: number, state, receipt.
    SeeIntake => "see-intake",
    /// Hand a new sign-in secret over, or change a phone, at a window.
    RecoverAccount => "recover-account",
    /// See who looked at one's data, and ask about a look.
    SeeLooks => "see-looks",
    /// Answer somebody who asks about a look.
    AnswerLook => "answer-look",
    /// See all that the city holds about oneself.
    SeeOwnData => "see-own-data",
    /// Ask that one's data be corrected, erased, restricted or explained; take that back.
    AskAboutData => "ask-about-data",
    /// See what people ask about their data.
    SeeDataRequest => "see-data-request",
    /// Answer it, with reasons.
    AnswerDataRequest => "answer-data-request",
    /// Be shown what is restricted, for a reason that is kept.
    OpenRestricted => "open-restricted",
    /// Put an account into a post, or take it out.
    AssignPost => "assign-post",
    /// Register a project.
    OpenProject => "open-project",
    /// See a project.
    SeeProject => "see-project",
    /// Change a project's answers.
    ChangeProject => "change-project",
    /// Give a project its helper.
    AssignHelper => "assign-helper",
    /// See how a project that one helps stands: lights, next steps, what is asked. Not its papers.
    SeeHelped => "see-helped",
    /// Keep what is typed, before submission.
    KeepDraft => "keep-draft",
    /// Submit an application.
    Submit => "submit",
    /// See an application with its cases.
    SeeApplication => "see-application",
    /// Answer as the applicant: supply a refinement, change the plan, choose, withdraw, rate.
    ActAsApplicant => "act-as-applicant",
    /// Ask as its holder that something be done with a certificate: changed, prolonged, re-issued; take that back.
    AskAsHolder => "ask-as-holder",
    /// Have another query code made; the old one is dead.
    RenewQueryCode => "renew-query-code",
    /// See a document of a case.
    SeeDocument => "see-document",
    /// Serve a document: hand it over, post it, record what the post says.
    ServeDocument => "serve-document",
    /// Work on the open stage of a step: claim, release, ask for refinement, give the opinion, pass it on.
    WorkOnStep => "work-on-step",
    /// Give a task to somebody else of the organ, or back to the desk (改派).
    Reassign => "reassign",
    /// Declare that one may not work on an application (回避).
    DeclareConflict => "declare-conflict",
    /// Decide whether somebody of the organ is recused.
    DecideRecusal => "decide-recusal",
    /// See what staff write to each other on an application (内部备注).
    SeeNotes => "see-notes",
    /// Write it.
    WriteNote => "write-note",
    /// Approve or decline what was proposed for one's signature.
    Approve => "approve",
    /// Sign off a draft decision.
    SignOff => "sign-off",
    /// Record that a gate (contract, payment) is passed.
    RecordGate => "record-gate",
    /// See the desk of an organ: its open steps.
    SeeDesk => "see-desk",
    /// See who works in an organ, and on what.
    SeeOrgan => "see-organ",
    /// Declare somebody absent, with a deputy (请假、代理).
    DeclareAbsence => "declare-absence",
    /// Hand a post with its open work from one person to another (离岗交接).
    HandOver => "hand-over",
    /// See the work of all organs of a region.
    SeeRegion => "see-region",
    /// End a step whose time has run out.
    EndStep => "end-step",
    /// Do what follows from an event: issue, serve, record a rendered document.
    React => "react",
    /// Move the clock of a demonstration city forward.
    MoveClock => "move-clock",
    /// Import releases, administer the city.
    Administer => "administer",
    /// Declare a day off of a region, or a revised holiday arrangement.
    DeclareDays => "declare-days",
    /// Ask an organ about an application, remind it, close what was asked.
    AskOrgan => "ask-organ",
    /// See what an organ was asked.
    SeeInquiry => "see-inquiry",
    /// Answer for an organ what it was asked.
    AnswerInquiry => "answer-inquiry",
    /// Take a list of applications out of the house as a file.
    ExportList => "export-list",
}

impl fmt::Display for ActName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A text that names no act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no act {0:?}")]
pub struct UnknownAct(pub String);

impl FromStr for ActName {
    type Err = UnknownAct;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|act| act.as_str() == text)
            .ok_or_else(|| UnknownAct(text.to_owned()))
    }
}
