"""A partner's restriction in words (H3) is acknowledged, and that is on record."""

import pytest
from tests.twins.network import caveat
from tests.unit.casework.conftest import Scene
from tests.unit.casework.dispatch.conftest import Post, post  # noqa: F401 - a fixture
from tests.unit.casework.test_restricted import H3, WORDS, given

from egnatia.casework.acknowledge import acknowledge_message, acknowledge_record
from egnatia.casework.dispatch.reading import open_thread
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.rows import Role
from egnatia.ledger.entry import Act
from egnatia.model import canonical


def test_that_it_was_acknowledged_is_logged_with_the_digest_of_the_words(scene: Scene) -> None:
    record = given(scene)
    said = acknowledge_record(scene.rs, scene.officer, record.id, scene.case.id)
    assert said.reason == f"restriction {canonical.digest(WORDS)}"
    [logged] = [row.entry for row in scene.rs.store.read(lambda tx: tx.ledger.trail(said.id, 9))]
    assert (logged.act, logged.by, logged.detail["what"]) == (Act.STATEMENT, scene.officer.id, "acknowledge")


def test_there_is_nothing_to_acknowledge_of_what_no_partner_restricted(scene: Scene) -> None:
    free = given(scene, caveat=caveat())
    with pytest.raises(ConflictError, match="nothing to acknowledge"):
        acknowledge_record(scene.rs, scene.officer, free.id, scene.case.id)


def test_its_own_agency_reads_it_and_has_nothing_to_acknowledge(post: Post) -> None:  # noqa: F811 - the fixture
    message = post.write(**H3)
    assert open_thread(post.rs, post.officer, message).rows
    with pytest.raises(ConflictError, match="nothing to acknowledge"):
        acknowledge_message(post.rs, post.officer, message)


def test_who_may_not_see_a_message_acknowledges_nothing_of_it(post: Post) -> None:  # noqa: F811 - the fixture
    message, analyst = post.write(**H3), post.net.person("AL", "analyst", Role.ANALYST)
    with pytest.raises(NotAllowedError):
        acknowledge_message(post.al, analyst, message)
