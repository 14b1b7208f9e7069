"""Markers in case files: alleles, frequencies, and mutation in any of the ways in which files give it."""

from collections.abc import Mapping

import numpy as np

from egnatia.match.kinship.cases.fields import Json, Object, as_list, as_number, as_object, as_text, field
from egnatia.match.kinship.errors import CaseError, MarkerError
from egnatia.match.kinship.marker import SILENT, Chromosome, Marker
from egnatia.match.kinship.mutation import Model, Mutation, Transform

SEXES = ("female", "male")
PARAMETERS = ("model", "rate", "rate2", "range", "matrix", "transform", "seed")
MARKER_FIELDS = ("name", "chrom", "alleles", "afreq", "mutation", "mutmat_female", "mutmat_male", "silent")

#: How far a matrix may be from what its model gives: what is lost by writing some digits only.
AGREEMENT = 1e-6

Matrix = tuple[tuple[float, ...], ...]


def read_chromosome(value: Json, place: str) -> Chromosome:
    """Return where a marker lies: `X`, `autosomal`, a number from 1 to 22, or nothing.

    Raises:
        CaseError: it is none of these.
    """
    written = "autosomal" if value is None else as_text(value, f"{place}, chrom").casefold()
    if written in {"x", "23"}:
        return Chromosome.X
    if written in {"autosomal", "autosome"} or (written.isdecimal() and 1 <= int(written) <= 22):  # noqa: PLR2004
        return Chromosome.AUTOSOMAL
    raise CaseError(f"{place}: chrom {written!r} is neither autosomal nor X")


def read_matrix(value: Json, place: str) -> Matrix | None:
    """Return a mutation matrix, None if there is none."""
    if value is None:
        return None
    rows = [as_list(row, place) for row in as_list(value, place)]
    return tuple(tuple(as_number(cell, place) for cell in row) for row in rows)


def _of_sex(value: Json, sex: str, place: str) -> Json:
    """Return a parameter that may be given by sex."""
    if isinstance(value, Mapping):
        return field(as_object(value, place, SEXES), sex, place)
    return value


def read_mutation(value: Json, sex: str, matrix: Matrix | None, place: str) -> Mutation | None:
    """Return how alleles mutate in one sex; None: never.

    Args:
        value: an object with `model` and its parameters, each for both or by sex; or one such object for each sex.
        sex: `female` or `male`.
        matrix: the matrix itself, if the file gives it too.
        place: for errors.

    Raises:
        CaseError: a model, field or value that is unknown.
        MarkerError: parameters that are no probabilities.
    """
    place = f"{place}, mutation"
    if isinstance(value, Mapping) and set(value) <= set(SEXES):
        value = field(value, sex, place)
    if value is None:
        return None if matrix is None else Mutation(model=Model.CUSTOM, matrix=matrix)
    given = as_object({"model": value} if isinstance(value, str) else value, place, PARAMETERS)
    model = as_text(_of_sex(field(given, "model", place), sex, place), f"{place}, model").casefold()
    given_matrix = matrix or read_matrix(_of_sex(given.get("matrix"), sex, place), f"{place}, matrix")
    if model in {"custom", "random"}:
        if given_matrix is None:
            raise CaseError(f"{place}: the {model} model needs its matrix")
        return Mutation(model=Model.CUSTOM, matrix=given_matrix)
    if model not in {item.value for item in Model}:
        raise CaseError(f"{place}: model {model!r} is none of {', '.join(Model)}, random")
    transform = given.get("transform")
    if transform is not None and transform not in {item.value for item in Transform}:
        raise CaseError(f"{place}: transform {transform!r} is none of {', '.join(Transform)}")
    return Mutation(
        model=Model(model),
        rate=_parameter(given, "rate", sex, place) if model != Model.TRIVIAL else 0.0,
        rate2=_parameter(given, "rate2", sex, place, 0.0),
        range=_parameter(given, "range", sex, place, None if model == Model.STEPWISE else 0.1),
        transform=None if transform is None else Transform(str(transform)),
    )


def _parameter(given: Object, name: str, sex: str, place: str, default: float | None = None) -> float:
    value = _of_sex(given.get(name), sex, f"{place}, {name}")
    if value is None and default is not None:
        return default
    if value is None:
        raise CaseError(f"{place}: the model needs {name!r}")
    return as_number(value, f"{place}, {name}")


def read_alleles(given: Object, place: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return alleles and frequencies: two lists, or one object; with `silent`, that of the silent allele.

    Raises:
        CaseError: they are not laid out so, or the silent allele has two frequencies.
    """
    frequencies = field(given, "afreq", place)
    if isinstance(frequencies, Mapping):
        alleles = list(frequencies)
        numbers = [as_number(number, f"{place}, frequency of {name}") for name, number in frequencies.items()]
    else:
        alleles = [as_text(name, f"{place}, alleles") for name in as_list(field(given, "alleles", place), place)]
        numbers = [as_number(number, f"{place}, afreq") for number in as_list(frequencies, f"{place}, afreq")]
    silent = as_number(given.get("silent") or 0, f"{place}, silent")
    named = [number for name, number in zip(alleles, numbers, strict=False) if name.casefold() == SILENT]
    if silent and named and abs(named[0] - silent) > AGREEMENT:
        raise CaseError(f"{place}: the silent allele has the frequencies {silent} and {named[0]}")
    if silent and not named:
        alleles, numbers = [*alleles, SILENT], [*numbers, silent]
    return tuple(alleles), tuple(numbers)


def read_marker(given: Object, name: str, place: str) -> Marker:
    """Return a marker.

    Args:
        given: object with `alleles`, `afreq`, `chrom`, `mutation`, `silent`, `mutmat_female`, `mutmat_male`.
        name: of the marker.
        place: for errors.

    Raises:
        CaseError: it is not laid out so, or a matrix is not that of the model beside it.
        MarkerError: frequencies or models that do not exist.
    """
    alleles, frequencies = read_alleles(given, place)
    models = []
    for sex in SEXES:
        matrix = read_matrix(given.get(f"mutmat_{sex}"), f"{place}, mutmat_{sex}")
        models.append(read_mutation(given.get("mutation"), sex, matrix, place))
    try:
        marker = Marker(
            name=name,
            alleles=alleles,
            frequencies=frequencies,
            chromosome=read_chromosome(given.get("chrom"), place),
            female=models[0],
            male=models[1],
        )
        _check_agreement(marker, given, place)
    except MarkerError as error:
        raise MarkerError(f"{place}: {error}") from error
    return marker


def _check_agreement(marker: Marker, given: Object, place: str) -> None:
    """Refuse a matrix that is not what the model beside it gives: one of them is wrong."""
    for sex, model in zip(SEXES, (marker.female, marker.male), strict=True):
        written = read_matrix(given.get(f"mutmat_{sex}"), place)
        computed = marker.matrix(model)
        if written is None or computed is None:
            continue
        n = len(marker.alleles)
        if len(written) != n or any(len(row) != n for row in written):
            raise CaseError(f"{place}: mutmat_{sex} has not {n} rows and columns, one for each allele")
        if float(np.max(np.abs(np.array(written) - computed))) > AGREEMENT:
            raise CaseError(f"{place}: mutmat_{sex} is not the matrix of the model that is named beside it")
