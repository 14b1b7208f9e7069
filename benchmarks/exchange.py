"""The exchange between nodes: the time of a fan-out over distance, and how many fan-outs a second without any.

Prints the JSON lines of `egnatia bench exchange` for both. Figures of a processor that is busy otherwise mean little:
`cpu_asking_ms` and `cpu_answering_ms`, a question's processor time at either side, depend on it least.
"""

import subprocess
import sys

OVER_DISTANCE = ("--partners", "12", "--delay-ms", "25")
WITHOUT = ("--partners", "12", "--delay-ms", "0", "--in-flight", "16", "--processes", "2", "--enquiries", "400")


def main() -> None:
    """Run the command for each load; further arguments go to both."""
    for load in (OVER_DISTANCE, WITHOUT):
        command = [sys.executable, "-m", "egnatia.cli", "bench", "exchange", *load, "--json", *sys.argv[1:]]
        subprocess.run(command, check=True)  # noqa: S603 - our own program


if __name__ == "__main__":
    main()
