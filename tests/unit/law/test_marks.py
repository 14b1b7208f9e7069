from egnatia.law.marks import Mark, weakest


def test_what_follows_from_facts_is_no_surer_than_the_weakest() -> None:
    assert weakest(Mark.READ, Mark.LOW, Mark.HIGH) is Mark.LOW
    assert weakest(Mark.READ, Mark.READ) is Mark.READ


def test_marks_are_those_of_the_reference() -> None:
    assert [*Mark] == ["S", "M-high", "M-med", "M-low"]
