"""What a partner is told of a ground never gives away what the ground protects."""

import pytest

from egnatia.exchange.ground import Ground, as_told

#: Directive (EU) 2023/977 Art. 6(1): (b), (c), (e), (g) say nothing of the subject; the others would.
PLAIN = {"not_conforming", "not_authorised", "inaccurate", "minor_offence"}


@pytest.mark.parametrize("ground", Ground)
def test_only_what_says_nothing_of_the_subject_is_told_as_it_is(ground: Ground) -> None:
    assert as_told(ground) == (ground if ground in PLAIN else Ground.PROTECTED_INTEREST)


@pytest.mark.parametrize("ground", Ground)
def test_what_is_told_is_told_no_further(ground: Ground) -> None:
    assert as_told(as_told(ground)) is as_told(ground)
