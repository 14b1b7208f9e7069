"""Forms with a file in them, as browsers send them."""

import pytest

from egnatia.web.parts import read_parts

KIND = "multipart/form-data; boundary=----b0"


def form(*parts: tuple[str, bytes]) -> bytes:
    made = b"".join(
        b"------b0\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + body + b"\r\n"
        for head, body in parts
    )
    return made + b"------b0--\r\n"


def test_fields_and_files_are_read_by_name() -> None:
    body = form(('name="form_key"', b"k"), ('name="file"; filename="case.json"', '{\n\n "ж": 1}'.encode()))
    assert read_parts(body, KIND) == [("form_key", "k"), ("file", '{\n\n "ж": 1}')]


def test_a_file_that_was_not_chosen_is_empty() -> None:
    assert read_parts(form(('name="file"; filename=""', b"")), KIND) == [("file", "")]


@pytest.mark.parametrize("body", [b"", b"garbage", form(('name="file"; filename="x"', b"\xff\xfe\x00"))])
def test_rubbish_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the decoder says
        read_parts(body, KIND)
