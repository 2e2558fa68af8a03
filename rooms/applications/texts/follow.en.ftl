# Following an application, in English.

my-applications = My applications
applications-caption = { $count ->
    [one] One application
   *[other] { $count } applications
}
application = Application
submitted-on = Counted as received
drafts = Not yet submitted
home-draft = Unfinished: go on
draft-saved = saved { $at }
no-applications = You have not applied for anything yet
no-applications-why = Once you apply, you can see here how far it is and what you are asked to do.
status-by-code = Not signed in? Track an application with its number and query code
status-in-progress = In progress
status-asked = { $count ->
    [one] One thing for you to do
   *[other] { $count } things for you to do
}
status-finished = Finished
status-withdrawn = Withdrawn
status-terminated = Ended

standing-unfiled = Not yet submitted
standing-withdrawn = You withdrew this application
standing-terminated = This application has ended
standing-ended = This application is finished
standing-finished = { $granted ->
    [one] Done: your licence is here
   *[other] Done: your { $granted } licences are here
}
standing-refine = { $papers ->
    [0] { $count ->
        [one] Please make the change asked for
       *[other] Please make the { $count } changes asked for
    }
    [one] Please improve one paper
   *[other] Please improve { $papers } papers
}{ $others ->
    [0] {""}
   *[other] . The other departments carry on
}
standing-asked = { $count ->
    [one] One thing needs you
   *[other] { $count } things need you
}{ $others ->
    [0] {""}
   *[other] . The other departments carry on
}
standing-issuing = Everything is signed; your licences are being issued together
standing-gate = The reviews are done. What is missing: { $gate }
standing-promise-missed = It should have been done by { $day }, and is not
standing-reviewing = { $organs ->
    [one] One department is working on it
   *[other] { $organs } departments are working on it
}
standing-with = Working on it now: { $organs }.
standing-gate-next = This step is yours. As soon as { $organ } has recorded “{ $gate }”, the departments carry on by themselves; you need not hand in anything again. The days you wait do not count towards the promise.
standing-refused = { $count ->
    [one] One item was not granted; the reasons are below, beside the item.
   *[other] { $count } items were not granted; the reasons are below, beside each item.
} If you disagree, you can ask for an administrative review or go to court.
list-comma = {", "}
ask-refinement = { $organ } is reviewing <b>{ $step }</b>. Please change { $papers } by <b>{ $until }</b>. While we wait for you, the clock for this step stands still.
ask-choice = { $organ } does not support <b>{ $step }</b> as it is. You can change it and send it for review again; everything else goes on.
refine = Upload the improved papers
questions-call = Questions? Call
change-plan = Change the plan
change-plan-long = Change the plan: replace papers or change answers
leave-out = Go on without this item
rate = Rate this service
licences-show = See my licences
rated-thanks = You have rated this service. Thank you.
promise-by = Promised to be done by <b>{ $day }</b>; days on which we wait for you put that day off.
promise-missed = It was promised by <b>{ $day }</b>, which is past; we are sorry. You may call { $hotline } to press for it or to complain; you need not hand in anything again. If the limit by law is past as well, you may also ask for an administrative review or go to court.
progress-sentence = { $counted ->
    [0] Just received; the count begins on the next working day.
   *[other] Working day <b>{ $counted }</b>.
} We promise { $promise }. Of { $all } reviews, <b>{ $done ->
    [one] 1 is done
   *[other] { $done } are done
}</b>{ $open ->
    [0] {""}
    [one] , 1 is under way
   *[other] , { $open } are under way
}{ $asked ->
    [0] {""}
    [one] {" "}and <b>1 waits for you</b>
   *[other] {" "}and <b>{ $asked } wait for you</b>
}. If every step takes all the time it has left, this will be done in <b>{ $expected } working days</b>. Days spent waiting for you, or for “{ $gate }”, do not count.
progress-without-gate = { $counted ->
    [0] Just received; the count begins on the next working day.
   *[other] Working day <b>{ $counted }</b>.
} We promise { $promise }. Of { $all } reviews, <b>{ $done ->
    [one] 1 is done
   *[other] { $done } are done
}</b>{ $open ->
    [0] {""}
    [one] , 1 is under way
   *[other] , { $open } are under way
}{ $asked ->
    [0] {""}
    [one] {" "}and <b>1 waits for you</b>
   *[other] {" "}and <b>{ $asked } wait for you</b>
}. If every step takes all the time it has left, this will be done in <b>{ $expected } working days</b>. Days spent waiting for you do not count.
progress-small = { $counted ->
    [0] Just received; the count begins on the next working day.
   *[other] Working day <b>{ $counted }</b>.
} We promise { $promise }. If every step takes all the time it has left, this will be done in <b>{ $expected ->
    [one] 1 working day
   *[other] { $expected } working days
}</b>. Days spent waiting for you do not count.
progress-finished = It took <b>{ $counted ->
    [one] 1 working day
   *[other] { $counted } working days
}</b>; we had promised { $promise }.
axis-title = What each department is doing
bar-until = To be done by { $day }.
bar-waits-for-you = Waits for you, clock paused
lamp-step-late = A step is late
lamp-promise-missed = Past the promise
lamp-promise-in-doubt = May miss the promise
lamp-in-time = On time

cases = Items
cases-caption = Who decides each item, and how far it is
case-item = Item
case-organ = Decided by
case-state = State
case-received = Received
case-pre-review = In review
case-waiting-for-gate = Reviewed; waits for: { $gate }
case-accepted = Accepted
case-overdue = Past the limit by law
case-signed-off = Signed; waits for the others
case-granted = Granted
case-refused = Refused
case-not-accepted = Not accepted
case-left-out = Left out
case-withdrawn = Withdrawn
case-terminated = Ended
said-conditions = On condition:
said-refused = Reasons:
said-not-accepted = Why it was not accepted:
papers = Papers
papers-caption = The papers you handed in, in their newest version
paper = Paper
paper-used-by = Read by
paper-source = From you{ $version ->
    [1] {""}
   *[other] {" "}· version { $version }
} · { $type } · { $size }
paper-readers = { $count ->
    [one] One department
   *[other] { $count } departments
}
paper-asked = Please improve
paper-received = Received
paper-limits = { $types }, at most { $megabytes } MB
content = What you applied for
content-why = These are the answers and the form that you submitted; only you and the offices that handle them see them. If something is wrong, call { $hotline } soon and name the application and the entry; before the decision you may also withdraw and apply again.
content-print = Print this page
papers-none = You need not hand in any papers.
papers-exempt = { $count ->
    [one] One more paper that you need not hand in
   *[other] { $count } more papers that you need not hand in
}
paper-size = Size
history = What happened
history-all = { $count ->
    [one] Show one more entry
   *[other] Show { $count } more entries
}
receipt = Receipt
application-number = Application number
receipt-show = See the receipt and the query code
other-acts = More you can do
withdraw = Withdraw the application

event-submitted = Application received{ $organs ->
    [0] {""}
    [one] ; the department starts work
   *[other] ; { $organs } departments start at once
}
event-claimed = { $organ } took on { $step }
event-refinement-asked = { $organ } asked you to improve your papers ({ $step })
event-refinement-supplied = You handed in improved papers ({ $step })
event-opinion-agree = { $organ } finished { $step }: agreed
event-opinion-conditional = { $organ } finished { $step }: agreed on conditions
event-opinion-not-supported = { $organ } does not support { $step }
event-notice-ended = { $step }: the time is over
event-gate-opened = { $organ } recorded: { $gate }
event-gate-failed = { $organ } recorded that this will not happen: { $gate }
event-plan-changed = You changed the plan
event-left-out = You chose to go on without { $item }
event-case-accepted = Accepted: { $item }
event-cases-accepted = { $count } items accepted together
event-case-not-accepted = Not accepted: { $item }
event-signed-off = { $organ } signed: { $item }
event-sent-back = { $organ } sent it back for another look ({ $step })
event-case-granted = Granted: { $item }
event-cases-granted = { $count } items granted together
event-case-refused = Refused: { $item }
event-served = { $count ->
    [one] One licence delivered to you
   *[other] { $count } licences delivered to you
}
event-papers-served = Delivered to you: { $papers }
event-withdrawn = You withdrew the application
event-rated = You rated this service

refine-title = { $organ } asks you to improve: { $step }
refine-until = Please answer by { $until }. While we wait for you, the clock for this step stands still.
refine-note = What did you change?
refine-note-why = A few lines; the reviewer reads them first
refine-send = Send the changes
back-without = Back, without sending
change-plan-why = Departments that read a paper you replace, or that an answer concerns, look again; the others carry on. An item that was not supported goes to review again.
change-papers = Replace papers (choose only those you replace)
change-answers = Change answers
change-note = What did you change, and why?
change-note-why = For the reviewers
change-send = Send the changes
answer-missing = Please answer this question
nothing-applies = With these answers there is nothing to apply for; please check them
leave-out-title = Go on without “{ $item }”?
leave-out-follows = Its review stops and its licence is not issued; everything else goes on. If you need it later, you apply for it separately.
withdraw-title = Withdraw “{ $title }”?
withdraw-follows = All departments stop, and every item that is not finished ends. Licences you have received stay valid. This cannot be undone; to go on later you have to apply again.
withdraw-reason = Why do you withdraw?
withdraw-reason-why = You need not say; it helps us to do better
rating-question = How satisfied are you with this service?
rating-why = Staff cannot see whose rating it is while they could still affect your application
rating-words = Anything you would like to add?
rating-send = Send the rating
rating-missing = Please choose one
grade-very-satisfied = Very satisfied
grade-satisfied = Satisfied
grade-fairly-satisfied = Fairly satisfied
grade-dissatisfied = Dissatisfied
grade-very-dissatisfied = Very dissatisfied

receipt-title = Receipt
receipt-subject = Application
receipt-owed = To follow later
receipt-promised = Promised
receipt-promised-by = By { $day }; days on which we wait for you put it off
receipt-next = Keep the query code: with it you can see how far things are without signing in. The departments have already started; whatever we need from you will stand at the top of the application’s page.
receipt-papers = { $count ->
    [0] No papers handed in
    [one] One paper received
   *[other] { $count } papers received
}
receipt-follow = Track progress
receipt-pdf = Download the receipt (PDF, in Chinese)
document-pdf = Download (PDF)
licence = Licence
document-number = Licence number
served-on = Delivered
decided-on = Decided
validity = Valid
no-licences = You have no licences yet
no-licences-why = When an application is done, its licences appear here by themselves, to look at, print and download.
licences-caption = { $count ->
    [one] One licence
   *[other] { $count } licences
}

status-title = Track progress
status-why = You need not sign in. The page shows only how far things are, and nothing personal.
status-number-why = On the receipt, for example 371625-20261102-000318-7
status-code-why = Eight letters and digits on the receipt. Lost it? Sign in to see it again, or ask at a service counter
status-code-missing = Please enter the query code
status-code-lost = Lost your query code? Get it back by phone
status-not-found = Number and code do not belong together; please check the receipt
status-show = Track progress
status-nothing-personal = The applicant and the papers are not shown here. Sign in to see everything.

verify-title = Check a licence or document
verify-why = Scan the QR code on it, or enter its number and check code.
verify-evidence = Do you hold evidence that was downloaded from a receipt?
verify-code = Check code
verify-code-why = Printed beside the QR code
verify-code-missing = Please enter the check code
verify-send = Check
verify-genuine = This licence is genuine and valid
verify-genuine-why = This is what the register says. Compare it with the licence in your hand, line by line.
verify-holder = Holder
verify-entries = What stands on the licence
verify-entries-why = If one entry on the copy in your hand differs from these, do not trust it. Of a person only the family name is shown.
verify-unknown = We found no such licence
verify-unknown-why = The number or the check code is wrong, or it has not been served. Check both and try again. Still in doubt? Call 12345.
verify-again = Check again
verify-digest = Digest of the file (SHA-256)

upload-too-large-for = { $name } is too large; at most { $megabytes } MB
upload-wrong-type = { $name } is not a file we can take. We look at what is in it and accept { $accepted }
upload-empty = { $name } is an empty file; please choose it again
upload-not-now = { $name } could not be kept just now. Please send it again in a moment; what you filled in and the other papers are still there
upload-broken-off = The upload broke off. Please try again; everything you filled in is still there

refusal-already-filed = This application has already been submitted
refusal-not-filed = This application has not been submitted yet
refusal-ended = This application has ended and cannot be changed any more
refusal-material-missing = A required paper is missing; please add it
refusal-material-not-asked = One of the papers is not needed; please take it out
refusal-not-the-applicant = Only the applicant can do this; change to the capacity in which you applied
refusal-unknown-step = There is no such step; the plan may have changed. Reload the page
refusal-not-your-desk = This step is not on your organ’s desk
refusal-not-open = This step cannot be worked on now: it may be done, or its turn has not come. Reload to see how it stands
refusal-held-by-another = Somebody else is working on this step
refusal-not-claimed = Claim the step first
refusal-wrong-kind = That cannot be done in this kind of step
refusal-wrong-stage = It is not this stage’s turn
refusal-own-draft = You cannot check an opinion that you drafted yourself
refusal-no-more-rounds = The applicant has been asked to improve the papers { $rounds ->
    [one] once
   *[other] { $rounds } times
}, which is the limit; please give an opinion
refusal-not-in-pre-review = Improvements can be asked for only during pre-review
refusal-words-missing = Please write the reasons
refusal-words-too-long = At most { $max } characters
refusal-refined-material-missing = Please upload the improved version of this paper
refusal-changed-needs-words = Papers have changed since the pre-review; please write what your check found
refusal-unknown-gate = There is no such gate
refusal-gate-recorded = This gate has already been recorded
refusal-unknown-case = There is no such item
refusal-case-not-there = That cannot be done with this item now
refusal-cannot-leave-out = Nothing can go on without this item, so it cannot be left out
refusal-accepted-stays = An item has been accepted and is decided as it was accepted, so this cannot be changed any more. If it has to be, withdraw and apply anew
papers-kept = These papers are here: no need to upload them again
papers-kept-why = They are handed in with the rest. To exchange one, choose its file again below; to leave one out, untick it.
refusal-nothing-to-issue = There is nothing to issue together now
refusal-document-missing = Not every licence has been drawn up yet
refusal-already-rated = You have already rated this
refusal-not-ended = You can rate it once it is finished
refusal-already-issued = Decisions have been signed, so the plan cannot be changed any more
refusal-nothing-changed = Nothing has changed; replace a paper or change an answer
refusal-no-number-left = All of today’s numbers are used; please try again tomorrow
refusal-clock = The dates contradict each other; please reload and try again

status-without-sign-in = Track without signing in
all-drafts = All
all-of-them = { $count ->
    [one] See it
   *[other] See all { $count }
}

# Recusal, and other hands for a step.
recusal = Ask that an official be replaced
recusal-title = Ask that an official be replaced
recusal-follows = If you believe that an official has a personal interest in this application, you can ask that somebody else works on it. The head of the department decides and tells you the result with the reasons. The time limits run on.
recusal-organ = Which department is the official from?
recusal-organ-missing = Please choose the department
recusal-whom = Who should be replaced?
recusal-whom-why = A name, or what you know: for example “Mr Wang who came to see the site”
recusal-whom-missing = Please say who should be replaced
recusal-reason = Why?
recusal-reason-why = For example: a close relative of a competitor’s manager
recusal-reason-missing = Please give your reasons; the head decides by them
recusal-send = Send
recusal-asked-on = Asked on
recusal-answer = Answer
recusal-pending = waiting for the head of the department
recusal-granted = agreed
recusal-declined = declined
event-recusal-asked = You asked that an official of { $organ } be replaced
event-recusal-granted = { $organ } agreed; somebody else works on your application now
event-recusal-declined = { $organ } did not agree to replace the official; the reasons are under “Ask that an official be replaced”
refusal-recused = This official may not work on this application
refusal-own-recusal = Nobody decides about their own replacement
refusal-unknown-recusal = There is no such request
refusal-recusal-decided = This request has been decided already
refusal-recusal-pending = Your earlier request to this department has not been decided yet; please wait for the result
refusal-nobody-else = Nobody else in the department could go on
refusal-holder-is-there = The official in charge is still there
## Which rules an application keeps
release-kept = Rules
release-kept-number = Release { $number }, kept until the end

# The window and the helper.
entrance-online = Online
entrance-window = Service window
entrance-helper = Helper
receipt-entrance = Received through
receipt-print = Print the receipt
receipt-back-to-window = Back to the window
receipt-code-lost = Lost the query code, or fear that somebody else has seen it?
receipt-code-renew = Make a new one (the old one stops working at once)
receipt-evidence-why = The evidence proves that this application stands in a log that can only grow. It holds no name, identity number, phone or address.
receipt-evidence = Download the evidence
receipt-evidence-check = Check evidence
receipt-proof-code = Evidence code
receipt-proof-code-check = Check the evidence code
receipt-proof-code-why = Scan it with a phone to see whether this receipt is genuine and whether the log still holds it unchanged. Without a network, it can be checked with the published key.
proofs-title = All evidence
proofs-why = Every act has evidence that you can download, keep, and check without this system. It names members of staff by an opaque number only.
proofs-at = When
proofs-act = Act
proofs-issued = { $paper } issued ({ $number })
proofs-made = File of { $paper } made ({ $number })
event-query-code-renewed = A new query code was made; the old one no longer works
event-for-another = { $text } (done for the applicant by { $who })
event-beside = { $text } ({ $who } helping beside)
outlook-asked = { $step } ({ $organ }) waits for the applicant to supply or choose
outlook-late = Past its limit
outlook-in-time = Under way
