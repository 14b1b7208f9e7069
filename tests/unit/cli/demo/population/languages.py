"""The languages whose names the demo has, and the spellings in which registers are kept."""

from egnatia.cli.demo.population.name import name_stock
from egnatia.cli.demo.population.romanise import Name

BALKAN = ("sq", "sr", "mk", "bg", "el", "ro", "hu", "hr", "bs", "sl", "tr")
OTHERS = ("de", "it", "en", "ar", "fa", "ps", "ur", "bn", "ne")
LANGUAGES = BALKAN + OTHERS
REGISTERS = ("sr", "gaj", "mk", "bg", "el", "sq", "tr", "ro", "hu", "de", "it", "en")


def all_names(language: str) -> list[Name]:
    stock = name_stock(language)
    return [*stock.female, *stock.male, *(form for forms in stock.family for form in forms)]
