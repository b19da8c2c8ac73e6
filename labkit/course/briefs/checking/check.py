"""The check of a brief: what a careful reader at a ministry would send back, said before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from labkit.course.briefs.brief import Brief
from labkit.course.briefs.checking.cited import cited_findings
from labkit.course.briefs.checking.finding import Finding
from labkit.course.briefs.checking.typed import typed_findings
from labkit.course.briefs.checking.whole import whole_findings


def check_brief(brief: Brief) -> list[Finding]:
    """Return what is to be mended in a brief, each thing once, in the order of its lines."""
    found = {(finding.rule, finding.message): finding for finding in reversed(list(_all(brief)))}
    ordered = sorted(found.values(), key=lambda finding: (finding.line, finding.rule))
    return [replace(finding, heading=_heading(brief, finding.line)) for finding in ordered]


def _heading(brief: Brief, line: int) -> str:
    """Return the heading above a line of the brief."""
    return next((section.heading for section in reversed(brief.sections) if section.line <= line), "")


def _all(brief: Brief) -> Iterator[Finding]:
    for sentence in brief.sentences():
        yield from typed_findings(brief, sentence)
        yield from cited_findings(brief, sentence)
    yield from whole_findings(brief)
