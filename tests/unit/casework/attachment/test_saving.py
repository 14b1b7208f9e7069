"""A file is given out to whoever may see its message, whole or not at all, and it is logged."""

from datetime import timedelta

import pytest
from tests.unit.casework.attachment.conftest import FILE, Parcel

from egnatia.casework.attachment.saving import attached, save
from egnatia.casework.blobs import BlobState
from egnatia.casework.errors import ConflictError, DamagedError, NotAllowedError, NotFoundError
from egnatia.exchange.chunks import SEALED, sealed_size
from egnatia.ledger.entry import Act
from egnatia.model.desk import Desk
from egnatia.model.identity import AttachmentId


def test_saving_is_logged_like_reading(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.fetch()
    saved = save(parcel.post.al, parcel.post.clerk, message, made.id)
    assert (saved.name, saved.size) == ("boats.pdf", len(FILE))
    [looked] = parcel.logged("AL", Act.CONSULTATION)
    assert (looked.by, looked.about) == (parcel.post.clerk.id, (message, made.commitment))


def test_who_wrote_it_reads_it_too(parcel: Parcel) -> None:
    message = parcel.post.draft()
    made = parcel.attach(message)
    assert b"".join(save(parcel.post.rs, parcel.post.officer, message, made.id).pieces) == FILE


def test_who_may_not_see_the_message_gets_no_file(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.fetch()
    with pytest.raises(NotAllowedError):
        save(parcel.post.al, parcel.post.liaison("AL", Desk.CUSTOMS), message, made.id)
    with pytest.raises(NotFoundError):
        save(parcel.post.al, parcel.post.clerk, message, AttachmentId("0" * 32))


def test_a_file_of_one_message_is_not_reached_through_another(parcel: Parcel) -> None:
    _, made = parcel.sent()
    parcel.fetch()
    other = parcel.post.write()
    with pytest.raises(NotFoundError):
        save(parcel.post.al, parcel.post.clerk, other, made.id)


def test_a_file_that_is_still_coming_is_not_given_out_in_part(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.meddle(lambda number, data: data if number < 1 else None)
    parcel.fetch()
    with pytest.raises(ConflictError, match="still coming"):
        save(parcel.post.al, parcel.post.clerk, message, made.id)
    [shown] = attached(parcel.post.al, [parcel.post.at("AL", message)])[message]
    assert (shown.state, shown.here) == (BlobState.COMING, SEALED)


def test_what_is_shown_of_a_file_has_no_key_and_says_how_much_is_here(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.fetch()
    [shown] = attached(parcel.post.al, [parcel.post.at("AL", message)])[message]
    assert made.key not in repr(shown)
    assert (shown.state, shown.here) == (BlobState.HERE, sealed_size(len(FILE)))
    assert attached(parcel.post.al, [parcel.post.at("AL", parcel.post.write())]) == {}


def test_a_spoilt_file_ends_before_the_spoilt_piece(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.fetch()
    parcel.shelf("AL").bytes[made.id][SEALED + 5] ^= 1
    pieces = save(parcel.post.al, parcel.post.clerk, message, made.id).pieces
    assert len(next(pieces)) == SEALED - 16
    with pytest.raises(DamagedError, match="damaged"):
        next(pieces)


def test_a_file_of_which_nothing_is_known_any_more_is_gone(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.post.al.store.write(lambda tx: tx.blobs.drop([made.id]))
    [shown] = attached(parcel.post.al, [parcel.post.at("AL", message)])[message]
    assert shown.state is BlobState.GONE
    parcel.post.net.clock.advance(timedelta(days=1))
    with pytest.raises(ConflictError, match="no more"):
        save(parcel.post.al, parcel.post.clerk, message, made.id)
