//! Why the personal values of accounts may be kept, and how long (PIPL 5, 6, 19).

use ledger::Keeping;

/// An account serves for years; ten years after a value was given its use is looked at again.
const ACCOUNT_DAYS: u32 = 3_653;

/// Name and number: who acts is stated in every act with legal effect.
pub const IDENTITY: Keeping = Keeping {
    purpose: "to know who acts in a procedure",
    basis: "PIPL 13(1)(3): statutory duty of the organ",
    term_days: ACCOUNT_DAYS,
};

/// Phone: notices and call-backs.
pub const CONTACT: Keeping = Keeping {
    purpose: "to notify the person of the procedure",
    basis: "PIPL 13(1)(3): statutory duty of the organ",
    term_days: ACCOUNT_DAYS,
};

/// The phone that a window replaced: its holder is warned, and may come to complain of it.
pub const FORMER_CONTACT: Keeping = Keeping {
    purpose: "to tell the former phone that it was replaced",
    basis: "PIPL 51: security measures",
    term_days: 183,
};

/// Sign-in name and password.
pub const SIGN_IN: Keeping = Keeping {
    purpose: "to let the person in, and nobody else",
    basis: "PIPL 51: security measures",
    term_days: ACCOUNT_DAYS,
};
