"""Which of a trainee's files counts: the newest notebook of the exercise that has answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from labkit.checks.exercise import KEY_FILE
from labkit.course.handins.incoming import Incoming, read_every
from labkit.course.handins.repair import Repaired, repaired
from labkit.course.support.limits import LARGEST, MOST_CANDIDATES
from labkit.course.support.paths import readable, shown
from labkit.errors import CourseError, first_few

# A USB stick notes times to two seconds, and files of one copy or one archive may all have the time of now.
_SAME_TIME = 2.0
_NAMED = (".ipynb", ".zip", ".ipynb.txt", ".ipynb.json")
_PERHAPS = (".txt", ".json", ".crdownload", ".part", ".download", ".opdownload", "")


@dataclass(frozen=True)
class Candidate:
    """A notebook of the exercise, among the files of a trainee."""

    path: Path
    incoming: Incoming
    repaired: Repaired

    @property
    def name(self) -> str:
        """The name for people: within a zip archive, the name there."""
        return readable(self.incoming.inside or self.path.name)

    @property
    def _age(self) -> float:
        return self.path.stat().st_mtime

    @property
    def _download(self) -> int:
        """The number that a browser adds to the name of a file that is there already."""
        found = re.search(r"\((\d{1,4})\)\.\w+$", self.name)
        return int(found[1]) if found else 0


def choose(folder: Path, day: str, blank: Any) -> tuple[Candidate | None, str, str]:
    """Return the notebook that counts, or a sentence on why there is none, and a remark on the other ones."""
    own = folder / day
    if linked := next((path for path in (folder, own) if path.is_symlink()), None):
        name = f"{shown(linked.parent)}/{linked.name}"  # and not where it leads
        return None, f"{name} is a link to another folder: put the files themselves there", ""
    places = [own, folder] if own.is_dir() else [folder]
    problems: list[str] = []
    for place in places:
        usable: list[Candidate] = []
        for path in notebooks(place, day):
            found, problem = candidates(path, day, blank)
            usable += found
            problems += [problem] if problem else []
        if usable:
            return _best(usable, day)
    if problems:
        return None, problems[0], ""
    if not own.is_dir():
        return None, f"the folder {shown(own)} is missing", ""
    files = sorted(readable(path.name) for path in own.iterdir() if not path.name.startswith("."))
    found_text = f"found: {first_few(files)}" if files else "the folder is empty"
    return None, f"{shown(own / day)}.ipynb is missing ({found_text})", ""


def _best(usable: list[Candidate], day: str) -> tuple[Candidate, str, str]:
    """Return the newest attempt that has answers, and what is to be said about the others."""
    answered = [one for one in usable if one.repaired.answered] or usable
    newest = max(one._age for one in answered)
    latest = [one for one in answered if newest - one._age <= _SAME_TIME]
    best = max(latest, key=lambda one: (one.repaired.answered, one._download, one.name == f"{day}.ipynb", one._age))
    # A second copy of the same notebook is no news.
    others = [one for one in usable if one.repaired.notebook.cells != best.repaired.notebook.cells]
    if not others:
        return best, "", ""
    reason = _reason(best, others)
    names = first_few([one.name for one in others])
    return best, "", f"also handed in: {names} ({best.name} counts: {reason})"


def _reason(best: Candidate, others: list[Candidate]) -> str:
    """Return why a notebook counts, as it is."""
    fuller = [one for one in others if one.repaired.answered > best.repaired.answered]
    rivals = [one for one in others if one.repaired.answered]
    if all(one.repaired.answered < best.repaired.answered for one in others):
        return "it has the most answers"
    if all(best._age - one._age > _SAME_TIME for one in rivals):
        older = f"; an older one has more: {fuller[0].name}" if fuller else ""
        return f"it is the newest with answers{older}"
    if any(one._download < best._download for one in rivals):
        return "its number says that it is the newest"
    return "it is one of the newest, and none of these has more answers"


def anything(folder: Path, day: str) -> Path | None:
    """Return what was handed in instead of a notebook; None if nothing was."""
    files = [path for path in sorted(folder.glob(f"{day}/*")) if path.is_file() and not path.name.startswith(".")]
    return next(iter([*notebooks(folder, day), *(path for path in files if path.name != KEY_FILE)]), None)


def notebooks(folder: Path, day: str) -> list[Path]:
    """Return the files in a folder that may hold a notebook, the likeliest first."""
    found = [path for path in sorted(folder.rglob("*")) if not _hidden(path, folder) and may_hold_notebook(path)]
    found.sort(key=lambda path: (path.name != f"{day}.ipynb", len(path.parts), path.name))
    return found[:MOST_CANDIDATES]


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.relative_to(folder).parts)


def may_hold_notebook(path: Path) -> bool:
    """Tell whether a file is named as a notebook or a zip archive, or begins like a notebook whatever its name is."""
    if path.is_symlink() or not path.is_file():
        return False
    return path.name.lower().endswith(_NAMED) or (path.suffix.lower() in _PERHAPS and _begins_like_one(path))


def _begins_like_one(path: Path) -> bool:
    if path.stat().st_size > LARGEST:
        return False
    with path.open("rb") as stream:
        start = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and (b'"cells"' in start or b'"nbformat"' in start)


def candidates(path: Path, day: str, blank: Any) -> tuple[list[Candidate], str]:
    """Return the notebooks of the exercise in a file, or a sentence on what the file is instead."""
    try:
        found = list(_sorted_out(path, day, blank))
    except CourseError as error:
        problem = f"{shown(path)}: {error.problem[0].lower()}{error.problem[1:]}".rstrip(".")
        return [], problem + (f" ({error.got})" if error.got else "")
    usable = [one for one in found if isinstance(one, Candidate)]
    problems = [one for one in found if isinstance(one, str)]
    return usable, "" if usable or not problems else problems[0]


def _sorted_out(path: Path, day: str, blank: Any) -> Iterator[Candidate | str]:
    """Yield each notebook in a file, or a sentence if it is another one than the exercise."""
    for incoming in read_every(path):
        lesson = incoming.about.get("lesson")
        if incoming.exercise not in ("", day):
            yield f"{shown(path)} is the exercise {incoming.exercise}, not {day}"
        elif lesson:
            yield f"{shown(path)} is the notebook of lesson {lesson}, not the exercise {day}"
        else:
            made = repaired(incoming, blank)
            if made.known and (incoming.exercise or made.answered):
                yield Candidate(path, incoming, made)
            else:
                yield f"{shown(path)} has no graded cells: it is not the exercise {day}"
