"""Solving who the dead are, from a node's records, in a case file that is for that and nothing else."""

from dataclasses import dataclass, field
from typing import Final

from egnatia.casework.casefiles import reading_in
from egnatia.casework.chunks import chunked
from egnatia.casework.errors import ConflictError, NotLawfulError
from egnatia.casework.identify.disaster import Material, make_disaster, make_material
from egnatia.casework.identify.gather import Gathering, Reader, Searching, Window, find_body, find_family
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.casework.rights import Right, require
from egnatia.casework.rows import Account, CaseFile
from egnatia.casework.trail import Note, combined, entry
from egnatia.ledger.entry import MOST_SUBJECTS, Act
from egnatia.match.kinship.dvi.solution import Solution, solve
from egnatia.match.kinship.errors import KinshipError
from egnatia.model.caveat import Purpose
from egnatia.model.identity import CaseId
from egnatia.model.record import Record

#: What relatives gave their samples for (release.relative in law/policies says the same across borders).
IDENTIFYING: Final = frozenset({Purpose.MISSING_PERSON, Purpose.IDENTIFY_REMAINS})
#: Remains, and missing people, that are compared at once; more want a window.
MOST: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """In which case file, and which part of the register."""

    case: CaseId
    window: Window = field(default_factory=Window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identified:
    """What the records say of who the dead are: one solution for each population that this node has tables of."""

    file: CaseFile
    material: Material
    solutions: tuple[tuple[str, Solution], ...]  #: By population.
    left_out: tuple[tuple[str, str], ...]  #: Name or beginning of the id, and why.
    kept_back: int  #: Things that may not be read for this purpose.
    unsolved: str = ""  #: Why there is no solution.


def identify(office: Office, actor: Account, wanted: Wanted) -> Identified:
    """Compare remains with families; everything that was read is logged.

    Raises:
        NotAllowedError: the person may not read records, or not for the purpose, or does not work in the case file.
        NotLawfulError: the case file is for something else than finding or identifying people.
        NotFoundError: there is no such case file.
        ConflictError: the case file is closed, or the window holds too many.
    """
    require(actor, Right.CONSULT)

    def work(tx: Transaction) -> tuple[CaseFile, Gathering, Material]:
        file = reading_in(tx, actor, wanted.case)
        require(actor, Right.CONSULT, file.purpose)
        if file.purpose not in IDENTIFYING:
            words = ("a case file for a missing person or for identifying remains",)
            raise NotLawfulError("relatives gave their samples to find or identify people, and for nothing else", words)
        reader = Reader(actor=actor, me=office.me, purpose=file.purpose, today=office.clock.now().date())
        gathering = Gathering(tx=tx, reader=reader)
        material = _gather(gathering, wanted.window)
        _log(office, tx, actor, file, material)
        return file, gathering, material

    file, gathering, material = office.store.write(work)
    solutions, why = _solve(office, material, file.reference)
    return Identified(
        file=file,
        material=material,
        solutions=solutions,
        left_out=_left_out(gathering, material),
        kept_back=len(gathering.kept_back),
        unsolved=why,
    )


def _gather(gathering: Gathering, window: Window) -> Material:
    remains = [
        one for one in gathering.all_of("remains", MOST * 50) if window.holds(one, "found_date", "found_country")
    ]
    reports = [
        one
        for one in gathering.all_of("missing_report", MOST * 50)
        if window.holds(one, "last_seen_date", "last_seen_country") and not _is_closed(one)
    ]
    bodies = [body for one in remains if (body := find_body(gathering, one)).profile]
    families = [family for one in reports if _has_samples(family := find_family(gathering, one))]
    for found, words in ((bodies, "remains"), (families, "missing people")):
        if len(found) > MOST:
            raise ConflictError(
                f"{len(found)} {words} with samples: name a country or days, {MOST} are compared at once"
            )
    return make_material(bodies, families)


def _is_closed(report: Record) -> bool:
    return (report.first("status") or "active") != "active"


def _has_samples(family: Searching) -> bool:
    return any(one.profile for one in (family.person, *family.relatives))


def _solve(office: Office, material: Material, name: str) -> tuple[tuple[tuple[str, Solution], ...], str]:
    """Return the solutions, or why there is none: that is no failure of whoever looks."""
    if not office.populations:
        return (), "this node has no frequencies of alleles"
    try:
        return tuple(
            (one.name, solve(make_disaster(material, one, office.standard, name), office.standard.policy))
            for one in office.populations
        ), ""
    except (KinshipError, ConflictError) as error:
        return (), str(error)


def _left_out(gathering: Gathering, material: Material) -> tuple[tuple[str, str], ...]:
    names = {found.lineage: name for name, found in material.bodies.items()}
    for kin in material.families:
        names |= {found.lineage: name for name, found in kin.typed.items()}
        names[kin.searching.person.lineage] = kin.missing
    told = [(names.get(key, key[:8]), why) for key, why in gathering.left_out]  # type: ignore[call-overload]
    placed = [(tie.relative, f"{tie.relation.replace('_', ' ')} of {tie.person}: {why}")
              for kin in material.families for tie, why in kin.placed.left_out]  # fmt: skip
    return tuple(dict.fromkeys((*told, *placed)))


def _log(office: Office, tx: Transaction, actor: Account, file: CaseFile, material: Material) -> None:
    people = [one for kin in material.families for one in (kin.searching.person, *kin.searching.relatives)]
    found = (*material.bodies.values(), *people)
    links = (link for kin in material.families for link in kin.searching.links)
    read = {one.id: one for one in (*(r for f in found for r in (f.record, *f.sources)), *links)}
    issuers = {one.issuer for one in read.values()}
    for part in chunked(iter(read), MOST_SUBJECTS):
        note = Note(
            act=Act.CONSULTATION,
            by=actor.id,
            about=tuple(part),
            purpose=file.purpose,
            case=file.id,
            detail={"what": "identification"},
        )
        tx.ledger.append([entry(office, note), *([combined(office, note)] if len(issuers) > 1 else [])])
