//! An account: one person, who signs in and holds posts. What is known of the person is in the vault.

mod absence;
mod closing;
mod command;
mod event;
mod notices;
mod refusal;
mod rows;
mod state;
mod window;

use ledger::{Claim, Context, Decision, Record, Rows, Secret, Stamp, Table};

use authority::Capacity;
use identity::{RecordId, ResidentNumber};

pub use absence::{ABSENCE_DAYS_MAX, Absence};
pub use closing::IdentityAfterwards;
pub use command::{
    AccountCommand, ChangeEmail, ChangePassword, ChangePhone, ChangePhoneAtWindow, ChooseNotices, CloseAccount, Colleague,
    CorrectDetails, DeclareAbsence, EndAbsence, ForgetEmail, HandSecretOver, LeavePost, OpenAccount, OpenAtWindow, TakePost,
    VerifyPhone,
};
pub use event::AccountEvent;
pub use notices::{NoticeKind, NoticeLanguage, Notices, QuietHours};
pub use refusal::AccountRefusal;
pub use state::AccountState;
pub use window::{SECRET_HOURS, shows_a_person};

use super::{SignInName, keeping};

/// Vault path of the person's name.
pub const NAME: &str = "name";
/// Vault path of the resident identity number.
pub const RESIDENT_NUMBER: &str = "resident_number";
/// Vault path of the phone.
pub const PHONE: &str = "phone";
/// How the vault path of a phone begins that a window replaced.
pub const PHONE_BEFORE: &str = "phone_before/";
/// Vault path of the e-mail address.
pub const EMAIL: &str = "email";
/// Vault path of the sign-in name.
pub const SIGN_IN_NAME: &str = "sign_in_name";
/// Vault path of the password's hash with its parameters.
pub const PASSWORD: &str = "password";
/// The most posts that one person holds.
pub const POSTS_MAX: usize = 16;

/// The kind of record.
#[derive(Debug)]
pub enum Account {}

impl Record for Account {
    const KIND: &'static str = "account";
    const EVENT_VERSION: u32 = 1;

    type State = AccountState;
    type Command = AccountCommand;
    type Event = AccountEvent;
    type Refusal = AccountRefusal;

    fn decide(
        state: &AccountState,
        command: AccountCommand,
        context: &mut Context<'_>,
    ) -> Result<Decision<AccountEvent>, AccountRefusal> {
        if state.is_closed() {
            return Err(AccountRefusal::Closed);
        }
        match (state.is_open(), command) {
            (false, AccountCommand::Open(opening)) => Ok(open(opening, context)),
            (false, AccountCommand::OpenAtWindow(opening)) => window::open(opening, context),
            (true, AccountCommand::Open(_) | AccountCommand::OpenAtWindow(_)) => Err(AccountRefusal::AlreadyOpen),
            (
                false,
                AccountCommand::ChangePassword(_)
                | AccountCommand::ChangePhone(_)
                | AccountCommand::VerifyPhone(_)
                | AccountCommand::ChangeEmail(_)
                | AccountCommand::ChooseNotices(_)
                | AccountCommand::HandSecretOver(_)
                | AccountCommand::ChangePhoneAtWindow(_)
                | AccountCommand::TakePost(_)
                | AccountCommand::LeavePost(_)
                | AccountCommand::DeclareAbsence(_)
                | AccountCommand::EndAbsence(_)
                | AccountCommand::Close(_)
                | AccountCommand::CorrectDetails(_)
                | AccountCommand::ForgetEmail(_),
            ) => Err(AccountRefusal::NotOpen),
            (true, AccountCommand::ChangePassword(change)) => Ok(change_password(change)),
            (true, AccountCommand::ChangePhone(change)) => Ok(change_phone(change)),
            (true, AccountCommand::VerifyPhone(verified)) => Ok(verify_phone(state, verified)),
            (true, AccountCommand::ChangeEmail(change)) => Ok(change_email(change)),
            (true, AccountCommand::ChooseNotices(choice)) => Ok(choose_notices(state, choice)),
            (true, AccountCommand::HandSecretOver(handing)) => window::hand_secret_over(state, handing, context),
            (true, AccountCommand::ChangePhoneAtWindow(change)) => window::change_phone(state, change, context),
            (true, AccountCommand::TakePost(taking)) => take_post(state, taking),
            (true, AccountCommand::LeavePost(leaving)) => leave_post(state, leaving),
            (true, AccountCommand::DeclareAbsence(declaring)) => absence::declare(state, declaring, context),
            (true, AccountCommand::EndAbsence(ending)) => absence::end(state, &ending, context),
            (true, AccountCommand::Close(ending)) => closing::close(state, ending),
            (true, AccountCommand::CorrectDetails(correction)) => Ok(closing::correct(correction)),
            (true, AccountCommand::ForgetEmail(_)) => Ok(change_email(ChangeEmail { address: None })),
        }
    }

    fn apply(state: &mut AccountState, event: &AccountEvent, stamp: &Stamp) {
        state.apply(event, stamp);
    }

    fn tables() -> &'static [Table] {
        rows::TABLES
    }

    fn rows(id: RecordId, before: &AccountState, after: &AccountState, _: &Stamp, rows: &mut Rows) {
        rows::write(id, before, after, rows);
    }
}

/// Only the seeding of a demonstration city makes sample accounts, whose password everybody knows; their phones ring
/// nowhere and count as proved.
fn open(opening: OpenAccount, context: &Context<'_>) -> Decision<AccountEvent> {
    let sample = context.actor.capacity == Capacity::Seed;
    let mut events = vec![AccountEvent::Opened { sample }];
    if sample {
        events.push(AccountEvent::PhoneVerified);
    }
    Decision::from(events)
        .claiming(sign_in_claim(&opening.sign_in_name))
        .claiming(resident_claim(&opening.resident_number))
        .with_secrets([
            Secret::new(NAME, opening.name.clear_text(), keeping::IDENTITY),
            Secret::new(RESIDENT_NUMBER, opening.resident_number.clear_text(), keeping::IDENTITY),
            Secret::new(PHONE, opening.phone.clear_text(), keeping::CONTACT),
            Secret::new(SIGN_IN_NAME, opening.sign_in_name.as_str(), keeping::SIGN_IN),
            Secret::new(PASSWORD, opening.password.as_str(), keeping::SIGN_IN),
        ])
}

fn change_password(change: ChangePassword) -> Decision<AccountEvent> {
    Decision::from(AccountEvent::PasswordChanged).with_secret(Secret::new(PASSWORD, change.password.as_str(), keeping::SIGN_IN))
}

fn change_phone(change: ChangePhone) -> Decision<AccountEvent> {
    Decision::from(AccountEvent::PhoneChanged).with_secret(Secret::new(PHONE, change.phone.clear_text(), keeping::CONTACT))
}

/// A phone that its holder has proved to have, by a code sent there; the account's own or a new one.
fn verify_phone(state: &AccountState, verified: VerifyPhone) -> Decision<AccountEvent> {
    if !verified.is_new {
        return if state.phone_verified() {
            Decision::nothing()
        } else {
            AccountEvent::PhoneVerified.into()
        };
    }
    Decision::from(vec![AccountEvent::PhoneChanged, AccountEvent::PhoneVerified]).with_secret(Secret::new(
        PHONE,
        verified.phone.clear_text(),
        keeping::CONTACT,
    ))
}

fn change_email(change: ChangeEmail) -> Decision<AccountEvent> {
    match change.address {
        Some(address) => {
            Decision::from(AccountEvent::EmailChanged).with_secret(Secret::new(EMAIL, address.clear_text(), keeping::CONTACT))
        }
        None => Decision::from(AccountEvent::EmailRemoved).erasing(EMAIL),
    }
}

fn choose_notices(state: &AccountState, choice: ChooseNotices) -> Decision<AccountEvent> {
    if *state.notices() == choice.notices {
        return Decision::nothing();
    }
    AccountEvent::NoticesChosen { notices: choice.notices }.into()
}

fn take_post(state: &AccountState, taking: TakePost) -> Result<Decision<AccountEvent>, AccountRefusal> {
    if state.holds(&taking.post) {
        return Err(AccountRefusal::HoldsPostAlready);
    }
    if state.posts().len() >= POSTS_MAX {
        return Err(AccountRefusal::TooManyPosts);
    }
    Ok(AccountEvent::PostTaken {
        post: taking.post,
        organ: taking.organ,
    }
    .into())
}

fn leave_post(state: &AccountState, leaving: LeavePost) -> Result<Decision<AccountEvent>, AccountRefusal> {
    if !state.holds(&leaving.post) {
        return Err(AccountRefusal::DoesNotHoldPost);
    }
    Ok(AccountEvent::PostLeft { post: leaving.post }.into())
}

/// One account a sign-in name.
pub fn sign_in_claim(name: &SignInName) -> Claim {
    Claim::new("sign-in-name", name.as_str())
}

/// One account a person.
pub fn resident_claim(number: &ResidentNumber) -> Claim {
    Claim::new("resident-number", number.clear_text())
}
