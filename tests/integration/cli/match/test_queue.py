"""Pairs from the command line: compared, listed, read side by side, judged, taken back."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.integration.conftest import Type
from tests.integration.town import Town, town

CAVEAT = {
    "source": "A",
    "information": "1",
    "purposes": ["criminal_investigation"],
    "role": "nobody",
    "retain_until": "2031-01-01",
}
CARS = ({"plate": ["NI777ZZ"], "make": ["VW"]}, {"plate": ["NI 777-ZZ"], "make": ["Фолксваген"]})


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Give nodes of their own: where others share them, an import that somebody left open holds the comparing up."""
    with town(tmp_path_factory.mktemp("pairs")) as made:
        yield made


def put_on_record(typed: Type, file: Path, car: dict[str, list[str]]) -> str:
    """Put a car on record; returns the id."""
    file.write_text(json.dumps({"kind": "vehicle", "properties": car, "caveat": CAVEAT}), "utf-8")
    told: list[str] = re.findall(r"id ([0-9a-f]{64}),", typed("RS", "officer", "record", "add", str(file)))
    return told[0]


def test_a_pair_is_found_read_judged_and_let_wait_again(typed: Type, tmp_path: Path) -> None:
    cars = {put_on_record(typed, tmp_path / "car.jsonl", car) for car in CARS}
    typed("RS", "supervisor", "case", "open", "KT-20", "--title", "x", "--offence", "theft", "--members", "officer")
    assert "compared up to row" in typed("RS", "officer", "match", "scan")
    listed = json.loads(typed("RS", "officer", "match", "queue", "--case", "KT-20", "--json"))
    [pair] = [(one["one"], one["other"]) for one in listed["waiting"]]
    assert set(pair) == cars
    assert pair[0] in typed("RS", "officer", "match", "queue", "--case", "KT-20")
    assert "Фолксваген" in typed("RS", "officer", "match", "show", *pair, "--case", "KT-20")
    said = ("--case", "KT-20", "--reason", "One car.")
    statement = re.findall(r"statement (\w+)", typed("RS", "officer", "match", "judge", *pair, "--same", *said))[0]
    assert pair[0] not in typed("RS", "officer", "match", "queue", "--case", "KT-20")
    assert "judged same" in typed("RS", "officer", "match", "show", *pair, "--case", "KT-20")
    typed("RS", "officer", "match", "judge", *pair, "--different", *said)
    assert "conflict" in typed("RS", "officer", "match", "queue", "--case", "KT-20")
    typed("RS", "officer", "match", "undo", pair[0], statement, *said)
    assert "conflict" not in typed("RS", "officer", "match", "queue", "--case", "KT-20")


def test_rubbish_ends_in_a_sentence(typed: Type) -> None:
    typed("RS", "officer", "match", "queue", "--case", "nothing", code=2)
    typed("RS", "officer", "match", "show", "a/b", "c", "--case", "nothing", code=2)
