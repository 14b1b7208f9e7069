from egnatia.match.names.context import weigh
from egnatia.match.names.dates import Agreement


def test_nothing_known_is_worth_nothing() -> None:
    context = weigh({"birth_date": ("1985",)}, {"sex": ("male",)})
    assert (context.worth, context.date, context.evidence) == (0.0, None, ())


def test_the_date_of_birth_counts_most() -> None:
    same = weigh({"birth_date": ("1985-04-12",)}, {"birth_date": ("1985-04-12",)})
    other = weigh({"birth_date": ("1985-04-12",)}, {"birth_date": ("1961-10-30",)})
    assert same.date is Agreement.SAME
    assert other.worth < 0 < same.worth
    assert other.evidence[0].score == 0.0


def test_sex_counts_only_if_both_are_known() -> None:
    assert weigh({"sex": ("male",)}, {"sex": ("female",)}).worth < 0
    assert weigh({"sex": ("male",)}, {"sex": ("male",)}).worth > 0
    assert weigh({"sex": ("male",)}, {"sex": ("unspecified",)}).evidence == ()


def test_nationality_is_weak_evidence() -> None:
    shared = weigh({"nationality": ("SRB", "HRV")}, {"nationality": ("HRV",)})
    other = weigh({"nationality": ("SRB",)}, {"nationality": ("HRV",)})
    assert 0 < shared.worth < 1
    assert -1 < other.worth < 0


def test_the_father_is_compared_by_name() -> None:
    assert weigh({"father_name": ("Марко",)}, {"father_name": ("Marko",)}).worth > 0
    assert weigh({"father_name": ("Марко",)}, {"father_name": ("Ilija",)}).worth < 0
