"""Cases of several hypotheses: what `egnatia kinship lr` reads.

Two layouts. Ours has `markers`, `profiles` and `hypotheses` and may have `reference`, `theta`, `dropout` and `links`.
That of Familias in R has one marker and one pedigree as columns (`ids`, `dad`, `mom`, `sex`); its second hypothesis
is the same people without their fathers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from egnatia.match.kinship.cases.fields import Json, Object, as_list, as_number, as_object, as_text, field
from egnatia.match.kinship.cases.markers import MARKER_FIELDS, read_marker
from egnatia.match.kinship.cases.people import read_genotype, read_parent, read_pedigree, read_sex
from egnatia.match.kinship.cases.tables import Tables, locus_key
from egnatia.match.kinship.errors import CaseError
from egnatia.match.kinship.likelihood import Conditions
from egnatia.match.kinship.marker import Marker
from egnatia.match.kinship.panel import Profile
from egnatia.match.kinship.pedigree import Pedigree, Person
from egnatia.match.kinship.ratio import Comparison, Hypothesis, compare

FIELDS = ("id", "markers", "profiles", "hypotheses", "reference", "theta", "dropout", "links", "source")
HYPOTHESIS_FIELDS = ("name", "pedigree", "twins", "inbreeding", "prior")
LINK_FIELDS = ("markers", "recombination")
COLUMNS = (
    "case", "id", "ids", "dad", "mom", "sex", "alleles", "freq", "silent", "theta", "model", "rate", "rate2", "range",
    "mutmat", "typed", "geno", "name",
)  # fmt: skip
ANSWERS = ("lik", "LR", "sec")

#: The hypotheses of the Familias layout.
ALTERNATIVE, REFERENCE = "alt", "ref"


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCase:
    """Hypotheses to compare, and with which."""

    name: str
    markers: tuple[Marker, ...]
    profiles: Mapping[str, Profile]
    hypotheses: tuple[Hypothesis, ...]
    reference: str
    conditions: Conditions

    def compare(self) -> Comparison:
        """Compute the likelihoods.

        Raises:
            KinshipError: what the case says does not fit together.
        """
        if not any(self.profiles.values()):
            raise CaseError(f"{self.name}: nobody is typed")
        return compare(self.markers, self.hypotheses, self.profiles, self.conditions)


def read_comparison(value: Json, place: str = "case", tables: Tables | None = None) -> ComparisonCase:
    """Return one case, in either layout.

    Args:
        value: the case.
        place: for errors.
        tables: frequencies of markers that the case does not describe.

    Raises:
        CaseError: it is not laid out so.
        KinshipError: what it says of markers and people cannot be.
    """
    given = as_object(value, place)
    asked = {key: item for key, item in given.items() if not key.startswith(ANSWERS)}
    return _read_columns(asked, place) if "ids" in asked else _read_ours(asked, place, tables)


def _read_ours(given: Object, place: str, tables: Tables | None) -> ComparisonCase:
    as_object(given, place, FIELDS)
    hypotheses = _read_hypotheses(field(given, "hypotheses", place), place)
    profiles = read_profiles(field(given, "profiles", place), place)
    described = given.get("markers") if tables else field(given, "markers", place)
    if described is None:
        described = [{"name": locus} for locus in dict.fromkeys(locus for own in profiles.values() for locus in own)]
    markers, conditions = read_markers(described, place, tables), read_conditions(given, place)
    _check_profiles(profiles, [marker.name for marker in markers], conditions, place)
    return ComparisonCase(
        name=as_text(given.get("id") or place, place),
        markers=markers,
        profiles=profiles,
        hypotheses=hypotheses,
        reference=as_text(given.get("reference") or hypotheses[-1].name, f"{place}, reference"),
        conditions=conditions,
    )


def _check_profiles(profiles: Mapping[str, Profile], markers: list[str], conditions: Conditions, place: str) -> None:
    """Refuse what would count for nothing: an empty profile, a locus that is no marker, drop-out of nobody's."""
    for person, profile in profiles.items():
        if not profile:
            raise CaseError(f"{place}, {person}: no marker is typed; leave the profile out")
        strange = [locus for locus in profile if locus not in markers]
        if markers and strange:
            raise CaseError(f"{place}, {person}: {strange[0]} is none of the markers")
    dropped = [*(person for person, _ in conditions.dropout), *(person for person, _, _ in conditions.dropout_at)]
    for person in dropped:
        if person not in profiles:
            raise CaseError(f"{place}, dropout: {person} has no profile")
    for person, locus, _ in conditions.dropout_at:
        if locus not in markers:
            raise CaseError(f"{place}, dropout, {person}: {locus} is none of the markers")
    check_links(conditions, markers, place)


def check_links(conditions: Conditions, markers: Sequence[str], place: str) -> None:
    """Refuse links of markers that are not there: they would count for nothing, and with them those beyond.

    Raises:
        CaseError: a marker of a link is none of the markers.
    """
    strange = [name for one, other, _ in conditions.links for name in (one, other) if name not in markers]
    if strange:
        raise CaseError(f"{place}, links: {strange[0]} is none of the markers")


def read_conditions(given: Object, place: str) -> Conditions:
    """Return what a case supposes besides pedigree and markers: `theta`, `dropout` and `links`, where it has them.

    Raises:
        CaseError: they are not laid out so.
    """
    usual, at = read_dropout(given.get("dropout"), f"{place}, dropout")
    return Conditions(
        theta=as_number(given.get("theta") or 0, f"{place}, theta"),
        dropout=usual,
        dropout_at=at,
        links=_read_links(given.get("links") or [], f"{place}, links"),
    )


def read_dropout(value: Json, place: str) -> tuple[tuple[tuple[str, float], ...], tuple[tuple[str, str, float], ...]]:
    """Return how often a copy is not seen: by person, or by person and marker where that is an object.

    Raises:
        CaseError: it is not laid out so, or a number is no probability.
    """
    usual: list[tuple[str, float]] = []
    at: list[tuple[str, str, float]] = []
    for person, given in as_object(value or {}, place).items():
        if isinstance(given, Mapping):
            at += [
                (person, marker, read_chance(item, f"{place}, {person}, {marker}")) for marker, item in given.items()
            ]
        else:
            usual.append((person, read_chance(given, f"{place}, {person}")))
    return tuple(usual), tuple(at)


def read_chance(value: Json, place: str) -> float:
    """Return a probability.

    Raises:
        CaseError: it is none.
    """
    number = as_number(value, place)
    if not 0 <= number <= 1:
        raise CaseError(f"{place}: {number:g} is not between 0 and 1")
    return number


def read_markers(value: Json, place: str, tables: Tables | None = None) -> tuple[Marker, ...]:
    """Return markers: a list, each with its name; with a table, frequencies may be left out.

    Raises:
        CaseError: they are not laid out so, or one is there twice, however its name is spaced.
        MarkerError: one cannot be as it is described.
    """
    read = []
    known: dict[str, str] = {}
    for number, item in enumerate(as_list(value, f"{place}, markers"), 1):
        given = as_object(item, f"{place}, marker {number}", MARKER_FIELDS)
        name = as_text(field(given, "name", f"{place}, marker {number}"), f"{place}, marker {number}")
        if known.setdefault(locus_key(name), name) != name:
            raise CaseError(f"{place}: marker {name} is there twice, also as {known[locus_key(name)]}")
        if tables and "afreq" not in given:
            given = {**given, "afreq": tables.of(name, place)}
        read.append(read_marker(given, name, f"{place}, marker {name}"))
    return tuple(read)


def read_profiles(value: Json, place: str) -> dict[str, Profile]:
    """Return profiles: an object of objects, by person and marker.

    Raises:
        CaseError: they are not laid out so.
    """
    read: dict[str, Profile] = {}
    for person, profile in as_object(value, f"{place}, profiles").items():
        genotypes = {}
        for marker, written in as_object(profile, f"{place}, {person}").items():
            genotype = read_genotype(written, f"{place}, {person}, {marker}")
            if genotype is not None:
                genotypes[marker] = genotype
        read[person] = genotypes
    return read


def _read_hypotheses(value: Json, place: str) -> tuple[Hypothesis, ...]:
    """Return hypotheses: a list of objects, or an object by name."""
    if isinstance(value, Mapping):
        value = [
            {"name": name, **(item if isinstance(item, Mapping) else {"pedigree": item})}
            for name, item in value.items()
        ]
    read = []
    for number, item in enumerate(as_list(value, f"{place}, hypotheses"), 1):
        here = f"{place}, hypothesis {number}"
        given = as_object(item, here, HYPOTHESIS_FIELDS)
        prior = given.get("prior")
        read.append(
            Hypothesis(
                name=as_text(field(given, "name", here), here),
                pedigree=read_pedigree(field(given, "pedigree", here), here, given),
                prior=None if prior is None else as_number(prior, f"{here}, prior"),
            )
        )
    if not read:
        raise CaseError(f"{place}: no hypothesis")
    return tuple(read)


def _read_links(value: Json, place: str) -> tuple[tuple[str, str, float], ...]:
    read = []
    for item in as_list(value, place):
        given = as_object(item, place, LINK_FIELDS)
        names = [as_text(name, place) for name in as_list(field(given, "markers", place), place)]
        if len(names) != 2:  # noqa: PLR2004 - neighbours
            raise CaseError(f"{place}: a link ties two markers")
        read.append((names[0], names[1], as_number(field(given, "recombination", place), place)))
    return tuple(read)


def _column(given: Object, name: str, place: str) -> Sequence[Json]:
    return as_list(field(given, name, place), f"{place}, {name}")


def _read_columns(given: Object, place: str) -> ComparisonCase:
    as_object(given, place, COLUMNS)
    ids = [as_text(name, f"{place}, ids") for name in _column(given, "ids", place)]
    columns = [_column(given, name, place) for name in ("dad", "mom", "sex")]
    if any(len(column) != len(ids) for column in columns):
        raise CaseError(f"{place}: ids, dad, mom and sex have not the same length")
    people = tuple(
        Person(id=name, father=read_parent(dad, place), mother=read_parent(mom, place), sex=read_sex(sex, place))
        for name, dad, mom, sex in zip(ids, *columns, strict=True)
    )
    fatherless = tuple(Person(id=person.id, mother=person.mother, sex=person.sex) for person in people)
    marker = _read_column_marker(given, place)
    typed, genotypes = _column(given, "typed", place), _column(given, "geno", place)
    if len(typed) != len(genotypes):
        raise CaseError(f"{place}: typed and geno have not the same length")
    profiles = {}
    for person, written in zip(typed, genotypes, strict=True):
        genotype = read_genotype(written, f"{place}, genotype of {person}")
        if genotype is not None:
            profiles[as_text(person, f"{place}, typed")] = {marker.name: genotype}
    return ComparisonCase(
        name=as_text(given.get("case") or place, place),
        markers=(marker,),
        profiles=profiles,
        hypotheses=(
            Hypothesis(name=ALTERNATIVE, pedigree=Pedigree(people=people)),
            Hypothesis(name=REFERENCE, pedigree=Pedigree(people=fatherless)),
        ),
        reference=REFERENCE,
        conditions=Conditions(theta=as_number(given.get("theta") or 0, f"{place}, theta")),
    )


def _read_column_marker(given: Object, place: str) -> Marker:
    parameters = {key: given[key] for key in ("model", "rate", "rate2", "range") if given.get(key) is not None}
    marker: dict[str, Json] = {
        "alleles": [as_text(name, f"{place}, alleles") for name in _column(given, "alleles", place)],
        "afreq": field(given, "freq", place),
        "silent": given.get("silent"),
        "mutation": parameters or None,
        "mutmat_female": given.get("mutmat"),
        "mutmat_male": given.get("mutmat"),
    }
    return read_marker(marker, as_text(given.get("name") or "marker", place), place)
