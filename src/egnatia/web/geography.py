"""What a map at the desk shows: where things happened, and countries as this node's display profile names them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from egnatia.casework.happenings import fixed_places
from egnatia.casework.network import Network
from egnatia.casework.profile import Profile
from egnatia.model.identity import CountryCode
from egnatia.model.kinds import KINDS
from egnatia.web.display import countries_in
from egnatia.web.languages import Language, marked
from egnatia.web.shell import Visit
from egnatia.web.timeline import Dated

KOSOVO: Final = CountryCode("XKX")
NORTH_MACEDONIA: Final = CountryCode("MKD")
#: Arrangements regarding regional representation and cooperation, Brussels, 24 February 2012, point 4.
FOOTNOTE: Final = marked(
    "* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ"
    " Opinion on the Kosovo declaration of independence."
)


def names_in(language: Language, profile: Profile) -> Mapping[str, str]:
    """Return the names of countries by their code, as a node shows them to readers of a language."""
    names = dict(countries_in(language))
    star = "*" if profile.kosovo_footnote and not profile.kosovo.endswith("*") else ""
    names[KOSOVO] = (profile.kosovo or names[KOSOVO]) + star
    names[NORTH_MACEDONIA] = profile.north_macedonia or names[NORTH_MACEDONIA]
    return names


def plain_map(visit: Visit, network: Network, dated: Sequence[Dated]) -> dict[str, Any]:
    """Write a map as the script reads it; places where nothing happened stand there without a day."""
    profile = visit.office.profile
    busy = {spot.place for one in dated if not one.happening.withheld for spot in one.happening.spots}
    return {
        "names": names_in(visit.display.language, profile),
        "border": profile.kosovo_border,
        "spots": [
            {
                "point": list(spot.point),
                "title": one.title or visit.display.say(KINDS[one.happening.record.kind].label),
                "words": spot.words,
                "radius": spot.radius,
                "when": one.when,
                "group": one.group.name,
                "open": f"/records/{one.happening.record.id}?case={network.file.id}",
            }
            for one in dated
            if not one.happening.withheld
            for spot in one.happening.spots
            if spot.point
        ],
        "places": [
            {
                "point": list(spot.point),
                "words": spot.words,
                "open": f"/records/{record.id}?case={network.file.id}",
            }
            for record, spot in fixed_places(network.places)
            if spot.point and spot.place not in busy
        ],
    }
