"""What a machine gave at once is printed with what binds whoever reads it."""

from egnatia.cli.given import lines_of

CAVEAT = {"handling": ["H1", "H2"], "restriction": "", "contested": True, "retain_until": "2030-01-01"}


def test_the_data_come_first_then_what_binds() -> None:
    record = {"properties": {"plate": ["AB 12"], "colour": ["red", "blue"]}, "caveat": CAVEAT}
    assert list(lines_of(record)) == [
        "plate: AB 12",
        "colour: red, blue",
        "[handling: H1, H2]",
        "[contested: True]",
        "[retain until: 2030-01-01]",
    ]


def test_where_nothing_was_given_nothing_is_printed() -> None:
    assert list(lines_of(None)) == []
