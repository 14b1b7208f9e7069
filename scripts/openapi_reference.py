"""Writes `docs/reference/openapi.json`, the description of the interface for programs; a test compares.

Run it after a change of anything in `src/egnatia/api/`.
"""

import json
from pathlib import Path

from egnatia.api.app import assemble

FILE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "openapi.json"


def description() -> str:
    """Return the description as text."""
    return json.dumps(assemble().openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(description(), encoding="utf-8")
