"""Files of weights: what was learned, from how much, how it did; written for a person, read strictly."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import yaml

from egnatia import __version__
from egnatia.cli.ending import Ending
from egnatia.match.engine import Engine
from egnatia.match.engines import ENGINES, engine_with
from egnatia.match.records.examples import SORTS
from egnatia.match.records.training import Learned
from egnatia.match.records.weights import parse_weights
from egnatia.model.errors import ParseError

_HEAD: Final = """\
# What the agreement of fields is worth, as `egnatia match train` learned it: how often each way of agreeing is seen
# where two records are one thing's (one), and where they are two things' (two). Nothing uses it until somebody says so.
"""


def write_weights(path: Path, learned: Learned) -> None:
    """Write what was learned with where it comes from, into a new file.

    Raises:
        Ending: there is such a file already, or the disk refuses.
    """
    told: Mapping[str, Any] = {
        "sort": learned.sort,
        "learned": {
            "program": __version__,
            "engine": ENGINES[learned.sort].name,
            "judged_same": learned.same,
            "judged_different": learned.different,
            "not_judged": learned.unjudged,
            "before": {name: round(value, 4) for name, value in asdict(learned.before).items()},
            "after": {name: round(value, 4) for name, value in asdict(learned.after).items()},
        },
        "fields": {
            field: {
                level: {side: float(f"{seen:.4g}") for side, seen in sides.items()} for level, sides in levels.items()
            }
            for field, levels in learned.figures.items()
        },
    }
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_HEAD + yaml.safe_dump(told, sort_keys=False, allow_unicode=True))
    except FileExistsError as error:
        raise Ending(f"{path} exists already") from error
    except OSError as error:
        raise Ending(f"{path} cannot be written: {error.strerror}") from error


def read_engine(path: Path, kind: str) -> Engine:
    """Return the engine of a kind with the weights of a file.

    Raises:
        Ending: the file holds no weights, or those of another sort of record.
    """
    try:
        sort, weights = parse_weights(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError, ParseError) as error:
        raise Ending(f"{path}: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise Ending(f"{path} cannot be read: {error.strerror}") from error
    if SORTS.get(kind) != sort:
        raise Ending(f"{path}: weights of a {sort}, not of a {kind}")
    return engine_with(kind, weights)
