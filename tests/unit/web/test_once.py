"""Forms that came before."""

from concurrent.futures import ThreadPoolExecutor

from egnatia.web.once import Once


def test_a_mark_gets_through_once_and_none_always() -> None:
    forms = Once()
    assert [forms.take("a"), forms.take("a"), forms.take("b"), forms.take(""), forms.take("")] == [
        True,
        False,
        True,
        True,
        True,
    ]


def test_a_mark_that_was_given_back_gets_through_again() -> None:
    forms = Once()
    forms.take("a")
    forms.give_back("a")
    forms.give_back("never taken")
    assert forms.take("a")


def test_of_many_presses_at_once_one_gets_through() -> None:
    forms = Once()
    with ThreadPoolExecutor(8) as presses:
        assert sum(presses.map(lambda _: forms.take("a"), range(64))) == 1


def test_only_the_last_forms_are_remembered() -> None:
    forms = Once()
    for number in range(10_001):
        forms.take(str(number))
    assert forms.take("0")
    assert not forms.take("10000")
