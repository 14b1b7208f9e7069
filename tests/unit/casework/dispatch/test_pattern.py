"""A message as the pattern of another."""

import pytest
from tests.unit.casework.dispatch.conftest import Post

from egnatia.casework.casefiles import close_case_file
from egnatia.casework.dispatch.pattern import draft_like
from egnatia.casework.errors import ConflictError, NotAllowedError
from egnatia.casework.rows import Role


def test_a_draft_like_a_message_says_what_it_said_but_not_to_whom_and_why(post: Post) -> None:
    sent = post.write()
    row = draft_like(post.rs, post.officer, sent)
    was = post.typed()
    assert row.id != sent
    assert row.draft
    assert (row.draft.title, row.draft.text, row.draft.facts) == (was.title, was.text, was.facts)
    assert (row.partner, row.draft.reason, row.draft.authorisation) == ("", "", "")
    assert row.thread == row.id


def test_what_stood_in_a_case_file_that_was_closed_is_not_carried_into_another(post: Post) -> None:
    sent = post.write()
    close_case_file(post.rs, post.boss, post.case.id, "done")
    row = draft_like(post.rs, post.officer, sent)
    assert row.draft
    assert (row.case_file, row.draft.things, row.draft.text, row.draft.facts) == (None, (), "", {})


def test_what_a_partner_wrote_and_what_one_may_not_see_is_no_pattern(post: Post) -> None:
    sent = post.write()
    with pytest.raises(ConflictError, match="this node began"):
        draft_like(post.al, post.clerk, sent)
    with pytest.raises(NotAllowedError, match="does not work"):
        draft_like(post.rs, post.net.person("RS", "other", Role.OFFICER), sent)
