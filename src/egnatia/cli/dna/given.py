"""What is typed or named on a command line: profiles in any layout, and tables of frequencies."""

from collections.abc import Sequence
from pathlib import Path

from egnatia.cli.ending import Ending
from egnatia.match.dna.errors import DnaError
from egnatia.match.dna.loci import RuleSet, rule_set
from egnatia.match.dna.populations import Population, read_population
from egnatia.match.dna.profile import Profile
from egnatia.match.dna.reading import read_any
from egnatia.match.dna.written import write_profile

#: Longer ones are no names of files.
_LONGEST_NAME = 200

#: By which values are read where no rule set is chosen.
USUAL = "prum-2008-ess-2009"


def text_of(file: Path) -> str:
    """Read a text.

    Raises:
        Ending: it is none in UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Ending(f"{file}: this is no text in UTF-8") from error


def profiles_of(file: Path, rules: RuleSet) -> list[Profile]:
    """Read the profiles of a file: a table, CODIS or Prüm XML, or the lines of one profile.

    Raises:
        Ending: it is none of these, or a profile is wrong; line and locus are named.
    """
    try:
        return read_any(text_of(file), rules)
    except DnaError as error:
        raise Ending(f"{file}: {error}") from error


def profile_given(value: str) -> str:
    """Return the profile that was typed, or that is alone in the file that was named, as questions hold it.

    Raises:
        Ending: it is none, or the file has several.
    """
    is_name = "\n" not in value and len(value) <= _LONGEST_NAME and Path(value).is_file()
    try:
        found = read_any(text_of(Path(value)) if is_name else value, rule_set(USUAL))
    except DnaError as error:
        where = f"{value}: " if is_name else f"{value.splitlines()[0][:40]!r} is no file, and as a profile: "
        raise Ending(f"{where}{error}") from error
    if len(found) != 1:
        raise Ending(f"{value}: {len(found)} profiles, and a question is about one")
    return write_profile(found[0])


def populations_of(named: Sequence[str]) -> list[Population]:
    """Read tables of frequencies, each named by its file, and after `=` by how many people were typed for it.

    Raises:
        Ending: a file is not there, or is no table.
    """
    found = []
    for item in named:
        name, _, people = item.partition("=")
        file = Path(name)
        if not file.is_file() or (people and not people.isdecimal()):
            raise Ending(f"--frequencies {item}: FILE or FILE=PEOPLE is expected, and the file must be there")
        try:
            found.append(read_population(text_of(file), file.stem, file.name, int(people) if people else None))
        except DnaError as error:
            raise Ending(f"{file}: {error}") from error
    return found
