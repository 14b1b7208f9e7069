"""Putting on record, changing, reading."""

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene, person

from egnatia.casework.collect import Draft, amend, collect, consult, keep
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, NotLawfulError
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.ledger.tree import root_of
from egnatia.model.caveat import Handling, Purpose, SubjectRole
from egnatia.model.errors import ParseError
from egnatia.model.identity import LineageId, RecordId


def test_an_import_is_one_entry_with_the_merkle_root_of_the_record_ids(scene: Scene) -> None:
    records = collect(scene.al, scene.keeper, [person("Ana", "Hoxha"), person("Ilir", "Hoxha")])
    root = root_of([bytes.fromhex(record.id) for record in records]).hex()
    [logged] = scene.al.store.read(lambda tx: tx.ledger.trail(root, 10))
    assert logged.entry.act is Act.COLLECTION
    assert logged.entry.detail == {"records": "2"}


def test_an_edit_supersedes_and_the_old_version_is_found_no_more(scene: Scene) -> None:
    record = amend(scene.al, scene.keeper, scene.record.lineage, person("Petar Luka", "Jovanoviq"))
    assert record.supersedes == {scene.record.id}
    versions = scene.al.store.read(lambda tx: tx.records.versions(scene.record.lineage))
    assert {found.id for found in versions} == {scene.record.id, record.id}
    hit = scene.hit()
    assert hit.record == record.id


def test_only_the_issuer_amends(scene: Scene) -> None:
    rs_keeper = scene.net.person("RS", "keeper", Role.OFFICER)
    scene.rs.store.write(lambda tx: tx.records.add([(scene.record, frozenset())], received_from=scene.al.me))
    with pytest.raises(ConflictError, match="only AL"):
        amend(scene.rs, rs_keeper, scene.record.lineage, person("Petar", "Jovanoviq"))


def test_a_thing_stays_of_its_kind(scene: Scene) -> None:
    vehicle = Draft(kind="vehicle", properties={"plate": ("AA 123 BB",)}, caveat=caveat(SubjectRole.NOBODY))
    with pytest.raises(ConflictError, match="is a person"):
        amend(scene.al, scene.keeper, scene.record.lineage, vehicle)


def test_what_was_never_here_cannot_be_amended(scene: Scene) -> None:
    with pytest.raises(NotFoundError):
        amend(scene.al, scene.keeper, LineageId("0" * 32), person("Petar", "Jovanoviq"))


@pytest.mark.parametrize(
    "draft",
    [
        person("", "Hoxha"),
        person("Ana", "Hoxha", "1985-02-30"),
        Draft(kind="ghost", properties={}, caveat=caveat()),
        Draft(kind="person", properties={"wings": ("2",)}, caveat=caveat()),
        Draft(kind="person", properties={"danger": ("armed",)}, caveat=caveat(SubjectRole.VICTIM)),
    ],
)
def test_a_bad_draft_stops_all_of_them(scene: Scene, draft: Draft) -> None:
    before = scene.al.store.read(lambda tx: tx.records.count())
    with pytest.raises(ParseError):
        collect(scene.al, scene.keeper, [person("Ana", "Hoxha"), draft])
    assert scene.al.store.read(lambda tx: tx.records.count()) == before


def test_only_own_records_are_put_on_record(scene: Scene) -> None:
    keeper = scene.net.person("RS", "keeper", Role.OFFICER)
    with pytest.raises(ConflictError, match="issued by RS"):
        keep(scene.rs, keeper, [scene.record])
    with pytest.raises(ConflictError, match="nothing"):
        keep(scene.rs, keeper, [])


def test_reading_a_record_needs_a_case_file_and_is_logged(scene: Scene) -> None:
    case = scene.net.case("AL", scene.keeper)
    assert consult(scene.al, scene.keeper, scene.record.id, case.id).record == scene.record
    [*_, last] = scene.al.store.read(lambda tx: tx.ledger.trail(scene.record.id, 10))
    assert (last.entry.act, last.entry.by, last.entry.why.case_file) == (Act.CONSULTATION, scene.keeper.id, case.id)
    with pytest.raises(NotAllowedError, match="does not work in"):
        consult(scene.al, scene.expert, scene.record.id, case.id)
    with pytest.raises(NotFoundError):
        consult(scene.al, scene.keeper, RecordId("0" * 64), case.id)


def test_an_administrator_reads_no_records(scene: Scene) -> None:
    admin = scene.net.person("AL", "admin", Role.ADMINISTRATOR)
    case = scene.net.case("AL", scene.keeper)
    with pytest.raises(NotAllowedError, match="read records"):
        consult(scene.al, admin, scene.record.id, case.id)


def test_a_record_is_read_for_its_own_purposes_only(scene: Scene) -> None:
    kept = person("Ana", "Hoxha", purposes=frozenset({Purpose.MISSING_PERSON}))
    [record] = collect(scene.al, scene.keeper, [kept])
    case = scene.net.case("AL", scene.keeper)
    with pytest.raises(NotLawfulError, match="missing_person"):
        consult(scene.al, scene.keeper, record.id, case.id)


def test_a_record_marked_h0_is_read_to_fight_crime_only(scene: Scene) -> None:
    [record] = collect(scene.al, scene.keeper, [person("Ana", "Hoxha", handling=frozenset({Handling.CRIME_ONLY}))])
    search = scene.net.case("AL", scene.keeper, purpose=Purpose.MISSING_PERSON, offence=None)
    with pytest.raises(NotLawfulError, match="H0"):
        consult(scene.al, scene.keeper, record.id, search.id)
