## Names of documents
document-commitment = Commitment letter
document-acceptance-notice = Notice of acceptance
document-non-acceptance-notice = Decision not to accept
document-supplement-notice = Notice of what is missing
document-special-procedure-notice = Notice of a special procedure
document-extension-notice = Notice of extension
document-hearing-notice = Notice of hearing
document-payment-notice = Notice of payment
document-third-party-notice = Notice to an interested party
document-objection-answer = Answer to an objection
document-pre-review-opinion = Pre-review opinion
document-decision = Decision to grant
document-refusal-decision = Decision to refuse
document-delivery-record = Delivery record
document-correction-notice = Notice of correction
document-reissue-notice = Notice of re-issue
document-change-decision = Decision to change
document-prolongation-decision = Decision to prolong
document-revocation-decision = Decision to revoke
document-withdrawal-decision = Decision to withdraw
document-cancellation-decision = Decision to cancel

## Ways of service
way-electronic = into the account
way-window = at the window
way-post = by post

## Checking
verify-number-why = Printed beside the QR code, or the document's own number, for example 371625-20261102-000318-7-01
verify-number = Number
verify-number-missing = Please enter the number
verify-genuine-paper = This document is genuine and stands
verify-standing-expired = This licence is genuine, but its term ended on { $since }
verify-standing-replaced = This copy is genuine, but a newer one has stood in its place since { $since }
verify-standing-revoked = This licence is genuine, but it was revoked on { $since }
verify-standing-withdrawn = This licence is genuine, but it was withdrawn on { $since }
verify-standing-cancelled = This licence is genuine, but it was cancelled on { $since }
verify-stands-no-more = It is no longer valid. This is what the register says.
valid-until = Valid until

## Why something cannot be done
refusal-unknown-document = There is no such document. Please reload the page
refusal-document-not-made = The document is being drawn up. Try again in a few seconds
refusal-served-together = Licences of one group are served together. Please choose all of them
refusal-served-before = This document has been served already. Please reload the page
refusal-with-the-post = This document is with the post. Record first that it arrived or came back
refusal-not-with-the-post = This document is not with the post. Please reload the page
refusal-no-consent = The applicant has not agreed to electronic service. Hand it over or post it
refusal-no-mandate-today = This person may not take documents today: the mandate has ended, was taken back, or only lets look. Hand it to the applicant, the legal representative or an agent whose mandate is in force
refusal-not-a-tracking-number = A carrier's number has 8 to 30 letters and digits. Please check the label
refusal-not-a-day-of-post = The day must lie between the day of posting and today
refusal-nothing-to-serve = Please choose at least one document
