"""Names for a large register."""

from egnatia.cli.demo.population.chance import stream
from egnatia.cli.names.search.stock import CHAINED, tongue


def test_behind_the_list_stand_thousands_that_were_made_after_it() -> None:
    spoken = tongue("sr")
    assert len(spoken.family.names) > 1000
    assert len(set(spoken.family.names)) == len(spoken.family.names)
    assert set(spoken.listed) <= {*spoken.given.names, *spoken.family.names, *spoken.listed}


def test_the_first_are_borne_by_most() -> None:
    drawn = tongue("bg").family.draw(stream(1), 5000)
    first, last = tongue("bg").family.names[:100], tongue("bg").family.names[-100:]
    assert sum(name in first for name in drawn) > 10 * sum(name in last for name in drawn)


def test_a_made_name_has_the_spelling_of_passports() -> None:
    made = next(name for name in tongue("el").family.names if name not in tongue("el").listed)
    assert tongue("el").name(made).passport.isascii()
    assert not made.isascii()


def test_where_no_rule_gives_a_latin_spelling_none_is_made() -> None:
    for language in CHAINED:
        assert set(tongue(language).family.names) <= set(tongue(language).listed)
