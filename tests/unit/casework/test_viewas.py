"""What a partner would learn is what it learns: the view agrees with the answer and the release that really happen."""

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene

from egnatia.casework.collect import Draft, collect
from egnatia.casework.confirm import confirm
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.release import Giving, release
from egnatia.casework.rows import CaseFile
from egnatia.casework.viewas import view_as
from egnatia.exchange.payloads import Verdict
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.identity import NodeId

RS = NodeId("RS")


@pytest.fixture
def case(scene: Scene) -> CaseFile:
    return scene.net.case("AL", scene.keeper, scene.expert)


def test_the_view_names_what_the_release_then_gives(scene: Scene, case: CaseFile) -> None:
    seen = view_as(scene.al, scene.keeper, scene.record.id, case.id, RS)
    hit = scene.hit()
    [view] = [one for one in seen.views if one.channel.instrument == hit.instrument]
    assert view.told
    assert (dict(view.at_once), hit.view) == ({}, None)
    confirm(scene.al, scene.expert, hit.reference, Verdict.CONFIRM, "It is he.")
    given = release(scene.al, scene.chief, Giving(reference=hit.reference, reason="Asked."))
    assert given.record
    assert dict(view.released) == dict(given.record.properties)


def test_an_instrument_under_which_the_partner_would_be_told_nothing_says_why(scene: Scene, case: CaseFile) -> None:
    said = {"first_name": ("Ana",), "family_name": ("Kovač",), "birth_date": ("2015-04-12",)}
    bound = caveat(SubjectRole.VICTIM, handling=frozenset({Handling.NOT_ONWARD}))
    [child] = collect(scene.al, scene.keeper, [Draft(kind="person", properties=said, caveat=bound)])
    seen = view_as(scene.al, scene.keeper, child.id, case.id, RS)
    for view in seen.views:
        assert view.told or view.missing or not view.asked_by
        assert view.told or not view.released


def test_too_little_on_record_to_be_asked_for_shows_as_such(scene: Scene, case: CaseFile) -> None:
    [vague] = collect(scene.al, scene.keeper, [Draft(kind="person", properties={"hair": ("grey",)}, caveat=caveat())])
    views = view_as(scene.al, scene.keeper, vague.id, case.id, RS).views
    assert views
    assert all(not view.asked_by and not view.told and not view.released for view in views)


def test_for_a_purpose_that_no_instrument_knows_the_partner_may_not_ask(scene: Scene) -> None:
    case = scene.net.case("AL", scene.keeper, scene.expert, purpose=Purpose.MISSING_PERSON, offence=None)
    seen = view_as(scene.al, scene.keeper, scene.record.id, case.id, RS)
    assert bool(seen.closed) == (not seen.views)


def test_only_own_records_are_viewed_and_as_other_members(scene: Scene, case: CaseFile) -> None:
    with pytest.raises(ConflictError):
        view_as(scene.al, scene.keeper, scene.record.id, case.id, NodeId("AL"))
    with pytest.raises(NotFoundError):
        view_as(scene.al, scene.keeper, scene.record.id, case.id, NodeId("ZZ"))


def test_viewing_as_a_partner_needs_the_case_file_like_any_reading(scene: Scene) -> None:
    other = scene.net.case("AL", scene.keeper)
    with pytest.raises(NotAllowedError):
        view_as(scene.al, scene.expert, scene.record.id, other.id, RS)


def test_an_erased_record_shows_nothing_to_anybody(scene: Scene, case: CaseFile) -> None:
    scene.al.store.write(lambda tx: tx.records.erase(scene.record.id, scene.al.clock.now()))
    with pytest.raises(NotFoundError):
        view_as(scene.al, scene.keeper, scene.record.id, case.id, RS)
