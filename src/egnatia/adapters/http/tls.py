"""TLS between nodes: version 1.3 only, a certificate from both sides, and no authority but the directory.

The certificates of all members are trusted, so that a stranger never gets through a handshake. Which member it is,
and whether its key counts at this moment, is judged by the SHA-256 of the key: by the client before it sends
anything, by the server for every request. Names in certificates mean nothing.
"""

import ssl
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from egnatia.adapters.http.errors import LineError
from egnatia.adapters.keys.certificate import Identity, spki_digest
from egnatia.exchange.directory import Directory

read_spki = lru_cache(maxsize=1024)(spki_digest)


class Trust:
    """One TLS context that learns the certificates of new members, and what to show; used by the loop's thread only.

    A context cannot forget: a member that was expelled still gets through the handshake and is refused by its key.
    """

    def __init__(self, context: ssl.SSLContext, directory: Callable[[], Directory], showing: "Showing") -> None:
        """Take over a context made by `client_trust` or `server_trust`."""
        self.context = context
        self.directory = directory
        self.shown = showing()  #: What the context shows now.
        self._showing = showing
        self._seen: Directory | None = None
        self._loaded: set[str] = set()

    def renew(self) -> ssl.SSLContext:
        """Return the context, with the certificates of all members in force, and with the own one that counts now."""
        directory = self.directory()
        if self._showing() != self.shown:
            self.shown = self._showing()
            _show(self.context, self.shown)
        if directory is not self._seen:
            for member in directory.members.values():
                for tls in member.tls:
                    self._load(tls.certificate)
            self._seen = directory
        return self.context

    def _load(self, certificate: str) -> None:
        if certificate in self._loaded:
            return
        self._loaded.add(certificate)
        try:
            self.context.load_verify_locations(cadata=certificate)
        except (ssl.SSLError, ValueError):  # one member's damaged certificate must not cut off the others
            return


#: Says what to show now; a node that changes its keys goes on without a break.
Showing = Callable[[], Identity]


def client_trust(showing: Showing, directory: Callable[[], Directory]) -> Trust:
    """Make the trust by which this node calls others.

    Raises:
        LineError: certificate or key cannot be used.
    """
    return Trust(_context(ssl.PROTOCOL_TLS_CLIENT, showing()), directory, showing)


def server_trust(showing: Showing, directory: Callable[[], Directory]) -> Trust:
    """Make the trust by which others call this node; it follows the directory at each handshake.

    Raises:
        LineError: certificate or key cannot be used.
    """
    context = _context(ssl.PROTOCOL_TLS_SERVER, showing())
    trust = Trust(context, directory, showing)

    def greet(_connection: object, _name: str | None, _context: ssl.SSLContext) -> None:
        """Called at every ClientHello, whether or not it names a server, before any certificate is looked at."""
        trust.renew()

    context.sni_callback = greet
    trust.renew()
    return trust


def peer_spki(connection: Any) -> str | None:  # noqa: ANN401 - the loops hand over different classes of the same form
    """Return the SHA-256 of the key that the other side of a TLS connection proved to hold."""
    shown = connection.getpeercert(binary_form=True)
    return read_spki(shown) if shown else None


def _context(protocol: int, identity: Identity) -> ssl.SSLContext:
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    # The members' certificates are what is trusted, not the issuers that they name.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    _show(context, identity)
    return context


def _show(context: ssl.SSLContext, identity: Identity) -> None:
    try:
        context.load_cert_chain(identity.certificate, identity.key)
    except (OSError, ssl.SSLError) as error:
        raise LineError(f"{identity.certificate} and {identity.key} cannot be used for TLS: {error}") from error
