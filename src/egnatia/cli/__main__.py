"""Lets `python -m egnatia.cli` be the command `egnatia`."""

from egnatia.cli.main import main

main()
