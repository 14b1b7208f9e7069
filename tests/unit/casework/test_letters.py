"""Letters: what none can carry is refused while somebody is there to give less."""

import pytest
from tests.unit.casework.conftest import Scene

from egnatia.casework.errors import ConflictError
from egnatia.casework.letters import Content, queue, seal, travelling
from egnatia.exchange.envelope import check_fits
from egnatia.exchange.errors import TooLargeError
from egnatia.exchange.limits import LARGEST_LETTER
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
