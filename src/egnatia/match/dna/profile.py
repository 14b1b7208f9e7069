"""DNA profiles: allele values by locus, with micro-variants and wildcards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import AMELOGENIN, RuleSet, locus_named, repeat_length

#: Stands for any value.
WILDCARD = "*"

#: How a laboratory writes what is beside its ladder: shorter, longer, or just off it. No value can be compared.
OFF_LADDER = re.compile(r"[<>]\s*\d+(\.\d)?|ol", re.IGNORECASE)

#: The largest whole number of repeats; beyond all ladders.
MOST_REPEATS = 62

#: Both values of a locus, smaller first, wildcards last.
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a laboratory read of one person or stain; loci that are not there were not typed."""

    id: str
    loci: Mapping[str, Pair]

    def full_loci(self) -> tuple[str, ...]:
        """Return the loci whose values are both designated, without amelogenin."""
        return tuple(name for name, pair in self.loci.items() if WILDCARD not in pair and name != AMELOGENIN)


def value_order(value: str) -> tuple[int, int, int]:
    """Return a key that sorts allele values: X, Y, numbers of repeats, the wildcard."""
    if value == WILDCARD:
        return (2, 0, 0)
    if value in {"X", "Y"}:
        return (0, int(value == "Y"), 0)
    whole, _, part = value.partition(".")
    return (1, int(whole), int(part or 0))


def read_value(written: str, locus: str, rules: RuleSet) -> str:
    """Return an allele value in its one spelling; whatever is no designated value is a wildcard.

    Wildcards are `*` and what the rule set lists: 2008/616/JHA, Annex ch. 1, has non-numeric codes (o, f, r, na, nr,
    un) and 0, 1 and 99. So is what lies off the ladder: `OL`, `<8`, `>27`.

    Raises:
        ProfileError: it is none of these and no number of repeats such as 9 or 9.3.
    """
    text = written.strip()
    if text in {"", WILDCARD} or text.casefold() in rules.wildcards or OFF_LADDER.fullmatch(text):
        return WILDCARD
    if locus == AMELOGENIN:
        if text.upper() not in {"X", "Y"}:
            raise ProfileError(f"{locus}: value {written!r} is neither X nor Y")
        return text.upper()
    whole, dot, part = text.partition(".")
    if not (whole.isdecimal() and whole.isascii()) or (dot and not (part.isdecimal() and len(part) == 1)):
        raise ProfileError(f"{locus}: value {written!r} is no number of repeats such as 9 or 9.3")
    if int(whole) > MOST_REPEATS or int(part or 0) >= repeat_length(locus):
        raise ProfileError(f"{locus}: value {written!r} is beyond the ladder: {repeat_length(locus)} bases a repeat")
    return str(int(whole)) + (f".{part}" if int(part or 0) else "")


def read_locus(values: list[str], locus: str, rules: RuleSet) -> Pair | None:
    """Return the pair of a locus; None if nothing was typed.

    One value is a homozygote. Of three values the first stays and the others become wildcards (2008/616/JHA).

    Raises:
        ProfileError: a value is none, or there are more than three: a mixture, which is not exchanged.
    """
    typed = tuple(value for value in values if value.strip())
    return _read_pair(typed, locus, rules) if typed else None


@lru_cache(maxsize=1 << 14)  # a register says the same few hundred things of each locus
def _read_pair(typed: tuple[str, ...], locus: str, rules: RuleSet) -> Pair | None:
    if len(typed) > 3:  # noqa: PLR2004 - the decision names three
        raise ProfileError(f"{locus}: {len(typed)} values; mixtures are not compared across borders")
    read = [read_value(value, locus, rules) for value in typed]
    pair = [read[0], WILDCARD] if len(read) == 3 else [read[0], read[-1]]  # noqa: PLR2004 - see above
    one, other = sorted(pair, key=value_order)
    return None if one == WILDCARD else (one, other)


def read_profile(name: str, values: Mapping[str, list[str]], rules: RuleSet) -> Profile:
    """Return a profile.

    Args:
        name: of the profile.
        values: by locus as the laboratory writes it.
        rules: which loci count, and what is a wildcard.

    Raises:
        ProfileError: a locus or a value that is none, or a locus twice; the locus is named.
    """
    loci: dict[str, Pair] = {}
    for written, found in values.items():
        locus = locus_named(written)
        if locus in loci:
            raise ProfileError(f"{name}: {locus} is there twice")
        try:
            pair = read_locus(found, locus, rules)
        except ProfileError as error:
            raise ProfileError(f"{name}: {error}") from error
        if pair is not None:
            loci[locus] = pair
    return Profile(id=name, loci=loci)


def why_not_exchanged(profile: Profile, rules: RuleSet, *, known_person: bool) -> str | None:
    """Return why a profile does not go to partners; None: it may go (2008/616/JHA, Annex ch. 1, inclusion rules)."""
    full = [locus for locus in profile.full_loci() if locus in rules.exchanged]
    if len(full) < rules.least_full:
        return f"{len(full)} fully designated loci, and {rules.least_full} are needed"
    standard = [locus for locus in full if locus in rules.standard]
    if known_person and len(standard) < rules.least_standard:
        return f"{len(standard)} loci of the standard set, and a known person's profile needs {rules.least_standard}"
    return None
