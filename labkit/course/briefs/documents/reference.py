"""The Word styles of a brief: pandoc's own reference document in our letters, sizes, colours and page."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

LATIN, KHMER = "Times New Roman", "Khmer OS Siemreap"
"""Letters that computers with Word have; Khmer OS is usual in Cambodia."""

_ACCENT = "0B5E8A"
_FONTS = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{LATIN}" w:cs="{KHMER}" />'
_A4 = '<w:pgSz w:w="11906" w:h="16838" /><w:pgMar w:top="964" w:right="1191" w:bottom="964" w:left="1191" '
_PAGE = _A4 + 'w:header="567" w:footer="567" w:gutter="0" />'

# Space before and after in twentieths of a point, size in half points, colour, further paragraph settings.
_STYLES = {
    "BodyText": (40, 60, 20, "1B1B1B", ""),
    "Compact": (10, 10, 18, "1B1B1B", ""),
    "Title": (0, 60, 36, "1B1B1B", '<w:jc w:val="left" />'),
    "Author": (0, 80, 18, "4D4D4D", '<w:jc w:val="left" />'),
    "Heading1": (140, 40, 24, _ACCENT, '<w:keepNext /><w:keepLines />'),
    "BlockText": (40, 80, 22, "1B1B1B", '<w:shd w:val="clear" w:color="auto" w:fill="E8F1F6" /><w:ind w:left="120" />'),
    "Caption": (60, 40, 18, "1B1B1B", ""),
    "TableCaption": (80, 20, 18, "1B1B1B", "<w:keepNext />"),
    "ImageCaption": (20, 60, 18, "1B1B1B", ""),
}  # fmt: skip
_BORDERS = (
    '<w:tblBorders><w:bottom w:val="single" w:sz="4" w:color="B8B8B8" />'
    '<w:insideH w:val="single" w:sz="4" w:color="B8B8B8" /></w:tblBorders>'
)


def write_reference(pandoc: str, path: Path, language: str) -> None:
    """Write the reference document."""
    default = path.with_name("default.docx")
    subprocess.run([pandoc, "-o", str(default), "--print-default-data-file", "reference.docx"], check=True)
    with zipfile.ZipFile(default) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/styles.xml":
                content = _styled(content.decode(), language).encode()
            elif name == "word/document.xml":
                content = content.decode().replace("</w:sectPr>", f"{_PAGE}</w:sectPr>").encode()
            new.writestr(name, content)


def _styled(styles: str, language: str) -> str:
    """Return the styles with our letters, language and measures."""
    styles = re.sub(r"<w:rFonts\b[^>]*/>", _FONTS, styles)
    latin = "km-KH" if language == "km" else "en-GB"
    styles = re.sub(
        r"<w:lang\b[^>]*/>", f'<w:lang w:val="{latin}" w:eastAsia="en-GB" w:bidi="km-KH" />', styles, count=1
    )
    for name, (before, after, size, colour, more) in _STYLES.items():
        styles = _with_style(styles, name, before, after, size, colour, more)
    return styles.replace('<w:tblInd w:w="0" w:type="dxa" />', f'<w:tblInd w:w="0" w:type="dxa" />{_BORDERS}', 1)


def _with_style(styles: str, name: str, before: int, after: int, size: int, colour: str, more: str) -> str:
    """Return the styles with one paragraph style set anew; its name, its base and its outline level stay."""

    def anew(match: re.Match[str]) -> str:
        level = re.search(r"<w:outlineLvl\b[^>]*/>", match[0])
        kept = re.sub(r"<w:pPr>.*?</w:pPr>|<w:rPr>.*?</w:rPr>|</w:style>", "", match[0], flags=re.DOTALL)
        spacing = f'<w:spacing w:before="{before}" w:after="{after}" />'
        # Word wants them in this order: keep and shade, spacing, indentation and alignment, level.
        early, late = ("", more) if more.startswith(("<w:ind", "<w:jc")) else (more, "")
        early, ind, side = early.partition("<w:ind")
        paragraph = f"<w:pPr>{early}{spacing}{ind}{side}{late}{level[0] if level else ''}</w:pPr>"
        bold = "<w:b /><w:bCs />" if name in ("Title", "Heading1") else ""
        italic = "<w:i /><w:iCs />" if "Caption" in name else ""
        letters = f'{_FONTS}{bold}{italic}<w:color w:val="{colour}" /><w:sz w:val="{size}" /><w:szCs w:val="{size}" />'
        return f"{kept}{paragraph}<w:rPr>{letters}</w:rPr></w:style>"

    return re.sub(rf'<w:style [^>]*w:styleId="{name}">.*?</w:style>', anew, styles, count=1, flags=re.DOTALL)
