"""A survey of the user's own in the place of the course's: which words mean one, where its file is, and opening it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from labkit.errors import CourseError, DataError

if TYPE_CHECKING:
    from labkit.survey import Survey

FORMATS = (".dta", ".sav", ".csv", ".parquet")


def is_own_survey(dataset: Any) -> bool:
    """Tell whether the parameter ``dataset`` means a file, not a data set of the course.

    Examples
    --------
    >>> is_own_survey("lfs"), is_own_survey("surveys/KHM_2019.dta")
    (False, True)
    """
    text = str(dataset or "")
    return Path(text).suffix.lower() in FORMATS or "/" in text or "\\" in text


def is_mapping(schema: str) -> bool:
    """Tell whether the parameter ``schema`` means a mapping, not one of labkit's own schemas."""
    return schema.lower().endswith(".toml")


def found_file(name: str) -> Path:
    """Return the file that a lesson names, looked for here and in every folder above.

    A path that is written from the course's folder then holds for a lesson in ``notebooks/day2/`` and for its
    editions in ``build/``, on every computer that has the course.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / name).is_file():
            return folder / name
    return Path(name)


def portable(path: str, root: Path, out: Path) -> str:
    """Return a path from the command line as a lesson should name it."""
    full = Path(path).expanduser().resolve()
    inside = full.is_relative_to(root) and out.is_relative_to(root)
    return full.relative_to(root).as_posix() if inside else full.as_posix()


def open_own_survey(dataset: str, schema: str, draw: int = 0) -> Survey:
    """Open a survey of the user's own.

    A stratum with one PSU only, which is common in files made for research, does not stop a lesson: it is compared
    with the average of all strata (``lonely_psu="adjust"``, a cautious choice).
    """
    file = found_file(dataset)
    if not file.is_file():
        raise DataError(
            f"There is no file {dataset!r}.",
            where="dataset",
            expected="the path of a survey file, from here or from the course's folder",
        )
    if not schema:
        raise CourseError(
            "It is not said in which form the survey is.",
            where=f'dataset = "{dataset}"',
            expected='schema = "ilo" or "gld", or a mapping such as schema = "mapping.toml"',
            hint=f"labkit survey-template {Path(dataset).name} writes a mapping to begin with.",
        )
    if draw:
        raise CourseError(
            "Only the course's synthetic data have other draws.", where=f'dataset = "{dataset}"', got=f"draw = {draw}"
        )
    mapping = str(found_file(schema)) if is_mapping(schema) else schema
    return _read(str(file), mapping, _times(str(file), mapping))


def doubts_about(dataset: str, schema: str, root: Path) -> list[str]:
    """Return in words what to look at in a survey of the user's own, before its figures are believed."""
    from labkit.reading import report

    mapping = str(root / schema) if is_mapping(schema) else schema
    problems = report(root / dataset, mapping, lonely_psu="adjust").report.problems
    return [f"{row.column}: {row.what} {row.what_to_do}".strip() for row in problems.itertuples()]


def _times(*paths: str) -> tuple[int, ...]:
    return tuple(Path(path).stat().st_mtime_ns for path in paths if Path(path).is_file())


@lru_cache(maxsize=2)
def _read(file: str, schema: str, times: tuple[int, ...]) -> Survey:
    """Read a survey; `times` is there so that a file that was saved again is read again."""
    from labkit.reading import read_survey

    return read_survey(file, schema, lonely_psu="adjust")


def names_in_text(dataset: str, province: str, country: str, source: str) -> dict[str, str]:
    """Return the words that stand for ``{country}``, ``{source}`` and ``{place}`` in the texts of a lesson.

    Examples
    --------
    >>> names_in_text("data/lao.dta", "all", "", "")
    {'country': 'your country', 'source': 'the file lao.dta', 'place': 'your survey'}
    """
    return {
        "country": country or "your country",
        "source": source or f"the file {Path(dataset).name}",
        "place": place_name(province, country),
    }


def place_name(province: str, country: str) -> str:
    """Return the name of the place in sentences such as "In …, half of the workers"."""
    return province if province not in ("", "all") else country or "your survey"
