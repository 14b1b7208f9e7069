"""Pairs from the command line: compared, listed, read side by side, judged, taken back."""

import json
import re
from pathlib import Path

from tests.integration.conftest import Type

CAVEAT = {
    "source": "A",
    "information": "1",
    "purposes": ["criminal_investigation"],
    "role": "nobody",
    "retain_until": "2031-01-01",
}
CARS = ({"plate": ["NI777ZZ"], "make": ["VW"]}, {"plate": ["NI 777-ZZ"], "make": ["Фолксваген"]})


def test_a_pair_is_found_read_judged_and_let_wait_again(typed: Type, tmp_path: Path) -> None:
    file = tmp_path / "cars.jsonl"
    lines = [json.dumps({"kind": "vehicle", "properties": car, "caveat": CAVEAT}) for car in CARS]
    file.write_text("\n".join(lines), "utf-8")
    typed("RS", "officer", "record", "add", str(file))
    typed("RS", "supervisor", "case", "open", "KT-20", "--title", "x", "--offence", "theft", "--members", "officer")
    assert "compared up to row" in typed("RS", "officer", "match", "scan")
    listed = json.loads(typed("RS", "officer", "match", "queue", "--case", "KT-20", "--json"))
    [pair] = [(one["one"], one["other"]) for one in listed["waiting"] if one["kind"] == "vehicle"]
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
