"""The batch: up to 64 envelopes in one request, and one reply for each, in the same order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from egnatia.exchange.errors import Refused, malformed
from egnatia.exchange.limits import MAX_BATCH, MAX_BODY, MAX_REPLIES
from egnatia.exchange.refusal import Refusal, RefusalCode, parse_refusal, plain_refusal
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.identity import MessageId, parse_message_id
from egnatia.model.reading import Fields, listed, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The message was accepted and is durable; `receipt.py` checks what is signed."""

    message: MessageId
    signed: bytes  #: Compact JWS.


#: What one envelope is answered with: the bytes of an envelope, an acceptance, or a refusal.
Reply = bytes | Acceptance | Refusal


def write_request(envelopes: Sequence[bytes]) -> bytes:
    """Put envelopes into the body of one request.

    Args:
        envelopes: 1 to 64, as `wrap` made them.

    Raises:
        ValueError: none, too many, or too large together.
    """
    body = b'{"envelopes":[' + b",".join(envelopes) + b"]}"
    if not 1 <= len(envelopes) <= MAX_BATCH or len(body) > MAX_BODY:
        raise ValueError(f"a batch holds 1 to {MAX_BATCH} envelopes in at most {MAX_BODY} bytes")
    return body


def read_request(body: bytes) -> tuple[bytes, ...]:
    """Take the envelopes out of the body of a request; each is checked by `unwrap` on its own.

    Raises:
        Refused: oversized or malformed, as a whole.
    """
    if len(body) > MAX_BODY:
        raise Refused(RefusalCode.OVERSIZED, f"a batch has at most {MAX_BODY} bytes")
    if not (body.startswith(_OPEN) and body.endswith(_CLOSE)):
        raise Refused(RefusalCode.MALFORMED, "the batch is malformed: its form")
    # Envelopes are flat objects of plain text, so that this separator stands between them and nowhere else. Each is
    # read strictly by `unwrap`; reading the whole here would read everything twice.
    envelopes = tuple(b"{" + part + b"}" for part in body[len(_OPEN) : -len(_CLOSE)].split(_BETWEEN))
    if len(envelopes) > MAX_BATCH:
        raise Refused(RefusalCode.MALFORMED, f"a batch holds at most {MAX_BATCH} envelopes")
    return envelopes


#: What stands before the first field of the first envelope and after the last field of the last.
_OPEN = b'{"envelopes":[{'
_CLOSE = b"}]}"
_BETWEEN = b"},{"


def count_envelopes(body: bytes) -> int:
    """Return how many envelopes a request holds, without reading it: at most so many if it is malformed."""
    return body.count(_BETWEEN) + 1


def join_requests(bodies: Sequence[bytes]) -> bytes:
    """Make one request of several, as `write_request` made them; the caller has seen to it that they fit into one.

    Raises:
        ValueError: they are too large together.
    """
    body = _OPEN[:-1] + b",".join(body[len(_OPEN) - 1 : 1 - len(_CLOSE)] for body in bodies) + _CLOSE[1:]
    if len(body) > MAX_BODY:
        raise ValueError(f"a request has at most {MAX_BODY} bytes")
    return body


def divide_replies(body: bytes, counts: Sequence[int]) -> list[bytes]:
    """Take the response to joined requests apart into the response to each.

    Args:
        body: as the partner's node sent it.
        counts: how many envelopes each of the requests held.

    Raises:
        Refused: oversized or malformed: nothing of it is believed.
    """
    replies = iter(read_replies(body, sum(counts)))
    return [write_replies(tuple(islice(replies, count))) for count in counts]


def write_replies(replies: Sequence[Reply]) -> bytes:
    """Put the replies to all envelopes of a request, in their order, into the body of the response."""
    return b'{"replies":[' + b",".join(_write_reply(reply) for reply in replies) + b"]}"


def _write_reply(reply: Reply) -> bytes:
    match reply:
        case Acceptance():
            receipt = {"message": reply.message, "signed": reply.signed.decode("ascii")}
            return canonical.to_bytes({"receipt": receipt})
        case Refusal():
            return canonical.to_bytes({"refusal": plain_refusal(reply)})
        case _:
            return b'{"envelope":' + reply + b"}"


def read_replies(body: bytes, count: int) -> tuple[Reply, ...]:
    """Read the body of a response.

    Args:
        body: as the partner's node sent it.
        count: how many envelopes the request held.

    Raises:
        Refused: oversized or malformed: nothing of it is believed, and the letters stay in the outbox.
    """
    if len(body) > MAX_REPLIES:
        raise Refused(RefusalCode.OVERSIZED, f"the replies to one batch have at most {MAX_REPLIES} bytes")
    try:
        fields = Fields(canonical.from_bytes(body), "")
        replies = fields.take("replies", listed(_parse_reply, limit=MAX_BATCH))
        fields.finish()
    except ParseError as error:
        raise malformed("the reply", error) from error
    if len(replies) != count:
        raise Refused(RefusalCode.MALFORMED, f"{len(replies)} replies to {count} envelopes")
    return replies


def _parse_reply(value: object, path: str) -> Reply:
    fields = Fields(value, path)
    envelope = fields.take_optional("envelope", _parse_object)
    receipt = fields.take_optional("receipt", _parse_acceptance)
    refusal = fields.take_optional("refusal", parse_refusal)
    fields.finish()
    found: list[Reply] = [reply for reply in (receipt, refusal) if reply is not None]
    if envelope is not None:
        found.append(canonical.to_bytes(envelope))
    if len(found) != 1:
        raise ParseError(path, "not one of envelope, receipt, refusal")
    return found[0]


def _parse_acceptance(value: object, path: str) -> Acceptance:
    fields = Fields(value, path)
    message = fields.take("message", parse_message_id)
    signed = fields.take("signed", text(2000))
    fields.finish()
    if not signed.isascii():
        raise ParseError(f"{path}.signed", "not a compact JWS")
    return Acceptance(message=message, signed=signed.encode("ascii"))


def _parse_object(value: object, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ParseError(path, "not an object")
    return value
