"""nbconvert's way from a notebook to a page: with labkit's template, and without doing the same work again."""

from __future__ import annotations

import logging
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert import HTMLExporter
from nbconvert.exporters import TemplateExporter
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

from labkit.course.site.layout import TEMPLATES


class PageExporter(HTMLExporter):
    """The exporter of lessons' pages.

    Parameters
    ----------
    **filters
        Filters of the template that differ from nbconvert's.
    """

    def __init__(self, **filters: Any) -> None:
        log = logging.getLogger("labkit.course.site.lesson_page")
        log.setLevel(logging.ERROR)
        super().__init__(  # type: ignore[no-untyped-call]
            template_name="lesson",
            extra_template_basedirs=[str(TEMPLATES)],
            exclude_anchor_links=True,
            filters=filters,
            optimistic_validation=True,
            log=log,
        )
        self._known: dict[str, str] = {}

    def from_notebook_node(self, nb: Any, resources: Any = None, **options: Any) -> Any:
        """Return the page of a notebook, and the resources.

        nbconvert's own method would take the finished page apart, for its own template; labkit does so later.
        """
        resources = self._init_resources(resources)  # type: ignore[no-untyped-call]
        kinds: Any = WidgetsDataTypeFilter(  # type: ignore[no-untyped-call]
            notebook_metadata=self._nb_metadata, parent=self, resources=resources
        )
        self.register_filter("filter_data_type", kinds)  # type: ignore[no-untyped-call]
        return TemplateExporter.from_notebook_node(self, nb, resources, **options)

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Return a text as HTML. Both editions have the same texts, and so has every province."""
        # A picture lies in the cell, or beside the lesson.
        if "![" in source or "<img" in source:
            return str(super().markdown2html(context, source))
        if source not in self._known:
            self._known[source] = super().markdown2html(context, source)
        return self._known[source]
