"""What a partner restricted in words (H3) does not show before its reader has acknowledged these."""

from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene
from tests.unit.casework.dispatch.conftest import Post, post  # noqa: F401 - a fixture

from egnatia.casework.acknowledge import acknowledge_message, acknowledge_record
from egnatia.casework.attachment.saving import save
from egnatia.casework.collect import Draft, collect, consult
from egnatia.casework.dispatch.reading import open_thread
from egnatia.casework.dossier import open_dossier
from egnatia.casework.errors import RestrictedError
from egnatia.casework.rows import Role
from egnatia.exchange.states import DispatchState
from egnatia.model.caveat import Handling
from egnatia.model.identity import AttachmentId
from egnatia.model.record import Record

WORDS = "Not for the press."
H3 = {"handling": ("H3",), "restriction": WORDS}


def given(scene: Scene, **fields: object) -> Record:
    """Have AL give RS a record whose use it restricts."""
    marked = caveat(handling=frozenset({Handling.RESTRICTED}), restriction=WORDS)
    draft = Draft(kind="person", properties=scene.record.properties, caveat=marked)
    made = replace(collect(scene.al, scene.keeper, [draft])[0], **fields)  # type: ignore[arg-type]
    scene.rs.store.write(lambda tx: tx.records.add([(made, frozenset())], received_from=scene.al.me))
    return made


def test_a_partners_record_shows_after_its_restriction_is_acknowledged_once(scene: Scene) -> None:
    record = given(scene)
    for read in (consult, open_dossier):
        with pytest.raises(RestrictedError, match=WORDS) as caught:
            read(scene.rs, scene.officer, record.id, scene.case.id)
    assert (caught.value.path, caught.value.case) == (f"/records/{record.id}", scene.case.id)
    acknowledge_record(scene.rs, scene.officer, record.id, scene.case.id)
    for read in (consult, open_dossier):
        assert read(scene.rs, scene.officer, record.id, scene.case.id)


def test_what_one_acknowledged_another_has_not(scene: Scene) -> None:
    record = given(scene)
    acknowledge_record(scene.rs, scene.officer, record.id, scene.case.id)
    other = scene.net.person("RS", "other", Role.OFFICER)
    theirs = scene.net.case("RS", other, reference="KT-2026-18")
    with pytest.raises(RestrictedError):
        consult(scene.rs, other, record.id, theirs.id)


def test_an_older_version_does_not_show_the_restricted_one(scene: Scene) -> None:
    older = given(scene, caveat=caveat())
    given(scene, supersedes=frozenset({older.id}), lineage=older.lineage)
    assert consult(scene.rs, scene.officer, older.id, scene.case.id)
    with pytest.raises(RestrictedError):
        open_dossier(scene.rs, scene.officer, older.id, scene.case.id)


def test_a_restricted_message_is_not_read_before(post: Post) -> None:  # noqa: F811 - the fixture
    message = post.write(**H3)
    with pytest.raises(RestrictedError, match=WORDS):
        open_thread(post.al, post.clerk, message)
    with pytest.raises(RestrictedError, match=WORDS):
        save(post.al, post.clerk, message, AttachmentId("a" * 32))
    assert post.at("AL", message).state is DispatchState.DELIVERED
    acknowledge_message(post.al, post.clerk, message)
    assert open_thread(post.al, post.clerk, message).opened.state is DispatchState.READ
