"""Why nothing came from a partner, in plain words for the officer and the operator."""

import socket
import ssl

from egnatia.adapters.http.errors import LineError
from egnatia.exchange.errors import Refused
from egnatia.exchange.refusal import parse_refusal
from egnatia.model import canonical
from egnatia.model.errors import ParseError
from egnatia.model.reading import Fields

#: All that sending a request can fail with.
FAILURES = (OSError, TimeoutError, LineError)

#: The first that fits says it.
_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (TimeoutError, "no reply in time"),
    (ssl.SSLCertVerificationError, "it shows a certificate that the directory does not list"),
    (ssl.SSLError, "no TLS connection: one side does not accept the other's certificate or version"),
    (socket.gaierror, "its address cannot be resolved"),
    (ConnectionRefusedError, "nobody listens at its address"),
    (ConnectionResetError, "it broke the connection"),
)


def words_for(error: BaseException) -> str:
    """Say why a partner could not be reached, or gave no reply."""
    if isinstance(error, LineError | Refused):
        return str(error)
    for kind, words in _WORDS:
        if isinstance(error, kind):
            return words
    return f"it cannot be reached ({type(error).__name__})"


def refusal_words(status: int, body: bytes) -> str:
    """Say what a reply other than 200 means: the code and words of the refusal, if it holds one.

    Args:
        status: of HTTP.
        body: as the partner sent it; believed only if it is strictly a refusal.
    """
    try:
        fields = Fields(canonical.from_bytes(body), "")
        refusal = fields.take("refusal", parse_refusal)
        fields.finish()
    except ParseError:
        return f"it replies with HTTP status {status}"
    return f"{refusal.code}: {refusal.words}"
