"""What travels: a hand-in as data on its way to a worker, and what became of it on its way back.

Parcels are JSON. They hold no code but the trainee's own, which runs in the worker's sandbox; what comes back is read
as data of known types, up to a size.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import nbformat
from traitlets.config import Config

from labkit.checks.exercise import KEY_FILE
from labkit.checks.keys import key_text, read_key
from labkit.course.grading.execute import Executed, Job, files_beside
from labkit.course.grading.kernel import GradingExecute
from labkit.errors import CourseError

LARGEST = 200 << 20
"""Bytes of the largest parcel, either way."""

_STEPS = frozenset(kind.__name__ for kind in GradingExecute.mro())


def packed(job: Job, about: Mapping[str, Any]) -> bytes:
    """Return a hand-in with all that it needs: notebook, files beside it, key, settings.

    Parameters
    ----------
    job
        The hand-in.
    about
        What else the worker must know: ``run``, the name of the run of ``labkit grade``; ``same``, what must be the
        same here and there; ``unsafe``, whether it may run without a sandbox.

    Raises
    ------
    CourseError
        If it is too large, or a setting of nbgrader's is no plain data.
    """
    paths = files_beside(job)
    if sum(path.stat().st_size for path in paths.values()) > LARGEST // 2:
        raise CourseError(
            "There is too much beside the notebook to send it to another computer.",
            where=job.trainee,
            expected=f"{LARGEST >> 21} MB at most",
        )
    content = {
        **about,
        "trainee": job.trainee,
        "notebook": job.notebook,
        "files": pack_files(paths),
        "key": key_text(job.key) if job.key else "",
        "config": _plain(job.config, unsafe=about["unsafe"]),
    }
    return json.dumps(content).encode()


def _plain(config: Config, *, unsafe: bool) -> dict[str, Any]:
    """Return those of nbgrader's settings that the execution of a notebook reads."""
    kept = {name: dict(values) for name, values in config.items() if name in _STEPS}
    for section, values in kept.items():
        for name, value in values.items():
            try:
                json.dumps(value)
            except TypeError as error:
                raise CourseError(
                    "A setting of nbgrader's cannot be sent to another computer.",
                    where=f"nbgrader_config.py: c.{section}.{name}",
                    got=repr(value)[:80],
                    expected="numbers, texts and lists of such",
                    hint="Grade without --scheduler, or do without this setting.",
                ) from error
    kept.setdefault("GradingExecute", {})["unsafe"] = unsafe
    kept["CourseDirectory"] = {"assignment_id": config.CourseDirectory.assignment_id, "ignore": []}
    return kept


def opened(content: Mapping[str, Any], folder: Path) -> Job:
    """Return the hand-in of a parcel.

    Parameters
    ----------
    content
        The parcel, read as JSON.
    folder
        An empty folder, for the files beside the notebook.
    """
    key = None
    if content["key"]:
        (folder / KEY_FILE).write_text(content["key"], encoding="utf-8")
        key = read_key(folder / KEY_FILE)
    beside = folder / "beside"
    beside.mkdir()
    unpack_files(content["files"], beside)
    notebook = nbformat.from_dict(content["notebook"])  # type: ignore[no-untyped-call]
    return Job(str(content["trainee"]), notebook, (beside,), key, Config(content["config"]))


def answer(result: Executed) -> bytes:
    """Return what became of a hand-in as a parcel.

    Parameters
    ----------
    result
        What became of it.
    """
    content = {
        "notebook": result.notebook,
        "remarks": list(result.remarks),
        "timed_out": result.timed_out,
        "problem": result.problem,
        "log": result.log,
        "seconds": result.seconds,
    }
    parcel = json.dumps(content).encode()
    if len(parcel) <= LARGEST:
        return parcel
    return answer(Executed(problem="TooLarge: the executed notebook is too large to send", seconds=result.seconds))


def read_answer(parcel: bytes) -> Executed:
    """Return what became of a hand-in, from a worker's answer.

    Parameters
    ----------
    parcel
        The answer.

    Returns
    -------
    Executed
        With a `problem` if the answer is not of the known form.
    """
    try:
        content = json.loads(parcel[:LARGEST])  # one that is cut off is not valid
        seconds, timed_out = float(content["seconds"]), bool(content["timed_out"])
        remarks, problem, log = tuple(map(str, content["remarks"])), str(content["problem"]), str(content["log"])
        notebook = None if problem else _notebook(content["notebook"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, nbformat.ValidationError) as error:
        return Executed(problem=f"The worker's answer cannot be read ({type(error).__name__}).", log=str(error))
    return Executed(notebook, remarks, timed_out, problem, log, seconds)


def _notebook(content: dict[str, Any]) -> Any:
    """Return a notebook, if it is one."""
    notebook = nbformat.from_dict(content)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook, relax_add_props=True)
    return notebook


def pack_files(paths: Mapping[str, Path]) -> dict[str, str]:
    """Return the contents of files, as text, by their names.

    Parameters
    ----------
    paths
        The files by the names that they travel under.
    """
    return {name: base64.b64encode(path.read_bytes()).decode("ascii") for name, path in paths.items()}


def unpack_files(files: Mapping[str, str], folder: Path) -> None:
    """Write files that travelled into a folder, and nowhere else.

    Parameters
    ----------
    files
        Contents by name, as `pack_files` returned them.
    folder
        Where they go.

    Raises
    ------
    CourseError
        If a name leads out of the folder, or a content is damaged. Then none is written.
    """
    contents = {}
    for name, text in files.items():
        path = folder.joinpath(*PurePosixPath(name).parts)
        if ".." in path.parts or path == folder or not path.is_relative_to(folder):
            raise CourseError("A file that came from another computer has a name that leads elsewhere.", got=name[:80])
        try:
            contents[path] = base64.b64decode(text, validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise CourseError("A file that came from another computer is damaged.", got=name[:80]) from error
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
