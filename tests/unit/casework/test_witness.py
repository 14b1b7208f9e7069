"""Partners cosign what only grew; a log that forks or winds back is named to all, by its own signatures."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from tests.twins.network import Network, network
from tests.unit.adapters.sql.samples import run

from egnatia.adapters.sql.opening import open_store
from egnatia.casework.charge import contradicted, take_charge
from egnatia.casework.crosscheck import crosscheck, tell_growth
from egnatia.casework.deliver import deliver_due
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.letters import Content, write
from egnatia.casework.offer import offer_newest
from egnatia.casework.office import Office
from egnatia.casework.post import STOPPED, Post
from egnatia.casework.receive import receive
from egnatia.casework.rows import OutboxRow, Role, Sighting
from egnatia.casework.trail import Note, entry
from egnatia.casework.witness import witness
from egnatia.casework.witnesses import begin_anew, contradictions, witnesses
from egnatia.exchange.charge import Charge, plain_charge
from egnatia.exchange.errors import Refused
from egnatia.exchange.log import cosigner, log_verifiers
from egnatia.exchange.refusal import RefusalCode
from egnatia.ledger.checkpoint import parse_checkpoint, sign_checkpoint
from egnatia.ledger.contradiction import contradiction, cosignature_by
from egnatia.ledger.cosignature import cosign
from egnatia.ledger.entry import Act
from egnatia.ledger.errors import LedgerError
from egnatia.ledger.proof import ConsistencyProof
from egnatia.ledger.tree import EMPTY_ROOT
from egnatia.ledger.witness import Verdict
from egnatia.model.errors import ParseError
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType

ME, AL, RS = NodeId("ME"), NodeId("AL"), NodeId("RS")


@dataclass
class Scene:
    """RS has a log; AL and ME witness it."""

    net: Network

    def office(self, node: str) -> Office:
        return self.net.offices[node]

    def log(self, count: int, office: Office | None = None) -> None:
        """Log so many acts at RS, and sequence them."""
        office = office or self.office("RS")
        acts = [entry(office, Note(act=Act.START, by=RS)) for _ in range(count)]
        office.store.write(lambda tx: tx.ledger.append(acts))
        office.store.write(lambda tx: tx.ledger.sequence(office.keys.ledger, self.net.clock.now()))

    def offer(self, office: Office | None = None) -> set[NodeId]:
        """Bring RS's newest checkpoint to AL and ME; returns who did not cosign."""
        self.net.clock.advance(timedelta(seconds=2))
        return set(offer_newest(office or self.office("RS"), [AL, ME]))

    def impostor(self, count: int) -> Office:
        """RS with another history of so many entries: a copy, or an older one."""
        other = replace(self.office("RS"), store=open_store("sqlite://"))
        self.log(count, other)
        return other

    def sighting(self, at: str, log: str = "RS", witness: str = "") -> Sighting | None:
        return self.office(at).store.read(lambda tx: tx.witnessed.get(NodeId(log), NodeId(witness or at)))

    def named(self, at: str) -> dict[str, dict[str, str]]:
        """Return which logs contradict themselves, by whose word, as a node knows it."""
        found = contradicted(self.office(at).store.read(lambda tx: tx.witnessed.list()))
        return {log: {one.witness: one.verdict for one in ones} for log, ones in found.items()}

    def deliver(self) -> None:
        for office in self.net.offices.values():
            deliver_due(office)


def size(sighting: Sighting | None) -> int:
    assert sighting
    return parse_checkpoint(sighting.note.encode()).checkpoint.size


@pytest.fixture
def scene() -> Scene:
    return Scene(network("RS", "AL", "ME"))


def test_what_only_grew_is_cosigned_by_all_and_kept_on_both_sides(scene: Scene) -> None:
    for grown in (1, 4, 4, 9):
        scene.log(grown - scene.office("RS").store.read(lambda tx: tx.ledger.head().size))
        assert scene.offer() == set()
        for partner in ("AL", "ME"):
            assert size(scene.sighting(partner)) == grown
            assert size(scene.sighting("RS", witness=partner)) == grown
    assert scene.named("AL") == scene.named("RS") == {}


def test_the_cosignature_that_is_kept_holds_for_the_partner_s_key(scene: Scene) -> None:
    scene.log(3)
    scene.offer()
    kept = scene.sighting("RS", witness="AL")
    assert kept
    verifiers = log_verifiers(scene.net.directory.members[AL], scene.office("RS").keys.verifier.verify)
    found = cosignature_by(parse_checkpoint(kept.note.encode()), verifiers)
    assert found
    assert found.time == int(scene.net.clock.now().timestamp())


def test_who_has_cosigned_is_not_asked_again(scene: Scene) -> None:
    scene.log(3)
    scene.offer()
    before = scene.sighting("AL")
    scene.offer()
    assert scene.sighting("AL") == before


def test_who_was_away_catches_up(scene: Scene) -> None:
    scene.log(2)
    scene.net.line.away.add("ME")
    assert scene.offer() == {ME}
    scene.log(5)
    scene.net.line.away.clear()
    assert scene.offer() == set()
    assert size(scene.sighting("ME")) == size(scene.sighting("AL")) == 7


def test_a_cosignature_that_is_lost_on_the_way_is_given_again(scene: Scene) -> None:
    scene.log(2)
    scene.net.line.deaf.add("AL")
    assert scene.offer() == {AL}
    scene.log(1)
    scene.net.line.deaf.clear()
    assert scene.offer() == set()


def test_a_witness_that_forgot_begins_anew(scene: Scene) -> None:
    scene.log(2)
    scene.offer()
    scene.net.offices["AL"] = scene.net.line.offices[AL] = replace(scene.office("AL"), store=open_store("sqlite://"))
    scene.log(2)
    assert scene.offer() == set()
    assert size(scene.sighting("AL")) == 4


@pytest.mark.parametrize(("count", "verdict"), [(3, Verdict.REWOUND), (7, Verdict.FORKED), (8, Verdict.FORKED)])
@pytest.mark.parametrize("seen", [4, 7])
def test_another_history_is_caught_at_once_by_each_partner(
    scene: Scene, seen: int, count: int, verdict: Verdict
) -> None:
    scene.log(seen)
    scene.offer()
    assert scene.offer(scene.impostor(count)) == ({AL, ME})
    for partner in ("AL", "ME"):
        assert scene.named(partner) == {"RS": {partner: verdict}}


def test_a_contradiction_is_shown_to_all_and_proves_itself(scene: Scene) -> None:
    scene.log(7)
    scene.offer()
    scene.net.line.away.add("ME")
    scene.offer(scene.impostor(8))
    scene.net.line.away.clear()
    scene.deliver()
    assert scene.named("AL") == scene.named("ME") == scene.named("RS") == {"RS": {"AL": Verdict.FORKED}}
    told = scene.sighting("ME", witness="AL")
    assert told
    verifiers = log_verifiers(scene.net.directory.members[RS], scene.office("ME").keys.verifier.verify)
    assert contradiction(told.note.encode(), told.against.encode(), verifiers) == Verdict.FORKED.value


def test_a_contradiction_is_logged_and_published_once(scene: Scene) -> None:
    scene.log(7)
    scene.offer()
    impostor = scene.impostor(8)
    for _ in range(3):
        scene.offer(impostor)
    al = scene.office("AL").store
    assert al.read(lambda tx: tx.outbox.waiting()) == {ME: 1, RS: 1}
    assert al.read(lambda tx: tx.ledger.head().unsequenced) == 1


def test_after_a_contradiction_nothing_is_cosigned(scene: Scene) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(8))
    scene.log(2)
    assert scene.offer() == {AL, ME}
    assert size(scene.sighting("AL")) == 7


def request(scene: Scene, **changes: object) -> bytes:
    """Return a request of RS about an empty log, changed."""
    keys = scene.office("RS").keys
    values = {"origin": "RS", "own": True, "at": 0, "old": 0, **changes}
    note = sign_checkpoint(0, EMPTY_ROOT, keys.ledger)
    time = int(scene.net.clock.now().timestamp()) + int(str(values["at"]))
    own = (cosign(note.checkpoint, cosigner(keys.ledger), time).to_line(),) if values["own"] else ()
    note = replace(note, signatures=(*note.signatures, *own))
    return ConsistencyProof(old=int(str(values["old"])), path=(), checkpoint=note).to_bytes()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({}, 200), ({"own": False}, 403), ({"at": 200}, 403), ({"at": -200}, 200), ({"old": 1}, 400)],
)
def test_a_witness_cosigns_only_what_the_log_signs_now(scene: Scene, changes: dict[str, object], status: int) -> None:
    assert witness(scene.office("AL"), RS, request(scene, **changes)).status == status


def test_only_the_log_of_the_node_that_calls_is_witnessed(scene: Scene) -> None:
    assert witness(scene.office("AL"), ME, request(scene)).status == 404
    assert witness(scene.office("AL"), RS, b"rubbish").status == 400


def test_a_checkpoint_that_the_log_did_not_sign_is_not_cosigned(scene: Scene) -> None:
    forged = request(scene).replace(b"egnatia/RS ", b"egnatia/ME ")
    assert witness(scene.office("AL"), RS, forged).status == 403


def test_a_late_request_is_no_contradiction(scene: Scene) -> None:
    early = request(scene)
    scene.log(3)
    scene.offer()
    late = witness(scene.office("AL"), RS, early)
    assert (late.status, late.body) == (409, b"3\n")
    assert scene.named("AL") == {}


def test_a_person_can_begin_anew_with_a_log_that_was_put_back(scene: Scene) -> None:
    scene.log(7)
    scene.offer()
    restored = scene.impostor(3)
    scene.offer(restored)
    scene.deliver()
    for node in ("AL", "ME"):
        begin_anew(scene.office(node), scene.net.person(node, "dpo", Role.OVERSIGHT), RS, "DPO/17-2026")
        assert scene.named(node) == {}
    scene.log(1, restored)
    assert scene.offer(restored) == set()
    assert size(scene.sighting("AL")) == size(scene.sighting("ME")) == 4


def test_only_oversight_begins_anew_and_only_where_something_is_known(scene: Scene) -> None:
    office = scene.office("AL")
    with pytest.raises(NotAllowedError):
        begin_anew(office, scene.net.person("AL", "chief", Role.SUPERVISOR), RS, "17/2026")
    dpo = scene.net.person("AL", "dpo", Role.OVERSIGHT)
    with pytest.raises(NotFoundError, match="nothing is known"):
        begin_anew(office, dpo, RS, "17/2026")
    with pytest.raises(ParseError, match="reference"):
        begin_anew(office, dpo, RS, "because I want it")


def test_everybody_sees_who_vouches_for_what(scene: Scene) -> None:
    scene.log(4)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.log(1)
    known, theirs = witnesses(scene.office("RS")), witnesses(scene.office("AL"))
    assert {node: cosigned.size for node, cosigned in known.ours.items()} == {"AL": 4}
    assert (known.size, known.up_to_date) == (5, 0)
    assert {node: cosigned.size for node, cosigned in theirs.theirs.items()} == {"RS": 4}


def test_the_evidence_holds_nothing_but_the_log_s_own_signatures(scene: Scene) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(8))
    [found] = contradictions(scene.office("AL"), RS)
    lines = [line for note in (found.note, found.against) for line in parse_checkpoint(note.encode()).signatures]
    assert {line.name for line in lines} == {"egnatia/RS"}


def stopping(scene: Scene, *, stop: bool) -> Office:
    """Return ME, where people decided in this way, after AL told it of RS's two histories."""
    scene.log(7)
    scene.offer()
    scene.net.line.away.add("ME")
    scene.offer(scene.impostor(8))
    scene.net.line.away.clear()
    scene.deliver()
    return replace(scene.office("ME"), stop=stop)


@pytest.mark.parametrize("stop", [True, False])
def test_whether_exchange_goes_on_is_for_people_to_decide(scene: Scene, *, stop: bool) -> None:
    me = stopping(scene, stop=stop)
    letter = write(me, Content(type=MessageType.ANSWER, recipient=RS, body={}))
    post = Post(me, [OutboxRow(message=letter, next_try=letter.sent_at)])
    assert len(list(post.requests())) == (not stop)
    assert [(one.words, one.hopeless) for one in post.unposted] == [(STOPPED, False)] * stop
    with pytest.raises(Refused) as refused:
        receive(me, RS, b"{}")
    assert refused.value.code is (RefusalCode.SUSPENDED if stop else RefusalCode.MALFORMED)


def test_charges_are_sent_even_where_exchange_is_stopped(scene: Scene) -> None:
    me = stopping(scene, stop=True)
    letter = write(me, Content(type=MessageType.CHARGE, recipient=RS, body={}))
    assert len(list(Post(me, [OutboxRow(message=letter, next_try=letter.sent_at)]).requests())) == 1


@pytest.mark.parametrize("swap", [("one", "one"), ("other", "other")])
def test_a_charge_that_proves_nothing_is_refused(scene: Scene, swap: tuple[str, str]) -> None:
    scene.log(7)
    scene.offer()
    scene.offer(scene.impostor(8))
    [found] = contradictions(scene.office("AL"), RS)
    notes = {"one": found.note, "other": found.against}
    body = plain_charge(Charge(log=RS, one=notes[swap[0]], other=notes[swap[1]]))
    letter = write(scene.office("AL"), Content(type=MessageType.CHARGE, recipient=ME, body=body))
    with pytest.raises(Refused, match="do not prove"):
        take_charge(scene.office("ME"), letter)


def test_a_charge_against_nobody_s_log_is_refused(scene: Scene) -> None:
    body = plain_charge(Charge(log=NodeId("XX"), one="one\n", other="other\n"))
    letter = write(scene.office("AL"), Content(type=MessageType.CHARGE, recipient=ME, body=body))
    with pytest.raises(Refused, match="no member"):
        take_charge(scene.office("ME"), letter)


def split(scene: Scene, first: int, second: int) -> Office:
    """Let RS show one history to AL and another to ME, whose sizes these are; returns the second RS."""
    double = scene.impostor(second)
    scene.log(first)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.net.line.away.clear()
    scene.net.line.away.add("AL")
    scene.offer(double)
    scene.net.line.away.clear()
    assert (size(scene.sighting("AL")), size(scene.sighting("ME"))) == (first, second)
    return double


@pytest.mark.parametrize(("first", "second"), [(5, 5), (5, 9), (4, 9), (8, 3), (9, 4), (7, 1)])
@pytest.mark.parametrize("asked", ["real", "double"])
def test_a_log_that_shows_two_histories_is_found_when_witnesses_compare(
    scene: Scene, first: int, second: int, asked: str
) -> None:
    double = split(scene, first, second)
    answering = scene.office("RS") if asked == "real" else double
    scene.log(9, answering)
    scene.net.line.offices[RS] = answering
    assert crosscheck(scene.office("AL"), ME) == set()
    assert scene.named("AL") == {"RS": {"AL": Verdict.FORKED}}
    scene.deliver()
    assert scene.named("ME") == {"RS": {"AL": Verdict.FORKED}}


def test_witnesses_who_saw_one_history_find_nothing(scene: Scene) -> None:
    scene.log(4)
    scene.offer()
    scene.log(3)
    scene.net.line.away.add("ME")
    scene.offer()
    scene.net.line.away.clear()
    for one, other in ((AL, ME), (ME, AL)):
        assert crosscheck(scene.office(one), other) == set()
        assert scene.named(one) == {}


def test_a_log_that_does_not_say_how_it_grew_is_told_apart_from_one_that_lies(scene: Scene) -> None:
    split(scene, 5, 9)
    scene.net.line.away.add("RS")
    assert crosscheck(scene.office("AL"), ME) == {RS}
    assert scene.named("AL") == {}


@pytest.mark.parametrize("away", [True, False])
def test_a_witness_who_says_nothing_sensible_changes_nothing(scene: Scene, *, away: bool) -> None:
    scene.log(4)
    scene.offer()
    if away:
        scene.net.line.away.add("ME")
    sighting = scene.sighting("ME")
    assert sighting
    forged = replace(sighting, note=sighting.note.replace("\n4\n", "\n5\n"))
    scene.office("ME").store.write(lambda tx: tx.witnessed.put(forged))
    assert crosscheck(scene.office("AL"), ME) == (set() if away else {RS})
    assert scene.named("AL") == {}


def test_a_log_never_signs_what_it_was_if_its_tree_was_changed(scene: Scene) -> None:
    scene.log(5)
    office = scene.office("RS")
    office.store.write(lambda tx: run(tx, "UPDATE tree_node SET hash = zeroblob(32) WHERE node = 0"))
    with pytest.raises(LedgerError):
        tell_growth(office, 1, 1)
