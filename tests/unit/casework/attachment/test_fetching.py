"""What a partner attached is fetched from where it stopped; what is not what was named is refused and logged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.unit.casework.attachment.conftest import FILE, Parcel

from egnatia.adapters.keys.chunks import AesChunks
from egnatia.casework.attachment.fetching import GONE, LEASE, fetch_some, resume, sweep
from egnatia.casework.blobs import BlobState
from egnatia.casework.dispatch.forgetting import KEPT, forget_messages
from egnatia.casework.errors import ConflictError
from egnatia.exchange.chunks import SEALED, nonce, sealed_size
from egnatia.exchange.limits import MAX_MESSAGE_LIFE
from egnatia.exchange.states import DispatchState
from egnatia.ledger.entry import Act
from egnatia.model.identity import AttachmentId


def test_a_file_follows_its_message_and_both_logs_name_it(parcel: Parcel) -> None:
    message, made = parcel.sent()
    assert parcel.blob("AL", made).state is BlobState.COMING
    assert parcel.fetch() == 1
    assert parcel.blob("AL", made).state is BlobState.HERE
    assert parcel.read(message, made) == FILE
    [came] = parcel.logged("AL", Act.COLLECTION)
    assert came.about == (message, made.commitment)


def test_what_was_half_fetched_goes_on_where_it_stopped(parcel: Parcel) -> None:
    _, made = parcel.sent()
    asked: list[int] = []

    def breaking(number: int, data: bytes) -> bytes | None:
        asked.append(number)
        return data if number < 2 or asked.count(2) > 1 else None

    parcel.meddle(breaking)
    parcel.fetch()
    assert parcel.blob("AL", made).state is BlobState.COMING
    parcel.post.net.clock.advance(timedelta(seconds=5))
    parcel.fetch()
    assert parcel.blob("AL", made).state is BlobState.HERE
    assert asked == [0, 1, 2, 2]


@pytest.mark.parametrize("left", [0, 1, SEALED - 1, SEALED, SEALED + 7, 2 * SEALED, 2 * SEALED + 100])
def test_whatever_a_killed_node_left_of_a_file_it_is_whole_in_the_end(parcel: Parcel, left: int) -> None:
    message, made = parcel.sent()
    shelf = parcel.shelf("AL")
    shelf.append(made.id, parcel.shelf("RS").read(made.id, 0, left))
    assert resume(parcel.post.al, made) == left // SEALED
    assert shelf.length(made.id) == left // SEALED * SEALED
    parcel.fetch()
    assert parcel.read(message, made) == FILE


def test_bytes_that_a_power_cut_left_unwritten_are_fetched_again(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.shelf("AL").append(made.id, parcel.shelf("RS").read(made.id, 0, SEALED) + bytes(SEALED))
    assert resume(parcel.post.al, made) == 1
    parcel.fetch()
    assert parcel.read(message, made) == FILE


def test_a_file_that_was_whole_when_the_node_was_killed_is_checked_and_kept(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.shelf("AL").append(made.id, parcel.shelf("RS").read(made.id, 0, sealed_size(len(FILE))))
    parcel.meddle(lambda _number, _data: pytest.fail("nothing is fetched again"))
    parcel.fetch()
    assert parcel.read(message, made) == FILE


def _other(number: int, data: bytes, key: bytes) -> bytes:
    content = b"y" * (len(data) - 16)
    return AesChunks().seal(content, key, nonce(number, last=number == 2))


WRONG: dict[str, tuple[Callable[[int, bytes], bytes], str]] = {
    "too much": (lambda _number, data: data + b"x", "another size"),
    "too little": (lambda _number, data: data[:-1], "another size"),
    "nothing": (lambda _number, _data: b"", "another size"),
    "a changed chunk": (lambda number, data: data[:-1] + bytes([data[-1] ^ 1]) if number == 1 else data, "not open"),
    "a chunk twice": (lambda _number, _data: _FIRST[0], "not open"),
}
_FIRST: list[bytes] = []


@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_partner_that_gives_something_else_is_refused_and_logged(parcel: Parcel, name: str) -> None:
    message, made = parcel.sent(FILE[: 2 * (SEALED - 16)])
    _FIRST[:] = [parcel.shelf("RS").read(made.id, 0, SEALED)]
    change, words = WRONG[name]
    parcel.meddle(change)
    parcel.fetch()
    blob = parcel.blob("AL", made)
    assert blob.state is BlobState.REFUSED
    assert words in blob.error
    assert parcel.shelf("AL").names() == frozenset()
    [refused] = parcel.logged("AL", Act.REFUSAL)
    assert (refused.by, refused.about) == ("RS", (message, made.commitment))
    with pytest.raises(ConflictError, match="not the file that its message names"):
        parcel.read(message, made)


def test_another_file_of_the_same_size_under_the_same_key_is_refused(parcel: Parcel) -> None:
    _, made = parcel.sent()
    parcel.meddle(lambda number, data: _other(number, data, bytes.fromhex(made.key)))
    parcel.fetch()
    assert parcel.blob("AL", made).error == "another file than its message names"
    assert parcel.shelf("AL").names() == frozenset()


def test_a_partner_that_is_away_is_asked_again_ever_more_seldom(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.post.net.line.away.add("RS")
    for tries in range(1, 5):
        parcel.fetch()
        blob = parcel.blob("AL", made)
        assert (blob.tries, blob.error) == (tries, "away")
        parcel.post.net.clock.advance(blob.next_try - parcel.post.net.clock.now())
    parcel.post.net.line.away.clear()
    parcel.fetch()
    assert parcel.read(message, made) == FILE


def test_what_does_not_come_within_thirty_days_is_given_up(parcel: Parcel) -> None:
    _, made = parcel.sent()
    parcel.shelf("RS").remove(made.id)
    parcel.fetch()
    assert parcel.blob("AL", made).error == "it has it no more"
    parcel.post.net.clock.advance(MAX_MESSAGE_LIFE + timedelta(minutes=1))
    parcel.fetch()
    blob = parcel.blob("AL", made)
    assert (blob.state, blob.error) == (BlobState.GONE, GONE)


def test_one_hand_at_a_time_holds_a_file_and_a_dead_one_lets_go(parcel: Parcel) -> None:
    _, made = parcel.sent()

    def dying(_number: int, _data: bytes) -> bytes:
        assert not fetch_some(parcel.post.al)
        raise KeyboardInterrupt

    parcel.meddle(dying)
    with pytest.raises(KeyboardInterrupt):
        fetch_some(parcel.post.al)
    assert not fetch_some(parcel.post.al)
    parcel.meddle(lambda _number, data: data)
    parcel.post.net.clock.advance(LEASE)
    parcel.fetch()
    assert parcel.blob("AL", made).state is BlobState.HERE


def test_a_full_disk_is_no_fault_of_the_partner(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.shelf("AL").room = SEALED
    parcel.fetch()
    assert "no space left" in parcel.blob("AL", made).error
    parcel.shelf("AL").room = None
    parcel.post.net.clock.advance(timedelta(minutes=10))
    parcel.fetch()
    assert parcel.read(message, made) == FILE


def test_a_disk_that_spoils_bytes_is_no_fault_of_the_partner_either(parcel: Parcel) -> None:
    message, made = parcel.sent()
    whole = parcel.shelf("RS").read(made.id, 0, sealed_size(len(FILE)))
    parcel.shelf("AL").append(made.id, whole[:100] + bytes(10) + whole[110:])
    parcel.fetch()
    assert "damaged" in parcel.blob("AL", made).error
    parcel.post.net.clock.advance(timedelta(minutes=1))
    parcel.fetch()
    assert parcel.read(message, made) == FILE


def test_what_a_message_said_goes_with_its_files_on_both_sides(parcel: Parcel) -> None:
    _, made = parcel.sent()
    parcel.fetch()
    parcel.post.net.clock.advance(KEPT + timedelta(hours=1))
    for node in ("RS", "AL"):
        office = parcel.post.net.offices[node]
        assert forget_messages(office, 10) == 1
        assert sweep(office) == 1
        assert parcel.shelf(node).names() == frozenset()
        assert office.store.read(lambda tx: tx.blobs.get(made.id)) is None


def test_a_file_whose_message_is_erased_while_it_comes_is_not_fetched(parcel: Parcel) -> None:
    message, made = parcel.sent()
    parcel.post.al.store.write(lambda tx: tx.dispatches.forget(parcel.post.net.clock.now() + timedelta(days=1), 9))
    assert parcel.post.at("AL", message).state is DispatchState.DELIVERED
    parcel.fetch()
    assert parcel.post.al.store.read(lambda tx: tx.blobs.get(made.id)) is None
    assert parcel.shelf("AL").names() == frozenset()


def test_a_message_erased_in_the_middle_of_a_turn_leaves_bytes_that_are_swept_away(parcel: Parcel) -> None:
    _, made = parcel.sent()

    def erasing(_number: int, data: bytes) -> bytes:
        parcel.post.al.store.write(lambda tx: tx.blobs.drop([made.id]))
        return data

    parcel.meddle(erasing)
    parcel.fetch()
    assert parcel.logged("AL", Act.COLLECTION) == []
    assert sweep(parcel.post.al) == 1
    assert sweep(parcel.post.al) == 0


def test_what_was_never_written_to_its_end_is_swept_away_after_a_day(parcel: Parcel) -> None:
    made = parcel.attach(parcel.post.draft())
    dead = replace(parcel.blob("RS", made), id=AttachmentId("d" * 32), state=BlobState.WRITING)
    parcel.post.rs.store.write(lambda tx: tx.blobs.add([dead]))
    parcel.shelf("RS").append(dead.id, b"x")
    assert sweep(parcel.post.rs) == 0
    parcel.post.net.clock.advance(timedelta(days=1, minutes=1))
    assert sweep(parcel.post.rs) == 1
    assert parcel.shelf("RS").names() == {made.id}
