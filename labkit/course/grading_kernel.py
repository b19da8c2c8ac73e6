"""How a hand-in is executed: in the Python that runs labkit, on other data, with the grade key at hand.

`nbgrader_config.py` names `GradingExecute` among nbgrader's steps of grading, so that ``labkit grade``, ``nbgrader
autograde`` and the formgrader all grade in the same way.
"""

from __future__ import annotations

import os
import re
import site
import tempfile
from pathlib import Path
from typing import Any

from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_locked
from traitlets import Integer

import labkit
from labkit.checks.exercise import ENV_ANSWERS, ENV_DRAW, ENV_KEY, KEY_FILE
from labkit.checks.keys import Key, key_text
from labkit.course.answer_key import CATALOGUE_FILE, grade_key
from labkit.course.files import write_whole
from labkit.course.kernel import NAME, kernel_manager_class
from labkit.course.recount import recount

ENDED = "This cell ended Python itself, with exit() or because memory ran out. It was left out."

_ANSWERS = "answers.jsonl"
_MOST_RESTARTS = 3


class GradingExecute(Execute):  # type: ignore[misc]  # nbgrader is not typed
    """nbgrader's execution step with labkit's kernel, data and key."""

    draw = Integer(0, help="Which sample to grade on; 0 takes the first that differs clearly from the lesson's.").tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Execute a notebook.

        A cell that ends Python itself does not cost the whole hand-in: the notebook runs again without that cell.

        Parameters
        ----------
        nb
            The notebook, already with the master's own checks.
        resources
            nbgrader's facts about the hand-in; its entry ``nbgrader`` names the exercise and the trainee.
        """
        self._deadly: set[int] = set()
        while True:
            try:
                return self._execute(nb, resources)
            except DeadKernelError:
                culprit = self._culprit(nb.cells)
                if culprit is None or len(self._deadly) == _MOST_RESTARTS:
                    raise
                self._deadly.add(culprit)

    def preprocess_cell(self, cell: Any, resources: Any, index: int) -> Any:
        """Execute a cell, unless it is known to end Python."""
        self._running = index
        if index not in self._deadly:
            return super().preprocess_cell(cell, resources, index)
        error = {"ename": "DeadKernelError", "evalue": ENDED, "traceback": [ENDED]}
        cell.outputs = [NotebookNode(output_type="error", **error)]  # type: ignore[no-untyped-call]
        return cell, resources

    def _culprit(self, cells: Any) -> int | None:
        """Return the number of the cell that most likely ended Python; None if it is none of the trainee's."""
        own = [
            number
            for number, cell in enumerate(cells[: self._running + 1])
            if cell.cell_type == "code" and number not in self._deadly and not is_locked(cell)
        ]
        # exit() ends its own cell in peace; Python is gone one or two cells later.
        leaving = [number for number in own if re.search(r"^\s*(exit|quit)\b", cells[number].source, flags=re.M)]
        return next(iter(leaving or own[::-1]), None)

    def _execute(self, nb: Any, resources: Any) -> Any:
        key = self._key(resources["nbgrader"]["assignment"])
        with tempfile.TemporaryDirectory(prefix="labkit-") as name:
            scratch = Path(name)
            self.kernel_name = NAME
            self.kernel_manager_class = kernel_manager_class(scratch)
            self._env = os.environ | _grading_env(key, scratch)
            nb, resources = super().preprocess(nb, resources)
            if key is not None:
                recount(nb, key, scratch / _ANSWERS)
            return nb, resources

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel with the environment of grading."""
        super().start_new_kernel(**{"env": self._env, **kwargs})

    def _key(self, exercise: str) -> Key | None:
        """Return the grade key of an exercise; None for one that uses nbgrader alone."""
        folder = Path(self.config.CourseDirectory.root) / "solutions" / exercise
        return grade_key(folder, self.draw) if (folder / CATALOGUE_FILE).exists() else None


def _grading_env(key: Key | None, scratch: Path) -> dict[str, str]:
    """Write the key and return the variables that lead `labkit.checks` to it."""
    env = {"PYTHONPATH": _python_path()}
    if key is not None:
        write_whole(scratch / KEY_FILE, key_text(key))
        env |= {
            ENV_KEY: str(scratch / KEY_FILE),
            ENV_DRAW: str(key.draw),
            ENV_ANSWERS: str(scratch / _ANSWERS),
        }
    return env


def _python_path() -> str:
    """Return a PYTHONPATH with which the kernel finds this labkit, also in a checkout that is not installed."""
    home = str(Path(labkit.__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH", "")
    if home in site.getsitepackages() or home in before.split(os.pathsep):
        return before
    return os.pathsep.join(filter(None, [home, before]))
