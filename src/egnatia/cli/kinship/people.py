"""Profiles of people as kinship compares them, from the layouts that `dna search` and `kinship blind` read."""

from collections.abc import Mapping
from pathlib import Path

from egnatia.cli.casefile import refusing
from egnatia.cli.dna.given import USUAL, profiles_of, text_of
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import is_autosomal, locus_named, rule_set
from egnatia.match.dna.profile import WILDCARD
from egnatia.match.kinship.cases.comparison import read_profiles
from egnatia.match.kinship.cases.fields import as_object, field, parse_json
from egnatia.match.kinship.cases.tables import Tables, locus_key
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.panel import Profile

#: Of a case file, what profiles need; frequencies come from the table.
FIELDS = ("id", "profiles", "source")


def one_spelling(locus: str) -> str:
    """Return the name of a locus in one spelling, of those that laboratories use; of others, in capitals, unspaced."""
    try:
        return locus_named(locus)
    except ProfileError:
        return locus_key(locus).upper()


def people_of(file: Path) -> dict[str, Profile]:
    """Read the autosomal genotypes of people by their ids; a locus with a wildcard counts as not typed.

    Args:
        file: JSON with `profiles` as `kinship blind` has them, or what `dna search` reads.

    Raises:
        Ending: it is neither, a profile is wrong, or there is none; the sentence names the place.
    """
    with refusing(file):
        text = text_of(file)
        found = _in_json(text) if text.lstrip().startswith("{") else _in_table(file)
        if not found:
            raise CaseError("there is no profile")
    return found


def _in_table(file: Path) -> dict[str, Profile]:
    people: dict[str, Profile] = {}
    for profile in profiles_of(file, rule_set(USUAL)):
        if profile.id in people:
            raise CaseError(f"profile {profile.id!r} is there twice")
        people[profile.id] = {
            locus: pair for locus, pair in profile.loci.items() if is_autosomal(locus) and WILDCARD not in pair
        }
    return people


def _in_json(text: str) -> dict[str, Profile]:
    given = as_object(parse_json(text), "file", FIELDS)
    profiles = read_profiles(field(given, "profiles", "file"), "file")
    return {person: _spelled(profile, person) for person, profile in profiles.items()}


def _spelled(profile: Profile, person: str) -> Profile:
    first: dict[str, str] = {}
    for written in profile:
        if first.setdefault(one_spelling(written), written) != written:
            raise CaseError(f"{person}: a locus is there twice, as {first[one_spelling(written)]!r} and as {written!r}")
    named = {one_spelling(locus): genotype for locus, genotype in profile.items()}
    return {locus: genotype for locus, genotype in named.items() if is_autosomal(locus)}


def spelled_tables(tables: Tables) -> Tables:
    """Return a table with its loci by the names that `people_of` gives them.

    Raises:
        CaseError: a locus is there under two names.
    """
    named: dict[str, Mapping[str, float]] = {}
    spelled: dict[str, str] = {}
    for written, alleles in tables.frequencies.items():
        locus, place = locus_key(one_spelling(written)), tables.spelled.get(written, written)
        if locus in named:
            raise CaseError(f"a locus is there twice, as {spelled[locus]} and as {place}")
        named[locus], spelled[locus] = alleles, place
    return Tables(frequencies=named, spelled=spelled)
