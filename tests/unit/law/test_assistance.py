"""What instruments of legal assistance want of a request, and on which grounds it may be refused."""

import pytest
from tests.twins.network import LAW

from egnatia.law.assistance import ASSISTANCE, parse_assistance
from egnatia.law.errors import DataError
from egnatia.model.dispatch_forms import SORTS, Sort

EIO = ASSISTANCE["eio"]
#: A European Investigation Order in which nothing is missing.
WHOLE = dict.fromkeys(EIO.needed, ("said",)) | {"authority_sort": ("court",), "measure": ("documents",)}
ONE = """
x: {mark: S, source: y, needed: {facts: z}, also: [{field: measure, says: [documents], needs: {contact: z}}],
    refusals: {territory: z}, times: [{what: it, days: 3, article: z}], contacts: c}
"""


def test_every_instrument_is_one_of_the_law_and_has_grounds() -> None:
    assert ASSISTANCE.keys() <= LAW.book.instruments.keys()
    assert all(rules.refusals and rules.contacts for rules in ASSISTANCE.values())


def test_an_order_that_says_all_lacks_nothing_and_each_field_is_missed_with_its_article() -> None:
    assert list(EIO.lacking(WHOLE)) == []
    for name, article in EIO.needed.items():
        said = {key: value for key, value in WHOLE.items() if key != name}
        assert f"{SORTS[Sort.ASSISTANCE].fields[name].label} ({article})" in list(EIO.lacking(said))
        assert list(EIO.lacking({**said, name: (" ",)}))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"authority_sort": ("other_authority",)}, "validated"),
        ({"measure": ("interception",)}, r"Art. 30\(3\)"),
        ({"measure": ("temporary_transfer",)}, "Consent of the person"),
        ({"measure": ("hearing_by_video",)}, "Arts 24, 25"),
    ],
)
def test_what_is_said_may_want_more(said: dict[str, tuple[str, ...]], words: str) -> None:
    found = list(EIO.lacking(WHOLE | said))
    assert found
    with pytest.raises(AssertionError, match=words):
        assert not found, found


def test_times_are_those_of_article_twelve() -> None:
    assert [(due.days, due.hours) for due in EIO.times] == [(7, 0), (30, 0), (90, 0), (0, 24)]


def test_a_refusal_names_a_ground_of_the_closed_list() -> None:
    assert list(EIO.lacking_of_refusal({"outcome": ("given",)})) == []
    assert list(EIO.lacking_of_refusal({"outcome": ("refused",), "assistance_ground": ("fundamental_rights",)})) == []
    for ground in ((), ("fiscal_offence",)):
        [words] = EIO.lacking_of_refusal({"outcome": ("refused",), "assistance_ground": ground})
        assert "double jeopardy" in words


def test_the_eight_grounds_of_article_eleven_are_there() -> None:
    assert [named[:12] for named in EIO.refusals.values()] == [f"Art. 11(1)({letter})"[:12] for letter in "abcdefgh"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ONE, "[]"),
        ("facts: z", "fact: z"),
        ("territory: z", "weather: z"),
        ("says: [documents]", "says: [dancing]"),
        ("field: measure", "field: weather"),
        ("days: 3", "days: 3, hours: 3"),
        ("mark: S, ", ""),
    ],
)
def test_what_is_misspelt_keeps_the_node_from_starting(old: str, new: str) -> None:
    assert parse_assistance(ONE)
    with pytest.raises(DataError):
        parse_assistance(ONE.replace(old, new))
