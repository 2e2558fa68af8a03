//! What waits for the writer.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::sync::mpsc;

use super::work::{Message, Work};
use crate::waiting::{wait, wait_at_most};

/// How many messages may wait; further senders wait in their turn.
pub(crate) const QUEUE_MAX: usize = 4_096;
/// How many commands share a commit at most, so that nobody waits for a crowd.
const TOGETHER_MAX: usize = 512;

/// The messages to the writer, in the order in which they came.
pub(crate) struct Queue {
    messages: mpsc::Receiver<Message>,
    waiting: VecDeque<Message>,
}

/// What waiting for a message led to.
pub(crate) enum Next {
    Message(Message),
    /// None came in that time.
    Nothing,
    /// Nobody is left who could send.
    Over,
}

impl Queue {
    pub(crate) fn new(messages: mpsc::Receiver<Message>) -> Self {
        Self {
            messages,
            waiting: VecDeque::new(),
        }
    }

    /// Waits for the next message: for so long, or for as long as it takes.
    pub(crate) fn next(&mut self, pause: Option<Duration>) -> Next {
        if let Some(message) = self.at_hand() {
            return Next::Message(message);
        }
        match pause {
            Some(pause) => match wait_at_most(pause, self.messages.recv()) {
                Some(received) => received.map_or(Next::Over, Next::Message),
                None => Next::Nothing,
            },
            None => wait(self.messages.recv()).map_or(Next::Over, Next::Message),
        }
    }

    /// The next message, if it is there.
    pub(crate) fn at_hand(&mut self) -> Option<Message> {
        self.waiting.pop_front().or_else(|| self.messages.try_recv().ok())
    }

    /// Has those that may share a commit join it, as far as they are there and stand before one that may not.
    pub(crate) fn join(&mut self, together: &mut Vec<Box<dyn Work>>) {
        while together.len() < TOGETHER_MAX {
            match self.at_hand() {
                Some(Message::Together(work)) => together.push(work),
                Some(message @ (Message::Alone(_) | Message::Close)) => {
                    self.waiting.push_front(message);
                    return;
                }
                None => return,
            }
        }
    }

    /// Takes nothing more than what is there.
    pub(crate) fn close(&mut self) {
        self.messages.close();
    }
}
