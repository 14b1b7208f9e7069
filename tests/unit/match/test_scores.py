from egnatia.match.scores import miss


def test_a_miss_has_no_quality() -> None:
    score = miss("names/2", 0.4)
    assert (score.value, score.quality, score.engine) == (0.4, None, "names/2")
