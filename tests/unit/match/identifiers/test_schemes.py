import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.match.identifiers.schemes import SCHEMES, read
from egnatia.model.kinds import KINDS

RUBBISH = [
    "",
    " ",
    "\0",
    "😀" * 5000,
    "\u202eabc\u202c",
    "9" * 10_000,
    "A" * 10_000,
    "ﷺ" * 10_000,
    "\ud800",
    "a@" * 5000,
    "0x" + "aB" * 20,
]
MARKS = string.ascii_letters + string.digits + " -./:@+АВЕКΑΒ"


def test_every_scheme_of_the_model_is_read() -> None:
    schemes = {item.scheme for kind in KINDS.values() for item in kind.properties.values() if item.scheme}
    assert schemes <= SCHEMES.keys()


def test_an_unknown_scheme_is_read_plainly() -> None:
    assert read("rune", "a-1").key == "A1"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("value", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_read_without_error_and_fast(scheme: str, value: str) -> None:
    read.cache_clear()
    begun = time.process_time()
    normal = read(scheme, value, frozenset({"SRB", "HRV", "??"}))
    assert time.process_time() - begun < 0.5  # far above what it takes, far below a slow path
    assert normal.valid in {True, False, None}


@given(st.sampled_from(sorted(SCHEMES)), st.text(alphabet=MARKS, max_size=40))
def test_a_normal_form_stays_what_it_is(scheme: str, value: str) -> None:
    once = read(scheme, value)
    again = read(scheme, once.key)
    assert again.key == once.key or scheme in {"phone", "handle", "imei", "registration_number", "iban", "wallet"}


@given(st.sampled_from(sorted(SCHEMES)), st.text(max_size=60))
def test_reading_is_deterministic(scheme: str, value: str) -> None:
    first = read(scheme, value)
    read.cache_clear()
    assert read(scheme, value) == first
