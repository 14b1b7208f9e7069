"""Drawing by chance from a seed: streams that do not disturb one another, weights, patterns of numbers."""

from bisect import bisect
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

_T = TypeVar("_T")

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Of the numbers of documents that machines read: no vowels, no I, O, Q.
_MACHINE = "0123456789CFGHJKLMNPRTVWXYZ"

_Draw = Callable[[Random, str], str]


def stream(seed: int, *path: object) -> Random:
    """Return the generator of one part of the demo; parts with other paths draw independently."""
    return Random("/".join(map(str, (seed, *path))))  # noqa: S311 - invented data, no secret


class Weighted(Generic[_T]):
    """Things of which some come more often than others."""

    def __init__(self, weights: Mapping[_T, float]) -> None:
        """Take the things, in their order, with their weights."""
        self._things: tuple[_T, ...] = tuple(weights)
        self._sums = tuple(accumulate(weights.values()))

    def draw(self, rng: Random) -> _T:
        """Draw one."""
        return self._things[bisect(self._sums, rng.random() * self._sums[-1], hi=len(self._sums) - 1)]

    def draw_several(self, rng: Random, number: int, without: Iterable[_T] = ()) -> list[_T]:
        """Draw different ones, as many as there are at most."""
        found: dict[_T, None] = {}
        barred = frozenset(without)
        left = len([thing for thing in self._things if thing not in barred])
        while len(found) < min(number, left):
            thing = self.draw(rng)
            if thing not in barred:
                found[thing] = None
        return list(found)


def one_of(things: tuple[_T, ...], rng: Random) -> _T:
    """Draw one of several that come equally often."""
    return things[int(rng.random() * len(things))]


def hex128(rng: Random) -> str:
    """Draw 128 bits as 32 hexadecimal digits, the form of a lineage or a salt."""
    return f"{rng.getrandbits(128):032x}"


def fill(pattern: str, rng: Random, letters: str = LETTERS) -> str:
    """Fill a pattern: # is a digit, @ one of `letters`, ~ a character of a machine-read number, {A|B} a choice."""
    return "".join(draw(rng, letters) for draw in _steps(pattern))


@cache
def _steps(pattern: str) -> tuple[_Draw, ...]:
    steps: list[_Draw] = []
    rest = pattern
    while rest:
        size = len(rest) - len(rest.lstrip(rest[0]))
        if rest[0] == "{":
            options, _, rest = rest[1:].partition("}")
            steps.append(_choice(tuple(options.split("|"))))
            continue
        steps.append(_SIGNS.get(rest[0], _literal)(rest[:size]))
        rest = rest[size:]
    return tuple(steps)


def _choice(options: tuple[str, ...]) -> _Draw:
    return lambda rng, _letters: one_of(options, rng)


def _literal(text: str) -> _Draw:
    return lambda _rng, _letters: text


def _digits(signs: str) -> _Draw:
    size = len(signs)
    return lambda rng, _letters: f"{rng.randrange(10**size):0{size}d}"


def _letters(signs: str) -> _Draw:
    size = len(signs)
    return lambda rng, letters: "".join(letters[int(rng.random() * len(letters))] for _ in range(size))


def _machine(signs: str) -> _Draw:
    size = len(signs)
    return lambda rng, _letters: "".join(_MACHINE[int(rng.random() * len(_MACHINE))] for _ in range(size))


_SIGNS: Mapping[str, Callable[[str], _Draw]] = {"#": _digits, "@": _letters, "~": _machine}
