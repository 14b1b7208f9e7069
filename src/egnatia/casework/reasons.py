"""Why each partner is asked: a reason of its own; or one reason for several, with why it holds for all of them.

A question to many partners at once is a fishing net unless somebody can say why each of them should know. A reason that
is the same for several is lawful where the facts are (a car that may have taken any of three borders), but it is an act
of its own: it is stated, travels with the reason, and is marked in the log.
"""

from collections import Counter
from collections.abc import Mapping

from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.reading import text

_LONGEST = 2000


def reasons_for(partners: Mapping[NodeId, str], same_because: str) -> Mapping[NodeId, str]:
    """Return what each partner reads as the reason why it is asked.

    Args:
        partners: each with the reason as it was typed.
        same_because: why one reason holds for several of them; empty if each has its own.

    Raises:
        ParseError: a reason is missing, or several partners have one and the same and nobody says why; or somebody
            says why and no two are the same.
    """
    for partner, reason in partners.items():
        text(_LONGEST)(reason, f"partners.{partner}")
    text(_LONGEST, empty=True)(same_because, "same_because")
    several, why = sharing(partners), same_because.strip()
    if several and not why:
        names = ", ".join(sorted(several))
        raise ParseError(
            "partners", f"{names} have one and the same reason: give each its own, or say why it holds for all"
        )
    if why and not several:
        raise ParseError("same_because", "no two partners have the same reason")
    both = {partner: f"{reason}\n{why}" if partner in several else reason for partner, reason in partners.items()}
    return {partner: text(_LONGEST)(reason, f"partners.{partner}") for partner, reason in both.items()}


def sharing(partners: Mapping[NodeId, str]) -> frozenset[NodeId]:
    """Return the partners that have a reason in common with another one, however it is spaced or capitalised."""
    plain = {partner: " ".join(reason.split()).casefold() for partner, reason in partners.items()}
    count = Counter(plain.values())
    return frozenset(partner for partner, reason in plain.items() if count[reason] > 1)
