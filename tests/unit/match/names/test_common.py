import pytest

from egnatia.match.names.common import is_common
from egnatia.match.names.transliterate import readings


@pytest.mark.parametrize("word", ["petar", "петар", "jovanović", "mehmet", "hoxha", "γεώργιος", "yılmaz"])
def test_popular_names_are_known_however_they_are_written(word: str) -> None:
    assert is_common(readings(word))


@pytest.mark.parametrize("word", ["krstonošić", "xq", "😀"])
def test_others_are_not(word: str) -> None:
    assert not is_common(readings(word))
