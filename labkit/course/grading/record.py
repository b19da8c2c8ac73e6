"""The only writer of the gradebook: nbgrader's steps before and after a hand-in is executed, each whole or not at all.

The steps are nbgrader's own, in two halves. `Writer.sanitized` makes a hand-in ready (the master's checks put back,
outputs removed); any number of kernels may then execute it. `Writer.save` lets nbgrader's ``Autograde`` note the points
and write the graded notebook, in one transaction. Whatever ends the process between the two costs one execution only.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import jsonschema  # type: ignore[import-untyped]
import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, autograde, generate_assignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.nbgraderformat import common as cell_settings
from nbgrader.preprocessors import (
    CheckCellMetadata,
    Execute,
    latesubmissions,
    overwritecells,
    overwritekernelspec,
    saveautogrades,
    savecells,
)
from sqlalchemy.exc import OperationalError
from traitlets.utils.importstring import import_item

from labkit.course.exercises.nbgrader_steps import StepFailedError, failing, generate, listening, settings
from labkit.course.grading.gradebook import Book
from labkit.course.support.files import replace_folder
from labkit.course.support.paths import Course

_OPENERS = (
    autograde,
    generate_assignment,
    latesubmissions,
    overwritecells,
    overwritekernelspec,
    saveautogrades,
    savecells,
)
"""nbgrader's modules that open the gradebook in the steps used here."""

_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)


class Writer:
    """The open gradebook of a class, for one run of grading.

    Parameters
    ----------
    course
        The course.
    day
        The exercise.
    aside
        A folder in the course for what is not finished.
    """

    def __init__(self, course: Course, day: str, aside: Path) -> None:
        self._course = course
        self._day = day
        self._aside = aside
        url = settings(course).CourseDirectory.db_url
        _make_gradebook(course, url, aside)
        self._book = Book(url)
        self._masters = Book(url)
        """Only read, and of the master exercise only: what is known of it stays known for all hand-ins."""

    def close(self) -> None:
        """Close the gradebook."""
        self._book.close_at_last()
        self._masters.close_at_last()

    def register(self) -> None:
        """Note the graded cells of the master exercise in the gradebook."""
        with self._in_one_transaction():
            generate(self._course, self._day, self._aside)
        self._masters.forget()

    def registered(self) -> bool:
        """Tell whether the gradebook knows the exercise."""
        with self._in_one_transaction():
            return self._day in {entry.name for entry in self._book.assignments}

    def trainees(self) -> set[str]:
        """Return the trainees of whom the gradebook has a hand-in of this exercise."""
        with self._in_one_transaction():
            return {entry.student_id for entry in self._book.assignment_submissions(self._day)}

    def sanitized(self, trainee: str, path: Path) -> Any:
        """Return a hand-in as nbgrader would execute it: the master's checks put back, outputs removed."""
        step, lines = self._step(trainee)
        with (
            _opened(self._masters),
            _trouble_told(step),
            failing(f"The hand-in of {trainee} cannot be prepared.", lines, Exception),
        ):
            notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
            resources: Any = {"nbgrader": self._names(trainee), "metadata": {"name": self._day}}
            for kind in map(_class, step.sanitize_preprocessors):
                # The cells' settings are checked when the points are noted; twice would cost more than all the rest.
                if not issubclass(kind, CheckCellMetadata):
                    notebook, resources = kind(parent=step)(notebook, resources)
        return notebook

    def save(self, trainee: str, executed: Any) -> None:
        """Note the points of an executed hand-in and put its notebook among the graded ones."""
        step, lines = self._step(trainee)
        step.executed = executed
        graded = failing(f"The hand-in of {trainee} could not be graded.", lines)
        with self._in_one_transaction(), _trouble_told(step), graded:
            step.start()
        replace_folder(self._aside / trainee / self._day, self._course.autograded / trainee / self._day)

    def withdraw(self, trainee: str) -> None:
        """Remove the graded notebook of a hand-in that could not be graded again: its marks are no longer shown."""
        shutil.rmtree(self._course.autograded / trainee / self._day, ignore_errors=True)

    def _names(self, trainee: str) -> dict[str, str]:
        url = settings(self._course).CourseDirectory.db_url
        return {"student": trainee, "assignment": self._day, "notebook": self._day, "db_url": url}

    def _step(self, trainee: str) -> tuple[_Save, list[str]]:
        """Return nbgrader's step for one trainee, and the list that gets what it says."""
        config = settings(
            self._course,
            CourseDirectory={
                "assignment_id": self._day,
                "student_id": trainee,
                "autograded_directory": self._aside.relative_to(self._course.root).as_posix(),
            },
            Autograde={"force": True},
        )
        log, lines = listening()
        return _Save(coursedir=CourseDirectory(config=config, log=log), config=config, log=log), lines

    @contextmanager
    def _in_one_transaction(self) -> Iterator[None]:
        """Let nbgrader work in this gradebook; an error or Ctrl-C leaves the gradebook as it was."""
        try:
            with _opened(self._book):
                yield
            self._book.commit_at_last()
        finally:
            self._book.forget()


@contextmanager
def _opened(book: Book) -> Iterator[None]:
    """Let nbgrader's steps open this gradebook, and check cells' settings the faster way."""
    before = [(module, "Gradebook", module.Gradebook) for module in _OPENERS]
    before += [(cell_settings, "jsonschema", cell_settings.jsonschema)]
    for module in _OPENERS:
        module.Gradebook = lambda *_, **__: book
    cell_settings.jsonschema = _Schemas
    try:
        yield
    finally:
        for module, name, value in before:
            setattr(module, name, value)


@contextmanager
def _trouble_told(step: _Save) -> Iterator[None]:
    """Raise trouble with the disk or the gradebook as what it is: no hand-in's fault."""
    try:
        yield
    except StepFailedError as error:
        trouble = step.trouble or error.__cause__
        if isinstance(trouble, OperationalError) or (isinstance(trouble, OSError) and trouble.errno in _OF_THE_DISK):
            raise trouble from error
        raise


class _Save(Autograde):  # type: ignore[misc]  # nbgrader is not typed
    """nbgrader's grading of a hand-in that was executed already.

    Attributes
    ----------
    executed
        The executed notebook.
    trouble
        The error that ended it; nbgrader only writes it into its log.
    """

    executed: Any = None
    trouble: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._noting_trouble():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._noting_trouble():
            self._convert(notebook_filename)

    @contextmanager
    def _noting_trouble(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.trouble = error
            raise

    def _convert(self, notebook_filename: str) -> None:
        resources = self.init_single_notebook_resources(notebook_filename)
        resources |= {"metadata": {"name": resources["unique_key"]}, "output_extension": self.exporter.file_extension}
        notebook = self.executed
        for kind in map(_class, self.autograde_preprocessors):
            if not issubclass(kind, Execute):
                notebook, resources = kind(parent=self.exporter)(notebook, resources)
        nbformat.validate(notebook, relax_add_props=True)  # once: nbgrader does it after each step
        output: str = nbformat.writes(notebook, version=self.exporter.nbformat_version)  # type: ignore[no-untyped-call]
        self.write_single_notebook(f"{output}\n", resources)


def _class(kind: Any) -> Any:
    """Return a preprocessor's class; settings may give its name only."""
    return import_item(kind) if isinstance(kind, str) else kind


class _Schemas:
    """The part of jsonschema that nbgrader uses. jsonschema itself checks the schema again for every cell.

    The settings of a cell are the same in every hand-in once the master's are put back: they are checked once.
    """

    _validators: ClassVar[dict[str, Any]] = {}
    _right: ClassVar[set[tuple[str, str]]] = set()

    @classmethod
    def validate(cls, instance: Any, schema: Any) -> None:
        text, given = repr(schema), repr(instance)
        if (text, given) in cls._right:
            return
        if text not in cls._validators:
            kind = jsonschema.validators.validator_for(schema)
            kind.check_schema(schema)
            cls._validators[text] = kind(schema)
        error = jsonschema.exceptions.best_match(cls._validators[text].iter_errors(instance))
        if error is not None:
            raise error
        cls._right.add((text, given))


def _make_gradebook(course: Course, url: str, aside: Path) -> None:
    """Make the gradebook where there is none; half of one is never seen."""
    if course.gradebook.exists() or not url.endswith(course.gradebook.name):
        return
    new = aside / course.gradebook.name
    new.unlink(missing_ok=True)
    Gradebook(f"sqlite:///{new}").close()
    os.replace(new, course.gradebook)
