"""Who may do what: the table of roles, and each account for its own purposes only, in every act."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.byhand import look_up
from egnatia.casework.compare import compare
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import NotAllowedError
from egnatia.casework.questions import list_hits
from egnatia.casework.release import Giving, release
from egnatia.casework.rights import ANSWERING, Right, may, require, require_any, rights_of, roles_with
from egnatia.casework.rows import Account, AnswerRow, Role
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Purpose
from egnatia.model.identity import QuestionId

ACTS: dict[str, Callable[[Scene, Account, AnswerRow], object]] = {
    "compare": lambda scene, actor, hit: compare(scene.al, actor, hit.reference),
    "list": lambda scene, actor, hit: list_hits(scene.al, actor, hit.question),
    "confirm": lambda scene, actor, hit: confirm(scene.al, actor, hit.reference, Verdict.CONFIRM, "same"),
    "release": lambda scene, actor, hit: release(scene.al, actor, Giving(reference=hit.reference, reason="needed")),
}


def stranger(scene: Scene, *purposes: Purpose) -> Account:
    """Put somebody to work in Tirana who answers and releases, for other purposes than the question's."""
    return scene.net.person("AL", "stranger", Role.FORENSIC, Role.SUPERVISOR, purposes=purposes)


@pytest.mark.parametrize("act", ACTS)
def test_who_searches_for_the_missing_does_nothing_about_suspects(scene: Scene, act: str) -> None:
    hit = scene.hit()
    if act == "release":
        confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "same")
    with pytest.raises(NotAllowedError, match="for the purpose criminal_investigation"):
        ACTS[act](scene, stranger(scene, Purpose.MISSING_PERSON), hit)
    assert ACTS[act](scene, scene.chief if act == "release" else scene.expert, hit)


def test_nor_looks_up_what_fits_a_question_that_waits(scene: Scene) -> None:
    [delivered] = scene.ask(instrument="interpol")
    with pytest.raises(NotAllowedError, match="for the purpose"):
        look_up(scene.al, stranger(scene, Purpose.MISSING_PERSON), QuestionId(delivered.message))


def test_nor_reads_the_answers_to_own_questions(scene: Scene) -> None:
    hit = scene.hit()
    officer = scene.net.person("RS", "other", Role.OFFICER, purposes=[Purpose.MISSING_PERSON])
    with pytest.raises(NotAllowedError):
        list_hits(scene.rs, officer, hit.question)


def test_an_administrator_sees_no_data_and_oversight_sees_the_log_alone() -> None:
    data = {Right.CONSULT, Right.ASK, Right.COLLECT, Right.CONFIRM, Right.RELEASE, Right.EXPORT, *ANSWERING}
    assert not rights_of(Role.ADMINISTRATOR) & data
    assert rights_of(Role.OVERSIGHT) == {Right.AUDIT, Right.OVERSEE, Right.VOUCH}


def test_the_supervisory_authority_reads_the_log_and_decides_nothing() -> None:
    assert rights_of(Role.INSPECTOR) == {Right.AUDIT}


def test_every_right_is_somebodys_and_every_role_has_one() -> None:
    assert all(roles_with(right) for right in Right)
    assert all(rights_of(role) for role in Role)


@pytest.mark.parametrize("watching", [Role.OVERSIGHT, Role.INSPECTOR, Role.ADMINISTRATOR])
def test_whoever_watches_or_runs_the_machine_does_no_casework_whatever_was_added(scene: Scene, watching: Role) -> None:
    both = replace(scene.officer, roles=frozenset({Role.OFFICER, Role.SUPERVISOR, watching}))
    casework = set(Right) - rights_of(watching)
    assert not any(may(both, right) for right in casework)
    assert all(may(both, right) for right in rights_of(watching))


def test_the_refusal_names_the_roles_that_may(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="may not release records: that needs the role supervisor or prosecutor"):
        require(scene.officer, Right.RELEASE)


def test_a_closed_account_does_nothing_more(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="is closed"):
        require(replace(scene.officer, active=False), Right.ASK)


def test_one_of_several_rights_is_enough(scene: Scene) -> None:
    require_any(scene.expert, ANSWERING)
    with pytest.raises(NotAllowedError, match="may not"):
        require_any(scene.officer, frozenset({Right.RELEASE, Right.ANSWER}))
