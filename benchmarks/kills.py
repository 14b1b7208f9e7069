"""Kills sender, receiver and database at random while messages with files go from one node to the other.

Prints a JSON line for each database: who was killed how often, how many messages and files came, and what is wrong
afterwards: nothing may be lost, doubled or out of order, and both logs are sound. Ends with 1 if anything is.
The full measure is `--messages 50000 --kills 50`, with `--sqlite` in some five minutes, with `--postgresql` in ten.
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.network.killing import Load, found, kill_and_look
from tests.network.realm import realm
from tests.twins.postgresql import NoServer, serving


def _run(asked: argparse.Namespace, *, server: bool) -> int:
    with ExitStack() as stack:
        serves = stack.enter_context(serving(durable=True)) if server else None
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "realm"
        load = Load(messages=asked.messages, kills=asked.kills, seed=asked.seed, server=serves)
        with realm(folder) as made:
            found(made, load)
        outcome = kill_and_look(folder, load)
    print(json.dumps({"database": "postgresql" if server else "sqlite", **asdict(outcome)}), flush=True)
    return len(outcome.faults)


def main() -> int:
    """Kill on both databases, or on the one that is named."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--messages", type=int, default=500)
    reader.add_argument("--kills", type=int, default=6)
    reader.add_argument("--seed", type=int, default=7)
    reader.add_argument("--sqlite", action="store_true", help="on files only")
    reader.add_argument("--postgresql", action="store_true", help="on a server only")
    asked = reader.parse_args()
    faults = 0 if asked.postgresql else _run(asked, server=False)
    try:
        faults += 0 if asked.sqlite else _run(asked, server=True)
    except NoServer as error:
        print(f"kills: no PostgreSQL: {error}", file=sys.stderr)
        return 2
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
