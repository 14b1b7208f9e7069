"""How much one record or question may say."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.network import AL, RS, sent
from tests.unit.model.samples import HIT, MORNING, PERSON, QUESTION
from tests.unit.model.strategies import words

from egnatia.exchange.excerpt import Excerpt
from egnatia.exchange.payloads import Release, plain_release
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.extent import LARGEST, at_most, check_extent, extent
from egnatia.model.identity import AccountId, MessageId, RecordId, StatementId
from egnatia.model.message import Message, MessageType
from egnatia.model.question import parse_question, plain_question
from egnatia.model.record import parse_record, plain_record
from egnatia.model.statement import StatementAct


def filled(size: int) -> dict[str, tuple[str, ...]]:
    """Return properties of exactly so many bytes in canonical form."""
    frame = len(canonical.to_bytes({"alias": [""]}))
    values = ["a" * 3997] * ((size - frame) // 4000)
    rest = size - frame - 4000 * len(values)
    return {"alias": ("b" * rest, *values)}


def test_the_largest_is_taken_and_one_byte_more_is_refused() -> None:
    assert extent(filled(LARGEST)) == LARGEST
    check_extent(filled(LARGEST), "properties")
    with pytest.raises(ParseError, match=f"^properties: {LARGEST + 1} bytes: too large to travel"):
        check_extent(filled(LARGEST + 1), "properties")


@pytest.mark.slow
@given(st.dictionaries(st.text("abc_", min_size=1, max_size=40), st.lists(words, max_size=9).map(tuple)))
def test_the_quick_bound_is_never_below_the_extent(properties: Mapping[str, tuple[str, ...]]) -> None:
    assert at_most(properties) >= extent(properties) - len("{}")


def test_neither_a_record_nor_a_question_says_more() -> None:
    many = [f"{number} {'x' * 390}" for number in range(199)]
    with pytest.raises(ParseError, match=r"^properties: \d+ bytes"):
        parse_record(plain_record(replace(PERSON, properties={"alias": tuple(many)})))
    with pytest.raises(ParseError, match=r"^properties: \d+ bytes"):
        parse_question(plain_question(replace(QUESTION, properties={"alias": tuple(many)})))


def test_the_largest_record_travels_however_often_its_caveat_changed() -> None:
    older = frozenset(RecordId(f"{number:064x}") for number in range(300))
    record = replace(PERSON, properties=filled(LARGEST), supersedes=older)
    said = Excerpt(act=StatementAct.RELEASE, by=AccountId("a" * 32), at=MORNING, statement=StatementId("b" * 64))
    release = Release(
        reference=HIT.reference,
        question=QUESTION.id,
        instrument="pcc-see",
        records=(record,),
        confirmed=replace(said, act=StatementAct.CONFIRM),
        approvals=(said,) * 10,
    )
    message = Message(
        id=MessageId("17" * 16),
        type=MessageType.RELEASE,
        sender=RS.node,
        recipient=AL.node,
        sent_at=MORNING,
        expires_at=MORNING + timedelta(days=30),
        body=plain_release(release),
    )
    assert sent(message, by=RS).data
