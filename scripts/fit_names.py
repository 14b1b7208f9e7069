"""Fits the scorer of names, and measures how well it transfers.

Run it from the root of the repository with `EGNATIA_REFERENCE_DATA` naming the reference data (default: beside the
repository): `python scripts/fit_names.py` prints the figures, one JSON line each; with `--write` it also writes
`weights.json` and `common.txt` in `src/egnatia/match/names`. The draws are seeded: the same data give the same numbers.
"""

import argparse
import json
import os
import random
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from egnatia.match.merit import merit
from egnatia.match.names.align import probability
from egnatia.match.names.kernels.measures import NAMES
from egnatia.match.names.transliterate import readings
from names_fit import Matrix, fit_weights, log_odds, measure, train_all
from names_sources import NamePair, People, WordPair, combine, read_pairs, read_popular, read_words

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / os.environ.get("EGNATIA_REFERENCE_DATA", "../shared/data") / "names"
PACKAGE = ROOT / "src" / "egnatia" / "match" / "names"
#: The share of pairs that are one person, for which the weights give probabilities.
PRIOR = 0.25
#: So many word pairs of each source teach the costs.
WORDS = 6000
FOLDS = 5
_SHORT = 3
#: So many pairs of a script tell how it is read.
_ENOUGH = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What there is to learn from: word pairs for the costs, name pairs for the weights."""

    words: Mapping[str, Sequence[WordPair]]
    names: Mapping[str, Sequence[NamePair]]


def read_sources() -> Sources:
    """Read and draw the pairs of every source."""
    pairs = read_pairs(DATA / "everypolitician_pairs.csv")
    people = People(DATA / "everypolitician_names.csv", frozenset(pair.group for pair in pairs))
    popular, put_together = read_popular(DATA)
    words = {
        "arabic": read_words(DATA / "wikidata_en_ar_tokens_80.tsv"),
        "russian": read_words(DATA / "wikidata_en_ru_tokens_20.tsv"),
        "google": read_words(DATA / "google_ar2en_tokens.tsv"),
        "popular": [(one.lower(), other.lower()) for one, other in popular if " " not in one + other],
    }
    names = {
        "pairs": pairs,
        "people": people.pairs(3),
        "slips": people.slips(4),
        "popular": put_together,
        **{name: combine(words[name], seed, name) for seed, name in enumerate(("arabic", "russian", "google"))},
    }
    return Sources(words=words, names=names)


def learn_costs(words: Mapping[str, Sequence[WordPair]], keep: Callable[[str], bool] = lambda _: True) -> Matrix:
    """Learn the costs from a share of each source, of the words that are kept."""
    draw, drawn = random.Random(1), list[WordPair]()  # noqa: S311 - a draw of a measurement
    for pairs in words.values():
        kept = [(one, other) for one, other in pairs if one != other and keep(one) and keep(other)]
        drawn += draw.sample(kept, min(WORDS, len(kept)))
    return train_all(drawn)


def script(text: str) -> str:
    """Return the script of a text's first letter, by its Unicode name: ARABIC, CYRILLIC, GREEK ..."""
    letter = next((char for char in text if char.isalpha()), " ")
    return unicodedata.name(letter, "?").split()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The measures of some pairs, ready to fit and to judge."""

    pairs: Sequence[NamePair]
    found: Matrix  #: One row for each pair.
    same: NDArray[np.bool_]
    counts: Matrix  #: How much each pair counts: one person as the prior has it, in all 1000.

    @classmethod
    def of(cls, pairs: Sequence[NamePair], costs: Matrix) -> "Measured":
        """Measure pairs."""
        same = np.array([pair.same for pair in pairs])
        share = np.where(same, PRIOR / max(same.sum(), 1), (1 - PRIOR) / max((~same).sum(), 1))
        return cls(pairs=pairs, found=measure(pairs, costs), same=same, counts=1000 * share)

    def some(self, take: Sequence[bool] | NDArray[np.bool_]) -> "Measured":
        """Return a part of them."""
        pairs = [pair for pair, chosen in zip(self.pairs, take, strict=True) if chosen]
        chosen = np.asarray(take, dtype=np.bool_)
        return Measured(pairs=pairs, found=self.found[chosen], same=self.same[chosen], counts=self.counts[chosen])


def fit(several: Sequence[Measured]) -> Matrix:
    """Fit the weights to several sources, each of which counts the same."""
    return fit_weights(
        np.vstack([some.found for some in several]),
        np.concatenate([some.same for some in several]),
        np.concatenate([some.counts for some in several]),
    )


def tell(what: str, measured: Measured, odds: Matrix) -> None:
    """Print how good some log-odds are."""
    scores = np.array([probability(value) for value in odds])
    figures = {name: round(value, 4) for name, value in asdict(merit(scores, measured.same)).items()}
    print(json.dumps({"held_out": what, "pairs": len(scores), "one_person": int(measured.same.sum()), **figures}))
    sys.stdout.flush()


def cross_validate(measured: Mapping[str, Measured]) -> None:
    """Judge the pairs of each person by what the pairs of others, and the other sources, teach."""
    own = measured["pairs"]
    fold = np.array([crc32(pair.group.encode()) % FOLDS for pair in own.pairs])
    others = [some for name, some in measured.items() if name != "pairs"]
    for what, more in (("a fifth of the persons", others), ("a fifth of the persons, no other source", [])):
        odds = np.zeros(len(fold))
        for number in range(FOLDS):
            weights = fit([own.some(fold != number), *more])
            odds[fold == number] = log_odds(own.found[fold == number], weights)
        tell(what, own, odds)


def leave_sources_out(sources: Sources, costs: Matrix, measured: Mapping[str, Measured]) -> None:
    """Judge each source by what the others teach; its words teach no costs either."""
    for name in measured:
        fewer = {other: words for other, words in sources.words.items() if other != name}
        learned = learn_costs(fewer) if name in sources.words else costs
        again = (
            {other: Measured.of(pairs, learned) for other, pairs in sources.names.items()}
            if fewer != sources.words
            else measured
        )
        weights = fit([some for other, some in again.items() if other != name])
        tell(f"source {name}", again[name], log_odds(again[name].found, weights))


def leave_scripts_out(sources: Sources) -> None:
    """Judge the pairs of each script by what all pairs without it teach."""
    kinds = [script(pair.one) for pair in sources.names["pairs"]]
    for name in sorted({kind for kind in kinds if kinds.count(kind) >= _ENOUGH} - {"LATIN"}):
        learned = learn_costs(sources.words, partial(_is_other, name))
        measured = [Measured.of(pairs, learned) for pairs in sources.names.values()]
        others = [some.some([_is_other(name, pair.one) and _is_other(name, pair.other) for pair in some.pairs]) for some in measured]  # fmt: skip  # noqa: E501
        weights = fit([some for some in others if some.pairs])
        held = measured[0].some([kind == name for kind in kinds])
        tell(f"script {name}", held, log_odds(held.found, weights))


def _is_other(name: str, text: str) -> bool:
    return script(text) != name


def write(sources: Sources, costs: Matrix, measured: Mapping[str, Measured]) -> None:
    """Write what all sources teach, and how popular names sound."""
    fitted = [round(float(value), 3) for value in fit(list(measured.values()))]
    learned = {
        "prior": PRIOR,
        "weights": dict(zip(NAMES, fitted, strict=False)),
        "constant": fitted[-1],
        "costs": [[[round(float(value), 2) for value in row] for row in table] for table in costs],
    }
    text = json.dumps(learned, indent=1)
    packed = text.replace("\n   ", "").replace("\n  ]", "]")
    (PACKAGE / "weights.json").write_text(packed + "\n", "ascii")
    heard = {readings(other)[0] for _, other in sources.words["popular"] if readings(other)}
    (PACKAGE / "common.txt").write_text(
        "\n".join(sorted(word for word in heard if len(word) >= _SHORT)) + "\n", "ascii"
    )


def main() -> None:
    """Fit, measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    parser.add_argument("--write", action="store_true", help="write weights.json and common.txt")
    parser.add_argument("--only-write", action="store_true", help="leave the figures out")
    asked = parser.parse_args()
    if not DATA.is_dir():
        sys.exit(f"{DATA} is no directory; name the reference data in EGNATIA_REFERENCE_DATA")
    sources = read_sources()
    costs = learn_costs(sources.words)
    measured = {name: Measured.of(pairs, costs) for name, pairs in sources.names.items()}
    if asked.write or asked.only_write:
        write(sources, costs, measured)
    if not asked.only_write:
        cross_validate(measured)
        leave_sources_out(sources, costs, measured)
        leave_scripts_out(sources)


if __name__ == "__main__":
    main()
