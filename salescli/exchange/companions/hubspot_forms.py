"""The tables beside HubSpot's deals: its own exports by display names, and its tables by API names.

Display names are those of the default properties of each object and activity, association columns
those that an export has with 'Include all associated records'. API names are those of the CRM's
objects, with `property_` in front as tools write them that copy the tables.
"""

from __future__ import annotations

from salescli.exchange.companions.table_forms import Holds, TableForm

_EXPORTS = "https://knowledge.hubspot.com/import-and-export/export-records"
_ACTIVITIES = "https://knowledge.hubspot.com/properties/hubspots-default-activity-properties"
_CONTACTS = "https://knowledge.hubspot.com/properties/hubspots-default-contact-properties"
_COMPANIES = "https://knowledge.hubspot.com/properties/hubspot-crm-default-company-properties"
_API = "https://developers.hubspot.com/docs/api-reference"
_COPIED = "https://fivetran.com/docs/connectors/applications/hubspot#schemainformation"

_LINKED = {
    "id": ("Record ID",),
    "deal": ("Associated Deal", "Associated Deals", "Deal Name"),
    "deal_id": ("Associated Deal IDs", "Associated Deal ID", "Deal ID"),
    "contact": ("Associated Contact", "Associated Contacts"),
    "contact_id": ("Associated Contact IDs", "Associated Contact ID", "Contact ID"),
    "company": ("Associated Company", "Associated Companies"),
    "company_id": ("Associated Company IDs", "Associated Company ID", "Company ID"),
}
_COPIED_ID = ("engagement_id", "id", "hs_object_id", "property_hs_object_id")
_STAMP = ("property_hs_timestamp", "hs_timestamp", "timestamp")


def _exported(title: str, holds: Holds, usual: str, **names: tuple[str, ...]) -> TableForm:
    needs = ("text",) if holds is Holds.NOTES else ("subject",)
    return TableForm("hubspot", title, holds, needs, {**_LINKED, **names}, _ACTIVITIES, usual=usual)


def _copied(title: str, usual: str, needed: str, page: str, **names: tuple[str, ...]) -> TableForm:
    """Return the form of the copied table of one kind; `needed` is a field besides its day."""
    holds = Holds.NOTES if usual == "note" else Holds.ACTIVITIES
    own = {"id": _COPIED_ID, "on": _STAMP, **names}
    source = f"{_API}/{page}/guide"
    return TableForm("hubspot", title, holds, ("on", needed), own, source, usual=usual)


FORMS = (
    TableForm(
        "hubspot",
        "HubSpot contacts",
        Holds.PEOPLE,
        ("id",),
        {
            **_LINKED,
            "first": ("First Name",),
            "last": ("Last Name",),
            "email": ("Email", "Work email"),
            "phone": ("Phone Number",),
            "mobile": ("Mobile Phone Number",),
            "title": ("Job Title",),
            "role": ("Buying Role",),
            "company": ("Associated Company", "Associated Companies", "Company Name"),
        },
        _CONTACTS,
        any_of=("first", "last", "email"),
    ),
    TableForm(
        "hubspot",
        "HubSpot companies",
        Holds.COMPANIES,
        ("id", "name"),
        {
            "id": ("Record ID",),
            "name": ("Company name",),
            "industry": ("Industry",),
            "country": ("Country/Region", "Country"),
            "employees": ("Number of Employees",),
            "deal_id": ("Associated Deal IDs",),
            "mark": ("Company Domain Name", "Number of Employees", "Industry", "Company owner"),
        },
        _COMPANIES,
        any_of=("mark",),
    ),
    _exported(
        "HubSpot calls",
        Holds.ACTIVITIES,
        "call",
        subject=("Call Title",),
        text=("Call notes", "Call body"),
        outcome=("Call outcome",),
        status=("Call status",),
        on=("Activity date", "Call date", "Create Date"),
    ),
    _exported(
        "HubSpot meetings",
        Holds.ACTIVITIES,
        "meeting",
        subject=("Meeting name", "Meeting title"),
        text=("Internal meeting notes", "Meeting description", "Meeting body"),
        outcome=("Meeting outcome",),
        on=("Meeting start time", "Activity date", "Start time"),
    ),
    _exported(
        "HubSpot emails",
        Holds.ACTIVITIES,
        "email",
        subject=("Email subject",),
        text=("Email body", "Email text body"),
        status=("Email send status",),
        on=("Activity date", "Email send date", "Create Date"),
    ),
    _exported(
        "HubSpot messages",
        Holds.ACTIVITIES,
        "message",
        subject=("Communication body", "Communications body"),
        on=("Activity date", "Create Date"),
    ),
    _exported(
        "HubSpot tasks",
        Holds.ACTIVITIES,
        "task",
        subject=("Task Title",),
        text=("Task Notes", "Task body"),
        status=("Task Status",),
        type=("Task Type",),
        on=("Due date", "Activity date"),
        done_on=("Completed at", "Completion date"),
    ),
    _exported(
        "HubSpot notes",
        Holds.NOTES,
        "note",
        text=("Note body", "Body preview"),
        on=("Activity date", "Create Date"),
    ),
    _copied(
        "HubSpot calls, copied",
        "call",
        "mark",
        "crm-calls-v3",
        mark=("property_hs_call_title", "property_hs_call_body", "property_hs_call_status"),
        subject=("property_hs_call_title",),
        text=("property_hs_call_body", "property_hs_body_preview"),
        outcome=("property_hs_call_disposition",),
        status=("property_hs_call_status",),
    ),
    _copied(
        "HubSpot meetings, copied",
        "meeting",
        "mark",
        "crm-meetings-v3",
        on=("start_time", "property_hs_meeting_start_time", *_STAMP),
        mark=("meeting_outcome", "property_hs_meeting_outcome", "property_hs_meeting_title"),
        subject=("title", "property_hs_meeting_title"),
        text=("body", "property_hs_internal_meeting_notes", "property_hs_meeting_body"),
        outcome=("meeting_outcome", "property_hs_meeting_outcome"),
    ),
    _copied(
        "HubSpot emails, copied",
        "email",
        "mark",
        "crm-emails-v3",
        mark=("property_hs_email_subject", "property_hs_email_status"),
        subject=("property_hs_email_subject",),
        text=("property_hs_email_text", "property_hs_body_preview"),
        status=("property_hs_email_status",),
    ),
    _copied(
        "HubSpot notes, copied",
        "note",
        "text",
        "crm-notes-v3",
        text=("property_hs_note_body", "property_hs_body_preview"),
    ),
    _copied(
        "HubSpot tasks, copied",
        "task",
        "mark",
        "crm-tasks-v3",
        mark=("property_hs_task_type", "property_hs_task_subject", "property_hs_task_status"),
        subject=("property_hs_task_subject",),
        text=("property_hs_task_body",),
        status=("property_hs_task_status",),
        type=("property_hs_task_type", "task_type"),
        done_on=("property_hs_task_completion_date",),
    ),
    _copied(
        "HubSpot activities, copied",
        "",
        "type",
        "crm-calls-v3",
        type=("type", "engagement_type"),
        subject=("title", "subject"),
        text=("body", "property_hs_body_preview"),
    ),
    TableForm(
        "hubspot",
        "HubSpot contacts, copied",
        Holds.PEOPLE,
        ("id",),
        {
            "id": ("id", "contact_id", "vid"),
            "first": ("property_firstname",),
            "last": ("property_lastname",),
            "email": ("property_email",),
            "phone": ("property_phone",),
            "mobile": ("property_mobilephone",),
            "title": ("property_jobtitle",),
            "role": ("property_hs_buying_role",),
            "company": ("property_company",),
            "company_id": ("property_associatedcompanyid", "associated_company_id"),
        },
        _CONTACTS,
        any_of=("first", "last", "email"),
    ),
    TableForm(
        "hubspot",
        "HubSpot companies, copied",
        Holds.COMPANIES,
        ("id", "name"),
        {
            "id": ("id", "company_id"),
            "name": ("property_name",),
            "industry": ("property_industry",),
            "country": ("property_country",),
            "employees": ("property_numberofemployees",),
        },
        _COMPANIES,
    ),
    *(
        TableForm(
            "hubspot",
            "HubSpot associations",
            Holds.LINKS,
            needs,
            {
                "deal_id": ("deal_id", "Deal ID"),
                "contact_id": ("contact_id", "Contact ID"),
                "company_id": ("company_id", "Company ID"),
                "activity_id": ("engagement_id", "Activity ID"),
                "role": ("label", "Association label"),
            },
            _COPIED,
        )
        for needs in (
            ("deal_id", "contact_id"),
            ("deal_id", "company_id"),
            ("deal_id", "activity_id"),
            ("contact_id", "activity_id"),
            ("company_id", "activity_id"),
        )
    ),
    *(
        TableForm("hubspot", title, Holds.OTHER, tuple(names), {n: (n,) for n in names}, _COPIED)
        for title, names in (
            ("the stages of HubSpot's pipelines", ("stage_id", "pipeline_id", "label")),
            ("HubSpot's pipelines", ("pipeline_id", "label", "display_order")),
            ("the history of HubSpot's fields", ("deal_id", "timestamp", "name", "value")),
            ("the history of HubSpot's stages", ("deal_id", "date_entered", "value")),
            ("HubSpot's merged deals", ("deal_id", "merged_deal_id")),
            ("HubSpot's owners", ("owner_id", "email", "first_name", "last_name", "portal_id")),
        )
    ),
)
