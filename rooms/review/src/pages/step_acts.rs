//! Acts on a step, each created by a form: done once under the form's key, or the step is shown again with what was typed.

use std::collections::BTreeSet;

use applications::access::Seen;
use applications::record::Applications;
use applications::record::command::{
    Accept, AnnounceHearing, AskRefinement, Claim, ContributeSupplement, EndSpecialProcedure, GiveOpinion, OwnSupplement,
    PassStage, RecordHearing, RecordHearingAsked, Release, ReturnStage, SendBack, SendSupplement, SignOff, TellHearingRight,
};
use applications::record::special::SpecialKind;
use applications::record::state::{Opinion, StepState, StepStatus};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use front::{FormData, FormErrors, Message, Problem};
use ledger::CommandOf;
use procedure::definition::{MaterialId, StepId};

use super::step::{Again, respond};
use crate::acts::{self, Obstacle};
use crate::history::History;
use crate::seeing::{self, unavailable};
use crate::visit::Posted;
use crate::words::Words;

pub(super) type Ids = Path<(String, String)>;

/// Takes the step on (认领).
pub(super) async fn claim(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    act(
        ids,
        posted,
        &Form {
            done: "claimed",
            words: "",
        },
        |step, _| Ok(Claim { step }),
    )
    .await
}

/// Takes over the step of somebody who has left.
pub(super) async fn take_over(Path((application, step)): Ids, posted: Posted) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let form = Form {
        done: "taken-over",
        words: "",
    };
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::step(&seen, &step)?;
    if !posted.is_ours {
        return Err(Problem::FormExpired);
    }
    match acts::take_over(&visit.desks, &visit.at, &seen, known, posted.key(form.done)).await {
        Ok(()) => Ok(done(&posted, &seen, known, form.done)),
        Err(obstacle) => stopped(&posted, &application, &step, &form, obstacle).await,
    }
}

/// Puts the step back.
pub(super) async fn release(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    act(
        ids,
        posted,
        &Form {
            done: "released",
            words: "",
        },
        |step, _| Ok(Release { step }),
    )
    .await
}

/// Asks the applicant to refine (修改完善).
pub(super) async fn refinement(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    act(
        ids,
        posted,
        &Form {
            done: "refinement",
            words: "request",
        },
        |step, form| {
            let materials = form.values("materials[]").map(MaterialId::from).collect();
            Ok(AskRefinement {
                step,
                request: form.value("request").to_owned(),
                materials,
            })
        },
    )
    .await
}

/// Says what was found. Whoever leaves review points unticked says so.
pub(super) async fn opinion(Path(ids): Ids, posted: Posted) -> Result<Response, Problem> {
    let points_asked = points_asked(&posted, &ids).await?;
    let form = Form {
        done: "opinion",
        words: "text",
    };
    act(Path(ids), posted, &form, |step, form| {
        let opinion = opinion_of(form.value("opinion")).ok_or_else(|| FormErrors::one("opinion", "desk-choose-opinion"))?;
        let points: BTreeSet<u8> = form.values("points[]").filter_map(|point| point.parse().ok()).collect();
        // Whoever does not support it says why.
        let all_are_looked_at = points.len() >= points_asked || opinion == Opinion::NotSupported;
        if !all_are_looked_at && !form.chose("unticked", "yes") {
            return Err(FormErrors::one("unticked", "desk-points-unticked"));
        }
        Ok(GiveOpinion {
            step,
            opinion,
            text: form.value("text").to_owned(),
            points: points.into_iter().collect(),
        })
    })
    .await
}

/// How many review points the reader is to tick; none where the step has gone on, which is told first.
async fn points_asked(posted: &Posted, (application, step): &(String, String)) -> Result<usize, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, application).await?;
    let step = seeing::step(&seen, step)?;
    let in_hand = step.holder.is_some_and(|holder| visit.at.holders().contains(&holder));
    if !in_hand || step.status != StepStatus::Open || step.stage > 0 {
        return Ok(0);
    }
    let planned = &step.planned;
    let words = Words::of(visit.desks.catalogue(), &seen.application);
    let defined = words.release.step(&planned.item, planned.step.as_str());
    Ok(defined.map_or(0, |step| step.points.len()))
}

/// Agrees with a draft in the chain.
pub(super) async fn pass(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    act(
        ids,
        posted,
        &Form {
            done: "passed",
            words: "",
        },
        |step, _| Ok(PassStage { step }),
    )
    .await
}

/// Gives a draft back in the chain.
pub(super) async fn give_back(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    act(
        ids,
        posted,
        &Form {
            done: "returned",
            words: "reason",
        },
        |step, form| {
            Ok(ReturnStage {
                step,
                reason: form.value("reason").to_owned(),
            })
        },
    )
    .await
}

/// Accepts a formal application (受理).
pub(super) async fn accept(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "accepted",
        words: "take-back",
    };
    act(ids, posted, &form, |step, form| {
        let own_supplement = match form.chose("take-back", "yes") {
            true => OwnSupplement::TakenBack,
            false => OwnSupplement::Stands,
        };
        Ok(Accept { step, own_supplement })
    })
    .await
}

/// Says what is missing before acceptance: the organ's part of the one notice.
pub(super) async fn supplement(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "supplement",
        words: "missing",
    };
    act(ids, posted, &form, |step, form| {
        Ok(ContributeSupplement {
            step,
            request: form.value("missing").to_owned(),
            materials: form.values("materials[]").map(MaterialId::from).collect(),
        })
    })
    .await
}

/// Sends the one notice without waiting for the others.
pub(super) async fn supplement_notice(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "supplement-sent",
        words: "",
    };
    act(ids, posted, &form, |_, _| Ok(SendSupplement)).await
}

/// Records the result of a special procedure.
pub(super) async fn special_result(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "special-ended",
        words: "result",
    };
    act(ids, posted, &form, |step, form| {
        let kind = SpecialKind::from_text(form.value("kind")).ok_or_else(|| FormErrors::one("result", "desk-choose-act"))?;
        Ok(EndSpecialProcedure {
            step,
            kind,
            result: form.value("result").to_owned(),
        })
    })
    .await
}

/// Tells of the right to a hearing.
pub(super) async fn hearing_right(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "hearing-told",
        words: "told",
    };
    act(ids, posted, &form, |step, form| {
        Ok(TellHearingRight {
            step,
            reasons: form.value("told").to_owned(),
        })
    })
    .await
}

/// Records that somebody who was told has asked in writing.
pub(super) async fn hearing_ask(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "hearing-asked",
        words: "asked",
    };
    act(ids, posted, &form, |step, form| {
        let received = match form.value("received").trim() {
            "" => None,
            day => Some(
                day.parse()
                    .map_err(|_| FormErrors::one("received", "desk-hearing-received-wrong"))?,
            ),
        };
        Ok(RecordHearingAsked {
            step,
            received,
            words: form.value("asked").to_owned(),
        })
    })
    .await
}

/// Announces when and where a hearing is held.
pub(super) async fn hearing_announcement(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "hearing-announced",
        words: "announcement",
    };
    act(ids, posted, &form, |step, form| {
        let on = form
            .value("on")
            .parse()
            .map_err(|_| FormErrors::one("on", "desk-hearing-day-missing"))?;
        Ok(AnnounceHearing {
            step,
            on,
            words: form.value("announcement").to_owned(),
        })
    })
    .await
}

/// Keeps the record of a hearing.
pub(super) async fn hearing_record(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    let form = Form {
        done: "hearing-held",
        words: "record",
    };
    act(ids, posted, &form, |step, form| {
        Ok(RecordHearing {
            step,
            record: form.value("record").to_owned(),
        })
    })
    .await
}

/// Signs a draft decision off (签发).
pub(super) async fn sign_off(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    // The form asks for it where a review did not support what is signed.
    let nevertheless = posted.form.has("despite");
    act(
        ids,
        posted,
        &Form {
            done: "signed-off",
            words: if nevertheless { "despite" } else { "" },
        },
        |step, form| {
            let despite = nevertheless.then(|| form.value("despite").to_owned());
            Ok(SignOff { step, despite })
        },
    )
    .await
}

/// Gives a draft decision back to its reviewer.
pub(super) async fn send_back(ids: Ids, posted: Posted) -> Result<Response, Problem> {
    act(
        ids,
        posted,
        &Form {
            done: "sent-back",
            words: "reason",
        },
        |step, form| {
            Ok(SendBack {
                step,
                reason: form.value("reason").to_owned(),
            })
        },
    )
    .await
}

/// An opinion as forms and programs name it.
pub(crate) fn opinion_of(text: &str) -> Option<Opinion> {
    match text {
        "agree" => Some(Opinion::Agree),
        "conditional" => Some(Opinion::Conditional),
        "not_supported" => Some(Opinion::NotSupported),
        _ => None,
    }
}

/// What a form is about.
pub(super) struct Form {
    /// What is done: what is said then, and a part of the key.
    pub(super) done: &'static str,
    /// The field in which its words are typed; empty if there is none.
    pub(super) words: &'static str,
}

pub(super) async fn act<C>(
    Path((application, step)): Ids,
    posted: Posted,
    form: &Form,
    command: impl FnOnce(StepId, &FormData) -> Result<C, FormErrors>,
) -> Result<Response, Problem>
where
    C: CommandOf<Applications>,
{
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, &application).await?;
    let known = seeing::step(&seen, &step)?;
    if !posted.is_ours {
        let obstacle = visit.texts().say("desk-form-expired").to_string();
        return respond(
            visit,
            &seen,
            known,
            Again {
                obstacle,
                ..again(&posted, StatusCode::FORBIDDEN)
            },
        )
        .await;
    }
    let command = match command(known.planned.step.clone(), &posted.form) {
        Ok(command) => command,
        Err(errors) => {
            return respond(
                visit,
                &seen,
                known,
                Again {
                    errors,
                    ..again(&posted, StatusCode::UNPROCESSABLE_ENTITY)
                },
            )
            .await;
        }
    };
    match acts::on_step(&visit.desks, &visit.at, &seen, known, command, posted.key(form.done)).await {
        Ok(_) => Ok(done(&posted, &seen, known, form.done)),
        Err(obstacle) => stopped(&posted, &application, &step, form, obstacle).await,
    }
}

pub(super) fn done(posted: &Posted, seen: &Seen, step: &StepState, said: &str) -> Response {
    let path = format!("/desk/{}/{}", seen.record, step.planned.step);
    Redirect::to(&posted.visit.address(&path, &[("said", said)])).into_response()
}

/// Shows the step as it is now, why nothing was done, and what was typed.
pub(super) async fn stopped(
    posted: &Posted,
    application: &str,
    step: &str,
    form: &Form,
    obstacle: Obstacle,
) -> Result<Response, Problem> {
    let visit = &posted.visit;
    let seen = seeing::application(&visit.desks, &visit.at, application).await?;
    let known = seeing::step(&seen, step)?;
    if obstacle == Obstacle::NotYours {
        if visit.at.organ().as_ref() != Some(&known.planned.organ) {
            return Err(Problem::NotFound);
        }
        if was_done_before(posted, form, &seen).await? {
            return Ok(done(posted, &seen, known, form.done));
        }
    }
    let message = acts::message(&obstacle);
    let again = match (acts::is_conflict(&obstacle), &obstacle) {
        (true, _) => Again {
            tells_who: true,
            ..obstructed(posted, &message, StatusCode::CONFLICT)
        },
        (false, Obstacle::Unavailable) => obstructed(posted, &message, StatusCode::SERVICE_UNAVAILABLE),
        (false, _) if !form.words.is_empty() => Again {
            errors: FormErrors::one(form.words, message),
            ..again(posted, StatusCode::UNPROCESSABLE_ENTITY)
        },
        (false, _) => obstructed(posted, &message, StatusCode::UNPROCESSABLE_ENTITY),
    };
    respond(visit, &seen, known, again).await
}

/// Whether this very form was sent before, and did what it asks: the step has gone on since.
async fn was_done_before(posted: &Posted, form: &Form, seen: &Seen) -> Result<bool, Problem> {
    let key = posted.key(form.done);
    let history = History::read(posted.visit.desks.ledger(), seen.record)
        .await
        .map_err(unavailable)?;
    let account = posted.visit.at.account;
    Ok(history
        .happenings
        .iter()
        .any(|happening| happening.entry.key == key.as_str() && happening.account() == Some(account)))
}

pub(super) fn again(posted: &Posted, status: StatusCode) -> Again {
    Again {
        form: Some(posted.form.clone()),
        status,
        ..Again::default()
    }
}

fn obstructed(posted: &Posted, message: &Message, status: StatusCode) -> Again {
    Again {
        obstacle: posted.visit.texts().tell(message),
        ..again(posted, status)
    }
}
