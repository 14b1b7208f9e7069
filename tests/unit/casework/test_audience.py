"""Before a release it is said who will see it: every node, whom of each, and why."""

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.audience import Because, Sight, Viewer, audience_of
from egnatia.casework.collect import collect
from egnatia.casework.confirm import confirm
from egnatia.casework.erase import erase
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import AnswerRow, Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Handling
from egnatia.model.identity import NodeId

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
