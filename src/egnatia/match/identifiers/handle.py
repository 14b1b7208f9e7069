"""Names in messaging and social networks, written `platform:name`."""

import re
import unicodedata

from egnatia.match.identifiers.normal import LONGEST, Normal, compact
from egnatia.match.identifiers.phone import read_phone

_LINK = re.compile(r"(?:https?://)?(?:www\.|m\.)?([a-z0-9.-]+\.[a-z]{2,})/+@?([^/?#\s]+)(?:[/?#].*)?")
#: Short names, and the hosts of links to a profile.
_PLATFORMS = {
    "tg": "telegram",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "fb": "facebook",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "ig": "instagram",
    "insta": "instagram",
    "instagram.com": "instagram",
    "wa": "whatsapp",
    "wa.me": "whatsapp",
    "x": "twitter",
    "x.com": "twitter",
    "twitter.com": "twitter",
    "tiktok.com": "tiktok",
    "snap": "snapchat",
    "vk.com": "vk",
    "threema.id": "threema",
}
#: Their accounts are telephone numbers.
_NUMBERED = frozenset({"whatsapp", "viber", "signal", "telegram"})


def read_handle(value: str, countries: frozenset[str]) -> Normal:
    """Read a handle: `platform:name`, a link to a profile, or a name alone.

    Where inexact keys are allowed, dots, dashes and look-alike letters of other alphabets do not count, and the same
    name elsewhere is a possible hit.
    """
    platform, name = _split(unicodedata.normalize("NFKC", value[:LONGEST]).strip().casefold())
    if platform in _NUMBERED and _dialled(name):
        number = read_phone(name, countries)
        key = f"{platform}:{number.key}"
        return Normal(key=key, valid=number.valid, note=number.note, folded=key, others=number.others)
    note = "name on a platform" if platform else "name alone, platform unknown"
    shape = compact(name) or name
    key, folded = (f"{platform}:{name}", f"{platform}:{shape}") if platform else (name, shape)
    return Normal(key=key, valid=None, note=note, folded=folded, others=frozenset({shape} if name else ()))


def _split(text: str) -> tuple[str, str]:
    """Return platform (empty if unknown) and name."""
    link = _LINK.fullmatch(text)
    platform, sign, name = (link[1], ":", link[2]) if link else text.partition(":")
    if not sign:
        return "", text.lstrip("@")
    platform = platform.strip()
    return _PLATFORMS.get(platform, platform), name.strip().lstrip("@")


def _dialled(name: str) -> bool:
    return name.isascii() and any(char.isdigit() for char in name) and not any(char.isalpha() for char in name)
