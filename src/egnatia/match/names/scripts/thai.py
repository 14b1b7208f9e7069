"""Thai: by the Royal Institute's general system of 1999, and letter by letter, as names of Sanskrit origin are spelled.

Vowels stand before, above, below and behind the consonant that they follow in speech, and short ones are not written.
"""

import re
from typing import Final, NamedTuple

from egnatia.match.names.scripts.latin import read_latin

#: Latin letters of each consonant from ko kai on: as it begins a syllable, as it ends one, and both by Sanskrit.
_INITIAL: Final = (
    "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r ru l lu w s s s h l - h"
)
_FINAL: Final = "k k k k k k ng t t t t t n t t t t t n t t t t t n p p p p p p p m i n ru n lu o t t t - n - -"
_SPELLED: Final = (
    "k kh kh kh kh kh ng j ch ch s ch y d t th th th n d t th th th n b p p f ph f ph m y r ri l li v s s s h l - h"
)
_SPELLED_FINAL: Final = (
    "k k k k k k ng j ch t s t n t t t t t n t t t t t n p p p p p p p m i r ri l li o s s s t l - -"
)
#: Silenced letters, marks of tone, and h before a letter whose tone it changes.
_UNHEARD: Final = re.compile(r"(?:[ทตดคก]ร|[ก-ฮ])[ิุ]?์|[็่-๎]|ห(?=[งญนมยรลว])")
#: Vowels of several signs around a consonant or a cluster; {} stands for it.
_CLUSTER: Final = "([ก-ฮ][รลว]?)"
_AROUND: Final = tuple(
    (re.compile(pattern.replace("{}", _CLUSTER)), rf"\1{vowel}")
    for pattern, vowel in (
        ("เ{}ีย", "<ia>"), ("เ{}ือ", "<uea>"), ("เ{}าะ", "<o>"), ("เ{}า", "<ao>"), ("เ([ก-ฮ])อ", "<oe>"), ("เ{}ิ", "<oe>"),
        ("เ{}(?=[ก-ฮ]|$)", "<e>"), ("เ([ก-ฮ])", "<e>"), ("แ{}(?=[ก-ฮ]|$)", "<ae>"), ("แ([ก-ฮ])", "<ae>"),
        ("โ{}(?=[ก-ฮ]|$)", "<o>"), ("โ([ก-ฮ])", "<o>"), ("[ใไ]{}", "<ai>"), ("({})ัว".format("[ก-ฮ]"), "<ua>"),
        ("([ก-ฮ])รร(?=[ก-ฮ])", "<a>"), ("([ก-ฮ])รร", "<an>"), ("([กขคฆจชซดตถทธบปผพภศษสมยนง])อ(?![ัาิีึืุูะ<])", "<o>"),
    )
)  # fmt: skip
_SIGNS: Final = {"ั": "a", "า": "aa", "ะ": "a", "ำ": "am", "ิ": "i", "ี": "i", "ึ": "ue", "ื": "ue", "ุ": "u", "ู": "u"}
_SIGN: Final = re.compile("[ัาะำิีึืุู]")
#: What ends its syllable by itself, and what may be followed by one that has no written vowel (ธนาธร is Thanathon).
_OPEN: Final = "ะำ"
_LONG: Final = "<aa>"
#: Consonants between written vowels, and whether one stands before and after them.
_RUN: Final = re.compile("[ก-ฮ]+")
_GLIDES: Final = frozenset("รลว")
_MARKS: Final = str.maketrans("", "", "<>|-")
_AM: Final = "ํา"  #: As compatibility forms have it (Unicode 15.0, NFKC).


class _Way(NamedTuple):
    """How consonants are written that begin a syllable, and that end one."""

    begun: list[str]
    ended: list[str]


_WAYS: Final = (_Way(_INITIAL.split(), _FINAL.split()), _Way(_SPELLED.split(), _SPELLED_FINAL.split()))


def read_thai(word: str) -> tuple[str, ...]:
    """Return the sounds of a word: as the state writes it in Latin letters, and as the letters stand."""
    plain = _UNHEARD.sub("", word.replace(_AM, "ำ"))
    for around, vowel in _AROUND:
        plain = around.sub(vowel, plain)
    marked = _SIGN.sub(lambda found: f"<{_SIGNS[found[0]]}>{'|' * (found[0] in _OPEN)}", plain)
    spelled = [_RUN.sub(lambda found, way=way: _spell(found, way), marked).translate(_MARKS) for way in _WAYS]  # type: ignore[misc]
    return tuple([read_latin(latin)[-1] for latin in spelled])


def _spell(run: re.Match[str], way: _Way) -> str:
    """Spell consonants that stand together, with the short vowels that are heard among them.

    After a vowel the first one ends its syllable, if another follows or the word ends. Of those before a vowel the last
    begins its syllable, alone or with an r, l or w. Each two of the others are a syllable with an o, one alone with a.
    """
    before, after = run.string[: run.start()], run.string[run.end() :]
    rest, closing = run[0], before.endswith(">")
    tail = rest[-_begun(rest, closing=closing) :] if after.startswith("<") else ""
    rest = rest[: len(rest) - len(tail)]
    head = rest[0] if closing and rest and not (before.endswith(_LONG) and not after and len(rest) == _PAIR) else ""
    rest = rest[len(head) :] if tail or len(rest) != _PAIR or not head else ""
    return "".join([*(way.ended[_place(letter)] for letter in head), *_unwritten(rest, way), *_letters(tail, way)])


#: Two consonants make a syllable.
_PAIR: Final = 2


def _begun(run: str, *, closing: bool) -> int:
    """Return how many consonants begin the syllable of the vowel that follows."""
    return _PAIR if len(run) > 1 + closing and run[-1] in _GLIDES else 1


def _unwritten(letters: str, way: _Way) -> list[str]:
    """Spell syllables without a written vowel, from the last one on in twos; three with a glide within are one."""
    if len(letters) == _PAIR + 1 and letters[1] in _GLIDES:
        return [*_letters(letters[:2], way), "o", way.ended[_place(letters[2])]]
    odd = len(letters) % _PAIR
    pairs = (letters[at : at + _PAIR] for at in range(odd, len(letters), _PAIR))
    first = [*_letters(letters[:odd], way), "a" * odd]
    return first + [f"{way.begun[_place(pair[0])]}o{way.ended[_place(pair[1])]}" for pair in pairs]


def _letters(letters: str, way: _Way) -> list[str]:
    return [way.begun[_place(letter)] for letter in letters]


def _place(letter: str) -> int:
    return ord(letter) - ord("ก")
