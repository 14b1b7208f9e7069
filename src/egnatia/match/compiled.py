"""How the engines' kernels are compiled: once, kept beside the source, and free of the interpreter's lock.

Numba looks at the file of a kernel to tell whether what it kept is still true, but not at the files of the kernels
that this one calls. So machine code is kept in a folder whose name says how all files of the packages `kernels` are:
when one changes, all of it is made anew.
"""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar, cast

import numba
from numba import config

_F = TypeVar("_F", bound=Callable[..., object])

_ENGINES = Path(__file__).parent


def _state_of_sources() -> str:
    """Return a digest of when the kernels' files were changed, and how long they are."""
    states = sorted(
        (str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in _ENGINES.glob("*/kernels/*.py")
    )
    return blake2b(repr(states).encode(), digest_size=6).hexdigest()


if not config.CACHE_DIR:  # type: ignore[attr-defined] # set when numba starts; NUMBA_CACHE_DIR counts more
    _FOLDER = _ENGINES / "__pycache__" / f"kernels-{_state_of_sources()}"
    config.CACHE_DIR = str(_FOLDER)  # type: ignore[attr-defined] # as above


def kernel(function: _F) -> _F:
    """Compile a numeric function by numba; the machine code is kept for the next start.

    With `NUMBA_DISABLE_JIT=1` the function stays plain Python: so coverage sees inside it.

    Args:
        function: of numbers, arrays and named tuples of arrays, without Python objects.
    """
    return cast("_F", numba.njit(cache=True, nogil=True)(function))
