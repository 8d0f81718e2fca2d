"""The words that CRMs have for activities: what it was, whether it took place, whether it failed.

HubSpot's own values: https://developers.hubspot.com/docs/api-reference/crm-calls-v3/guide and the
pages beside it (outcomes of calls and meetings, statuses of emails and tasks). Salesforce's:
https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/
sforce_api_objects_task.htm (TaskSubtype, Status). Pipedrive's types: call, meeting, task,
deadline, email, lunch (https://developers.pipedrive.com/docs/api/v1/ActivityTypes).
"""

from __future__ import annotations

from salescli.domain.deal import ENCOUNTERS
from salescli.domain.encounter_kinds import KIND_WORDS
from salescli.text.matching import folded

TASK, NOTE = "task", "note"
_MORE = {
    "call": "phone call|outbound call|inbound call|logged call|call log|anruf|telefonat",
    "meeting": "event|demo|appointment|online meeting|video conference|termin|besprechung",
    "email": "incoming email|forwarded email|list email|logged email|email sent|emails",
    "message": "linkedin message|whats app|text message|custom channel conversation",
    "visit": "besuch|site visit|physical visit",
    TASK: "task|tasks|todo|to do|deadline|follow up|aufgabe|frist",
    NOTE: "note|notes|notiz",
}
_KINDS = {
    **{folded(word): kind for kind in ENCOUNTERS for word in (kind, *KIND_WORDS[kind])},
    **{folded(word): kind for kind, words in _MORE.items() for word in words.split("|")},
}
_DONE = """completed|complete|done|connected|sent|held|closed|finished|replied|answered|yes
    |erledigt|abgeschlossen|left live message"""
_PLANNED = """not started|scheduled|planned|open|to do|todo|waiting|waiting on someone else
    |deferred|in progress|pending|upcoming|no|offen|geplant|not done"""
_FAILED = """no answer|busy|left voicemail|voicemail|left message|wrong number|no show|noshow
    |canceled|cancelled|rescheduled|bounced|failed|not reached|unsuccessful|abgesagt|verschoben
    |nicht erreicht|besetzt|missed"""


def _names(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split("|"))


DONE, PLANNED, FAILED = _names(_DONE), _names(_PLANNED), _names(_FAILED)


def kind_of(words: tuple[str, ...]) -> str:
    """Return the kind that the words for an activity stand for, the first that is a conversation.

    It is a kind of encounter, TASK, NOTE, or '' for words that are not known.
    """
    kinds = [_KINDS[word] for text in words if (word := folded(text)) in _KINDS]
    talks = [kind for kind in kinds if kind not in (TASK, NOTE)]
    return next(iter(talks or kinds), "")


def is_one_of(text: str, names: frozenset[str]) -> bool:
    """Return whether a status or an outcome is one of these words."""
    return bool(text) and folded(text) in names
