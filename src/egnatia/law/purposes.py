"""What the purposes mean in law: which need an offence, which are humanitarian."""

from egnatia.model.caveat import Purpose

#: Purposes of criminal justice that presuppose an offence (2024/982 Art. 33(2); 2023/977 Art. 4; UNTOC Art. 18(15)).
NEED_OFFENCE = frozenset({Purpose.CRIMINAL_INVESTIGATION, Purpose.JUDICIAL_PROCEEDINGS})

#: Purposes that serve the person sought, found or harmed; a humanitarian search needs no offence (2024/982 Art. 29).
HUMANITARIAN = frozenset({Purpose.MISSING_PERSON, Purpose.IDENTIFY_REMAINS, Purpose.VICTIM_PROTECTION})


def needs_offence(purpose: Purpose) -> bool:
    """Tell whether a case file and a question of this purpose must name an offence."""
    return purpose in NEED_OFFENCE


def is_humanitarian(purpose: Purpose) -> bool:
    """Tell whether the purpose protects or finds people rather than prosecutes them."""
    return purpose in HUMANITARIAN
