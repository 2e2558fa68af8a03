# Days, numbers, steps.
quantity = { $number } { $unit }
days-short = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
step-confirm = { $item }: confirm
step-decide = { $item }: sign

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
answer-not-a-number = Enter a number, such as 3.2
answer-too-fine = Use at most three decimals
answer-not-whole = Enter a whole number
answer-too-small = Enter a number not below { $min }
answer-too-large = Enter a number not above { $max }
answer-out-of-bounds = Enter a number from { $min } to { $max }
answer-unknown-choice = Choose one of the answers listed

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
change-material-came = To hand in: { $name }
change-material-went = No longer to hand in: { $name }
change-days = At most { $days } instead of { $before } working days
material-optional = (may be left out)
exempt-register = Not needed from you: taken from the register of enterprises
exempt-produced = Not needed from you: “{ $name }” in this application produces it
exempt-later = Not needed from you: the department records it when it exists
exempt-later-stand-in = Not needed from you: the department records it when it exists; until then “{ $name }” stands in

# The way as a picture.
way-title = What each department does, and for how long
way-comma = {", "}
way-limit = { $days ->
    [one] Limit: { $days } working day
   *[other] Limit: { $days } working days
} ({ $ground })
way-confirm-several = Confirm { $count } items
way-decide-several = Sign { $count } items
way-together = Issued together ({ $count })
