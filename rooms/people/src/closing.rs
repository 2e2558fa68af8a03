//! Carrying out what was answered to a person: the account is closed, or its name and number are put right.

use authority::{Actor, Permit, Subject, acts, permit};
use identity::{RecordId, ResidentNumber};
use ledger::{Key, SubmitError, Unavailable};

use crate::people::People;
use crate::record::account::{
    CloseAccount, CorrectDetails, ForgetEmail, IdentityAfterwards, PHONE_BEFORE, RESIDENT_NUMBER, SIGN_IN_NAME,
};
use crate::record::{Account, AccountRefusal, PersonName};

type Submitted = Result<(), SubmitError<AccountRefusal>>;

impl People {
    /// Closes an account for good and ends its sessions, for the reaction of that name.
    ///
    /// # Errors
    /// When the account refuses, or the ledger cannot answer.
    pub async fn close_account(
        &self,
        reaction: &'static str,
        account: RecordId,
        identity: IdentityAfterwards,
        key: Key,
    ) -> Submitted {
        let paths = [SIGN_IN_NAME.to_owned(), RESIDENT_NUMBER.to_owned()];
        let known = self.ledger().secrets(account, &paths).await?;
        let text = |path: &str| known.get(path).and_then(|value| value.as_str());
        let held = self.ledger().held(account).await?;
        let closing = CloseAccount {
            sign_in_name: text(SIGN_IN_NAME).and_then(|name| name.parse().ok()),
            resident_number: text(RESIDENT_NUMBER).and_then(|number| number.parse().ok()),
            former_phones: held
                .into_iter()
                .map(|held| held.path)
                .filter(|path| path.starts_with(PHONE_BEFORE))
                .collect(),
            identity,
        };
        let permit = self.permitted(reaction, account)?;
        self.ledger().submit::<Account, _>(&permit, account, closing, key).await?;
        self.end_all_sessions(account).await?;
        Ok(())
    }

    /// Puts name or number of a person right, for the reaction of that name.
    ///
    /// # Errors
    /// When the account refuses, the number is another account's, or the ledger cannot answer.
    pub async fn correct_details(
        &self,
        reaction: &'static str,
        account: RecordId,
        name: Option<PersonName>,
        resident_number: Option<ResidentNumber>,
        key: Key,
    ) -> Submitted {
        let known = self.ledger().secrets(account, &[RESIDENT_NUMBER.to_owned()]).await?;
        let before = known.get(RESIDENT_NUMBER).and_then(|value| value.as_str());
        let correction = CorrectDetails {
            name,
            resident_number,
            number_before: before.and_then(|number| number.parse().ok()),
        };
        let permit = self.permitted(reaction, account)?;
        self.ledger().submit::<Account, _>(&permit, account, correction, key).await?;
        Ok(())
    }

    /// Forgets the e-mail address of a person, for the reaction of that name.
    ///
    /// # Errors
    /// When the account refuses, or the ledger cannot answer.
    pub async fn forget_email(&self, reaction: &'static str, account: RecordId, key: Key) -> Submitted {
        let permit = self.permitted(reaction, account)?;
        self.ledger().submit::<Account, _>(&permit, account, ForgetEmail, key).await?;
        Ok(())
    }

    fn permitted(&self, reaction: &'static str, account: RecordId) -> Result<Permit<acts::React>, Unavailable> {
        permit(&Actor::reaction(reaction), &Subject::new(account, self.ledger().city()))
            .map_err(|denied| Unavailable(denied.to_string()))
    }
}
