"""What comes next: the command that somebody types after this one, so that nobody needs a page to go on."""

import shlex

import click


def say_next(what: str, *command: object) -> None:
    """Print what is to be done next, and the command for it on a line of its own, on stderr.

    Args:
        what: in words, and by whom if that is somebody else.
        command: its words after `egnatia`; what is not known here is a name in capitals.
    """
    click.echo(f"next, {what}:\n  egnatia {shlex.join(map(str, command))}", err=True)
