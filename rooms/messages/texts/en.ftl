# Each fact: its title; `.brief` for SMS and e-mail, with nothing personal in it; `.full` for the inbox.
message-submitted = Application received
    .brief = Your application “{ $matter }” was received, number { $number }. See { $link }
    .full = “{ $title }”: the application “{ $matter }” was received as { $number }; time is counted as received on { $day }.
message-refinement-asked = Please refine your papers
    .brief = “{ $matter }” ({ $number }): please refine your papers by { $day }: { $link }
    .full = “{ $title }”: “{ $item }” asks you to refine your papers by { $day }. What to change stands first on the application’s page.
message-refinement-received = Your refinement was received
    .brief = “{ $matter }” ({ $number }): your refinement was received and the review goes on. See { $link }
    .full = “{ $title }”: your refinement of “{ $item }” was received; the review goes on.
message-not-supported = One item was not supported: your choice
    .brief = “{ $matter }” ({ $number }): one item was not supported, please choose how to go on: { $link }
    .full = “{ $title }”: “{ $item }” was not supported. You may change the plan, go on without the item, or withdraw; the reasons are on the application’s page.
message-opinion-against = The review of one item is against it; nothing is decided yet
    .brief = “{ $matter }” ({ $number }): the review of one item is against it. Nothing is decided yet, and you may state your case: { $link }
    .full = “{ $title }”: the review of “{ $item }” is against it. This is no decision, and you need not choose anything now; you may state your case to the office that decides. If it refuses, you will be served the reasons and your remedies in writing.
message-notice-ended = Public notice ended
    .brief = “{ $matter }” ({ $number }): the public notice has ended. See { $link }
    .full = “{ $title }”: the public notice of “{ $item }” ended on { $day }.
message-gate-opened = What was waited for has happened
    .brief = “{ $matter }” ({ $number }): what was waited for has happened; the next step begins. See { $link }
    .full = “{ $title }”: what was waited for is now recorded; the departments now confirm.
message-gate-failed = What was waited for will not happen
    .brief = “{ $matter }” ({ $number }): what was waited for will not happen; the items that needed it end. See { $link }
    .full = “{ $title }”: it was recorded that what was waited for will not happen. The items that needed it end; the reason is on the application’s page.
message-accepted = Application accepted
    .brief = “{ $matter }” ({ $number }) was accepted. See { $link }
    .full = { $count ->
        [0] “{ $title }”: “{ $item }” was accepted; its time is counted as accepted on { $day }.
       *[other] “{ $title }”: { $count } items were accepted; their time is counted as accepted on { $day }.
    }
message-not-accepted = Application not accepted
    .brief = “{ $matter }” ({ $number }): an item was not accepted. Reasons, and whom to ask: { $link }
    .full = { $count ->
        [0] “{ $title }”: “{ $item }” was not accepted. The reasons, and whom to ask instead, are on the application’s page.
       *[other] “{ $title }”: { $count } items were not accepted. The reasons, and whom to ask instead, are on the application’s page.
    }
message-refused = Decision: refused
    .brief = “{ $matter }” ({ $number }): an item was refused. Reasons and remedies: { $link }
    .full = { $count ->
        [0] “{ $title }”: “{ $item }” was refused. The reasons and your remedies are on the application’s page.
       *[other] “{ $title }”: { $count } items were refused. The reasons and your remedies are on the application’s page.
    }
message-served = Done: your decisions were served
    .brief = “{ $matter }” ({ $number }) is done. { $count ->
        [one] The decision was delivered to you.
       *[other] { $count } decisions were delivered to you.
    } See { $link }
    .full = “{ $title }”: { $count ->
        [one] the decision was
       *[other] { $count } decisions were
    } delivered to you. Certificates are under “My licences”. The terms for a review or a lawsuit are counted as delivered on { $day }.
message-papers-served = Papers were served
    .brief = “{ $matter }” ({ $number }): { $count ->
        [one] a document was
       *[other] { $count } documents were
    } delivered to you. See { $link }
    .full = “{ $title }”: { $count ->
        [one] a document was
       *[other] { $count } documents were
    } delivered to you, on the application’s page. Terms named there are counted as delivered on { $day }.
message-papers-posted = Papers are on their way by post
    .brief = “{ $matter }” ({ $number }): { $count ->
        [one] a document was
       *[other] { $count } documents were
    } sent by post. See { $link }
    .full = “{ $title }”: { $count ->
        [one] a document was
       *[other] { $count } documents were
    } sent by post.
message-papers-returned = The post brought your papers back
    .brief = “{ $matter }” ({ $number }): the post brought your papers back. Please choose another way of service: { $link }
    .full = “{ $title }”: the post brought back { $count ->
        [one] a document
       *[other] { $count } documents
    }. Please choose another way of service on the application’s page.
message-withdrawn = Application withdrawn
    .brief = “{ $matter }” ({ $number }) was withdrawn. See { $link }
    .full = “{ $title }”: the application was withdrawn.
message-due-soon = Something asked of you is due soon
    .brief = “{ $matter }” ({ $number }) still waits for your refinement, due on { $day }: { $link }
    .full = “{ $title }”: “{ $item }” still waits for your refinement, due on { $day }.
message-recusal-decided = Your request for recusal was decided
    .brief = “{ $matter }” ({ $number }): your request for recusal was decided. See { $link }
    .full = “{ $title }”: your request for recusal was decided; result and reasons are on the application’s page.
message-term-moved = Your term has moved
    .brief = “{ $matter }” ({ $number }): as the calendar was revised, your refinement is now due on { $day }: { $link }
    .full = “{ $title }”: as the calendar was revised, your refinement of “{ $item }” is now due on { $day }.
message-supplement-term-moved = Your term to supplement has moved
    .brief = “{ $matter }” ({ $number }): as the calendar was revised, your supplement is now due on { $day }: { $link }
    .full = “{ $title }”: as the calendar was revised, your supplement is now due on { $day }.
message-payment-asked = Please pay
    .brief = “{ $matter }” ({ $number }): a payment is due by { $day }. See { $link }
    .full = “{ $title }”: a payment for “{ $item }” is due by { $day }. Amount and ways to pay are on the application’s page.
message-papers-lapsed = Papers that were to follow have not come
    .brief = “{ $matter }” ({ $number }): papers that were to follow are overdue. See { $link }
    .full = “{ $title }”: papers that were to follow are overdue since { $day }. Hand them in at once; nothing can be granted without them.
message-promise-false = Your promise was found false
    .brief = “{ $matter }” ({ $number }): a promise instead of proof was found false. See { $link }
    .full = “{ $title }”: what you promised for “{ $item }” was found false. The consequences are on the application’s page.
message-code-phone = Code for your phone
    .brief = The code proves this phone number.
    .full = A code that proves a phone number was sent by SMS. If it was not you who asked, change your password.
message-code-query = Code to recover a query code
    .brief = The code recovers a query code.
    .full = A code that recovers a query code was sent by SMS. If it was not you who asked, nothing needs to be done.
message-code-email = Code for your e-mail address
    .brief = The code proves this e-mail address.
    .full = A code that proves an e-mail address was sent. If it was not you who asked, change your password.
message-phone-changed = The phone of your account was changed
    .brief = The phone of your account was changed. If it was not you, sign in and change your password at once, or go to a service hall: { $link }
    .full = The phone of your account was changed. If it was not you, change your password at once, or go to a service hall.
message-account-recovered = A service hall gave out a new password slip for your account
    .brief = A service hall gave out a new password slip for your account; your old password no longer works. If you were not there yourself, go to a service hall at once: { $link }
    .full = A service hall gave out a new password slip for your account; your old password no longer works. If you were not there yourself, go to a service hall at once.

message-data-request-answered = Your request about your data was answered
    .brief = Your request about your personal data ({ $number }) was answered, with the reasons and what you can do about it. Sign in to read it: { $link }
    .full = Your request { $wish ->
        [correction] to correct data
        [erasure] to erase data
        [restriction] to restrict data
        [explanation] to explain how data are handled
       *[closing] to close the account
    } ({ $number }) was answered, with the reasons and what you can do about it.
message-account-not-closed = Your account was not closed
    .brief = You asked to close your account ({ $number }). When the day came something had not ended, and the account was not closed. Sign in to see what, and what to do: { $link }
    .full = You asked to close your account ({ $number }). When the day came something had not ended: the account was not closed, and nothing was erased. Open this to see what, and what to do.

# The inbox.
inbox = Messages
inbox-unread = Messages you have not read: { $count }.
inbox-none-unread = You have read all messages.
inbox-filter = Filter messages
inbox-show-all = All
inbox-show-unread = Unread only
inbox-all-read = Mark all as read
inbox-unread-word = Unread:
inbox-about = Only messages about “{ $title }”.
inbox-about-all = Show all
inbox-only-this = Only this application
inbox-open = Open
inbox-empty = No messages yet
inbox-empty-why = Here we tell you how your applications get on, what is asked of you, and what is due soon.
message-other-capacity = This message is for “{ $capacity }”. Change to that capacity first.

# How one wants to be told.
notices = How you are told
notices-lead = Everything is told under “Messages”. Choose here what also goes to your phone and mailbox. SMS and e-mails hold nothing personal.
notices-saved = Saved.
notices-asked = What is asked of me (refinements, what is due soon)
notices-result = Results (accepted, decided, served)
notices-progress = Progress (received, public notices, next steps)
notices-desk = Tasks at my desk
notices-by-sms = By SMS
notices-by-email = By e-mail
notices-sms-not-offered = This city sends no SMS at present. Your choice is kept.
notices-email-not-offered = This city sends no e-mails at present. Your choice is kept.
notices-email-no-address = You have no verified e-mail address yet, so no e-mail is sent.
notices-language = Language of SMS and e-mails
notices-language-missing = Please choose a language.
notices-quiet = Quiet hours
notices-quiet-hint = SMS and e-mails of these hours are sent when they end. “Messages” is not affected.
notices-quiet-from = From
notices-quiet-until = Until
notices-hour-wrong = Please choose a full hour.
notices-undisturbed = Send me no SMS or e-mail at all (but for the safety of my account)
email-change = Set an e-mail address
channel-sms = SMS
channel-email = E-mail

# What was sent.
sent-own = SMS and e-mails sent to me
sent-own-lead = Every SMS and e-mail that we sent you: about what, where to, when, and what became of it.
sent-log = Sending log
sent-none = Nothing was sent
sent-none-why = We have sent you no SMS or e-mail yet.
sent-caption = The last { $count }
sent-what = About
sent-to = Sent to
sent-when = When
sent-state = State
delivery-queued = Waiting
delivery-handed-over = Handed over
delivery-delivered = Delivered
delivery-failed = Failed
delivery-given-up = Given up after several attempts
delivery-skipped = Not sent
delivery-next = Sent at { $at }
delivery-no-longer-acts = The reader no longer acts for the applicant
delivery-not-wanted = The reader does not want these
delivery-no-address = No number or address

# Codes that prove a phone or a mailbox.
code-phone = Code { $code } proves this phone number; it counts for { $minutes } minutes. Our staff never ask you for it.
code-query = Code { $code } recovers your query code; it counts for { $minutes } minutes. Our staff never ask you for it.
code-email = Code { $code } proves this e-mail address; it counts for { $minutes } minutes. Our staff never ask you for it.
code-label = Code
code-hint = 6 digits; it counts for 10 minutes
code-send = Send a code
code-confirm = Confirm
code-another = It did not arrive: send another
code-wrong = The code is wrong, or no longer counts. Please check it, or have another sent.
phone-proof = Prove your phone
phone-code-sent = A code was sent to { $phone }.
email = E-mail address
email-hint = We send a code to this address; leave it empty to use no e-mail any more
email-known = Your e-mail address is { $email }.
email-none = You have no e-mail address yet.
email-wrong = This is no e-mail address. Please check it, for example li@example.cn.
email-proof = Prove your e-mail address
email-code-sent = A code was sent to { $email }.
query-code-lost = Recover a query code
query-code-lost-how = Give the application’s number and the phone that you have proved here; we send a code to that phone.
query-code-number = Application number
query-code-sent = If { $phone } was proved by this application’s applicant, a code was sent. If none arrives, recover your query code at a service hall.
query-code-at-window = This city sends no SMS at present. Please bring your identity card to a service hall to recover your query code.
query-code-is = Your query code
query-code-use = Look up the application
message-supplement-asked = Please hand in what is missing
    .brief = “{ $matter }” ({ $number }): papers are missing, please hand everything in by { $day }: { $link }
    .full = “{ $title }”: everything that is missing has been told at once. Please hand it in by { $day }; no time is counted while we wait for you.
message-supplement-lapsed = What was missing did not come in time
    .brief = “{ $matter }” ({ $number }): what was missing did not come in time. See { $link }
    .full = “{ $title }”: what was missing did not come in time, so this part has ended. You can apply again.
message-special-begun = A special procedure has begun
    .brief = “{ $matter }” ({ $number }): one item needs a special procedure, expected until { $day }; no time is counted: { $link }
    .full = “{ $title }”: “{ $item }” needs a test, an inspection or the like, expected until { $day }. No time is counted meanwhile.
message-special-ended = The special procedure is over
    .brief = “{ $matter }” ({ $number }): the special procedure is over and the clock runs again. See { $link }
    .full = “{ $title }”: the special procedure for “{ $item }” has ended, and the clock runs again.
message-extended = The time to decide was extended
    .brief = “{ $matter }” ({ $number }): the time to decide one item was extended; the reasons: { $link }
    .full = “{ $title }”: the time to decide “{ $item }” was extended. The reasons are on the application’s page.
message-hearing-told = You may ask for a hearing
    .brief = “{ $matter }” ({ $number }): you may ask for a hearing on one item until { $day }: { $link }
    .full = “{ $title }”: “{ $item }” touches important interests. You may ask for a hearing until { $day }.
message-hearing-announced = The day of the hearing is set
    .brief = “{ $matter }” ({ $number }): the hearing is on { $day }; when and where: { $link }
    .full = “{ $title }”: the hearing on “{ $item }” is on { $day }. Time and place are on the application’s page and in the notice.
message-request-granted = What you asked for was granted
    .brief = “{ $matter }” ({ $number }): what you asked for about your licence was granted. See { $link }
    .full = What you asked for about “{ $item }” of “{ $title }” was granted. The documents reach you in the way you chose.
message-request-refused = What you asked for was refused
    .brief = “{ $matter }” ({ $number }): what you asked for about your licence was refused. Reasons and remedies: { $link }
    .full = What you asked for about “{ $item }” of “{ $title }” was refused. The decision gives the reasons, and until when you may ask for reconsideration or sue.
message-prolongation-deemed = Your licence counts as prolonged
    .brief = “{ $matter }” ({ $number }): nobody decided in time, so by law your licence is prolonged until { $day }. See { $link }
    .full = You asked in time to prolong “{ $item }” of “{ $title }”, and nobody had decided when it ended. By the Licensing Law, article 50, it counts as prolonged until { $day }. The new licence reaches you in the way you chose.
