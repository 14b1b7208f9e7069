"""What a measurement of the search says of the table that it read."""

from pathlib import Path

from egnatia.cli.dna.measure import CACHES, USUAL_CACHE, cache_bytes, measure_search


def test_a_small_table_is_said_to_be_read_from_the_cache() -> None:
    figures = measure_search(1000, 1)
    assert figures["table_bytes"] == 48_000 < CACHES * figures["cache_bytes"]
    assert figures["from_memory"] is False


def test_the_largest_cache_counts(tmp_path: Path) -> None:
    for place, size in enumerate(("32K", "1024K", "8M")):
        (tmp_path / f"index{place}").mkdir()
        (tmp_path / f"index{place}" / "size").write_text(size + "\n")
    assert cache_bytes(tmp_path) == 8 << 20


def test_where_the_processor_does_not_say_a_usual_cache_is_supposed(tmp_path: Path) -> None:
    assert cache_bytes(tmp_path / "nowhere") == USUAL_CACHE
    (tmp_path / "index0").mkdir()
    (tmp_path / "index0" / "size").write_text("large\n")
    assert cache_bytes(tmp_path) == USUAL_CACHE
