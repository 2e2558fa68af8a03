//! Asking about a look and answering: the policy is asked, the command submitted.

use authority::{Party, Permit, Subject, acts};
use front::{Message, Problem};
use identity::RecordId;
use ledger::{Key, SubmitError};
use people::CurrentActor;

use super::look::LookName;
use super::record::{About, Answer, Ask, LookQuestion, LookQuestions, QuestionRefusal};
use crate::room::CounterRoom;
use crate::words::unavailable;

/// A look that somebody of the party may ask about.
pub(crate) struct Asking {
    pub(crate) about: About,
    permit: Permit<acts::SeeLooks>,
    question: RecordId,
}

impl Asking {
    /// The look of that name at what belongs to the party; what is not there, or not the party's, does not exist.
    pub(crate) async fn about(
        room: &CounterRoom,
        current: &CurrentActor,
        party: Party,
        name: &LookName,
    ) -> Result<Self, Problem> {
        let question = name.question(party);
        let permit = current.permit::<acts::SeeLooks>(&Subject::new(question, room.ledger().city()).of(party))?;
        room.looks.settled().await;
        let last = name.last(room.ledger(), party).await.map_err(unavailable)?;
        let at = last.ok_or(Problem::NotFound)?;
        let posts = room.people.posts();
        // A post that the city has no more was of an organ that may be there still.
        let gone = || Problem::Refused(Message::new("look-question-post-gone"));
        let (organ, region) = match posts.get(&name.post) {
            Some(entry) => (entry.post.organ.clone(), entry.post.region),
            None => {
                let (organ, _) = name.post.as_str().rsplit_once('-').ok_or_else(gone)?;
                let organ: identity::OrganId = organ.parse().map_err(|_| gone())?;
                let region = room.catalogue.current().organ(&organ).ok_or_else(gone)?.region;
                (organ, region)
            }
        };
        Ok(Self {
            about: About {
                party,
                looker: name.looker,
                post: name.post.clone(),
                organ,
                region,
                application: name.application,
                what: name.what.as_str().to_owned(),
                hour: name.hour,
                at,
            },
            permit,
            question,
        })
    }
}

/// Asks; refused, why.
pub(crate) async fn ask(
    room: &CounterRoom,
    asking: Asking,
    words: String,
    key: Key,
) -> Result<Result<RecordId, QuestionRefusal>, Problem> {
    let command = Ask {
        about: asking.about,
        words,
    };
    let submitted = room
        .ledger()
        .submit::<LookQuestions, _>(&asking.permit, asking.question, command, key);
    done(submitted.await.map(|receipt| receipt.record))
}

/// A question that the actor may answer, with the right to; whatever lies with others does not exist.
pub(crate) async fn answerable(
    room: &CounterRoom,
    current: &CurrentActor,
    id: RecordId,
) -> Result<(LookQuestion, Permit<acts::AnswerLook>), Problem> {
    let snapshot = room.ledger().state::<LookQuestions>(id).await.map_err(unavailable)?;
    let question = snapshot
        .and_then(|snapshot| Option::clone(&snapshot.state))
        .ok_or(Problem::NotFound)?;
    let subject = Subject::new(id, question.about.region)
        .on_desk(question.about.organ.clone())
        .without([question.about.looker]);
    let permit = current.permit::<acts::AnswerLook>(&subject)?;
    Ok((question, permit))
}

/// Answers; refused, why.
pub(crate) async fn answer(
    room: &CounterRoom,
    permit: &Permit<acts::AnswerLook>,
    words: String,
    key: Key,
) -> Result<Result<RecordId, QuestionRefusal>, Problem> {
    let submitted = room
        .ledger()
        .submit::<LookQuestions, _>(permit, permit.record(), Answer { words }, key);
    done(submitted.await.map(|receipt| receipt.record))
}

fn done(submitted: Result<RecordId, SubmitError<QuestionRefusal>>) -> Result<Result<RecordId, QuestionRefusal>, Problem> {
    match submitted {
        Ok(record) => Ok(Ok(record)),
        Err(SubmitError::Refused(refusal)) => Ok(Err(refusal)),
        Err(SubmitError::KeyReused) => Err(Problem::Conflict(Message::new("problem-conflict"))),
        Err(SubmitError::Unavailable(reason) | SubmitError::Broken(reason)) => Err(unavailable(ledger::Unavailable(reason))),
        Err(error @ (SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::NotPermitted)) => {
            tracing::error!(%error, "a question about a look was not committed");
            Err(Problem::Unavailable)
        }
    }
}
