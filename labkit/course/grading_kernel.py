"""How a hand-in is executed: in the Python that runs labkit, on other data, with the grade key at hand.

`nbgrader_config.py` names `GradingExecute` among nbgrader's steps of grading, so that ``labkit grade``, ``nbgrader
autograde`` and the formgrader all grade in the same way.
"""

from __future__ import annotations

import os
import site
import tempfile
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import Execute
from traitlets import Integer

import labkit
from labkit.checks.exercise import ENV_DRAW, ENV_KEY, KEY_FILE
from labkit.checks.keys import key_text
from labkit.course.answer_key import CATALOGUE_FILE, grade_key
from labkit.course.files import write_whole
from labkit.course.kernel import NAME, kernel_manager_class


class GradingExecute(Execute):  # type: ignore[misc]  # nbgrader is not typed
    """nbgrader's execution step with labkit's kernel, data and key."""

    draw = Integer(0, help="Which sample to grade on; 0 takes the first that differs clearly from the lesson's.").tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Execute a notebook.

        Parameters
        ----------
        nb
            The notebook, already with the master's own checks.
        resources
            nbgrader's facts about the hand-in; its entry ``nbgrader`` names the exercise and the trainee.
        """
        with tempfile.TemporaryDirectory(prefix="labkit-") as name:
            scratch = Path(name)
            self.kernel_name = NAME
            self.kernel_manager_class = kernel_manager_class(scratch)
            self._env = os.environ | self._grading_env(resources["nbgrader"]["assignment"], scratch)
            return super().preprocess(nb, resources)

    def start_new_kernel(self, **kwargs: Any) -> None:
        """Start the kernel with the environment of grading."""
        super().start_new_kernel(**{"env": self._env, **kwargs})

    def _grading_env(self, exercise: str, scratch: Path) -> dict[str, str]:
        """Write the grade key and return the variables that lead `labkit.checks` to it."""
        env = {"PYTHONPATH": _python_path()}
        folder = Path(self.config.CourseDirectory.root) / "solutions" / exercise
        if (folder / CATALOGUE_FILE).exists():  # else it is an exercise that uses nbgrader alone
            key = grade_key(folder, self.draw)
            write_whole(scratch / KEY_FILE, key_text(key))
            env |= {ENV_KEY: str(scratch / KEY_FILE), ENV_DRAW: str(key.draw)}
        return env


def _python_path() -> str:
    """Return a PYTHONPATH with which the kernel finds this labkit, also in a checkout that is not installed."""
    home = str(Path(labkit.__file__).resolve().parent.parent)
    before = os.environ.get("PYTHONPATH", "")
    if home in site.getsitepackages() or home in before.split(os.pathsep):
        return before
    return os.pathsep.join(filter(None, [home, before]))
