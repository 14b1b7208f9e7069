"""Chunks go to the partner to whom the message went, and to nobody else."""

from dataclasses import replace

import pytest
from tests.unit.casework.attachment.conftest import FILE, Parcel

from egnatia.casework.attachment.serving import serve_chunk
from egnatia.casework.dispatch.drafting import take_back
from egnatia.casework.dispatch.sending import send
from egnatia.exchange.chunks import SEALED
from egnatia.exchange.errors import Refused
from egnatia.model.identity import AttachmentId, NodeId

AL, MK = NodeId("AL"), NodeId("MK")


def test_the_recipient_gets_each_chunk_and_nothing_after_the_last(parcel: Parcel) -> None:
    _, made = parcel.sent()
    served = [serve_chunk(parcel.post.rs, AL, made.id, number) for number in range(4)]
    assert [len(found) for found in served if found] == [SEALED, SEALED, len(FILE) - 2 * (SEALED - 16) + 16]
    assert served[3] is None


def test_nobody_else_gets_any(parcel: Parcel) -> None:
    _, made = parcel.sent()
    assert serve_chunk(parcel.post.rs, MK, made.id, 0) is None
    assert serve_chunk(parcel.post.rs, AL, AttachmentId("0" * 32), 0) is None


def test_of_a_draft_nobody_gets_any_and_a_recipient_passes_nothing_on(parcel: Parcel) -> None:
    message = parcel.post.draft(minor=True)
    made = parcel.attach(message)
    assert serve_chunk(parcel.post.rs, AL, made.id, 0) is None
    assert not send(parcel.post.rs, parcel.post.officer, message).sent
    assert serve_chunk(parcel.post.rs, AL, made.id, 0) is None
    take_back(parcel.post.rs, parcel.post.officer, message)
    _, sent = parcel.sent()
    parcel.fetch()
    assert serve_chunk(parcel.post.al, NodeId("RS"), sent.id, 0) is None


def test_a_partner_with_whom_exchange_is_stopped_gets_none(parcel: Parcel, monkeypatch: pytest.MonkeyPatch) -> None:
    _, made = parcel.sent()
    monkeypatch.setattr("egnatia.casework.attachment.serving.stopped", lambda _office: {AL})
    with pytest.raises(Refused, match="suspended"):
        serve_chunk(replace(parcel.post.rs, stop=True), AL, made.id, 0)
