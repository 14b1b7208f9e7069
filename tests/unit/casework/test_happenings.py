"""What happened when and where: partial dates are ranges, and nobody is followed while it lasts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.unit.casework.webs import NOBODY, Web

from egnatia.casework.happenings import GONE_BY, Happening, fixed_places, forms, happened
from egnatia.model.kinds import KINDS

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def web() -> Web:
    return Web()


def told(web: Web, *names: str) -> tuple[Happening, ...]:
    places = {record.lineage: record for record in web.records.values() if record.kind == "place"}
    return happened([web.records[name] for name in names], places, NOW)


def test_a_day_of_which_a_part_is_unknown_is_a_range_and_has_its_place(web: Web) -> None:
    [seized] = told(web, "seized")
    assert (seized.begins, seized.ends, seized.lasts) == (date(2026, 3, 1), date(2026, 3, 31), False)
    [spot] = seized.spots
    assert (spot.point, spot.words) == ((42.983, 21.248), "Merdare")


def test_what_lasts_goes_from_its_first_day_to_its_last(web: Web) -> None:
    web.put("led", "membership", member=web["ana"], group=web["car"], start="2020", end="2021-06-30")
    [led] = told(web, "led")
    assert (led.begins, led.ends, led.lasts) == (date(2020, 1, 1), date(2021, 6, 30), True)


def test_what_has_no_date_is_passed_over_and_the_rest_is_in_order(web: Web) -> None:
    assert [web.name(one.record.lineage) for one in told(web, "ana", "calls", "seized", "owns")] == ["owns", "seized"]


@pytest.mark.parametrize(
    ("hours", "ended", "withheld"), [(1, True, True), (25, True, False), (25, False, False), (1, False, True)]
)
def test_where_somebody_was_is_shown_of_days_gone_by_only(web: Web, hours: int, *, ended: bool, withheld: bool) -> None:
    at = f"{NOW - timedelta(hours=hours):%Y-%m-%dT%H:%M:%S.000Z}"
    said = {"end": at} if ended else {}
    web.put("was", "presence", NOBODY, present=web["phone"], place=web["crossing"], start=at, **said)
    [was] = told(web, "was")
    assert was.withheld is withheld
    assert timedelta(hours=24) == GONE_BY


def test_a_missing_report_says_itself_where(web: Web) -> None:
    said = {"last_seen_date": "1995-07-11", "last_seen_place": "Konjević Polje", "last_seen_point": "44.28,19.12"}
    web.put("gone", "missing_report", **said)
    [gone] = told(web, "gone")
    assert gone.spots[0].point == (44.28, 19.12)
    assert gone.spots[0].words == "Konjević Polje"


def test_a_moment_is_known_to_the_minute(web: Web) -> None:
    web.put("met", "event", NOBODY, type="meeting", began_at="2026-02-01T20:15:00.000Z")
    [met] = told(web, "met")
    assert met.at == datetime(2026, 2, 1, 20, 15, tzinfo=UTC)


def test_crossings_stand_on_the_map_whether_or_not_anything_happened(web: Web) -> None:
    [(record, spot)] = list(fixed_places(web.records.values()))
    assert record.kind == "place"
    assert spot.point == (42.983, 21.248)


def test_every_kind_in_the_table_has_the_properties_that_the_table_names() -> None:
    assert set(forms()) <= set(KINDS)
    assert {"event", "seizure", "presence"} <= set(forms())
