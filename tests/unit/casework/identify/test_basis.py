"""What a report rests on: the table of frequencies can be told from another, the rules have versions."""

from dataclasses import replace

from tests.unit.casework.identify.searching import EVEN, LOCI

from egnatia import __version__
from egnatia.casework.identify.basis import frequencies_behind, frequencies_told, rules_told


def test_a_table_with_one_other_frequency_has_another_digest() -> None:
    other = replace(EVEN, frequencies={**EVEN.frequencies, LOCI[0]: {"8": 1.0}})
    turned = replace(EVEN, frequencies=dict(reversed(list(EVEN.frequencies.items()))))
    one = frequencies_told(EVEN)
    assert (one["source"], one["people"], one["least"]) == ("invented", 500, 0.005)
    assert frequencies_told(turned) == one
    assert frequencies_told(other)["sha256"] != one["sha256"]


def test_the_rules_are_named_with_their_versions() -> None:
    told = rules_told("ab" * 32)
    assert (told["values"], told["law"], told["program"]) == ("prum-2008-ess-2009", "ab" * 32, __version__)
    assert "2008/616" in told["source"]


def test_frequencies_behind_genotypes_are_those_of_the_table_that_was_named() -> None:
    table = replace(EVEN, frequencies={"VWA": {"8": 0.3, "10": 0.7, "9.3": 0.0001}, "FGA": {"20": 1.0}})
    read = [{"VWA": ("9.3", "10"), "TH01": ("6", "7")}, {"VWA": ("8", "25"), "FGA": ("20", "*")}]
    found = frequencies_behind([EVEN, table], frequencies_told(table), read)
    assert found == {"VWA": {"8": 0.3, "9.3": 0.005, "10": 0.7, "25": 0.005}}
    assert list(found["VWA"]) == ["8", "9.3", "10", "25"]
    assert frequencies_behind([EVEN], frequencies_told(table), read) is None
