"""Envelopes as somebody may make them who does not keep to the rules, and how they are refused."""

from datetime import datetime

import pytest
from tests.unit.exchange.network import AL, FIRST, RS
from tests.unit.model.samples import MESSAGE, MORNING

from egnatia.adapters.keys.sealing import HpkeSealer
from egnatia.exchange.envelope import EnvelopeId, Outer, Receiving, unwrap
from egnatia.exchange.errors import Refused
from egnatia.exchange.jws import Typ, sign_compact
from egnatia.exchange.keys import Signer
from egnatia.exchange.letter import Letter, write_letter
from egnatia.exchange.padding import pad
from egnatia.exchange.refusal import RefusalCode
from egnatia.model.message import Message


def refusal_of(data: bytes, where: Receiving) -> RefusalCode:
    with pytest.raises(Refused) as caught:
        unwrap(data, where)
    assert caught.value.words
    return caught.value.code


def forged(letter: bytes, by: Signer = AL.signer, outer: Outer | None = None, typ: Typ = Typ.ENVELOPE) -> bytes:
    """Seal anything for RS, as somebody may who does not keep to the rules."""
    outer = outer or Outer(sender=AL.node, recipient=RS.node, id=FIRST)
    return outer.data(HpkeSealer().seal(pad(sign_compact(letter, typ, by)), RS.opener.public, outer.info))


def letter(message: Message = MESSAGE, at: datetime = MORNING, envelope: EnvelopeId = FIRST) -> bytes:
    return write_letter(Letter(envelope=envelope, at=at, message=message))
