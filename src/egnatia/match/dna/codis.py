"""Profiles as CODIS exchanges them: an import file of specimens, each with loci and their alleles."""

from collections.abc import Iterator

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import RuleSet
from egnatia.match.dna.markup import Element, named_locus
from egnatia.match.dna.profile import Profile, read_profile

ROOT = "codisimportfile"
_SPECIMEN = ("specimenid", "specimencategory", "specimencomment", "locus")
_LOCUS = ("locusname", "readingby", "readingdatetime", "allele")


def read_codis(root: Element, rules: RuleSet) -> Iterator[Profile]:
    """Give the profiles of an import file.

    Args:
        root: of the document.
        rules: which values are wildcards.

    Raises:
        ProfileError: an element, locus or value that is none, or an id twice; line and locus are named.
    """
    seen: set[str] = set()
    for specimen in root.named("specimen"):
        specimen.only(*_SPECIMEN)
        name = specimen.value("specimenid")
        if not name or name in seen:
            raise ProfileError(f"line {specimen.line}: id {name!r} is empty or there twice")
        seen.add(name)
        values = _values(specimen)
        try:
            yield read_profile(name, values, rules)
        except ProfileError as error:
            raise ProfileError(f"line {specimen.line}, {error}") from error
    if not seen:
        raise ProfileError(f"line {root.line}: the file has no specimen")


def _values(specimen: Element) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for locus in specimen.named("locus"):
        locus.only(*_LOCUS)
        name = named_locus(locus, locus.value("locusname"))
        if name in values:
            raise ProfileError(f"line {locus.line}: {name} is there twice")
        values[name] = [allele.value("allelevalue") for allele in locus.named("allele")]
    return values
