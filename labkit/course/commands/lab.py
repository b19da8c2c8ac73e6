"""``labkit lab``: the lessons in JupyterLab, on this computer alone."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from labkit.course.support.console import INSTALL, note
from labkit.course.support.paths import find_course, shown
from labkit.errors import CourseError

OFFLINE = (
    # JupyterLab asks two servers for news and updates at each start, and a third for extensions.
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    # Without this, everybody is asked at the first start whether to fetch news.
    f"--LabApp.app_settings_dir={Path(__file__).parent / 'lab_settings'}",
)
"""Options that keep JupyterLab from looking for a network, and from asking about it."""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit lab``.

    Parameters
    ----------
    subparsers
        What ``ArgumentParser.add_subparsers`` returned.
    """
    parser = subparsers.add_parser(
        "lab",
        help="open the lessons in JupyterLab",
        description="Open the lessons in JupyterLab. What follows -- goes to JupyterLab: labkit lab -- --port 8890",
    )
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="another folder than the course's notebooks/")
    parser.set_defaults(run=run, takes_after_dashes=True)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit lab`` and return JupyterLab's exit code.

    Parameters
    ----------
    args
        The parsed arguments.

    Returns
    -------
    int
        0 after a normal end, also with Ctrl-C; otherwise JupyterLab's own code.
    """
    folder = Path(args.folder).expanduser().resolve() if args.folder else find_course(args.course).notebooks
    if not folder.is_dir():
        raise CourseError("There is no such folder.", where="labkit lab", got=shown(folder), hint="Check the spelling.")
    root = _root_of(folder)
    command = lab_command(root, folder, args.after_dashes)
    note(f"JupyterLab opens {shown(folder)}. Stop it with Ctrl-C, twice.")
    process = subprocess.Popen(command, cwd=root)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # JupyterLab gets the same Ctrl-C and asks whether to stop; wait for its end.
            continue


def _root_of(folder: Path) -> Path:
    """Return the course that a folder belongs to, so that nbgrader finds its settings; else the folder itself."""
    try:
        return find_course(folder).root
    except CourseError:
        return folder


def lab_command(root: Path, folder: Path, more: list[str]) -> list[str]:
    """Return the command that starts JupyterLab with the Python that runs labkit.

    Parameters
    ----------
    root
        The folder that JupyterLab may see.
    folder
        The folder that it shows first: `root` or one below.
    more
        Further options for JupyterLab; they come last and win.

    Returns
    -------
    list of str
        For `subprocess`.

    Raises
    ------
    CourseError
        If JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise CourseError(
            "JupyterLab is not installed.",
            where=sys.executable,
            hint=INSTALL,
        )
    start = "/".join(["/lab/tree", *folder.relative_to(root).parts])
    where = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={start}"]
    return [sys.executable, "-m", "jupyterlab", *where, *OFFLINE, *more]
