"""The countries of the network's states, and those from which people come to them."""

from egnatia.cli.demo.members import MEMBERS
from egnatia.law.facts import PartySort
from egnatia.model.identity import CountryCode

STATES = [member.country for member in MEMBERS if member.country and member.sort is PartySort.STATE]
ORIGINS = [CountryCode(code) for code in ("SYR", "IRQ", "IRN", "AFG", "PAK", "BGD", "NPL")]
