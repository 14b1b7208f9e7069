"""Many pairs of people under the usual hypotheses: `loci`, and `pairs` with the genotypes of `A` and `B` in order.

Frequencies come from a table beside the file. Answers (`truth`, `LR`) may stand in the file and are not read.
"""

from collections.abc import Mapping

from egnatia.match.kinship.cases.comparison import ANSWERS, ComparisonCase, read_markers, read_profiles
from egnatia.match.kinship.cases.fields import Json, Object, as_list, as_object, as_text, field
from egnatia.match.kinship.cases.tables import Tables
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import Conditions
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.ratio import Hypothesis
from egnatia.match.kinship.relationships import RELATIONSHIPS, A, B

FIELDS = ("source", "loci", "markers", "pairs")
PAIR_FIELDS = ("id", "truth", A, B)

#: The hypotheses by the names that the layout gives them; the last one is the reference.
HYPOTHESES = {
    "parent": "parent", "fullsib": "siblings", "halfsib": "half-siblings", "grand": "grandparent", "unrel": "unrelated",
}  # fmt: skip
REFERENCE = "unrel"


def is_pairs(value: Json) -> bool:
    """Tell whether a file is laid out so."""
    return isinstance(value, Mapping) and "pairs" in value


def read_pairs(value: Json, tables: Tables | None = None) -> list[ComparisonCase]:
    """Return a comparison for each pair.

    Args:
        value: the file.
        tables: frequencies of markers that the file does not describe.

    Raises:
        CaseError: it is not laid out so, or frequencies are missing.
        KinshipError: what it says of markers cannot be.
    """
    given = as_object(value, "file", FIELDS)
    loci = [as_text(locus, "loci") for locus in as_list(field(given, "loci", "file"), "loci")]
    described = given.get("markers") or [{"name": locus} for locus in loci]
    markers = read_markers(described, "file", tables)
    pairs = as_list(field(given, "pairs", "file"), "pairs")
    return [_read_pair(item, f"pair {number}", loci, markers) for number, item in enumerate(pairs, 1)]


def _read_pair(value: Json, place: str, loci: list[str], markers: tuple[Marker, ...]) -> ComparisonCase:
    asked: Object = {key: item for key, item in as_object(value, place).items() if not key.startswith(ANSWERS)}
    as_object(asked, place, PAIR_FIELDS)
    read: dict[str, Json] = {}
    for person in (A, B):
        genotypes = as_list(field(asked, person, place), f"{place}, {person}")
        if len(genotypes) != len(loci):
            raise CaseError(f"{place}, {person}: {len(genotypes)} genotypes for {len(loci)} loci")
        read[person] = dict(zip(loci, genotypes, strict=True))
    return ComparisonCase(
        name=as_text(asked.get("id") or place, place),
        markers=markers,
        profiles=read_profiles(read, place),
        hypotheses=tuple(
            Hypothesis(name=name, pedigree=RELATIONSHIPS[usual].pedigree) for name, usual in HYPOTHESES.items()
        ),
        reference=REFERENCE,
        conditions=Conditions(),
    )
