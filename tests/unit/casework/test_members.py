"""Who works in a case file: invited and removed by a supervisor of it, from one moment to the next."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.casefiles import Opening, close_case_file, list_case_files, open_case_file
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.members import Membership, change_members
from egnatia.casework.rows import Account, CaseFile, Role
from egnatia.model.caveat import Purpose


@pytest.fixture
def boss(scene: Scene) -> Account:
    return scene.net.person("RS", "boss", Role.SUPERVISOR)


@pytest.fixture
def ana(scene: Scene) -> Account:
    return scene.net.person("RS", "ana", Role.OFFICER)


@pytest.fixture
def file(scene: Scene, boss: Account, ana: Account) -> CaseFile:
    opening = Opening(
        reference="KT-5", title="Boats", purpose=Purpose.MISSING_PERSON, offence=None, members=frozenset({ana.name})
    )
    return open_case_file(scene.rs, boss, opening)


def invite(*names: str) -> Membership:
    return Membership(invite=frozenset(names))


def remove(*names: str) -> Membership:
    return Membership(remove=frozenset(names))


def test_whoever_is_invited_works_in_the_file_and_whoever_is_removed_no_more(
    scene: Scene, boss: Account, ana: Account, file: CaseFile
) -> None:
    new = scene.net.person("RS", "mira", Role.ANALYST)
    changed = change_members(scene.rs, boss, file.id, Membership(invite=frozenset({"mira"}), remove=frozenset({"ana"})))
    assert changed.members == {new.id}
    assert list_case_files(scene.rs, ana) == ()
    assert list_case_files(scene.rs, new) == (changed,)


def test_each_change_is_logged_with_whom_it_is_about(scene: Scene, boss: Account, ana: Account, file: CaseFile) -> None:
    scene.net.person("RS", "mira", Role.OFFICER)
    change_members(scene.rs, boss, file.id, Membership(invite=frozenset({"mira", "ana"}), remove=frozenset()))
    change_members(scene.rs, boss, file.id, remove("ana"))
    logged = [one.entry for one in scene.rs.store.read(lambda tx: tx.ledger.trail(file.id, 9))]
    assert [one.detail["what"] for one in logged] == ["case_file_opened", "member_invited", "member_removed"]
    assert ana.id not in logged[1].about
    assert logged[2].about == (file.id, ana.id)


def test_only_a_supervisor_of_the_file_who_is_meant_for_it_changes_who_works_in_it(
    scene: Scene, ana: Account, file: CaseFile
) -> None:
    stranger = scene.net.person("RS", "stranger", Role.SUPERVISOR)
    with pytest.raises(NotAllowedError, match="does not work in"):
        change_members(scene.rs, stranger, file.id, invite("stranger"))
    with pytest.raises(NotAllowedError, match="needs the role supervisor"):
        change_members(scene.rs, ana, file.id, invite("stranger"))
    other = scene.net.person("RS", "other", Role.SUPERVISOR, purposes=[Purpose.BORDER_CHECK])
    with pytest.raises(NotAllowedError, match="for the purpose"):
        change_members(scene.rs, other, file.id, invite("other"))


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Membership(), ConflictError),
        (invite("ghost"), NotFoundError),
        (remove("ghost"), NotFoundError),
        (remove("boss"), ConflictError),
        (Membership(invite=frozenset({"ana"}), remove=frozenset({"ana"})), ConflictError),
    ],
)
def test_a_change_that_cannot_be_meant_changes_nothing(
    scene: Scene, boss: Account, file: CaseFile, wanted: Membership, error: type[Exception]
) -> None:
    with pytest.raises(error):
        change_members(scene.rs, boss, file.id, wanted)
    assert scene.rs.store.read(lambda tx: tx.case_files.get(file.id)) == file


def test_in_a_closed_file_nobody_is_invited(scene: Scene, boss: Account, file: CaseFile) -> None:
    scene.net.person("RS", "mira", Role.ANALYST)
    close_case_file(scene.rs, boss, file.id)
    with pytest.raises(ConflictError, match="is closed"):
        change_members(scene.rs, boss, file.id, invite("mira"))
