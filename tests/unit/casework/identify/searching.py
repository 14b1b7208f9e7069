"""A family that searches: mother and sister of Ilir gave samples; his body and a stranger's lie in the morgue."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from tests.twins.network import Network, caveat, network

from egnatia.casework.collect import Draft, collect
from egnatia.casework.office import Office
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.match.dna.populations import Population
from egnatia.model.caveat import Caveat, Purpose, SubjectRole
from egnatia.model.identity import LineageId
from egnatia.model.record import Record

CONSENT = "To find Ilir, in all states"
LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51", "TPOX", "CSF1PO", "D13S317", "D7S820", "D5S818")
#: Ten alleles a locus, each as frequent as the others.
EVEN = Population(
    name="Even",
    source="invented",
    people=500,
    frequencies={locus: {str(a): 0.1 for a in range(8, 18)} for locus in LOCI},
)


def lines(one: int, other: int, sex: str = "") -> str:
    """Write a profile that has the same two alleles at all loci."""
    amelogenin = [f"AMELOGENIN {sex}"] if sex else []
    return "\n".join([*amelogenin, *(f"{locus} {one},{other}" for locus in LOCI)])


@dataclass
class Morgue:
    """One node with an expert, a case file for the missing, and what is on record."""

    net: Network = field(default_factory=lambda: network("RS", "AL"))
    purpose: Purpose = Purpose.IDENTIFY_REMAINS
    expert: Account = field(init=False)
    case: CaseFile = field(init=False)
    records: dict[str, Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the family and the bodies on record."""
        self.net.offices["RS"] = replace(self.net.offices["RS"], populations=(EVEN,))
        self.expert = self.net.person("RS", "forensic.one", Role.FORENSIC)
        self.case = self.net.case("RS", self.expert, purpose=self.purpose, offence=None, reference="ID-1")
        self.put("ilir", "missing_report", SubjectRole.MISSING, first_name="Ilir", family_name="Doda", sex="male",
                 last_seen_date="2024-05-02", consent="police")  # fmt: skip
        self.relative("mother", "parent", "female", lines(8, 9))
        self.relative("sister", "sibling", "female", lines(8, 10))
        self.body("body-1", lines(9, 10, "X,Y"))
        self.body("body-2", lines(13, 14, "X,Y"))

    @cached_property
    def office(self) -> Office:
        """Of Belgrade."""
        return self.net.offices["RS"]

    def __getitem__(self, name: str) -> LineageId:
        """Return the lineage of a record."""
        return self.records[name].lineage

    def put(self, name: str, kind: str, role: SubjectRole | Caveat, /, **said: str) -> Record:
        """Put something on record."""
        under = role if isinstance(role, Caveat) else caveat(role)
        draft = Draft(kind=kind, properties={key: (value,) for key, value in said.items()}, caveat=under)
        [self.records[name]] = collect(self.office, self.expert, [draft])
        return self.records[name]

    def relative(self, name: str, relation: str, sex: str, profile: str, consent: str = CONSENT) -> None:
        """Put a relative with a sample on record."""
        role = SubjectRole.RELATIVE
        self.put(name, "person", role, first_name=name.title(), family_name="Doda", sex=sex)
        self.put(f"{name} is kin", "kinship", role, person=self["ilir"], relative=self[name], relation=relation,
                 basis="biological")  # fmt: skip
        self.sample(name, role, "relative", profile, consent)

    def body(self, name: str, profile: str) -> None:
        """Put remains with a sample on record."""
        self.put(name, "remains", SubjectRole.DECEASED, number=name, sex="male", found_date="2024-06-01",
                 found_country="SRB")  # fmt: skip
        self.sample(name, SubjectRole.DECEASED, "remains", profile)

    def sample(self, name: str, role: SubjectRole, category: str, profile: str, consent: str = "") -> None:
        """Put a sample of somebody and its profile on record."""
        agreed = {"consent": consent} if consent else {}
        self.put(f"{name}'s sample", "sample", role, type="bone", source=self[name], **agreed)
        self.put(f"{name}'s profile", "dna", role, profile=profile, category=category, sample=self[f"{name}'s sample"])
