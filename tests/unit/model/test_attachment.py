"""An attachment says what a file is and how it opens; what is logged of it says nothing."""

import pytest

from egnatia.model.attachment import LARGEST, Attachment, parse_attachment, plain_attachment
from egnatia.model.errors import ParseError
from egnatia.model.identity import AttachmentId

BOATS = Attachment(id=AttachmentId("1" * 32), name="boats.pdf", size=5, digest="2" * 64, key="3" * 64)


def test_it_reads_what_it_wrote() -> None:
    assert parse_attachment(plain_attachment(BOATS)) == BOATS


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "1" * 31),
        ("name", "a/b"),
        ("name", "..\\b"),
        ("name", ".hidden"),
        ("name", ""),
        ("size", 0),
        ("size", LARGEST + 1),
        ("size", "5"),
        ("digest", "2" * 63),
        ("key", "3" * 63),
        ("key", "G" * 64),
        ("more", "x"),
    ],
)
def test_anything_else_is_refused_with_its_path(field: str, value: object) -> None:
    with pytest.raises(ParseError) as refused:
        parse_attachment({**plain_attachment(BOATS), field: value}, "attachments[0]")
    assert refused.value.path == f"attachments[0].{field}"


def test_the_commitment_depends_on_everything_and_shows_nothing() -> None:
    plain = plain_attachment(BOATS)
    others = [{**plain, "key": "4" * 64}, {**plain, "digest": "4" * 64}, {**plain, "size": 6}, {**plain, "name": "b"}]
    assert len({BOATS.commitment, *(parse_attachment(other).commitment for other in others)}) == 5
    assert BOATS.digest not in BOATS.commitment
