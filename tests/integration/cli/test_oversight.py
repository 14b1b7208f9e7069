"""What oversight asks of a node from the command line: altered questions and statistics."""

import csv
import io
import json

from tests.integration.conftest import Type
from tests.integration.town import Town

from egnatia.casework.tampering import damaged, note_tampering

CASE = "KT-2026-OVERSEEN"
WHO = ("--first-name", "Вукан", "--family-name", "Стојадиновић", "--to", "AL", "--case", CASE, "--why", "He was seen.")


def test_who_varies_a_question_is_stopped_until_a_supervisor_allows_one_more(typed: Type) -> None:
    stated = ("--title", "Boats", "--offence", "drug_trafficking", "--members", "officer")
    typed("RS", "supervisor", "case", "open", CASE, *stated)

    def ask(year: int, code: int = 0) -> str:
        born = ("--birth-date", f"19{year}-01-01", "--role", "suspect")
        return typed("RS", "officer", "ask", "person", *WHO, *born, code=code)

    for year in range(60, 66):
        ask(year)
    assert "a supervisor or prosecutor can allow you one more" in ask(66, 2)
    allow = ("case", "allow-repeat", CASE, "--officer", "officer", "--reason", "Two dates in the notebook.")
    assert "one question more" in typed("RS", "supervisor", *allow)
    ask(66)
    told = typed("RS", "oversight", "ledger", "repeats")
    assert "stopped" in told
    assert "Стојадиновић" not in told


def test_statistics_come_as_a_table_as_csv_and_as_json(typed: Type) -> None:
    months = ("--from", "2020-01", "--until", "2029-12")
    plain = json.loads(typed("RS", "oversight", "ledger", "statistics", *months, "--exact", "--json"))
    asked = sum(line["count"] for line in plain if line["what"] == "questions asked")
    rows = list(
        csv.DictReader(io.StringIO(typed("RS", "oversight", "ledger", "statistics", *months, "--exact", "--csv")))
    )
    assert sum(int(row["count"]) for row in rows if row["what"] == "questions asked") == asked
    assert "month" in typed("RS", "oversight", "ledger", "statistics", *months)
    assert "not a month" in typed("RS", "oversight", "ledger", "statistics", "--from", "1", "--until", "2", code=2)


def test_oversight_reads_and_answers_a_remark(typed: Type, place: Town) -> None:
    found = damaged("record", "e" * 64, record="e" * 64)
    note_tampering(place.served["XK"].node.office, [found])
    assert found.id in typed("XK", "oversight", "ledger", "remarks")
    assert "answered by statement" in typed("XK", "oversight", "ledger", "answer", found.id, "--reason", "A bad disk.")
    assert "A bad disk." in typed("XK", "oversight", "ledger", "remarks", "--days", "366")
    assert "no remark" in typed("XK", "oversight", "ledger", "answer", "0" * 64, "--reason", "x", code=2)
