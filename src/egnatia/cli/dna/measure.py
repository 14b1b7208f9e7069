"""How fast profiles are searched, against reading their table once from memory."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np

from egnatia.match.dna.coding import LANES, ORDER, Words
from egnatia.match.dna.halves import index_halves, look_up
from egnatia.match.dna.kernels.scan import read_all
from egnatia.match.dna.search import candidate_rows

#: Loci of an invented profile, and how many values each has, evenly.
LOCI = 24
VALUES = 14
MISSING = 0.3
ROUNDS = 7


#: What is taken for the processor's cache where it does not say.
USUAL_CACHE: Final = 32 << 20
#: Tables of less than so many caches are partly read from there.
CACHES: Final = 4

_CACHES: Final = Path("/sys/devices/system/cpu/cpu0/cache")
_UNITS: Final = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


def cache_bytes(folder: Path = _CACHES) -> int:
    """Return the size of the processor's largest cache, as Linux tells it."""
    try:
        sizes = [file.read_text("ascii").strip() for file in folder.glob("index*/size")]
        return max((int(size[:-1]) * _UNITS[size[-1]] for size in sizes), default=USUAL_CACHE)
    except (OSError, ValueError, KeyError, IndexError):
        return USUAL_CACHE


def invent(profiles: int, missing: float, seed: int) -> Words:
    """Return invented profiles, shape (words, profiles): every locus is typed, or missing by chance."""
    chance = np.random.default_rng(seed)
    words = np.zeros((LOCI // LANES, profiles), dtype=np.uint64)
    for place in range(min(LOCI, len(ORDER))):
        pair = chance.integers(1, VALUES + 1, size=(2, profiles), dtype=np.uint64)
        lane = pair.min(axis=0) | pair.max(axis=0) << np.uint64(8)
        if missing:
            lane *= (chance.random(profiles, dtype=np.float32) >= missing).astype(np.uint64)
        words[place // LANES] |= lane << np.uint64(16 * (place % LANES))
    return words


def _best(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least time of some rounds, in seconds, after one to warm up."""
    act()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return min(times)


def _measure_scan(register: Words, asked: Words, name: str) -> dict[str, float]:
    """Return what reading and searching a register take."""
    read = _best(lambda: read_all(register))
    scan = _best(lambda: candidate_rows(register, asked))
    return {f"read{name}_seconds": read, f"scan{name}_seconds": scan, f"scan{name}_by_read": scan / read}


def _measure_index(register: Words, asked: Words) -> dict[str, float]:
    """Return what looking up a complete profile takes, and how many it finds."""
    index = index_halves(register)
    found = look_up(index, register, asked)
    return {"index_us": 1e6 * _best(lambda: look_up(index, register, asked), 200), "index_hits": len(found)}


def measure_search(profiles: int, seed: int) -> dict[str, float]:
    """Return the figures of searching and reading, in seconds and microseconds.

    `from_memory` is false where the table is so small that some of it is read from the processor's cache.
    """
    register = invent(profiles, 0.0, seed)
    asked = register[:, profiles // 2].copy()
    cache = cache_bytes()
    figures: dict[str, float] = {
        "profiles": profiles,
        "bytes_per_profile": register.nbytes / profiles,
        "table_bytes": register.nbytes,
        "cache_bytes": cache,
        "from_memory": register.nbytes >= CACHES * cache,
    }
    figures |= _measure_scan(register, asked, "")
    figures |= _measure_index(register, asked)
    return figures | _measure_scan(invent(profiles, MISSING, seed), asked, "_partial")
