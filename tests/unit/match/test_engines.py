import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.match.drawn import asked_of
from tests.unit.match.names.cast import person

from egnatia.law.decide import load_law
from egnatia.match.engine import KEY_LENGTH, Properties
from egnatia.match.engines import ENGINES, engine_by, engine_for, judge
from egnatia.model.answer import Quality
from egnatia.model.kinds import KINDS

PERSON = KINDS["person"]
KINDS_COMPARED = st.sampled_from(sorted(ENGINES)).map(KINDS.__getitem__)


def test_every_kind_that_may_be_asked_for_has_an_engine_or_waits_for_one() -> None:
    without = {name for name, kind in KINDS.items() if kind.askable and engine_for(kind) is None}
    assert without == {"print"}


def test_no_engine_compares_what_nobody_may_ask_for() -> None:
    assert all(KINDS[name].askable for name in ENGINES)


def test_the_rule_set_of_a_row_changes_the_engine_of_dna_and_no_other() -> None:
    dna, people = ENGINES["dna"], ENGINES["person"]
    assert engine_by(dna, "") is dna
    assert engine_by(dna, "prum-2008") is not dna
    assert engine_by(people, "prum-2008") is people


def test_every_rule_set_that_the_law_names_exists() -> None:
    entries = [entry for one in load_law().book.instruments.values() for entry in one.entries.values()]
    named = {(entry.channel.kind, entry.channel.rules) for entry in entries if entry.channel.rules}
    assert {kind for kind, _ in named} == {"dna"}
    assert all(engine_by(ENGINES["dna"], rules) for _, rules in named)


def test_hits_come_best_first_and_equals_in_their_order() -> None:
    asked = person("Petar", "Jovanović", birth_date="1985-04-12")
    people: dict[str, Properties] = {
        "other": person("Ilija", "Kos"),
        "undated": person("Петар", "Јовановић"),
        "same": person("Petar", "Jovanoviq", birth_date="1985-04-12"),
        "twin": person("Петар", "Јовановић"),
    }
    engine = engine_for(PERSON)
    assert engine
    judged = judge(engine, PERSON, asked, people.items(), exact=False)
    assert [name for name, _ in judged] == ["same", "undated", "twin", "other"]
    assert (judged[0][1].quality, judged[-1][1].quality) == (Quality.FULL, None)


@pytest.mark.slow
@given(data=st.data(), exact=st.booleans())
def test_every_engine_is_total_and_its_keys_fit(*, data: st.DataObject, exact: bool) -> None:
    kind = data.draw(KINDS_COMPARED)
    engine = ENGINES[kind.name]
    asked, found = data.draw(asked_of(kind)), data.draw(asked_of(kind))
    terms = engine.terms(kind, found) | engine.probes(kind, asked, exact=exact)
    assert all(0 < len(term.key) <= KEY_LENGTH and term.key.isascii() and term.key.isprintable() for term in terms)
    score = engine.score(kind, asked, found, exact=exact)
    assert 0.0 <= score.value <= 1.0
    assert score.engine == engine.name


@given(data=st.data(), exact=st.booleans())
def test_what_hits_itself_finds_itself(*, data: st.DataObject, exact: bool) -> None:
    kind = data.draw(KINDS_COMPARED)
    engine = ENGINES[kind.name]
    found = data.draw(asked_of(kind))
    asked = {name: values for name, values in found.items() if name in kind.searchable}
    if engine.score(kind, asked, found, exact=exact).quality:
        assert engine.terms(kind, found) & engine.probes(kind, asked, exact=exact)


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_no_properties_have_no_keys_and_no_hit(name: str) -> None:
    kind, engine = KINDS[name], ENGINES[name]
    assert engine.terms(kind, {}) == engine.probes(kind, {}, exact=False) == frozenset()
    assert engine.score(kind, {}, {}, exact=False).quality is None
