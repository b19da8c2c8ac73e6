"""How a hand-in is executed: in the Python that runs labkit, on other data, with the grade key at hand, in a sandbox.

`nbgrader_config.py` names `GradingExecute` among nbgrader's steps of grading, so that ``labkit grade``, ``nbgrader
autograde`` and the formgrader all grade in the same way.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_locked
from traitlets import Bool, Integer

from labkit.checks.exercise import ENV_ANSWERS, ENV_DRAW, ENV_KEY, KEY_FILE
from labkit.checks.keys import Key, key_text
from labkit.course.exercises.answer_key import CATALOGUE_FILE, grade_key
from labkit.course.exercises.individual import own_key
from labkit.course.exercises.masters import grading_data
from labkit.course.grading.outputs import TOO_MUCH, Outputs
from labkit.course.grading.scoring import blind, score
from labkit.course.kernels.environment import LOG, NAME, grading_environment
from labkit.course.kernels.fork_client import ForkServer
from labkit.course.kernels.kernel import kernel_manager_class
from labkit.course.kernels.sandbox import SandboxFolder, required, sandbox_folder
from labkit.course.kernels.sandbox.folders import watched
from labkit.course.lessons.reading import files_beside
from labkit.course.support.files import copy_files, write_whole
from labkit.course.support.limits import MOST_RESTARTS, MOST_SHOWN_IN_ALL, NOTEBOOK_TIMES, PROCESSOR_TIMES
from labkit.course.support.paths import Course
from labkit.errors import CourseError

ENDED = "This cell ended Python itself, with exit() or because memory ran out. It was left out."
STUCK = "This cell ran for too long, and could not be stopped. It was left out."
OVER = "The notebook as a whole ran for too long: this cell was left out."

Copy = Callable[[Path], None]
"""Copies the files that belong to a hand-in into a folder."""

_BROKEN = (RuntimeError, CellTimeoutError, KeyError, TypeError, ValueError, AttributeError)
"""What is raised when a kernel is gone, cannot be stopped, or answers what no kernel answers."""

_PARDONS = 2
"""How many times no cell is blamed when the process that forks kernels is gone: most likely it was none's fault."""
_LAST_WORDS = 5000
_LEAST = 5
"""Seconds that a cell has even when the notebook's time is over: the checks still run."""


class GradingExecute(Execute):  # type: ignore[misc]  # nbgrader is not typed
    """nbgrader's execution step with labkit's kernel, data and key."""

    draw = Integer(0, help="Which sample to grade on; 0 takes the first that differs clearly from the lesson's.").tag(
        config=True
    )
    unsafe = Bool(False, help="Run hand-ins without a sandbox where none can be had (see labkit doctor).").tag(
        config=True
    )

    turn: AbstractContextManager[Any] = nullcontext()
    """Held while cells run, and not while a kernel starts or ends: so many notebooks as it lets in run side by side."""

    stopped = False
    """Whether it is to end, see `stop`."""

    def stop(self) -> None:
        """End it, from another thread: the run was interrupted, and nothing is begun again."""
        self.stopped = True
        self._kill()

    def _go_on(self) -> None:
        if self.stopped:
            raise CourseError("The run was interrupted.")

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Execute a notebook, as a step of nbgrader."""
        consent = "take away the # before c.GradingExecute.unsafe in nbgrader_config.py"
        required(unsafe=self.unsafe, course=Path(self.config.CourseDirectory.root), consent=consent)
        names = resources["nbgrader"]
        beside = Path(resources.get("metadata", {}).get("path") or Path.cwd())
        key = self._key(names["assignment"], names["student"])
        return self.executed(nb, resources, key, lambda own: copy_files(files_beside(beside), own))

    def executed(self, nb: Any, resources: Any, key: Key | None, copy: Copy) -> Any:
        """Execute a notebook.

        A cell that ends Python itself, or cannot be stopped, does not cost the whole hand-in: the notebook runs again
        without that cell.
        """
        confined = required(unsafe=self.unsafe)
        self.remarks: list[str] = []
        self.timed_out = False
        self._left_out: dict[int, list[Any]] = {}
        self._end = time.monotonic() + NOTEBOOK_TIMES * (self.timeout or 60)
        pardons = _PARDONS
        for _ in range(MOST_RESTARTS):
            try:
                return self._execute(nb, resources, key, copy, confined)
            except _BROKEN as error:
                if pardons and self._mother is not None and not self._mother.alive:
                    pardons -= 1
                elif self._running >= 0:  # else it did not even start: once more
                    self._leave_out_the_culprit(nb.cells, error)
        return self._execute(nb, resources, key, copy, confined)

    def _leave_out_the_culprit(self, cells: Any, error: Exception) -> None:
        culprit = self._culprit(cells)
        if culprit is None:
            raise error
        if self._shown.left_out:
            what, error_name, text = "showed too much", "TooMuchOutput", TOO_MUCH
        elif isinstance(error, CellTimeoutError):
            what, error_name, text = "did not end", "CellTimeoutError", STUCK
            self.timed_out = True
        else:
            what, error_name, text = "ended Python", "DeadKernelError", ENDED
        self.remarks.append(f"{_called(cells[culprit])} {what} (left out)")
        self._left_out[culprit] = [_error(error_name, text)]

    def _culprit(self, cells: Any) -> int | None:
        """Return the number of the cell that most likely ended Python; None if it is none of the trainee's."""
        own = [
            number
            for number, cell in enumerate(cells[: self._running + 1])
            if cell.cell_type == "code" and number not in self._left_out and not is_locked(cell)
        ]
        # exit() ends its own cell in peace; Python is gone one or two cells later.
        leaving = [number for number in own if re.search(r"^[ \t]*(?:exit|quit)\b", cells[number].source, flags=re.M)]
        return next(iter(leaving or own[::-1]), None)

    def _execute(self, nb: Any, resources: Any, key: Key | None, copy: Copy, confined: bool) -> Any:
        self._go_on()
        self._running = -1
        self._mother: ForkServer | None = None
        self._shown = Outputs()
        self._room = MOST_SHOWN_IN_ALL
        with sandbox_folder(confined=confined, seconds=PROCESSOR_TIMES * (self.timeout or 60)) as own:
            copy(own.beside)
            self.kernel_name = NAME
            self.kernel_manager_class = kernel_manager_class(own.folder, own)
            self.shutdown_kernel = "immediate"
            self.shell_timeout_interval = 1  # so long a kernel that has died may keep its notebook waiting
            self.timeout_func = self._seconds
            self._env = own.environment() | _grading_env(key, own)
            self._work = str(own.work)
            # In the sandbox it writes into memory, which has its limits; what Python itself says goes to the log here.
            with watched(own.folder, self._kill), self._listening(own.folder / LOG):
                nb, resources = super().preprocess(nb, resources)
            score(nb, key, own.answers)
            return nb, resources

    @contextmanager
    def _listening(self, log: Path) -> Iterator[None]:
        """Pass on what the kernel's process said before it ended, for the facilitator's log."""
        try:
            yield
        except _BROKEN:
            words = log.read_text("utf-8", "replace")[-_LAST_WORDS:] if log.is_file() else ""
            self.log.warning("The notebook's Python said:\n%s", words)
            raise

    def _kill(self) -> None:
        """End the kernel, from another thread; the running cell is then the culprit."""
        process = self._process()
        if process is not None:
            process.kill()

    def _process(self) -> Any:
        """Return the kernel's process; None if there is none."""
        return getattr(getattr(self.km, "provisioner", None), "process", None)

    @contextmanager
    def setup_kernel(self, **kwargs: Any) -> Iterator[None]:
        """Start the kernel, and wait for this notebook's turn; the wait does not count as its time."""
        with super().setup_kernel(**kwargs):
            self._mother = getattr(self._process(), "server", None)
            ready = time.monotonic()
            with self.turn:
                self._end += time.monotonic() - ready
                yield

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel with the environment of grading."""
        self._go_on()  # once more: after `stop` no process that forks kernels is started again
        super().start_new_kernel(**{"env": self._env, "cwd": self._work, **kwargs})

    def _seconds(self, cell: Any) -> int:
        """Return how long a cell may take: the time of one cell, and not longer than is left for the notebook."""
        left = max(self._end - time.monotonic(), _LEAST)
        return int(min(self.timeout or left, left))

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> Any:
        """Execute a cell, unless it is known to end Python or the notebook's time is over."""
        self._go_on()
        self._running = index
        if index in self._left_out:
            cell.outputs = self._left_out[index]
            return cell, resources
        if cell.cell_type != "code":
            return cell, resources
        if time.monotonic() > self._end and not is_locked(cell):
            cell.outputs = [_error("CellTimeoutError", OVER)]
            self._note(cell, "was left out: the notebook as a whole ran too long", timed_out=True)
            return cell, resources
        self._shown = Outputs(self._room)
        cell, resources = super().preprocess_cell(cell, resources, index)
        self._room = max(0, self._room - self._shown.size)
        cell.outputs, odd = self._shown.tidied(cell.outputs)
        if odd:
            self._note(cell, odd)
        if any(output.output_type == "error" and output.ename == "CellTimeoutError" for output in cell.outputs):
            self._left_out[index] = cell.outputs  # if the notebook has to run again
            self._note(cell, "ran out of its time", timed_out=True)
        return cell, resources

    def process_message(self, msg: Any, cell: Any, cell_index: int) -> Any:
        """Take what a kernel shows, as far as it can be shown."""
        if not self._shown.takes(msg):
            if self._shown.first_too_many and self.km is not None:
                self._interrupting = asyncio.ensure_future(self.km.interrupt_kernel())
            return None
        try:
            return super().process_message(msg, cell, cell_index)
        except (KeyError, TypeError, ValueError, AttributeError):
            self._shown.malformed = True
            return None

    def _note(self, cell: Any, what: str, *, timed_out: bool = False) -> None:
        self.timed_out |= timed_out
        self.remarks.append(f"{_called(cell)} {what}")

    def _key(self, exercise: str, trainee: str) -> Key | None:
        """Return the grade key of an exercise for a trainee; None for one that uses nbgrader alone."""
        course = Course(Path(self.config.CourseDirectory.root))
        folder = course.solutions / exercise
        if not (folder / CATALOGUE_FILE).exists():
            return None
        return own_key(course, exercise, trainee, grade_key(folder, self.draw))


def _called(cell: Any) -> str:
    """Return how a facilitator finds a cell."""
    return str(grading_data(cell).get("grade_id") or f"the cell that starts {cell.source.strip()[:20]!r}")


def _error(name: str, text: str) -> Any:
    return NotebookNode(output_type="error", ename=name, evalue=text, traceback=[text])  # type: ignore[no-untyped-call]


def _grading_env(key: Key | None, own: SandboxFolder) -> dict[str, str]:
    """Write the key and return the variables that lead `labkit.checks` to it."""
    env = grading_environment()
    if key is not None:
        write_whole(own.folder / KEY_FILE, key_text(blind(key)))
        env |= {
            ENV_KEY: str(own.folder / KEY_FILE),
            ENV_DRAW: str(key.draw),
            ENV_ANSWERS: str(own.answers),
        }
    return env
