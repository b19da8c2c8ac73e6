"""`read_survey`, `report` and `validate`: the public face."""

from __future__ import annotations

import os
from collections.abc import Mapping as Dictionary
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias, get_args

import numpy as np
import pandas as pd

from labkit.errors import DataError, first_few, one_of
from labkit.reading import contract
from labkit.reading.checks import all_problems
from labkit.reading.converting.convert import converted
from labkit.reading.files import Header, delimiter, read_columns, read_header, short_lines
from labkit.reading.mappings.mapping import read_mapping
from labkit.reading.mappings.mapping_parts import Mapping, Source
from labkit.reading.mappings.sources import found_sources
from labkit.reading.plausible import sizes
from labkit.reading.problems import Problem, Report, counted, error, warning
from labkit.reading.separators import Decimal, plain_numbers
from labkit.survey import Survey
from labkit.survey.design import LonelyPsu

__all__ = ["Reading", "read_survey", "report", "validate"]

Schema: TypeAlias = Literal["ilo", "gld"] | str | os.PathLike[str]


@dataclass(frozen=True, eq=False)
class Reading:
    """A file as `report` read it, before a Survey is made of it.

    Attributes
    ----------
    frame
        The records in labkit's columns; codes that the mapping does not know are missing.
    columns
        One row per column of labkit: ``column``, ``from`` (the file's column; empty where there is none), ``answered``
        (records with a value), ``state`` (``"read"``, ``"not in the file"`` or ``"not in the mapping"``).
    report
        What is wrong, see `Report`.
    design
        The columns that hold `weight`, `stratum`, `psu` and `fpc`.
    """

    frame: pd.DataFrame = field(repr=False)
    columns: pd.DataFrame = field(repr=False)
    report: Report
    design: Dictionary[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def absent(self) -> list[str]:
        """The columns of labkit that the file does not give."""
        return [str(name) for name in self.columns.loc[self.columns["state"] != "read", "column"]]

    def __str__(self) -> str:
        read = self.columns[self.columns["state"] == "read"]
        lines = [
            f"  {column:<20} from {name:<24} {n:>10,} answers" for column, name, n, _ in read.itertuples(index=False)
        ]
        return "\n".join([str(self.report), "Columns read:", *lines, "Columns absent: " + ", ".join(self.absent)])

    __repr__ = __str__


def read_survey(
    path: str | os.PathLike[str],
    schema: Schema = "ilo",
    *,
    lonely_psu: LonelyPsu = "fail",
    encoding: str | None = None,
    decimal: Decimal | None = None,
) -> Survey:
    r"""Read a survey from a Stata, SPSS, CSV or Parquet file into labkit's own columns and words.

    Codes that the file declares as missing become missing. Columns that the file lacks are absent;
    `labkit.reading.report` lists them, and a function that needs one of them says so. Pay becomes pay per month (a
    month has 365 / 12 days and (365 / 7) / 12 weeks, as in the ILO's processing). Labour force status, production unit
    and nature of the job that the producer derived become the columns ``labour_force_status``, ``production_unit`` and
    ``job_formality``.

    Parameters
    ----------
    path
        A file that ends in .dta, .sav, .csv or .parquet.
    schema
        ``"ilo"``: the ILO's harmonised variables (``ilo_sex`` and so on). ``"gld"``: the World Bank's Global Labor
        Database. Or the path of a mapping in TOML; ``labkit survey-template FILE`` writes one to begin with.
    lonely_psu
        What to do with a stratum that has one sampled PSU, see `Survey`.
    encoding
        How letters are stored, such as ``"windows-1252"``; needed for some old files only.
    decimal
        Of a CSV file: the sign before decimals, ``"."`` or ``","``. Without it, the numbers of the file tell.

    Returns
    -------
    Survey
        With the design that the mapping names: without stratum or PSU, standard errors take the sample as simpler
        than it was.

    Raises
    ------
    labkit.errors.OptionError
        The schema, `lonely_psu` or the encoding is not known.
    labkit.errors.DataError
        The file or the mapping cannot be read; or the records have errors, and the text is the report of all of them.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "survey.csv"
    >>> lines = ["ilo_wgt,ilo_sex,ilo_age,ilo_lfs", "200,1,40,1", "300,2,35,1", "100,2,20,2"]
    >>> _ = file.write_text("\n".join(lines))
    >>> survey = read_survey(file, "ilo")
    >>> survey.share("labour_force_status", by="sex")[["sex", "category", "estimate"]]
          sex    category  estimate
    0    male    employed     100.0
    1    male  unemployed       0.0
    2  female    employed      75.0
    3  female  unemployed      25.0
    >>> folder.cleanup()
    """
    reading = report(path, schema, lonely_psu=lonely_psu, encoding=encoding, decimal=decimal)
    if not reading.report.ok:
        raise DataError(
            str(reading.report),
            where=f"read_survey({os.fspath(path)!r})",
            hint="labkit.reading.report(...) reads the file all the same, to look at the records.",
        )
    roles = dict(reading.design)
    return Survey(
        reading.frame,
        weight=roles.get("weight"),
        stratum=roles.get("stratum"),
        psu=roles.get("psu"),
        fpc=roles.get("fpc"),
        lonely_psu=lonely_psu,
    )


def report(
    path: str | os.PathLike[str],
    schema: Schema = "ilo",
    *,
    lonely_psu: LonelyPsu = "fail",
    encoding: str | None = None,
    decimal: Decimal | None = None,
) -> Reading:
    r"""Read a survey file and tell what was found, without making a Survey of it.

    Parameters
    ----------
    path, schema, lonely_psu, encoding, decimal
        As for `read_survey`.

    Returns
    -------
    Reading
        The records, which columns were read and which are absent, and the problems.

    Raises
    ------
    labkit.errors.OptionError, labkit.errors.DataError
        The file or the mapping cannot be read. Problems of the records raise nothing here.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "survey.csv"
    >>> _ = file.write_text("ilo_wgt,ilo_sex\n200,1\n300,2\n-1,3\n")
    >>> reading = report(file, "ilo")
    >>> reading.report.errors
    2
    >>> "monthly_pay" in reading.absent
    True
    >>> folder.cleanup()
    """
    one_of("lonely_psu", lonely_psu, get_args(LonelyPsu), where="read_survey(lonely_psu=...)")
    mapping = read_mapping(schema)
    header = read_header(path, encoding)
    sources, spelling = found_sources(mapping, header)
    needed = dict.fromkeys(spelling[name] for source in sources.values() for name in source.needs)
    raw = read_columns(header, list(needed))
    used = {name: found for name, found in spelling.items() if found in needed}
    raw, told = _csv_only(raw, sources, used, header, decimal)
    frame, problems = converted(raw, sources, used, header)
    problems = [*told, *problems]
    design = {role: contract.DESIGN[role] for role in mapping.design if contract.DESIGN[role] in sources}
    problems += all_problems(frame, design, error if lonely_psu == "fail" else warning)
    found = Report.of(len(frame), problems, header.path.name, sizes(frame, design))
    return Reading(frame, _table(mapping, sources, frame), found, MappingProxyType(design))


def _csv_only(
    raw: pd.DataFrame, sources: dict[str, Source], spelling: dict[str, str], header: Header, decimal: Decimal | None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Return the columns of a CSV file with plain numbers, and what is wrong with its lines and numbers."""
    if header.kind != ".csv":
        return raw, []
    named = [source for name, source in sources.items() if contract.is_number(name)]
    numbers = {spelling[name]: None for source in named for name in (*source.names, source.hours) if name}
    raw, problems = plain_numbers(raw, numbers, delimiter(header.path, header.encoding), decimal)
    problems += _line_of_totals(raw, sources, spelling, header)
    short = short_lines(header)
    if short:
        line, fields = short[-1]
        what = f"Too few fields in {counted(len(short), 'line')}: line {line} has {fields} of {len(header.columns)}."
        last = line - 1 >= len(raw)
        todo = (
            "The copy may have broken off: compare the number of lines, and copy the file again."
            if last
            else ("What is not there is read as missing. Look at these lines.")
        )
        rows = [number - 2 for number, _ in short]
        problems.append((error if last else warning)("", rows, what, todo))
    return raw, problems


def _line_of_totals(
    raw: pd.DataFrame, sources: dict[str, Source], spelling: dict[str, str], header: Header
) -> list[Problem]:
    """Say whether the last line of a file has a weight and nothing else."""
    if "weight" not in sources or len(header.columns) < 3 or raw.iloc[-1].count() != 1:
        return []
    last = read_columns(header, header.columns).iloc[-1].dropna()
    if list(last.index) != [spelling[sources["weight"].name]]:
        return []
    what = f"The last line has a weight, {last.iloc[0]}, and no other answer: it seems to be a line of totals."
    return [error("weight", raw.index[-1:], what, "Remove it from the file: it would be read as a person.")]


def _table(mapping: Mapping, sources: dict[str, Source], frame: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for column in contract.columns():
        name = mapping.sources[column].name if column in mapping.sources else ""
        state = "read" if column in sources else "not in the file" if name else "not in the mapping"
        answered = int(frame[column].notna().sum()) if column in sources else 0
        rows.append((column, name, answered, state))
    return pd.DataFrame(rows, columns=["column", "from", "answered", "state"])


def validate(data: pd.DataFrame | Survey, *, lonely_psu: LonelyPsu = "fail") -> Report:
    """Look for everything that is wrong with survey records in labkit's columns; change nothing.

    Looked at, where the columns are there: weights that are missing, zero, negative, all the same or the sum of all
    others; missing strata and PSUs; strata with one PSU; PSUs in several strata; a number of PSUs in the population
    that cannot be; names that a spreadsheet cut, or that differ in capitals only; words that labkit does not know; ages
    below 0 or above 120; people below 15 with a job; less than 0 or more than 168 hours a week, and weeks and days that
    a month or a year does not have; pay and other amounts below zero, and pay without a job; persons who are there
    twice. Of a whole survey also what cannot be true of all together: weights that do not add up
    to people, one answer for all, pay in two currencies, sexes exchanged in some PSUs, provinces without a record. What
    multiplies or halves a whole survey is no error in any record: the sum of the weights and the middle pay are told,
    to be compared with the survey's own report.

    Parameters
    ----------
    data
        A frame, whose design is in columns ``weight``, ``stratum`` and ``psu``; or a Survey.
    lonely_psu
        For a frame: with ``"fail"``, a stratum with one PSU is an error, otherwise a warning. A Survey knows its own.

    Returns
    -------
    Report
        All problems at once; shows itself as text, and as a table in a notebook.

    Raises
    ------
    labkit.errors.DataError
        `data` is neither a frame nor a Survey.
    labkit.errors.OptionError
        `lonely_psu` is not known.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"weight": [100.0, -1.0], "sex": ["male", "femal"], "age": [40, 35]})
    >>> print(validate(frame).problems[["severity", "column", "records"]].head(2))
      severity  column  records
    0    error  weight        1
    1    error     sex        1
    """
    one_of("lonely_psu", lonely_psu, get_args(LonelyPsu), where="validate(lonely_psu=...)")
    if isinstance(data, Survey):
        # The frame may be that of a domain: whether a stratum has one PSU, only the design knows.
        single = warning if data.design.lonely.any() else None
        whole = len(np.unique(data.design.psu)) == len(data.design.psu_stratum)
        known = sizes(data.frame, data._roles) if whole else ""
        return Report.of(len(data.frame), all_problems(data.frame, data._roles, single, whole=whole), sizes=known)
    if not isinstance(data, pd.DataFrame):
        raise DataError(
            "Only a data frame or a Survey can be looked at.",
            where="validate(data)",
            got=type(data).__name__,
            hint="Many frames have a method to_pandas().",
        )
    twice = sorted({str(name) for name in data.columns if list(data.columns).count(name) > 1})
    if twice:
        raise DataError(
            f"There are several columns of the same name: {first_few(twice)}.",
            where="validate(data)",
            hint="Rename or drop the others.",
        )
    roles = {role: name for role, name in contract.DESIGN.items() if name in data}
    problems = all_problems(data, roles, error if lonely_psu == "fail" else warning)
    return Report.of(len(data), problems, sizes=sizes(data, roles))
