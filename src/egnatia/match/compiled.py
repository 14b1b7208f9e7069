"""How the engines' kernels are compiled: once, kept beside the source, and free of the interpreter's lock.

Numba looks at the file of a kernel to tell whether what it kept is still true, but not at the files of the kernels
that this one calls. So machine code is kept in a folder whose name says how all files beside the kernel are: when one
changes, all of it is made anew.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar, cast

import numba
from numba import config

_F = TypeVar("_F", bound=Callable[..., object])

#: Somebody's own choice, by NUMBA_CACHE_DIR, counts more than ours.
_CHOSEN: str = config.CACHE_DIR  # type: ignore[attr-defined] # numba sets it when it starts


@lru_cache
def _place_of(package: Path) -> str:
    """Return where the machine code of a package is kept: it depends on when its files were changed."""
    states = sorted((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in package.glob("*.py"))
    state = blake2b(repr(states).encode(), digest_size=6).hexdigest()
    return str(package / "__pycache__" / f"kernels-{state}")


def kernel(function: _F) -> _F:
    """Compile a numeric function by numba; the machine code is kept for the next start.

    It may call kernels of its own package only. With `NUMBA_DISABLE_JIT=1` the function stays plain Python: so
    coverage sees inside it.

    Args:
        function: of numbers, arrays and named tuples of arrays, without Python objects.
    """
    place = _CHOSEN or _place_of(Path(function.__code__.co_filename).parent)
    config.CACHE_DIR = place  # type: ignore[attr-defined] # numba reads it when a function is decorated
    return cast("_F", numba.njit(cache=True, nogil=True)(function))
