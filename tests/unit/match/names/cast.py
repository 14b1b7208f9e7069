"""Invented persons, each under the spellings of several scripts and languages."""

from typing import Final

PEOPLE: Final[dict[str, list[tuple[str, str]]]] = {
    "petar": [
        ("Petar", "Jovanović"), ("PETAR", "JOVANOVIC"), ("Петар", "Јовановић"), ("Петър", "Йованович"),
        ("Петро", "Йованович"), ("Πέταρ", "Γιοβάνοβιτς"), ("Petar", "Jovanoviq"), ("Petar", "Yovanovich"),
        ("Petar", "Jovanoviç"), ("Petar", "Jovanovics"), ("بيتار", "يوفانوفيتش"), ("پتار", "یووانوویچ"),
    ],
    "dorde": [("Đorđe", "Đukić"), ("DORDE", "DUKIC"), ("Djordje", "Djukic"), ("Ђорђе", "Ђукић")],
    "gjorgji": [("Ѓорѓи", "Ѓуровски"), ("Gjorgji", "Gjurovski"), ("Γκιόργκι", "Γκιούροφσκι")],
    "arben": [("Arben", "Hoxha"), ("Арбен", "Хоџа"), ("Арбен", "Ходжа"), ("Αρμπέν", "Χότζα"), ("Arben", "Hodža")],
    "dimitris": [("Δημήτρης", "Παπαδογιάννης"), ("Dimitris", "Papadogiannis"), ("Димитрис", "Пападояннис")],
    "mehmet": [("Mehmet", "Yıldızoğlu"), ("MEHMET", "YILDIZOGLU"), ("Мехмет", "Йълдъзоглу")],
    "hristo": [("Христо", "Щърбанов"), ("Hristo", "Shtarbanov"), ("Христо", "Штрбанов"), ("Χρίστο", "Σταρμπάνοφ")],
    "abdulrahman": [("عبد الرحمن", "الكردي"), ("Abdul Rahman", "al-Kurdi"), ("عبدالرحمن", "کردی")],
    "oleksandr": [("Олександр", "Гнатюк"), ("Oleksandr", "Hnatiuk"), ("Oleksandr", "Hnatyuk")],
    "janos": [("János", "Szabados"), ("JANOS", "SZABADOS"), ("Јанош", "Сабадош")],
}  # fmt: skip


def person(first: str, family: str, **more: str) -> dict[str, tuple[str, ...]]:
    return {"first_name": (first,), "family_name": (family,), **{name: (value,) for name, value in more.items()}}
