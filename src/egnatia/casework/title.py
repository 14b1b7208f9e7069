"""What people call a thing, by its record: a name, a plate, a number."""

from typing import Final

from egnatia.model.record import Record

#: Properties that together call a thing, the best first; what a kind does not have is passed over.
_CALLED: Final = (
    ("first_name", "family_name"),
    ("full_name",),
    ("family_name",),
    ("alias",),
    ("title",),
    ("name",),
    ("town",),
    ("plate",),
    ("vin",),
    ("registration_number",),
    ("number",),
    ("reference",),
    ("container_number",),
    ("serial",),
    ("phone",),
    ("imei",),
    ("imsi",),
    ("iban",),
    ("handle",),
    ("email",),
    ("wallet",),
)


def title_of(record: Record) -> str:
    """Return what a thing is called, in the script in which it is on record; empty if nothing calls it."""
    for names in _CALLED:
        found = [record.first(name) for name in names]
        if all(found):
            return " ".join(filter(None, found))
    return ""
