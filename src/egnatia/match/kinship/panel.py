"""Panels: several markers laid out in arrays for the kernels, and genotypes as positions in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from egnatia.match.kinship.errors import GenotypeError, MarkerError
from egnatia.match.kinship.kernels.arrays import Integers, Tables
from egnatia.match.kinship.marker import Chromosome, Marker

#: Two alleles as read: a heterozygote's in any order; a homozygote's twice; a man's on X once or twice.
Genotype: TypeAlias = tuple[str, ...]
#: Marker name to genotype; a marker that is not there is not typed.
Profile: TypeAlias = Mapping[str, Genotype]

#: Stands for an allele that was not typed.
UNTYPED = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Markers that are computed together, all on autosomes or all on X."""

    markers: tuple[Marker, ...]
    tables: Tables
    places: tuple[Mapping[str, int], ...]  #: Per marker: label of an allele to its position.
    rows: Integers  #: Every marker by itself, shape (markers, 1).

    @property
    def chromosome(self) -> Chromosome:
        """Where the markers lie."""
        return self.markers[0].chromosome

    @property
    def names(self) -> list[str]:
        """What the markers are called."""
        return [marker.name for marker in self.markers]

    @property
    def mutates(self) -> bool:
        """Whether alleles mutate at any of the markers."""
        return bool(self.tables.mutates.any())

    def encode(self, profile: Profile, *, strange: bool = False) -> Integers:
        """Return the positions of a profile's alleles, shape (markers, 2); untyped markers hold -1.

        Args:
            profile: genotypes by marker name; names that are not in the panel are left out.
            strange: an allele that the frequency table does not know has the place after the last one.

        Raises:
            GenotypeError: an allele that the frequency table does not know, unless `strange`; or more than two.
        """
        return np.array(
            [
                _positions(marker, places, profile.get(marker.name), strange=strange)
                for marker, places in zip(self.markers, self.places, strict=True)
            ],
            dtype=np.int64,
        ).reshape(len(self.markers), 2)


def _positions(
    marker: Marker, places: Mapping[str, int], genotype: Genotype | None, *, strange: bool
) -> tuple[int, int]:
    if genotype is None:
        return UNTYPED, UNTYPED
    if len(genotype) not in {1, 2}:
        raise GenotypeError(f"{marker.name}: {len(genotype)} alleles, where one person has two: {'/'.join(genotype)}")
    try:
        found = [places.get(allele, len(places)) if strange else places[allele] for allele in genotype]
    except KeyError as error:
        raise GenotypeError(f"{marker.name}: allele {error.args[0]} is not in the frequency table") from None
    if marker.silent in found:
        raise GenotypeError(f"{marker.name}: a silent allele cannot be read")
    return min(found), max(found)


def make_panel(markers: Sequence[Marker]) -> Panel:
    """Lay out markers for the kernels.

    Raises:
        MarkerError: no marker, one twice, autosomal and X-linked ones together, a model that does not exist.
    """
    if not markers:
        raise MarkerError("no marker")
    names = [marker.name for marker in markers]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise MarkerError(f"marker {twice[0]} is there twice")
    if len({marker.chromosome for marker in markers}) > 1:
        raise MarkerError("autosomal and X-linked markers need a panel each")
    return Panel(
        markers=tuple(markers),
        tables=_tables(markers),
        rows=np.arange(len(markers))[:, None],
        places=tuple({allele: place for place, allele in enumerate(marker.alleles)} for marker in markers),
    )


def _tables(markers: Sequence[Marker]) -> Tables:
    size = max(len(marker.alleles) for marker in markers)
    mutating = any(marker.female or marker.male for marker in markers)
    frequencies = np.zeros((len(markers), size))
    mutation = np.zeros((len(markers), 2, size, size) if mutating else (len(markers), 2, 1, 1))
    mutates = np.zeros(len(markers), dtype=np.int64)
    for row, marker in enumerate(markers):
        n = len(marker.alleles)
        frequencies[row, :n] = marker.frequencies
        for column, model in enumerate((marker.female, marker.male)):
            matrix = marker.matrix(model)
            if mutating:
                mutation[row, column, :n, :n] = np.eye(n) if matrix is None else matrix
        mutates[row] = bool(marker.female or marker.male)
    return Tables(
        counts=np.array([len(marker.alleles) for marker in markers], dtype=np.int64),
        frequencies=frequencies,
        mutation=mutation,
        mutates=mutates,
        silent=np.array([-1 if marker.silent is None else marker.silent for marker in markers], dtype=np.int64),
    )
