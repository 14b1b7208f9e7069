"""`egnatia alert`: typed at nodes that run; what is wrong is said in one sentence."""

import json
import re
import time
from pathlib import Path

from click.testing import CliRunner
from tests.integration.conftest import Type
from tests.unit.casework.alert.conftest import MAN, RED

from egnatia.cli.alert import command

CAVEAT = {
    "source": "A",
    "information": "1",
    "purposes": ["criminal_investigation"],
    "role": "suspect",
    "retain_until": "2031-01-01",
}
ALL = "neutral,refugee,rights,accurate,proportionate"


def _recorded(typed: Type, folder: Path) -> str:
    """Put a man on record, and open a case file on him."""
    file = folder / "man.jsonl"
    file.write_text(json.dumps({"kind": "person", "properties": MAN, "caveat": CAVEAT}), "utf-8")
    opening = ("--title", "Shots", "--offence", "murder_grievous_injury", "--members", "officer")
    typed("RS", "supervisor", "case", "open", "AL-1", *opening)
    [record] = re.findall(r"id ([0-9a-f]{64}),", typed("RS", "officer", "record", "add", str(file)))
    return str(record)


def _until(typed: Type, words: str, *, there: bool) -> str:
    """Read a partner's board until a man stands on it, or no more; a letter takes its time."""
    for _ in range(200):
        told = typed("AL", "officer", "alert", "list", "--board", "fugitives", "--json")
        if (words in told) == there:
            return told
        time.sleep(0.1)
    raise AssertionError(told)


def test_one_is_proposed_published_read_by_a_partner_and_ended(typed: Type, tmp_path: Path) -> None:
    said = [word for name, words in RED.items() for word in ("--say", f"{name}={words}")]
    record = _recorded(typed, tmp_path)
    propose = ("alert", "propose", "wanted", record, "--case", "AL-1", "--until", "2027-06-30", "--because", "AL=there")
    assert "extradition" in typed("RS", "officer", *propose, code=3)
    alert = typed("RS", "officer", *propose, *said).split()[1].rstrip(":")
    publish = ("alert", "publish", alert, "--reason", "compared", "--affirm")
    assert "human rights" in typed("RS", "supervisor", *publish, "neutral", code=3)
    typed("RS", "supervisor", *publish, ALL)
    assert alert in _until(typed, "Obradović", there=True)
    assert "Kpp 114/26" in typed("AL", "officer", "alert", "show", alert)
    typed("RS", "officer", "alert", "end", alert, "--reason", "arrested")
    _until(typed, "Obradović", there=False)
    assert "recall: arrested" in typed("RS", "officer", "alert", "show", alert)


def test_what_is_typed_wrong_is_said_in_one_sentence(typed: Type) -> None:
    told = typed("RS", "supervisor", "alert", "publish", "x", "--affirm", "wings", "--reason", "y", code=2)
    assert "not wings" in told
    propose = ("alert", "propose", "wanted", "x", "--case", "KT", "--until", "2027-06-30", "--because")
    assert typed("RS", "officer", *propose, "AL", code=2)
    assert "no alert" in typed("RS", "supervisor", "alert", "reject", "0" * 32, "--reason", "y", code=2)


def test_the_forms_say_what_each_sort_wants() -> None:
    told = CliRunner().invoke(command, ["forms", "stolen_work_of_art"]).output
    assert "height or " in told
    assert "--say facts" in told
    assert "a vehicle, for criminal_investigation" in CliRunner().invoke(command, ["forms"]).output
