from datetime import date
from typing import Any

import pytest
from tests.unit.law.lands import Anything

from egnatia.law.channels import Channel
from egnatia.law.entries import Clock, Defaults, parse_clock, parse_entry
from egnatia.law.instruments import Connection
from egnatia.law.marks import Mark
from egnatia.model.errors import ParseError

UP = Connection(since=date(2010, 1, 1), parties={}, pairs={}, mark=Mark.MEDIUM, because="")
DEFAULTS = Defaults(
    instrument="x", name="X", article="Art. 1", mark=Mark.READ, parties={}, clock=Clock(hours=24.0), connection=UP
)
VEHICLE: dict[str, Any] = {
    "keys": [["vin"], {"least": 1, "of": ["plate", "engine_number"]}],
    "also": [],
    "exact": True,
    "reply": ["make"],
    "confirms": "nobody",
    "release": False,
    "transport": "automatic",
}


def entry(kind: str = "vehicle", **changes: Anything) -> Channel:
    clauses = {name: value for name, value in {**VEHICLE, **changes}.items() if value is not None}
    return parse_entry(kind, clauses, "kinds.x", DEFAULTS).channel


def test_a_kind_takes_what_its_instrument_says_in_general() -> None:
    channel = entry()
    assert (channel.article, channel.clock_hours, channel.name) == ("Art. 1", 24, "X")
    assert entry(article="Art. 2", clock={"hours": 1, "mark": "S", "source": "Art. 3"}).clock_hours == 1


def test_a_channel_is_no_surer_than_its_weakest_fact() -> None:
    assert entry().mark is Mark.MEDIUM
    assert entry(mark="M-low").mark is Mark.LOW


def test_anything_may_be_named_besides_where_the_instrument_says_so() -> None:
    assert entry(also="any").also is None
    assert entry(also=["plate"]).also == frozenset({"plate"})


def test_a_channel_may_be_limited_to_some_statuses() -> None:
    assert entry().statuses is None
    assert entry(statuses=["stolen"]).statuses == frozenset({"stolen"})


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"keys": []}, "keys: empty: nobody could ask"),
        ({"keys": [["colour"]]}, "colour is none of"),
        ({"keys": [["vin", "vin"]]}, "a name stands twice"),
        ({"keys": [{"least": 3, "of": ["vin", "plate"]}]}, "least: not a whole number from 1 to 2"),
        ({"also": ["colour"]}, "colour is none of"),
        ({"reply": ["wheels"]}, "wheels is none of"),
        ({"reply": []}, "neither a reply nor a release"),
        ({"transport": "manual"}, "an automatic reply, yet a person answers"),
        ({"transport": "post"}, "not one of automatic, manual"),
        ({"release": True}, "a release follows, yet nobody confirms"),
        ({"statuses": ["missing"]}, "missing is none of"),
        ({"clock": {"hours": 0, "mark": "S", "source": "Art. 3"}}, "not a positive number of hours"),
        ({"clock": {"hours": 1, "mark": "S"}}, "clock.source: missing"),
        ({"colour": "red"}, "colour: unknown field"),
        ({"exact": None}, "exact: missing"),
    ],
)
def test_a_faulty_clause_is_named(changes: dict[str, Anything], problem: str) -> None:
    with pytest.raises(ParseError, match=problem):
        entry(**changes)


@pytest.mark.parametrize("kind", ["dragon", "event", "ownership"])
def test_only_kinds_that_may_be_asked_for_have_channels(kind: str) -> None:
    with pytest.raises(ParseError, match="not a kind that a question may ask for"):
        entry(kind)


def test_a_kind_without_statuses_cannot_be_limited_to_one() -> None:
    with pytest.raises(ParseError, match="stolen is none of nothing"):
        entry("dna", keys=[["profile"]], reply=["profile"], statuses=["stolen"])


def test_since_when_a_kind_is_operational_must_be_said() -> None:
    silent = Defaults(instrument="x", name="X", article="A", mark=Mark.READ, parties={}, clock=Clock(), connection=None)
    with pytest.raises(ParseError, match="says since when it is operational"):
        parse_entry("vehicle", VEHICLE, "kinds.x", silent)


def test_a_clock_may_say_that_there_is_none() -> None:
    assert parse_clock({"mark": "S", "source": "data at once"}, "clock") == Clock()
