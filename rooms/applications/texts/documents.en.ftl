## Names of documents
document-commitment = Commitment letter
document-acceptance-notice = Notice of acceptance
document-non-acceptance-notice = Decision not to accept
document-supplement-notice = Notice of what is missing
document-special-procedure-notice = Notice of a special procedure
document-extension-notice = Notice of extension
document-hearing-notice = Notice of hearing
document-payment-notice = Notice of payment
document-third-party-notice = Notice to a third party
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
refusal-into-the-account = This document goes into the applicant's account, as the applicant chose. Please reload the page
refusal-for-somebody-else = This document is not for the applicant. Please post it by itself to whom it is addressed
refusal-with-the-post = This document is with the post. Record first that it arrived or came back
refusal-not-with-the-post = This document is not with the post. Please reload the page
refusal-no-consent = The applicant has not agreed to electronic service. Hand it over or post it
refusal-no-mandate-today = This person may not take documents today: the mandate has ended, was taken back, or only lets look. Hand it to the applicant, the legal representative or an agent whose mandate is in force
refusal-not-a-tracking-number = A carrier's number has 8 to 30 letters and digits. Please check the label
refusal-not-a-day-of-post = The day must lie between the day of posting and today
refusal-nothing-to-serve = Please choose at least one document

## All documents of an application
documents = Documents
document = Document
documents-show = All documents
documents-none = No documents yet
documents-none-why = Notices, decisions and licences will all be here, to download and print.
documents-caption = { $count ->
    [one] One document
   *[other] { $count } documents
}
documents-print = Print all
documents-print-title = { $count ->
    [one] Print one document
   *[other] Print { $count } documents
}
documents-print-how = Use your browser's print function with A4 paper. Each document begins on a new page.
document-about = { $document }: { $item }
document-being-made = Being drawn up
document-being-served = Being served
document-served = Served
document-kept = On file
document-posted = In the post
document-returned = Came back
document-at-window = Please collect
document-to-post = To be posted
document-served-on = Served, { $way }; terms are counted as served on { $day }
document-posted-on = Posted on { $day }, { $carrier }
document-returned-on = Came back on { $day }. Check the address or choose another way
document-collect = The applicant, the legal representative or an agent with a mandate in force may collect it with an identity card
document-appeal = You may ask for reconsideration until { $reconsideration }, or sue until { $suit }
document-appeal-over = The terms for reconsideration ({ $reconsideration }) and for a suit ({ $suit }) have ended
standing-in-force = Valid
standing-ends-soon = { $days ->
    [one] Ends tomorrow
   *[other] Ends in { $days } days
}
standing-expired = Expired
standing-replaced = Replaced by a newer one
standing-revoked = Revoked
paper-withdrawn = Withdrawn
standing-cancelled = Cancelled

## Choosing a way of service
delivery-title = How documents reach you
delivery-why = Whatever has not been served yet reaches you in the way you choose here.
delivery-ask = How would you like to receive documents from now on?
delivery-hint = Choosing electronic service means consenting to it: a document counts as served on the day it reaches your account.
delivery-chosen = Changed: whatever has not been delivered yet comes in the way you chose.
delivery-choose = Use this way

## Preview
paper-preview-title = Preview
preview-of = Preview: { $name }
paper-preview-why = This is the page that will be issued. Its number is drawn when it is signed and is still open.
preview-back = Back to signing

## Service at desks
service-title = To be served
service-why = Decisions are served within ten working days (Licensing Law, article 44). What is served electronically is not listed here.
service-none = Nothing waits to be served
service-none-why = Licences and documents that applicants collect or receive by post appear here once they are drawn up.
service-caption = { $count ->
    [one] One application with documents to serve
   *[other] { $count } applications with documents to serve
}
service-papers = Documents to serve
service-way = Way
service-issued = Decided on
service-due = Limit
service-waiting = Waiting
service-posted = In the post
service-returned = Came back, needs another way
service-arrival = Record the receipt
service-day = Day of receipt
service-arrived-which = Which documents arrived
service-came-back-which = Which documents came back
service-post-which = Which documents to post
service-post-others = What is addressed to others is posted by itself; to whom stands below the document.
service-signed-by = Signed by, as on the label
service-arrived = Record as received
service-came-back = It came back
service-return-reason = Reason
service-record-return = Record the return
service-handover = Hand over
service-handover-how = Check the identity card and have the delivery record signed. It is drawn up when you record the hand-over.
service-which = Which documents
service-receiver = Who receives them
service-receiver-hint = Only the applicant, the legal representative or an agent whose mandate is in force today.
service-receiver-missing = Please choose the receiver
service-right-applicant = the applicant
service-right-representative = legal representative
service-right-agent = agent, mandate until { $until }
service-lapsed = May not receive (mandate ended, taken back, or only for looking): { $names }
service-proof = How it was signed for
service-proof-missing = Please choose how it was signed for
service-signed-on-paper = Signed on the printed delivery record
service-signed-on-pad = Signed on the pad
service-remark = Remark
service-hand-over = Record the hand-over
service-post = Post
service-post-to = {"To: "}
service-carrier = Carrier
service-tracking = Carrier's number
service-tracking-hint = 8 to 30 letters and digits on the label
service-send = Record as posted
service-day-missing = Please enter the day, for example 2026-11-30
service-stale = The mandate has just changed. Please check again
service-done-handed-over = Recorded. The delivery record is being drawn up.
service-done-posted = Recorded as posted.
service-done-arrived = Recorded as received. The delivery record is being drawn up.
service-done-returned = Recorded. Please serve it in another way.

## What becomes of a licence
refusal-certificate-gone = This licence no longer stands, or has not been served. Please reload the page
refusal-nothing-to-prolong = This licence has no last day, so there is nothing to prolong
refusal-not-prolonged = The new last day must be after { $last }
refusal-prolonged-too-late = Prolongation has to be asked for before the end, and this licence ended on { $last } (Licensing Law, article 50). Please apply anew
refusal-prolonged-too-far = It can be prolonged until { $last } at most, by the term of such a licence
refusal-asked-in-the-future = The day cannot lie in the future
refusal-not-expired = This licence has not expired. Please choose another ground
afterwards-title = Change, prolong, re-issue or revoke a licence
afterwards-how = One person proposes, the organ's head approves; then it takes effect at once, is put in writing and served.
afterwards-asked-open = The holder has asked for this and waits for an answer: { $what }. What you propose here does not answer it, unless it prolongs.
afterwards-asked-answer = Answer the request
afterwards-what = What
afterwards-correct = Correct a slip of the pen
afterwards-reissue = Re-issue after loss or damage
afterwards-change = Change (article 49)
afterwards-prolong = Prolong (article 50)
afterwards-revoke = Revoke (article 69)
afterwards-withdraw = Withdraw (article 8)
afterwards-cancel = Cancel (article 70)
afterwards-what-missing = Please choose what to do
afterwards-until = Until when
afterwards-until-hint = Only for a prolongation, for example 2030-11-29
afterwards-until-missing = Please enter the new last day
afterwards-asked = Day on which the holder asked for it
afterwards-asked-hint = Only for a prolongation, which should be asked for thirty days before the end; what is asked for later may be granted or refused. This day counts, not that of your proposal
afterwards-asked-missing = Please enter the day on which the holder asked
afterwards-ground = Legal ground
afterwards-ground-hint = Only to revoke, withdraw or cancel
afterwards-ground-missing = Please choose the legal ground
afterwards-reasons = Reasons and content, as they will stand in the document
afterwards-propose = Propose
afterwards-link = Correct, re-issue, change, prolong, revoke, cancel
afterwards-proposed = Proposed. It takes effect once the organ's head approves.
ground-abuse_of_power = Revoke: abuse of power or neglect of duty
ground-beyond_power = Revoke: beyond the organ's power
ground-against_procedure = Revoke: against the legal procedure
ground-not_entitled = Revoke: the applicant was not entitled
ground-deceit = Revoke: obtained by deceit or bribery
ground-law_changed = Withdraw: the law was changed or repealed
ground-circumstances_changed = Withdraw: circumstances have changed greatly
ground-expired = Cancel: expired and not prolonged
ground-holder_gone = Cancel: the holder has died or lost legal capacity
ground-dissolved = Cancel: the organisation was dissolved
ground-impossible = Cancel: made impossible by force majeure
ground-other = Cancel: another case in law

## What holders ask for
document-request-refusal = Decision not to do what was asked
refusal-certificate-expired = This licence ended on { $last } and can no longer be changed, prolonged or re-issued. Please apply anew
refusal-requested-before = You have asked for this already, and it is not decided yet
refusal-too-many-requests = You have asked { $max } times about this licence within a year, which is the most. Please speak to the organ that issued it
refusal-unknown-request = There is no such request. Please reload the page
refusal-request-over = This request has had its answer. Please reload the page
refusal-prolonged-by-silence = The licence counts as prolonged and the new one is being made. Please reload the page in a moment
request-title = Change, prolong, re-issue, correct or cancel
request-link = Ask to change, prolong or re-issue it
request-change = Change
request-prolong = Prolong
request-reissue = Re-issue
request-correct = Correct
request-cancel = Cancel
request-change-hint = Something licensed has changed: say what, from what to what (Licensing Law, article 49)
request-prolong-hint = It is valid until { $last }. If you ask by { $by }, the organ has to decide before it ends; if it does not, the licence counts as prolonged (Licensing Law, article 50)
request-prolong-hint-late = It is valid until { $last }; prolongation has to be asked for by { $by }. You may still ask, but the organ may refuse, and if it does not decide, nothing is prolonged: the licence ends
request-reissue-hint = It was lost or damaged: say when and how. The new one has a new number, and the old one is no longer valid
request-correct-hint = Something is written wrongly: say where, and what it should be
request-cancel-hint = You need it no more: say why. A cancelled licence cannot be brought back; you would have to apply anew (Licensing Law, article 70)
request-kind = What do you ask for?
request-kind-missing = Please choose what you ask for
request-words = Content and reasons
request-words-hint = From what to what, or why. Only a prolongation needs no words
request-proof = Proof (optional)
request-proof-hint = Such as the register’s notice of a change, or the notice of a loss; PDF, JPG or PNG, up to { $megabytes } MB
request-proof-see = See it
request-send = Ask for it
request-consequences = What follows
request-decides = { $organ } decides within { $days } working days of receipt, if you ask now by { $until }; on a prolongation before the licence ends (Licensing Law, articles 42 and 50).
request-granted-follows = If it is granted, it is put in writing, and a new licence reaches you in the way you chose (none for a cancellation).
request-refused-follows = If it is refused, you are told why in writing; you may ask for reconsideration within sixty days, or sue within six months. The licence stands as it did.
request-withdrawal-follows = Until it is decided you may take it back at any time; if you ask again, the day on which you ask again counts.
request-nothing = Nothing can be asked for about this licence now: its term is over, it no longer stands, or everything has been asked for already.
request-said-asked = You have asked for it. You will see here what comes of it.
request-said-withdrawn = Taken back.
request-asked-on = Asked on
request-withdraw = Take this back
request-paper = See the decision
request-open = { $what } was asked for, to be decided by { $until }
request-under-way = { $what }: asked for
request-is-granted = Granted
request-is-deemed = Counts as granted
request-is-refused = Refused
request-is-withdrawn = Taken back
request-is-lapsed = Ended
request-waits = The organ decides by { $until }.
request-waits-silence = The organ decides by { $until }; if it has not decided by { $last }, the licence counts as prolonged, without your doing anything (Licensing Law, article 50).
request-late = The organ should have decided by { $until } and is late. You may remind it, or ask for reconsideration.
request-late-silence = The organ should have decided by { $until } and is late; if it has not decided by { $last }, the licence counts as prolonged, without your doing anything (Licensing Law, article 50).
request-was-granted = Granted on { $day }. The documents and the new licence are among the documents.
request-was-deemed = Nobody had decided in time, so on { $day } it counted as prolonged (Licensing Law, article 50). The new licence is among the documents.
request-was-refused = Refused on { $day }. The decision gives the reasons and the remedies.
request-was-withdrawn = You took it back on { $day }.
request-has-lapsed = The licence no longer stands, and the request ended with it.
event-requested = { $request } was asked for: { $item }
event-request-withdrawn = { $request } was taken back: { $item }
event-request-granted = { $request } was granted: { $item }
event-request-refused = { $request } was refused: { $item }; the decision says why
event-prolongation-deemed = { $item }: nobody had decided in time, so the licence counts as prolonged until { $until } (Licensing Law, article 50)
