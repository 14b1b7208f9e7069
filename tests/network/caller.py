"""Somebody who calls a port by hand: any certificate, any TLS version, any bytes."""

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

from tests.network.realm import LOCAL

from egnatia.bootstrap import Node
from egnatia.exchange.refusal import Refusal, parse_refusal
from egnatia.model import canonical

PATH = "/node/v1/envelopes"


@dataclass(frozen=True, kw_only=True)
class Caller:
    """One side of a TLS connection, without any of the node's own checks."""

    port: int
    certificate: Path | None = None
    key: Path | None = None
    version: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3

    def context(self) -> ssl.SSLContext:
        """Return a context that trusts anybody."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.maximum_version = self.version
        if self.certificate:
            context.load_cert_chain(self.certificate, self.key)
        return context

    def call(self, body: bytes, method: str = "POST", path: str = PATH) -> tuple[int, bytes]:
        """Make one request on a connection of its own; returns status and body."""
        connection = HTTPSConnection(LOCAL, self.port, context=self.context(), timeout=10)
        try:
            connection.request(method, path, body)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def connect(self) -> ssl.SSLSocket:
        """Open a connection, for bytes of any sort."""
        return self.context().wrap_socket(socket.create_connection((LOCAL, self.port), timeout=20))


def as_node(node: Node, port: int) -> Caller:
    """Return one who holds a node's certificate and key, and calls a port."""
    keys = node.settings.keys
    return Caller(port=port, certificate=keys / "tls.crt", key=keys / "tls.pem")


def refusal(body: bytes) -> Refusal:
    """Read the refusal of a whole request."""
    return parse_refusal(canonical.from_bytes(body)["refusal"])
