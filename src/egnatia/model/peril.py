"""What threatens a person where data would go, and what a state bound itself to (LED Art. 38(2), recital 71)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from egnatia.model.errors import ContradictionError
from egnatia.model.identity import CountryCode, parse_digest
from egnatia.model.reading import Fields, contradictions, member, text
from egnatia.model.values import parse_country, parse_day


class Danger(StrEnum):
    """What threatens the person where the data would go, on substantial grounds; the worst stands last."""

    NONE = "none"
    DEATH_PENALTY = "death_penalty"
    TORTURE = "torture"  #: Or inhuman or degrading treatment.


def worst(dangers: Iterable[Danger]) -> Danger:
    """Return the worst of several dangers; none of them is none."""
    return max(dangers, key=list(Danger).index, default=Danger.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peril:
    """What threatens the person of a matter, and from which state; stated by a person of the node that would give."""

    danger: Danger
    country: CountryCode

    def __post_init__(self) -> None:
        """Refuse a warning of nothing."""
        if self.danger is Danger.NONE:
            raise ContradictionError("danger", "none: there is nothing to warn of")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurance:
    """A state bound itself, in a signed document, not to carry out the death penalty in one matter."""

    country: CountryCode
    authority: str  #: Who gave it, with the number of the document.
    document: str  #: SHA-256 of the signed document.
    given: date


def plain_peril(peril: Peril) -> dict[str, Any]:
    """Write a warning as plain values for canonical JSON."""
    return {"danger": peril.danger, "country": peril.country}


def parse_peril(value: object, path: str) -> Peril:
    """Read a warning strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    with contradictions(path):
        peril = Peril(danger=fields.take("danger", member(Danger)), country=fields.take("country", parse_country))
    fields.finish()
    return peril


def plain_assurance(assurance: Assurance) -> dict[str, Any]:
    """Write an assurance as plain values for canonical JSON."""
    return {
        "country": assurance.country,
        "authority": assurance.authority,
        "document": assurance.document,
        "given": assurance.given.isoformat(),
    }


def parse_assurance(value: object, path: str) -> Assurance:
    """Read an assurance strictly.

    Raises:
        ParseError: with the path of the first fault.
    """
    fields = Fields(value, path)
    assurance = Assurance(
        country=fields.take("country", parse_country),
        authority=fields.take("authority", text(200)),
        document=fields.take("document", parse_digest),
        given=fields.take("given", parse_day),
    )
    fields.finish()
    return assurance
