"""`egnatia names bench`: how well and how fast names are compared, on labelled pairs of anybody's."""

import json
import math
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click
import numpy as np

from egnatia.cli.ending import Ending
from egnatia.cli.names.pairs import NamePair, read_pairs
from egnatia.match.merit import merit
from egnatia.match.names.align import probability, weigh_names
from egnatia.match.names.forms import name_form
from egnatia.match.names.tokens import token
from egnatia.match.names.words import company_tokens
from egnatia.match.warming import warm_up

#: Read before the clock runs, so that tables and the compiled kernel are loaded.
_FIRST: Final = ("Petar Jovanović", "Петар Јовановић", "Πέταρ Γιοβάνοβιτς", "بيتار يوفانوفيتش", "पेतर जोवानोविक")
#: So often the pairs are timed, the quickest counts: what else the machine does only ever makes it slower.
_TIMES: Final = 3
#: What was read of names, which each timing begins without.
_KEPT: Final = (name_form, token, company_tokens)
#: What names without words agree in.
_NOTHING: Final = -math.inf


@click.command("bench")
@click.argument("pairs", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--prior",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Share of pairs that are one person, for the probabilities; else 0.25.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON line.")
def bench_names(pairs: Path, prior: float | None, *, as_json: bool) -> None:
    """Score the pairs of a CSV (name1, name2, is_match) and measure the scores by the labels.

    Pairs a second are counted on one core by processor time, with the reading of every name, tables loaded: the best of
    three times.
    """
    found = read_pairs(pairs)
    share = 0.25 if prior is None else prior
    warm_up()
    _score([NamePair(one, other, same=True) for one in _FIRST for other in _FIRST], share)
    scores, spent = _timed(found, share)
    try:
        figures = asdict(merit(scores, np.array([pair.same for pair in found], dtype=np.bool_)))
    except ValueError as error:
        raise Ending(f"{pairs.name}: {error}") from error
    told = {"pairs": len(found), **{name: round(value, 4) for name, value in figures.items()}}
    told["pairs_per_second"] = round(len(found) / max(spent, 1e-9))
    click.echo(json.dumps(told) if as_json else ", ".join(f"{name} {value}" for name, value in told.items()))


def _timed(pairs: Sequence[NamePair], prior: float) -> "tuple[np.ndarray[tuple[int], np.dtype[np.float64]], float]":
    """Return the probability of each pair, and the seconds that it took when it went quickest."""
    seconds = list[float]()
    for _ in range(_TIMES):
        for kept in _KEPT:
            kept.cache_clear()
        begun = time.process_time()
        scores = _score(pairs, prior)
        seconds.append(time.process_time() - begun)
    return scores, min(seconds)


def _score(pairs: Sequence[NamePair], prior: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return the probability of each pair."""
    odds = math.log(prior / (1 - prior))
    return np.array([probability(_weigh(pair) + odds) for pair in pairs])


def _weigh(pair: NamePair) -> float:
    ours, theirs = name_form(pair.one), name_form(pair.other)
    return weigh_names(ours, theirs) if ours and theirs else _NOTHING
