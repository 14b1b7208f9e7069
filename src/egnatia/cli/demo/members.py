"""Who is in the demo network: eighteen states, three international bodies, one NGO."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from egnatia.law.facts import PartySort
from egnatia.model.identity import CountryCode, NodeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One agency of the demo network, and the language in which its register is kept."""

    node: NodeId
    name: str  #: What people call it: the state, the body, the organisation.
    agency: str  #: The office that runs the node; a description, no existing office's letterhead.
    sort: PartySort
    country: CountryCode | None  #: Of a state, or the seat of a national organisation.
    language: str  #: ISO 639-1, of the register.
    script: str  #: ISO 15924, of the register.


def _state(row: str) -> Member:
    node, country, language, script, name, agency = row.split(" ", 5)
    return Member(
        node=NodeId(node),
        name=name.replace("_", " "),
        agency=agency,
        sort=PartySort.STATE,
        country=CountryCode(country),
        language=language,
        script=script,
    )


def _body(node: str, name: str, agency: str) -> Member:
    return Member(
        node=NodeId(node), name=name, agency=agency, sort=PartySort.BODY, country=None, language="en", script="Latn"
    )


_STATES = """\
AL ALB sq Latn Albania State Police, international cooperation
AT AUT de Latn Austria Federal Criminal Police, contact point
BA BIH bs Latn Bosnia_and_Herzegovina Directorate of police coordination, contact point
BG BGR bg Cyrl Bulgaria International operational cooperation
DE DEU de Latn Germany Federal Criminal Police, contact point
GB GBR en Latn United_Kingdom International crime bureau
GR GRC el Grek Greece Hellenic Police, international cooperation
HR HRV hr Latn Croatia General Police Directorate, contact point
HU HUN hu Latn Hungary International law enforcement cooperation centre
IT ITA it Latn Italy International police cooperation service
MD MDA ro Latn Moldova International police cooperation centre
ME MNE sr Latn Montenegro Police Administration, international cooperation
MK MKD mk Cyrl North_Macedonia Ministry of Interior, international cooperation
RO ROU ro Latn Romania International police cooperation centre
RS SRB sr Cyrl Serbia Ministry of Interior, international cooperation
SI SVN sl Latn Slovenia International police cooperation division
TR TUR tr Latn Türkiye National Police, international department
XK XKX sq Latn Kosovo Police, international cooperation unit"""

#: The network's members, states first, each sort by node id.
MEMBERS: tuple[Member, ...] = (
    *(_state(row) for row in _STATES.splitlines()),
    _body("EUROPOL", "Europol", "Operational and analysis centre"),
    _body("ICMP", "ICMP", "Data systems and the regional database of missing persons"),
    _body("SELEC", "SELEC", "Operational directorate"),
    Member(
        node=NodeId("LANTERN"),
        name="Lantern",
        agency="House Lantern, shelter and legal aid for trafficked people (invented)",
        sort=PartySort.NGO,
        country=CountryCode("SRB"),
        language="en",
        script="Latn",
    ),
)

#: The same, by node.
BY_NODE: Mapping[NodeId, Member] = MappingProxyType({member.node: member for member in MEMBERS})
