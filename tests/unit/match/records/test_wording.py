import pytest

from egnatia.match.records.wording import same_words


@pytest.mark.parametrize(
    ("name", "one", "other", "same"),
    [
        ("make", "VW", "Volkswagen", True),
        ("make", "Mercedes-Benz", "МЕРЦЕДЕС", True),
        ("make", "Yugo", "yugo", True),
        ("make", "VW", "Yugo", False),
        ("colour", "бела", "white", True),
        ("colour", "siva metalik", "Gri", True),
        ("colour", "crna", "bijela", False),
        ("commercial_type", "GOLF", "Golf 1.6 TDI", True),
        ("commercial_type", "A3", "A3", True),
        ("commercial_type", "A3", "A35", False),
        ("legal_form", "d.o.o.", "DOO", True),
        ("legal_form", "d.o.o.", "a.d.", False),
        ("address", "Bulevar kralja Aleksandra 12, Beograd", "Beograd, Bulevar kralja Aleksandra 12", True),
        ("address", "Bulevar 12, Beograd", "Ilica 7, Zagreb", False),
        ("make", "", "VW", None),
        ("legal_form", "?!", "DOO", None),
    ],
)
def test_values_are_compared_by_what_they_mean(name: str, one: str, other: str, *, same: bool | None) -> None:
    assert same_words(name, one, other) is same
    assert same_words(name, other, one) is same
