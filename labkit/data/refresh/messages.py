"""From SDMX messages to figures, with sdmx1; nothing is taken on trust."""

from __future__ import annotations

import contextlib
import io
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from labkit.data.refresh.faults import STAYS, RefreshError
from labkit.data.refresh.series import Series
from labkit.data.refresh.service import imported_sdmx
from labkit.errors import first_few

__all__ = ["Observation", "observations", "table_structure"]

_NEWER = f"The ILO may have changed the table: look for a newer labkit. {STAYS}"
_STATUS = {
    "B": "break in series",
    "E": "estimated",
    "I": "imputed",
    "P": "provisional",
    "S": "seasonally adjusted",
    "U": "unreliable",
}


@dataclass(frozen=True)
class Observation:
    """One figure as the service sent it.

    Attributes
    ----------
    year
        The year that it is about.
    codes
        Its code in each dimension.
    value
        The figure.
    remark
        Where it comes from and what the ILO remarks on it, such as ``"Labour Force Survey; break in series"``.
    """

    year: int
    codes: dict[str, str]
    value: float
    remark: str


def table_structure(body: bytes, series: Series) -> Any:
    """Return the data structure of a table, once it is known to be the one that the mapping describes.

    Parameters
    ----------
    body
        A structure message.
    series
        The series that is to be fetched.

    Raises
    ------
    RefreshError
        The dimensions, the codes or the meaning of a code are others than expected.
    """
    message = _parsed(body, series, None)
    flow = getattr(message, "dataflow", {}).get(series.dataflow)
    structure = getattr(flow, "structure", None)
    if structure is None:
        raise _changed(series, "no structure of this table", f"the structure of {series.dataflow}")
    found = [dimension.id for dimension in structure.dimensions if dimension.id != "TIME_PERIOD"]
    if found != list(series.dimensions):
        raise _changed(series, "dimensions " + ", ".join(found), "dimensions " + ", ".join(series.dimensions))
    for dimension in structure.dimensions:
        if dimension.id in series.codes:
            _check_codes(series, dimension.id, _code_names(dimension))
    return structure


def _code_names(dimension: Any) -> dict[str, str]:
    representation = dimension.local_representation or dimension.concept_identity.core_representation
    code_list = representation.enumerated if representation else None
    return {} if code_list is None else {code.id: str(code.name) for code in code_list}


def _check_codes(series: Series, dimension: str, names: dict[str, str]) -> None:
    if not names:  # the service sent no code list: the figures themselves are still checked
        return
    for code, meaning in series.codes[dimension].items():
        # A country of comparison without figures is not among the codes in use: no reason to give up Cambodia's.
        if code not in names and not (dimension == "REF_AREA" and code != "KHM"):
            raise _changed(series, f"codes of {dimension}: {first_few(names)}", f"code {code} in {dimension}")
        word = meaning.get("name_has", "")
        if code in names and word not in names[code]:
            raise _changed(series, f"{code} means {names[code]!r}", f"a meaning with {word!r}")


def observations(body: bytes, structure: Any, series: Series) -> list[Observation]:
    """Return the figures of a data message.

    Parameters
    ----------
    body
        A data message.
    structure
        The data structure of the table, from `table_structure`.
    series
        The series that was asked for.

    Raises
    ------
    RefreshError
        There is no figure, a figure is not one that was asked for, or makes no sense.
    """
    message = _parsed(body, series, structure)
    found = [
        _observation(one, series) for dataset in getattr(message, "data", []) for one in dataset.obs if _has_value(one)
    ]
    if not found:
        raise RefreshError(
            "The reply of the ILO's service has no figures.",
            where=series.dataflow,
            got="an empty series",
            hint=f"The ILO may be working on it. Try again later. {STAYS}",
        )
    keys = [(one.year, tuple(sorted(one.codes.items()))) for one in found]
    if len(set(keys)) < len(keys):
        raise _changed(series, "two figures for the same group and year", "one figure")
    return found


def _has_value(found: Any) -> bool:
    return found.value is not None and str(found.value).strip().lower() not in ("", "nan")


def _observation(found: Any, series: Series) -> Observation:
    codes = {str(name): str(value.value) for name, value in found.key.values.items()}
    period = codes.pop("TIME_PERIOD", "")
    if not (len(period) == 4 and period.isdigit()):
        raise _changed(series, f"period {period!r}", "a year")
    for dimension, known in series.codes.items():
        if codes.get(dimension) not in known:
            raise _changed(series, f"{dimension} {codes.get(dimension)!r}", f"{dimension} " + " or ".join(known))
    if codes.get("MEASURE") != series.measure:
        raise _changed(series, f"MEASURE {codes.get('MEASURE')!r}", f"MEASURE {series.measure!r}")
    attributes = {str(name): str(value.value) for name, value in found.attrib.items() if value.value is not None}
    if attributes.get("UNIT_MULT", "") not in ("", str(series.multiplier)):
        raise _changed(series, f"UNIT_MULT {attributes['UNIT_MULT']}", f"UNIT_MULT {series.multiplier}")
    return Observation(int(period), codes, _value(found, series), _remark(attributes))


def _value(found: Any, series: Series) -> float:
    try:
        value = float(found.value)
    except ValueError as error:
        raise _changed(series, f"a figure {found.value!r}", "a number") from error
    if not math.isfinite(value) or value < 0 or (series.unit == "percent" and value > 100):
        raise _changed(series, f"a figure {found.value}", "0 to 100" if series.unit == "percent" else "0 or more")
    return value


def _remark(attributes: dict[str, str]) -> str:
    # "LFS - Labour Force Survey" is the ILO's kind of source and then its name.
    source = attributes.get("SOURCE", "").split(" - ", 1)[-1].strip()
    status = attributes.get("OBS_STATUS", "").strip()
    return "; ".join(part for part in (source, _STATUS.get(status, f"status {status}" if status else "")) if part)


def _parsed(body: bytes, series: Series, structure: Any) -> Any:
    sdmx = imported_sdmx()
    from sdmx.exceptions import XMLParseError

    try:
        with _quiet():
            return sdmx.read_sdmx(io.BytesIO(body), format="XML", structure=structure)
    except (XMLParseError, RuntimeError, ValueError, KeyError, AttributeError, AssertionError) as error:
        raise RefreshError(
            "The reply of the ILO's service cannot be understood.",
            where=series.dataflow,
            got=f"{type(error).__name__}: {error}",
            hint=_NEWER,
        ) from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep sdmx1 from printing and logging its inside: what matters is said by our own errors."""
    log = logging.getLogger("sdmx")
    before, log.disabled = log.disabled, True
    loud = [one for name, one in logging.root.manager.loggerDict.items() if name.startswith("sdmx.")]
    parts = [one for one in loud if isinstance(one, logging.Logger) and not one.disabled]
    for one in parts:
        one.disabled = True
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        log.disabled = before
        for one in parts:
            one.disabled = False


def _changed(series: Series, got: str, expected: str) -> RefreshError:
    return RefreshError(
        "The ILO's table is not the one that labkit knows.",
        where=series.dataflow,
        got=got,
        expected=expected,
        hint=_NEWER,
    )
