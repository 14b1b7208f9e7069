"""What a partner restricted in words (H3) does not show before its reader has acknowledged these."""

from dataclasses import replace

import pytest
from tests.twins.network import caveat
from tests.unit.casework.alert.conftest import MAN, Search, search  # noqa: F401 - a fixture
from tests.unit.casework.conftest import Scene
from tests.unit.casework.dispatch.conftest import Post, post  # noqa: F401 - a fixture
from tests.unit.casework.test_atonce import Counter

from egnatia.casework.acknowledge import acknowledge_alert, acknowledge_message, acknowledge_record
from egnatia.casework.alert.board import show_alert
from egnatia.casework.attachment.saving import save
from egnatia.casework.collect import Draft, collect, consult
from egnatia.casework.contest import restrict
from egnatia.casework.deliver import deliver_due
from egnatia.casework.dispatch.reading import open_thread
from egnatia.casework.dossier import open_dossier
from egnatia.casework.errors import ConflictError, RestrictedError
from egnatia.casework.network import Around, look_around
from egnatia.casework.questions import list_hits
from egnatia.casework.rows import Role
from egnatia.exchange.states import DispatchState
from egnatia.model.caveat import Handling, SubjectRole
from egnatia.model.identity import AttachmentId, LineageId
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


def test_a_network_leaves_it_out_until_then_and_says_which(scene: Scene) -> None:
    record = given(scene)
    [own] = collect(
        scene.rs, scene.officer, [Draft(kind="person", properties=scene.record.properties, caveat=caveat())]
    )
    scene.rs.store.write(lambda tx: tx.records.add([(tie(record, own), frozenset())], received_from=scene.al.me))
    around = Around(case=scene.case.id, records=frozenset({own.id}))
    before = look_around(scene.rs, scene.officer, around)
    assert ([one.record.id for one in before.things], before.unread) == ([own.id], (record.id,))
    with pytest.raises(RestrictedError):
        look_around(scene.rs, scene.officer, Around(case=scene.case.id, records=frozenset({record.id})))
    acknowledge_record(scene.rs, scene.officer, record.id, scene.case.id)
    after = look_around(scene.rs, scene.officer, around)
    assert ({one.record.id for one in after.things}, after.unread) == ({own.id, record.id}, ())


def tie(record: Record, own: Record) -> Record:
    """Return a partner's record by which the two are brothers."""
    properties = {"person": (own.lineage,), "relative": (record.lineage,), "relation": ("sibling",)}
    return replace(record, kind="kinship", properties=properties, caveat=caveat(), lineage=LineageId("d" * 32))


def test_data_given_at_once_and_restricted_since_do_not_show_before(counter: Counter) -> None:
    hit = counter.hit()
    restrict(counter.hu, counter.chief, counter.car.id, WORDS, "A life depends on it.")
    deliver_due(counter.hu)
    [later] = list_hits(counter.at, counter.officer, hit.question)
    assert (bool(hit.given), later.given, bool(later.record)) == (True, None, True)
    assert later.record
    acknowledge_record(counter.at, counter.officer, later.record, counter.case.id)
    [shown] = list_hits(counter.at, counter.officer, hit.question)
    assert shown.properties == hit.properties


def test_an_alert_shows_in_full_after_its_restriction_is_acknowledged(search: Search) -> None:  # noqa: F811
    record = search.keep(
        "person", MAN, SubjectRole.SUSPECT, handling=frozenset({Handling.RESTRICTED}), restriction=WORDS
    )
    alert = search.publish(record=record.id).alert.id
    reader = search.net.person("AL", "reader", Role.ANALYST)
    with pytest.raises(RestrictedError, match=WORDS) as caught:
        show_alert(search.al, reader, alert)
    assert (caught.value.path, caught.value.case) == (f"/alerts/{alert}", "")
    acknowledge_alert(search.al, reader, alert)
    assert show_alert(search.al, reader, alert).properties["family_name"] == MAN["family_name"]
    with pytest.raises(ConflictError):
        acknowledge_alert(search.rs, search.officer, alert)


@pytest.fixture
def counter() -> Counter:
    """Vienna has data of Budapest's at once."""
    return Counter()


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
