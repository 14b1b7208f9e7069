"""Pieces come in their order while the next ones are on their way; after one that fails, none is waited for."""

from collections.abc import Callable
from concurrent.futures import Future

from egnatia.adapters.http.ahead import AHEAD, ahead
from egnatia.casework.ports import Piece


def done(piece: Piece) -> Future[Piece]:
    future = Future[Piece]()
    future.set_result(piece)
    return future


def noting(begun: list[int], make: Callable[[int], Future[Piece]]) -> Callable[[int], Future[Piece]]:
    def begin(number: int) -> Future[Piece]:
        begun.append(number)
        return make(number)

    return begin


def test_pieces_come_in_order_and_a_few_are_under_way() -> None:
    begun: list[int] = []
    pieces = ahead(noting(begun, lambda number: done(Piece(number=number, data=b"x"))), range(10), "stopped")
    assert next(pieces).number == 0
    assert begun == list(range(AHEAD))
    assert [piece.number for piece in pieces] == list(range(1, 10))
    assert begun == list(range(10))


def test_after_a_piece_that_does_not_come_the_others_are_given_up() -> None:
    waiting: list[Future[Piece]] = []

    def begin(number: int) -> Future[Piece]:
        if number == 1:
            return done(Piece(number=1, error="away"))
        if number < 1:
            return done(Piece(number=number, data=b"x"))
        waiting.append(Future())
        return waiting[-1]

    assert [piece.error for piece in ahead(begin, range(9), "stopped")] == ["", "away"]
    assert waiting
    assert all(future.cancelled() for future in waiting)


def test_what_is_cancelled_ends_it_with_a_word() -> None:
    stopped = Future[Piece]()
    stopped.cancel()
    assert [piece.error for piece in ahead(lambda _number: stopped, range(3), "it is stopped")] == ["it is stopped"]


def test_of_nothing_nothing_comes() -> None:
    assert list(ahead(lambda _number: Future(), range(0), "")) == []
