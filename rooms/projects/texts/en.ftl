# My projects.
my-projects = My projects
project-new = Register a project
projects-empty = No projects yet
projects-empty-what = Register a project once; its place, size and the like are then filled into every application.
projects-empty-capacity = You are acting for yourself. For an enterprise's projects, first act for that enterprise.
projects-choose-capacity = Act for an enterprise
projects-search = Find by name or project code
projects-not-found = No project fits “{ $query }”
projects-not-found-help = Check the name or code, or type less of it.
projects-all = All projects
projects-card-all = all { $total }
project-opened-on = registered { $day }

# Registering and changing.
project-new-lead = Registered in the name of <b>{ $owner }</b>. The project code is on the filing certificate and on the national investment-project platform.
project-code = Project code
project-code-hint = 20 digits, such as 2611-371625-04-01-123456
project-code-missing = Enter the project code
project-code-character = Character { $place } of the project code is “{ $character }”; only digits and dashes belong there
project-code-length = A project code has 20 digits; you entered { $digits }
project-code-month = Digits 3 and 4 of a project code are a month; “{ $month }” is none
project-code-region = Digits 5 to 10 of a project code name a region; please check them
project-code-taken = This project code is registered already. If your enterprise did not do that, call 12345
project-title = Project name
project-title-hint = The name is shown in public. Do not write names of people or phone numbers
project-title-missing = Enter the name of the project
project-title-length = A project name has 2 to { $limit } characters
project-title-holds-number = The name is public: take out the identity or phone number in it
project-region = County or district
project-region-hint = Decides whose departments handle it
project-region-missing = Choose the county or district of the project
project-address = Exact place
project-address-hint = Street and number, or what lies around it. Only the departments that handle it see this
project-address-missing = Enter the exact place
project-address-length = The exact place has at most { $limit } characters
project-contact = Contact
project-contact-name = Contact person
project-contact-hint = Whom departments ask. Only the departments that handle it see this
project-contact-phone = Phone
project-contact-known = From your account
project-contact-missing = Enter a contact person
project-contact-length = The name has at most { $limit } characters
project-register = Register
project-save = Save
project-cancel = Back without changes
project-back = Back
project-change = Change the project
project-change-lead = The project code <b>{ $code }</b> and the county cannot be changed. If they are wrong, call 12345.

# A project.
project-facts = The project
project-change-link = Change
project-opened = Registered
project-erased = Erased
project-sample = An invented project, for demonstration.
project-applications = Applications
project-no-applications = None yet.
project-offer = As far as its situation is known: { $items ->
    [one] one item
   *[other] { $items } items
}, { $organs ->
    [one] one department
   *[other] { $organs } departments
}, { $days ->
    [one] one working day
   *[other] { $days } working days
} at most, { $materials ->
    [one] one paper
   *[other] { $materials } papers
} from you.
project-offer-open = { $open ->
    [one] One question about its situation is still open; until then this is provisional.
   *[other] { $open } questions about its situation are still open; until then this is provisional.
}
project-offer-guide = Read the guide
project-situation = The project's situation
project-situation-lead = Answer here once and every application starts from it; you can still change it there. Leave open what you do not know.
project-answer = Answer or change
project-answered = { $open ->
    [0] All { $answered } answered.
   *[other] { $answered } answered, { $open } still open.
}

# Why not.
project-already-open = This project is registered already; you find it under “My projects”.
project-not-open = There is no such project.
project-not-the-owner = A project is registered in the name of its owner. Change the capacity in which you act and try again.
project-too-many-answers = Too many answers; nothing was saved.
project-request-unreadable = Unreadable: send JSON as the interface describes it.
project-answer-wrong = The answer to “{ $question }” does not fit.
project-field-wrong = { $field }: { $reason }
