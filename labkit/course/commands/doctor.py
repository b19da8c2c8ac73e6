"""``labkit doctor``: check that this computer is ready for the course."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import labkit
from labkit.course.support.console import INSTALL, say
from labkit.course.support.paths import Course, find_course, shown
from labkit.errors import LabkitError, first_few

OLDEST_PYTHON = (3, 11)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Parameters
    ----------
    name
        What was looked at.
    found
        What was found.
    remedy
        What to do about it; empty if all is well.
    limited
        Whether something that not everybody needs does not work here.
    """

    name: str
    found: str
    remedy: str = ""
    limited: bool = False

    @property
    def mark(self) -> str:
        """The word before it."""
        return "PROBLEM" if self.remedy else "note" if self.limited else "ok"


def add_parser(subparsers: Any) -> None:
    """Register ``labkit doctor``."""
    parser = subparsers.add_parser(
        "doctor",
        help="check that this computer is ready for the course",
        description="Check that this computer is ready for the course. Needs no network.",
    )
    parser.add_argument("--kernel", action="store_true", help="also start a notebook's Python and run a line in it")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry out ``labkit doctor`` and return the exit code."""
    problems = 0
    for finding in _findings(args):
        problems += bool(finding.remedy)
        say(f"{finding.mark:<8} {finding.name:<14} {finding.found}")
        if finding.remedy:
            say(f"{'':<23} try: {finding.remedy}")
    say()
    say(f"{problems} problem{'s'[: problems != 1]} found." if problems else "This computer is ready.")
    if not problems:
        say(f"Next: {_next_step(args)}")
    return 1 if problems else 0


def _next_step(args: argparse.Namespace) -> str:
    """Return what to type now."""
    try:
        course = find_course(args.course)
    except LabkitError:
        return "cd into the folder of the course, then labkit doctor again."
    start = course.build / "index.html"
    if not start.exists():
        return "labkit build, which runs the lessons and writes their pages (about five minutes)."
    return f"open {shown(start)} in a browser; labkit lab opens the lessons in JupyterLab."


def _findings(args: argparse.Namespace) -> Iterator[Finding]:
    yield from _system()
    yield _python()
    yield from _packages()
    missing = _missing_for_the_course()
    if missing:
        yield from _data()
        yield Finding("library", "works here: import labkit as lk")
        yield Finding("course", f"not installed: {first_few(missing)}", f"Get the folder of the course. {INSTALL}")
        return
    course = None
    try:
        course = find_course(args.course)
    except LabkitError as error:
        yield Finding("course", error.problem, error.hint)
    else:
        yield Finding("course", shown(course.root))
        yield _writable(course.build, course, "build folder", "use labkit build --out FOLDER")
        yield _writable(course.classroom, course, "class folder", "give yourself the right to write there")
    yield from _data()
    yield _registered_kernel()
    yield _sandbox(course)
    yield _brief()
    if args.kernel:
        yield _started_kernel()


def _system() -> Iterator[Finding]:
    """Say what works on this kind of computer, and what does not."""
    system = str(sys.platform)
    name = {"win32": "Windows", "darwin": "macOS"}.get(system, platform.system() or system)
    if system == "linux":
        yield Finding("system", "Linux: everything works here, the grading of hand-ins too")
        return
    yield Finding("system", f"{name}: lessons, pages, exercises, briefs and all lists work here")
    how = "WSL, which is Linux inside Windows, or" if system == "win32" else ""
    yield Finding(
        "grading",
        f"not safely on {name}: hand-ins are programs of other people, and are shut in on Linux only. To grade: "
        f"{' '.join(f'{how} a computer with Linux'.split())}; or labkit grade --unsafe, after a look into each file",
        limited=True,
    )


def _python() -> Finding:
    wanted = ".".join(map(str, OLDEST_PYTHON))
    old = sys.version_info < OLDEST_PYTHON
    return Finding("Python", platform.python_version(), f"Install Python {wanted} or newer." if old else "")


def _packages() -> Iterator[Finding]:
    """Compare each package with the oldest version that labkit works with."""
    yield Finding("labkit", labkit.__version__)
    missing = _missing_for_the_course()
    for name, specifier in _needed():
        if name in missing:
            continue  # said once for all of them
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Finding(name, "not installed", INSTALL)
        else:
            fits = specifier.contains(found, prereleases=True)
            yield Finding(name, found if fits else f"{found}, but {specifier} is needed", "" if fits else INSTALL)


def _missing_for_the_course() -> list[str]:
    """Return the packages that the course needs beside the library's, and that are not there."""
    library = {name for name, _ in _needed(extra="")}
    missing = []
    for name, _ in _needed():
        try:
            version(name)
        except PackageNotFoundError:
            missing += [] if name in library else [name]
    return missing


def _needed(extra: str = "course") -> list[tuple[str, Any]]:
    """Return each package that the course (the library, if `extra` is empty) needs with the versions that will do."""
    from packaging.requirements import Requirement

    parsed = [Requirement(text) for text in _requirements()]
    return [
        (each.name, each.specifier)
        for each in parsed
        if each.name != "labkit" and (each.marker is None or each.marker.evaluate({"extra": extra}))
    ]


def _requirements() -> list[str]:
    """Return labkit's requirements, from its installation or from its source folder."""
    try:
        return list(requires("labkit") or [])
    except PackageNotFoundError:
        import tomllib

        source = Path(labkit.__file__).parents[1] / "pyproject.toml"
        if not source.exists():
            return []
        project = tomllib.loads(source.read_text(encoding="utf-8"))["project"]
        return [*project["dependencies"], *project["optional-dependencies"]["course"]]


def _writable(folder: Path, course: Course, name: str, otherwise: str) -> Finding:
    """Try to write where labkit writes, and leave nothing behind."""
    there = folder if folder.exists() else course.root
    try:
        handle, made = tempfile.mkstemp(prefix=".labkit-", dir=there)
        os.close(handle)
        Path(made).unlink()
    except OSError as error:
        remedy = f"Copy the course to a folder of your own, or {otherwise}."
        return Finding(name, f"{shown(there)} cannot be written: {error.strerror}", remedy)
    return Finding(name, f"{shown(folder)} can be written")


def _data() -> Iterator[Finding]:
    """Check every data file against the checksum in its card."""
    from labkit.data import card, datasets
    from labkit.data.files import checked_file

    try:
        names = datasets()["name"].tolist()
    except LabkitError as error:
        yield Finding("data", error.problem, error.hint or INSTALL)
        return
    for name in names:
        try:
            checked_file(name, card(name).file, card(name).sha256)
        except LabkitError as error:
            yield Finding(f"data: {name}", error.problem, error.hint or INSTALL)
        else:
            yield Finding(f"data: {name}", "complete")


def _sandbox(course: Course | None) -> Finding:
    """Look for the sandbox that `labkit grade` runs hand-ins in; only whoever grades needs one."""
    try:
        from labkit.course.kernels.sandbox import sandbox
    except ModuleNotFoundError:
        return Finding("sandbox", "cannot be looked for: a package is missing", INSTALL)
    looked = sandbox(course.root if course else None)
    if looked.works:
        return Finding("sandbox", looked.found)
    return Finding(
        "sandbox", f"{looked.found}; only needed to grade hand-ins. To get it: {looked.remedy}", limited=True
    )


def _brief() -> Finding:
    """Look for what writes policy briefs as PDF and Word documents; lessons and exercises do without."""
    from labkit.course.briefs.documents.pdf import INSTALL as HOW

    wanted = {"typst": "PDF", "pypandoc": "Word documents", "fontpkg_noto_sans_khmer": "Khmer letters in the PDF"}
    missing = [what for package, what in wanted.items() if find_spec(package) is None]
    if not missing:
        return Finding("briefs", "can be written as PDF, Word document and web page")
    return Finding(
        "briefs", f"no {', no '.join(missing)}; only needed for labkit brief build. To get it: {HOW}", limited=True
    )


def _registered_kernel() -> Finding:
    """Check that notebooks in JupyterLab run in the Python that has labkit."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ModuleNotFoundError:
        return Finding("kernel", "jupyter_client is not installed", INSTALL)
    remedy = "python -m ipykernel install --sys-prefix"
    try:
        program = KernelSpecManager().get_kernel_spec("python3").argv[0]
    except NoSuchKernel:
        return Finding("kernel", "JupyterLab knows no Python", remedy)
    # "python" and the like stand for the Python that runs JupyterLab.
    same = not os.path.isabs(program) or Path(program).resolve() == Path(sys.executable).resolve()
    found = "JupyterLab runs notebooks in this Python" if same else f"JupyterLab runs notebooks in {program}"
    return Finding("kernel", found, "" if same else remedy)


def _started_kernel() -> Finding:
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from nbformat.v4 import new_code_cell, new_notebook

    from labkit.course.kernels.environment import NAME
    from labkit.course.kernels.kernel import kernel_manager_class

    notebook = new_notebook(cells=[new_code_cell("import labkit\nlabkit.__version__")])  # type: ignore[no-untyped-call]
    with tempfile.TemporaryDirectory(prefix="labkit-") as folder:
        client = NotebookClient(
            notebook, kernel_name=NAME, kernel_manager_class=kernel_manager_class(Path(folder)), timeout=120
        )
        try:
            client.execute()
        except (RuntimeError, CellExecutionError, TimeoutError) as error:
            return Finding("kernel start", str(error).strip().splitlines()[-1], INSTALL)
    return Finding("kernel start", "a notebook's Python starts and finds labkit")
