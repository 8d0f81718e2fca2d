"""The contact persons that a row names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.text.lazy_re import lazy_re

_CONTACT = lazy_re(r"(?P<name>[^<(]*?)\s*[<(](?P<email>[^<>()\s]+@[^<>()\s]+)[>)]")
_PHONE = lazy_re(r"\+?[0-9][0-9 ()./\u00a0-]{4,30}(?:\s*(?:x|ext\.?)\s*[0-9]+)?", re.IGNORECASE)

Contact = tuple[str, str, str]  # name, address, phone


def row_contacts(fields: Mapping[str, str]) -> tuple[Contact, ...]:
    """Return the contact persons, as in `Dana Reyes (dana@acme.example)`.

    An address and a phone in columns of their own are those of the only person.
    """
    contacts: list[Contact] = []
    for part in re.split("[;\n]", fields.get("contact", "")):
        match = _CONTACT.match(part.strip())
        name, email = (match["name"], match["email"]) if match else (part, "")
        if name.strip() or email:
            contacts.append((" ".join(name.split()), email, ""))
    if len(contacts) > 1:
        return tuple(contacts)
    name, email, _ = contacts[0] if contacts else ("", "", "")
    address = fields.get("email", "").split(",")[0].strip()
    email = address if "@" in address and " " not in address else email
    number = re.split("[;,\n]", fields.get("phone", ""))[0].strip()
    phone = number if _PHONE.fullmatch(number) else ""
    return ((name, email, phone),) if name or email or phone else ()
