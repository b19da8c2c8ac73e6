"""``labkit lab``: the lessons in JupyterLab, for the room or for the facilitator, on this computer alone."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from labkit.course.lessons.working_copies import open_desk, open_room
from labkit.course.support.console import INSTALL, note
from labkit.course.support.paths import Course, find_course, shown
from labkit.errors import CourseError

OFFLINE = (
    # JupyterLab asks two servers for news and updates at each start, and a third for extensions.
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
"""Options that keep JupyterLab from looking for a network."""

NO_OTHER_SERVER = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data: ws://localhost:* ws://127.0.0.1:*; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
"""Where hand-ins are looked at, no page asks a server but this one (JupyterLab itself needs scripts in its pages)."""

_ROOM, _FACILITATOR = (Path(__file__).parent / name for name in ("room_settings", "lab_settings"))
"""Settings without which everybody is asked at the start whether to fetch news; trainees' hide nbgrader's authoring."""


def add_parser(subparsers: Any) -> None:
    """Register ``labkit lab``."""
    parser = subparsers.add_parser(
        "lab",
        help="open the lessons in JupyterLab",
        description="Open the trainees' lessons and exercises in JupyterLab: working copies in room/, made at the "
        "first opening and kept from then on; with --facilitator, the facilitator's lessons, copied into facilitator/. "
        "labkit lab notebooks opens the lessons themselves. What follows -- goes to JupyterLab: "
        "labkit lab -- --port 8890",
    )
    parser.add_argument("--facilitator", action="store_true", help="open the copies with answers, and formgrader")
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="another folder")
    parser.set_defaults(run=run, takes_after_dashes=True)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit lab`` and return JupyterLab's exit code."""
    folder = _folder(args)
    if not folder.is_dir():
        raise CourseError("There is no such folder.", where="labkit lab", got=shown(folder), hint="Check the spelling.")
    course = _course_of(folder)
    in_room = course is not None and folder.is_relative_to(course.room)
    root = folder if course is None else course.room if in_room else course.root  # trainees see no answers
    settings = _ROOM if in_room else _FACILITATOR
    headers = {"headers": {"Content-Security-Policy": NO_OTHER_SERVER}}
    policy = [] if in_room else [f"--ServerApp.tornado_settings={headers}"]
    custom = {"static_custom_path": [str(settings / "custom")]}
    style = [f"--ServerApp.tornado_settings={custom}", "--LabApp.custom_css=True"] if in_room else []
    command = lab_command(root, folder, [f"--LabApp.app_settings_dir={settings}", *style, *policy, *args.after_dashes])
    note(f"JupyterLab opens {shown(folder)}. Stop it with Ctrl-C, twice.")
    process = subprocess.Popen(command, cwd=root)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # JupyterLab gets the same Ctrl-C and asks whether to stop; wait for its end.
            continue


def _folder(args: argparse.Namespace) -> Path:
    """Return the folder to open; the room's copies are made before."""
    if args.folder:
        return Path(args.folder).expanduser().resolve()
    course = find_course(args.course)
    copies = open_desk(course) if args.facilitator else open_room(course)
    for name in copies.kept:
        note(f"{name} has changed since it was opened here. The new one stands beside it: yours is kept.")
    copies.folder.mkdir(exist_ok=True)
    return copies.folder


def _course_of(folder: Path) -> Course | None:
    """Return the course that a folder belongs to, so that nbgrader finds its settings; None where there is none."""
    try:
        return find_course(folder)
    except CourseError:
        return None


def lab_command(root: Path, folder: Path, more: list[str]) -> list[str]:
    """Return the command that starts JupyterLab with the Python that runs labkit."""
    if find_spec("jupyterlab") is None:
        raise CourseError(
            "JupyterLab is not installed.",
            where=sys.executable,
            hint=INSTALL,
        )
    inside = folder.relative_to(root).parts
    start = "/".join(["/lab/tree", *inside]) if inside else "/lab"  # "/lab/tree" alone: "Path Not Found"
    where = [f"--ServerApp.root_dir={root}", f"--LabApp.default_url={start}"]
    return [sys.executable, "-m", "jupyterlab", *where, *OFFLINE, *_as_root(), *more]


def _as_root() -> list[str]:
    """Return what JupyterLab asks of the user root; in a container there is often no other."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return []
    note("You are the user root: what runs in JupyterLab may do everything on this computer. Another user is safer.")
    return ["--allow-root"]
