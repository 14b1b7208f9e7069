"""Write the protocol's test vectors anew: `python -m tests.unit.exchange.make_vectors`.

Only after a change of the protocol: sealing is random, so that every run writes other envelopes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.unit.exchange.network import AL, GOVERNORS, HR, RS, Party, constitution, receiving, seed, sent
from tests.unit.model.samples import HIT, MORNING, PERSON, QUESTION, STATEMENT

from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.exchange import base64url
from egnatia.exchange.batch import Acceptance, Reply, write_replies, write_request
from egnatia.exchange.bundle import write_bundle
from egnatia.exchange.directory import parse_directory, trust_root
from egnatia.exchange.envelope import EnvelopeId, Outer, unwrap
from egnatia.exchange.excerpt import Excerpt, excerpt_of
from egnatia.exchange.founding import build_root, build_targets
from egnatia.exchange.ground import Ground
from egnatia.exchange.jws import Typ, sign_compact
from egnatia.exchange.keys import Signer
from egnatia.exchange.letter import Letter, write_letter
from egnatia.exchange.padding import pad
from egnatia.exchange.payloads import (
    Confirmation,
    Correction,
    Release,
    Withholding,
    parse_confirmation,
    parse_correction,
    parse_release,
    parse_withholding,
    plain_confirmation,
    plain_correction,
    plain_release,
    plain_withholding,
)
from egnatia.exchange.receipt import plain_receipt, receipt_for, sign_receipt
from egnatia.exchange.refusal import Refusal, RefusalCode
from egnatia.model.answer import Answer, Hit, Quality, Result, plain_answer
from egnatia.model.identity import AccountId, MessageId, Reference
from egnatia.model.instant import format_instant
from egnatia.model.message import Message, MessageType, plain_message
from egnatia.model.question import plain_question
from egnatia.model.record import Record
from egnatia.model.statement import StatementAct, plain_statement

FOLDER = Path(__file__).parents[2] / "vectors" / "exchange"
BACK = Message(
    id=MessageId("17" * 16),
    type=MessageType.ANSWER,
    sender=RS.node,
    recipient=AL.node,
    sent_at=MORNING,
    expires_at=MORNING + timedelta(days=1),
    body={},
)
FORTH = replace(BACK, id=MessageId("18" * 16), type=MessageType.QUESTION, sender=AL.node, recipient=RS.node)
CHIEF = AccountId("c4" * 16)  #: Releases what another person confirmed.
ENVELOPE = EnvelopeId("1e" * 16)
OUTER = Outer(sender=AL.node, recipient=RS.node, id=ENVELOPE)


def main() -> None:
    """Write all files of vectors."""
    for name, content in (
        ("keys", keys()),
        ("accepted", list(accepted())),
        ("refused", [*refused(), *refused_inside()]),
        ("receipts", list(receipts())),
        ("batches", batches()),
        ("bodies", bodies()),
        ("directory", directory()),
    ):
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


def keys() -> dict[str, Any]:
    """Publish the secrets of the test nodes."""
    return {party.node: _keys_of(party) for party in (AL, RS, HR)}


def _keys_of(party: Party) -> dict[str, str]:
    return {
        "sign_secret": seed(f"{party.node} sign").hex(),
        "sign_public": party.signer.public.hex(),
        "sign_kid": party.signer.kid,
        "seal_mlkem768_seed": (seed(f"{party.node} seal d") + seed(f"{party.node} seal z")).hex(),
        "seal_x25519_secret": seed(f"{party.node} seal x25519").hex(),
        "seal_public": party.opener.public.hex(),
    }


def answered(result: Result, *hits: Hit) -> Message:
    """Answer the sample question."""
    answer = Answer(
        question=QUESTION.id,
        result=result,
        hits=hits,
        reasons=("An authorisation by a judge is missing.",) if result is Result.REFUSED else (),
        instrument="pcc-see",
        answered_at=MORNING,
        policy="e5" * 32,
    )
    return replace(BACK, body=plain_answer(answer))


def accepted() -> Iterator[dict[str, Any]]:
    """Envelopes that must be accepted, with every step inside."""
    other = Hit(reference=Reference("f7" * 16), quality=Quality.POSSIBLE, kind="person")
    yield _steps("question", replace(FORTH, body=plain_question(QUESTION)), AL, RS)
    yield _steps("answer: nothing", answered(Result.NOTHING), RS, AL)
    yield _steps("answer: hit", answered(Result.HIT, HIT, other), RS, AL)
    view = replace(PERSON, derived_from=frozenset({PERSON.id}), properties={"nationality": ("SRB",)})
    given = Hit(reference=Reference("f8" * 16), quality=Quality.FULL, kind="person", record=view)
    yield _steps("answer: hit with data at once", answered(Result.HIT, given), RS, AL)
    yield _steps("answer: refused", answered(Result.REFUSED), RS, AL)
    confirmation = replace(FORTH, type=MessageType.CONFIRMATION, body=bodies()["confirmation"])
    yield _steps("confirmation", confirmation, AL, RS)
    yield _steps("release, in the second size", replace(BACK, type=MessageType.RELEASE, body=_long_release()), RS, AL)


def _steps(name: str, message: Message, sender: Party, recipient: Party) -> dict[str, Any]:
    envelope = sent(message, by=sender, envelope=ENVELOPE).data.decode()
    payload = write_letter(Letter(envelope=ENVELOPE, at=MORNING, message=message))
    return {
        "name": name,
        "now": format_instant(MORNING + timedelta(seconds=1)),
        "envelope": envelope,
        "info": Outer(sender=sender.node, recipient=recipient.node, id=ENVELOPE).info.decode(),
        "signed": sign_compact(payload, Typ.ENVELOPE, sender.signer).decode(),
        "payload": payload.decode(),
        "message": plain_message(message),
    }


def refused() -> Iterator[dict[str, Any]]:
    """Envelopes that must be refused, each for one reason."""
    question = replace(FORTH, body=plain_question(QUESTION))
    good = sent(question, envelope=ENVELOPE).data.decode()
    yield _case("a space after the last field", good[:-1] + " }", "malformed")
    yield _case("a field too many", good[:-1] + ',"w":1}', "malformed")
    yield _case("a field twice", good.replace('"v":1', '"v":1,"v":1'), "malformed")
    yield _case("padding in base64url", good.replace('","to"', '=","to"'), "malformed")
    yield _case("spare bits that are not zero", _spare_bit(OUTER.data(bytes(1)).decode()), "malformed")
    yield _case("version 2", good.replace('"v":1', '"v":2'), "unknown_version")
    yield _case("for another node", good.replace('"to":"RS"', '"to":"HR"'), "wrong_recipient")
    yield _case("from another node than the peer", good, "wrong_sender", peer="HR")
    yield _case(
        "from a node that is no member", good.replace('"from":"AL"', '"from":"TR"'), "unknown_sender", peer="TR"
    )
    yield _case("another id than sealed", good.replace('"id":"1e', '"id":"1f'), "unreadable")
    yield _case("122 seconds early", good, "not_yet_valid", now=MORNING - timedelta(seconds=122))
    yield _case("10 minutes late", good, "expired", now=MORNING + timedelta(minutes=10))
    over = replace(question, sent_at=MORNING - timedelta(days=1), expires_at=MORNING)
    yield _case("an expired message", sent(over, envelope=ENVELOPE).data.decode(), "expired")


def refused_inside() -> Iterator[dict[str, Any]]:
    """Envelopes that open, and whose letter must be refused."""
    question = replace(FORTH, body=plain_question(QUESTION))
    letter = write_letter(Letter(envelope=ENVELOPE, at=MORNING, message=question))
    yield _case("signed by the key of another member", _forged(letter, HR.signer), "bad_signature")
    yield _case("signed by the ledger's key", _forged(letter, AL.ledger), "bad_signature")
    yield _case("signed as a receipt", _forged(letter, AL.signer, Typ.RECEIPT), "malformed")
    elsewhere = write_letter(Letter(envelope="2e" * 16, at=MORNING, message=question))
    yield _case("signed for another envelope", _forged(elsewhere), "bad_signature")
    unpadded = HpkeSealer().seal(sign_compact(letter, Typ.ENVELOPE, AL.signer), RS.opener.public, OUTER.info)
    yield _case("without padding", OUTER.data(unpadded).decode(), "malformed")
    yield _case("a letter of version 2", _forged(letter.replace(b'"v":1}', b'"v":2}')), "unknown_version")
    unknown = letter.replace(b'"type":"question"', b'"type":"watch"')
    yield _case("a type that version 1 does not know", _forged(unknown), "unknown_type")
    onward = write_letter(Letter(envelope=ENVELOPE, at=MORNING, message=replace(question, sender=HR.node)))
    yield _case("a message by another member", _forged(onward), "wrong_sender")
    onward = write_letter(Letter(envelope=ENVELOPE, at=MORNING, message=replace(question, recipient=HR.node)))
    yield _case("a message for another member", _forged(onward), "wrong_recipient")


def _case(name: str, envelope: str, code: str, peer: str = "AL", now: datetime = MORNING) -> dict[str, Any]:
    return {"name": name, "code": code, "peer": peer, "now": format_instant(now), "envelope": envelope}


def _forged(letter: bytes, by: Signer = AL.signer, typ: Typ = Typ.ENVELOPE) -> str:
    return OUTER.data(HpkeSealer().seal(pad(sign_compact(letter, typ, by)), RS.opener.public, OUTER.info)).decode()


def _spare_bit(good: str) -> str:
    """Spell the same bytes differently: the last character of `sealed` has bits that stand for nothing."""
    end = good.index('","to"') - 1
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return good[:end] + alphabet[alphabet.index(good[end]) + 1] + good[end + 1 :]


def receipts() -> Iterator[dict[str, Any]]:
    """Receipts for accepted letters."""
    for case in accepted():
        if case["name"].startswith("release"):
            where = receiving(me=AL, peer=RS)
            receipt = receipt_for(unwrap(case["envelope"].encode(), where), MORNING + timedelta(seconds=2))
            signed = sign_receipt(receipt, AL.signer).decode()
            yield {"of": case["signed"], "receipt": plain_receipt(receipt), "signed": signed}


def batches() -> dict[str, Any]:
    """A request and its replies. The envelopes are too short to be opened: only the form counts here."""
    short = [_short(number) for number in range(3)]
    replies: list[Reply] = [
        short[0],
        Acceptance(message=BACK.id, signed=b"e30.e30.AA"),
        Refusal(code=RefusalCode.EXPIRED, words="the message has expired"),
    ]
    return {
        "envelopes": [data.decode() for data in short],
        "request": write_request(short).decode(),
        "replies": write_replies(replies).decode(),
    }


def _short(number: int) -> bytes:
    return Outer(sender=AL.node, recipient=RS.node, id=EnvelopeId(f"{number:032x}")).data(b"sealed")


def bodies() -> dict[str, Any]:
    """Bodies of confirmation, release, withholding and correction."""
    confirmation = Confirmation(reference=HIT.reference, question=QUESTION.id, excerpt=_judged())
    release = _release(PERSON)
    withholding = Withholding(
        reference=HIT.reference, question=QUESTION.id, instrument="2023-977", ground=Ground.PROTECTED_INTEREST
    )
    tightened = replace(PERSON, supersedes=frozenset({PERSON.id}), caveat=replace(PERSON.caveat, contested=True))
    correction = Correction(record=tightened, act=StatementAct.CONTEST)
    parsers: list[Callable[[object], object]] = [
        parse_confirmation,
        parse_release,
        parse_withholding,
        parse_correction,
    ]
    plain = [
        plain_confirmation(confirmation),
        plain_release(release),
        plain_withholding(withholding),
        plain_correction(correction),
    ]
    for parse, body in zip(parsers, plain, strict=True):
        parse(body)
    good = dict(zip(("confirmation", "release", "withholding", "correction"), plain, strict=True))
    return {**good, "refused": refused_bodies(good)}


def refused_bodies(good: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Bodies that must be refused as malformed: words that should have stayed at home, and nobody who released."""
    confirmation, release = good["confirmation"], good["release"]
    whole = {**plain_statement(STATEMENT), "act": "confirm"}
    talkative = {**confirmation["excerpt"], "reason": "Same father and birthplace."}
    return [
        {"type": "confirmation", "why": "a reason", "body": {**confirmation, "excerpt": talkative}},
        {"type": "confirmation", "why": "a whole statement", "body": {**confirmation, "statement": whole}},
        {"type": "release", "why": "a reason", "body": {**release, "confirmed": talkative}},
        {"type": "release", "why": "nobody released it", "body": {**release, "approvals": []}},
    ]


def _judged() -> Excerpt:
    """The expert's verdict."""
    about = frozenset({HIT.reference, QUESTION.id})
    judged = replace(STATEMENT, act=StatementAct.CONFIRM, about=about, reason="Same father and birthplace.")
    return excerpt_of(judged)


def _release(*records: Record) -> Release:
    """Give records, by one person of the partner after its expert confirmed."""
    about = frozenset({HIT.reference, QUESTION.id, PERSON.id})
    released = replace(STATEMENT, act=StatementAct.RELEASE, by=CHIEF, about=about, reason="Needed for the trial.")
    return Release(
        reference=HIT.reference,
        question=QUESTION.id,
        instrument="pcc-see",
        records=records,
        confirmed=_judged(),
        approvals=(excerpt_of(released),),
    )


def _long_release() -> dict[str, Any]:
    """A release that does not fit into the smallest size."""
    return plain_release(_release(*(replace(PERSON, salt=f"{number:032x}") for number in range(4))))


def directory() -> dict[str, Any]:
    """A chain of two roots with a list, and what is read out of it."""
    first = build_root(constitution((0, 1, 2)), 1, MORNING, GOVERNORS[:2])
    second = build_root(constitution((1, 2, 3)), 2, MORNING, GOVERNORS[1:3])
    listed = build_targets([AL.member(), RS.member()], 5, MORNING, GOVERNORS[2:4])
    early = build_targets([AL.member(), RS.member(), HR.member()], 6, MORNING, GOVERNORS[:2])
    trusted = trust_root(first)
    read = parse_directory([first, second], listed, trusted)
    return {
        "known": {"root_version": 1, "root_digest": trusted.root_digest},
        "bundle": write_bundle([first, second], listed).decode(),
        "members": sorted(read.members),
        "version": read.version,
        "issued_at": format_instant(read.issued_at),
        "root_digest": read.known.root_digest,
        "targets_digest": read.known.targets_digest,
        "refused": {
            "a root left out": write_bundle([second], listed).decode(),
            "signed by too few of today's governors": write_bundle([first, second], early).decode(),
            "damaged": base64url.encode(listed).decode(),
        },
    }


if __name__ == "__main__":
    main()
