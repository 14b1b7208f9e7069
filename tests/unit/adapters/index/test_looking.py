"""The queries that are put to tantivy."""

import tantivy

from egnatia.adapters.index.looking import BORN, PAIR, WORD, Looking, schema
from egnatia.match.near import NearKeys


def hits(keys: NearKeys) -> list[int]:
    """Ask an index of four documents, and return their places, best first."""
    index = tantivy.Index(schema())
    writer = index.writer(15_000_000, 1)
    for pairs, words, born in (((1,), (10,), (100,)), ((1, 2), (10, 11), ()), ((2,), (11,), ()), ((), (12,), (101,))):
        document = tantivy.Document()
        for field, values in ((PAIR, pairs), (WORD, words), (BORN, born)):
            for value in values:
                document.add_unsigned(field, value)
        writer.add_document(document)
    writer.commit()
    index.reload()
    found = index.searcher().search(Looking(index.schema).near(keys), 10).hits
    return [address.doc for _, address in found]


def keys(**given: tuple[int, ...]) -> NearKeys:
    empty = dict.fromkeys(("whole", "part", "heard", "bones", "years", "days"), ())
    return NearKeys(sketch=0, **{**empty, **given})


def test_a_shared_pair_is_enough_and_a_shared_word_is_not() -> None:
    assert set(hits(keys(part=(2,), heard=(12,)))) == {1, 2}


def test_of_one_word_who_has_it_is_found() -> None:
    assert set(hits(keys(heard=(10,)))) == {0, 1}


def test_who_shares_more_stands_first() -> None:
    assert hits(keys(whole=(1, 2), heard=(10, 11)))[0] == 1


def test_the_day_counts_with_a_word_only() -> None:
    assert hits(keys(whole=(9,), heard=(12,), days=(101,))) == [3]
    assert hits(keys(whole=(9,), heard=(13,), days=(101,))) == []
