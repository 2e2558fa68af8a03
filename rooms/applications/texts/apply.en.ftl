# Applying, in English.

# The stages.
apply = Apply
leg-project = Project
leg-applicant = Applicant
leg-situation = Your situation
leg-form = Form
leg-materials = Papers
leg-commitment = Commitment and submission
leg-check = Check and submit

# Who applies, for what, where.
apply-title = Apply: { $matter }
apply-applicant = Applicant
apply-change = Change
apply-begun = { $count ->
    [one] You have one application that is not finished
   *[other] You have { $count } applications that are not finished
}
apply-go-on = Go on with { $title }
apply-saved-at = saved { $at }
apply-which-project = Which project is it for?
apply-which-project-why = What the project already says – name, code, address, answers – is filled in for you.
apply-project-new = Register a new project
apply-project-new-why = Name, project code, place and a contact: once, for everything that follows
apply-project-under-way = already being handled; please make sure that you want to apply again
apply-project-missing = Please choose a project
apply-where = In which county or district?
apply-where-why = The departments there handle it.
apply-region-missing = Please choose a county or district from the list
apply-begin = Start
apply-begin-kept = You can stop at any time; what you fill in is kept for 90 days.
apply-as-other = Apply in another capacity
apply-switch-to = You can change to:
apply-not-as-this = You cannot apply for { $matter } in this capacity
apply-for-persons = People can apply for this.
apply-for-enterprises = Enterprises can apply for this.
apply-you-act-as = You are acting as “{ $capacity }”.
apply-no-capacity = None of your capacities fits. If you are a legal representative, register the enterprise first; if you act for one, ask its legal representative for a mandate here.
apply-register-enterprise = Register an enterprise
apply-back-to-guide = Back to the guide
apply-looks-only-title = You can look but not apply
apply-looks-only = You are acting as “{ $capacity }”, and your mandate is for looking only. To apply, ask the legal representative for a mandate to handle, or change capacity.
apply-continue = Continue
apply-back = Back
apply-save-continue = Save and continue
apply-save-later = Save for later
apply-place-title = Who applies, for what
apply-matter = Matter
apply-project = Project
apply-region = Region
apply-project-fixed = Project and region were chosen at the start; for another project, start another application.
apply-project-show = See the project
apply-what = Application

# Registering the project on the way.
apply-project-once = A project is registered once and serves every application on it.
apply-project-code-taken = This project code is registered already. If the project is yours, go back and choose it from the list; if not, please check the code
apply-project-register = Register and start

# From where something is known.
known-enterprise = From the enterprise's registration
known-enterprise-otherwise = The enterprise's registration says: { $value }
known-person = From your account
known-person-otherwise = Your account says: { $value }
known-project = From the project
known-project-otherwise = The project says: { $value }
known-application = From the region you chose
known-application-otherwise = The region you chose is: { $value }

# The guided questions.
situation-title = Answer { $count } questions to see what you need, what to hand in and how long it takes
situation-known = { $count ->
    [one] One answer comes from the project; please check it.
   *[other] { $count } answers come from the project; please check them.
}
situation-kept = You can stop at any time; your answers are kept for 90 days.
apply-nothing-applies = With these answers there is nothing to apply for; please check them, or call 12345

# The form.
part-count = page { $number } of { $of }
part-known = { $count ->
    [one] One box is filled in already; please check it.
   *[other] { $count } boxes are filled in already; please check them.
}
part-done = Filled in
part-wrong = { $count } to mend
part-open = Not yet

# The papers.
materials-title = { $count ->
    [one] One paper to hand in
   *[other] { $count } papers to hand in
}
materials-there = { $there } of { $required } are handed in, or you have chosen how they follow.{" "}
materials-why = You can choose several files and upload them together. They are kept encrypted; only the departments that handle these items can read them.
materials-exempt = { $count ->
    [one] One paper that you need not hand in
   *[other] { $count } papers that you need not hand in
}
paper-there = Uploaded
paper-missing-yet = Not yet
paper-optional = May be left out
paper-replace = { $name } (handed in; you may replace it)
paper-missing = { $name } is missing; please upload it
papers-missing = { $count } papers are missing: all that are marked “Not yet”, beginning with the first
paper-read-by-many = { $some } and others, { $count } in all
paper-look = Look at it
paper-remove = Remove
paper-remove-title = Remove { $name }?
paper-remove-follows = The file “{ $file }” is deleted and cannot be restored. You can upload it again.
paper-keep = Keep it

# Everything once more, the letter, the button.
commitment-title = Check everything, then submit
commitment-why = “Change” leads you to a page and back here.
commitment-skip = Go straight to the end
commitment-missing = { $count ->
    [one] One thing is still missing
   *[other] { $count } things are still missing
}
missing-situation = { $count ->
    [one] Your situation: one question to answer or correct
   *[other] Your situation: { $count } questions to answer or correct
}
missing-part = { $count ->
    [one] Form, “{ $part }”: one box to fill in or correct
   *[other] Form, “{ $part }”: { $count } boxes to fill in or correct
}
missing-part-unseen = Form, “{ $part }”: filled in for you; please look at it and save
missing-papers = { $count ->
    [one] Papers: one is missing
   *[other] Papers: { $count } are missing
}
error-of-field = “{ $field }”: { $error }
summary-change = Change
summary-empty = Not filled in
summary-wrong = { $count ->
    [one] One thing to mend
   *[other] { $count } things to mend
}
summary-papers = { $count ->
    [one] One paper
   *[other] { $count } papers
}
commitment-follows = After you submit
commitment-statements = Please tick each statement
commitment-statements-why = All of them are needed to submit. If one is not clear, call 12345 first.
commitment-unsigned = { $count ->
    [one] One statement is not ticked
   *[other] { $count } statements are not ticked
}
commitment-consequences = If the commitment is broken:
commitment-signs = Submitted by { $person }, with legal effect.
commitment-signs-for = Submitted by { $person } for { $enterprise }, with legal effect.
apply-submit = Submit
letter-show = Read or print the whole letter
letter-why = This is the letter that is signed when you submit. Its number and code are made then.
letter-back = Back to the check

# Drafts.
draft-saved-stay = Saved. You can go on from “My applications” until { $until }.
draft-kept-until = This draft is kept until { $until }.
draft-dropped = { $count ->
    [one] The requirements have changed; this is no longer needed and was taken out:
   *[other] The requirements have changed; these { $count } are no longer needed and were taken out:
}
draft-between = After you opened this page, { $who } saved it too, at { $at }. What you typed counts now; where it differs, the other had:
draft-colleague = another agent
draft-delete = Delete the draft
draft-delete-title = Delete the draft of “{ $title }”?
draft-delete-follows = What you filled in and the { $papers } uploaded papers are deleted and cannot be restored.
draft-keep = Keep it
draft-matter-gone = This can no longer be applied for. What you filled in is still kept; please call 12345.
draft-submitted = This application has been submitted; see “My applications”.

# For programs.
api-unreadable = The request is not what the description says; nothing was changed: { $why }
api-upload-unknown = One of the upload tokens does not exist, was used already, or is not yours
api-upload-doubled = One file for each material
api-paper-not-asked = { $name } is not asked for; please leave it out
api-form-without-answers = To change the form, please send all answers with it
api-not-for-this-capacity = This cannot be applied for in this capacity; please change it first

# Handing in for another, at a window or as a helper.
commitment-hands-in-for = { $person } submits for { $party }; the application is { $party }'s, and the record names both.
signed-letter = The signed commitment letter
signed-letter-how = Print the letter, have the applicant read and sign (or seal) it, then scan or photograph the signed page. Your click does not stand for the applicant's signature.
signed-promises-how = Print or copy out the promises below, have the applicant read and sign (or seal) them, then scan or photograph the page. Your click does not stand for the applicant's signature.
signed-letter-file = PDF, JPG or PNG, up to 20 MB; a photo taken with the phone will do
signed-letter-upload = Upload the signed letter
signed-letter-there = Uploaded
signed-letter-missing = Upload the commitment letter that the applicant signed first.
refusal-signed-letter-missing = To submit for somebody else, what they undertake has to be signed by them. Upload the signed letter, then submit.
