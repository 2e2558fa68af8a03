# Signing in.
sign-in-name = User name
sign-in-name-hint = Or your identity card number
sign-in-name-new-hint = 4 to 40 letters, digits, “-”, “.” or “_”, beginning with a letter; capitals make no difference
password = Password
password-hint = At least 8 characters. A sentence only you know works well; avoid birthdays, phone numbers and common passwords
sign-in-wrong = This user name and password do not belong together. Please check both.
sign-in-throttled = Too many attempts. To keep your account safe, please wait { $minutes } minutes.
forgotten = Forgot your password or user name?
forgotten-window = Bring your identity document to any service window. Staff check who you are and hand you a slip with which you sign in and set a new password. In place of a user name you can always enter your identity card number.
forgotten-enterprise = Whoever acts for an enterprise signs in with their own account too, and so has to come in person.
forgotten-progress = To see how far it is you need not sign in: <a href="/status">use its number and query code</a>; a lost code <a href="/status/code">comes back by phone</a>.
forgotten-call = Where the nearest window is and when it is open: call
register = Register
register-lead = Register with your own identity before you apply. If you already have an account:
continue = Continue
save = Save
cancel = Cancel

# The people of a demonstration city.
demo-people = Demonstration accounts
demo-people-how = One click signs you in. The password of all of them is <b>{ $password }</b>; it works in a demonstration city only.
demo-enterprises = Enterprises
demo-persons = Individuals
demo-organs = Departments and counters

# Acting as.
capacity-title = Who are you acting for?
capacity-why = One at a time. While you act for an enterprise you do not see your own applications, and the other way round. You can switch at the top of any page.
capacity-person = Myself
capacity-enterprise = { $name } · { $right }
capacity-post = { $organ } · { $duty }
capacity-deputy = { $organ } · { $duty } (for { $name })
capacity-act-as-this = act for it now
capacity-lapsed = You can no longer act in the capacity you were using: a mandate has ended or a post has changed. Nothing was saved. Please choose again and retry.
duty-none = staff
duty-handle = case handler
duty-check = checker
duty-sign = signing officer
duty-clerk = counter clerk
duty-helper = helper
duty-supervise = supervisor
duty-lead = bureau leader
duty-administer = account administrator
duty-audit = auditor
duty-protect = data protection

# My account.
account-known = About me
account-known-why = Only what is needed is shown. To correct your name or number, bring your identity card to a service hall.
account-enterprises = Enterprises I can act for
account-enterprises-none = None yet. A legal representative can register an enterprise; agents receive a mandate from the legal representative.
account-posts = My posts
account-sessions = Where I am signed in
account-sessions-here-only = You are signed in here only.
account-sessions-elsewhere = You are also signed in in { $count ->
    [one] one other place
   *[other] { $count } other places
}. If that is not you, sign out there and change your password.
account-sessions-end = Sign out everywhere else
person-name = Name
person-name-hint = As on your identity card
resident-number = Identity card number
resident-number-hint = 18 characters. The number on a residence permit for Hong Kong, Macao or Taiwan residents or on a foreign permanent resident card works too
phone = Phone
phone-hint = We use it to tell you how your application is going, for example 138 1234 5678 or 0543-3186001
phone-new = New phone number
phone-change = Change phone
password-change = Change password
account-notices = How I am told
password-old = Current password
password-new = New password
password-old-wrong = That is not your current password.
password-change-ends-sessions = You will be signed out everywhere else.
privacy-title = How we use this
privacy-notice = Your name and number tell us who is acting; your phone lets us reach you. The basis is article 13 of the Personal Information Protection Law: it is necessary for our statutory duties. It is stored encrypted, seen only by the departments that handle your matters when they need it, and reviewed ten years after you gave it. You can see it under “My account” and have it corrected.

# Registering an enterprise.
enterprise-register = Register an enterprise
enterprise-register-lead = The legal representative registers in person and can then give agents a mandate.
enterprise-register-as-person = To register an enterprise, act as yourself: switch at the top of the page.
enterprise-name = Name of the enterprise
enterprise-name-hint = As on the business licence
credit-code = Unified social credit code
credit-code-hint = The 18 characters at the top of the business licence

# Mandates.
mandates = Agents
mandates-none = There are no agents at present.
mandates-caption = Mandates in force or to come
mandates-past = Mandates that have ended ({ $count })
mandate-representative = legal representative
mandate-agent = agent
mandate-scope-handle = Act
mandate-scope-handle-hint = May apply, supply, withdraw and rate; may not give mandates
mandate-looking-agent = agent (view only)
mandate-scope-see = View only
mandate-scope-see-hint = May see progress and documents, and nothing else
mandate-give = Give an agent a mandate
mandate-give-lead = The agent can then act for { $enterprise } until the mandate ends. You can take it back at any time.
mandate-agent-name = Agent’s name
mandate-agent-number = Agent’s identity card number
mandate-agent-number-hint = The agent must be registered; name and number must both match
mandate-scope = What the agent may do
mandate-from = From
mandate-until = Until
mandate-until-hint = Three years at most
mandate-revoke = Take back
mandate-revoke-title = Take back the mandate of { $agent }?
mandate-revoke-what-follows = It ends at once: { $agent } can no longer act for { $enterprise } or see its applications. What was done stays valid and on record.

# What is wrong.
day-unreadable = Please give a date, for example 2026-11-30.
sign-in-name-missing = Please give a user name.
sign-in-name-length = A user name has 4 to 40 characters.
sign-in-name-first-character = A user name begins with a letter.
sign-in-name-character = Character { $place }, “{ $character }”, cannot be used; letters, digits, “-”, “.” and “_” can.
sign-in-name-taken = This user name is taken. Please choose another.
password-missing = Please give a password.
password-too-short = A password has at least 8 characters.
password-too-long = A password has at most 128 characters.
password-common = This password is among the first that others try. Please choose another, such as a sentence only you know.
password-personal = Please do not make your password of your name, user name, numbers or the name of this service.
person-name-missing = Please give your name.
person-name-length = A name has 2 to 50 characters.
person-name-character = Character { $place } of the name, “{ $character }”, cannot be used. Please write it as on the identity card.
resident-number-taken = This number is registered already. Please sign in.
credit-code-taken = This enterprise is registered already. Its legal representative can give you a mandate.
account-already-open = This account is registered already.
account-not-open = There is no such account.
account-holds-post-already = This person holds the post already.
account-does-not-hold-post = This person does not hold the post.
account-too-many-posts = One person holds 16 posts at most; free one of them first.
account-not-of-this-organ = This person holds no post in this organ.
account-days-the-wrong-way = Please begin today or later; the last day cannot be before the first.
account-absent-too-long = At most 366 days are declared at once; please choose an earlier last day.
account-absent-then = Some of these days are declared already. Cancel that absence first, or choose other days.
account-own-deputy = Nobody stands in for himself or herself; please choose a colleague.
account-no-such-absence = There is no such absence.
account-absence-over = This absence is over; nothing needs to be cancelled.
enterprise-already-open = This enterprise is registered already.
enterprise-not-open = There is no such enterprise.
enterprise-name-missing = Please give the name of the enterprise.
enterprise-name-length = The name of an enterprise has 4 to 100 characters; please give it in full.
mandate-agent-unknown = Nobody is registered under this name and number together. Please check them; an agent must register first.
mandate-agent-is-representative = The legal representative needs no mandate.
mandate-agent-has-one = This agent has a mandate that has not ended. Take it back first if you want to change it.
mandate-too-many = There are 100 mandates in force; take back some that are not needed.
mandate-scope-missing = Please choose what the agent may do.
mandate-begins-in-the-past = The first day cannot be in the past.
mandate-ends-before-it-begins = The last day cannot be before the first.
mandate-too-long = A mandate lasts three years at most; please choose an earlier last day.
mandate-not-found = There is no such mandate.
mandate-over = This mandate has ended already.

## Service accounts
service-refusal-open = This service account is open already
service-refusal-not-open = There is no such service account, or it was closed
service-refusal-name = The name takes 2 to 60 characters
service-refusal-post = Checking, signing, leading and administering are for people; please choose another post
service-refusal-term = The term begins today and is 366 days at most
# Acting for somebody else.
capacity-behalf = For { $party } · { $organ } · { $duty }
capacity-behalf-looking = Looking for { $party } · { $organ } · { $duty }
sign-in-secret-over = The slip has run out. Bring your identity document to any service window for a new one.
password-change-first = You signed in with the secret from a window. Set your own password first.
password-from-paper = You signed in with the secret from a window. Set your own password first: the “current password” is the one on the slip. Nothing else can be done before.
check-identity-card = Original identity document (read or looked at)
check-face = Face compared with the document
check-second-document = A second original document
check-business-licence = Business licence, original or electronic
check-mandate-paper = Original letter of authorisation
mode-take-through = I take you through (you act, the helper sits beside)
mode-do-for = I do it for you (the helper acts)
authorisation-already-given = This authorisation is in force already.
authorisation-not-found = There is no such authorisation.
authorisation-over = This authorisation has ended.
authorisation-to-oneself = You cannot authorise yourself. Have your own affairs dealt with at another window.
authorisation-ends-in-the-past = The last day must not be before today.
authorisation-too-long = An authorisation lasts two years at most; choose an earlier last day.
authorisation-not-at-a-window = Only a window can do this.
authorisation-identity-not-checked = Check who stands there first (identity document, face or a second document), and tick it.
authorisation-licence-not-checked = For an enterprise, check the business licence and tick it.
authorisation-mandate-not-checked = For somebody who stands there for another, check the letter of authorisation and tick it.
authorisation-agent-unknown = Fill in the agent’s name and identity number.
account-not-at-a-window = Only a window can do this.
account-own = Nobody does this for themselves. Go to another window.
account-holds-posts = This person works here; the account administrator sees to their sign-in.
account-two-checks-needed = Two different checks are needed; tick at least two.
account-closed = This account has been closed for good. Register again if you need one.
window-other-name = Name and number do not belong together; compare them with the document.
window-other-enterprise-name = Name and credit code do not belong together; compare them with the licence.
window-not-the-representative = This is not the registered legal representative. For an agent, choose “agent”.
window-representative-missing = The enterprise is not registered yet: fill in its legal representative.
window-no-account = No account with this name and number was found; check them.
window-done-before = This form was sent before and the secret was shown once. If it was not printed, fill in the form again.
account-care = My records
account-looks = Who looked at my data
account-authorisations = Helpers I have authorised
account-data = My data: see, correct, erase
account-history = History of my account
account-history-why = What was done to your account, when, by whom and where. If it was not you, contact us at once.
account-history-comma = {", "}
account-history-opened = The account was registered
account-history-opened-at-window = The service window of { $organ } opened the account for you; done by { $who }
account-history-secret = The service window of { $organ } handed over a new sign-in secret; done by { $who }; checked: { $checks }; all sessions were ended
account-history-phone-at-window = The service window of { $organ } changed the phone; done by { $who }; checked: { $checks }; all sessions were ended
account-history-password = The password was changed
account-history-phone = The phone was changed
account-told-secret = { $at }: a service window handed over a new sign-in secret for your account. If it was not you, contact us at once.
account-told-phone = { $at }: a service window changed your phone. If it was not you, contact us at once.

# Posts.
appoint-no-such-account = Nobody signs in under this name. Check it; whoever is to be appointed registers first.
appoint-oneself = Nobody appoints or dismisses himself or herself: ask another administrator.
