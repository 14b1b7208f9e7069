import math

import pytest

from egnatia.match.engine import Properties
from egnatia.match.records.dates import WHY, Agreement
from egnatia.match.records.fields import compare_fields
from egnatia.match.records.weights import field_weights, most


def worth(name: str, one: str, other: str) -> float:
    return compare_fields({name: (one,)}, {name: (other,)}).worth


def test_nothing_known_is_worth_nothing() -> None:
    fields = compare_fields({"birth_date": ("1985",)}, {"sex": ("male",)})
    assert (fields.worth, fields.date, fields.evidence) == (0.0, None, ())


def test_the_date_of_birth_counts_most() -> None:
    same = compare_fields({"birth_date": ("1985-04-12",)}, {"birth_date": ("1985-04-12",)})
    other = compare_fields({"birth_date": ("1985-04-12",)}, {"birth_date": ("1961-10-30",)})
    assert same.date is Agreement.SAME
    assert other.worth < 0 < same.worth
    assert other.evidence[0].score == 0.0


def test_the_better_dates_agree_the_more_it_says() -> None:
    others = ("1985-04-12", "1985-04", "1985-12-04", "1985", "1985-01-01", "1985-04-13", "1961-10-30")
    said = [worth("birth_date", "1985-04-12", other) for other in others]
    assert said == sorted(said, reverse=True)


@pytest.mark.parametrize(
    ("name", "one", "same", "other"),
    [
        ("sex", "male", "male", "female"),
        ("nationality", "SRB", "SRB", "HRV"),
        ("birth_country", "SRB", "SRB", "HRV"),
        ("birth_place", "Ниш", "Niš", "Skopje"),
        ("father_name", "Марко", "Marko", "Ilija"),
        ("mother_name", "Jelena", "Јелена", "Vesna"),
        ("national_number", "0101 985 710006", "0101985710006", "0101985710007"),
        ("document_number", "L-898902", "L898902", "L898903"),
    ],
)
def test_a_field_speaks_for_one_person_if_it_agrees_and_against_if_not(
    name: str, one: str, same: str, other: str
) -> None:
    assert worth(name, one, other) < 0 < worth(name, one, same)
    assert worth(name, one, same) == worth(name, same, one)


def test_weights_are_log_likelihood_ratios_of_how_often_agreement_is_seen() -> None:
    assert worth("birth_date", "1985-04-12", "1985-04-12") == pytest.approx(math.log(0.90 / 0.00005))
    assert most(field_weights()) == pytest.approx(sum(max(levels.values()) for levels in field_weights().values()))
    assert set(field_weights()["birth_date"]) == set(Agreement) == set(WHY)


def test_what_says_nothing_is_left_out() -> None:
    assert compare_fields({"sex": ("male",)}, {"sex": ("unspecified",)}).evidence == ()
    assert compare_fields({"father_name": ("123",)}, {"father_name": ("Marko",)}).evidence == ()
    assert compare_fields({"document_number": ("-",)}, {"document_number": ("L1",)}).evidence == ()
    assert compare_fields({"birth_date": ("soon",)}, {"birth_date": ("1985",)}).evidence == ()


def test_each_field_says_how_it_agrees() -> None:
    one: Properties = {"nationality": ("SRB", "HRV"), "birth_date": ("1985-04-12",)}
    found = compare_fields(one, {"nationality": ("HRV",), "birth_date": ("1985-12-04",)})
    assert [(item.property, item.why) for item in found.evidence] == [
        ("birth_date", "day and month exchanged"), ("nationality", "one in common: weak evidence"),
    ]  # fmt: skip


def test_evidence_of_several_fields_is_summed() -> None:
    one: Properties = {"sex": ("male",), "nationality": ("SRB",)}
    assert compare_fields(one, one).worth == worth("sex", "male", "male") + worth("nationality", "SRB", "SRB")
