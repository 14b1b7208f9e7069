"""The engine that compares DNA profiles by the Prüm rules, locus by locus.

A hit has at least six loci that match in full, so that both have at least six keys in common: the genotype at each of
these loci. Which records share most keys, the register says; the rules judge them.
"""

from dataclasses import replace
from functools import lru_cache
from typing import Final

from egnatia.match.dna.comparison import Agreement, Hit, Quality, compare, compare_loci
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import AMELOGENIN, RuleSet, rule_set
from egnatia.match.dna.profile import Profile, why_not_exchanged
from egnatia.match.dna.written import read_written, write_profile
from egnatia.match.engine import Properties, Term
from egnatia.match.scores import Evidence, Score, miss
from egnatia.model.answer import Quality as Class
from egnatia.model.kinds import Kind

#: By which rules profiles are compared where the instrument's row names none: with the loci of 2009 (`rules.yaml`).
RULES: Final = "prum-2008-ess-2009"

#: The property that holds the profile, and the scheme of its keys.
PROFILE: Final = "profile"
SCHEME: Final = "dna"

#: Of whom a profile must have most of the standard set (2008/616/JHA, Annex ch. 1): known persons.
KNOWN: Final = frozenset({"person"})

#: The value and the class in which a hit of each quality is told; Prüm's own number stands in the evidence.
_CLASSES: Final = {
    Quality.EQUAL: (1.0, Class.FULL),
    Quality.WILDCARD: (0.95, Class.CLOSE),
    Quality.DEVIATION: (0.9, Class.POSSIBLE),
    Quality.MISMATCH: (0.85, Class.POSSIBLE),
}
_AGREES: Final = {Agreement.FULL: 1.0, Agreement.WILDCARD: 0.9, Agreement.DEVIATION: 0.5, Agreement.MISMATCH: 0.4}
_WHY: Final = {
    Agreement.FULL: "the same",
    Agreement.WILDCARD: "the same as far as it was read",
    Agreement.DEVIATION: "one value differs by the size of a micro-variant",
    Agreement.MISMATCH: "one value differs",
    Agreement.CONTRADICTION: "not the same",
}
#: So many loci that match in full, with so many that do not, are near enough that altered wordings are counted.
_NEAR_FULL, _NEAR_APART = 5, 3


@lru_cache(maxsize=4096)
def _read(text: str, rules: str) -> Profile | None:
    try:
        return read_written(text, rule_set(rules))
    except ProfileError:
        return None


def _rules() -> RuleSet:
    return rule_set(RULES)


def profile_in(properties: Properties, rules: str = RULES) -> Profile | None:
    """Return the profile of a record or a question; None if there is none that can be compared, or it is a mixture."""
    return next((_read(text, rules) for text in properties.get(PROFILE, ())), None)


def fault_of(asked: Properties) -> str:
    """Say why a question's profile may not be asked for: it is none, a mixture, or has too few loci; empty: it may.

    2008/616/JHA, Annex ch. 1: at least six loci read in full, of a known person six of the standard set; no mixtures.
    """
    try:
        profile = read_written("\n".join(asked.get(PROFILE, ())), _rules())
    except ProfileError as error:
        return str(error)
    known = bool(KNOWN & set(asked.get("category", ())))
    return why_not_exchanged(profile, _rules(), known_person=known) or ""


def compared_only(asked: Properties) -> Properties:
    """Return a question without the loci that no partner compares: they stay at home (LED Art. 4(1)(c)).

    Raises:
        ProfileError: the profile is none.
    """
    profile = read_written("\n".join(asked.get(PROFILE, ())), _rules())
    counting = {locus: pair for locus, pair in profile.loci.items() if locus in _rules().exchanged}
    if len(counting) == len(profile.loci):
        return asked
    return {**asked, PROFILE: (write_profile(replace(profile, loci=counting)),)}


class DnaEngine:
    """Compares the profile of a question with that of a record."""

    name = "dna/1"

    def __init__(self, rules: str = RULES) -> None:
        """Compare by a rule set of `rules.yaml`, which the evidence names; keys are the same under all of them.

        Raises:
            ProfileError: there is none of this name.
        """
        self._rules = rule_set(rules)

    def terms(self, kind: Kind, properties: Properties) -> frozenset[Term]:  # noqa: ARG002 - the port's
        """Return the genotype at each locus that was read in full."""
        profile = profile_in(properties)
        if profile is None:
            return frozenset()
        counting = (locus for locus in profile.full_loci() if locus in _rules().exchanged)
        return frozenset(Term(scheme=SCHEME, key=f"{locus}={'/'.join(profile.loci[locus])}") for locus in counting)

    def probes(self, kind: Kind, asked: Properties, *, exact: bool) -> frozenset[Term]:  # noqa: ARG002 - the port's
        """Return the same: wildcards and the one differing value are left to the rules."""
        return self.terms(kind, asked)

    def score(self, kind: Kind, asked: Properties, found: Properties, *, exact: bool) -> Score:  # noqa: ARG002 - the port's
        """Judge by the Prüm rules; the evidence is the comparison, locus by locus."""
        rules = self._rules
        one, other = profile_in(asked, rules.name), profile_in(found, rules.name)
        if one is None or other is None:
            return miss(self.name)
        hit = compare(one, other, rules)
        loci = hit.loci if hit else compare_loci(one, other, rules)
        evidence = tuple(_evidence(one, other, locus, how) for locus, how in loci)
        if hit is None:
            full = sum(how is Agreement.FULL and locus != AMELOGENIN for locus, how in loci)
            apart = sum(how not in {Agreement.FULL, Agreement.WILDCARD} for _, how in loci)
            return miss(self.name, 0.0, evidence, near=full >= _NEAR_FULL and apart <= _NEAR_APART)
        value, quality = _CLASSES[hit.quality]
        summary = Evidence(
            property=PROFILE, asked=one.id, found=f"quality {hit.quality:d}", score=value, why=_sum(hit, rules.name)
        )
        return Score(value=value, quality=quality, evidence=(summary, *evidence), engine=self.name)


def _evidence(one: Profile, other: Profile, locus: str, how: Agreement) -> Evidence:
    asked, found = (f"{locus} {','.join(profile.loci[locus])}" for profile in (one, other))
    return Evidence(property=PROFILE, asked=asked, found=found, score=_AGREES.get(how, 0.0), why=_WHY[how])


def _sum(hit: Hit, rules: str) -> str:
    stars = sum(how is Agreement.WILDCARD for _, how in hit.loci)
    return f"{len(hit.matching)} loci match in full, {stars} as far as they were read; {rules}"
