"""Profiles as CODIS exchanges them: an import file of specimens, each with loci and their alleles."""

from collections.abc import Iterator

from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import RuleSet
from egnatia.match.dna.markup import Element, named_locus
from egnatia.match.dna.profile import Pair, Profile, read_locus

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
        if "mixture" in specimen.value("specimencategory", "").casefold():
            raise ProfileError(f"line {specimen.line}, {name}: a mixture, which is not compared with profiles")
        yield Profile(id=name, loci=_loci(specimen, name, rules))
    if not seen:
        raise ProfileError(f"line {root.line}: the file has no specimen")


def _loci(specimen: Element, name: str, rules: RuleSet) -> dict[str, Pair]:
    """Return what was read; a locus that two readers read alike counts once."""
    values: dict[str, Pair | None] = {}
    for element in specimen.named("locus"):
        element.only(*_LOCUS)
        locus = named_locus(element, element.value("locusname"))
        try:
            pair = read_locus([allele.value("allelevalue") for allele in element.named("allele")], locus, rules)
        except ProfileError as error:
            raise ProfileError(f"line {element.line}, {name}: {error}") from error
        if values.setdefault(locus, pair) != pair:
            raise ProfileError(f"line {element.line}, {name}: {locus} is there twice, and differs")
    found = {locus: pair for locus, pair in values.items() if pair is not None}
    if not found:
        raise ProfileError(f"line {specimen.line}, {name}: nothing was typed")
    return found
