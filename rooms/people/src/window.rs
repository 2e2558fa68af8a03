//! What a window does with accounts: find or open the one of whoever stands there, hand a sign-in secret over, change a
//! phone. The pages and the API of windows call it; who may is the policy's affair.

use authority::{Act, Party, Permit, Subject, acts, permit};
use calendar::Moment;
use identity::{CreditCode, Phone, RecordId, RegionCode, ResidentNumber};
use ledger::{Key, SubmitError, Unavailable};
use sha2::{Digest, Sha256};

use crate::capacity::CapacityKey;
use crate::current::CurrentActor;
use crate::password::HashingBusy;
use crate::people::People;
use crate::record::account::{ChangePhoneAtWindow, HandSecretOver, OpenAtWindow, resident_claim, shows_a_person};
use crate::record::authorisation::{LayDownAuthorisation, OpenVisit};
use crate::record::enterprise::{self, OpenEnterprise, credit_code_claim};
use crate::record::{
    Account, AccountRefusal, Authorisation, AuthorisationRefusal, Enterprise, EnterpriseRefusal, IdentityCheck, PersonName,
};
use crate::sign_in::{Attempt, SignInRefusal};
use crate::views;

/// Characters of a secret on paper: none is taken for another.
const SECRET_CHARACTERS: &[u8; 26] = b"23456789ACDEFGHJKMNPQRTWXY";
/// Three groups of four: 56 bits (ASVS 6.4.1 asks for 20 at least).
const SECRET_GROUPS: usize = 3;
const SECRET_GROUP_LENGTH: usize = 4;

/// A person who stands at a window, as the papers name them.
#[derive(Debug, Clone)]
pub struct PersonAtWindow {
    /// The name.
    pub name: PersonName,
    /// The number.
    pub resident_number: ResidentNumber,
    /// Where the person is reached.
    pub phone: Option<Phone>,
}

/// An enterprise for which somebody stands at a window, as its licence names it.
#[derive(Debug, Clone)]
pub struct EnterpriseAtWindow {
    /// The name.
    pub name: String,
    /// The credit code.
    pub credit_code: CreditCode,
    /// The legal representative, where the papers say who it is.
    pub representative: Option<PersonAtWindow>,
}

/// Who was found under a number or a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nobody.
    Nobody,
    /// Somebody of that name.
    This(RecordId),
    /// Somebody of another name: a slip of the pen, or another's papers.
    OtherName,
}

/// Why a window could not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The policy says no.
    #[error(transparent)]
    Denied(#[from] authority::Denied),
    /// Name and number do not belong together.
    #[error("the name is not that of the number")]
    OtherName,
    /// Name and credit code do not belong together.
    #[error("the name is not that of the credit code")]
    OtherEnterpriseName,
    /// Whoever stands there is not the legal representative.
    #[error("this is not the legal representative of the enterprise")]
    NotTheRepresentative,
    /// A new enterprise needs its representative.
    #[error("the legal representative is needed to register the enterprise")]
    RepresentativeMissing,
    /// Nobody of that name and number has an account.
    #[error("nobody of that name and number has an account")]
    NoAccount,
    /// The account refuses.
    #[error(transparent)]
    Account(AccountRefusal),
    /// The enterprise refuses.
    #[error(transparent)]
    Enterprise(EnterpriseRefusal),
    /// The authorisation refuses.
    #[error(transparent)]
    Authorisation(AuthorisationRefusal),
    /// The same form was sent before; what was shown then is not shown again.
    #[error("this was done before")]
    DoneBefore,
    /// Somebody else was faster.
    #[error("somebody else was faster")]
    Conflict,
    /// Too many people were looked for.
    #[error("too many people were looked for; the next in {after_seconds} seconds")]
    TooManySearches {
        /// When the next may be looked for.
        after_seconds: u32,
    },
    /// Too many people at once.
    #[error(transparent)]
    Busy(#[from] HashingBusy),
    /// The ledger cannot answer.
    #[error(transparent)]
    Unavailable(#[from] Unavailable),
}

impl WindowError {
    /// The message that tells the clerk what to do, where there is something to be done.
    pub fn key(&self) -> Option<&'static str> {
        match self {
            Self::OtherName => Some("window-other-name"),
            Self::OtherEnterpriseName => Some("window-other-enterprise-name"),
            Self::NotTheRepresentative => Some("window-not-the-representative"),
            Self::RepresentativeMissing => Some("window-representative-missing"),
            Self::NoAccount => Some("window-no-account"),
            Self::Account(refusal) => Some(refusal.key()),
            Self::Enterprise(refusal) => Some(refusal.key()),
            Self::Authorisation(refusal) => Some(refusal.key()),
            Self::DoneBefore => Some("window-done-before"),
            Self::Denied(_) | Self::Conflict | Self::TooManySearches { .. } | Self::Busy(_) | Self::Unavailable(_) => None,
        }
    }

    /// The field of the form that is to be mended.
    pub fn field(&self) -> &'static str {
        match self {
            Self::OtherName | Self::NotTheRepresentative | Self::NoAccount => "name",
            Self::RepresentativeMissing => "name",
            Self::OtherEnterpriseName => "enterprise_name",
            Self::Account(AccountRefusal::TwoChecksNeeded) => "checks",
            Self::Enterprise(refusal) => match refusal.field() {
                "name" => "enterprise_name",
                field => field,
            },
            Self::Authorisation(refusal) => refusal.field(),
            Self::Account(_)
            | Self::Denied(_)
            | Self::DoneBefore
            | Self::Conflict
            | Self::TooManySearches { .. }
            | Self::Busy(_)
            | Self::Unavailable(_) => "form",
        }
    }
}

/// A sign-in secret that is handed over on paper: shown once.
#[derive(Debug, Clone)]
pub struct HandedOver {
    /// Whose account.
    pub account: RecordId,
    /// `7K3M-Q9TA-XW42`.
    pub secret: String,
    /// Until when it signs in.
    pub until: Moment,
}

impl People {
    /// Acts in another capacity from now on, in this session.
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn act_as(&self, current: &CurrentActor, key: &CapacityKey) -> Result<(), Unavailable> {
        match current.session() {
            Some(session) => self.choose_capacity(session, key).await,
            None => Ok(()),
        }
    }

    /// A helper sits beside from now on, by that authorisation, or nobody.
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn sit_beside(&self, current: &CurrentActor, authorisation: Option<RecordId>) -> Result<(), Unavailable> {
        match current.session() {
            Some(session) => self.change_beside(session, authorisation).await,
            None => Ok(()),
        }
    }

    /// Who has the number, and is it this name?
    ///
    /// # Errors
    /// When the ledger cannot answer.
    pub async fn find_person(&self, name: &PersonName, number: &ResidentNumber) -> Result<Found, Unavailable> {
        let Some(account) = self.ledger().find(&resident_claim(number)).await? else {
            return Ok(Found::Nobody);
        };
        let names = views::names(self.ledger(), &[account]).await?;
        Ok(match names.get(&account) {
            Some(known) if known == name.clear_text() => Found::This(account),
            Some(_) | None => Found::OtherName,
        })
    }

    /// The account of a person who stands there; opened if there is none.
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn take_in_person(&self, current: &CurrentActor, person: PersonAtWindow) -> Result<RecordId, WindowError> {
        match self.find_person(&person.name, &person.resident_number).await? {
            Found::This(account) => return Ok(account),
            // Whoever tries names until one fits a number is slowed down.
            Found::OtherName => {
                self.count_search(current).await?;
                return Err(WindowError::OtherName);
            }
            Found::Nobody => {}
        }
        let account = fresh()?;
        let permit = at_window::<acts::TakeIn>(current, account)?;
        let opening = OpenAtWindow {
            name: person.name.clone(),
            resident_number: person.resident_number.clone(),
            phone: person.phone,
        };
        let key = Key::derived(&["window-account", &account.to_string()]);
        match self.ledger().submit::<Account, _>(&permit, account, opening, key).await {
            Ok(_) => Ok(account),
            Err(SubmitError::Claimed { .. }) => match self.find_person(&person.name, &person.resident_number).await? {
                Found::This(account) => Ok(account),
                Found::OtherName | Found::Nobody => Err(WindowError::Conflict),
            },
            Err(error) => Err(not_done(error, WindowError::Account)),
        }
    }

    /// The enterprise for which somebody stands there; registered if it is not. The legal representative in person must be
    /// the one of the register.
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn take_in_enterprise(
        &self,
        current: &CurrentActor,
        licence: EnterpriseAtWindow,
        in_person: bool,
    ) -> Result<RecordId, WindowError> {
        match self.ledger().find(&credit_code_claim(&licence.credit_code)).await? {
            Some(enterprise) => self.known_enterprise(enterprise, &licence, in_person).await,
            None => self.register_enterprise(current, licence).await,
        }
    }

    async fn known_enterprise(
        &self,
        enterprise: RecordId,
        licence: &EnterpriseAtWindow,
        in_person: bool,
    ) -> Result<RecordId, WindowError> {
        let snapshot = self.ledger().state::<Enterprise>(enterprise).await?;
        let snapshot = snapshot.ok_or(WindowError::Conflict)?;
        if snapshot.state.name() != licence.name.trim() {
            return Err(WindowError::OtherEnterpriseName);
        }
        if in_person {
            let person = licence.representative.as_ref().ok_or(WindowError::NotTheRepresentative)?;
            let found = self.find_person(&person.name, &person.resident_number).await?;
            if !matches!(found, Found::This(account) if snapshot.state.representative() == Some(account)) {
                return Err(WindowError::NotTheRepresentative);
            }
        }
        Ok(enterprise)
    }

    async fn register_enterprise(&self, current: &CurrentActor, licence: EnterpriseAtWindow) -> Result<RecordId, WindowError> {
        let representative = licence.representative.ok_or(WindowError::RepresentativeMissing)?;
        let representative = self.take_in_person(current, representative).await?;
        let enterprise = fresh()?;
        let permit = at_window::<acts::TakeIn>(current, enterprise)?;
        let opening = enterprise::OpenAtWindow(OpenEnterprise {
            name: licence.name,
            credit_code: licence.credit_code,
            representative,
        });
        let key = Key::derived(&["window-enterprise", &enterprise.to_string()]);
        match self.ledger().submit::<Enterprise, _>(&permit, enterprise, opening, key).await {
            Ok(_) => Ok(enterprise),
            Err(error) => Err(not_done(error, WindowError::Enterprise)),
        }
    }

    /// Opens the visit of whoever stands there.
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn open_visit(&self, current: &CurrentActor, visit: OpenVisit, key: &str) -> Result<RecordId, WindowError> {
        let authorisation = derived("visit", &current.actor.label(), key, visit.party);
        let permit = at_window::<acts::TakeIn>(current, authorisation)?;
        let key = Key::derived(&["visit", &authorisation.to_string()]);
        match self
            .ledger()
            .submit::<Authorisation, _>(&permit, authorisation, visit, key)
            .await
        {
            Ok(_) => Ok(authorisation),
            Err(error) => Err(not_done(error, WindowError::Authorisation)),
        }
    }

    /// Lays down the authorisation by which somebody acts now, and goes back to the post.
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn lay_down(&self, current: &CurrentActor) -> Result<(), WindowError> {
        let behalf = current.actor.behalf().ok_or(WindowError::Conflict)?;
        let subject = Subject::new(behalf.authorisation, behalf.post.region).of(behalf.party);
        let permit = permit::<acts::LayDownAuthorisation>(&current.actor, &subject)?;
        let key = Key::derived(&["lay-down", &behalf.authorisation.to_string()]);
        let laid = self
            .ledger()
            .submit::<Authorisation, _>(&permit, behalf.authorisation, LayDownAuthorisation, key)
            .await;
        laid.map_err(|error| not_done(error, WindowError::Authorisation))?;
        Ok(self.act_as(current, &CapacityKey::Post(behalf.post.id.clone())).await?)
    }

    /// The account of a person who wants to get back into it. Nobody is looked for before two different things show who
    /// stands there, and each search counts: nothing tells a clerk who has an account.
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn account_at_window(
        &self,
        current: &CurrentActor,
        person: &PersonAtWindow,
        checks: &[IdentityCheck],
    ) -> Result<RecordId, WindowError> {
        at_window::<acts::RecoverAccount>(current, fresh()?)?;
        if !shows_a_person(checks) {
            return Err(WindowError::Account(AccountRefusal::TwoChecksNeeded));
        }
        self.count_search(current).await?;
        match self.find_person(&person.name, &person.resident_number).await? {
            Found::This(account) => Ok(account),
            // Which of them is wrong is not told: a clerk who knows one of them has not been shown the other.
            Found::OtherName | Found::Nobody => Err(WindowError::NoAccount),
        }
    }

    async fn count_search(&self, current: &CurrentActor) -> Result<(), WindowError> {
        match self.count(&Attempt::to_find_somebody(current.account())).await {
            Ok(()) => Ok(()),
            Err(SignInRefusal::Throttled(throttled)) => Err(WindowError::TooManySearches {
                after_seconds: throttled.after_seconds,
            }),
            Err(error) => Err(Unavailable(error.to_string()).into()),
        }
    }

    /// Hands a new sign-in secret over; all sessions of the account end (ASVS 7.4.3).
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn hand_secret_over(
        &self,
        current: &CurrentActor,
        account: RecordId,
        checks: Vec<IdentityCheck>,
        key: &str,
    ) -> Result<HandedOver, WindowError> {
        let permit = at_window::<acts::RecoverAccount>(current, account)?;
        let secret = fresh_secret()?;
        let handing = HandSecretOver {
            secret: self.hashing().hash(secret.clone()).await?,
            checks,
        };
        let key = Key::derived(&["secret", &account.to_string(), key]);
        let handed = self.ledger().submit::<Account, _>(&permit, account, handing, key).await;
        let receipt = handed.map_err(|error| not_done(error, WindowError::Account))?;
        if receipt.replayed {
            return Err(WindowError::DoneBefore);
        }
        self.end_all_sessions(account).await?;
        Ok(HandedOver {
            account,
            secret,
            until: receipt.state.secret_until().unwrap_or(receipt.at),
        })
    }

    /// Changes the phone of whoever stands there; all sessions of the account end.
    ///
    /// # Errors
    /// See [`WindowError`].
    pub async fn change_phone_at_window(
        &self,
        current: &CurrentActor,
        account: RecordId,
        phone: Phone,
        checks: Vec<IdentityCheck>,
        key: &str,
    ) -> Result<(), WindowError> {
        let permit = at_window::<acts::RecoverAccount>(current, account)?;
        let before = views::phones(self.ledger(), &[account]).await?.remove(&account);
        let change = ChangePhoneAtWindow { phone, before, checks };
        let key = Key::derived(&["window-phone", &account.to_string(), key]);
        let changed = self.ledger().submit::<Account, _>(&permit, account, change, key).await;
        changed.map_err(|error| not_done(error, WindowError::Account))?;
        Ok(self.end_all_sessions(account).await?)
    }
}

/// At one's own window, whatever the record.
fn at_window<A: Act>(current: &CurrentActor, record: RecordId) -> Result<Permit<A>, authority::Denied> {
    let region = current.actor.held_post().map_or(NOWHERE, |post| post.region);
    current.may(&Subject::new(record, region))
}

/// A region in which nobody holds a post.
const NOWHERE: RegionCode = RegionCode::fixed(990_000);

fn not_done<Refusal>(error: SubmitError<Refusal>, refused: impl FnOnce(Refusal) -> WindowError) -> WindowError
where
    Refusal: std::error::Error,
{
    match error {
        SubmitError::Refused(refusal) => refused(refusal),
        SubmitError::Claimed { .. } | SubmitError::Stale { .. } | SubmitError::KeyReused | SubmitError::NotPermitted => {
            WindowError::Conflict
        }
        SubmitError::Unavailable(reason) | SubmitError::Broken(reason) => WindowError::Unavailable(Unavailable(reason)),
    }
}

/// The same form sent twice by the same clerk for the same party is one visit.
fn derived(what: &str, clerk: &str, key: &str, party: Party) -> RecordId {
    let digest = Sha256::digest(format!("zhoudao-{what}:{clerk}:{party}:{key}"));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digest)| *byte = digest);
    RecordId::from_bytes(bytes)
}

fn fresh() -> Result<RecordId, Unavailable> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Unavailable(error.to_string()))?;
    Ok(RecordId::from_bytes(bytes))
}

fn fresh_secret() -> Result<String, Unavailable> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Unavailable(error.to_string()))?;
    let mut rest = u128::from_be_bytes(bytes);
    let count = SECRET_CHARACTERS.len() as u128;
    let mut secret = String::with_capacity(SECRET_GROUPS * (SECRET_GROUP_LENGTH + 1));
    for place in 0..SECRET_GROUPS * SECRET_GROUP_LENGTH {
        if place > 0 && place % SECRET_GROUP_LENGTH == 0 {
            secret.push('-');
        }
        secret.push(char::from(SECRET_CHARACTERS[(rest % count) as usize]));
        rest /= count;
    }
    Ok(secret)
}
