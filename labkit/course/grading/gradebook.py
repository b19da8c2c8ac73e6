"""The gradebook during one run of grading: nbgrader's own, asked and changed in fewer steps.

nbgrader commits some forty times for one hand-in, and asks for each cell, grade and comment in a query of its own. Here
one hand-in is one transaction, and the cells, grades and comments of a notebook are read together, and once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.orm import Session, scoped_session, sessionmaker


class _Held(Session):
    """A session whose commits wait for `commit_at_last`; changes are written before the next query."""

    def commit(self) -> None:
        if self.new or self.deleted:  # what is new gets its number, and never the place of what is not yet deleted
            self.flush()

    def commit_at_last(self) -> None:
        super().commit()


class Book(Gradebook):  # type: ignore[misc]  # nbgrader is not typed
    """A gradebook that stays open, whoever closes it, until `close_at_last`.

    Parameters
    ----------
    url
        Where the gradebook is.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.db: Any = scoped_session(sessionmaker(bind=self.engine, class_=_Held))
        self._read: dict[tuple[str, ...], Any] = {}

    def close(self) -> None:
        """Leave it open for the next step."""

    def commit_at_last(self) -> None:
        """Make everything since the last time, or since `forget`, lasting."""
        self.db().commit_at_last()

    def forget(self) -> None:
        """Undo what was not committed, and read everything anew."""
        self.db.remove()
        self._read.clear()

    def close_at_last(self) -> None:
        """Close the gradebook."""
        super().close()

    def remove_notebook(self, name: str, assignment: str) -> None:
        """Remove a notebook of the master exercise, with all its cells."""
        super().remove_notebook(name, assignment)
        self._read.clear()

    def find_assignment(self, name: str) -> Any:
        """Return an exercise."""
        return self._once("assignment", super().find_assignment, name)

    def find_notebook(self, name: str, assignment: str) -> Any:
        """Return a notebook of the master exercise."""
        return self._once("notebook", super().find_notebook, name, assignment)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> Any:
        """Return a trainee's notebook."""
        return self._once("submission", super().find_submission_notebook, notebook, assignment, student)

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return a cell as it is in the master exercise."""
        alone = super().find_source_cell
        return self._among("source", (name, notebook, assignment), alone, lambda master, _: master.source_cells)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> Any:
        """Return what the gradebook knows of a graded cell of the master exercise."""
        alone = super().find_graded_cell
        return self._among(
            "graded", (name, notebook, assignment), alone, lambda master, _: [*master.task_cells, *master.grade_cells]
        )

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """Return a trainee's points for a cell."""
        alone = super().find_grade
        return self._among("grade", (grade_cell, notebook, assignment, student), alone, lambda _, own: own.grades)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """Return the comment on a trainee's cell."""
        alone = super().find_comment
        return self._among(
            "comment", (solution_cell, notebook, assignment, student), alone, lambda _, own: own.comments
        )

    def _among(
        self,
        kind: str,
        names: tuple[str, ...],
        alone: Callable[..., Any],
        members: Callable[[Any, Any], Iterable[Any]],
    ) -> Any:
        """Return one of the things of a kind that belong to a notebook, after reading all of them."""
        name, *place = names
        if (kind, *place) not in self._read:
            master = self.find_notebook(*place[:2])
            cells = master._base_cells  # read together: a grade has its name from its cell
            own = self.find_submission_notebook(*place) if place[2:] else None
            self._read[kind, *place] = {member.name: member for member in members(master, own)}
            self._read["cells", *place] = cells
        return self._read[kind, *place].get(name) or alone(*names)

    def _once(self, kind: str, find: Callable[..., Any], *names: str) -> Any:
        if (kind, *names) not in self._read:
            self._read[kind, *names] = find(*names)
        return self._read[kind, *names]
