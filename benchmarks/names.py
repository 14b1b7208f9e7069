"""Recall of names across languages: each person is asked for in another language than registered in.

A register of real public persons that does not ship with Egnatia is read from `EGNATIA_REFERENCE_DATA` (default: beside
the repository). Each person stands in it under one name; the questions are that person's names in other languages
where they are written differently, names alone, without a date of birth. Candidates come from an in-memory index of
the blocking keys, rarest keys first; then the engine scores and ranks them. Prints one JSON line; no names.
"""

import argparse
import csv
import heapq
import json
import math
import os
import random
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from egnatia.match.engine import Properties, Term
from egnatia.match.engines import engine_for, judge
from egnatia.model.kinds import KINDS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / os.environ.get("EGNATIA_REFERENCE_DATA", "../shared/data") / "names" / "everypolitician_names.csv"
REGISTERED = "_main"
#: Languages of the list that are written in Chinese characters, kana or hangul: their signs are read in another
#: language than the person's own, which no transliteration finds.
EAST_ASIAN = frozenset("zh ja ko cn yue lzh hak nan gan wuu".split())  # noqa: SIM905 - reads as a list of codes
CANDIDATES = 200
FIRST = 5
KIND = KINDS["person"]
ENGINE = engine_for(KIND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: a name in another language, and whose name it is."""

    language: str
    name: str
    person: str


class Index:
    """A register in memory: the names, and who stands under each blocking key."""

    def __init__(self, names: dict[str, str]) -> None:
        """File every name under its keys."""
        self.records: dict[str, Properties] = {person: {"full_name": (name,)} for person, name in names.items()}
        self.postings: dict[Term, list[str]] = defaultdict(list)
        for person, properties in self.records.items():
            for term in ENGINE.terms(KIND, properties) if ENGINE else ():
                self.postings[term].append(person)

    def candidates(self, probes: frozenset[Term]) -> list[str]:
        """Return who shares most keys with a question, rare keys counting more."""
        weights = defaultdict[str, float](float)
        for term in probes & self.postings.keys():
            found = self.postings[term]
            weight = math.log(len(self.records) / len(found))
            for person in found:
                weights[person] += weight
        return heapq.nlargest(CANDIDATES, weights, key=weights.__getitem__)

    def ask(self, name: str) -> tuple[list[str], list[str]]:
        """Return candidates and hits, best first."""
        asked: Properties = {"full_name": (name,)}
        if ENGINE is None:
            return [], []
        candidates = self.candidates(ENGINE.probes(KIND, asked, exact=False))
        pairs = [(person, self.records[person]) for person in candidates]
        judged = judge(ENGINE, KIND, asked, pairs, exact=False)
        return candidates, [person for person, score in judged if score.quality]


def read_names(path: Path) -> tuple[dict[str, str], list[Asked]]:
    """Read the registered name of each person, and the names in other languages that differ from it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    registered = {row["id"]: row["name"] for row in reversed(rows) if row["lang"] == REGISTERED}
    others = {
        (row["id"], row["name"].casefold()): Asked(language=row["lang"], name=row["name"], person=row["id"])
        for row in rows
        if row["lang"] != REGISTERED and row["id"] in registered
    }
    return registered, [
        asked for (person, name), asked in sorted(others.items()) if name != registered[person].casefold()
    ]


def share(found: list[bool]) -> float:
    """Return the share of true ones."""
    return round(sum(found) / len(found), 4) if found else 0.0


def main() -> int:
    """Ask and print; a missing register is no failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=1500, help="so many, drawn at random; 0 for all")
    arguments = parser.parse_args()
    if not DATA.is_file():
        print("names_recall: skipped, no register; set EGNATIA_REFERENCE_DATA to the reference data", file=sys.stderr)
        return 0
    registered, questions = read_names(DATA)
    if arguments.questions:
        questions = random.Random(5).sample(questions, min(arguments.questions, len(questions)))  # noqa: S311 - a sample
    index = Index(registered)
    begun = time.perf_counter()
    answers = [(asked, *index.ask(asked.name)) for asked in questions]
    elapsed = time.perf_counter() - begun
    print(json.dumps(report(answers) | {"register": len(registered), "ms_per_question": per(elapsed, len(answers))}))
    return 0


def report(answers: list[tuple[Asked, list[str], list[str]]]) -> dict[str, object]:
    """Summarise: recall of all, of the scripts that can be read, by language, and how many hits a question has."""
    found = [(asked.language.partition("-")[0], asked.person in hits[:FIRST]) for asked, _, hits in answers]
    languages = Counter(language for language, _ in found)
    return {
        "bench": "names_recall",
        "recall_at_5": share([hit for _, hit in found]),
        "recall_at_5_without_east_asian": share([hit for language, hit in found if language not in EAST_ASIAN]),
        "candidates_recall": share([asked.person in candidates for asked, candidates, _ in answers]),
        "hits_per_question": round(sum(len(hits) for _, _, hits in answers) / len(answers), 2),
        "questions": len(answers),
        "by_language": {
            language: share([hit for other, hit in found if other == language])
            for language, count in languages.most_common()
            if count >= 20  # noqa: PLR2004 - fewer say nothing
        },
    }


def per(seconds: float, count: int) -> float:
    """Return milliseconds for each of some."""
    return round(1000 * seconds / count, 2)


if __name__ == "__main__":
    sys.exit(main())
