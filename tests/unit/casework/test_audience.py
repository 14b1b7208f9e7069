"""Before a release it is said who will see it: every node, whom of each, and why."""

import pytest
from tests.unit.casework.conftest import Scene, person
from tests.unit.casework.passing_on import MK, NEED, Three, build

from egnatia.casework.audience import (
    Because,
    Sight,
    Viewer,
    audience_of,
    audience_of_consent,
    audience_of_forward,
)
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import AnswerRow, Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Handling, Purpose
from egnatia.model.identity import NodeId
from egnatia.model.passage import Passage
from egnatia.model.statement import StatementAct

RS, AL = NodeId("RS"), NodeId("AL")


@pytest.fixture
def hit(scene: Scene) -> AnswerRow:
    """A hit that was confirmed."""
    found = scene.hit()
    confirm(scene.al, scene.expert, found.reference, Verdict.CONFIRM, "same")
    return found


def test_it_names_every_node_and_whoever_here_has_looked(scene: Scene, hit: AnswerRow) -> None:
    found = audience_of(scene.al, scene.chief, hit.reference)
    assert found.viewers == (
        Viewer(node=RS, person=None, sight=Sight.RECORD, because=Because.ASKED),
        Viewer(node=AL, person="expert", sight=Sight.RECORD, because=Because.CONFIRMED),
        Viewer(node=RS, person=None, sight=Sight.LOG, because=Because.OVERSIGHT),
        Viewer(node=AL, person=None, sight=Sight.LOG, because=Because.OVERSIGHT),
        Viewer(node=None, person=None, sight=Sight.ON_CONSENT, because=Because.ONWARD),
        Viewer(node=RS, person=None, sight=Sight.RECORD, because=Because.COURT),
    )


def test_what_it_says_is_given_is_what_the_release_gives(scene: Scene, hit: AnswerRow) -> None:
    wanted = frozenset({"family_name"})
    found = audience_of(scene.al, scene.chief, hit.reference, wanted)
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed", properties=wanted)).record
    assert given
    assert found.properties == tuple(given.properties)
    assert set(found.properties) | set(found.kept_back) == set(scene.record.properties)
    with pytest.raises(ConflictError, match="released: nothing more is given"):
        audience_of(scene.al, scene.chief, hit.reference)


def test_a_handling_code_keeps_it_from_courts(scene: Scene) -> None:
    erase(scene.al, scene.chief, scene.record.id, "double")
    collect(scene.al, scene.keeper, [person("Petar", "Jovanoviq", handling=frozenset({Handling.NOT_IN_COURT}))])
    viewers = audience_of(scene.al, scene.chief, scene.hit().reference).viewers
    assert viewers[-1] == Viewer(node=RS, person=None, sight=Sight.ON_CONSENT, because=Because.COURT)


def test_only_whoever_releases_is_told_and_only_of_what_is_ours(scene: Scene, hit: AnswerRow) -> None:
    with pytest.raises(NotAllowedError):
        audience_of(scene.al, scene.keeper, hit.reference)
    with pytest.raises(ConflictError, match="they release"):
        audience_of(scene.rs, scene.net.person("RS", "boss", Role.SUPERVISOR), hit.reference)
    with pytest.raises(NotFoundError):
        audience_of(scene.al, scene.chief, hit.reference, frozenset({"finances"}))
    erase(scene.al, scene.chief, scene.record.id, "acquitted")
    with pytest.raises(NotFoundError, match="erased"):
        audience_of(scene.al, scene.chief, hit.reference)


def onward(three: Three) -> Passage:
    """Return the passage of what Albania gave Serbia to North Macedonia."""
    return Passage(record=three.view.id, recipient=MK, purpose=Purpose.CRIMINAL_INVESTIGATION)


def test_before_it_goes_on_every_node_is_named_the_originator_too() -> None:
    three = build()
    found = audience_of_forward(three.office("RS"), three.boss, onward(three))
    assert (found.partner, found.properties) == (MK, tuple(three.view.properties))
    assert [(one.node, one.sight, one.because) for one in found.viewers] == [
        (MK, Sight.RECORD, Because.PASSED_ON),
        (AL, Sight.NOTICE, Because.ORIGINATOR),
        *((node, Sight.LOG, Because.OVERSIGHT) for node in (MK, RS, AL)),
        (None, Sight.ON_THEIR_CONSENT, Because.ONWARD),
        (MK, Sight.RECORD, Because.COURT),
    ]


def test_whoever_approved_passing_it_on_is_named() -> None:
    three = build(born="2011-04-12", purpose=Purpose.CRIMINAL_INVESTIGATION)
    three.consented()
    assert not three.forward().sent
    found = audience_of_forward(three.office("RS"), three.second, onward(three))
    assert [one.person for one in found.viewers if one.because is Because.APPROVED] == ["boss"]


def test_before_a_consent_the_originator_reads_who_will_see_its_record() -> None:
    three = build()
    request = three.seek().id
    found = audience_of_consent(three.office("AL"), three.chief, request)
    assert [(one.node, one.sight, one.because) for one in found.viewers] == [
        (MK, Sight.RECORD, Because.PASSED_ON),
        (RS, Sight.RECORD, Because.HOLDER),
        *((node, Sight.LOG, Because.OVERSIGHT) for node in (MK, RS, AL)),
        (None, Sight.ON_CONSENT, Because.ONWARD),
        (MK, Sight.RECORD, Because.COURT),
    ]
    assert NEED not in str(found)


def test_of_what_was_decided_or_is_gone_nobody_is_told_who_would_see_it() -> None:
    three = build()
    request = three.seek().id
    erase(three.office("AL"), three.chief, three.original.id, "double")
    with pytest.raises(NotFoundError, match="erased"):
        audience_of_consent(three.office("AL"), three.chief, request)
    three = build()
    three.consented()
    request = three.office("AL").store.read(lambda tx: tx.statements.newest(StatementAct.SEEK, 9))[0].id
    with pytest.raises(ConflictError, match="decided on before"):
        audience_of_consent(three.office("AL"), three.chief, request)
    with pytest.raises(NotAllowedError):
        audience_of_forward(three.office("RS"), three.officer, onward(three))
