"""Files go by hand as they go by line: sealed, checked chunk by chunk, and taken in once."""

import pytest
from tests.unit.casework.attachment.conftest import FILE, Parcel

from egnatia.casework.attachment.carrying import carry_in, carry_out, list_carried
from egnatia.casework.blobs import BlobState
from egnatia.casework.carry import pack, unpack
from egnatia.casework.dispatch.sending import send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import Account, Role
from egnatia.exchange.chunks import SEALED, sealed_size
from egnatia.model.attachment import Attachment
from egnatia.model.identity import AttachmentId, MessageId, NodeId


def admin(parcel: Parcel, node: str) -> Account:
    return parcel.post.net.person(node, f"admin.{node.lower()}", Role.ADMINISTRATOR)


def carried(parcel: Parcel) -> tuple[MessageId, Attachment, bytes]:
    """Bring the message over by hand, and return the file as it lies on the stick."""
    message = parcel.post.draft()
    made = parcel.attach(message)
    assert send(parcel.post.rs, parcel.post.officer, message).sent
    here, there = admin(parcel, "RS"), admin(parcel, "AL")
    [listed] = list_carried(parcel.post.rs, here, NodeId("AL"))
    assert (listed.id, listed.size) == (made.id, sealed_size(len(FILE)))
    unpack(parcel.post.al, there, pack(parcel.post.rs, here, NodeId("AL")).data)
    given = carry_out(parcel.post.rs, here, made.id)
    return message, made, b"".join(given.pieces)


@pytest.fixture
def there(parcel: Parcel) -> Account:
    """Whoever takes the stick at AL."""
    return parcel.post.net.person("AL", "carrier", Role.ADMINISTRATOR)


@pytest.mark.parametrize("cut", [1000, SEALED, 10**9])
def test_a_file_comes_over_whole(parcel: Parcel, there: Account, cut: int) -> None:
    message, made, stick = carried(parcel)
    pieces = (stick[start : start + cut] for start in range(0, len(stick), cut))
    assert carry_in(parcel.post.al, there, made.id, pieces).size == len(stick)
    assert parcel.read(message, made) == FILE
    with pytest.raises(ConflictError, match="here already"):
        carry_in(parcel.post.al, there, made.id, [stick])


def test_what_came_by_line_before_is_not_written_twice(parcel: Parcel, there: Account) -> None:
    message, made, stick = carried(parcel)
    parcel.meddle(lambda number, data: data if number == 0 else None)
    parcel.fetch()
    assert parcel.shelf("AL").length(made.id) == SEALED
    carry_in(parcel.post.al, there, made.id, [stick])
    assert parcel.read(message, made) == FILE


@pytest.mark.parametrize("part", [slice(-1), slice(0), slice(SEALED)])
def test_of_a_file_that_is_cut_short_the_rest_is_still_awaited(parcel: Parcel, there: Account, part: slice) -> None:
    _, made, stick = carried(parcel)
    with pytest.raises(ConflictError, match="a part of it is missing"):
        carry_in(parcel.post.al, there, made.id, [stick[part]])
    assert parcel.blob("AL", made).state is BlobState.COMING
    carry_in(parcel.post.al, there, made.id, [stick])


@pytest.mark.parametrize("change", ["another", "longer"])
def test_another_file_is_refused(parcel: Parcel, there: Account, change: str) -> None:
    _, made, stick = carried(parcel)
    wrong = stick + b"x" if change == "longer" else bytes(len(stick))
    with pytest.raises(ConflictError, match="chunk"):
        carry_in(parcel.post.al, there, made.id, [wrong])
    assert parcel.blob("AL", made).state is BlobState.REFUSED
    carry_in(parcel.post.al, there, made.id, [stick])
    assert parcel.blob("AL", made).state is BlobState.HERE


def test_what_no_message_named_is_not_taken(parcel: Parcel, there: Account) -> None:
    with pytest.raises(NotFoundError, match="bundle in first"):
        carry_in(parcel.post.al, there, AttachmentId("0" * 32), [b"x"])


def test_a_draft_does_not_leave_and_only_administrators_carry(parcel: Parcel, there: Account) -> None:
    made = parcel.attach(parcel.post.draft())
    with pytest.raises(NotFoundError):
        carry_out(parcel.post.rs, admin(parcel, "RS"), made.id)
    for refused in (
        lambda: carry_out(parcel.post.rs, parcel.post.officer, made.id),
        lambda: carry_in(parcel.post.rs, parcel.post.officer, made.id, []),
        lambda: list_carried(parcel.post.rs, parcel.post.officer, NodeId("AL")),
    ):
        with pytest.raises(NotAllowedError):
            refused()
    assert there.roles
