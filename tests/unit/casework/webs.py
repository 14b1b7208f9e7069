"""A small web of records: Ana owns a car that was seized at a crossing; she and Marko use one telephone."""

from dataclasses import dataclass, field

from tests.twins.network import Network, caveat, network

from egnatia.casework.collect import Draft, collect
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.caveat import Caveat, SubjectRole
from egnatia.model.record import Record

NOBODY = SubjectRole.NOBODY


@dataclass
class Web:
    """One node with an officer, a case file and tied records."""

    net: Network = field(default_factory=lambda: network("RS", "AL"))
    who: Account | None = None  #: Who puts things on record; None: somebody new.
    file: CaseFile | None = None
    officer: Account = field(init=False)
    case: CaseFile = field(init=False)
    records: dict[str, Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the records in place."""
        self.officer = self.who or self.net.person("RS", "officer", Role.OFFICER)
        self.case = self.file or self.net.case("RS", self.officer)
        self.put("ana", "person", first_name="Ana", family_name="Kovač", birth_date="1990")
        self.put("marko", "person", first_name="Марко", family_name="Илић")
        self.put("car", "vehicle", NOBODY, plate="BG123AB")
        self.put("phone", "device", NOBODY, phone="+381601234567")
        self.put("crossing", "place", NOBODY, name="Merdare", type="border_crossing", point="42.983,21.248")
        self.put("owns", "ownership", NOBODY, owner=self["ana"], owned=self["car"], role="owner", start="2024-05")
        self.put("calls", "use", NOBODY, user=self["ana"], used=self["phone"])
        self.put("rings", "use", NOBODY, user=self["marko"], used=self["phone"])
        self.put("seized", "seizure", NOBODY, item=self["car"], seized_on="2026-03", place=self["crossing"])

    def __getitem__(self, name: str) -> str:
        """Return the lineage of a record."""
        return self.records[name].lineage

    @property
    def office(self) -> Office:
        """Of Belgrade."""
        return self.net.offices["RS"]

    def put(self, name: str, kind: str, role: SubjectRole = SubjectRole.SUSPECT, /, **said: str) -> Record:
        """Put something on record."""
        return self.keep(name, kind, caveat(role), **said)

    def keep(self, name: str, kind: str, under: Caveat, /, **said: str) -> Record:
        """Put something on record under a caveat."""
        draft = Draft(kind=kind, properties={key: (value,) for key, value in said.items()}, caveat=under)
        [self.records[name]] = collect(self.office, self.officer, [draft])
        return self.records[name]

    def name(self, lineage: str) -> str:
        """Return what the test calls a thing."""
        return next(name for name, record in self.records.items() if record.lineage == lineage)
