"""A program that takes letters of the database named first until none is due, and prints each that it took."""

import sys
from datetime import timedelta

from tests.integration.sql.writer import NOW

from egnatia.adapters.sql.opening import open_store


def main() -> None:
    """Say that it is ready, wait for the word to begin, and take letters a few at a time."""
    store = open_store(sys.argv[1])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while leased := store.write(lambda tx: tx.outbox.lease(NOW, NOW + timedelta(hours=1), 3)):
        sys.stdout.writelines(f"{row.message.id}\n" for row in leased)
        sys.stdout.flush()


if __name__ == "__main__":
    main()
