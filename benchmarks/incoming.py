"""The automatic services: one node answers questions about vehicles that come in on schedule, on either database.

Prints the JSON lines of `egnatia bench incoming`: 300 questions a second on SQLite, 200 on a PostgreSQL server of the
wheel that the tests use, which keeps what is committed (`fsync`). Further arguments go to both.
"""

import subprocess
import sys

from tests.twins.postgresql import NoServer, serving


def main() -> None:
    """Run the command for each database."""
    _run("--rate", "300")
    try:
        with serving(durable=True) as server:
            _run("--rate", "200", "--database-url", server.database().replace("+psycopg", ""))
    except NoServer as error:
        print(f"bench incoming: no PostgreSQL: {error}", file=sys.stderr)


def _run(*options: str) -> None:
    command = [sys.executable, "-m", "egnatia.cli", "bench", "incoming", *options, "--json", *sys.argv[1:]]
    subprocess.run(command, check=True)  # noqa: S603 - our own program


if __name__ == "__main__":
    main()
