"""What instruments want before officers cross a border, and for which offences they may."""

import pytest
from tests.twins.network import LAW

from egnatia.law.checklist import Said
from egnatia.law.crossings import CROSSINGS, parse_crossings
from egnatia.law.errors import DataError
from egnatia.model.dispatch_forms import SORTS, Sort
from egnatia.model.identity import CountryCode

PURSUIT, SURVEILLANCE = CROSSINGS["cisa", Sort.PURSUIT], CROSSINGS["cisa", Sort.SURVEILLANCE]
ITALY, GERMANY = CountryCode("ITA"), CountryCode("DEU")
#: A notice of a pursuit in which nothing is missing.
WHOLE = dict.fromkeys(PURSUIT.needed, ("said",)) | {"pursuit_ground": ("caught_in_the_act",), "border": ("land",)}
ONE = """
x: {hot_pursuit: {mark: S, source: y, needed: {facts: z}, also: [], barred: {border: {sea: z}},
    offences: [{codes: [arson], article: z}], terms: [t], ends: [e], limits: {ITA: w}}}
"""


def lacks(said: Said, offence: str, entered: CountryCode = ITALY) -> list[str]:
    """Return what a pursuit lacks under the Schengen Convention."""
    return list(PURSUIT.lacking(said, LAW.book.offences.get(offence), entered))


def test_every_rule_is_of_an_instrument_of_the_law_and_says_what_ends_it() -> None:
    assert {instrument for instrument, _ in CROSSINGS} <= LAW.book.instruments.keys()
    assert all(rules.terms and rules.ends and rules.offences for rules in CROSSINGS.values())


def test_a_whole_notice_lacks_nothing_and_each_field_is_missed_with_its_article() -> None:
    assert lacks(WHOLE, "drug_trafficking") == []
    for name, article in PURSUIT.needed.items():
        said = {key: value for key, value in WHOLE.items() if key != name}
        assert f"{SORTS[Sort.PURSUIT].fields[name].label} ({article})" in lacks(said, "drug_trafficking")


def test_nobody_is_pursued_over_the_sea_or_for_a_trifle() -> None:
    assert lacks({**WHOLE, "border": ("sea",)}, "arson") == [
        "Which border: not sea (Art. 41(5)(b): over land borders only)"
    ]
    for offence, entered in (("minor_injury", ITALY), ("no_such_offence", GERMANY)):
        [words] = lacks(WHOLE, offence, entered)
        assert "an offence for which officers may cross" in words


def test_what_is_not_on_the_list_is_pursued_only_into_states_that_declared_it() -> None:
    assert [bool(lacks(WHOLE, "corruption", state)) for state in (ITALY, GERMANY)] == [True, False]


def test_what_cannot_wait_is_for_the_listed_offences_and_what_is_asked_before_for_any_extraditable() -> None:
    def offences(way: str) -> list[bool]:
        said = dict.fromkeys((*SURVEILLANCE.needed, "why_not_before", "requesting_authority", "until"), ("said",))
        known = (LAW.book.offences[code] for code in ("drug_trafficking", "corruption"))
        return [not list(SURVEILLANCE.lacking({**said, "way": (way,)}, one, ITALY)) for one in known]

    assert offences("asked_before") == [True, True]
    assert offences("cannot_wait") == [True, False]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hot_pursuit:", "drive_by:"),
        ("needed: {facts: z}", "needed: {horse: z}"),
        ("border: {sea: z}", "border: {river: z}"),
        ("border: {sea: z}", "horse: {sea: z}"),
        ("codes: [arson]", "codes: [dancing]"),
        ("codes: [arson]", "codes: [arson], extraditable: true"),
        ("{ITA: w}", "{XX: w}"),
        ("{ITA: w}", "[]"),
        ("also: []", "also: [{field: border, says: [river], needs: {facts: z}}]"),
    ],
)
def test_what_cannot_be_is_refused(old: str, new: str) -> None:
    assert parse_crossings(ONE)
    with pytest.raises(DataError):
        parse_crossings(ONE.replace(old, new))
