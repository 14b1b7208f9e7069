"""Loading before the first question what that would wait for: tables of names, and compiled kernels."""

import gc
from functools import cache

from egnatia.match.engines import ENGINES
from egnatia.model.kinds import KINDS

_ASKED = {"full_name": ("Petar Jovanović",), "birth_date": ("1985-04-12",)}
_FOUND = {"full_name": ("Петар Јовановић",), "birth_date": ("1985-04-12",)}


@cache
def warm_up() -> None:
    """Compare two invented persons, once in a process: half a second that nobody has to wait for later.

    What is loaded by then stays for good. The collector of garbage is told so: else it goes through all of it again
    whenever a few ten thousand names have been read, which takes longer than comparing them.
    """
    ENGINES["person"].score(KINDS["person"], _ASKED, _FOUND, exact=False)
    gc.collect()
    gc.freeze()
