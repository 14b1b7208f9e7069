"""Importing tables by the command line into a running node: rows a second, records a second, memory of both processes.

Two invented tables: persons, a record a row; and vehicles with their owners, three records a row and links between
them. Each is imported, then imported again unchanged. Prints JSON lines; memory is the highest resident set seen, in
MB of 10^6 bytes. The processor's time of each process, in microseconds a row, is what remains true on a machine that
does other things as well: the two processes work at the same time, the node's is the longer.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import psutil

from egnatia.bootstrap import open_node, share
from egnatia.casework.accounts import Newcomer, found_accounts, open_account
from egnatia.casework.rows import Role
from egnatia.cli.bench.scene import found_scene
from egnatia.cli.demo.population.name import name_stock

EGNATIA = [sys.executable, "-m", "egnatia.cli"]
CAVEAT = "caveat: {source: A, information: 1, purposes: [criminal_investigation], role: suspect, retain: 5 years}"
PERSON = """
    kind: person
    key: id
    properties:
      first_name: first
      family_name: family
      birth_date: {column: born, dates: [DD.MM.YYYY]}
      nationality: country
      sex: {column: sex, values: {m: male, f: female}}
      national_number: id
"""
PERSONS = f"source: persons\nformat: csv\n{CAVEAT}\nrecords:\n  person:{PERSON}"
VEHICLES = f"""source: vehicles
format: csv
{CAVEAT}
records:
  owner:{PERSON}
  vehicle:
    kind: vehicle
    key: vin
    properties: {{plate: plate, vin: vin, registration_country: country, make: make}}
  owning:
    kind: ownership
    properties: {{owner: {{record: owner}}, owned: {{record: vehicle}}, role: {{constant: owner}}}}
"""
HEADER = ["id", "first", "family", "born", "sex", "country", "plate", "vin", "make"]


def write_table(path: Path, rows: int) -> None:
    """Write an invented table; every row is about somebody else."""
    chance, stock = Random(7), name_stock("mk")  # noqa: S311 - the same table in every run
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            given, (_female, family) = chance.choice(stock.male), chance.choice(stock.family)
            born = f"{1 + number % 28:02}.{1 + number % 12:02}.{1950 + chance.randrange(55)}"
            car = [f"SK{number:07d}", f"WVW{number:014d}", chance.choice(["Zastava", "Yugo", "Lada"])]
            writer.writerow([f"{number:013d}", given.native, family.native, born, "m", "MK", *car])


@contextmanager
def running(folder: Path) -> Iterator[tuple[Path, int]]:
    """Found a node with one officer and run it in its own process; yields its folder and process number."""
    place = found_scene(folder, 0, 0, delayed=False).asker
    shared = share()
    node = open_node(place.folder, shared)
    admin = found_accounts(node.office, Newcomer(name="admin", roles=frozenset({Role.ADMINISTRATOR}), uid=os.getuid()))
    officer = Newcomer(name="officer", roles=frozenset({Role.OFFICER}), uid=os.getuid())
    open_account(node.office, admin, officer, rehearsal=True)
    node.stop()
    shared.close()
    with subprocess.Popen([*EGNATIA, "node", "serve", str(place.folder)], stderr=subprocess.PIPE, text=True) as process:  # noqa: S603
        for _ in ("it starts", "it runs"):
            (process.stderr or sys.stdin).readline()
        try:
            yield place.folder, process.pid
        finally:
            process.terminate()


def measure(folder: Path, node: int, words: list[str]) -> dict[str, object]:
    """Import once, and watch the memory of both processes meanwhile."""
    command = [*EGNATIA, "import", *words, "--node", str(folder), "--as", "officer"]
    highest = {"node_mb": 0, "command_mb": 0}
    spent = {"node_cpu": 0.0, "command_cpu": 0.0}
    before = _busy(psutil.Process(node))
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        watched = {"node_mb": psutil.Process(node), "command_mb": psutil.Process(process.pid)}
        while process.poll() is None:
            for name, one in watched.items():
                highest[name] = max(highest[name], _resident(one))
            spent["command_cpu"] = max(spent["command_cpu"], _busy(watched["command_mb"]))
            time.sleep(0.1)
        told = (process.stdout or sys.stdin).read()
    if process.returncode:
        raise SystemExit(f"the import failed: {process.returncode}")
    spent["node_cpu"] = _busy(psutil.Process(node)) - before
    return {"seconds": round(time.perf_counter() - begun, 1), **spent, **highest, "told": told.splitlines()[0]}


def _busy(process: psutil.Process) -> float:
    """Return the seconds that a process has kept a processor busy; 0 if it is gone."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def _resident(process: psutil.Process) -> int:
    try:
        return round(process.memory_info().rss / 1e6)
    except psutil.NoSuchProcess:
        return 0


def main() -> None:
    """Run all and print figures as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--only", choices=["persons", "vehicles"])
    parser.add_argument("--folder", type=Path, help="where to put the node (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="egnatia-bench-", dir=options.folder) as temporary:
        place = Path(temporary)
        table = place / "table.csv"
        write_table(table, options.rows)
        with running(place / "network") as (folder, node):
            for name, mapping, records in (("persons", PERSONS, 1), ("vehicles", VEHICLES, 3)):
                if options.only not in {None, name}:
                    continue
                (place / f"{name}.yaml").write_text(mapping)
                for again in (False, True):
                    figures = measure(folder, node, [str(table), "--map", str(place / f"{name}.yaml")])
                    rate = options.rows / float(str(figures["seconds"]))
                    speed = {"rows_per_s": round(rate), "records_per_s": round(rate * records)}
                    for process in ("node", "command"):
                        figures[f"{process}_us"] = round(float(str(figures.pop(f"{process}_cpu"))) / options.rows * 1e6)
                    print(
                        json.dumps({"bench": "import", "table": name, "again": again, **speed, **figures}), flush=True
                    )


if __name__ == "__main__":
    main()
