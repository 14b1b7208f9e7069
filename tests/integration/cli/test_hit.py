"""Hits as people type it: compare, confirm, release, reject, withhold."""

import json
import re

import pytest
from tests.integration.conftest import Type

pytestmark = pytest.mark.usefixtures("kt1")


def test_the_answering_side_sees_property_by_property_why_it_matched(typed: Type, hit: str) -> None:
    told = typed("AL", "forensic", "hit", "show", hit)
    assert "His name was found in a seized notebook." in told
    assert re.search(r"family_name +Јовановић +Jovanoviq", told)
    assert re.search(r"birth_date +1985-04-12 +1985-04-12 +1.000", told)


def test_a_hit_is_released_by_somebody_else_only_after_it_was_confirmed(typed: Type, hit: str) -> None:
    release = ("hit", "release", hit, "--reason", "Lawful and needed", "--yes")
    assert "open" in typed("AL", "supervisor", *release, code=2)
    assert "confirmed" in typed("AL", "forensic", "hit", "confirm", hit, "--reason", "The dates agree")
    assert "needs the role" in typed("AL", "forensic", *release, code=2)
    assert "released as record" in typed("AL", "supervisor", *release, "--only", "family_name,first_name")


def test_the_asker_reads_the_released_record_and_both_logs_tell_of_it(typed: Type, hit: str) -> None:
    typed("AL", "forensic", "hit", "confirm", hit, "--reason", "The dates agree")
    typed("AL", "supervisor", "hit", "release", hit, "--reason", "Needed", "--yes", "--only", "family_name")
    record = _released(typed, hit)
    told = json.loads(typed("RS", "officer", "record", "show", record, "--case", "KT-1"))
    assert told["received_from"] == "AL"
    assert told["record"]["properties"] == {"family_name": ["Jovanoviq"]}
    assert "what=released" in typed("RS", "oversight", "ledger", "trail", hit)
    assert "what=confirm" in typed("AL", "oversight", "ledger", "trail", hit)


def test_a_rejected_hit_cannot_be_released(typed: Type, hit: str) -> None:
    typed("AL", "forensic", "hit", "reject", hit, "--reason", "Another man of that name")
    assert "rejected" in typed("AL", "supervisor", "hit", "release", hit, "--reason", "x", "--yes", code=2)


def test_a_withheld_hit_says_nothing_where_no_time_is_set_for_an_answer(typed: Type, hit: str) -> None:
    typed("AL", "forensic", "hit", "confirm", hit, "--reason", "The dates agree")
    withhold = ("hit", "withhold", hit, "--ground", "investigation", "--reason", "Arrests are planned")
    assert "the partner is told nothing" in typed("AL", "supervisor", *withhold)
    assert "withheld" in typed("AL", "supervisor", "hit", "release", hit, "--reason", "x", "--yes", code=2)
    assert "ground=investigation" in typed("AL", "oversight", "ledger", "trail", hit)
    assert "withheld" not in typed("RS", "oversight", "ledger", "trail", hit)


def _released(typed: Type, hit: str) -> str:
    """Return the record that came for a hit, waiting until it is there."""
    newest = json.loads(typed("RS", "officer", "question", "list", "--json"))["rows"][0]["question"]["id"]
    for _ in range(100):
        [found] = json.loads(typed("RS", "officer", "question", "hits", newest, "--json"))
        if found["record"]:
            assert found["reference"] == hit
            return str(found["record"])
    raise AssertionError("nothing was released")
