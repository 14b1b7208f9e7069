"""The command `egnatia`: one line for each of its commands, and how each of them ends."""

import os
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

import click

from egnatia import __version__
from egnatia.cli.ending import BAD_INPUT, FAILED, STOPPED, Ending
from egnatia.cli.lazy import LazyGroup, Place

#: Shows where an error arose, for those who work on the program.
DEBUG = "EGNATIA_DEBUG"

#: Every command, where it is, and what `egnatia --help` says of it.
COMMANDS: Mapping[str, Place] = MappingProxyType(
    {
        "node": Place("egnatia.cli.node.command", "Found, run and look after a node."),
        "network": Place("egnatia.cli.network.command", "Found a network, and change who belongs to it."),
        "user": Place("egnatia.cli.user", "Open, list and close accounts."),
        "case": Place("egnatia.cli.case", "Open, list and close case files."),
        "authorisation": Place("egnatia.cli.authorisation", "What prosecutors and courts allow: give, list, withdraw."),
        "peril": Place("egnatia.cli.peril", "Torture and the death penalty: warn, record assurances."),
        "break-glass": Place("egnatia.cli.breakglass", "Where a life was in danger: list and review."),
        "ask": Place("egnatia.cli.ask", "Ask partners about a person, a document, a vehicle ..."),
        "alert": Place("egnatia.cli.alert", "Alerts: wanted, missing, unidentified, stolen."),
        "watch": Place("egnatia.cli.watch", "Questions that stay: set up, list, extend, withdraw."),
        "message": Place("egnatia.cli.message", "Messages from desk to desk: write, send, read, answer."),
        "operation": Place("egnatia.cli.operation", "Controlled deliveries: plan, consent, start, follow."),
        "action-day": Place("egnatia.cli.actionday", "Joint action days: plan, take part, tell results."),
        "outbox": Place("egnatia.cli.outbox", "Letters on their way; by hand, where there is no line."),
        "question": Place("egnatia.cli.question", "Questions asked and received; answer by hand."),
        "hit": Place("egnatia.cli.hit", "Compare, confirm, reject, release and withhold hits."),
        "record": Place("egnatia.cli.record", "Put on record, find, read, amend, hold, erase, forward."),
        "consent": Place("egnatia.cli.consent", "Ask originators whether records may go on; decide as one."),
        "recall": Place("egnatia.cli.recall", "Take back what partners were given, and see who has attested."),
        "access": Place("egnatia.cli.access", "Requests of people on record: take in, decide, answer."),
        "import": Place("egnatia.cli.importing.command", "Import tables by a mapping."),
        "export": Place("egnatia.cli.exporting", "Export records; all exports, for oversight."),
        "law": Place("egnatia.cli.law", "Which channel is open, and what is missing."),
        "ledger": Place("egnatia.cli.ledger.command", "Read, check and prove the log."),
        "dna": Place("egnatia.cli.dna.command", "Search DNA profiles by the Prüm rules."),
        "dvi": Place("egnatia.cli.dvi.command", "Who the victims of a disaster are, by their DNA."),
        "kinship": Place("egnatia.cli.kinship.command", "How people are related, by their DNA."),
        "names": Place("egnatia.cli.names.command", "Compare names across scripts."),
        "match": Place("egnatia.cli.match.command", "Which records may be about the same: link, judge."),
        "demo": Place("egnatia.cli.demo.command", "Run a whole network with real work in it."),
        "bench": Place("egnatia.cli.bench.command", "Measure the exchange between nodes."),
    }
)

root = LazyGroup("egnatia", COMMANDS, "Ask across borders. Keep your data. Prove everything.")
click.version_option(__version__, prog_name="egnatia")(root)


def main(typed: Sequence[str] | None = None) -> NoReturn:
    """Run a command; whatever goes wrong ends in one sentence and an exit code (`ending.py`).

    Args:
        typed: the command's words; None: those that the shell gave.
    """
    try:
        sys.exit(root.main(typed, prog_name="egnatia", standalone_mode=False) or 0)
    except Ending as ending:
        _end(str(ending), ending.code)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help())
        sys.exit(BAD_INPUT)
    except click.ClickException as error:
        _end(" ".join(error.format_message().split()), BAD_INPUT)  # choices stand in lines of their own
    except (click.Abort, KeyboardInterrupt):
        _end("stopped", STOPPED)
    except BrokenPipeError:  # whoever read the output has seen enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - a fault of ours, too, ends in one sentence, not in a trace
        _end(f"a fault in the program: {type(error).__name__}: {error} ({DEBUG}=1 shows where)", FAILED)


def _end(words: str, code: int) -> NoReturn:
    if os.environ.get(DEBUG):
        raise  # noqa: PLE0704 - called from an except clause only
    click.echo(f"egnatia: {words}", err=True)
    sys.exit(code)
