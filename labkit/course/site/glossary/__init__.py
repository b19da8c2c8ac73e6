"""The words of the course: what each means, what it is taken for, and links to it from the lessons' pages."""

from labkit.course.site.glossary.linking import with_terms_linked
from labkit.course.site.glossary.terms import Term, terms

__all__ = ["Term", "terms", "with_terms_linked"]
