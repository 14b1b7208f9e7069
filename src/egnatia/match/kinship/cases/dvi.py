"""Cases of disaster victim identification: what `egnatia dvi solve` reads from JSON."""

from collections.abc import Mapping

from egnatia.match.kinship.cases.comparison import read_chance, read_markers
from egnatia.match.kinship.cases.fields import Json, Object, as_list, as_object, as_text, field
from egnatia.match.kinship.cases.people import read_genotype, read_pedigree, read_sex
from egnatia.match.kinship.dvi.disaster import Disaster, Family, Victim, pair_by_sex
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import Genotype, Profile
from egnatia.match.kinship.pedigree import Pedigree

FIELDS = ("name", "source", "licence", "markers", "pm", "am", "missing", "pairings")
NOBODY = "*"


def read_disaster(value: Json) -> Disaster:
    """Return a case.

    Raises:
        CaseError: it is not laid out so.
        KinshipError: what it says of markers and people cannot be.
    """
    given = as_object(value, "case", FIELDS)
    markers = read_markers(field(given, "markers", "case"), "case")
    missing = [as_text(name, "missing") for name in as_list(field(given, "missing", "case"), "missing")]
    victims = tuple(_read_victim(name, item, markers) for name, item in _named(field(given, "pm", "case"), "pm"))
    families = tuple(
        _read_family(name, item, markers, missing) for name, item in _named(field(given, "am", "case"), "am")
    )
    found = {name for family in families for name in family.missing}
    lost = [name for name in missing if name not in found]
    if lost:
        raise CaseError(f"missing person {lost[0]} is in no family")
    pairings = given.get("pairings")
    return Disaster(
        name=as_text(given.get("name") or "case", "name"),
        markers=markers,
        victims=victims,
        families=families,
        pairings=pair_by_sex(victims, families) if pairings is None else _read_pairings(pairings),
    )


def _named(value: Json, place: str) -> list[tuple[str, Json]]:
    """Return items by name: of an object, or of a list of objects with `id`; one family may be a plain list."""
    if isinstance(value, Mapping):
        return list(value.items())
    items = as_list(value, place)
    return [(as_text(field(as_object(item, place), "id", place), place), item) for item in items]


def _read_victim(name: str, value: Json, markers: tuple[Marker, ...]) -> Victim:
    place = f"victim {name}"
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    given = as_object(value, place, ("id", "fid", "mid", "sex", "typed", "geno", "dropout"))
    profile = read_loci(given.get("geno"), markers, place)
    if not profile:
        raise CaseError(f"{place}: no marker is typed")
    lost = _read_dropout(given, place)
    return Victim(id=name, sex=read_sex(given.get("sex"), place), profile=profile, dropout=lost)


def _read_dropout(given: Object, place: str) -> float:
    return read_chance(given.get("dropout") or 0, f"{place}, dropout")


def _read_family(name: str, value: Json, markers: tuple[Marker, ...], missing: list[str]) -> Family:
    place = f"family {name}"
    people = as_list(value, place)
    pedigree: Pedigree = read_pedigree(people, place)
    profiles: dict[str, Profile] = {}
    lost: list[tuple[str, float]] = []
    for person, item in zip(pedigree.people, people, strict=True):
        given, where = as_object(item, place), f"{place}, {person.id}"
        profile = read_loci(given.get("geno"), markers, where)
        chance = _read_dropout(given, where)
        if profile:
            profiles[person.id] = profile
        if chance:
            lost.append((person.id, chance))
    own = tuple(person for person in missing if person in pedigree.by_id)
    return Family(id=name, pedigree=pedigree, profiles=profiles, missing=own, dropout=tuple(lost))


def read_loci(value: Json, markers: tuple[Marker, ...], place: str) -> dict[str, Genotype]:
    """Return genotypes by marker: of an object, or of a list in the order of the markers.

    Raises:
        CaseError: they are not laid out so, or name a marker that is not there.
    """
    if value is None:
        return {}
    names = [marker.name for marker in markers]
    if isinstance(value, list):
        if len(value) != len(names):
            raise CaseError(f"{place}: {len(value)} genotypes for {len(names)} markers")
        value = dict(zip(names, value, strict=True))
    read = {}
    for name, written in as_object(value, place, names).items():
        genotype = read_genotype(written, f"{place}, {name}")
        if genotype is not None:
            read[name] = genotype
    return read


def _read_pairings(value: Json) -> dict[str, frozenset[str]]:
    read = {}
    for victim, names in as_object(value, "pairings").items():
        texts = [as_text(name, f"pairings of {victim}") for name in as_list(names, f"pairings of {victim}")]
        read[victim] = frozenset(name for name in texts if name != NOBODY)
    return read
