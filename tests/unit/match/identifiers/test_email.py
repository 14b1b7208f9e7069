import pytest

from egnatia.match.identifiers.email import read_email


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Ana.Kovac@Example.ORG", "ana.kovac@example.org"),
        ("mailto:ana@example.org ", "ana@example.org"),
        ("ана@пример.испытание", "ана@xn--e1afmkfd.xn--80akhbyknj4f"),  # the test domain of RFC 3492 days
        ("ana@BÜCHER.example", "ana@xn--bcher-kva.example"),
    ],
)
def test_addresses_are_read_as_the_wire_has_them(written: str, key: str) -> None:
    read = read_email(written)
    assert (read.key, read.valid) == (key, True)


@pytest.mark.parametrize(
    "written", ["", "@", "ana", "ana@", "@example.org", "ana@localhost", "ana@-.-", "a@b..c", "@" * 99]
)
def test_what_cannot_be_an_address_is_invalid(written: str) -> None:
    assert read_email(written).valid is False


def test_one_mailbox_has_several_spellings() -> None:
    assert read_email("ana.kovac+bank@example.org").folded == read_email("anakovac@example.org").folded
