"""Samples and DNA profiles: of offenders and of stains, of relatives who search, and of the dead.

A profile is written as its kind wants it: one locus a line, then both alleles, `*` for one that could not be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.chance import fill, hex128, stream
from egnatia.cli.demo.population.entry import Entry, Frame, Properties, make_record
from egnatia.cli.demo.population.genes import Genes, loci
from egnatia.cli.demo.population.human import Human
from egnatia.model.caveat import SubjectRole
from egnatia.model.identity import LineageId
from egnatia.model.record import Record

_SHARE = {SubjectRole.CONVICTED: parameters.CONVICTED_DNA, SubjectRole.SUSPECT: parameters.SUSPECT_DNA}
_FAMILY_AGREED = "To identify a missing relative, in this and in other states; to nothing else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What was examined: whose it is, and how it came to the laboratory."""

    genes: Genes
    female: bool
    category: str  #: Of the profile: person, relative, remains, stain.
    type: str  #: Of the sample: buccal_swab, bone, trace ...
    source: LineageId | None = None  #: Whom or what it was taken from; a stain's donor is not known.
    consent: str = ""
    lost: float = 0.0  #: How many alleles could not be read, between 0 and 1.


def sampled(rng: Random, frame: Frame, material: Material) -> tuple[Record, Record]:
    """Make the records of a sample and of the profile that a laboratory read from it."""
    analysed = frame.recorded_at.date() - timedelta(days=rng.randrange(1, 20))
    laboratory = f"National forensic laboratory, {frame.node}"
    sample: Properties = {
        "number": (fill("S-######", rng),),
        "type": (material.type,),
        "taken_on": ((analysed - timedelta(days=rng.randrange(2, 40))).isoformat(),),
        "laboratory": (laboratory,),
        **({"source": (material.source,)} if material.source else {}),
        **({"consent": (material.consent,)} if material.consent else {}),
    }
    taken = make_record(rng, frame, "sample", sample)
    profile: Properties = {
        "profile": (written(rng, material),),
        "category": (material.category,),
        "number": (fill("P-########", rng),),
        "laboratory": (laboratory,),
        "accreditation": ("ISO/IEC 17025",),
        "analysed_on": (analysed.isoformat(),),
        "quality": ("partial" if material.lost else "full",),
        "sample": (taken.lineage,),
    }
    return taken, make_record(rng, frame, "dna", profile)


def written(rng: Random, material: Material) -> str:
    """Write a profile; of what was lost, a locus with one readable allele keeps that, one with none is left out."""
    lines = [f"AMELOGENIN {'X,X' if material.female else 'X,Y'}"]
    for locus in loci():
        read = [allele for allele in material.genes.alleles(locus) if rng.random() >= material.lost]
        if read:
            lines.append(f"{locus} {','.join([*read, '*'][:2])}")
    return "\n".join(lines)


def offender_dna(entry: Entry, *, wanted: bool = False) -> Iterator[Record]:
    """Make the reference sample and profile of an offender of whom the state took one: by chance, or as wanted."""
    chance = own_chance(entry)
    taken = entry.role in _SHARE and (wanted or chance.random() < _SHARE[entry.role])
    if entry.register.is_state and taken:
        yield from sampled(chance, _frame(entry), _swab(entry, "person", ""))


def relative_dna(entry: Entry) -> tuple[Record, Record]:
    """Make the sample that a relative gave to find a missing person, and its profile."""
    return sampled(own_chance(entry), _frame(entry), _swab(entry, "relative", _FAMILY_AGREED))


def stain_dna(entry: Entry) -> Iterator[Record]:
    """Make the trace that an offender left in a state which does not know whose it is, and its profile."""
    if entry.register.is_state and entry.role in _SHARE:
        chance = own_chance(entry)
        trace = Material(
            genes=entry.human.genes,
            female=entry.human.female,
            category="stain",
            type="trace",
            lost=chance.choice((0.0, 0.0, parameters.STAIN_LOST)),
        )
        yield from sampled(chance, _frame(entry), trace)


def remains_dna(rng: Random, frame: Frame, dead: Human, body: LineageId) -> tuple[Record, Record]:
    """Make the sample of bone that was taken from a body, and its profile."""
    bone = Material(
        genes=dead.genes,
        female=dead.female,
        category="remains",
        type=rng.choice(("bone", "tooth")),
        source=body,
        lost=rng.choice((0.0, parameters.REMAINS_LOST)),
    )
    return sampled(rng, frame, bone)


def own_chance(entry: Entry) -> Random:
    """Return a generator for an entry's samples that leaves the register's own undisturbed."""
    return stream(0, "samples", entry.lineage)


def new_lineage(rng: Random) -> LineageId:
    """Draw the lineage of a record to which others will refer before it is made."""
    return LineageId(hex128(rng))


def _swab(entry: Entry, category: str, consent: str) -> Material:
    human = entry.human
    return Material(
        genes=human.genes,
        female=human.female,
        category=category,
        type="buccal_swab",
        source=entry.lineage,
        consent=consent,
    )


def _frame(entry: Entry) -> Frame:
    return Frame(node=entry.register.node, caveat=entry.caveat, recorded_at=entry.recorded_at)
