"""`egnatia ask`: one command for each kind that may be asked about, its options made from the kind's own properties."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import click

from egnatia.cli.connection import Connection, connect
from egnatia.cli.dna.given import profile_given
from egnatia.cli.ending import NOT_LAWFUL, Ending
from egnatia.cli.given import lines_of
from egnatia.cli.options import NODE, case_id, listed
from egnatia.match.asked import doubts_in
from egnatia.model.caveat import SubjectRole
from egnatia.model.kinds import KINDS, Kind

#: What people call a kind, where that is shorter than its name.
_SPOKEN: Mapping[str, str] = MappingProxyType({"missing_report": "missing"})

#: Properties that are read from what is typed: a profile by the name of its file, in any layout, or by its lines.
_READERS: Mapping[tuple[str, str], Callable[[str], str]] = MappingProxyType({("dna", "profile"): profile_given})

#: What is to be done about outcomes that look like a fault and are none.
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "shut_out": "most likely its directory is older than our joining: it fetches a newer one within the hour, and "
        "is then asked by itself; its administrator can hasten it: egnatia node renew FOLDER DIRECTORY"
    }
)

#: Answers and outcomes, as people say them.
_SAID: Mapping[str, str] = MappingProxyType(
    {
        "nothing": "nothing that can be shared",
        "waiting": "a person will answer",
        "away": "away: asked when it is back",
        "shut_out": "not asked yet: it does not let us in",
    }
)

_COMMON = (
    click.Option(["--node"], type=NODE, help="Folder of the node; else EGNATIA_NODE, else here."),
    click.Option(["--as", "account"], help="Account, if several are yours."),
    click.Option(["--to"], required=True, help="Partners, with commas: AL,ME."),
    click.Option(["--case"], required=True, help="File number of the case file."),
    click.Option(["--why"], default="", help="Facts, and why the partner is asked that has no reason of its own."),
    click.Option(["--because"], multiple=True, metavar="PARTNER=WHY", help="The reason why this partner is asked."),
    click.Option(["--same-because"], default="", help="Why one reason holds for several; else each needs its own."),
    click.Option(
        ["--role"],
        type=click.Choice([str(role) for role in SubjectRole]),
        default="unknown",
        help="What the person is.",
    ),
    click.Option(["--minor"], is_flag=True, help="The person is, or may be, under 18."),
    click.Option(["--asylum-from"], help="Countries from which the person seeks protection: AFG,SYR."),
    click.Option(["--instrument"], default="", help="Only under this one; else the best that is open."),
    click.Option(["--authorisation"], default="", help="Id of an authorisation that stands in the case file."),
    click.Option(["--urgent"], is_flag=True, help="Ask for the shorter clock of the instrument."),
    click.Option(
        ["--danger-to-life", "break_glass"],
        default="",
        help="Whose life is in danger, and why this cannot wait. Conditions give way; it is reviewed within 24 hours.",
    ),
    click.Option(["--dry-run"], is_flag=True, help="Show whom it would go to under which law; send nothing."),
    click.Option(["--json", "as_json"], is_flag=True, help="Print JSON lines."),
)


def asking(kind: Kind, *further: click.Option) -> click.Command:
    """Build the command that asks about one kind, with further options."""
    properties = [_option(kind, name) for name in sorted(kind.searchable)]
    return click.Command(
        _SPOKEN.get(kind.name, kind.name),
        params=[*properties, *further, *_COMMON],
        callback=_asker(kind),
        help=f"Ask about: {kind.about}",
        short_help=kind.label,
    )


def _option(kind: Kind, name: str) -> click.Option:
    found = kind.properties[name]
    choice = click.Choice(sorted(found.codes)) if found.codes else None
    return click.Option([f"--{name.replace('_', '-')}", f"p_{name}"], multiple=True, type=choice, help=found.label)


def _asker(kind: Kind) -> Callable[..., None]:
    def run(**typed: Any) -> None:  # noqa: ANN401 - click hands over whatever was typed
        node = connect(typed["node"], typed["account"])
        enquiry = _enquiry(node, kind, typed)
        for doubt in doubts_in(kind, enquiry["properties"]):
            click.echo(f"look again: {doubt}", err=True)
        prospects = node.post("/v1/questions/preview", enquiry)
        screen = _JsonLines() if typed["as_json"] else _Screen()
        screen.show_prospects(prospects)
        if typed["dry_run"]:
            return
        if not any(found["open"] for found in prospects):
            raise Ending("the law lets none of these partners be asked", NOT_LAWFUL)
        _ask(node, enquiry, screen)

    return run


def _enquiry(node: Connection, kind: Kind, typed: Mapping[str, Any]) -> dict[str, Any]:
    names = (name for name in sorted(kind.searchable) if typed[f"p_{name}"])
    partners, own = listed(typed["to"]), dict(_split(pair) for pair in typed["because"])
    if strange := own.keys() - set(partners):
        raise Ending(f"--because names {', '.join(sorted(strange))}, not asked by --to")
    if silent := [partner for partner in partners if not own.get(partner, typed["why"])]:
        raise Ending(f"say why {', '.join(silent)} should know: --because {silent[0]}=WHY, or --why for one partner")
    return {
        "kind": kind.name,
        "properties": {name: _given(kind, name, typed[f"p_{name}"]) for name in names},
        "case": case_id(node, typed["case"]),
        "subject": {
            "role": typed["role"] if kind.personal else SubjectRole.NOBODY,
            "minor": typed["minor"],
            "asylum_from": listed(typed["asylum_from"]),
        },
        "partners": {partner: own.get(partner, typed["why"]) for partner in partners},
        "same_because": typed["same_because"],
        "instrument": typed["instrument"],
        "authorisation": typed["authorisation"],
        "urgent": typed["urgent"],
        "watch_days": typed.get("days", 0),
        "tells": listed(typed.get("tell")),
        "break_glass": typed["break_glass"],
    }


def _given(kind: Kind, name: str, values: Iterable[str]) -> list[str]:
    return [_READERS.get((kind.name, name), str)(value) for value in values]


def _split(pair: str) -> tuple[str, str]:
    partner, sign, why = pair.partition("=")
    if not sign:
        raise Ending(f"--because wants PARTNER=WHY, not {pair}")
    return partner, why


def _ask(node: Connection, enquiry: Mapping[str, Any], screen: "_Screen | _JsonLines") -> None:
    begun = time.monotonic()
    answers = node.lines("/v1/questions", enquiry)
    next(answers)  # who is asked: shown already
    for answer in answers:
        screen.show_answer(answer, (time.monotonic() - begun) * 1000)


class _JsonLines:
    """Everything as one JSON line each."""

    def show_prospects(self, prospects: list[dict[str, Any]]) -> None:
        """Print whom the question goes to, and under which law."""
        click.echo(json.dumps({"partners": prospects}, ensure_ascii=False))

    def show_answer(self, answer: dict[str, Any], milliseconds: float) -> None:
        """Print one answer."""
        click.echo(json.dumps({**answer, "ms": round(milliseconds, 1)}, ensure_ascii=False))


class _Screen:
    """For people: who is asked, who is not and why, then the answers as they come."""

    def show_prospects(self, prospects: list[dict[str, Any]]) -> None:
        """Print whom the question goes to, and under which law."""
        for found in prospects:
            partner = click.style(f"{found['partner']:8}", bold=True)
            if found["open"]:
                manual = "; a person answers" if found["transport"] == "manual" else ""
                click.echo(f"{partner}  asked under {found['instrument']}, {found['article']}{manual}")
                if found["tells"]:
                    self._indent(
                        [f"tells {', '.join(found['tells'])} that we look for this, if they do and let us know"]
                    )
                self._indent(f"gave way, to be reviewed: {words}" for words in found["gave_way"])
            else:
                click.echo(f"{partner}  {click.style('not asked', fg='yellow')}; missing:")
                self._indent(found["missing"])

    def show_answer(self, answer: dict[str, Any], milliseconds: float) -> None:
        """Print one answer, each hit on a line of its own."""
        words = answer["result"] or answer["outcome"]
        partner, spent = (
            click.style(f"{answer['partner']:8}", bold=True),
            click.style(f"{milliseconds:.0f} ms", dim=True),
        )
        click.echo(f"{partner}  {_SAID.get(words, words)}  {spent}")
        self._indent(reason for reason in (*answer["reasons"], _ADVICE.get(words, answer["words"])) if reason)
        for hit in answer["hits"]:
            self._indent([f"{hit['reference']}  {hit['quality']}"])
            self._indent(f"  {line}" for line in lines_of(hit["record"]))

    def _indent(self, lines: Iterable[str]) -> None:
        for line in lines:
            click.echo(f"          {line}")


command = click.Group(
    "ask",
    commands=[asking(kind) for kind in KINDS.values() if kind.askable],
    help="Ask partners. Shows first who would be asked, and under which law.",
    no_args_is_help=True,
)
