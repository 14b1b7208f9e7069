"""Pedigrees and genotypes in case files."""

from collections.abc import Mapping

from egnatia.match.kinship.cases.fields import Json, Object, as_list, as_number, as_object, as_text, field
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.panel import Genotype
from egnatia.match.kinship.pedigree import Pedigree, Person, Sex

#: How a sex may be written: as in pedigree files, and in words.
SEXES: Mapping[str, Sex] = {
    "1": Sex.MALE, "m": Sex.MALE, "male": Sex.MALE,
    "2": Sex.FEMALE, "f": Sex.FEMALE, "female": Sex.FEMALE,
    "0": Sex.UNKNOWN, "unknown": Sex.UNKNOWN,
}  # fmt: skip

#: How "nobody" may be written where a parent is named, and "not typed" where an allele is.
NOBODY = ("", "0", "*", "-", "NA")
UNREAD = ("", "-", "NA")

PERSON_FIELDS = ("id", "fid", "mid", "father", "mother", "sex", "geno", "genotypes", "typed", "famid", "dropout")


def read_sex(value: Json, place: str) -> Sex:
    """Return a sex.

    Raises:
        CaseError: it is written in no known way.
    """
    written = "unknown" if value is None else as_text(value, f"{place}, sex").casefold()
    if written not in SEXES:
        raise CaseError(f"{place}: sex {written!r} is none of {', '.join(SEXES)}")
    return SEXES[written]


def read_parent(value: Json, place: str) -> str | None:
    """Return the id of a parent, None for nobody."""
    if value is None or value == "":
        return None
    written = as_text(value, place)
    return None if written in NOBODY else written


def read_person(value: Json, place: str) -> Person:
    """Return one person of a pedigree.

    Raises:
        CaseError: a field is missing, unknown or no such value.
    """
    given = as_object(value, place, PERSON_FIELDS)
    name = as_text(field(given, "id", place), f"{place}, id")
    return Person(
        id=name,
        father=read_parent(given.get("fid", given.get("father")), f"{place}, {name}, father"),
        mother=read_parent(given.get("mid", given.get("mother")), f"{place}, {name}, mother"),
        sex=read_sex(given.get("sex"), f"{place}, {name}"),
    )


def read_pedigree(value: Json, place: str, more: Object | None = None) -> Pedigree:
    """Return a pedigree.

    Args:
        value: a list of people.
        place: for errors.
        more: object with `twins` (lists of ids) and `inbreeding` (id to coefficient), if there are any.

    Raises:
        CaseError: it is not laid out so.
        PedigreeError: people cannot be related so.
    """
    people = as_list(value, f"{place}, pedigree")
    extra = more or {}
    twins = [as_list(group, f"{place}, twins") for group in as_list(extra.get("twins") or [], f"{place}, twins")]
    inbreeding = as_object(extra.get("inbreeding") or {}, f"{place}, inbreeding")
    return Pedigree(
        people=tuple(read_person(person, f"{place}, person {number}") for number, person in enumerate(people, 1)),
        twins=tuple(tuple(as_text(name, f"{place}, twins") for name in group) for group in twins),
        inbreeding=tuple((name, as_number(number, f"{place}, inbreeding")) for name, number in inbreeding.items()),
    )


def read_genotype(value: Json, place: str) -> Genotype | None:
    """Return a genotype, written `9/9.3`, `["9", "9.3"]` or, of one copy, `9`; None if it was not typed.

    Raises:
        CaseError: it is written in no known way, or half of it is missing.
    """
    if value is None or value in UNREAD:
        return None
    parts: list[Json] = list(value) if isinstance(value, list) else list(as_text(value, place).split("/"))
    alleles = ["" if part is None or part in UNREAD else as_text(part, place).strip() for part in parts]
    if not any(alleles):
        return None
    if not all(alleles) or len(alleles) > 2:  # noqa: PLR2004 - a genotype is a pair
        raise CaseError(f"{place}: {value!r} is no genotype: two alleles are expected, or none")
    return tuple(alleles)
