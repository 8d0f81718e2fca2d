"""The columns in which a table of deals has the ids of its people and of its company.

They join the deals with other tables, and are kept where a deal came from. HubSpot exports them
with 'Include all associated records' (https://knowledge.hubspot.com/import-and-export/
export-records); Salesforce and Pipedrive have them by the names of their fields.
"""

from __future__ import annotations

from collections.abc import Mapping

from salescli.domain.deal import IMPORTED, Deal
from salescli.text.handles import slug

_PEOPLE = ("Associated Contact IDs", "Associated Contact ID", "contact_ids", "ContactId")
_MORE_PEOPLE = ("Contact ID", "Person ID", "Deal - Contact person ID")
_COMPANY = ("Associated Company IDs", "Associated Company ID", "associated_company_id")
_MORE_COMPANY = ("account_id", "AccountId", "Account ID", "Deal - Organization ID", "org_id")
PEOPLE_KEYS = tuple(dict.fromkeys(map(slug, (*_PEOPLE, *_MORE_PEOPLE))))
COMPANY_KEYS = tuple(dict.fromkeys(map(slug, (*_COMPANY, *_MORE_COMPANY))))
_KEYS = frozenset((*PEOPLE_KEYS, *COMPANY_KEYS))


def is_link(column: str) -> bool:
    """Return whether a column joins deals with people or companies."""
    return slug(column) in _KEYS


def split_links(others: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the own fields that a row makes, and the ids that join it."""
    links = {key: text for key, text in others.items() if key in _KEYS}
    return {key: text for key, text in others.items() if key not in _KEYS}, links


def link_texts(deal: Deal, keys: tuple[str, ...]) -> list[str]:
    """Return what a deal that came in has under these keys."""
    table = deal.custom.get(IMPORTED)
    if not isinstance(table, Mapping):
        return []
    texts = (table.get(key, deal.custom.get(key)) for key in keys)
    return [text for text in texts if isinstance(text, str)]
