"""The whole way of a question, as people type it: ask, compare, confirm, release, read, and the trail of it."""

import json
import re
from pathlib import Path

import pytest
from tests.integration.conftest import Type

ASK = (
    *("ask", "person", "--first-name", "Петар", "--family-name", "Јовановић", "--birth-date", "1985-04-12"),
    *("--role", "suspect", "--case", "KT-1", "--why", "His name was found in a seized notebook."),
)
_ID = re.compile(r"\b[0-9a-f]{32}\b")


@pytest.fixture(scope="module")
def opened() -> set[str]:
    """Remember whether the case file is open already: the nodes are the same for all tests."""
    return set()


@pytest.fixture(autouse=True)
def _case(typed: Type, opened: set[str]) -> None:
    if not opened:
        told = typed(
            *("RS", "supervisor", "case", "open", "KT-1", "--title", "Speedboats"),
            *("--offence", "drug_trafficking", "--members", "officer"),
        )
        assert "KT-1 opened" in told
        opened.add("KT-1")


@pytest.fixture
def hit(typed: Type) -> str:
    lines = typed("RS", "officer", *ASK, "--to", "AL", "--json").splitlines()
    answer = json.loads(lines[1])
    assert (answer["partner"], answer["result"]) == ("AL", "hit")
    reference: str = answer["hits"][0]["reference"]
    return reference


def test_a_dry_run_says_whom_it_would_ask_and_asks_nobody(typed: Type) -> None:
    before = typed("RS", "officer", "question", "list", "--json")
    told = typed("RS", "officer", *ASK, "--to", "AL,XK", "--because", "XK=He has a house in Prizren.", "--dry-run")
    assert "AL        asked under pcc-see" in told
    assert "XK        not asked; missing:" in told
    assert typed("RS", "officer", "question", "list", "--json") == before


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        ((), "partners: AL, XK have one and the same reason"),
        (("--because", "AL=His name was found in a seized notebook."), "partners: AL, XK have one and the same reason"),
        (("--why", ""), "say why AL, XK should know: --because AL=WHY"),
        (("--because", "AL=a", "--because", "XK=b", "--same-because", "c"), "same_because: no two"),
    ],
)
def test_a_broadcast_needs_a_reason_for_each(typed: Type, reasons: tuple[str, ...], words: str) -> None:
    before = typed("RS", "officer", "question", "list", "--json")
    assert words in typed("RS", "officer", *ASK, "--to", "AL,XK", *reasons, code=2)
    assert typed("RS", "officer", "question", "list", "--json") == before


def test_one_reason_for_several_is_taken_with_why_it_holds_for_all(typed: Type) -> None:
    because = ("--same-because", "Nobody saw by which crossing he left.")
    assert "asked under pcc-see" in typed("RS", "officer", *ASK, "--to", "AL,XK", *because, "--dry-run")


def test_no_lawful_partner_ends_with_the_code_of_the_law(typed: Type) -> None:
    assert "the law lets none" in typed("RS", "officer", *ASK, "--to", "XK", code=3)


def test_a_name_in_one_script_finds_the_person_in_another_without_any_of_its_data(typed: Type) -> None:
    told = typed("RS", "officer", *ASK, "--to", "AL")
    assert "AL        hit" in told
    assert _ID.search(told)
    assert "Petar" not in told


def test_the_answering_side_sees_property_by_property_why_it_matched(typed: Type, hit: str) -> None:
    told = typed("AL", "expert", "hit", "show", hit)
    assert "His name was found in a seized notebook." in told
    assert re.search(r"family_name +Јовановић +Jovanoviq", told)
    assert re.search(r"birth_date +1985-04-12 +1985-04-12 +1.000", told)


def test_a_hit_is_released_by_somebody_else_only_after_it_was_confirmed(typed: Type, hit: str) -> None:
    release = ("hit", "release", hit, "--reason", "Lawful and needed")
    assert "open" in typed("AL", "supervisor", *release, code=2)
    assert "confirmed" in typed("AL", "expert", "hit", "confirm", hit, "--reason", "The dates agree")
    assert "needs the role" in typed("AL", "expert", *release, code=2)
    assert "released as record" in typed("AL", "supervisor", *release, "--only", "family_name,first_name")


def test_the_asker_reads_the_released_record_and_both_logs_tell_of_it(typed: Type, hit: str) -> None:
    typed("AL", "expert", "hit", "confirm", hit, "--reason", "The dates agree")
    typed("AL", "supervisor", "hit", "release", hit, "--reason", "Needed", "--only", "family_name")
    record = _released(typed, hit)
    told = json.loads(typed("RS", "officer", "record", "show", record, "--case", "KT-1"))
    assert told["received_from"] == "AL"
    assert told["record"]["properties"] == {"family_name": ["Jovanoviq"]}
    assert "what=released" in typed("RS", "oversight", "ledger", "trail", hit)
    assert "what=confirm" in typed("AL", "oversight", "ledger", "trail", hit)


def test_a_rejected_hit_cannot_be_released(typed: Type, hit: str) -> None:
    typed("AL", "expert", "hit", "reject", hit, "--reason", "Another man of that name")
    assert "rejected" in typed("AL", "supervisor", "hit", "release", hit, "--reason", "x", code=2)


def test_a_withheld_hit_says_nothing_where_no_time_is_set_for_an_answer(typed: Type, hit: str) -> None:
    typed("AL", "expert", "hit", "confirm", hit, "--reason", "The dates agree")
    withhold = ("hit", "withhold", hit, "--ground", "investigation", "--reason", "Arrests are planned")
    assert "the partner is told nothing" in typed("AL", "supervisor", *withhold)
    assert "withheld" in typed("AL", "supervisor", "hit", "release", hit, "--reason", "x", code=2)
    assert "ground=investigation" in typed("AL", "oversight", "ledger", "trail", hit)
    assert "withheld" not in typed("RS", "oversight", "ledger", "trail", hit)


def test_a_witness_is_asked_about_on_a_prosecutors_leave_until_it_is_withdrawn(typed: Type, tmp_path: Path) -> None:
    about = [*ASK, "--to", "AL", "--dry-run", "--role", "witness"]
    assert "which a prosecutor or court of the asking side gives" in typed("RS", "officer", *about)
    leave = ("--authority", "Court of Testville 12/26", "--from", "2020-01-01", "--until", "2099-12-31")
    give = ("authorisation", "give", "--case", "KT-1", *leave, "--reason", "He named the owner")
    assert "only a prosecutor" in typed("RS", "supervisor", *give, code=2)
    (tmp_path / "decision.txt").write_text("Leave is given.")
    typed("RS", "supervisor", *give, "--document", str(tmp_path / "decision.txt"))
    given = re.findall(r"[0-9a-f]{64}", typed("RS", "prosecutor", *give))[0]
    assert "asked under pcc-see" in typed("RS", "officer", *about, "--authorisation", given)
    assert typed("RS", "officer", "authorisation", "list", "--case", "KT-1").count("Court of Testville") == 2
    typed("RS", "prosecutor", "authorisation", "withdraw", given, "--case", "KT-1", "--reason", "Not needed")
    assert "withdrawn" in typed("RS", "officer", *about, "--authorisation", given, code=2)


@pytest.mark.usefixtures("hit")
def test_partners_questions_are_listed_where_they_are_answered(typed: Type) -> None:
    told = typed("AL", "expert", "question", "list", "--received")
    assert re.search(r"RS +person +pcc-see +hit", told)


def _released(typed: Type, hit: str) -> str:
    """Return the record that came for a hit, waiting until it is there."""
    newest = json.loads(typed("RS", "officer", "question", "list", "--json"))["rows"][0]["question"]["id"]
    for _ in range(100):
        [found] = json.loads(typed("RS", "officer", "question", "hits", newest, "--json"))
        if found["record"]:
            assert found["reference"] == hit
            return str(found["record"])
    raise AssertionError("nothing was released")
