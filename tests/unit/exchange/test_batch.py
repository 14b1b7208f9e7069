"""Batches: one request, one reply for each envelope."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.exchange.network import sent
from tests.unit.model.strategies import words

from egnatia.exchange.batch import (
    Acceptance,
    Reply,
    count_envelopes,
    divide_replies,
    join_requests,
    read_replies,
    read_request,
    write_replies,
    write_request,
)
from egnatia.exchange.errors import Refused
from egnatia.exchange.limits import MAX_BATCH, MAX_BODY, MAX_ENVELOPE, MAX_REPLIES
from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.model import canonical
from egnatia.model.identity import MessageId

ENVELOPE = sent().data
RECEIPT = Acceptance(message=MessageId("07" * 16), signed=b"e30.e30.AA")
REFUSAL = Refusal(code=RefusalCode.BUSY, words="Try again in a minute.")

acceptances = st.builds(
    Acceptance,
    message=st.binary(min_size=16, max_size=16).map(lambda bits: MessageId(bits.hex())),
    signed=st.from_regex(rb"[A-Za-z0-9._-]{1,200}", fullmatch=True),
)
refusals = st.builds(Refusal, code=st.sampled_from(RefusalCode), words=words)
replies: st.SearchStrategy[Reply] = st.just(ENVELOPE) | acceptances | refusals


@given(st.integers(1, MAX_BATCH))
def test_envelopes_come_out_of_a_request_as_they_went_in(count: int) -> None:
    envelopes = tuple(ENVELOPE.replace(b"0e0e", b"%04x" % number) for number in range(count))
    body = write_request(envelopes)
    assert read_request(body) == envelopes
    assert len(canonical.from_bytes(body)["envelopes"]) == count


@pytest.mark.parametrize("envelopes", [[], [ENVELOPE] * (MAX_BATCH + 1), [b"{" + b"x" * 200_000 + b"}"] * 11])
def test_a_batch_that_nobody_would_take_is_not_written(envelopes: Sequence[bytes]) -> None:
    with pytest.raises(ValueError, match="1 to 64 envelopes"):
        write_request(envelopes)


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b'{"envelopes":[]}', b'{"envelopes":{}}', b'{"envelopes":[{}],"more":1}', b'{"envelopes":[1]}'],
)
def test_another_form_is_malformed_as_a_whole(body: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_request(body)
    assert caught.value.code is RefusalCode.MALFORMED


def test_too_many_envelopes_are_malformed() -> None:
    with pytest.raises(Refused, match="at most 64"):
        read_request(b'{"envelopes":[' + b",".join([b"{}"] * 65) + b"]}")


def test_a_body_beyond_the_limit_is_not_read() -> None:
    with pytest.raises(Refused, match="oversized"):
        read_request(b"x" * (MAX_BODY + 1))
    with pytest.raises(Refused, match="oversized"):
        read_replies(b"x" * (MAX_REPLIES + 1), 1)


def test_a_full_batch_of_the_largest_answers_is_still_read() -> None:
    largest = b'{"sealed":"' + b"x" * (MAX_ENVELOPE - 20) + b'"}'
    assert len(read_replies(write_replies([largest] * MAX_BATCH), MAX_BATCH)) == MAX_BATCH


@given(st.binary(max_size=200))
def test_noise_in_a_request_is_refused_or_handed_on_for_the_envelope_check(noise: bytes) -> None:
    try:
        envelopes = read_request(b'{"envelopes":[{' + noise + b"}]}")
    except Refused:
        return
    assert b",".join(envelopes) == b"{" + noise + b"}"


@given(st.lists(replies, min_size=1, max_size=5))
def test_replies_come_out_as_they_went_in(given_replies: list[Reply]) -> None:
    body = write_replies(given_replies)
    assert canonical.to_bytes(canonical.from_bytes(body)) == body
    assert read_replies(body, len(given_replies)) == tuple(given_replies)


@pytest.mark.parametrize(
    "reply",
    [
        b"{}",
        b'{"envelope":1}',
        b'{"envelope":{},"refusal":{"code":"busy","words":"x"}}',
        b'{"refusal":{"code":"bored","words":"x"}}',
        b'{"receipt":{"message":"07","signed":"x"}}',
        b'{"receipt":{"message":"07070707070707070707070707070707","signed":"\xc3\xa9"}}',
        b'{"praise":{}}',
        b"1",
    ],
)
def test_other_replies_are_not_believed(reply: bytes) -> None:
    with pytest.raises(Refused, match="malformed"):
        read_replies(b'{"replies":[' + reply + b"]}", 1)


def test_every_envelope_has_its_reply() -> None:
    with pytest.raises(Refused, match="1 replies to 2 envelopes"):
        read_replies(write_replies([RECEIPT]), 2)
    assert read_replies(write_replies([RECEIPT, REFUSAL]), 2) == (RECEIPT, REFUSAL)


@given(st.binary(max_size=300))
def test_noise_instead_of_replies_is_refused(noise: bytes) -> None:
    with pytest.raises(Refused):
        read_replies(noise, 1)


@given(st.lists(st.integers(1, 8), min_size=1, max_size=8))
def test_joined_requests_hold_all_envelopes_in_their_order(counts: list[int]) -> None:
    envelopes = tuple(ENVELOPE.replace(b"0e0e", b"%04x" % number) for number in range(sum(counts)))
    bodies = [write_request(envelopes[sum(counts[:index]) : sum(counts[: index + 1])]) for index in range(len(counts))]
    assert [count_envelopes(body) for body in bodies] == counts
    assert read_request(join_requests(bodies)) == envelopes


def test_requests_that_are_too_large_together_are_not_joined() -> None:
    with pytest.raises(ValueError, match="at most"):
        join_requests([write_request([b"{" + b"x" * (MAX_BODY // 2) + b"}"])] * 2)


@pytest.mark.slow
@given(st.lists(st.lists(replies, min_size=1, max_size=5), min_size=1, max_size=5))
def test_the_replies_to_joined_requests_are_divided_as_the_requests_were(groups: list[list[Reply]]) -> None:
    body = write_replies([reply for group in groups for reply in group])
    divided = divide_replies(body, [len(group) for group in groups])
    assert [list(read_replies(part, len(group))) for part, group in zip(divided, groups, strict=True)] == groups


def test_replies_that_are_not_one_for_each_envelope_are_not_divided() -> None:
    with pytest.raises(Refused, match="2 replies to 3 envelopes"):
        divide_replies(write_replies([REFUSAL, REFUSAL]), [1, 2])
