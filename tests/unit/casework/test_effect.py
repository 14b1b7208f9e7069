"""An effect that checks nothing lets every message in; what is out of place is refused by that code."""

from tests.twins.stores import new_store

from egnatia.casework.effect import Effect, out_of_place
from egnatia.exchange.refusal import RefusalCode


def test_without_a_check_of_its_own_an_effect_finds_nothing_wrong() -> None:
    written: list[str] = []
    effect = Effect(outcome="taken", write=lambda _tx: written.append("once"))
    store = new_store()
    store.write(effect.check)
    assert written == []
    store.write(effect.write)
    assert written == ["once"]


def test_what_is_out_of_place_is_refused_with_the_words() -> None:
    refused = out_of_place("no hit of that reference between us")
    assert (refused.code, refused.words) == (RefusalCode.OUT_OF_PLACE, "no hit of that reference between us")
