"""Writing and reading proof files."""

from pathlib import Path

from egnatia.cli.connection import Connection
from egnatia.cli.ending import Ending
from egnatia.exchange.errors import ProofFileError
from egnatia.exchange.prooffile import Kind, ProofFile, read_proof, write_proof
from egnatia.model import canonical

#: A proof with the directory of a large network is far smaller.
LARGEST = 64 * 1024 * 1024


def save(node: Connection, path: Path, kind: Kind, subject: str, proof: str) -> None:
    """Write a proof with the directory that the node holds; nothing is overwritten.

    Raises:
        Ending: the file exists, or the disk refuses.
    """
    directory = canonical.to_bytes(node.get("/v1/directory"))
    try:
        with path.open("xb") as file:
            file.write(write_proof(ProofFile(kind=kind, subject=subject, proof=proof, directory=directory)))
    except FileExistsError as error:
        raise Ending(f"{path} exists already") from error
    except OSError as error:
        raise Ending(f"{path} cannot be written: {error.strerror}") from error


def load(path: Path) -> ProofFile:
    """Read a proof.

    Raises:
        Ending: it cannot be read, or is none.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise Ending(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > LARGEST:
        raise Ending(f"{path} is larger than any proof")
    try:
        return read_proof(data)
    except ProofFileError as error:
        raise Ending(f"{path}: {error}") from error
