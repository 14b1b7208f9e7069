"""Putting messages together: where they stand, and what the law is asked."""

from dataclasses import replace

import pytest
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.casefiles import close_case_file
from egnatia.casework.dispatch.composing import Between, Composed, compose, request_of
from egnatia.casework.dispatch.drafting import save_draft
from egnatia.casework.dispatches import Composition
from egnatia.casework.errors import CaseworkError, ConflictError, NotFoundError
from egnatia.casework.peril import Warned, warn
from egnatia.model.caveat import SubjectRole
from egnatia.model.dispatch import Thing
from egnatia.model.dispatch_forms import Sort
from egnatia.model.errors import ParseError
from egnatia.model.identity import CountryCode, MessageId
from egnatia.model.peril import Danger


def composed(post: Post, **fields: object) -> Composed:
    """Put a message of the officer together."""
    row = post.at("RS", post.draft(**fields))
    return post.rs.store.read(lambda tx: compose(post.rs, tx, post.officer, row, 1))


def test_messages_of_one_side_are_numbered_within_their_thread(post: Post) -> None:
    first = post.write()
    replied = post.reply(first).message
    second = composed(post, sort=Sort.INFORMATION, facts={"relevance": ("x",)}, replies_to=replied)
    assert (second.dispatch.place.thread, second.dispatch.place.number) == (first, 2)
    answer = post.at("AL", replied).dispatch
    assert answer
    assert answer.place.number == 1


def test_a_reply_has_purpose_offence_and_instrument_of_what_it_replies_to(post: Post) -> None:
    answer = post.at("AL", post.reply(post.write()).message).dispatch
    assert answer
    grounds = answer.grounds
    assert (grounds.purpose, grounds.offence, grounds.instrument) == (
        "criminal_investigation",
        "drug_trafficking",
        "pcc-see",
    )


def test_who_is_young_by_the_date_of_birth_is_a_minor_whatever_was_ticked(post: Post) -> None:
    child = Thing(kind="person", properties={"family_name": ("Gradski",), "birth_date": ("2015-03-21",)})
    whole = composed(post, things=(child,))
    request, _ = request_of(post.rs, whole.dispatch, Between(sender=post.rs.me, recipient=post.al.me))
    assert request.subject.minor
    assert whole.needs_second


def test_a_danger_stated_in_the_case_file_closes_the_way(post: Post) -> None:
    warned = Warned(matter=post.case.id, danger=Danger.TORTURE, country=CountryCode("ALB"), reason="A court said so.")
    warn(post.rs, post.officer, warned)
    assert any("torture" in words for words in composed(post).missing)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"partner": "RS"}, NotFoundError),
        ({"partner": "GB"}, NotFoundError),
        ({"partner": "no node"}, ParseError),
        ({"sort": "telegram"}, ParseError),
        ({"area": ""}, ParseError),
        ({"reason": " "}, ParseError),
        ({"role": "ghost"}, ParseError),
        ({"sort": Sort.REPLY, "facts": {"outcome": ("given",)}}, ParseError),
        ({"handling": ("H3",)}, ParseError),
        ({"authorisation": "ab" * 32}, NotFoundError),
    ],
)
def test_what_does_not_go_together_is_refused(post: Post, fields: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        composed(post, **fields)


def test_in_a_closed_case_file_nothing_more_is_written(post: Post) -> None:
    row = post.at("RS", post.draft())
    close_case_file(post.rs, post.boss, post.case.id)
    with pytest.raises(ConflictError, match="closed"):
        post.rs.store.read(lambda tx: compose(post.rs, tx, post.officer, row, 1))


def test_a_thread_begins_in_a_case_file(post: Post) -> None:
    typed = replace(post.typed(), case="")
    row = save_draft(post.rs, post.officer, typed)
    with pytest.raises(CaseworkError, match="belongs to a case file"):
        post.rs.store.read(lambda tx: compose(post.rs, tx, post.officer, row, 1))


def test_nobody_replies_to_a_draft(post: Post) -> None:
    draft = post.draft()
    row = save_draft(post.rs, post.officer, Composition(replies_to=draft, sort=Sort.REPLY))
    with pytest.raises(ConflictError, match="draft"):
        post.rs.store.read(lambda tx: compose(post.rs, tx, post.officer, row, 1))


def test_of_a_victim_only_what_protects_is_said(post: Post) -> None:
    named = composed(post, role=SubjectRole.VICTIM)
    assert any("victim" in words for words in named.missing)
    assert MessageId(named.dispatch.place.thread)
