"""How what is written differs from what is true: names swapped or mistyped, dates half known or turned round."""

from random import Random

from egnatia.cli.demo.population import parameters
from egnatia.cli.demo.population.entry import Entry, Properties

_LONG_ENOUGH = 4


def vary(entry: Entry, properties: Properties) -> Properties:
    """Return what this register's clerk made of a person's names and birth date; at home there are few errors."""
    rng, home = entry.rng, entry.at_home
    varied = dict(properties)
    if not home and rng.random() < parameters.SWAPPED_NAMES:
        varied["family_name"], varied["first_name"] = properties["first_name"], properties["family_name"]
    if rng.random() < (parameters.TYPO_AT_HOME if home else parameters.TYPO_ABROAD):
        name = "family_name" if rng.random() < 0.6 else "first_name"  # noqa: PLR2004
        varied[name] = (mistype(varied[name][0], rng),)
    varied["birth_date"] = (_birth_date(entry),)
    return varied


def _birth_date(entry: Entry) -> str:
    born, rng, home = entry.human.born, entry.rng, entry.at_home
    fortune = rng.random()
    year_only = parameters.YEAR_ONLY_AT_HOME if home else parameters.YEAR_ONLY_ABROAD
    if entry.human.asylum and fortune > 1 - parameters.FIRST_OF_JANUARY:
        return f"{born.year}-01-01"
    if fortune < year_only:
        return str(born.year)
    if not home and fortune < year_only + parameters.SWAPPED_DAY and born.day <= 12:  # noqa: PLR2004 - is a month too
        return f"{born.year}-{born.day:02d}-{born.month:02d}"
    return born.isoformat()


def mistype(word: str, rng: Random) -> str:
    """Make one slip of the hand in a word: a letter left out, doubled, exchanged with its neighbour, or another.

    The other letter is one of the word, so that the script stays the same. Short words stay.
    """
    if len(word) < _LONG_ENOUGH:
        return word
    place = rng.randrange(1, len(word) - 1)
    head, letter, after, tail = word[:place], word[place], word[place + 1], word[place + 2 :]
    if not (letter.isalpha() and after.isalpha()):
        return word
    slips = (head + after + tail, head + letter * 2 + after + tail, head + after + letter + tail)
    other = head + word[-1] + after + tail
    return (*slips, other)[rng.randrange(4)]
