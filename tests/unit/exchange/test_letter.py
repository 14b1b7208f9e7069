"""The letter."""

from tests.unit.model.samples import MESSAGE, MORNING

from egnatia.exchange.letter import Letter, read_letter, write_letter
from egnatia.model import canonical

LETTER = Letter(envelope="0e" * 16, at=MORNING, message=MESSAGE)


def test_a_letter_is_canonical_json_and_survives_the_journey() -> None:
    payload = write_letter(LETTER)
    assert set(canonical.from_bytes(payload)) == {"at", "envelope", "message", "v"}
    assert read_letter(payload) == LETTER
