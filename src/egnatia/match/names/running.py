"""Names in running text: where words stand together that may be those of a name, bent by a case or not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from operator import eq
from typing import Final, NamedTuple, TypeAlias

from egnatia.match.names.forms import Form
from egnatia.match.names.tokens import Token, token
from egnatia.match.names.words import words_in

#: So many words further on the last word of a name may stand: a father's name or a particle comes between.
_REACH: Final = 4
#: So many sounds at its end a word may lose, and so many it may take on, in another case; so many stay at least.
_LOST, _TAKEN_ON, _STEM = 2, 4, 2
#: So many readings of a word are compared.
_READINGS: Final = 3

#: Of each word of a text that may be one of a name, which.
_Met: TypeAlias = Mapping[str, frozenset[str]]


class Passage(NamedTuple):
    """Words of a text that may be somebody's name."""

    words: str  #: In lower case.
    whole: bool  #: Two words of a name, and all that it has, stand there, bent by a case or not.
    lone: bool  #: It is one word, of names that all have more.


def passages(text: str, sought: Sequence[Form]) -> Iterator[Passage]:
    """Yield where words of a name stand together, or one word of it alone; each passage once.

    Whatever is no letter parts words: in a script without spaces, only a name that stands by itself is found.

    Args:
        text: any.
        sought: the names.
    """
    words = [token(word) for word in words_in(text, len(text))]
    met = _met_by(dict.fromkeys(words), sought)
    reach = max((_REACH, *(len(form.words) + 1 for form in sought)))
    starts = [place for place, word in enumerate(words) if word.text in met]
    runs = dict.fromkeys(_trimmed(words[place : place + reach], met) for place in starts)
    yield from (_passage(run, sought) for run in runs)


def _met_by(words: Iterable[Token], sought: Sequence[Form]) -> _Met:
    wanted = dict.fromkeys(part for form in sought for part in form.words if not part.initial)
    found = {word.text: frozenset(part.text for part in wanted if _meets(word, part)) for word in words}
    return {word: parts for word, parts in found.items() if parts}


def _meets(word: Token, part: Token) -> bool:
    if word.initial:
        return any(one[:1] == other[:1] for one in word.sounds for other in part.sounds)
    return not set(word.skeletons).isdisjoint(part.skeletons) or _bent(word, part)


def _bent(word: Token, part: Token) -> bool:
    """Tell whether a word is another one in some case: Jovanovićem, Petra, Gradskog."""
    return any(
        _is_stem(sum(takewhile(bool, map(eq, one, other))), len(one), len(other))
        for one in islice(word.sounds, _READINGS)
        for other in islice(part.sounds, _READINGS)
    )


def _is_stem(shared: int, written: int, named: int) -> bool:
    return shared >= max(_STEM, named - _LOST) and written - shared <= _TAKEN_ON


def _trimmed(words: list[Token], met: _Met) -> tuple[Token, ...]:
    last = max(place for place, word in enumerate(words) if word.text in met)
    return tuple(words[: last + 1])


def _passage(run: tuple[Token, ...], sought: Sequence[Form]) -> Passage:
    return Passage(
        words=" ".join(word.text for word in run),
        whole=len(run) > 1 and any(_stands(form, run) for form in sought),
        lone=len(run) == 1 and all(len(form.words) > 1 for form in sought),
    )


def _stands(form: Form, run: tuple[Token, ...]) -> bool:
    return len(form.words) > 1 and all(any(_bent(word, part) for word in run) for part in form.words)
