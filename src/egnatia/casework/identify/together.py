"""Several profiles of one person, read as one."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.match.dna.engine import RULES
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.profile import Pair
from egnatia.match.dna.written import read_written
from egnatia.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What profiles of one person say together."""

    loci: dict[str, Pair]  #: Without those at which two profiles differ.
    apart: tuple[str, ...]  #: Loci at which two profiles differ: they count as not read.
    faults: tuple[str, ...]  #: Why a profile cannot be read.


def read_together(records: Iterable[Record]) -> Together:
    """Read the profiles that records of DNA hold, as those of one person."""
    loci: dict[str, Pair] = {}
    apart, faults = set[str](), list[str]()
    for record in records:
        try:
            profile = read_written(record.first("profile") or "", rule_set(RULES))
        except ProfileError as error:
            faults.append(str(error))
            continue
        apart |= {locus for locus, pair in profile.loci.items() if loci.get(locus, pair) != pair}
        loci |= profile.loci
    left = {locus: pair for locus, pair in loci.items() if locus not in apart}
    return Together(loci=left, apart=tuple(sorted(apart)), faults=tuple(faults))
