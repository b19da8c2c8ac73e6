"""From the tables of a mapping to its parts; whatever is wrong is named with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from labkit.errors import DataError, did_you_mean
from labkit.reading import contract
from labkit.reading.converting.pay import HOUR, PERIODS
from labkit.reading.files import code
from labkit.reading.mappings.mapping_parts import Mapping, Source

__all__ = ["MappingTable"]

_TOP = ("title", "source", "base", "optional", "design", "columns")
_ENTRY = ("from", "codes", "missing", "only_if", "digits", "width", "strip_code", "period", "hours")
_KINDS = {str: "a text", dict: "a table", list: "a list", bool: "true or false", int: "a whole number"}
_RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
_LONGEST_RANGE = 10_000


class _Table:
    """One table of a mapping, and how it is called in messages."""

    def __init__(self, file: str, name: str, content: object) -> None:
        self.file, self.name = file, name
        if not isinstance(content, dict):
            self.refuse("A table is expected here.", got=repr(content), expected='such as { from = "NAME" }')
        self.content: dict[str, Any] = content

    def refuse(self, problem: str, *, got: str = "", expected: str = "", hint: str = "") -> NoReturn:
        raise DataError(problem, where=f"{self.file}, {self.name}", got=got, expected=expected, hint=hint)

    def check_names(self, known: Sequence[str], what: str = "setting") -> None:
        for name in self.content:
            if name not in known:
                hint = did_you_mean(name, known)
                self.refuse(f"{name!r} is not a {what}.", expected=", ".join(known), hint=hint)

    def text(self, name: str, default: str = "") -> str:
        return str(self._typed(name, str, default))

    def names(self, name: str) -> tuple[str, ...]:
        """Return one name of a column, or several in a list."""
        value = self.content.get(name, "")
        found = tuple(value) if isinstance(value, list) else (value,)
        if not all(isinstance(one, str) for one in found):
            self.refuse(f"{name!r} is not a name of a column.", got=repr(value), expected='"NAME", or ["NAME", "NAME"]')
        return found if all(found) else ()

    def flag(self, name: str) -> bool:
        return bool(self._typed(name, bool, False))

    def count(self, name: str) -> int:
        number = int(self._typed(name, int, 0))
        if number < 0:
            self.refuse(f"{name!r} is below zero.", got=str(number))
        return number

    def codes(self, name: str) -> frozenset[str]:
        return frozenset(code(value) for value in self._typed(name, list, []))

    def table(self, name: str) -> _Table:
        return _Table(self.file, f"{self.name} {name}".strip(), self._typed(name, dict, {}))

    def words(self, name: str) -> dict[str, str]:
        """Return a table of codes and words, ranges such as ``"01..03"`` written out."""
        table = self.table(name)
        found: dict[str, str] = {}
        for one, word in table.content.items():
            if not isinstance(word, str):
                table.refuse(f"Code {one} has no word.", got=repr(word), expected="a text in quotation marks")
            found |= dict.fromkeys(table.written_out(one.strip()), word)
        return found

    def written_out(self, codes: str) -> list[str]:
        limits = _RANGE.fullmatch(codes)
        if limits is None:
            return [codes]
        low, high = int(limits[1]), int(limits[2])
        if not low <= high < low + _LONGEST_RANGE:
            self.refuse("A range of codes runs from a lower code to a higher one.", got=repr(codes))
        return [str(number).zfill(len(limits[1])) for number in range(low, high + 1)]

    def check_words(self, given: Iterable[str], allowed: Sequence[str], what: str) -> None:
        for word in given:
            if word and word not in allowed:
                expected = " or ".join(repr(one) for one in allowed)
                hint = did_you_mean(word.lower(), allowed)
                self.refuse(f"{word!r} is not {what}.", expected=f"{expected}, or '' for a missing value", hint=hint)

    def _typed(self, name: str, kind: type, default: Any) -> Any:
        value = self.content.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.refuse(f"{name!r} is not {_KINDS[kind]}.", got=repr(value), expected=_KINDS[kind])
        return value


class MappingTable:
    """A mapping as its file has it.

    Parameters
    ----------
    file
        How the mapping is called in messages.
    content
        What the TOML file holds.
    """

    def __init__(self, file: str, content: dict[str, Any]) -> None:
        self.file = file
        self.top = _Table(file, "", content)
        self.top.name = "the mapping"
        self.top.check_names(_TOP)
        self.optional = self.top.flag("optional")

    def base(self, schemas: Sequence[str]) -> str:
        """Return the name of the schema that the mapping begins with, or an empty text."""
        name = self.top.text("base")
        if name and name not in schemas:
            expected = " or ".join(repr(schema) for schema in schemas)
            self.top.refuse(
                f"There is no schema {name!r} to begin with.",
                got=f'base = "{name}"',
                expected=expected,
                hint=did_you_mean(name, schemas),
            )
        return name

    def mapping(self, base: Mapping | None) -> Mapping:
        """Return the mapping; what it does not name comes from `base`.

        Raises
        ------
        labkit.errors.DataError
            Something in the file is not known, or not of the right kind.
        """
        base = base or Mapping(self.file, self.file, {}, {})
        design = self._design()
        columns = self.top._typed("columns", dict, {})
        named = _Table(self.file, "[columns]", columns)
        named.check_names(contract.columns(), "column of labkit")
        sources = self._design_sources(design) | {name: self._source(name, entry) for name, entry in columns.items()}
        emptied = {contract.DESIGN[role] for role, names in design.items() if not names}
        sources = {name: source for name, source in base.sources.items() if name not in emptied} | sources
        own = {role: names[0] if names else "" for role, names in design.items()}
        roles = {role: name for role, name in {**base.design, **own}.items() if name}
        if not sources:
            self.top.refuse("The mapping names no columns.", hint="Give each column a table [columns.NAME].")
        return Mapping(self.file, self.top.text("title", base.title), sources, roles)

    def _design(self) -> dict[str, tuple[str, ...]]:
        table = _Table(self.file, "[design]", self.top._typed("design", dict, {}))
        table.check_names(tuple(contract.DESIGN))
        return {role: table.names(role) for role in table.content}

    def _design_sources(self, design: dict[str, tuple[str, ...]]) -> dict[str, Source]:
        columns = {contract.DESIGN[role]: names for role, names in design.items() if names}
        # Without weights nothing can be estimated; without strata, standard errors are only approximate.
        return {
            column: Source(column, names[0], optional=self.optional and column != "weight", others=names[1:])
            for column, names in columns.items()
        }

    def _source(self, column: str, entry: object) -> Source:
        content = {"from": entry} if isinstance(entry, str | list) else entry
        table = _Table(self.file, f"[columns.{column}]", content)
        table.check_names(_ENTRY)
        names = table.names("from")
        if not names:
            table.refuse("The column of the file is not named.", expected='from = "NAME"')
        source = Source(
            column,
            names[0],
            others=names[1:],
            codes=self._codes(table, column),
            missing=table.codes("missing"),
            only_if=self._only_if(table),
            width=table.count("width"),
            digits=table.count("digits"),
            strip_code=table.flag("strip_code"),
            hours=table.text("hours"),
            optional=self.optional,
        )
        return _with_period(table, source)

    def _codes(self, table: _Table, column: str) -> dict[str, str]:
        given = table.words("codes")
        allowed = contract.words(column)
        if given and not allowed and not contract.has_own_words(column):
            table.refuse(f"{column!r} holds no words, so it has no codes.", hint="Use missing = [98, 99] instead.")
        if allowed and not given:
            expected = f'codes = {{ 1 = "{allowed[0]}", ... }}'
            hint = f"The words of {column!r} are: {', '.join(allowed)}."
            table.refuse("The meaning of the codes is not given.", expected=expected, hint=hint)
        if allowed:
            table.table("codes").check_words(given.values(), allowed, f"a word of {column!r}")
        return given

    def _only_if(self, table: _Table) -> dict[str, frozenset[str]]:
        conditions = table.table("only_if").content
        lists = {name: value if isinstance(value, list) else [value] for name, value in conditions.items()}
        return {name: frozenset(code(value) for value in values) for name, values in lists.items()}


def _with_period(table: _Table, source: Source) -> Source:
    period = table.content.get("period", "")
    if source.column != "monthly_pay":
        if period or source.hours:
            table.refuse("Only pay has a period and hours.", hint="Remove them here.")
        return source
    if isinstance(period, dict):
        inner = table.table("period")
        inner.check_names(("from", "codes"))
        source = replace(source, period=inner.text("from"), period_codes=inner.words("codes"))
    else:
        source = replace(source, period=table.text("period"))
    used = set(source.period_codes.values()) or {source.period}
    if not source.period or not used - {""} or (isinstance(period, dict) and not source.period_codes):
        expected = 'period = "month", or a column and its codes: period = { from = "NAME", codes = { 1 = "month" } }'
        table.refuse("The period of the pay is not given.", expected=expected)
    table.check_words(used, PERIODS, "a period of pay")
    if HOUR in used and not source.hours:
        table.refuse("Pay by the hour needs hours.", expected='hours = "NAME", the column with the hours of a week')
    return source
