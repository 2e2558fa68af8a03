# What lies around the way from submission to decision, in English.

refusal-notice-over = The notice has ended, so no objection can be raised any more. Against the decision you may apply for reconsideration or sue.
refusal-too-many-objections = So many objections have been raised to this notice that you should speak to its organ directly.
refusal-unknown-objection = There is no such objection. Please reload the page.
refusal-objection-answered = This objection has been answered already.
refusal-name-missing = Enter your name.
refusal-name-too-long = A name may have at most { $max } characters.
refusal-too-many-parties = Too many people have been told one by one: use a public notice or a hearing.
refusal-unknown-party = There is no such party. Please reload the page.
refusal-already-heard = You have stated your view already, or waived it.
refusal-view-term-over = The term for stating a view has ended, or the case has been decided. Against the decision you may apply for reconsideration or sue.
refusal-party-not-heard = A third party may still state a view until { $until }; the decision waits unless they waive it.
refusal-payment-asked = The payment has been asked for already.
refusal-payment-not-asked = Nobody has asked for this payment yet.
refusal-amount-missing = Enter the amount.
refusal-amount-by-rule = The amount follows from the standard and what was declared; it cannot be changed.
refusal-paid-on-another-day = The day of payment must lie between the day it was asked for ({ $from }) and today.
refusal-receipt-missing = Enter the number of the receipt.
refusal-receipt-too-long = At most { $max } characters.
refusal-waiver-does-not-apply = By what was declared, this rule does not apply.
refusal-may-not-follow = One of the papers may not follow later. Please upload it now.
refusal-paper-owed = A paper that was to follow has not come, so nothing can be signed off.
refusal-no-promise-instead = One of the papers cannot be replaced by a promise. Please upload it.
refusal-barred-from-promises = An earlier promise of yours was found false, so you cannot use promises until { $until }. Please hand in the paper.
refusal-check-not-due = A promise is checked after the decision.
refusal-promise-checked = This promise has been checked already.

slip-number = Number
slip-number-missing = Enter the number.
slip-number-form = That is not the form of such a number: two letters, then digits, such as YY-371625-2026-00012-4.
slip-number-check = One digit of the number is wrong. Please compare it.
slip-number-other-kind = This number is looked up elsewhere. Please compare its first two letters.
slip-code-why = Eight letters and digits, written beside the number
slip-not-found = Number and code do not belong together. Please compare them.

notices-title = Public notices
notices-why = What is being announced now. While a notice runs, anybody may object to it; no sign-in is needed.
notices-search = Project or item
notices-all = Show all
notices-count = { $count ->
    [one] One notice is running
   *[other] { $count } notices are running
}
notices-empty = No running notice fits
notices-empty-why = Try something else; notices that have ended are not listed.
notice-until = until { $day }
notice-running = Running
notice-over = Ended
notice-says-running = The notice runs until <b>{ $until }</b>, 24:00. Until then anybody may object; the organ answers each objection, and nothing goes on before it has.
notice-says-over = The notice ended on { $until }, so no objection can be raised any more. Against a later decision one may apply for reconsideration or sue.
notice-objections = { $count ->
    [one] One objection was raised
   *[other] { $count } objections were raised
}, { $answered } answered.
notice-what = What is announced
notice-applicant = Applicant
notice-item = Item
notice-region = County or district
notice-organ = Organ
notice-term-word = Term
notice-term = { $from } to { $until }
notice-ground = Ground
notice-nothing-personal = Only the project is announced, no personal data.
objection-title = I object
objection-why = Say what you object and why. Your name and telephone are only used to verify and to answer; they are neither published nor told to the applicant.
objection-words = Objection and reasons
objection-words-why = For example: the hall is less than 10 metres from my house and takes its light
objection-words-missing = Say what you object and why.
objection-name = Your name
objection-name-why = For an organisation: its name and yours
objection-phone = Telephone
objection-phone-why = The organ calls you to verify
objection-send = Send the objection
objection-received = Your objection has been received
objection-next = Note down number and code: with them you can read the answer. The organ answers every objection.
objection-back = Back to the notice
objection-look-up = Read the answer to an objection
objection-look-up-why = You were given a number and a code when you objected.
objection-number-why = Such as YY-371625-2026-00012-4
objection-show = Show the answer
objection-of = Objection to “{ $name }”
objection-open = Waiting for an answer
objection-upheld = Upheld
objection-not-upheld = Not upheld
objection-answered-on = { $organ } answered on { $day }:
objection-remedy = Against the final decision you may apply for reconsideration or sue.
objection-waits = { $organ } has not answered yet. Nothing goes on before every objection has its answer.
objection-yours = What you said on { $day }

interest-title = This permit touches your interests
interest-look-up = For those whose interests are touched
interest-look-up-why = When the organ told you, it gave you a number and a code. Here you read what concerns you and state your view.
interest-number-why = Such as LH-371625-2026-00003-8
interest-show = Show
interest-until = You may state your view until { $day }; nothing is granted before.
interest-over = The term for stating a view ended on { $day }.
interest-stated = You stated your view on { $day }; the decision takes it into account:
interest-waived = You waived your right to be heard on { $day }.
interest-project = Project
interest-organ = Deciding organ
interest-touched = How it touches you
interest-speak = State your view
interest-speak-why = You have the right to be heard (Administrative Licensing Law, art. 36). Where weighty interests are touched you may also ask for a hearing here (art. 47).
interest-words = Your view
interest-send = Send
interest-waive = Nothing to say: I waive it

yuan = ¥{ $amount }
money-not-an-amount = Enter an amount, such as 36000 or 36,000.00.
money-too-fine = An amount has at most two decimals.
money-too-large = The amount is too large. Please check it.
payment-title = Payment
payment-not-yet = The payment has not been asked for yet. You will be told.
payment-asked = Please pay by { $until }. The days of waiting for you are not counted.
payment-overdue = The payment was due on { $until }. Please pay as soon as you can: the item cannot go on without it.
payment-reported = You said that you have paid; the organ is checking.
payment-paid = Paid.
payment-waived = Waived: nothing is to be paid.
payment-facts = What is to be paid
payment-amount = Amount
payment-invoice = Invoice number
payment-until = Due
payment-organ = Set by
payment-basis = Legal basis
payment-standard = Standard
payment-to = How to pay
payment-waived-by = Waived by
payment-report = I have paid
payment-report-why = Enter the number of the receipt; the organ checks it and goes on.
payment-receipt = Number of the receipt
payment-receipt-why = On the fiscal e-receipt or the proof of payment
payment-paid-on = Day of payment
payment-day-missing = Enter the day of payment.
payment-send = Send
payment-open = Pay
payment-was-paid = { $name }: paid
payment-was-waived = { $name }: waived
ask-payment = { $organ } asks you to pay { $name }, ¥{ $amount }, by { $until }. While you are waited for, this item is not timed.
ask-payment-overdue = { $name }, ¥{ $amount }, for { $organ } was due on { $until }. Please pay as soon as you can.

owed-title = Hand in papers
owed-why = Papers that were to follow are due on their day; what you promised instead of a paper can be proven here too.
owed-until = due { $day }
owed-lapsed = was due { $day }
owed-nothing-chosen = Choose at least one paper.
owed-send = Hand in
owed-open = Hand in papers
ask-owed = “{ $paper }” is to follow by { $until }; nothing is decided before.
ask-owed-lapsed = “{ $paper }” was to follow by { $until }. Hand it in at once, or wait for the decision.
promise-made = promised
promise-checked-until = checked by { $day }
promise-open = A promise stands in place of “{ $paper }”; { $until ->
    [""] it is checked after the decision
   *[other] it is checked by { $until }
}
promise-proven = A promise stood in place of “{ $paper }”; the paper has come since
promise-kept = The promise in place of “{ $paper }” was found true
promise-false = The promise in place of “{ $paper }” was found false: the permit will be dealt with by law, and you cannot use promises until { $barred }

instead-later = I do not have it yet: it follows by { $until }
instead-promise = I promise instead of handing it in
instead-barred = An earlier promise of yours was found false: until { $until } no promise is accepted in place of this paper.
paper-follows = follows later
paper-promised = promised instead
promises-title = Promises instead of proof
promises-why = You promise what follows; the organ checks it after the decision. Confirm each one.
promises-unsigned = { $count ->
    [one] One promise is not confirmed
   *[other] { $count } promises are not confirmed
}
follows-title = Papers that follow
follows-line = { $name }: by { $until }
event-objection-raised = An objection was raised to the notice
event-objection-answered = { $organ } answered an objection
event-answers-awaited = The notice “{ $step }” ran its length; objections are being answered
event-party-told = { $organ } told somebody whose interests “{ $item }” touches
event-view-stated = A third party stated a view
event-view-waived = A third party waived the right to be heard
event-payment-asked = { $organ } asked for a payment: { $item }
event-payment-reported = You said that you have paid: { $item }
event-paid = Paid: { $item }
event-payment-waived = { $organ } waived a payment: { $item }
event-papers-owed = Accepted with papers that are to follow
event-owed-supplied = You handed in papers
event-owed-lapsed = Papers that were to follow have not come in time
event-proof-promised = You promised instead of handing in papers
event-check-due = Granted on a promise, which is to be checked
event-promise-kept = { $organ } found the promise true
event-promise-false = { $organ } found the promise false
