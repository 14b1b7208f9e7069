"""Korean syllables and Chinese signs."""

from egnatia.match.names.scripts.east import read_hangul, read_signs
from egnatia.match.names.scripts.latin import read_latin


def test_a_syllable_is_read_as_the_state_and_as_people_spell_it() -> None:
    readings = read_hangul("경")
    for spelling in ("gyeong", "kyung", "kyong"):
        assert read_latin(spelling)[-1] in readings


def test_voiced_initials_have_an_older_spelling() -> None:
    assert read_latin("tonghyon")[-1] in read_hangul("동현")
    assert read_latin("donghyun")[-1] in read_hangul("동현")


def test_family_names_are_written_as_families_write_them() -> None:
    assert read_hangul("이") == tuple(read_latin(name)[-1] for name in ("lee", "yi", "rhee"))
    assert read_hangul("박") == tuple(read_latin(name)[-1] for name in ("park", "pak", "bak"))


def test_chinese_signs_are_read_by_pinyin_and_as_it_was_spelled_before() -> None:
    assert read_latin("guoqing")[-1] in read_signs("国庆")
    assert read_latin("kuoching")[-1] in read_signs("国庆")
    assert read_latin("hsiaotung")[-1] in read_signs("晓东")
