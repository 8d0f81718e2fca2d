"""The tables beside Pipedrive's deals: the lists as they are exported, each name with its object.

https://support.pipedrive.com/en/article/exporting-data-from-pipedrive: the columns of a list are
those of its fields; https://developers.pipedrive.com/docs/api/v1/Activities has what they mean.
"""

from __future__ import annotations

from salescli.exchange.companions.table_forms import Holds, TableForm

_LISTS = "https://support.pipedrive.com/en/article/exporting-data-from-pipedrive"
_FIELDS = "https://support.pipedrive.com/en/article/import-fields"


FORMS = (
    TableForm(
        "pipedrive",
        "Pipedrive activities",
        Holds.ACTIVITIES,
        ("subject", "on"),
        {
            "id": ("Activity - ID", "Activity - System ID"),
            "type": ("Activity - Type",),
            "subject": ("Activity - Subject",),
            "text": ("Activity - Note", "Activity - Public description"),
            "done": ("Activity - Done", "Activity - Status"),
            "on": ("Activity - Due date",),
            "time": ("Activity - Due time",),
            "done_on": ("Activity - Marked as done time",),
            "deal": ("Activity - Deal", "Deal - Title"),
            "deal_id": ("Deal - ID", "Activity - Deal ID"),
            "contact": ("Activity - Contact person", "Activity - Person", "Person - Name"),
            "contact_id": ("Person - ID",),
            "company": ("Activity - Organization", "Organization - Name"),
            "company_id": ("Organization - ID",),
        },
        _LISTS,
        usual="task",
    ),
    TableForm(
        "pipedrive",
        "Pipedrive notes",
        Holds.NOTES,
        ("text",),
        {
            "id": ("Note - ID",),
            "text": ("Note - Content", "Note - Content*"),
            "on": ("Note - Add time", "Note - Created", "Note - Update time"),
            "deal": ("Note - Deal", "Deal - Title"),
            "deal_id": ("Deal - ID",),
            "contact": ("Note - Person", "Person - Name"),
            "company": ("Note - Organization", "Organization - Name"),
        },
        _FIELDS,
    ),
    TableForm(
        "pipedrive",
        "Pipedrive people",
        Holds.PEOPLE,
        ("name",),
        {
            "id": ("Person - ID",),
            "name": ("Person - Name",),
            "email": ("Person - Email - Work", "Person - Email", "Person - Email (Work)"),
            "phone": ("Person - Phone - Work", "Person - Phone", "Person - Phone (Work)"),
            "mobile": ("Person - Phone - Mobile", "Person - Phone (Mobile)"),
            "title": ("Person - Job title", "Person - Title"),
            "company": ("Person - Organization", "Organization - Name"),
            "company_id": ("Person - Organization ID", "Organization - ID"),
            "deal": ("Deal - Title",),
            "deal_id": ("Deal - ID",),
        },
        _LISTS,
    ),
    TableForm(
        "pipedrive",
        "Pipedrive organizations",
        Holds.COMPANIES,
        ("name",),
        {
            "id": ("Organization - ID",),
            "name": ("Organization - Name",),
            "industry": ("Organization - Industry",),
            "country": ("Organization - Country of Address", "Organization - Country"),
            "employees": ("Organization - Employee count", "Organization - Number of employees"),
        },
        _LISTS,
    ),
)
