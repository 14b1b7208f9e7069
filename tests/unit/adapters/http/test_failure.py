"""Why nothing came from a partner, in plain words."""

import socket
import ssl

import pytest

from egnatia.adapters.http.errors import LineError
from egnatia.adapters.http.failure import FAILURES, refusal_words, words_for
from egnatia.exchange.refusal import Refusal, RefusalCode, plain_refusal
from egnatia.model import canonical


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (TimeoutError(), "no reply in time"),
        (ssl.SSLCertVerificationError(), "it shows a certificate that the directory does not list"),
        (socket.gaierror(), "its address cannot be resolved"),
        (ConnectionRefusedError(), "nobody listens at its address"),
        (ConnectionResetError(), "it broke the connection"),
        (LineError("the line is closed"), "the line is closed"),
        (PermissionError(), "it cannot be reached (PermissionError)"),
    ],
)
def test_each_failure_has_its_words(error: BaseException, words: str) -> None:
    assert words_for(error) == words
    assert isinstance(error, FAILURES)


def test_a_refusal_is_told_with_its_code() -> None:
    body = canonical.to_bytes({"refusal": plain_refusal(Refusal(code=RefusalCode.BUSY, words="later"))})
    assert refusal_words(503, body) == "busy: later"


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b'{"refusal":{"code":"rude","words":"x"}}', b'{ "refusal":1}'])
def test_what_is_no_refusal_is_not_believed(body: bytes) -> None:
    assert refusal_words(418, body) == "it replies with HTTP status 418"
