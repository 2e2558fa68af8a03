# What is said when something is filled in wrongly. The words about numbers of persons and enterprises come with accounts.

input-missing = Please fill this in.
input-not-a-number = Please write a number, such as 3.2.
input-too-fine = At most three digits behind the point.
input-not-whole = Please write a whole number.
input-below-minimum = Not less than { $minimum } { $unit }.
input-above-maximum = Not more than { $maximum } { $unit }.
input-too-short = Too short; please write at least { $minimum } characters, so that it can be found and understood.
input-too-long = { $length } characters; { $maximum } at most.
input-unprintable = Character { $place } cannot be shown; please delete it and type again.
input-not-a-choice = Please choose one of the options.
input-not-yes-or-no = Please choose yes or no.
input-not-a-date = Please write a date that exists, such as 2026-11-23.
input-region-unknown = There is no such region; please choose from the list.
input-region-not-a-county = Please choose a county, city or district.
input-region-elsewhere = This is outside the area in which you are applying, and its offices cannot decide there. Correct this, or go back to the first step and change the area.
input-wrong-type = Wrong type; please follow the interface description.
input-unknown-field = There is no such field here; please compare with the interface description.
