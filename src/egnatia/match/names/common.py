"""The words that many people are called by: sharing one says less than sharing a rare one."""

from functools import lru_cache
from importlib.resources import files


def is_common(sounds: tuple[str, ...]) -> bool:
    """Tell whether a word, in one of its readings, is a popular first or family name of some country.

    The list holds how such names sound, made by `scripts/fit_names.py` from the popular names by country of
    sigpwned/popular-names-by-country-dataset (CC0-1.0).
    """
    return not _common().isdisjoint(sounds)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset((files("egnatia.match.names") / "common.txt").read_text("ascii").split())
