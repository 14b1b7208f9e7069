"""`egnatia ledger check`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from egnatia.bootstrap import verify_signature
from egnatia.cli.ending import TAMPERED, Ending
from egnatia.cli.ledger.proving import load
from egnatia.cli.options import json_option, print_json
from egnatia.exchange.errors import DirectoryError
from egnatia.exchange.proofcheck import Finding, check_proof, listed_verifiers
from egnatia.exchange.prooffile import ProofFile
from egnatia.ledger.errors import LedgerError, NoteError
from egnatia.ledger.note import NoteKey, Verifier, parse_key


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--root", help="Digest of the network's first root, as it was handed over: the file names the keys.")
@click.option(
    "--keys",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File with the public keys that you trust: of the log, of witnesses, a line each.",
)
@json_option
def command(file: Path, root: str | None, keys: Path | None, *, as_json: bool) -> None:
    """Check the proof in FILE, with no node and no account, by nothing but what you know beforehand."""
    if (root is None) == (keys is None):
        raise Ending("say whom you trust: the network by --root, or single keys by --keys")
    proof = load(file)
    verifiers = _listed(proof, root) if root is not None else _read_keys(keys)
    try:
        found = check_proof(proof, verifiers)
    except LedgerError as error:
        raise Ending(f"the proof does not hold: {error}", TAMPERED) from error
    if as_json:
        print_json({"words": found.words, "cosigned": [{"by": name, "at": at} for name, at in _witnesses(found)]})
        return
    click.echo(f"proven: {found.words}")
    for name, at in _witnesses(found):
        click.echo(f"cosigned by {name} at {at}")


def _listed(proof: ProofFile, root: str) -> Sequence[Verifier]:
    try:
        return listed_verifiers(proof, root, verify_signature)
    except DirectoryError as error:
        raise Ending(f"the directory in the file is not to be trusted: {error}", TAMPERED) from error


def _read_keys(path: Path | None) -> list[Verifier]:
    try:
        lines = path.read_text("utf-8").split() if path else []
        return [_verifier(parse_key(line)) for line in lines]
    except (OSError, UnicodeDecodeError, NoteError) as error:
        raise Ending(f"{path}: no public keys: {error}") from error


def _verifier(key: NoteKey) -> Verifier:
    return Verifier(key=key, verify=lambda message, signature: verify_signature(message, signature, key.public))


def _witnesses(found: Finding) -> list[tuple[str, str]]:
    return [(one.name, _at(one.time)) for one in found.cosignatures]


def _at(time: int) -> str:
    """Write POSIX seconds as a time; a witness may have signed one beyond all calendars."""
    try:
        return datetime.fromtimestamp(time, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return f"second {time}"
