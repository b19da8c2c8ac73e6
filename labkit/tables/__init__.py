"""Tables as a ministry needs them: with a total row, laid out wide, in Excel, or as CSV that Excel reads well."""

from labkit.survey.margins import with_total
from labkit.tables.delimited import excel_csv
from labkit.tables.excel import to_excel
from labkit.tables.spread import wide

__all__ = ["excel_csv", "to_excel", "wide", "with_total"]
