"""The demo network as a whole: seconds until it is ready, and the memory of its one process.

Builds the network first if it is not there, which is not counted. Prints one JSON line. Memory is the proportional set
size (PSS) of the process, in MB of 10^6 bytes, after the nodes have come to rest.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

#: Seconds until the nodes have come to rest.
REST = 5.0
READY = "nodes run"


def main() -> None:
    """Build, start, look, stop."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=60_000)
    parser.add_argument("--folder", type=Path, help="where the network is or is to be; else a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-") as temporary:
        folder = options.folder or Path(temporary) / "demo"
        command = [sys.executable, "-m", "egnatia.cli", "demo", "run", "--folder", str(folder)]
        command += ["--persons", str(options.persons)]
        begun = time.perf_counter()
        subprocess.run([*command, "--once"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
        built = time.perf_counter() - begun
        print(json.dumps({"bench": "demo", "build_s": round(built, 1), "persons": options.persons, **run(command)}))


def run(command: list[str]) -> dict[str, object]:
    """Start the network, look at it, and end it as Ctrl-C would."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        lines = process.stdout or ()
        ready = next((time.perf_counter() - begun for line in lines if READY in line), None)
        time.sleep(REST)
        memory = psutil.Process(process.pid).memory_full_info().pss
        process.send_signal(signal.SIGINT)
        ended = process.wait(timeout=60)
    return {"ready_s": round(ready or -1, 1), "memory_mb": round(memory / 1e6), "exit": ended}


if __name__ == "__main__":
    main()
