from datetime import date

import pytest
from tests.unit.law.lands import EUROPOL, ICMP, NGO, SELEC, STATES, TODAY, altered

from egnatia.law.errors import DataError
from egnatia.law.memberships import load_memberships
from egnatia.law.texts import SHIPPED

SHIPPED_MEMBERS = load_memberships(SHIPPED)


def test_croatia_is_bound_by_union_law_from_its_accession_on() -> None:
    assert not SHIPPED_MEMBERS.in_union(STATES["HRV"], date(2013, 6, 30))
    assert SHIPPED_MEMBERS.in_union(STATES["HRV"], date(2013, 7, 1))


def test_the_united_kingdom_left_and_is_adequate() -> None:
    assert SHIPPED_MEMBERS.in_union(STATES["GBR"], date(2020, 12, 31))
    assert not SHIPPED_MEMBERS.in_union(STATES["GBR"], date(2021, 1, 1))
    assert SHIPPED_MEMBERS.is_adequate(STATES["GBR"], TODAY)
    assert not SHIPPED_MEMBERS.is_adequate(STATES["GBR"], date(2021, 6, 27))


def test_no_western_balkan_partner_is_a_member_or_adequate() -> None:
    for code in ("ALB", "BIH", "MKD", "MNE", "SRB", "XKX", "TUR", "MDA"):
        assert not SHIPPED_MEMBERS.in_union(STATES[code], TODAY)
        assert not SHIPPED_MEMBERS.is_adequate(STATES[code], TODAY)


def test_europol_is_a_body_of_the_union_and_selec_is_not() -> None:
    assert SHIPPED_MEMBERS.in_union(EUROPOL, TODAY)
    assert not SHIPPED_MEMBERS.in_union(SELEC, TODAY)


def test_what_a_body_learns_its_members_officers_learn() -> None:
    assert "TUR" in SHIPPED_MEMBERS.reach(SELEC)
    assert SHIPPED_MEMBERS.reach(ICMP) == {"BIH", "HRV", "MNE", "SRB", "XKX"}
    assert SHIPPED_MEMBERS.reach(NGO) == {"SRB"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("from: 2025-12-28", "from: 2025-12-27", "adequacy.GBR: periods overlap on 2025-12-27"),
        ("until: 2025-12-27, mark: S", "mark: S", "adequacy.GBR: periods overlap"),
        ("from: 1973-01-01, until: 2020-12-31", "from: 2021-01-01, until: 2020-12-31", "ends before it begins"),
        ("country: AUT", "country: AUS7", "not a three-letter country code"),
        ("  SELEC:\n", "  selec:\n", "not a node's name"),
        ("union: true", "onion: true", "bodies.EUROPOL.union: missing"),
    ],
)  # fmt: skip
def test_contradictory_memberships_do_not_load(old: str, new: str, problem: str) -> None:
    with pytest.raises(DataError, match=problem):
        load_memberships(altered("memberships.yaml", old, new))


def test_bodies_are_a_mapping() -> None:
    start = SHIPPED.by_name["memberships.yaml"].index("bodies:")
    tail = SHIPPED.by_name["memberships.yaml"][start:]
    with pytest.raises(DataError, match="not a mapping of bodies"):
        load_memberships(altered("memberships.yaml", tail, "bodies: []"))
