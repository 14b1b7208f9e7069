"""Letters: every attempt is another envelope; what none can carry is refused while somebody is there to give less."""

from datetime import timedelta

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.errors import ConflictError
from egnatia.casework.letters import Content, queue, seal, travelling, unseal, write
from egnatia.exchange.envelope import check_fits
from egnatia.exchange.errors import NoKeyError, Refused, TooLargeError
from egnatia.exchange.limits import LARGEST_LETTER, MAX_MESSAGE_LIFE, POSITION_LIFE, QUESTION_LIFE
from egnatia.model.identity import NodeId
from egnatia.model.message import MessageType


def saying(length: int) -> Content:
    """Return what a letter of so many more or fewer bytes says."""
    return Content(type=MessageType.RELEASE, recipient=NodeId("AL"), body={"said": "x" * length})


def longest(scene: Scene) -> int:
    """Return how much a letter says that just fits."""
    low, high = 0, LARGEST_LETTER
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if sealed(scene, middle) else (low, middle)
    return low


def sealed(scene: Scene, length: int) -> bool:
    """Tell whether a letter can be sealed."""
    try:
        seal(scene.rs, queue(scene.rs, saying(length)).message)
    except TooLargeError:
        return False
    return True


def test_what_is_said_to_fit_is_what_can_be_sealed_to_the_byte(scene: Scene) -> None:
    most = longest(scene)
    check_fits(queue(scene.rs, saying(most)).message)
    with pytest.raises(TooLargeError):
        check_fits(queue(scene.rs, saying(most + 1)).message)


def test_what_does_not_fit_is_refused_with_what_to_do_instead(scene: Scene) -> None:
    row = queue(scene.rs, saying(100))
    assert travelling(row, "give less") is row
    with pytest.raises(ConflictError, match=r"too large to travel .*131072.*: give less"):
        travelling(queue(scene.rs, saying(LARGEST_LETTER)), "give less")


def content(**fields: object) -> Content:
    values: dict[str, object] = {"type": MessageType.CHARGE, "recipient": NodeId("AL"), "body": {"log": "RS"}}
    return Content(**{**values, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("sort", MessageType)
def test_every_sort_of_letter_has_a_life(scene: Scene, sort: MessageType) -> None:
    message = write(scene.rs, content(type=sort))
    shorter = {
        MessageType.QUESTION: QUESTION_LIFE,
        MessageType.ANSWER: QUESTION_LIFE,
        MessageType.POSITION: POSITION_LIFE,
    }
    assert message.expires_at - message.sent_at == shorter.get(sort, MAX_MESSAGE_LIFE)


def test_a_letter_that_is_held_is_left_to_whoever_sends_it_at_once(scene: Scene) -> None:
    row = queue(scene.rs, content(), hold=timedelta(seconds=30))
    assert row.next_try == row.message.sent_at + timedelta(seconds=30)


def test_two_attempts_are_two_envelopes_with_one_letter_in_them(scene: Scene) -> None:
    message = write(scene.rs, content())
    first, second = seal(scene.rs, message), seal(scene.rs, message)
    assert first.data != second.data
    opened = [unseal(scene.al, wrapped.data, NodeId("RS")) for wrapped in (first, second)]
    assert opened[0].envelope != opened[1].envelope
    assert opened[0].message == opened[1].message == message


def test_nobody_else_opens_it_and_nobody_else_brings_it(scene: Scene) -> None:
    data = seal(scene.rs, write(scene.rs, content())).data
    with pytest.raises(Refused, match="wrong_recipient"):
        unseal(scene.net.offices["XK"], data, NodeId("RS"))
    with pytest.raises(Refused, match="wrong_sender"):
        unseal(scene.al, data, NodeId("XK"))


def test_to_somebody_who_is_not_listed_nothing_is_sealed(scene: Scene) -> None:
    with pytest.raises(NoKeyError):
        seal(scene.rs, write(scene.rs, content(recipient=NodeId("ME"))))
