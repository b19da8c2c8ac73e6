"""Is a reply of the service what it should be? Checked before anything is read from it."""

from __future__ import annotations

from labkit.errors import DataError

__all__ = ["BrokenReplyError", "check_reply"]

_ROOTS = {
    "structure": ("Structure",),
    "data": ("StructureSpecificData", "StructureSpecificTimeSeriesData", "GenericData", "GenericTimeSeriesData"),
}
_NAMESPACE = "http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"
_START = 200  # characters of a strange reply that are shown


class BrokenReplyError(DataError):
    """The reply ends in the middle."""


def check_reply(body: bytes, content_type: str, kind: str) -> None:
    """Raise unless `body` is a whole SDMX message of a kind.

    Parameters
    ----------
    body
        The reply.
    content_type
        What the service says that it is.
    kind
        ``"structure"`` or ``"data"``.

    Raises
    ------
    BrokenReplyError
        The reply ends in the middle.
    labkit.errors.DataError
        The reply is something else.
    """
    from lxml import etree  # type: ignore[import-untyped]

    start = body[:_START].decode("utf-8", "replace").strip()
    if not start:
        raise BrokenReplyError("The reply is empty.")
    if "html" in content_type.lower() or "<html" in start.lower():
        raise DataError(
            "A web page came instead of figures.",
            got=first_words(start),
            hint="Open any page in a browser: many networks ask to log in first.",
        )
    if "xml" not in content_type.lower() or not start.lstrip("\ufeff").startswith("<") or b"<!DOCTYPE" in body[:2000]:
        raise _strange(content_type, start)
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise BrokenReplyError(f"the text ends or breaks at line {error.lineno}") from error
    name = etree.QName(root)
    if name.namespace != _NAMESPACE or name.localname not in _ROOTS[kind]:
        raise _strange(f"a message {name.localname!r}", start)


def first_words(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:80]} …"


def _strange(what: str, start: str) -> DataError:
    return DataError(
        "The reply is not the SDMX message that was asked for.",
        got=f"{what or 'no content type'}: {first_words(start)}",
        hint="The ILO may have changed its service. Look for a newer labkit.",
    )
