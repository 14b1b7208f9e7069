"""The sections of the desk."""

from egnatia.web.sections import BESIDE, KEYS, SECTIONS, WITHIN


def test_every_section_has_a_key_of_its_own() -> None:
    sections = [path for path, _, _ in SECTIONS]
    assert sorted(KEYS) == sorted(sections)
    assert len(set(KEYS.values())) == len(sections)


def test_what_stands_beside_a_section_belongs_to_it() -> None:
    sections = {path for path, _, _ in SECTIONS}
    for section, lists in BESIDE.items():
        first, *others = [path for path, _, _ in lists]
        assert first == section
        assert section in sections
        assert {WITHIN.get(path) for path in others} == {section}


def test_a_screen_belongs_to_a_section_that_there_is() -> None:
    assert set(WITHIN.values()) <= {path for path, _, _ in SECTIONS}
