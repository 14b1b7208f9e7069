"""Names on a map are those of the node's display profile; the key in data stays XKX."""

import pytest

from egnatia.casework.profile import Profile
from egnatia.web.geography import names_in
from egnatia.web.languages import ENGLISH, LANGUAGES


@pytest.mark.parametrize(
    ("profile", "name"),
    [
        (Profile(), "Kosovo*"),
        (Profile(kosovo_footnote=False), "Kosovo"),
        (Profile(kosovo="Kosovo*"), "Kosovo*"),
        (Profile(kosovo="Kosovo and Metohija", kosovo_footnote=False), "Kosovo and Metohija"),
    ],
)
def test_kosovo_is_named_as_the_node_says(profile: Profile, name: str) -> None:
    assert names_in(ENGLISH, profile)["XKX"] == name


@pytest.mark.slow
def test_without_a_name_of_its_own_a_node_follows_the_readers_language() -> None:
    assert names_in(LANGUAGES["sq"], Profile())["XKX"] == "Kosovë*"
    assert names_in(ENGLISH, Profile())["MKD"] == "North Macedonia"
    assert names_in(ENGLISH, Profile(north_macedonia="FYROM"))["MKD"] == "FYROM"
