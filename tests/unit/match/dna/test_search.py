"""Searching by the Prüm rules: the scan against a plain comparison of everybody with everybody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.dna.coding import ORDER, code_of, lay_out
from egnatia.match.dna.comparison import compare
from egnatia.match.dna.halves import index_halves, look_up
from egnatia.match.dna.kernels.scan import designated, differing, read_all
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.profile import WILDCARD, Profile, read_profile
from egnatia.match.dna.search import candidate_rows, make_register, search

RULES = rule_set("prum-2008")
LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51")
values = st.sampled_from(["8", "9", "9.1", WILDCARD])


def profile(name: str, **loci: str) -> Profile:
    return read_profile(name, {locus: written.split("/") for locus, written in loci.items()}, RULES)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    loci = draw(st.lists(st.sampled_from(LOCI), unique=True, min_size=5))
    return profile(draw(st.uuids()).hex, **{locus: f"{draw(values)}/{draw(values)}" for locus in loci})


@pytest.mark.slow
@given(st.lists(profiles(), max_size=8), profiles())
def test_the_search_finds_whom_a_plain_comparison_finds(found: list[Profile], asked: Profile) -> None:
    wanted = [hit for hit in (compare(asked, item, RULES) for item in found) if hit]
    hits = search(make_register(found, RULES), asked)
    assert {hit.profile.id for hit in hits} == {hit.profile.id for hit in wanted}
    assert [hit.quality for hit in hits] == sorted(hit.quality for hit in hits)


@given(st.lists(st.lists(st.sampled_from(["8/8", "8/9", "9/9.1"]), min_size=7, max_size=7), min_size=1, max_size=9))
def test_the_index_finds_whom_the_scan_finds(rows: list[list[str]]) -> None:
    people = [profile(str(number), **dict(zip(LOCI, row, strict=True))) for number, row in enumerate(rows)]
    words = lay_out(people, RULES.exchanged)
    complete = np.ascontiguousarray(words)
    asked = complete[:, 0].copy()
    assert look_up(index_halves(complete), complete, asked) == candidate_rows(complete, asked).tolist()


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
def test_lanes_are_told_apart_bit_by_bit(one: int, other: int) -> None:
    lanes = [16 * lane for lane in range(4)]
    apart = int(differing(np.uint64(one), np.uint64(other)))
    full = int(designated(np.uint64(one)))
    for lane in lanes:
        low, high = one >> lane & 0xFF, one >> (lane + 8) & 0xFF
        assert (apart >> (lane + 15) & 1) == ((one >> lane & 0xFFFF) != (other >> lane & 0xFFFF))
        assert (full >> (lane + 15) & 1) == (low != 0 and high != 0)


@pytest.mark.parametrize("locus", ORDER)
def test_every_value_of_a_locus_has_its_own_byte(locus: str) -> None:
    written = ["X", "Y"] if locus == "AMELOGENIN" else ["3", "9.1", "12", "35.2", "49"]
    codes = [code_of(value, locus) for value in written]
    assert len({0, *codes}) == len(codes) + 1
    assert code_of(WILDCARD, locus) == 0


def test_more_candidates_than_room_are_all_found() -> None:
    words = np.zeros((1, (1 << 16) + 7), dtype=np.uint64)
    assert len(candidate_rows(words, np.zeros(1, dtype=np.uint64))) == (1 << 16) + 7
    assert int(read_all(np.array([[5, 6], [7, 8]], dtype=np.uint64))) == 5 ^ 6 ^ 7 ^ 8
