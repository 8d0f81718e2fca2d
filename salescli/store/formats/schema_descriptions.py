"""What the schemas say of each key of the files: a sentence an editor shows beside it."""

from __future__ import annotations

from collections.abc import Mapping

from salescli.domain import deal_fields

Words = Mapping[str, str]

HEADER: Words = {
    **{key: field.schema for key, field in deal_fields.FIELDS.items()},
    "custom": "Anything else that you want to keep: never touched, always kept.",
    "people": "Who takes part, each under a handle, as in [people.dana].",
    "log": "What happened, in order of time: every encounter ends with a next step.",
}
PERSON: Words = {
    "name": "The person's full name.",
    "role": "The role that the person plays, as the process declares it.",
    "email": "The person's address.",
    "phone": "The person's phone number.",
    "title": "What the person is at work, as on a business card.",
    "links": "Pages of the person, such as a profile.",
}
ENTRY: Words = {
    "at": "When it was.",
    "by": "The handle of the colleague who was there.",
    "kind": "An encounter (call, meeting, email, message, visit), or what else was recorded.",
    "undated": "Whether nobody knows the day: `at` is only where it stands in the log.",
    "steps": "The steps that it covered or skipped, in this order.",
    "met": "The outcomes met, each an outcome of the process.",
    "with": "The handles of the people who were there.",
    "flags": "Disqualifying facts that came up, each declared by the process.",
    "note": "What was said, in as many lines as you like.",
    "next": "The next step: what happens next, when and with whom; several as [[log.next]].",
    "did": "Next steps without a step of the process, by their words, that this was.",
    "drop": "Next steps that are called off, by their step or their words.",
    "ref": "Where an entry came from: mid:, uid:, sha: or crm:, and what names it there.",
    "wrote": "Who wrote the email or message, we or they; absent where nobody says.",
    "reason": "Why: for a skip in your own words, for a close an id that the process declares.",
    "result": "How the deal ended; for a close.",
    "evidence": "The evidence, in the buyer's words where there are any.",
    "said_by": "The handle of the person who gave the reason; absent means that it is our guess.",
    "revisit": "The day on which a lost or disqualified deal comes back into the review.",
    "change": "Header fields that changed, each as field = [old, new].",
}
NEXT: Words = {
    "step": "The step of the process that it will be.",
    "what": "What will happen, in a few words.",
    "on": "When it is due.",
    "with": "The handles of the people who will be there.",
    "goal": "What the buyer will say yes or no to.",
    "agreed": "Whether the buyer said yes to it; absent or false: not confirmed.",
    "uid": "The name of its calendar event, kept from before the deal or the entry was changed.",
}
PROCESS: Words = {
    "name": "The process's name, which is that of its file.",
    "title": "The name as it is shown.",
    "revision": "The revision, raised by one when the process changes.",
    "summary": "For whom it is, in one sentence.",
    "order": 'With "stages", steps wait for the required steps of earlier stages; '
    'with "free", only `after` binds.',
    "cycle": "How long a deal takes, from the first entry to the close.",
    "stale": "How long a deal may go without an encounter when nothing is due ahead.",
    "then": "The process that a won deal goes on in.",
    "fits": "When to suggest this process: all that are given must hold.",
    "stage": "An ordered group of steps: a column of the board.",
    "role": "A part that someone plays.",
    "step": "One conversation or commitment to have with the buyer.",
    "ask": "The minimum before asking for the business.",
    "disqualify": "A fact that is a reason to walk away from a deal.",
    "loss": "A reason for which a deal is lost.",
}
FITTING: Words = {
    "employees": "How many people work at the buyer.",
    "value": "What the deal is worth.",
    "industry": "The buyer's industry, or one of several.",
    "country": "The buyer's country, or one of several.",
    "kind": "The kind of deal, or one of several.",
}
STAGE: Words = {
    "id": "The name that steps give it.",
    "title": "The name as it is shown.",
    "buyer": "Where the buyer is in buying, as seen from the other side.",
}
ROLE: Words = {
    "id": "The name that steps and people give it.",
    "side": "Whose side it is on: the buyer's (the default), ours, a partner's.",
    "title": "What it is and what it can do.",
}
REASON: Words = {"id": "The name that deals give it.", "text": "What it says."}
OUTCOME: Words = {
    "id": "The name that deals give it.",
    "text": "What the step must achieve, in a form that the buyer could confirm.",
    "required": "Whether the step is unfinished without it; true by default.",
}
STEP: Words = {
    "id": "The name that deals and other steps give it.",
    "title": "The name as it is shown.",
    "stage": "The stage that it belongs to.",
    "buyer": "What the buyer does in it.",
    "required": "Whether a deal needs it; true by default.",
    "times": "How many encounters it takes at least; 1 by default.",
    "at_most": "How many encounters it may take.",
    "after": "The steps that come before it, each of them.",
    "leads_to": "The steps that must come some time after it, each of them.",
    "never_with": "The steps that exclude it: not both in one deal.",
    "within": "How soon after the previous encounter it should be.",
    "takes": "How long it takes.",
    "ours": "The roles that must be there on our side.",
    "theirs": "The roles that must be there on the buyer's or a partner's side.",
    "how": "What to read before it: how to prepare, what to ask.",
    "outcome": "What the step must achieve.",
}
ASK: Words = {
    "step": "The step in which the business is asked for.",
    "roles": "The roles that must have been met at least once.",
    "steps": "The steps that must be finished; else each required one that is listed before it.",
}
SETTINGS: Words = {
    "me": "Your handle, for `by` and `owner`.",
    "email": "Your address, for invitations and the calendar; else the one that git knows.",
    "currency": 'The currency of new deals, such as "EUR".',
    "process": "The process of a new deal that fits no other.",
    "calendar": "When you work.",
    "agent": "What assistants may do.",
    "git": "How git is used.",
    "check": "What is checked.",
    "files": "How files are written.",
    "capture": "What is taken in: mails, invitations, notes.",
}
CALENDAR: Words = {
    "workdays": 'The days of the week that you work on, as in ["mon", "tue"].',
    "holidays": "Days off.",
    "country": "The country whose public holidays are days off too, by its code of two capitals.",
    "region": "The part of that country whose own public holidays are days off too, by its code.",
    "hours": 'From when to when you work, such as "09:00-18:00".',
    "folder": "A folder of .ics files that next steps are written to, for CalDAV programs.",
    "alarm": 'How long before a next step your calendar rings, such as "15m".',
}
GIT: Words = {"commit": "Whether each command that changes something makes a commit."}
CAPTURE: Words = {
    "folders": "Maildirs, mailboxes and folders that `next` looks at for what came in.",
    "addresses": "Our own addresses, beside `email` and git's.",
}
AGENT: Words = {"apply": "Commands whose proposals an assistant may apply by itself."}
CHECK: Words = {"ignore": "Codes of findings that this book ignores."}
FILES: Words = {
    "schema": "What the #:schema line of new deals names, for editors: a URL, or the path from a "
    "deal to what `salescli schema deal` printed.",
}
