//! What a window does to somebody's way in is told to the owner.

use std::sync::Arc;

use authority::{Actor, Duty, Party, Permit, Post, Subject, acts, permit};
use identity::{OrganId, RecordId, RegionCode};
use ledger::CommandOf;
use people::record::IdentityCheck;
use people::record::account::{ChangePhoneAtWindow, HandSecretOver};
use people::{Account, views};

use super::sending::eventually;
use super::town::Town;

const CHECKS: [IdentityCheck; 2] = [IdentityCheck::IdentityCard, IdentityCheck::Face];

/// A clerk of the county's window does something to an account.
async fn at_the_window<C: CommandOf<Account, Act = acts::RecoverAccount>>(town: &Town, account: RecordId, command: C) {
    let post = Arc::new(Post {
        id: "approval-371625-clerk".parse().unwrap(),
        organ: OrganId::fixed("approval-371625"),
        region: RegionCode::fixed(371_625),
        functions: Vec::new(),
        duties: vec![Duty::Clerk],
    });
    let clerk = Actor::post(town.seeded.accounts["fangyi"], post);
    let permit: Permit<acts::RecoverAccount> = permit(&clerk, &Subject::new(account, RegionCode::fixed(371_625))).unwrap();
    town.room
        .ledger()
        .submit::<Account, C>(&permit, account, command, "window".into())
        .await
        .unwrap();
}

async fn phone(town: &Town, account: RecordId) -> String {
    views::phones(town.room.ledger(), &[account]).await.unwrap()[&account].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_a_window_handed_over_is_told_to_the_owner_at_once() {
    let town = Town::at(22).await;
    let account = town.seeded.accounts["lijianguo"];
    let handing = HandSecretOver {
        secret: town.room.people().hash_password("7K3M-Q9TA-XW42".into()).await.unwrap(),
        checks: CHECKS.to_vec(),
    };
    at_the_window(&town, account, handing).await;
    eventually("the SMS arrives, at night too", async || town.gateway.sms().len() == 1).await;
    let sms = &town.gateway.sms()[0];
    assert_eq!(sms.to, phone(&town, account).await);
    assert!(sms.text.contains("密码条"), "{}", sms.text);
    assert_eq!(town.inbox_of(Party::Person(account)).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_that_a_window_replaced_is_told_at_its_own_number() {
    let town = Town::at(10).await;
    let account = town.seeded.accounts["lijianguo"];
    let before = phone(&town, account).await;
    let change = ChangePhoneAtWindow {
        phone: "13854300018".parse().unwrap(),
        before: Some(before.clone()),
        checks: CHECKS.to_vec(),
    };
    at_the_window(&town, account, change).await;
    eventually("the SMS arrives", async || town.gateway.sms().len() == 1).await;
    assert_eq!(town.gateway.sms()[0].to, before);
    assert_ne!(phone(&town, account).await, before);
}
