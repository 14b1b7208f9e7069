"""Profiles in any layout that laboratories and contact points write: CSV, CODIS, `PRUEMx`, or one locus a line."""

from egnatia.match.dna.codis import ROOT as CODIS
from egnatia.match.dna.codis import read_codis
from egnatia.match.dna.dicd import ROOT as PRUEM
from egnatia.match.dna.dicd import read_pruem
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import RuleSet
from egnatia.match.dna.markup import read_markup
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.tables import NAMES, read_profiles
from egnatia.match.dna.written import read_written


def read_any(text: str, rules: RuleSet) -> list[Profile]:
    """Return the profiles of a file.

    Args:
        text: XML with the root `CODISImportFile` or `PRUEMx`, a table whose first column is the id, or the lines of one
            profile.
        rules: which values are wildcards.

    Raises:
        ProfileError: it is none of these, or a profile is not written as it should be; line and locus are named.
    """
    if text.lstrip().startswith("<"):
        root = read_markup(text.strip())
        if root.name == CODIS:
            return list(read_codis(root, rules))
        if root.name == PRUEM:
            return [entry.profile for entry in read_pruem(root, rules).entries]
        raise ProfileError(f"line {root.line}: {root.name} is neither CODISImportFile nor PRUEMx")
    first = text.split("\n", maxsplit=1)[0].partition(",")[0].strip().casefold()
    return list(read_profiles(text, rules)) if first in NAMES else [read_written(text, rules)]
