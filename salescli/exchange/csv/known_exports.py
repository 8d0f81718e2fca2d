"""The exports that are known by their columns: for each field of a deal, the names it goes by.

Names are compared without regard to case and blanks. A field with several names takes the first
of them that a file has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salescli.domain.deal_fields import COLUMNS

Layout = Mapping[str, str]  # the column of each field

# What a column can be mapped to, and what it says.
FIELDS: Mapping[str, str] = {
    "id": "What the other system calls the deal.",
    **{key: field.schema for key, field in COLUMNS.items()},
    "close": "When it closes, or closed.",
    "stage": "Where it stood there.",
    "status": "Open, won or lost, where the stage doesn't say it.",
    "won": "Whether it was won: true or false.",
    "ended": "Whether it is closed: true or false.",
    "opened": "When it was opened.",
    "closed": "When it closed, where `close` is only the expectation.",
    "closed_won": "When it was won.",
    "closed_lost": "When it was lost.",
    "reason": "Why it was lost.",
    "contact": "The contact person.",
    "email": "The address of the contact person.",
    "phone": "The phone number of the contact person.",
    "contacted": "When you were last in touch with them.",
    "notes": "What was noted there: a note in the log.",
    "next_step": "What comes next there: `next` offers it, and schedules nothing by itself.",
    "next_activity": "When that is planned.",
}
HELD = "held."  # held.STEP: the day on which a step was held

# Columns that say that a row was deleted, in whichever export they are.
DELETED = ("is_deleted", "_fivetran_deleted", "isdeleted", "is deleted", "deleted")
ARCHIVED = ("isarchived", "is archived", "archived", "deal - archived")
CURRENT = "_fivetran_active"  # false in a row that a later one took the place of


@dataclass(frozen=True, slots=True)
class Export:
    """One form of export. `needs` are the fields without which a file is not taken for it."""

    system: str
    title: str
    needs: tuple[str, ...]
    names: Mapping[str, tuple[str, ...]]
    stages: tuple[str, ...] = ()


_HUBSPOT_STAGES = (
    *("appointmentscheduled", "qualifiedtobuy", "presentationscheduled"),
    *("decisionmakerboughtin", "contractsent"),
)
_SALESFORCE_STAGES = (
    *("prospecting", "qualification", "needsanalysis", "valueproposition"),
    *("iddecisionmakers", "perceptionanalysis", "proposalpricequote", "negotiationreview"),
)
_PIPEDRIVE_STAGES = (
    *("qualified", "contactmade", "demoscheduled", "proposalmade", "negotiationsstarted"),
)


EXPORTS = (
    Export(
        "hubspot",
        "HubSpot",
        ("title", "stage"),
        {
            "id": ("Record ID", "Deal ID"),
            "title": ("Deal Name",),
            "company": ("Associated Company", "Associated Company (Primary)", "Company name"),
            "value": ("Amount",),
            "currency": ("Currency", "Deal Currency Code"),
            "stage": ("Deal Stage",),
            "won": ("Is Closed Won",),
            "ended": ("Is Deal Closed?", "Is Closed"),
            "opened": ("Create Date",),
            "close": ("Close Date",),
            "reason": ("Closed Lost Reason",),
            "owner": ("Deal owner",),
            "source": ("Original Source Type", "Original Traffic Source"),
            "contact": ("Associated Contact",),
            "kind": ("Deal Type",),
            "contacted": ("Last Contacted", "Last Activity Date"),
            "notes": ("Deal Description",),
            "next_step": ("Next Step",),
            "next_activity": ("Next Activity Date",),
        },
        _HUBSPOT_STAGES,
    ),
    Export(
        "hubspot",
        "HubSpot tables",
        ("id", "title"),
        {
            "id": ("deal_id",),
            "title": ("property_dealname",),
            "value": ("property_amount",),
            "currency": ("property_deal_currency_code",),
            "stage": ("deal_pipeline_stage_id", "property_dealstage"),
            "won": ("property_hs_is_closed_won",),
            "ended": ("property_hs_is_closed",),
            "opened": ("property_createdate",),
            "close": ("property_closedate",),
            "reason": ("property_closed_lost_reason",),
            "owner": ("owner_id", "property_hubspot_owner_id"),
            "source": ("property_hs_analytics_source",),
            "kind": ("property_dealtype",),
            "contacted": ("property_notes_last_contacted",),
            "notes": ("property_description",),
            "next_step": ("property_hs_next_step",),
            "next_activity": ("property_notes_next_activity_date",),
        },
        _HUBSPOT_STAGES,
    ),
    Export(
        "salesforce",
        "Salesforce",
        ("title", "stage"),
        {
            "id": ("Opportunity ID", "Opportunity: ID"),
            "title": ("Opportunity Name",),
            "company": ("Account Name",),
            "value": ("Amount",),
            "currency": ("Amount Currency", "Opportunity Currency"),
            "stage": ("Stage",),
            "won": ("Won",),
            "ended": ("Closed",),
            "opened": ("Created Date",),
            "close": ("Close Date",),
            "reason": ("Closed Lost Reason", "Loss Reason"),
            "owner": ("Opportunity Owner",),
            "source": ("Lead Source",),
            "kind": ("Type",),
            "contact": ("Primary Contact", "Contact Name"),
            "industry": ("Industry",),
            "country": ("Billing Country",),
            "employees": ("Employees",),
            "contacted": ("Last Activity",),
            "notes": ("Description",),
            "phone": ("Phone",),
            "next_step": ("Next Step",),
        },
        _SALESFORCE_STAGES,
    ),
    Export(
        "salesforce",
        "Salesforce tables",
        ("id", "title", "stage", "close"),
        {
            "id": ("id",),
            "title": ("name",),
            "company": ("account_name", "Account.Name"),
            "value": ("amount",),
            "currency": ("currency_iso_code", "CurrencyIsoCode"),
            "stage": ("stage_name", "StageName"),
            "won": ("is_won", "IsWon"),
            "ended": ("is_closed", "IsClosed"),
            "opened": ("created_date", "CreatedDate"),
            "close": ("close_date", "CloseDate"),
            "reason": ("loss_reason_c", "Loss_Reason__c"),
            "owner": ("owner_id", "OwnerId"),
            "source": ("lead_source", "LeadSource"),
            "kind": ("type",),
            "contacted": ("last_activity_date", "LastActivityDate"),
            "notes": ("description",),
            "next_step": ("next_step", "NextStep"),
        },
        _SALESFORCE_STAGES,
    ),
    *(
        Export(
            "pipedrive",
            "Pipedrive",
            ("title", "stage", "status"),
            {
                "id": (f"{deal}ID",),
                "title": (f"{deal}Title",),
                "company": (f"{deal}Organization",),
                "value": (f"{deal}Value",),
                "currency": (f"{deal}Currency", f"{deal}Currency of Value"),
                "stage": (f"{deal}Stage",),
                "status": (f"{deal}Status",),
                "opened": (f"{deal}Deal created",),
                "close": (f"{deal}Expected close date",),
                "closed_won": (f"{deal}Won time",),
                "closed_lost": (f"{deal}Lost time",),
                "closed": (f"{deal}Deal closed on",),
                "reason": (f"{deal}Lost reason",),
                "owner": (f"{deal}Owner",),
                "source": (f"{deal}Source channel", f"{deal}Source origin"),
                "tags": (f"{deal}Label",),
                "contact": (f"{deal}Contact person",),
                "email": ("Person - Email", "Person - Email - Work"),
                "phone": ("Person - Phone", "Person - Phone - Work"),
                "contacted": (f"{deal}Last activity date",),
                "next_activity": (f"{deal}Next activity date",),
            },
            _PIPEDRIVE_STAGES,
        )
        for deal in ("Deal - ", "")
    ),
)


def flat(name: str) -> str:
    """Return a name without case and blanks, as columns are compared."""
    return "".join(name.split()).casefold()


def recognise(columns: Sequence[str]) -> tuple[Export, Layout] | None:
    """Return the known export that a file is, and its columns; None where it is none."""
    known = {flat(column): column for column in reversed(columns)}
    for export in EXPORTS:
        layout = {
            field: next(known[flat(name)] for name in names if flat(name) in known)
            for field, names in export.names.items()
            if any(flat(name) in known for name in names)
        }
        if all(field in layout for field in export.needs):
            return export, layout
    return None


def first_of(names: Sequence[str], columns: Sequence[str]) -> str | None:
    """Return the first column that goes by one of the names."""
    wanted = {flat(name) for name in names}
    return next((column for column in columns if flat(column) in wanted), None)
