"""Who may see a message."""

import pytest
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatch.seeing import find_dispatch, sifted_for
from egnatia.casework.dispatches import Composition
from egnatia.casework.errors import NotAllowedError, NotFoundError
from egnatia.casework.rows import Account, Role
from egnatia.exchange.states import DispatchState
from egnatia.model.desk import Desk
from egnatia.model.identity import MessageId


def sees(post: Post, node: str, who: Account, message: MessageId) -> bool:
    """Tell whether a person may see a message."""
    try:
        post.net.offices[node].store.read(lambda tx: find_dispatch(tx, who, message))
    except NotAllowedError:
        return False
    return True


def test_who_works_in_the_case_file_or_opened_it_sees_what_was_written_there(post: Post) -> None:
    message = post.write()
    assert sees(post, "RS", post.officer, message)
    assert sees(post, "RS", post.boss, message)
    assert not sees(post, "RS", post.net.person("RS", "other", Role.OFFICER), message)


def test_what_came_is_seen_at_its_desk_and_by_who_has_none(post: Post) -> None:
    message = post.write(desk=Desk.CUSTOMS)
    assert sees(post, "AL", post.clerk, message)
    assert sees(post, "AL", post.liaison("AL", Desk.CUSTOMS), message)
    assert not sees(post, "AL", post.liaison("AL", Desk.POLICE), message)


def test_a_draft_without_a_case_file_is_seen_by_its_writer(post: Post) -> None:
    message = save_draft(post.rs, post.officer, Composition()).id
    assert sees(post, "RS", post.officer, message)
    assert not sees(post, "RS", post.boss, message)


def test_what_is_not_there_is_not_found(post: Post) -> None:
    with pytest.raises(NotFoundError):
        sees(post, "RS", post.officer, MessageId("0" * 32))


def test_a_list_is_sifted_by_purposes_desks_and_case_files(post: Post) -> None:
    liaison = post.liaison("RS", Desk.POLICE)
    sifted = post.rs.store.read(lambda tx: sifted_for(tx, liaison, frozenset(DispatchState), None))
    assert (sifted.desks, sifted.case_files, sifted.by) == (frozenset({Desk.POLICE}), frozenset(), liaison.id)
    mine = post.rs.store.read(lambda tx: sifted_for(tx, post.officer, frozenset(DispatchState), received=True))
    assert mine.case_files == {post.case.id}
