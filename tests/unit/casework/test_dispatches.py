"""What was typed, written as plain values and read back; late or not."""

from dataclasses import fields
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.twins.clock import NOON
from tests.unit.casework.dispatch.test_paper import row

from egnatia.casework.dispatches import Composition, build_composition, plain_composition
from egnatia.exchange.states import DispatchState
from egnatia.model import canonical
from egnatia.model.dispatch import Thing

#: What is printable: no control, no separator but the blank.
TEXT = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), max_size=20)
VALUES = st.dictionaries(TEXT, st.lists(TEXT, max_size=3).map(tuple), max_size=3)
TYPED = st.builds(
    Composition,
    **{found.name: TEXT for found in fields(Composition) if found.type == "str"},
    urgent=st.booleans(),
    minor=st.booleans(),
    asylum_from=st.lists(TEXT, max_size=2).map(tuple),
    handling=st.lists(TEXT, max_size=2).map(tuple),
    facts=VALUES,
    things=st.lists(st.builds(Thing, kind=TEXT, properties=VALUES), max_size=2).map(tuple),
)


@given(typed=TYPED)
def test_whatever_was_typed_is_read_back_as_it_was(typed: Composition) -> None:
    plain = canonical.from_bytes(canonical.to_bytes(plain_composition(typed)))
    assert build_composition(plain) == typed


def test_a_draft_of_another_version_is_read_as_far_as_it_is_known() -> None:
    assert build_composition({"title": "x", "colour": "blue"}) == Composition(title="x")


def test_a_reply_is_late_while_it_has_not_come() -> None:
    def late(state: DispatchState, hours: int) -> bool:
        waiting = row(Composition())
        due = NOON + timedelta(hours=hours)
        return type(waiting)(
            **{found.name: getattr(waiting, found.name) for found in fields(waiting)} | {"state": state, "due_at": due}
        ).is_late(NOON)

    assert late(DispatchState.READ, -1)
    assert not late(DispatchState.READ, 1)
    assert not late(DispatchState.DONE, -1)
    assert not row(Composition()).is_late(NOON)
