"""``labkit refresh``: fetch newer published figures of Cambodia from the ILO."""

from __future__ import annotations

import argparse
from typing import Any

from labkit.course.support.console import note, say
from labkit.course.support.paths import shown
from labkit.data.refresh import Patience, Refreshed, forget, home, refresh, series_table
from labkit.errors import CourseError

_KINDS = ("added", "changed", "vanished")


def add_parser(subparsers: Any) -> None:
    """Register ``labkit refresh``.

    Parameters
    ----------
    subparsers
        What ``ArgumentParser.add_subparsers`` returned.
    """
    parser = subparsers.add_parser(
        "refresh",
        help="fetch newer published figures from the ILO",
        description="Fetch the published series of Cambodia from the ILO's data base (ILOSTAT) and show what changed. "
        'labkit.load("published") then shows the newer figures. The files that come with labkit stay as they are: '
        "what is fetched is kept in a folder of your own, and --forget goes back. Needs a network; no lesson does.",
        epilog="Exit code: 0 everything was fetched (or nothing had to be), 1 something was not; what failed changes "
        "nothing, and the message says what to do. The folder is the one that LABKIT_HOME names, or labkit's own "
        "among your application data.",
    )
    parser.add_argument("--series", nargs="+", metavar="NAME", help="only these series (see --list)")
    parser.add_argument("--dry-run", action="store_true", help="show what would change, keep nothing")
    parser.add_argument("--again", action="store_true", help="ask again for what was fetched within the last 24 hours")
    parser.add_argument("--list", action="store_true", help="list the series and when they were fetched; no network")
    parser.add_argument(
        "--forget", action="store_true", help="go back to the figures that come with labkit; no network"
    )
    parser.add_argument(
        "--timeout", type=float, default=Patience.timeout, metavar="SECONDS", help="how long to wait (default: 30)"
    )
    parser.add_argument(
        "--attempts", type=int, default=Patience.attempts, metavar="N", help="how often to ask (default: 4)"
    )
    parser.add_argument("--service", metavar="ADDRESS", help="the ILO's SDMX service, should its address change")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit refresh`` and return the exit code.

    Parameters
    ----------
    args
        The parsed arguments.

    Returns
    -------
    int
        0 if everything was fetched, 1 if a series failed.

    Raises
    ------
    CourseError
        An option makes no sense.
    labkit.errors.LabkitError
        The service cannot be reached, sdmx1 is missing, or figures cannot be kept.
    """
    if args.forget:
        return _forget()
    if args.list:
        return _list()
    if not 0 < args.timeout <= 600 or not 1 <= args.attempts <= 20:
        raise CourseError(
            "These limits make no sense.",
            where="labkit refresh",
            got=f"--timeout {args.timeout:g} --attempts {args.attempts}",
            expected="a timeout above 0 and up to 600 seconds, 1 to 20 attempts",
        )
    patience = Patience(timeout=args.timeout, attempts=args.attempts)
    result = refresh(
        args.series, dry_run=args.dry_run, again=args.again, service=args.service, patience=patience, tell=note
    )
    _say_result(result, dry_run=args.dry_run)
    return 1 if result.failed else 0


def _say_result(result: Refreshed, *, dry_run: bool) -> None:
    for name, retrieved in result.fresh.items():
        say(f"{name}: fetched at {retrieved} already; --again asks again.")
    for name, changes in result.changes.items():
        counts = ", ".join(f"{sum(change.kind == kind for change in changes)} {kind}" for kind in _KINDS)
        say(f"{name}: {result.figures[name]} figures received; {counts}.")
        for change in changes:
            say(f"  {change}")
    for name, error in result.failed.items():
        note(f"{name}: not fetched, nothing of it was changed.\n{error}")
    if dry_run:
        say("Nothing was kept (--dry-run).")
    elif result.changes:
        say(f"Kept in {shown(home() / 'published')}, the changes also in changes.csv there.")
        say('labkit.load("published") shows these figures now; labkit refresh --forget goes back.')


def _list() -> int:
    for row in series_table().to_dict("records"):
        retrieved = f"fetched at {row['retrieved']}" if row["retrieved"] else "as it comes with labkit"
        unused = "" if row["in_use"] or not row["retrieved"] else ", for an earlier edition of the table: not used"
        say(f"{row['name']:<22} {row['title']} ({row['dataflow']}); {retrieved}{unused}")
    return 0


def _forget() -> int:
    gone = forget()
    if gone:
        say(f"Removed: {', '.join(gone)}. The figures that come with labkit are back.")
    else:
        say("Nothing was fetched; the figures are those that come with labkit.")
    return 0
