import pytest

from egnatia.match.identifiers.iban import read_iban

#: Examples of the SWIFT IBAN registry.
EXAMPLES = [
    "GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "GR1601101250000000012300695", "RS35260005601001611379",
    "XK051212012345678906", "MK07250120000058984", "ME25505000012345678951", "BA391290079401028494",
    "HR1210010051863000160", "SI56263300012039086", "AL47212110090000000235698741", "BG80BNBG96611020345678",
    "RO49AAAA1B31007593840000", "TR330006100519786457841326",
]  # fmt: skip


@pytest.mark.parametrize("written", EXAMPLES)
def test_the_examples_of_the_registry_pass(written: str) -> None:
    read = read_iban(written.lower())
    assert (read.key, read.valid) == (written.replace(" ", ""), True)


def test_a_slip_is_noticed_and_repaired() -> None:
    read = read_iban("GB82 WEST 1234 5698 7645 32")
    assert read.valid is False
    assert "GB82WEST12345698765432" in read.others
    assert len(read.others) < 12


def test_a_national_account_number_is_no_iban() -> None:
    assert read_iban("260-0056010016113-79").valid is None


def test_the_word_in_front_does_not_count() -> None:
    assert read_iban("IBAN GB82WEST12345698765432").key == "GB82WEST12345698765432"
