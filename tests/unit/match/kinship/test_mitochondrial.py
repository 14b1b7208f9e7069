"""Mitochondrial DNA: the notation of laboratories, and what counts as a difference."""

import pytest

from egnatia.match.kinship.errors import CaseError, GenotypeError
from egnatia.match.kinship.mitochondrial import Compared, compare_mitotypes, read_mitotype

CONTROL = "16024-576"


def compared(one: str, other: str, ranges: tuple[str, str] = (CONTROL, CONTROL)) -> Compared:
    found = [read_mitotype(read, own, "case") for read, own in zip(ranges, (one, other), strict=True)]
    there, back = compare_mitotypes(*found), compare_mitotypes(*reversed(found))
    assert there == back
    return there


def test_a_range_goes_round_the_circle() -> None:
    assert compared("263G", "263G").positions == 16_569 - 16_024 + 1 + 576
    assert compared("73G", "", (CONTROL, "16024-16365")).positions == 342


@pytest.mark.parametrize(
    ("one", "other", "differences"),
    [
        ("263G 315.1C", "A263G, 315.1C", ()),
        ("263G", "", ("263",)),
        ("16126C 263G", "16129A 263G", ("16126", "16129")),
        ("263G", "263del", ("263",)),
        ("105del 106DEL 107- 108d", "", ("105",)),
        ("105del 107del", "", ("105", "107")),
        ("60.1T 60.2T", "", ("60.1",)),
        ("60.1T 60.2T", "60.1T", ("60.2",)),
        ("263N", "", ()),
    ],
)
def test_what_two_people_do_not_share_is_a_difference(one: str, other: str, differences: tuple[str, ...]) -> None:
    assert compared(one, other).differences == differences


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("T16189Y", "", "mixed"),
        ("T16189Y", "16189C", "mixed"),
        ("T16189Y", "16189A", "differences"),
        ("16189Y", "", "mixed"),
        ("T16189R", "", "differences"),
        ("T16189R", "T16189Y", "differences"),
    ],
)
def test_a_mixture_differs_only_from_who_shares_none_of_its_bases(one: str, other: str, kind: str) -> None:
    found = compared(one, other)
    places = {"mixed": found.mixed, "differences": found.differences}
    assert places == {"mixed": (), "differences": (), kind: ("16189",)}


def test_lengths_of_stretches_of_like_bases_do_not_count() -> None:
    found = compared("309.1C 309.2C 523del 524del 16193.1C", "315.1C")
    assert (found.differences, found.verdict) == ((), "not excluded")
    assert found.of_length == ("309.1", "309.2", "315.1", "523", "524", "16193.1")


@pytest.mark.parametrize(("own", "verdict"), [("", "not excluded"), ("263G", "inconclusive"), ("263G 73G", "excluded")])
def test_one_difference_decides_nothing_and_two_exclude(own: str, verdict: str) -> None:
    assert compared(own, "").verdict == verdict


@pytest.mark.parametrize(
    "written", ["263", "A263A", "263J", "G", "309.0C", "309.1del", "A309.1C", "309.2C", "263G 263A", "5000A", "263g"]
)
def test_what_is_no_difference_is_named(written: str) -> None:
    with pytest.raises(GenotypeError, match="Iva: "):
        read_mitotype(CONTROL, written, "Iva")


@pytest.mark.parametrize("ranges", ["", "HV1", "0-20", "16024-17000"])
def test_what_is_no_range_is_named(ranges: str) -> None:
    with pytest.raises(CaseError, match="Iva: "):
        read_mitotype(ranges, "", "Iva")


def test_people_of_whom_nothing_was_read_in_common_are_not_compared() -> None:
    with pytest.raises(CaseError, match="no position"):
        compared("", "", ("73-340", "16024-16365"))
