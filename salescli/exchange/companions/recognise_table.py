"""What a table is by its columns: the deals, one beside them, or none that is known."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.exchange.companions.hubspot_forms import FORMS as HUBSPOT
from salescli.exchange.companions.pipedrive_forms import FORMS as PIPEDRIVE
from salescli.exchange.companions.plain_forms import plain_form
from salescli.exchange.companions.salesforce_forms import FORMS as SALESFORCE
from salescli.exchange.companions.table_forms import Holds, TableForm
from salescli.exchange.csv.known_exports import Layout, flat, recognise

# Of several that fit, the first: each system has its special ones before the general ones.
FORMS = (*HUBSPOT, *SALESFORCE, *PIPEDRIVE)
_BESIDE_DEALS = (Holds.PEOPLE, Holds.COMPANIES)  # columns of them may stand in a table of deals


def recognise_table(
    columns: Sequence[str], holds: Holds | None = None
) -> tuple[TableForm, Layout] | None:
    """Return the form of a table beside the deals, and the column of each field.

    `holds` is what it was given as. None for a table of deals, and for one that is not known: by
    itself one that is no CRM's own is only known where it was given as something.
    """
    fits = [
        (form, layout)
        for form in FORMS
        if holds in (None, form.holds) and (layout := _layout(form, columns)) is not None
    ]
    if holds is None:
        others = [fit for fit in fits if fit[0].holds is Holds.OTHER]
        if others:
            return others[0]
        if recognise(columns) is not None:
            fits = [fit for fit in fits if fit[0].holds not in _BESIDE_DEALS]
    if fits:
        return fits[0]
    return plain_form(columns, holds) if holds is not None else None


def _layout(form: TableForm, columns: Sequence[str]) -> Layout | None:
    known = {flat(column): column for column in reversed(columns)}
    layout = {
        field: next(known[flat(name)] for name in names if flat(name) in known)
        for field, names in form.names.items()
        if any(flat(name) in known for name in names)
    }
    needed = all(field in layout for field in form.needs)
    chosen = not form.any_of or any(field in layout for field in form.any_of)
    return layout if needed and chosen else None
