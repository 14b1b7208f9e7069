"""Who seeks protection by the own register: the law looks there before the country of origin is asked (ADR 0140)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from egnatia.casework.finding import Looked, candidates_in, nearest_to
from egnatia.casework.office import Office
from egnatia.casework.ports import Transaction
from egnatia.match.engines import judge
from egnatia.model.answer import Quality
from egnatia.model.identity import CountryCode, RecordId
from egnatia.model.kinds import KINDS

#: The condition that keeps a question from the country of origin.
ORIGIN: Final = "ask.origin"
#: Hits of these classes count: what is but possible is mostly a namesake, who may be asked about.
_GOOD: Final = frozenset({Quality.FULL, Quality.CLOSE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuge:
    """From which countries the person who is asked about seeks protection, by which own records."""

    origins: frozenset[CountryCode] = frozenset()
    records: tuple[RecordId, ...] = ()


#: Nothing on record says that anybody seeks protection.
NO_REFUGE: Final = Refuge()


def refuge_in(office: Office, tx: Transaction, kind_name: str, asked: Mapping[str, tuple[str, ...]]) -> Refuge:
    """Hold what a question names against the own register, as a partner would who is asked it.

    Args:
        office: of the node that would ask.
        tx: in which its register is read.
        kind_name: of what is asked about.
        asked: the properties that the question names, parsed.
    """
    engine, kind, today = office.engines.get(kind_name), KINDS[kind_name], office.clock.now().date()
    if engine is None:
        return NO_REFUGE
    looked = Looked(engine=engine, kind=kind, asked=asked)
    found = candidates_in(tx, looked, nearest_to(office.nearby, looked))
    sheltered = [
        (record, record.properties)
        for record in found
        if record.caveat.asylum_from and record.caveat.retain_until >= today
    ]
    good = [record for record, score in judge(engine, kind, asked, sheltered, exact=False) if score.quality in _GOOD]
    origins = frozenset[CountryCode]().union(*(record.caveat.asylum_from for record in good))
    return Refuge(origins=origins, records=tuple(record.id for record in good))
