"""How fast the engines of matching are, on invented persons and identifiers; prints a JSON line."""

import json
import time
import timeit
from collections.abc import Callable
from itertools import product

from egnatia.match.engine import Properties
from egnatia.match.engines import ENGINES
from egnatia.match.identifiers.schemes import SCHEMES
from egnatia.model.kinds import KINDS

FIRST = (
    "Petar",
    "Петар",
    "Πέταρ",
    "بيتار",
    "Arben",
    "Арбен",
    "Jelena",
    "Јелена",
    "Ελένη",
    "Mehmet",
    "Мехмет",
    "Gjorgji",
)
FAMILY = (
    "Jovanović",
    "Јовановић",
    "Γιοβάνοβιτς",
    "يوفانوفيتش",
    "Hoxha",
    "Хоџа",
    "Papadogianni",
    "Παπαδογιάννη",
    "Yıldız",
)
PERSON = KINDS["person"]
ENGINE = ENGINES["person"]
READ = 200
IDENTIFIERS = {
    "plate": "СА 1234 ВВ",
    "vin": "1M8GDM9AXKP042788",
    "document": "L898902C3",
    "iban": "GB82 WEST 1234 5698 7654 32",
    "phone": "+381 64 123 4567",
    "wallet": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
}


def microseconds(work: Callable[[], object], times: int) -> float:
    """Return how long one piece of work takes the processor, of some done together; the best of five runs."""
    return round(1e6 * min(timeit.repeat(work, timer=time.process_time, number=1, repeat=5)) / times, 1)


def readings(scheme: str, value: str) -> Callable[[], object]:
    """Return the work of reading one identifier 200 times."""
    return lambda: [SCHEMES[scheme](value, frozenset()) for _ in range(READ)]


def main() -> None:
    """Measure keys, scores and readings."""
    people: list[Properties] = [
        {"first_name": (first,), "family_name": (family,), "birth_date": ("1985-04-12",)}
        for first, family in product(FIRST, FAMILY)
    ]
    pairs = list(product(people, people))
    score = microseconds(lambda: [ENGINE.score(PERSON, one, other, exact=False) for one, other in pairs], len(pairs))
    figures = {
        "bench": "match",
        "pairs_per_second": round(1e6 / score),
        "terms_us": microseconds(lambda: [ENGINE.terms(PERSON, one) for one in people * 20], 20 * len(people)),
        **{f"{scheme}_us": microseconds(readings(scheme, value), READ) for scheme, value in IDENTIFIERS.items()},
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
