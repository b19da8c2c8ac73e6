"""Running one lesson with papermill."""

from __future__ import annotations

import copy
import logging
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from labkit.course.building.times import Times
from labkit.course.lessons.editions import PROOF
from labkit.course.lessons.fill_in import fill
from labkit.course.lessons.proofs.proving import as_written, tell_proofs
from labkit.course.lessons.reading import Lesson, tags
from labkit.course.lessons.sections import heading_of
from labkit.course.support.paths import shown
from labkit.course.support.temporary import temporary_folder
from labkit.errors import CourseError, first_few


class LessonFailedError(CourseError):
    """A cell of a lesson raised an error, or the lesson's kernel died."""


BUDGET = 60
"""Seconds of processor time within which a lesson should run: a class waits for it, each province needs it again."""


def run_lesson(lesson: Lesson, changed: Mapping[str, Any], output: Path, times: Times | None = None) -> Any:
    """Run a lesson and write the executed notebook."""
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from labkit.course.building.running import ENGINE
    from labkit.course.kernels.environment import NAME
    from labkit.course.kernels.kernel import kernel_manager_class

    notebook = copy.deepcopy(lesson.notebook)
    fill(notebook.cells)
    tell_proofs(notebook.cells)
    with _quiet(), temporary_folder() as sockets:
        try:
            return papermill.execute_notebook(
                notebook,
                _brace_safe(output),
                parameters=dict(changed),
                kernel_name=NAME,
                language="python",
                kernel_manager_class=kernel_manager_class(sockets),
                progress_bar=False,
                engine_name=ENGINE,
                request_save_on_cell_execute=False,
                half_run=str(output),
                times=times or Times(),
                cwd=str(lesson.path.parent),
            )
        except PapermillExecutionError as error:
            proof = any(cell.source == error.source and PROOF in tags(cell) for cell in notebook.cells)
            said = "states what the data contradict" if proof else "stopped at an error"
            raise LessonFailedError(
                f'Lesson {lesson.id} "{lesson.title}" {said}.',
                where=f"{shown(lesson.path)}, {_cell_name(error.cell_index, output)}",
                got=_story(error),
            ) from error
        except (DeadKernelError, RuntimeError) as error:
            raise LessonFailedError(
                f'Lesson {lesson.id} "{lesson.title}" stopped: its Python process did not start, or died.',
                where=shown(lesson.path),
                got=_last_words(Path(sockets)) or str(error) or type(error).__name__,
                hint="Most often memory ran out: close other programs. labkit doctor --kernel checks the start.",
            ) from error


def _last_words(folder: Path) -> str:
    """Return the last line that a kernel's process wrote before it died."""
    from labkit.course.kernels.environment import LOG

    log = folder / LOG
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), "")


def _brace_safe(path: Path) -> str:
    """Return a path as papermill wants it: it would read braces as places to fill in."""
    return str(path.resolve()).replace("{", "{{").replace("}", "}}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the tools below say about themselves from the reader; errors still come as exceptions."""
    loggers = [logging.getLogger(name) for name in ("papermill", "traitlets", "asyncio", "nbclient")]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        # Loops, sockets and formats of papermill's, zmq's and tornado's own: nothing a facilitator can mend.
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        warnings.filterwarnings("ignore", category=ResourceWarning)
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"(zmq|tornado|jupyter_client)")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        try:
            yield
        except KeyboardInterrupt:
            # Tasks that end half-done are found, and complained of, when Python clears up: after this block.
            levels = [logging.CRITICAL] * len(loggers)
            raise
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)


def _story(error: Any) -> str:
    """Return the error and the first lines of the cell, aligned below one another."""
    source = [line for line in as_written(error.source).splitlines() if line.strip()][:4]
    # A LabkitError brings its own explanation along, of several lines.
    lines = [f"{error.ename}: {error.evalue}".strip(), "in the cell that starts:", *(f"  {line}" for line in source)]
    return "\n            ".join("\n".join(lines).splitlines())


def _cell_name(index: int, output: Path) -> str:
    """Return how a person finds the failing cell: number, execution count, heading above it."""
    import nbformat

    marked = nbformat.read(output, as_version=4).cells  # type: ignore[no-untyped-call]
    own = [cell for cell in marked if not tags(cell) & {"papermill-error-cell-tag"}]
    failing, before = own[index], own[:index]
    number = 1 + sum("injected-parameters" not in tags(cell) for cell in before)
    heading = next(filter(None, (heading_of(cell) for cell in reversed(before))), "")
    count = failing.get("execution_count")
    return first_few(
        filter(None, [f"cell {number}", f"In [{count}]" if count else "", f'section "{heading}"' if heading else ""])
    )
