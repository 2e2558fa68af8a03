# Days, numbers, steps.
quantity = { $number } { $unit }
days-short = { $days ->
    [0] the same day
    [one] { $days } day
   *[other] { $days } days
}
step-confirm = { $item }: confirm
step-decide = { $item }: sign
step-notice = { $item }: public notice
step-accept = { $item }: acceptance

# Conditions in the words of the questions.
condition-and = {", and "}
condition-or = {"; or "}
condition-either = {" or "}
condition-quoted = “{ $value }”
condition-yes = “{ $question }” is answered yes
condition-no = “{ $question }” is answered no
condition-chosen = “{ $question }” is “{ $value }”
condition-not-chosen = “{ $question }” is not “{ $value }”
condition-one-of = “{ $question }” is { $values }
condition-none-of = “{ $question }” is not { $values }
condition-equal = “{ $question }” is exactly { $value }
condition-not-equal = “{ $question }” is not { $value }
condition-less = “{ $question }” is below { $value }
condition-at-most = “{ $question }” is at most { $value }
condition-greater = “{ $question }” is above { $value }
condition-at-least = “{ $question }” is { $value } or more

# Answers.
answer-yes = Yes
answer-no = No
question-when = (Only asked when { $when }.)

# What follows from the answers.
consequences-title = With these answers
consequences-items = To obtain
consequences-items-fact = { $items ->
    [one] <b>{ $items } item</b>
   *[other] <b>{ $items } items</b>
}, { $certificates ->
    [one] { $certificates } document issued
   *[other] { $certificates } documents issued
}
consequences-organs = Taking part
consequences-organs-fact = { $organs ->
    [one] <b>{ $organs } department</b>
   *[other] <b>{ $organs } departments</b>
}
consequences-days = At most
consequences-days-fact = { $days ->
    [one] <b>{ $days } working day</b>
   *[other] <b>{ $days } working days</b>
}; we promise { $promise }
consequences-materials = From you
consequences-materials-fact = { $asked ->
    [one] <b>{ $asked } paper</b>
   *[other] <b>{ $asked } papers</b>
}; { $exempt } more we obtain ourselves
consequences-open = { $open ->
    [one] <b>{ $open } question</b> is still open; until then this is provisional.
   *[other] <b>{ $open } questions</b> are still open; until then this is provisional.
}
consequences-changed = Your last answer means
consequences-more = { $count ->
    [one] and one more change, in the lists below
   *[other] and { $count } more changes, in the lists below
}
consequences-all-items = { $count ->
    [one] Show the item
   *[other] Show all { $count } items
}
consequences-all-materials = { $count ->
    [one] Show the paper to hand in
   *[other] Show the { $count } papers to hand in
}
consequences-chain = { $days ->
    [one] Show the longest chain (1 day)
   *[other] Show the longest chain ({ $days } days)
}
consequences-nothing = With these answers there is nothing to apply for yet.
change-item-came = { $name } ({ $organ }, { $days ->
    [one] { $days } day
   *[other] { $days } days
})
change-item-went = { $name }: not needed
change-step-came = { $name } ({ $organ }, { $days ->
    [one] { $days } day
   *[other] { $days } days
})
change-step-went = { $name }: not needed
change-organ = { $name }: now handled by { $organ }
change-materials-came = { $count ->
    [one] One more paper
   *[other] { $count } more papers
}: { $name }
change-materials-went = { $count ->
    [one] One paper less
   *[other] { $count } papers less
}: { $name }
change-days = At most { $days } instead of { $before } working days
material-optional = (may be left out)
exempt-register = Taken from the register of enterprises
exempt-produced = “{ $name }” in this application produces it
exempt-later = The department records it when it exists
exempt-later-stand-in = The department records it when it exists; until then “{ $name }” stands in

# The way as a picture.
way-title = What each department does, and for how long
way-comma = {", "}
way-limit = { $days ->
    [one] Limit: { $days } working day
   *[other] Limit: { $days } working days
} ({ $ground })
way-confirm-several = Confirm { $count } items
way-decide-several = Sign { $count } items
way-together = All issued
way-together-items = { $count ->
    [one] Issued: { $items }
   *[other] { $count } issued together: { $items }
}

# Home, lists, search.
home-title = Home
home-question = What would you like to get done?
home-people = For people and sole traders
home-enterprises = For enterprises
home-projects = Enterprises and projects
home-certificates = Documents often needed
home-all = Everything you can apply for
home-help = Not sure what you need?
home-help-text = Call <b>{ $hotline }</b> and say what you want to do. You need not know its official name.
home-call = Call { $hotline } and say what you need
home-call-what = Somebody answers and tells you what to do and where
home-progress-what = How far your applications have come
home-licences-what = Your licences and papers, ready to print
home-by-others = Let somebody act for you
home-by-others-what = A relative or one of our helpers acts for you; you can take it back at any time
home-usual-size = Back to usual type
search = Search
search-label = Search for what you want to get done
search-placeholder = In your own words, for example: open a hair salon
search-heading = Search
search-title = Search: { $query }
search-matter = You can apply for this
search-item = A single item
search-count = { $count ->
    [one] One result
   *[other] { $count } results
}
search-empty = Nothing found for “{ $query }”
search-empty-help = Try other or fewer words, such as “building” or “water”. If that does not help, call <b>{ $hotline }</b>.
search-nothing-typed = Type what you would like to get done.
tile-line = { $organs ->
    [one] 1 department
   *[other] { $organs } departments
} · within { $days } working days · { $visits ->
    [0] no visit
    [one] 1 visit
   *[other] { $visits } visits
}
matters-title = Apply
matters-items = { $count ->
    [one] The one item
   *[other] All { $count } items
}

# The guide of a matter.
matter-start = Start
matter-start-visitor = Sign in and start
matter-preview = { $questions ->
    [one] First see what you need: one question
   *[other] First see what you need: { $questions } questions
}
matter-promise = We promise
matter-promise-fact = { $days ->
    [one] within <b>{ $days } working day</b>
   *[other] within <b>{ $days } working days</b>
}
matter-visits = Visits
matter-visits-fact = { $visits ->
    [0] None: all online
    [one] One at most
   *[other] { $visits } at most
}
matter-audience = Who may apply
audience-person = Individuals
audience-enterprise = Enterprises and other organisations
matter-organs = Departments
matter-organs-fact = { $count }
matter-lead = leads
matter-way = What will happen
matter-way-cases = Two kinds of case
matter-way-most = When much applies
matter-way-least = When little applies
matter-way-words = Such an application needs { $items ->
    [one] <b>one item</b>
   *[other] <b>{ $items } items</b>
}, reviewed by { $organs ->
    [one] <b>one department</b>
   *[other] <b>{ $organs } departments</b> side by side
}. If every step takes its full limit, { $days ->
    [one] <b>{ $days } working day</b>
   *[other] <b>{ $days } working days</b>
} at most; we promise { $promise }.
matter-way-gate = After the gate — <b>{ $gate }</b> — everything is issued at once; the days spent waiting for { $waiting } do not count.
matter-way-chain = { $days ->
    [one] The longest chain, 1 day:
   *[other] The longest chain, { $days } days:
}
chain-link = { $step } ({ $days })
matter-results = { $count ->
    [one] What you get: one document
   *[other] What you get: up to { $count } documents
}
matter-results-further = { $count ->
    [one] One more, where it applies
   *[other] { $count } more, where they apply
}
matter-items = { $count ->
    [one] The item it may need
   *[other] The { $count } items it may need
}
matter-items-all = { $count ->
    [one] The item it needs
   *[other] The { $count } items it needs
}
matter-items-why = Those marked “always needed” everybody needs, the others depend. Answer the questions to see only yours.
days-at-most = { $days ->
    [0] the same day
    [one] at most 1 day
   *[other] at most { $days } days
}
when-always = Always needed
when-words = Needed when: { $when }
matter-materials = Papers you may have to hand in
matter-materials-why = What the government already has, or what this application produces, you need not hand in.
exempt = Not needed
material-prepared-by = prepared by { $who }
material-file = { $types }, at most { $megabytes } MB
material-read-by = for{" "}
material-when = Needed when: { $when }
matter-commitment = The letter you sign
matter-frequent = Frequent questions
matter-conditions = Conditions
matter-fee = Fees
matter-limit = Time limit
matter-law = Legal basis
matter-contact = Questions

# The guide of an item.
item-steps = How it is done
item-points = { $count ->
    [one] What is reviewed (1 point)
   *[other] What is reviewed ({ $count } points)
}
item-materials = Papers it uses
item-kind = Kind
item-decider = Decided by
item-promised = We promise
item-statutory = Limit by law
item-result = Result
item-apply = Apply for it here
or-comma = {" or "}
limit-working = { $days ->
    [0] the same day
    [one] 1 working day
   *[other] { $days } working days
}
limit-calendar = { $days ->
    [one] 1 calendar day
   *[other] { $days } calendar days
}
kind-acceptance = Acceptance
kind-review = Review
kind-confirmation = Confirmation
kind-decision = Signature
kind-notice = Public notice
kind-external = Done by an agency
kind-survey = Survey on site
kind-meeting = Meeting
kind-hearing = Hearing
kind-payment = Payment

# The guided preview.
preview-title = See what you need · { $matter }
preview-crumb = See what you need
preview-heading = { $count ->
    [one] Answer one question and see what you need, what to hand in, and how long it takes
   *[other] Answer { $count } questions and see what you need, what to hand in, and how long it takes
}
preview-why = No sign-in, nothing is kept. Answer what you know; the <a href="#consequences">result</a> follows your answers.
preview-region = In which county or district?
preview-region-why = A county's departments handle the county's projects.
preview-show = Show the result
preview-again = Start again
preview-way = With these answers, this will happen
preview-way-words = { $days ->
    [one] If every step takes its full limit, <b>{ $days } working day</b> at most;
   *[other] If every step takes its full limit, <b>{ $days } working days</b> at most;
} we promise { $promise }.

# The interface for programs.
plan-request-unreadable = Unreadable: send a JSON object with region and answers.
plan-region-unknown = There is no such region, or no department for it there.
plan-question-unknown = There is no question “{ $question }”.
plan-answer-wrong = The answer to “{ $question }” does not fit: { $reason }
