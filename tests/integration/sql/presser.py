"""A program that sends the same forms as others do, each of which writes a letter, and prints what became of each."""

import sys
from dataclasses import replace

from tests.twins.network import network
from tests.unit.adapters.sql.samples import a_letter

from egnatia.adapters.sql.opening import open_store
from egnatia.casework.errors import SentBeforeError
from egnatia.casework.office import Office
from egnatia.casework.once import Once
from egnatia.model.identity import AccountId

FORMS = 60


def main() -> None:
    """Say that it is ready, wait for the word to begin, and send the forms one after another."""
    office = replace(network("RS").offices["RS"], store=open_store(sys.argv[1]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    sys.stdout.writelines(f"{number} {press(office, number)}\n" for number in range(FORMS))


def press(office: Office, number: int) -> str:
    """Send a form; say whether it was carried out."""
    try:
        form = Once(office, AccountId("petra"), str(number))
        form.office.store.write(lambda tx: tx.outbox.add([a_letter(number)]))
    except SentBeforeError:
        return "before"
    return "done"


if __name__ == "__main__":
    main()
