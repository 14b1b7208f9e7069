"""A file is sealed as it comes, hangs on the draft, and goes with it or is taken out again."""

import hashlib
from collections.abc import Iterator

import pytest
from tests.unit.casework.attachment.conftest import FILE, Parcel

from egnatia.adapters.keys.chunks import AesChunks
from egnatia.casework.attachment.adding import Enclosing, detach, give
from egnatia.casework.dispatch.drafting import discard, save_draft
from egnatia.casework.dispatch.sending import send
from egnatia.casework.errors import ConflictError, NotAllowedError, NotFoundError
from egnatia.casework.rows import Role
from egnatia.exchange.chunks import CHUNK, SEALED, count, nonce, sealed_size
from egnatia.exchange.states import DispatchState
from egnatia.model.attachment import MOST
from egnatia.model.errors import ParseError


def test_a_file_lies_sealed_and_only_the_message_can_open_it(parcel: Parcel) -> None:
    message = parcel.post.draft()
    made = parcel.attach(message)
    assert (made.size, made.digest) == (len(FILE), hashlib.sha256(FILE).hexdigest())
    assert parcel.shelf("RS").length(made.id) == sealed_size(len(FILE))
    assert FILE[:1000] not in parcel.shelf("RS").bytes[made.id]
    assert parcel.post.at("RS", message).attachments == (made,)
    first = parcel.shelf("RS").read(made.id, 0, SEALED)
    assert AesChunks().open(first, bytes.fromhex(made.key), nonce(0, last=False)) == FILE[:CHUNK]


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_files_of_every_length_end_with_a_marked_chunk(parcel: Parcel, size: int) -> None:
    made = parcel.attach(parcel.post.draft(), b"x" * size)
    start = (count(size) - 1) * SEALED
    last = parcel.shelf("RS").read(made.id, start, SEALED)
    key = bytes.fromhex(made.key)
    assert AesChunks().open(last, key, nonce(count(size) - 1, last=True))
    assert AesChunks().open(last, key, nonce(count(size) - 1, last=False)) is None


def test_no_two_files_have_a_key_in_common(parcel: Parcel) -> None:
    one, other = (parcel.attach(parcel.post.draft(), b"the same") for _ in range(2))
    assert one.digest == other.digest
    assert one.key != other.key
    assert one.commitment != other.commitment


def test_what_was_typed_and_what_is_attached_do_not_disturb_each_other(parcel: Parcel) -> None:
    message = parcel.post.draft()
    made = parcel.attach(message)
    save_draft(parcel.post.rs, parcel.post.officer, parcel.post.typed(title="Other"), message)
    assert parcel.post.at("RS", message).attachments == (made,)


def test_a_message_that_waited_for_a_second_person_waits_no_more(parcel: Parcel) -> None:
    message = parcel.post.draft(minor=True)
    assert not send(parcel.post.rs, parcel.post.officer, message).sent
    made = parcel.attach(message)
    row = parcel.post.at("RS", message)
    assert (row.state, row.approvers) == (DispatchState.DRAFT, ())
    assert not send(parcel.post.rs, parcel.post.officer, message).sent
    detach(parcel.post.rs, parcel.post.officer, message, made.id)
    assert parcel.post.at("RS", message).state is DispatchState.DRAFT


def test_taking_a_file_out_destroys_it(parcel: Parcel) -> None:
    message = parcel.post.draft()
    made = parcel.attach(message)
    detach(parcel.post.rs, parcel.post.officer, message, made.id)
    assert parcel.post.at("RS", message).attachments == ()
    assert parcel.shelf("RS").names() == frozenset()
    with pytest.raises(NotFoundError):
        detach(parcel.post.rs, parcel.post.officer, message, made.id)


def test_throwing_a_draft_away_destroys_its_files(parcel: Parcel) -> None:
    message = parcel.post.draft()
    made = parcel.attach(message)
    discard(parcel.post.rs, parcel.post.officer, message)
    assert parcel.shelf("RS").names() == frozenset()
    assert parcel.post.rs.store.read(lambda tx: tx.blobs.get(made.id)) is None


def test_a_file_that_does_not_come_leaves_nothing(parcel: Parcel) -> None:
    message = parcel.post.draft()

    def breaking() -> Iterator[bytes]:
        yield FILE
        assert parcel.shelf("RS").names()
        raise ConnectionError

    with pytest.raises(ConnectionError):
        give(parcel.post.rs, parcel.post.officer, Enclosing(message=message, name="boats.pdf"), breaking())
    assert parcel.post.at("RS", message).attachments == ()
    assert parcel.shelf("RS").names() == frozenset()


def test_an_empty_file_is_none(parcel: Parcel) -> None:
    with pytest.raises(ParseError, match="empty"):
        parcel.attach(parcel.post.draft(), b"")


def test_a_file_larger_than_the_node_takes_is_refused_as_soon_as_it_is(parcel: Parcel) -> None:
    parcel.limit("RS", largest=CHUNK)
    with pytest.raises(ConflictError, match="larger than 1 MB"):
        parcel.attach(parcel.post.draft())


def test_a_full_disk_is_said(parcel: Parcel) -> None:
    parcel.shelf("RS").room = CHUNK
    with pytest.raises(ConflictError, match="no space left"):
        parcel.attach(parcel.post.draft())
    assert parcel.shelf("RS").names() == frozenset()


def test_a_message_has_so_many_files_and_no_more(parcel: Parcel) -> None:
    message = parcel.post.draft()
    for number in range(MOST):
        parcel.attach(message, b"x", f"{number}.txt")
    with pytest.raises(ConflictError, match="at most"):
        parcel.attach(message, b"x")


def test_nothing_is_added_to_what_was_sent_or_by_who_does_not_work_there(parcel: Parcel) -> None:
    message, made = parcel.sent(b"x")
    with pytest.raises(ConflictError):
        parcel.attach(message, b"x")
    with pytest.raises(ConflictError):
        detach(parcel.post.rs, parcel.post.officer, message, made.id)
    stranger = parcel.post.net.person("RS", "stranger", Role.OFFICER)
    with pytest.raises(NotAllowedError):
        give(parcel.post.rs, stranger, Enclosing(message=parcel.post.draft(), name="boats.pdf"), [b"x"])


@pytest.mark.parametrize("name", ["", "../boats", "a/b", "a\\b", ".bashrc", "a\nb", "x" * 201, " a", 'a"b', "a\u202eb"])
def test_a_name_that_would_be_a_path_is_none(parcel: Parcel, name: str) -> None:
    with pytest.raises(ParseError):
        parcel.attach(parcel.post.draft(), b"x", name)
