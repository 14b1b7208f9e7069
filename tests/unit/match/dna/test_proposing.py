"""What the scan proposes: every hit under every rule set, and little else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.dna.comparison import compare
from egnatia.match.dna.loci import rule_sets
from egnatia.match.dna.proposing import NOTHING, encode_text, propose, table_of
from egnatia.match.dna.written import read_written

LOCI = ("VWA", "TH01", "D21S11", "FGA", "D8S1179", "D3S1358", "D18S51", "D12S391", "AMELOGENIN")
ASKED = dict.fromkeys(LOCI[:-1], "10,11") | {"AMELOGENIN": "X,Y"}


def written(profile: dict[str, str]) -> str:
    return "\n".join(f"{locus} {values}" for locus, values in profile.items())


def proposed(asked: dict[str, str], *register: dict[str, str]) -> dict[int, int]:
    rows, matching = propose(table_of([encode_text(written(one)) for one in register]), encode_text(written(asked)))
    return dict(zip(rows.tolist(), matching.tolist(), strict=True))


VALUES = st.sampled_from(["10,11", "10,12", "10,10", "*,11", "10,11.1", "11,12,13", ""])
CHANGES = st.dictionaries(st.sampled_from(LOCI[:-1]), VALUES, max_size=5)


@given(st.lists(CHANGES, min_size=1, max_size=8), CHANGES, st.sampled_from(["X,Y", "X,X", ""]))
def test_every_hit_under_every_rule_set_is_proposed(
    register: list[dict[str, str]], own: dict[str, str], sex: str
) -> None:
    profiles = [{k: v for k, v in {**ASKED, **one, "AMELOGENIN": sex}.items() if v} for one in register]
    asked = {k: v for k, v in {**ASKED, **own}.items() if v}
    found = proposed(asked, *profiles)
    for rules in rule_sets():
        one = read_written(written(asked), rules)
        hits = {row for row, other in enumerate(profiles) if compare(one, read_written(written(other), rules), rules)}
        assert hits <= found.keys()


def test_who_differs_at_two_loci_or_matches_at_five_is_left_out() -> None:
    two = {**ASKED, "VWA": "12,12", "TH01": "12,12"}
    five = {locus: ASKED[locus] for locus in LOCI[:5]}
    assert proposed(ASKED, two, five, ASKED) == {2: 8}


def test_amelogenin_neither_speaks_for_nor_against() -> None:
    assert proposed(ASKED, {**ASKED, "VWA": "12,12", "AMELOGENIN": "X,X"}) == {0: 7}


@pytest.mark.parametrize("line", ["VWA x", "NOBODY 10,11", "VWA", "VWA 10,11,12,13", "VWA 999,1"])
def test_what_cannot_be_read_is_as_if_it_had_not_been_typed(line: str) -> None:
    assert encode_text(line) == NOTHING


def test_nothing_proposes_nothing() -> None:
    assert len(propose(table_of([NOTHING]), NOTHING)[0]) == 0
    assert table_of([]).shape == (8, 0)
    assert np.all(table_of([NOTHING]) == 0)
