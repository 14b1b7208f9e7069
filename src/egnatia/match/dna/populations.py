"""Populations: how frequent alleles are, where the numbers come from, and how sure they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import exp, sqrt

from egnatia.match.dna.errors import DnaError, PopulationError, ProfileError
from egnatia.match.dna.loci import AMELOGENIN, locus_named
from egnatia.match.dna.tables import rows_of

#: A number of repeats, and bases beyond it.
_REPEATS = re.compile(r"0*(\d+)(?:\.(?:([1-9])|0))?", re.ASCII)

#: Begins a first line that says where the table is from.
_REMARK = "#"

COLUMNS = ["locus", "allele", "freq"]

#: Of tables that do not say how many people were typed: the floor that most published tables use.
USUAL_FLOOR = 0.001

#: How far published, rounded numbers of one locus sum beside one: of 36 tables, at most .002.
ROUNDING = 0.01

#: An allele counts as seen five times at least (National Research Council 1996, recommendation 4.1).
LEAST_COUNT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Allele frequencies of one population, with their provenance.

    Raises:
        PopulationError: frequencies that are none, or that do not sum to one.
    """

    name: str
    source: str  #: Publication and version, as a report cites it.
    frequencies: Mapping[str, Mapping[str, float]]  #: By locus and allele.
    people: int | None = None  #: How many were typed; None: the source does not say.

    def __post_init__(self) -> None:
        """Check the frequencies."""
        for locus, table in self.frequencies.items():
            wrong = [allele for allele, number in table.items() if not 0 <= number <= 1]
            if wrong:
                raise PopulationError(f"{self.name}: {locus}, allele {wrong[0]}: no frequency")
            if abs(sum(table.values()) - 1) > ROUNDING:
                raise PopulationError(f"{self.name}: {locus}: frequencies sum to {sum(table.values()):.4g}, not to 1")

    @property
    def floor(self) -> float:
        """The least frequency that an allele is given, seen or not."""
        return USUAL_FLOOR if self.people is None else LEAST_COUNT / (2 * self.people)

    def frequency(self, locus: str, allele: str) -> float:
        """Return the frequency of an allele, the floor if it is rarer or unknown.

        Raises:
            PopulationError: the locus is not in the table.
        """
        table = self.frequencies.get(locus)
        if table is None:
            raise PopulationError(f"{self.name}: no frequencies for {locus}")
        return max(table.get(allele, 0.0), self.floor)

    def log_spread(self, locus: str, alleles: tuple[str, str], slopes: tuple[float, float] = (1.0, 1.0)) -> float:
        """Return the standard deviation of the log genotype probability, from the number of people typed.

        Frequencies are Dirichlet distributed given the counts; to first order the log of a frequency p of n alleles
        has the variance (1-p)/(np), and two of them the covariance -1/n. 0 if the number is not known.

        Args:
            locus: of the table.
            alleles: both.
            slopes: by how much the log probability rises with the log of each frequency; at θ = 0 by as much.
        """
        if self.people is None:
            return 0.0
        n = 2 * self.people
        one, other = (self.frequency(locus, allele) for allele in alleles)
        first, second = slopes
        if alleles[0] == alleles[1]:
            return (first + second) * sqrt((1 - one) / (n * one))
        variance = first**2 * (1 - one) / one + second**2 * (1 - other) / other - 2 * first * second
        return sqrt(max(0.0, variance / n))  # below 0 if rounding has both sum to more than 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A number with the bounds between which it is with 95 %."""

    value: float
    low: float
    high: float


def interval(log_value: float, log_spread: float) -> Interval:
    """Return a number and its bounds from its logarithm and the standard deviation of that."""
    width = 1.959964 * log_spread
    return Interval(value=exp(log_value), low=exp(log_value - width), high=exp(log_value + width))


def read_population(text: str, name: str, source: str, people: int | None = None) -> Population:
    """Return a population from a table with the columns locus, allele, freq.

    Args:
        text: the table; the first line may be `# source; number of people typed`.
        name: of the population.
        source: what a report cites if the table does not say.
        people: how many were typed, whatever the table says.

    Raises:
        PopulationError: a line that is none, an allele that is none or is there twice; the line is named. Frequencies
            of a locus that do not sum to one; the locus is named.
    """
    if text.startswith(_REMARK):
        remark, _, rest = text.partition("\n")
        source, typed = _provenance(remark.strip(), name)
        return _read(rows_of(f"\n{rest}", PopulationError), name, source, typed if people is None else people)
    return _read(rows_of(text, PopulationError), name, source, people)


def _read(rows: Iterator[tuple[str, list[str]]], name: str, source: str, people: int | None) -> Population:
    at, head = next(((at, row) for at, row in rows if row), ("line 1", []))
    if head != COLUMNS:
        raise PopulationError(f"{name}: {at} is not {','.join(COLUMNS)}")
    tables: dict[str, dict[str, float]] = {}
    for line, row in rows:
        place = f"{name}: {line}"
        if len(row) != len(COLUMNS):
            raise PopulationError(f"{place}: {len(row)} fields, not {len(COLUMNS)}")
        try:
            locus, number = locus_named(row[0]), float(row[2])
        except ProfileError:
            continue  # markers of other kits, which nobody compares here
        except ValueError as error:
            raise PopulationError(f"{place}: {row[2]!r} is no number") from error
        table, allele = tables.setdefault(locus, {}), _allele(row[1], locus, place)
        if allele in table:
            raise PopulationError(f"{place}: allele {allele} of {locus} is there twice")
        table[allele] = number
    return Population(name=name, source=source, frequencies=tables, people=people)


def _provenance(remark: str, name: str) -> tuple[str, int]:
    """Return where a table is from, and how many people were typed, as its first line says."""
    source, _, people = remark.lstrip(f"{_REMARK} ").rpartition(";")
    if not (source.strip() and people.strip().isdecimal()):
        raise PopulationError(f"{name}: line 1 is not '{_REMARK} source; number of people typed'")
    return source.strip(), int(people)


def _allele(written: str, locus: str, place: str) -> str:
    """Return an allele as profiles spell it: 9.0 and 09 are 9."""
    read = _REPEATS.fullmatch(written.strip())
    if read is None:
        raise PopulationError(f"{place}: allele {written!r} of {locus} is no number of repeats such as 9 or 9.3")
    return read[1] + (f".{read[2]}" if read[2] else "")


def compared_loci(population: Population, loci: tuple[str, ...]) -> tuple[str, ...]:
    """Return the loci that a population has frequencies for; amelogenin says nothing.

    Raises:
        DnaError: there is none.
    """
    known = tuple(locus for locus in loci if locus in population.frequencies and locus != AMELOGENIN)
    if not known:
        raise DnaError(f"{population.name} has frequencies for none of {', '.join(loci)}")
    return known
