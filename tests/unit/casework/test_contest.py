"""What the person concerned may demand short of erasing."""

from collections.abc import Callable

import pytest
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import amend
from egnatia.casework.confirm import confirm
from egnatia.casework.contest import contest, restrict, settle
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.office import Office
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import Account
from egnatia.casework.supersede import Changed
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Handling
from egnatia.model.identity import RecordId
from egnatia.model.statement import StatementAct

WHY = "she says that the date of birth is her sister's"


def narrow(office: Office, actor: Account, record: RecordId, reason: str) -> Changed:
    return restrict(office, actor, record, "Only as evidence in KT-9.", reason)


def test_a_contested_thing_is_marked_by_a_new_version_and_a_reason(scene: Scene) -> None:
    changed = contest(scene.al, scene.chief, scene.record.id, WHY)
    assert changed.record.caveat.contested
    assert (changed.record.supersedes, changed.record.properties) == ({scene.record.id}, scene.record.properties)  # type: ignore[comparison-overlap]
    [said] = scene.al.store.read(lambda tx: tx.statements.about(changed.record.id))
    assert (said.act, said.reason, said.by) == (StatementAct.CONTEST, WHY, scene.chief.id)


def test_the_mark_goes_by_a_decision_only(scene: Scene) -> None:
    marked = contest(scene.al, scene.chief, scene.record.id, WHY).record
    with pytest.raises(ConflictError, match="contested"):
        amend(scene.al, scene.keeper, marked.lineage, person("Petar", "Jovanoviq"))
    settled = settle(scene.al, scene.chief, marked.id, "the register of births agrees with us").record
    assert not settled.caveat.contested


def test_nothing_is_contested_twice_or_settled_uncontested(scene: Scene) -> None:
    with pytest.raises(ConflictError, match="not contested"):
        settle(scene.al, scene.chief, scene.record.id, "nothing was the matter")
    marked = contest(scene.al, scene.chief, scene.record.id, WHY).record
    with pytest.raises(ConflictError, match="already"):
        contest(scene.al, scene.chief, marked.id, WHY)


def test_a_restriction_is_handling_code_h3_with_its_words_beside_those_that_stand(scene: Scene) -> None:
    once = restrict(scene.al, scene.chief, scene.record.id, "Only as evidence in KT-9.", WHY).record
    twice = restrict(scene.al, scene.chief, once.id, "Ask us first.", WHY).record
    assert Handling.RESTRICTED in twice.caveat.handling
    assert twice.caveat.restriction == "Ask us first.\nOnly as evidence in KT-9."
    with pytest.raises(ConflictError, match="so already"):
        restrict(scene.al, scene.chief, twice.id, "Ask us first.", WHY)


def test_whoever_decides_learns_which_partners_do_not_know_of_it(scene: Scene) -> None:
    hit = scene.hit()
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    release(scene.al, scene.chief, Giving(reference=hit.reference, reason="needed"))
    assert contest(scene.al, scene.chief, scene.record.id, WHY).holders == {"RS"}


@pytest.mark.parametrize("act", [contest, settle, narrow])
def test_a_supervisor_decides(scene: Scene, act: Callable[[Office, Account, RecordId, str], Changed]) -> None:
    with pytest.raises(NotAllowedError, match="supervisor"):
        act(scene.al, scene.keeper, scene.record.id, WHY)
