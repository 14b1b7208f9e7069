"""Comparisons: question and record side by side, with what only one of them says, and nothing of what was forgotten."""

from dataclasses import replace
from datetime import timedelta
from typing import cast

import pytest
from tests.twins.network import Network
from tests.unit.web.test_desk import Desk, form_for, net, opened

from egnatia.casework.rows import Role
from egnatia.model.kinds import KINDS
from egnatia.web.comparison import beside_question, lines_of
from egnatia.web.display import pages
from egnatia.web.languages import ENGLISH, LANGUAGES
from egnatia.web.shell import Visit

__all__ = ["net"]


def test_what_only_one_side_says_stands_beside_nothing() -> None:
    lines = lines_of(KINDS["person"], {"first_name": ("Ana",)}, {"sex": ("female",)}, {"first_name": ["because"]})
    assert [(line.label, *line.asked, *line.found, *line.why) for line in lines] == [
        ("First name", "Ana", "because"),
        ("Sex", "female"),
    ]
    assert [line.coded for line in lines] == [False, True]


def test_a_country_is_known_as_one_and_is_said_by_name_and_code() -> None:
    [line] = lines_of(KINDS["person"], {"nationality": ("SRB",)}, {}, {})
    assert line.of_country
    page = pages(ENGLISH).from_string("{% import 'parts.html' as parts %}{{ parts.comparison([line], '') }}")
    assert "Serbia (SRB)" in page.render(line=line)


def test_a_word_of_a_list_is_said_in_the_readers_language_and_is_no_name_to_be_written_in_latin() -> None:
    lines = lines_of(KINDS["person"], {"sex": ("female",), "first_name": ("Άννα",)}, {}, {})
    page = pages(LANGUAGES["el"]).from_string("{% import 'parts.html' as parts %}{{ parts.comparison(lines, '') }}")
    said = page.render(lines=lines)
    assert "θήλυ" in said
    assert said.count('class="latin"') == 1


@pytest.mark.parametrize(("name", "value", "said"), [("sex", "female", "θήλυ"), ("nationality", "SRB", "Σερβία (SRB)")])
def test_what_is_told_of_a_thing_is_told_in_the_readers_language(name: str, value: str, said: str) -> None:
    page = pages(LANGUAGES["el"]).from_string("{% import 'parts.html' as parts %}{{ parts.told(of, [value]) }}")
    assert page.render(of=KINDS["person"].properties[name], value=value) == said


class Reader:
    """As much of a visit as a comparison asks for."""

    def __init__(self, net: Network) -> None:
        self.office = net.offices["RS"]
        self.display = self

    @staticmethod
    def explain(words: str) -> str:
        return words.upper()


@pytest.mark.slow
def test_of_a_question_that_was_forgotten_nothing_is_compared(net: Network) -> None:
    officer = Desk(net, "RS", Role.OFFICER)
    officer.send(officer.see("/ask"), "/ask", form_for(opened(net), "AL"))
    later, al = net.clock.now() + timedelta(days=1), net.offices["AL"]
    [asked] = al.store.read(lambda tx: tx.questions.aged(received=True, before=later, limit=9))
    [record] = al.store.read(lambda tx: tx.records.current("person", 9))
    assert record.record
    visit = cast("Visit", Reader(net))
    lines = beside_question(visit, asked.question, record.record)
    assert any("SAME" in why for line in lines for why in line.why)
    assert beside_question(visit, replace(asked.question, properties={}), record.record) == []
