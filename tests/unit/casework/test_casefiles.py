"""Case files."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.ask import ask
from egnatia.casework.casefiles import Opening, close_case_file, open_case_file, reading_in
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model.caveat import Purpose
from egnatia.model.errors import ParseError
from egnatia.model.identity import CaseId


def opening(**fields: object) -> Opening:
    """Return the opening of a file on migrant smuggling, unless told otherwise."""
    values: dict[str, object] = {
        "reference": "KT-2026-99",
        "title": "The lorry at Horgoš",
        "purpose": Purpose.CRIMINAL_INVESTIGATION,
        "offence": "migrant_smuggling",
        "members": frozenset({"officer"}),
    }
    return Opening(**{**values, **fields})  # type: ignore[arg-type]


def test_a_supervisor_opens_a_case_file_in_which_its_members_may_ask(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    case = open_case_file(scene.rs, chief, opening())
    assert ask(scene.rs, scene.officer, scene.enquiry(case=case.id)).letters
    trail = scene.rs.store.read(lambda tx: tx.ledger.trail(case.id, 10))
    assert trail[0].entry.act is Act.ADMINISTRATION
    assert trail[0].entry.by == chief.id


def test_an_officer_opens_none(scene: Scene) -> None:
    with pytest.raises(NotAllowedError, match="supervisor"):
        open_case_file(scene.rs, scene.officer, opening())


def test_nothing_is_asked_in_a_closed_case_file(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    close_case_file(scene.rs, chief, scene.case.id)
    with pytest.raises(ConflictError, match="closed"):
        ask(scene.rs, scene.officer, scene.enquiry())
    with pytest.raises(ConflictError, match="closed"):
        close_case_file(scene.rs, chief, scene.case.id)
    with pytest.raises(NotFoundError):
        close_case_file(scene.rs, chief, CaseId("0" * 32))


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"reference": "KT-2026-17"}, ConflictError, "already"),
        ({"reference": ""}, ParseError, "reference"),
        ({"title": "\x00"}, ParseError, "title"),
        ({"offence": "jaywalking"}, NotFoundError, "no offence jaywalking"),
        ({"offence": None}, ConflictError, "names an offence"),
        ({"members": frozenset({"ghost"})}, NotFoundError, "no account ghost"),
    ],
)
def test_rubbish_opens_nothing(scene: Scene, fields: dict[str, object], error: type[Exception], words: str) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    with pytest.raises(error, match=words):
        open_case_file(scene.rs, chief, opening(**fields))


def test_a_humanitarian_search_needs_no_offence(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    assert open_case_file(scene.rs, chief, opening(purpose=Purpose.MISSING_PERSON, offence=None)).offence is None


def test_in_a_file_that_one_person_keeps_alone_nothing_is_read(scene: Scene) -> None:
    chief = scene.net.person("RS", "chief", Role.SUPERVISOR)
    alone = open_case_file(scene.rs, chief, opening(members=frozenset()))
    shared = open_case_file(scene.rs, chief, opening(reference="KT-2026-100"))
    with pytest.raises(NotAllowedError, match="four eyes"):
        scene.rs.store.read(lambda tx: reading_in(tx, chief, alone.id))
    assert scene.rs.store.read(lambda tx: reading_in(tx, chief, shared.id)) == shared
