"""A register without an index."""

from egnatia.casework.nearby import NoIndex
from egnatia.model.kinds import KINDS


def test_a_small_register_names_nothing_so_that_keys_are_used() -> None:
    assert NoIndex().nearest(KINDS["person"], {"full_name": ("Milan Petrović",)}, 10) is None
