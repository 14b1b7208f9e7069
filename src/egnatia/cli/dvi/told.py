"""How the solution of a disaster is shown: as rows."""

from typing import Any


def assignment_rows(told: dict[str, Any], limit: int) -> list[tuple[str, ...]]:
    """Return the likeliest assignments as rows: posterior, and each victim's missing person."""
    victims = told["marginals"]["rows"]
    return [(f"{item['posterior']:.8f}", *(item[victim] for victim in victims)) for item in told["assignments"][:limit]]


def conclusion_rows(told: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the conclusions as rows."""
    return [
        (
            item["Family"],
            item["Missing"],
            item["Sample"] or "-",
            "-" if item["LR"] is None else f"{item['LR']:.4g}",
            "-" if item["GLR"] is None else f"{item['GLR']:.4g}",
            f"{item['posterior']:.8f}",
            item["Conclusion"],
            item["Comment"],
        )
        for item in told["conclusions"]
    ]
