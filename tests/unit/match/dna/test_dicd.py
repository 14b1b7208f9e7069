"""Prüm messages: routes and codes."""

import pytest

from egnatia.match.dna.dicd import read_pruem
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
