//! What becomes of a certificate afterwards: each an act of its own with its own paper, proposed by one and approved by
//! another (行政许可法 8, 49, 50, 69, 70).

use calendar::Day;
use ledger::Context;
use serde::{Deserialize, Serialize};

use super::decision::last_day;
use super::desk::unbiased;
use super::document::{DocumentKind, IssuedDocument, Paper, Standing, issue};
use super::opening::Course;
use super::proposal::ProposalNumber;
use super::refusal::Refusal;
use super::request::RequestNumber;
use super::state::Application;

/// Prolongation is asked for thirty days before the end (行政许可法 50).
pub const PROLONG_DAYS_BEFORE: i32 = 30;

/// What is done with a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Afterwards {
    /// 更正: a slip of the pen; a new version takes its place.
    Correct,
    /// 补发: it was lost or damaged; a new version takes its place.
    Reissue,
    /// 变更 (行政许可法 49): a new version takes its place.
    Change,
    /// 延续 (行政许可法 50): a new version runs through a later day.
    Prolong {
        /// Its new last day.
        until: Day,
        /// The day on which its holder asked for it; the day of the proposal where none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Day>,
    },
    /// 撤销 (行政许可法 69).
    Revoke {
        /// Why.
        ground: RevocationGround,
    },
    /// 撤回 (行政许可法 8).
    Withdraw {
        /// Why.
        ground: WithdrawalGround,
    },
    /// 注销 (行政许可法 70).
    Cancel {
        /// Why.
        ground: CancellationGround,
    },
}

/// Why a licence should not have been granted (行政许可法 69, a closed list).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationGround {
    /// 滥用职权、玩忽职守作出准予行政许可决定
    AbuseOfPower,
    /// 超越法定职权
    BeyondPower,
    /// 违反法定程序
    AgainstProcedure,
    /// 对不具备申请资格或者不符合法定条件的申请人准予行政许可
    NotEntitled,
    /// 以欺骗、贿赂等不正当手段取得 (第二款)
    Deceit,
}

/// Why a lawful licence may be taken back (行政许可法 8, second paragraph).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalGround {
    /// 所依据的法律、法规、规章修改或者废止
    LawChanged,
    /// 所依据的客观情况发生重大变化
    CircumstancesChanged,
}

/// Why a licence is struck off (行政许可法 70).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CancellationGround {
    /// 有效期届满未延续
    Expired,
    /// 公民死亡或者丧失行为能力
    HolderGone,
    /// 法人或者其他组织依法终止
    Dissolved,
    /// 因不可抗力无法实施
    Impossible,
    /// 法律、法规规定的其他情形，如持证人申请注销
    Other,
}

impl Afterwards {
    /// In addresses, the API and text keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Reissue => "reissue",
            Self::Change => "change",
            Self::Prolong { .. } => "prolong",
            Self::Revoke { .. } => "revoke",
            Self::Withdraw { .. } => "withdraw",
            Self::Cancel { .. } => "cancel",
        }
    }

    fn paper(self) -> DocumentKind {
        match self {
            Self::Correct => DocumentKind::CorrectionNotice,
            Self::Reissue => DocumentKind::ReissueNotice,
            Self::Change => DocumentKind::ChangeDecision,
            Self::Prolong { .. } => DocumentKind::ProlongationDecision,
            Self::Revoke { .. } => DocumentKind::RevocationDecision,
            Self::Withdraw { .. } => DocumentKind::WithdrawalDecision,
            Self::Cancel { .. } => DocumentKind::CancellationDecision,
        }
    }

    /// Whether a new version of the certificate takes the old one's place.
    #[must_use]
    pub fn renews(self) -> bool {
        match self {
            Self::Correct | Self::Reissue | Self::Change | Self::Prolong { .. } => true,
            Self::Revoke { .. } | Self::Withdraw { .. } | Self::Cancel { .. } => false,
        }
    }

    /// The ground in the words of the law.
    fn ground(self) -> Option<&'static str> {
        match self {
            Self::Revoke { ground } => Some(match ground {
                RevocationGround::AbuseOfPower => "工作人员滥用职权、玩忽职守作出准予行政许可决定",
                RevocationGround::BeyondPower => "超越法定职权作出准予行政许可决定",
                RevocationGround::AgainstProcedure => "违反法定程序作出准予行政许可决定",
                RevocationGround::NotEntitled => "对不具备申请资格或者不符合法定条件的申请人准予行政许可",
                RevocationGround::Deceit => "被许可人以欺骗、贿赂等不正当手段取得行政许可",
            }),
            Self::Withdraw { ground } => Some(match ground {
                WithdrawalGround::LawChanged => "行政许可所依据的法律、法规、规章修改或者废止",
                WithdrawalGround::CircumstancesChanged => "准予行政许可所依据的客观情况发生重大变化",
            }),
            Self::Cancel { ground } => Some(match ground {
                CancellationGround::Expired => "行政许可有效期届满未延续",
                CancellationGround::HolderGone => "赋予公民特定资格的行政许可，该公民死亡或者丧失行为能力",
                CancellationGround::Dissolved => "法人或者其他组织依法终止",
                CancellationGround::Impossible => "因不可抗力导致行政许可事项无法实施",
                CancellationGround::Other => "法律、法规规定的应当注销行政许可的其他情形",
            }),
            Self::Correct | Self::Reissue | Self::Change | Self::Prolong { .. } => None,
        }
    }
}

/// Whether an act may be proposed: the certificate stands, was served, and is the organ's of whoever proposes.
pub(super) fn admissible(state: &Application, document: u16, act: Afterwards, context: &Context<'_>) -> Result<(), Refusal> {
    let certificate = standing_certificate(state, document)?;
    let post = context.actor.held_post().ok_or(Refusal::NotYourDesk)?;
    if post.organ != certificate.organ {
        return Err(Refusal::NotYourDesk);
    }
    unbiased(state, &certificate.organ, context)?;
    possible(state, certificate, act, context.at.day())
}

/// A certificate that stands and has reached its holder.
pub(super) fn standing_certificate(state: &Application, document: u16) -> Result<&IssuedDocument, Refusal> {
    let certificate = in_force(state, document)?;
    match certificate.delivery.served_on() {
        Some(_) => Ok(certificate),
        None => Err(Refusal::CertificateGone(document)),
    }
}

fn in_force(state: &Application, document: u16) -> Result<&IssuedDocument, Refusal> {
    let certificate = state
        .document(document)
        .filter(|document| document.kind == DocumentKind::Decision)
        .ok_or(Refusal::UnknownDocument(document))?;
    match certificate.standing {
        Standing::InForce => Ok(certificate),
        Standing::Replaced { .. } | Standing::Revoked { .. } | Standing::Withdrawn { .. } | Standing::Cancelled { .. } => {
            Err(Refusal::CertificateGone(document))
        }
    }
}

/// What silence has decided: what becomes of the certificate from then on becomes of its new version.
fn undecided_by_silence(state: &Application, document: u16, today: Day) -> Result<(), Refusal> {
    match state.is_prolonged_by_silence(document, today) {
        true => Err(Refusal::ProlongedBySilence),
        false => Ok(()),
    }
}

/// What the law asks of the days of an act.
fn possible(state: &Application, certificate: &IssuedDocument, act: Afterwards, today: Day) -> Result<(), Refusal> {
    undecided_by_silence(state, certificate.ordinal, today)?;
    match act {
        Afterwards::Prolong { until, asked } => prolongable(state, certificate, until, asked.unwrap_or(today), today),
        Afterwards::Cancel {
            ground: CancellationGround::Expired,
        } if !certificate.has_expired(today) => Err(Refusal::NotExpired),
        Afterwards::Correct
        | Afterwards::Reissue
        | Afterwards::Change
        | Afterwards::Revoke { .. }
        | Afterwards::Withdraw { .. }
        | Afterwards::Cancel { .. } => Ok(()),
    }
}

/// Only what ends by itself can be prolonged: to a later day, by its own term at most, and where its holder asked before the end.
/// That the organ was slow takes nothing from who was not. Who asks later than thirty days before may be refused, and gains
/// nothing from silence, but the law does not forbid to grant it (行政许可法 50).
fn prolongable(state: &Application, certificate: &IssuedDocument, until: Day, asked: Day, today: Day) -> Result<(), Refusal> {
    let last = certificate.valid_until.ok_or(Refusal::NothingToProlong)?;
    if until <= last {
        return Err(Refusal::NotProlonged { last });
    }
    if asked > today {
        return Err(Refusal::AskedInTheFuture);
    }
    if asked > last {
        return Err(Refusal::ProlongedTooLate { last });
    }
    let planned = certificate.item.as_ref().and_then(|item| state.planned_item(item));
    let term = planned.and_then(|planned| planned.valid_months);
    match term.map(|months| last_day(last.next(), months)) {
        Some(longest) if until > longest => Err(Refusal::ProlongedTooFar { last: longest }),
        Some(_) | None => Ok(()),
    }
}

/// Why an act is done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cause {
    /// It was proposed and approved.
    Approved(ProposalNumber),
    /// Nobody decided in time on what was asked, and law takes that for a yes (行政许可法 50).
    Silence(RequestNumber),
}

impl Cause {
    /// Where the vault keeps its words.
    fn words_path(self) -> String {
        match self {
            Self::Approved(proposal) => proposal.words_path(),
            Self::Silence(request) => request.silence_path(),
        }
    }
}

/// Does what was approved, or what counts as granted: its paper, and where the certificate goes on, the new version in its place.
pub(super) fn perform(
    course: &mut Course,
    document: u16,
    act: Afterwards,
    cause: Cause,
    context: &mut Context<'_>,
) -> Result<(), Refusal> {
    let certificate = in_force(&course.state, document)?.clone();
    undecided_by_silence(&course.state, document, context.at.day())?;
    let reasons = cause.words_path();
    let until = if let Afterwards::Prolong { until, .. } = act {
        Some(until)
    } else {
        None
    };
    let paper = Paper::new(act.paper(), certificate.organ.clone()).on(certificate.item.clone());
    let paper = paper.following(document).saying("reasons_at", reasons.clone());
    let paper = paper.saying_if("ground", act.ground()).saying_if("until", until);
    issue(course, context, paper);
    if act.renews() {
        let planned = certificate.item.as_ref().and_then(|item| course.state.planned_item(item));
        let series = planned.and_then(|planned| planned.series.clone());
        let renewed = Paper::new(DocumentKind::Decision, certificate.organ).on(certificate.item);
        let renewed = renewed
            .following(document)
            .in_series(series)
            .valid_until(until.or(certificate.valid_until));
        issue(course, context, renewed.saying("amended_at", reasons));
    }
    Ok(())
}
