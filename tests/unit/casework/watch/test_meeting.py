"""Two agencies that look for the same: who is told of it, and who learns nothing."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network

from egnatia.adapters.duties.keeping import Keeping
from egnatia.casework.ask import Enquiry, ask, follow
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import NotLawfulError
from egnatia.casework.overlaps import overlaps_of
from egnatia.casework.page import Trace
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.casework.watch.ending import withdraw_watch
from egnatia.casework.watch.learning import learnt_overlaps, list_overlaps
from egnatia.casework.watch.meeting import Memory, follow_overlaps
from egnatia.law.decide import load_law
from egnatia.law.overlay import HEAD, parse_overlay
from egnatia.model.caveat import SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId, QuestionId
from egnatia.model.question import Subject

CYRILLIC = {"first_name": ("Вукашин",), "family_name": ("Обрадовић",), "birth_date": ("1979-03-02",)}
LATIN = {"first_name": ("Vukashin",), "family_name": ("Obradoviq",), "birth_date": ("1979-03-02",)}
ANOTHER = {**LATIN, "birth_date": ("1991-07-30",)}
WHY = "He was seen with the owner of the boat."


@dataclass
class Search:
    """States that look for somebody at Tirana or at the Center, and what each was told."""

    net: Network
    officers: dict[str, tuple[Account, CaseFile]] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)

    def watch(self, node: str, *tells: str, at: str = "AL", **fields: object) -> QuestionId:
        """Let a question of a node stay at another."""
        office = self.net.offices[node]
        officer, case = self.officers.get(node) or self._open(node)
        values: dict[str, object] = {"kind": "person", "properties": CYRILLIC, "case": case.id, "watch_days": 30}
        values |= {"subject": Subject(role=SubjectRole.SUSPECT), "partners": {NodeId(at): WHY}}
        enquiry = Enquiry(**{**values, "tells": frozenset(map(NodeId, tells)), **fields})  # type: ignore[arg-type]
        [delivered] = follow(office, ask(office, officer, enquiry))
        assert delivered.answer, delivered
        return QuestionId(delivered.message)

    def _open(self, node: str) -> tuple[Account, CaseFile]:
        officer = self.net.person(node, "officer", Role.OFFICER)
        self.officers[node] = officer, self.net.case(node, officer)
        return self.officers[node]

    def follow(self) -> Counter[str]:
        """Have every node look, and return who was told how often."""
        for node, office in self.net.offices.items():
            follow_overlaps(office, self.memory.setdefault(node, Memory()))
        for office in self.net.offices.values():
            deliver_due(office)
        return self.told()

    def told(self) -> Counter[str]:
        """Return how many overlaps the officers of each node see."""
        seen = {node: list_overlaps(self.net.offices[node], one) for node, (one, _) in self.officers.items()}
        return Counter({node: len(found) for node, found in seen.items() if found})

    def learnt(self, node: str) -> int:
        """Return of how many people at a node learn because it coordinates."""
        name = f"desk.{self.net.offices[node].randomness.hex128()[:6]}"
        return len(learnt_overlaps(self.net.offices[node], self.net.person(node, name, Role.SUPERVISOR)))


@pytest.fixture
def search() -> Search:
    """Set the scene."""
    return Search(network("RS", "MK", "AL", "SELEC"))


def test_both_are_told_where_both_let_it_and_each_finds_the_case_file_of_its_own(search: Search) -> None:
    ours, theirs = search.watch("RS", "MK"), search.watch("MK", "RS", properties=LATIN)
    assert search.follow() == {"RS": 1, "MK": 1}
    [seen] = list_overlaps(search.net.offices["RS"], search.officers["RS"][0])
    assert (seen.question, seen.agency, seen.theirs, seen.keeper) == (ours, "MK", theirs, "AL")
    assert seen.case == search.officers["RS"][1].id


@pytest.mark.slow
@pytest.mark.parametrize(("rs", "mk"), [((), ()), (("MK",), ()), ((), ("RS",)), (("AL",), ("AL",))])
def test_where_one_does_not_let_it_nothing_crosses_that_would_not_cross_anyway(
    search: Search, rs: tuple[str, ...], mk: tuple[str, ...]
) -> None:
    alone = Search(network("RS", "MK", "AL", "SELEC"))
    for one, sought in ((alone, ANOTHER), (search, LATIN)):
        one.watch("RS", *rs)
        one.watch("MK", *mk, properties=sought)
        assert one.follow() == {}
    assert _line(search) == _line(alone)
    assert _log(search) == _log(alone)
    assert search.learnt("AL") == 0


def _line(search: Search) -> list[tuple[NodeId, NodeId, int]]:
    """Return what an observer of the line sees."""
    return [(sender, recipient, len(body)) for sender, recipient, body in search.net.line.crossed]


def _log(search: Search) -> list[list[str]]:
    """Return how many entries of which acts each node has."""
    stores = [office.store for office in search.net.offices.values()]
    return [[one.entry.act for one in store.read(lambda tx: tx.ledger.page(Trace(limit=99)).rows)] for store in stores]


def test_who_keeps_both_questions_and_does_not_coordinate_learns_nothing(search: Search) -> None:
    search.watch("RS", "MK", "AL")
    search.watch("MK", "RS", "AL", properties=LATIN)
    assert search.follow() == {"RS": 1, "MK": 1}
    assert search.learnt("AL") == 0


@pytest.mark.parametrize(
    ("rs", "mk", "told", "learns"),
    [
        (("SELEC",), ("SELEC",), 0, 1),
        (("SELEC", "MK"), ("SELEC", "RS"), 1, 1),
        (("MK",), ("RS",), 1, 0),
        (("SELEC", "MK"), ("RS",), 1, 0),
        (("SELEC", "MK"), ("SELEC",), 0, 1),
        (("SELEC",), (), 0, 0),
    ],
)
def test_a_coordinator_learns_where_both_let_it_apart_from_what_they_learn(
    search: Search, rs: tuple[str, ...], mk: tuple[str, ...], told: int, learns: int
) -> None:
    search.watch("RS", *rs, at="SELEC")
    search.watch("MK", *mk, at="SELEC", properties=LATIN)
    assert search.follow() == ({"RS": told, "MK": told} if told else {})
    assert search.learnt("SELEC") == learns


@pytest.mark.slow
def test_whose_instrument_does_not_say_so_learns_nothing_as_coordinator(search: Search) -> None:
    book = search.net.offices["SELEC"].law.book
    mute = {**book.instruments, "selec": replace(book.instruments["selec"], coordination=None)}
    law = type(search.net.offices["SELEC"].law)(replace(book, instruments=mute))
    search.net.offices["SELEC"] = replace(search.net.offices["SELEC"], law=law)
    search.watch("RS", "SELEC", "MK", at="SELEC")
    search.watch("MK", "SELEC", "RS", at="SELEC", properties=LATIN)
    assert search.follow() == {"RS": 1, "MK": 1}
    assert search.learnt("SELEC") == 0


def test_a_partner_that_looks_itself_and_the_asker_are_told_of_each_other(search: Search) -> None:
    search.watch("RS", "AL")
    search.watch("AL", "RS", at="MK", properties=LATIN)
    assert search.follow() == {"RS": 1, "AL": 1}
    assert search.learnt("AL") == 0


def test_a_name_alone_or_another_birth_is_not_the_same(search: Search) -> None:
    search.watch("RS", "MK")
    search.watch("MK", "RS", properties=ANOTHER)
    search.watch("MK", "RS", properties={name: LATIN[name] for name in ("first_name", "family_name")})
    assert search.follow() == {}


def test_it_is_told_once_and_again_after_a_restart_only_to_who_forgot(search: Search) -> None:
    search.watch("RS", "MK")
    search.watch("MK", "RS", properties=LATIN)
    search.follow()
    crossed = len(search.net.line.crossed)
    search.memory.clear()
    assert search.follow() == {"RS": 1, "MK": 1}
    assert len(search.net.line.crossed) == crossed


def kept(search: Search, node: str, question: QuestionId) -> int:
    """Return how many overlaps of a question a node keeps."""
    now = search.net.clock.now()
    return len(search.net.offices[node].store.read(lambda tx: overlaps_of(tx, question, now)))


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_it_ends_with_the_first_of_the_two(search: Search, how: str) -> None:
    ours = search.watch("RS", "MK", watch_days=9)
    other = search.watch("MK", "RS", properties=LATIN)
    search.follow()
    if how == "withdrawn":
        withdraw_watch(search.net.offices["RS"], search.officers["RS"][0], ours, "he was found")
        deliver_due(search.net.offices["RS"])
    else:
        search.net.clock.advance(timedelta(days=9, minutes=1))
        for office in search.net.offices.values():
            Keeping(office).keep()
    assert search.follow() == {}
    assert not kept(search, "RS", ours)
    assert not kept(search, "MK", other)


def test_each_log_says_who_was_told_of_what(search: Search) -> None:
    ours, theirs = search.watch("RS", "MK"), search.watch("MK", "RS", properties=LATIN)
    search.follow()
    for node, what in (("AL", ["overlap_told"] * 2), ("RS", ["overlap_heard"]), ("MK", ["overlap_heard"])):
        trail = search.net.offices[node].store.read(lambda tx: tx.ledger.trail(ours, 20))
        told = [one.entry for one in trail if one.entry.detail.get("what", "").startswith("overlap")]
        assert [one.detail["what"] for one in told] == what
        assert all(theirs in one.about and one.why.purpose == "criminal_investigation" for one in told)


def test_nobody_is_told_who_could_not_be_asked(search: Search) -> None:
    net = network("RS", "AL", "TR", "GR")
    there = Search(net)
    with pytest.raises(NotLawfulError, match="TR may not be told of it, as it could not be asked"):
        there.watch("RS", "TR", subject=Subject(role=SubjectRole.SUSPECT, asylum_from=frozenset({"TUR"})))  # type: ignore[arg-type]
    with pytest.raises(ParseError, match="a question that stays"):
        search.watch("RS", "MK", watch_days=0)


def test_own_law_keeps_it_from_a_state(search: Search) -> None:
    text = "title: T\nsource: S\nuntold:\n  - {agency: MKD, kinds: [person], because: a dispute}\n"
    law = load_law([parse_overlay("srb", {HEAD: text})])
    search.net.offices["RS"] = replace(search.net.offices["RS"], law=law)
    with pytest.raises(NotLawfulError, match="our own law keeps from it what we look for"):
        search.watch("RS", "MK")
    search.watch("RS", "AL")
