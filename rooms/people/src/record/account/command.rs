//! What may be asked of an account.

use authority::acts;
use calendar::Day;
use identity::{OrganId, Phone, PostId, RecordId, ResidentNumber};
use ledger::CommandOf;

use super::Account;
use super::closing::IdentityAfterwards;
use super::notices::Notices;
use crate::password::PasswordHash;
use crate::record::{EmailAddress, IdentityCheck, PersonName, SignInName};

/// Any of them.
#[derive(Clone, Debug)]
pub enum AccountCommand {
    /// Register.
    Open(OpenAccount),
    /// Change the password.
    ChangePassword(ChangePassword),
    /// Change the phone.
    ChangePhone(ChangePhone),
    /// Prove a phone, the own one or a new one.
    VerifyPhone(VerifyPhone),
    /// Change the e-mail address.
    ChangeEmail(ChangeEmail),
    /// Choose how to be told.
    ChooseNotices(ChooseNotices),
    /// Open an account for somebody who stands at a window.
    OpenAtWindow(OpenAtWindow),
    /// Hand a new sign-in secret over at a window.
    HandSecretOver(HandSecretOver),
    /// Change the phone at a window.
    ChangePhoneAtWindow(ChangePhoneAtWindow),
    /// Take a post.
    TakePost(TakePost),
    /// Leave a post.
    LeavePost(LeavePost),
    /// Be absent.
    DeclareAbsence(DeclareAbsence),
    /// Be back earlier.
    EndAbsence(EndAbsence),
    /// End the account.
    Close(CloseAccount),
    /// Put name or number right.
    CorrectDetails(CorrectDetails),
    /// Forget the e-mail address.
    ForgetEmail(ForgetEmail),
}

/// Registers a person.
#[derive(Clone, Debug)]
pub struct OpenAccount {
    /// The name for signing in.
    pub sign_in_name: SignInName,
    /// The person's name.
    pub name: PersonName,
    /// The person's number.
    pub resident_number: ResidentNumber,
    /// Where the person is reached.
    pub phone: Phone,
    /// The hash of the password.
    pub password: PasswordHash,
}

/// Replaces the password; who asks has proved to know the old one.
#[derive(Clone, Debug)]
pub struct ChangePassword {
    /// The hash of the new one.
    pub password: PasswordHash,
}

/// Replaces the phone.
#[derive(Clone, Debug)]
pub struct ChangePhone {
    /// The new one.
    pub phone: Phone,
}

/// Takes a phone as proved by a code that was sent there.
#[derive(Clone, Debug)]
pub struct VerifyPhone {
    /// The phone.
    pub phone: Phone,
    /// Whether it replaces the account's.
    pub is_new: bool,
}

/// Replaces the e-mail address, whose holder has proved to read it; or takes it away.
#[derive(Clone, Debug)]
pub struct ChangeEmail {
    /// The new one.
    pub address: Option<EmailAddress>,
}

/// Chooses how to be told.
#[derive(Clone, Debug)]
pub struct ChooseNotices {
    /// The wishes.
    pub notices: Notices,
}

/// Opens an account for somebody who stands at a window; nobody signs in with it until it is taken over.
#[derive(Clone, Debug)]
pub struct OpenAtWindow {
    /// The person's name.
    pub name: PersonName,
    /// The person's number.
    pub resident_number: ResidentNumber,
    /// Where the person is reached, if anywhere.
    pub phone: Option<Phone>,
}

/// Replaces the password by a secret on paper, which must be changed at its first use.
#[derive(Clone, Debug)]
pub struct HandSecretOver {
    /// The hash of the secret.
    pub secret: PasswordHash,
    /// What showed who stands there.
    pub checks: Vec<IdentityCheck>,
}

/// Replaces the phone of somebody who stands at a window.
#[derive(Clone, Debug)]
pub struct ChangePhoneAtWindow {
    /// The new one.
    pub phone: Phone,
    /// The one it replaces, whose holder is told.
    pub before: Option<String>,
    /// What showed who stands there.
    pub checks: Vec<IdentityCheck>,
}

/// Puts the person into a post of an organ.
#[derive(Clone, Debug)]
pub struct TakePost {
    /// The post.
    pub post: PostId,
    /// The organ to which it belongs today.
    pub organ: OrganId,
}

/// Takes the person out of a post.
#[derive(Clone, Debug)]
pub struct LeavePost {
    /// The post.
    pub post: PostId,
}

/// Somebody of the same organ, as the account was read: a command that rests on it fails if it has changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub account: RecordId,
    /// The version at which the account was read.
    pub version: u64,
}

/// Says that the person is absent.
#[derive(Clone, Debug)]
pub struct DeclareAbsence {
    /// For which organ.
    pub organ: OrganId,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub until: Day,
    /// Who stands in: somebody of that organ who is there in those days, as was read.
    pub deputy: Option<Colleague>,
}

/// Says that the person is there again from today, or will not be absent.
#[derive(Clone, Debug)]
pub struct EndAbsence {
    /// Which absence.
    pub absence: u32,
}

/// Ends an account for good, as its person asked; the values are those that its unique claims stand on.
#[derive(Clone, Debug)]
pub struct CloseAccount {
    /// The name for signing in, which is free again.
    pub sign_in_name: Option<SignInName>,
    /// The person's number, which may register again.
    pub resident_number: Option<ResidentNumber>,
    /// Where the vault keeps phones that a window replaced.
    pub former_phones: Vec<String>,
    /// What becomes of name and number.
    pub identity: IdentityAfterwards,
}

/// Puts right what a person cannot change alone.
#[derive(Clone, Debug)]
pub struct CorrectDetails {
    /// The right name, if the name was wrong.
    pub name: Option<PersonName>,
    /// The right number, if the number was wrong.
    pub resident_number: Option<ResidentNumber>,
    /// The number that the account stood on.
    pub number_before: Option<ResidentNumber>,
}

/// Forgets the e-mail address, as the person asked in writing.
#[derive(Clone, Debug)]
pub struct ForgetEmail;

impl From<OpenAccount> for AccountCommand {
    fn from(command: OpenAccount) -> Self {
        Self::Open(command)
    }
}

impl CommandOf<Account> for OpenAccount {
    type Act = acts::OpenAccount;
}

impl From<ChangePassword> for AccountCommand {
    fn from(command: ChangePassword) -> Self {
        Self::ChangePassword(command)
    }
}

impl CommandOf<Account> for ChangePassword {
    type Act = acts::ChangeAccount;
}

impl From<ChangePhone> for AccountCommand {
    fn from(command: ChangePhone) -> Self {
        Self::ChangePhone(command)
    }
}

impl CommandOf<Account> for ChangePhone {
    type Act = acts::ChangeAccount;
}

impl From<VerifyPhone> for AccountCommand {
    fn from(command: VerifyPhone) -> Self {
        Self::VerifyPhone(command)
    }
}

impl CommandOf<Account> for VerifyPhone {
    type Act = acts::ChangeAccount;
}

impl From<ChangeEmail> for AccountCommand {
    fn from(command: ChangeEmail) -> Self {
        Self::ChangeEmail(command)
    }
}

impl CommandOf<Account> for ChangeEmail {
    type Act = acts::ChangeAccount;
}

impl From<ChooseNotices> for AccountCommand {
    fn from(command: ChooseNotices) -> Self {
        Self::ChooseNotices(command)
    }
}

impl CommandOf<Account> for ChooseNotices {
    type Act = acts::ChangeAccount;
}

impl From<TakePost> for AccountCommand {
    fn from(command: TakePost) -> Self {
        Self::TakePost(command)
    }
}

impl CommandOf<Account> for TakePost {
    type Act = acts::AssignPost;
}

impl From<LeavePost> for AccountCommand {
    fn from(command: LeavePost) -> Self {
        Self::LeavePost(command)
    }
}

impl CommandOf<Account> for LeavePost {
    type Act = acts::AssignPost;
}

impl From<DeclareAbsence> for AccountCommand {
    fn from(command: DeclareAbsence) -> Self {
        Self::DeclareAbsence(command)
    }
}

impl CommandOf<Account> for DeclareAbsence {
    type Act = acts::DeclareAbsence;
}

impl From<EndAbsence> for AccountCommand {
    fn from(command: EndAbsence) -> Self {
        Self::EndAbsence(command)
    }
}

impl CommandOf<Account> for EndAbsence {
    type Act = acts::DeclareAbsence;
}

impl From<OpenAtWindow> for AccountCommand {
    fn from(command: OpenAtWindow) -> Self {
        Self::OpenAtWindow(command)
    }
}

impl CommandOf<Account> for OpenAtWindow {
    type Act = acts::TakeIn;
}

impl From<HandSecretOver> for AccountCommand {
    fn from(command: HandSecretOver) -> Self {
        Self::HandSecretOver(command)
    }
}

impl CommandOf<Account> for HandSecretOver {
    type Act = acts::RecoverAccount;
}

impl From<ChangePhoneAtWindow> for AccountCommand {
    fn from(command: ChangePhoneAtWindow) -> Self {
        Self::ChangePhoneAtWindow(command)
    }
}

impl CommandOf<Account> for ChangePhoneAtWindow {
    type Act = acts::RecoverAccount;
}

impl From<CloseAccount> for AccountCommand {
    fn from(command: CloseAccount) -> Self {
        Self::Close(command)
    }
}

impl CommandOf<Account> for CloseAccount {
    type Act = acts::React;
}

impl From<CorrectDetails> for AccountCommand {
    fn from(command: CorrectDetails) -> Self {
        Self::CorrectDetails(command)
    }
}

impl CommandOf<Account> for CorrectDetails {
    type Act = acts::React;
}

impl From<ForgetEmail> for AccountCommand {
    fn from(command: ForgetEmail) -> Self {
        Self::ForgetEmail(command)
    }
}

impl CommandOf<Account> for ForgetEmail {
    type Act = acts::React;
}
