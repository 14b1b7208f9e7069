"""Holds the pure packages to their branch coverage, counted in branches alone.

`coverage report --fail-under` pools lines with branches, and lines are many and easy to reach. Here a branch is a
branch: of every jump that the code can take, the tests must take 95 of a hundred. Reads what `coverage json` wrote.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LEAST = 95.0
#: The packages without input or output (CONTRIBUTING.md, "The layers").
PURE = ("model", "match", "law", "ledger", "exchange", "analysis", "casework")
WORST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Jumps:
    """The branches of one file: how many there are, and how many the tests took."""

    path: str
    taken: int
    all: int

    @property
    def package(self) -> str:
        """The package below `egnatia`, or an empty word for a module beside them."""
        parts = Path(self.path).parts
        below = parts[parts.index("egnatia") + 1 :]
        return below[0] if len(below) > 1 else ""


def read(report: Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]) -> tuple[Jumps, ...]:
    """Take the counts of each file out of a report of `coverage json`."""
    return tuple(
        Jumps(path=path, taken=found["summary"]["covered_branches"], all=found["summary"]["num_branches"])
        for path, found in report["files"].items()
    )


def percent(files: Iterable[Jumps]) -> float:
    """Say how many branches of a hundred were taken; a package without branches has taken all."""
    counted = tuple(files)
    whole = sum(file.all for file in counted)
    return 100.0 * sum(file.taken for file in counted) / whole if whole else 100.0


def main(report: Path) -> int:
    """Print each pure package's share of taken branches and, where it is too low, its worst files."""
    packages: dict[str, list[Jumps]] = defaultdict(list)
    for file in read(json.loads(report.read_text("utf-8"))):
        packages[file.package].append(file)
    low = 0
    for package in (name for name in PURE if name in packages):
        share = percent(packages[package])
        low += share < LEAST
        print(f"{share:6.2f} % of the branches of egnatia.{package}")
        if share < LEAST:
            for file in sorted(packages[package], key=lambda file: file.taken - file.all)[:WORST]:
                print(f"         {file.all - file.taken} of {file.all} not taken: {file.path}")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
