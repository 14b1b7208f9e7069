"""Drafts: kept as they were typed."""

from dataclasses import replace

import pytest
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.dispatch.drafting import LARGEST, discard, save_draft, take_back
from egnatia.casework.dispatch.reading import Listed, list_dispatches
from egnatia.casework.dispatches import Composition, Opened, fingerprint
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError, OvertakenError
from egnatia.casework.rows import Role
from egnatia.exchange.states import DispatchState
from egnatia.model.desk import Desk
from egnatia.model.dispatch import Thing
from egnatia.model.errors import ParseError


def test_whatever_was_typed_is_kept_wrong_or_not(post: Post) -> None:
    typed = Composition(
        partner="nobody", sort="??", text="half a sen", asylum_from=("A",), facts={"x": ("", "1")}, handling=("H9",),
        things=(Thing(kind="ghost", properties={"a": ("b",)}),),
    )  # fmt: skip
    message = save_draft(post.rs, post.officer, typed).id
    assert post.at("RS", message).draft == typed


def test_a_draft_is_changed_in_its_place(post: Post) -> None:
    message = post.draft()
    save_draft(post.rs, post.officer, post.typed(text="Who owns the three boats?"), message)
    page = list_dispatches(post.rs, post.officer, Listed())
    assert [row.id for row in page.rows] == [message]
    assert page.rows[0].draft
    assert page.rows[0].draft.text == "Who owns the three boats?"


def test_a_draft_in_no_case_file_is_its_writers_alone(post: Post) -> None:
    message = save_draft(post.rs, post.officer, Composition(text="half a sen")).id
    other = post.net.person("RS", "other", Role.OFFICER)
    assert list_dispatches(post.rs, other, Listed()).rows == ()
    with pytest.raises(NotAllowedError, match="somebody else's"):
        discard(post.rs, other, message)
    discard(post.rs, post.officer, message)
    with pytest.raises(NotFoundError):
        discard(post.rs, post.officer, message)


def test_nobody_writes_in_a_case_file_in_which_he_does_not_work(post: Post) -> None:
    other = post.net.person("RS", "other", Role.OFFICER)
    with pytest.raises(NotAllowedError, match="does not work"):
        save_draft(post.rs, other, post.typed())


def test_what_was_sent_is_not_changed_or_thrown_away(post: Post) -> None:
    message = post.write()
    for act in (discard, take_back):
        with pytest.raises(ConflictError):
            act(post.rs, post.officer, message)
    with pytest.raises(ConflictError):
        save_draft(post.rs, post.officer, post.typed(), message)


def test_more_than_a_letter_carries_is_refused(post: Post) -> None:
    with pytest.raises(ParseError, match="bytes"):
        save_draft(post.rs, post.officer, post.typed(text="x" * LARGEST))


def test_a_liaison_officer_writes_from_the_own_desk(post: Post) -> None:
    customs = replace(post.officer, desks=frozenset({Desk.CUSTOMS}))
    assert save_draft(post.rs, customs, post.typed()).desk is Desk.CUSTOMS
    with pytest.raises(NotAllowedError, match="desk"):
        save_draft(post.rs, customs, post.typed(sender_desk="police"))
    with pytest.raises(ParseError, match="sender_desk"):
        save_draft(post.rs, post.officer, post.typed(sender_desk="roof"))


def test_what_was_sent_once_stays_and_what_waits_for_nobody_is_not_taken_back(post: Post) -> None:
    message = post.draft()
    with pytest.raises(ConflictError, match="waits for nobody"):
        take_back(post.rs, post.officer, message)
    failed = replace(post.at("RS", message), state=DispatchState.FAILED)
    post.rs.store.write(lambda tx: tx.dispatches.change(failed))
    with pytest.raises(ConflictError, match="stays on record"):
        discard(post.rs, post.officer, message)
    assert post.at("RS", message) == failed


def test_a_draft_that_another_form_changed_is_not_overwritten(post: Post) -> None:
    message = post.draft(text="As it stood")
    seen = fingerprint(post.at("RS", message).draft)
    first, second = Opened(form="a" * 32, seen=seen), Opened(form="b" * 32, seen=seen)
    save_draft(post.rs, post.officer, post.typed(text="From one"), message, first)
    with pytest.raises(OvertakenError):
        save_draft(post.rs, post.boss, post.typed(text="From another"), message, second)
    draft = post.at("RS", message).draft
    assert draft
    assert draft.text == "From one"


def test_what_a_form_kept_itself_does_not_overtake_it(post: Post) -> None:
    message = post.draft(text="As it stood")
    opened = Opened(form="a" * 32, seen=fingerprint(post.at("RS", message).draft))
    for text in ("As it", "As it goes"):
        save_draft(post.rs, post.officer, post.typed(text=text), message, opened)
    other = Opened(form="b" * 32, seen=fingerprint(post.at("RS", message).draft))
    assert save_draft(post.rs, post.boss, post.typed(text="Read, then changed"), message, other).draft
