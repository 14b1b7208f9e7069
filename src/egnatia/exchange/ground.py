"""Why a confirmed hit is not followed by its record: a closed list, and what of it a partner is told.

The grounds are those on which a request may be refused by Directive (EU) 2023/977 Art. 6(1); the other instruments name
fewer of them, none names another. A ground that would itself give away what it protects is told as
`protected_interest` (LED Art. 13(3) and 15(3) let reasons be left out for the same causes).
"""

from enum import StrEnum


class Ground(StrEnum):
    """Why the answering side does not give a record."""

    NOT_CONFORMING = "not_conforming"  #: The question does not meet what the instrument asks for (b).
    NOT_AUTHORISED = "not_authorised"  #: The judicial authorisation that national law wants was refused (c).
    NOT_PERMITTED = "not_permitted"  #: Personal data of a category or person that may not be given (d).
    INACCURATE = "inaccurate"  #: Found to be inaccurate, incomplete or out of date (e).
    NATIONAL_SECURITY = "national_security"  #: Essential interests of national security (f)(i).
    INVESTIGATION = "investigation"  #: It would jeopardise an ongoing investigation (f)(ii).
    SAFETY = "safety"  #: It would jeopardise the safety of a person (f)(ii).
    LEGAL_PERSON = "legal_person"  #: It would unduly harm protected interests of a legal person (f)(iii).
    MINOR_OFFENCE = "minor_offence"  #: An offence with at most a year of imprisonment here, or none (g).
    ORIGINATOR = "originator"  #: From a third party that does not consent (h).
    PROTECTED_INTEREST = "protected_interest"  #: As told: one of those that would give themselves away.


#: Grounds that say nothing of the subject by being told; every other is told as a protected interest.
_TOLD = frozenset({Ground.NOT_CONFORMING, Ground.NOT_AUTHORISED, Ground.INACCURATE, Ground.MINOR_OFFENCE})


def as_told(ground: Ground) -> Ground:
    """Return the ground that the partner reads."""
    return ground if ground in _TOLD else Ground.PROTECTED_INTEREST
