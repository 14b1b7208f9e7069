"""The engine that compares identifiers: equal keys, or look-alikes and slips where the instrument allows them."""

import hashlib
from collections.abc import Iterator

from egnatia.match.engine import KEY_LENGTH, Properties, Term
from egnatia.match.identifiers.normal import Normal
from egnatia.match.identifiers.parameters import DIFFERENT, EQUAL, FOLDED, OTHER, THRESHOLDS, VALUES
from egnatia.match.identifiers.schemes import read
from egnatia.match.scores import Evidence, Score, miss
from egnatia.model.answer import Quality
from egnatia.model.kinds import Kind, Property
from egnatia.model.values import ValueType

#: A number belongs to one issuer: if both sides name it, it must be the same, or the numbers are not comparable.
_ISSUERS = ("issuing_country", "registration_country")
#: These are given once in the world, and stay when a car or a ship is registered elsewhere (ISO 3779; IMO A.1117(30)).
_WORLDWIDE = frozenset({"vin", "engine_number", "imo_number", "hull_number"})


class IdentifierEngine:
    """Compares the identifiers that a question may name."""

    name = "identifiers/1"

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:
        """Return for each identifier its key, and under `scheme~` what else inexact questions may find it by."""
        found = set[Term]()
        for item, normal in _readings(kind, properties):
            loose = {normal.folded, *normal.others} - {normal.key}
            found.update(_terms(item.scheme, {normal.key}), _terms(item.scheme + "~", loose))
        return frozenset(found)

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:
        """Return the keys that a question looks up: the complete one, and if it may be inexact its look-alikes."""
        found = set[Term]()
        for item, normal in _readings(kind, asked):
            loose = {normal.key} if exact else {normal.key, normal.folded, *normal.others}
            found.update(_terms(item.scheme, loose))
            if not exact:
                found.update(_terms(item.scheme + "~", loose))
        return frozenset(found)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:
        """Judge by the identifiers that both name; those that only one names say nothing.

        One that agrees is a hit even if another does not (a stolen plate on another car), but a doubtful one.
        """
        issuers = compare_issuers(asked, found)
        pairs = compare_identifiers(kind, asked, found, exact=exact)
        evidence = (*issuers, *pairs)
        if not pairs:
            return miss(self.name, evidence=evidence)
        agreeing = max(item.score for item in pairs)
        contradicted = any(item.score == DIFFERENT for item in pairs)
        value = min(agreeing, OTHER) if contradicted else agreeing
        return Score(value=value, quality=_quality(value), evidence=evidence, engine=self.name)


def _readings(kind: Kind, properties: Properties, *, every: bool = False) -> Iterator[tuple[Property, Normal]]:
    """Read every identifier that a question may name, or every one that a record has."""
    countries = countries_of(kind, properties)
    for item in kind.properties.values():
        if item.type is ValueType.IDENTIFIER and (item.search or every):
            for value in properties.get(item.name, ())[:VALUES]:
                normal = read(item.scheme, value, countries)
                if normal.key:
                    yield item, normal


def countries_of(kind: Kind, properties: Properties) -> frozenset[str]:
    """Return the countries that a record or question names, as hints of numbering plans."""
    return frozenset(
        value
        for item in kind.properties.values()
        if item.type is ValueType.COUNTRY
        for value in properties.get(item.name, ())
    )


def _terms(scheme: str, keys: set[str]) -> Iterator[Term]:
    for key in keys:
        if key:
            yield Term(scheme=scheme, key=_short(key))


def _short(key: str) -> str:
    """Return a key as the table of terms holds it: long ones and those of other alphabets by their digest."""
    if len(key) <= KEY_LENGTH and key.isascii() and key.isprintable():
        return key
    return "#" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[: KEY_LENGTH - 1]


def compare_issuers(asked: Properties, found: Properties) -> list[Evidence]:
    """Compare the countries that gave the numbers, where both sides name them."""
    compared = []
    for name in _ISSUERS:
        ours, theirs = asked.get(name, ()), found.get(name, ())
        if ours and theirs:
            same = bool(set(ours) & set(theirs))
            compared.append(
                Evidence(
                    property=name,
                    asked=", ".join(ours),
                    found=", ".join(theirs),
                    score=EQUAL if same else DIFFERENT,
                    why="same issuer" if same else "another issuer: the numbers are not comparable",
                )
            )
    return compared


def compare_identifiers(
    kind: Kind, asked: Properties, found: Properties, *, exact: bool, every: bool = False
) -> list[Evidence]:
    """Compare the best pair of each identifier that both name: one of a device's two numbers is enough.

    Where both name another issuer, only what is given once in the world can agree; nothing is left if that is missing.

    Args:
        kind: of both.
        asked: what the question names, or one of two records.
        found: the record, or the other one.
        exact: whether complete keys only may agree.
        every: also those identifiers that no question may name.

    Returns:
        The score of each is one of `EQUAL`, `FOLDED`, `OTHER` and `DIFFERENT`.
    """
    foreign = any(item.score == DIFFERENT for item in compare_issuers(asked, found))
    theirs = list(_readings(kind, found, every=every))
    best = dict[str, Evidence]()
    for item, ours in _readings(kind, asked, every=every):
        for other, normal in theirs:
            if other.name == item.name and (item.name in _WORLDWIDE or not foreign):
                pair = _compare(item.name, ours, normal, exact=exact)
                best[item.name] = max(best.get(item.name, pair), pair, key=_order)
    return list(best.values())


def _order(pair: Evidence) -> tuple[float, str, str]:
    return pair.score, pair.found, pair.asked


def _compare(name: str, ours: Normal, theirs: Normal, *, exact: bool) -> Evidence:
    value, why = _likeness(ours, theirs, exact=exact)
    return Evidence(property=name, asked=ours.key, found=theirs.key, score=value, why=why)


def _likeness(ours: Normal, theirs: Normal, *, exact: bool) -> tuple[float, str]:
    if ours.key == theirs.key:
        return EQUAL, f"the same; {ours.note}"
    if exact:
        return DIFFERENT, "not the same, and this instrument allows complete keys only"
    if ours.folded == theirs.folded:
        return FOLDED, "the same but for characters or parts that are easily confused or left out"
    if {ours.key, ours.folded, *ours.others} & {theirs.key, theirs.folded, *theirs.others}:
        return OTHER, f"one slip or another reading apart; asked: {ours.note}; found: {theirs.note}"
    return DIFFERENT, "not the same"


def _quality(value: float) -> Quality | None:
    return next((quality for quality, least in THRESHOLDS if value >= least), None)
