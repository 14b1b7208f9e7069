"""Profiles as records and questions hold them: one locus a line, then its values: `D3S1358 15,17`."""

import re

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import RuleSet, locus_named
from egnatia.match.dna.profile import Profile, read_profile

_SPACES = re.compile(r"[\s:;=]+")


def read_written(text: str, rules: RuleSet, name: str = "profile") -> Profile:
    """Return the profile that a text gives.

    Args:
        text: lines of a locus and its values, joined by commas or slashes.
        rules: which loci count, and what is a wildcard.
        name: of the profile, for errors.

    Raises:
        ProfileError: a line that is none, a locus twice, a value that is none, a mixture, or nothing typed; the line
            and the locus are named.
    """
    profile = read_profile(name, lines_of(text, name), rules)
    if not profile.loci:
        raise ProfileError(f"{name}: nothing was typed")
    return profile


def lines_of(text: str, name: str = "profile") -> dict[str, list[str]]:
    """Return the values of each locus as they are written.

    Raises:
        ProfileError: a line that is none, or a locus twice; the line is named.
    """
    values: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        locus, *rest = _SPACES.split(line.strip(), maxsplit=1)
        if not locus:
            continue
        try:
            found = locus_named(locus)
        except ProfileError as error:
            raise ProfileError(f"{name}, line {number}: {error}") from error
        if found in values or not rest:
            raise ProfileError(f"{name}, line {number}: {found} {'is there twice' if rest else 'has no values'}")
        values[found] = re.split(r"\s*[,/]\s*|\s+", rest[0])
    return values


def write_profile(profile: Profile) -> str:
    """Return a profile as records and questions hold it."""
    return "\n".join(f"{locus} {','.join(pair)}" for locus, pair in profile.loci.items())
