"""A form with a file is read however its bytes are cut; what is no such form is refused, and nothing is held."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from egnatia.model.errors import ParseError
from egnatia.web.multipart import boundary_of, read_file_form

MARK = b"----WebKitFormBoundary7MA4YWxkTrZu0gW"


def form(content: bytes, name: str = "boats.pdf", **fields: str) -> bytes:
    """Write a form as browsers do."""
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
    parts.append(head.encode() + content)
    return b"".join(b"--" + MARK + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + MARK + b"--\r\n"


def cut(body: bytes, size: int) -> Iterator[bytes]:
    """Let a body come in pieces."""
    return (body[start : start + size] for start in range(0, len(body), size))


CONTENT = st.binary(max_size=300) | st.sampled_from([b"\r\n--" + MARK[:-1], b"\r\n", b"--"])
FORM = "multipart/form-data"


@pytest.mark.slow
@given(content=CONTENT, size=st.integers(1, 99))
def test_however_it_is_cut_the_file_is_the_same(content: bytes, size: int) -> None:
    read = read_file_form(MARK, cut(form(content, form_key="k", empty=""), size))
    assert (read.fields, read.name) == ({"form_key": ("k",), "empty": ("",)}, "boats.pdf")
    assert b"".join(read.pieces) == content


def test_names_come_in_utf_8_with_quotes_escaped() -> None:
    assert read_file_form(MARK, iter([form(b"x", "Чамци %22a%22.pdf")])).name == 'Чамци "a".pdf'


def test_a_form_in_which_no_file_stands_has_none() -> None:
    body = form(b"x", form_key="k").replace(b"; filename=", b"; other=")
    assert read_file_form(MARK, iter([body])).name == ""


def test_no_more_of_a_file_is_held_than_came_at_once() -> None:
    pieces = read_file_form(MARK, cut(form(b"y" * 1_000_000), 1000)).pieces
    assert max(map(len, pieces)) < 3000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "ends before"),
        (b"hello", "ends before"),
        (b"x" + form(b"x"), "begin with"),
        (form(b"x")[:-70], "ends before"),
        (b"--" + MARK + b"\r\nContent-Type: text/plain\r\n\r\nx\r\n--" + MARK + b"--", "without a name"),
        (b"--" + MARK + b"\r\n" + b"X: " + b"y" * 9000, "too long"),
        (form(b"x", a="y" * 70_000), "too long"),
        (form(b"x").replace(b"boats", b"\xff"), "UTF-8"),
    ],
)
def test_what_is_no_such_form_is_refused(body: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        list(read_file_form(MARK, cut(body, 64)).pieces)


@pytest.mark.parametrize("sent", ["", "text/plain", FORM, f"{FORM}; boundary=", "multipart/x; boundary=a"])
def test_a_form_of_another_sort_has_no_boundary(sent: str) -> None:
    with pytest.raises(ParseError):
        boundary_of(sent)


def test_a_boundary_is_found_quoted_or_not() -> None:
    assert (
        boundary_of("multipart/form-data; boundary=abc") == boundary_of('multipart/form-data; boundary="abc"') == b"abc"
    )
