# The frame of every page.
skip-to-main = Skip to main content
main-navigation = Main navigation
place-home = Home
place-apply = Services
place-progress = Track progress
place-licences = My licences
place-todo = To do
place-cases = Cases
place-inbox = Messages
unread-word = unread
place-organ = My organ
place-service = Service
place-counter = Counter
place-helping = Helping
place-oversight = Oversight
place-administration = Administration
place-data-requests = Personal data
signed-in-as = Signed in as
act-as = Act for
my-account = My account
my-absence = Say that you will be away
sign-in = Sign in
sign-out = Sign out
questions = Questions? Call
size-large = Larger text
size-normal = Standard text
check-documents = Check a licence or receipt
demo-word = Demonstration
demo-notice = Demonstration city. Today is <b>{ $today }</b>. All people and companies are invented.
demo-move = Change the date
go-home = Go to the home page
go-back = Use your browser’s Back button to return. What you typed is still there.

form-doubled = One answer was sent twice, so nothing was saved. Go back and send the form again.
form-too-many-fields = The form has too many fields. Nothing was saved.
idempotency-key-missing = Give this act a name of its own in the header Idempotency-Key, at most 128 bytes; sent again under the same name, it is carried out once.
form-unreadable = We could not read what was sent, so nothing was saved. Go back, check it and send it again.

problem-help = Need help? Call <b>{ $hotline }</b>.
problem-not-found-title = Page not found
problem-not-found = The page does not exist, or you cannot see it as the person you are signed in as now. Check the address. If you applied for a company, change who you act for first.
problem-no-address-title = Not found
problem-no-address = There is no such address or record, or not by this method, or not for whoever you are signed in as. Check the address and the method with the description.
problem-signed-out-title = Sign in first
problem-signed-out = You are signed out, and what you just sent was not saved. Sign in in a new window, then come back and send it again.
problem-conflict-title = Someone else was first
problem-conflict = Someone dealt with this before you did. Reload the page to see where it stands.
problem-refused-title = That is not possible now
problem-invalid-title = Something in the request is wrong
problem-invalid = We could not read the request. Nothing was changed.
problem-unreadable = The request cannot be read; nothing was changed: { $why }
problem-form-expired-title = This page has expired
problem-form-expired = For your safety this page is no longer valid. Nothing was changed. Go back, reload and send it again.
problem-too-large-title = That is too large
problem-too-large = You can send up to { $megabytes } MB at once. Nothing was saved. Send less, or compress the files first.
problem-too-many-title = Too many tries
problem-too-many = Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
problem-wrong-method-title = Page not found
problem-wrong-method = This address cannot be opened directly. Start from the home page.
problem-unavailable-title = The service is not available right now
problem-unavailable = Try again in a few minutes. If you sent something, it may not have been saved: send it again from the same page, and it is not done twice.
problem-broken-title = Something went wrong
problem-broken = It is our mistake and has been recorded. Try again in a while.

errors-title = { $count ->
    [one] One thing needs your attention
   *[other] { $count } things need your attention
}
error-word = Error:{" "}
optional = (optional)
please-choose = Please choose
uploading = Uploading { $file }

you-are-here = You are here
steps-of-form = Steps of this form
step-done = Completed:{" "}
step-count = Step { $step } of { $of }
pages = Pages
page-before = Previous
page-after = Next
page-number = Page { $number }
light-in-time = On time
light-days-left = { $days ->
    [one] 1 day left
   *[other] { $days } days left
}
light-today = Due today
light-late = { $days ->
    [one] 1 day late
   *[other] { $days } days late
}
light-paused = Clock paused
light-done = Completed
receipt-received = Received
receipt-query-code = Query code
receipt-code = Receipt code
receipt-proof = Proof
receipt-position = Entry { $position } of the log
receipt-verify = Verify

axis-received = Received
axis-today = Today · day { $day }
axis-promise = Promised { $day }
axis-forecast-day = Expected day { $day }
axis-done = Done
axis-running = In review
axis-paused = Clock paused
axis-late = Late
axis-waiting = Waiting for an earlier step
axis-forecast = Expected
axis-critical = Sets the total time
axis-as-table = Show as a table
axis-organ = Department
axis-step = Step
axis-from = From day
axis-to = To day
axis-state = State
axis-comma = ,{" "}
axis-says-today = today is working day { $day }
axis-says-promise = { $day } working days are promised
axis-says-forecast = expected to be done on working day { $day }
axis-says-gate = { $gate } is still to come, expected on working day { $day }
axis-says-gate-open = { $gate } is done
axis-says-bar = { $label }, { $organ }, working days { $from } to { $to }: { $state }.

live-changed = Something on this page has changed.
live-reload = Reload
upload-broken = The upload was interrupted and nothing was saved. Check your connection and send it again.
upload-too-large = The file is larger than { $megabytes } MB. Compress it and choose it again.
keys-title = Keyboard
keys-move = Move in the list
keys-open = Open
keys-filter = Filter
keys-show = Show or close this list
close = Close

# Acting for somebody else.
for-another-back = Back to my post
for-another-end = Done: stop acting for them
helper-beside = { $helper } sits beside you and helps; each step you take names you both.
helper-beside-change = Change
