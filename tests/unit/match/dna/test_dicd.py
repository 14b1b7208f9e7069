"""Prüm messages: routes and codes."""

from dataclasses import replace

import pytest

from egnatia.match.dna.dicd import read_pruem, write_pruem
from egnatia.match.dna.errors import ProfileError
from egnatia.match.dna.loci import rule_set
from egnatia.match.dna.markup import read_markup

TEXT = (
    "<P:PRUEMx xmlns:P='x'><PRUEM_header><direct>R</direct><requesting><request_id>7</request_id></requesting>"
    "<requested><request_id>8</request_id></requested></PRUEM_header><PRUEM_datas><type>P</type>"
    "<profile_ident>a</profile_ident><profile><additional_loci><penta_d><low_allele>9</low_allele>"
    "<high_allele>12.4</high_allele></penta_d></additional_loci></profile></PRUEM_datas></P:PRUEMx>"
)


def test_prefixes_and_both_ways_to_name_the_parts_are_read() -> None:
    message = read_pruem(read_markup(TEXT), rule_set("prum-2008"))
    assert (message.requesting["request_id"], message.requested["request_id"]) == ("7", "8")
    assert message.entries[0].profile.loci == {"PENTA_D": ("9", "12.4")}


@pytest.mark.parametrize("name", ["requesting", "PRUEM_header"])
def test_a_message_without_its_parts_is_none(name: str) -> None:
    broken = TEXT.replace(f"<{name}>", "<direct/><!--").replace(f"</{name}>", "-->")
    with pytest.raises(ProfileError, match="line 1: "):
        read_pruem(read_markup(broken), rule_set("prum-2008"))


def test_half_a_genotype_is_no_homozygote() -> None:
    broken = TEXT.replace("<low_allele>9<", "<low_allele><")
    with pytest.raises(ProfileError, match="line 1: PENTA_D has an empty allele"):
        read_pruem(read_markup(broken), rule_set("prum-2008"))


def test_a_message_that_nobody_could_read_is_not_written() -> None:
    rules = rule_set("prum-2008")
    message = read_pruem(read_markup(TEXT), rules)
    assert read_pruem(read_markup(write_pruem(message, rules)), rules) == message
    with pytest.raises(ProfileError, match="no well-formed XML"):
        write_pruem(replace(message, header={**message.header, "generator": "\x01"}), rules)
    with pytest.raises(ProfileError, match="direct 'B' is none of A, R"):
        write_pruem(replace(message, header={"direct": "B"}), rules)
