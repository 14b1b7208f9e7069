"""What trackers send is hostile until read; of people nothing is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.exchange.trackers import LONGEST, read_event, read_feature, read_tracker
from egnatia.model.errors import ParseError

POINT = '<point lat="41.9973" lon="21.4280000" hae="240" ce="12.4" le="9999999.0"/>'
TIMES = 'time="2026-03-01T12:00:00.123456Z" start="2026-03-01T12:00:00Z" stale="2026-03-01T12:10:00Z"'


def event(sort: str = "a-f-G-E-V", point: str = POINT, times: str = TIMES, before: str = "") -> bytes:
    """Write an event as a tracker does."""
    detail = '<detail><contact callsign="Vardar 4"/></detail>'
    return f'{before}<event version="2.0" uid="drum-7" type="{sort}" {times}>{point}{detail}</event>'.encode()


def feature(coordinates: str = "[21.428, 41.9973]", properties: str = "", more: str = "") -> bytes:
    """Write a feature as a tracker does."""
    times = '"time": "2026-03-01T12:00:00Z", "stale": "2026-03-01T12:10:00Z"'
    geometry = f'{{"type": "Point", "coordinates": {coordinates}}}'
    return f'{{"type": "Feature", "geometry": {geometry}, "properties": {{{times}{properties}}}{more}}}'.encode()


def test_both_forms_say_the_same() -> None:
    one, other = read_tracker(b"  " + event()), read_tracker(feature(properties=', "accuracy": 12.4'))
    assert (one.point, one.accuracy, one.until) == (other.point, other.accuracy, other.until)
    assert (one.point, one.accuracy) == ("41.9973,21.428", 13)


def test_latitude_comes_second_in_geojson_and_a_height_is_let_go() -> None:
    assert read_feature(feature("[21.428, 41.9973, 240.5]", more=', "id": "drum-7"')).point == "41.9973,21.428"


def test_an_unknown_error_is_none() -> None:
    assert read_event(event(point=POINT.replace("12.4", "9999999.0"))).accuracy is None
    assert read_event(event(point=POINT.replace('ce="12.4"', ""))).accuracy is None


@pytest.mark.parametrize("sort", ["a-f-G-E-V-C", "a-n-S-X", "a-u-A", "b-m-p-s-p-loc", "a-.-G-E"])
def test_what_carries_goods_is_followed(sort: str) -> None:
    assert read_event(event(sort)).point == "41.9973,21.428"


@pytest.mark.parametrize("sort", ["a-f-G-U-C", "a-f-G-U-C-I", "a-h-G", "b-r-f-h-c", "t-x-c-t", "", "a-f-G-EV"])
def test_people_are_not_tracked(sort: str) -> None:
    with pytest.raises(ParseError, match="people are not tracked"):
        read_event(event(sort))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"[]",
        b"<event",
        b"<point/>",
        b"\xff\xfe<\x00",
        b"<" + b"a" * LONGEST,
        event(before='<!DOCTYPE event [<!ENTITY a "b">]>'),
        event(before='<!DOCTYPE event SYSTEM "http://localhost/">'),
        event(point=""),
        event(point=POINT * 2),
        event(point='<point lat="NaN" lon="1"/>'),
        event(point='<point lat="1e9" lon="1"/>'),
        event(point='<point lat="91" lon="1"/>'),
        event(point=POINT.replace("12.4", "100001")),
        event(times='time="2026-03-01T12:00:00Z"'),
        event(times='time="yesterday" stale="tomorrow"'),
        event(times='time="2026-03-01T12:00:00" stale="2026-03-01T12:10:00"'),
        event(times='time="2026-03-01T12:00:00+01:00" stale="2026-03-01T12:10:00+01:00"'),
        event(times='time="2026-03-01T12:00:00Z" stale="2026-03-01T12:00:00Z"'),
        event(times='time="2026-03-01T12:00:00Z" stale="2026-03-09T12:00:00Z"'),
        b"{",
        b"{" * 9000,
        feature("[21.428]"),
        feature('["21.428", "41.9973"]'),
        feature("[true, false]"),
        feature("[NaN, 1]"),
        feature("[1e999, 1]"),
        feature("[21.428, 91]"),
        feature(properties=', "driver": "Gradski"'),
        feature(properties=', "accuracy": -1'),
        feature(more=', "bbox": []'),
        feature().replace(b"Feature", b"FeatureCollection"),
        feature().replace(b'"Point"', b'"LineString"'),
        feature().replace(b'"2026-03-01T12:00:00Z"', b"0"),
        b'{"type": "Feature", "geometry": null, "properties": null}',
    ],
)
def test_rubbish_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        read_tracker(data)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_whatever_comes_is_read_or_refused(noise: bytes, place: int) -> None:
    for data in (noise, event()[:place] + noise + event()[place:], feature()[:place] + noise + feature()[place:]):
        try:
            assert read_tracker(data).until
        except ParseError:
            continue
