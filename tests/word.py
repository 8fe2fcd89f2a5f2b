"""Word files written by hand (试验用的 Word 文件): minimal OOXML, as the importer must read it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

_OLD = "http://schemas.openxmlformats.org/"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": f"{_OLD}wordprocessingml/2006/main",
        "r": f"{_OLD}officeDocument/2006/relationships",
        "m": f"{_OLD}officeDocument/2006/math",
        "wp": f"{_OLD}drawingml/2006/wordprocessingDrawing",
        "a": f"{_OLD}drawingml/2006/main",
        "pic": f"{_OLD}drawingml/2006/picture",
        "c": f"{_OLD}drawingml/2006/chart",
        "dgm": f"{_OLD}drawingml/2006/diagram",
        "mc": f"{_OLD}markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_PACKAGE = f"{_OLD}package/2006/"
_OFFICE = f"{_OLD}officeDocument/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OVERRIDES = "".join(
    f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}{kind}+xml"/>'
    for part, kind in {
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "comments": "comments",
    }.items()
)
_TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="{_PACKAGE}content-types"><Default Extension="xml" ContentType="application/xml"/>
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="png" ContentType="image/png"/>
<Default Extension="jpg" ContentType="image/jpeg"/>
{_OVERRIDES}</Types>"""


def run(text: str, form: str = "") -> str:
    """A run; ``form`` is what stands in its ``w:rPr``, e.g. ``<w:b/>``."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_of(code: str, result: str = "", data: str = "") -> str:
    """A field with its command and, after a separator, its result."""
    parts = [
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>',
        f'<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>',
    ]
    if result:
        parts += ['<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run(result)]
    return "".join([*parts, '<w:r><w:fldChar w:fldCharType="end"/></w:r>'])


def png(width: int = 2, height: int = 2, *chunks: tuple[bytes, bytes]) -> bytes:
    """A real grey PNG with further chunks before its pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", checked)

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            *(chunk(kind, body) for kind, body in chunks),
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


@dataclass
class Word:
    """A document that is written from top to bottom."""

    styles: str = ""
    numbering: str = ""
    body: list[str] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    relations: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    title: str = ""

    def p(
        self,
        *runs: str,
        style: str = "",
        num: tuple[int, int] | None = None,
        bold: bool = False,
        centred: bool = False,
        about: str = "",
    ) -> Word:
        """A paragraph; plain text becomes a run."""
        self.body.append(
            paragraph(*runs, style=style, num=num, bold=bold, centred=centred, about=about)
        )
        return self

    def raw(self, xml: str) -> Word:
        self.body.append(xml)
        return self

    def table(self, *rows: list[str | tuple[str, int, str]], heads: int = 0) -> Word:
        """Cells are text, or text with its columns and ``restart``, ``continue`` or nothing."""
        self.body.append(table(*rows, heads=heads))
        return self

    def relate(self, kind: str, target: str, external: bool = False) -> str:
        name = f"rId{len(self.relations) + 1}"
        mode = ' TargetMode="External"' if external else ""
        where = escape(target, {'"': "&quot;"})
        self.relations.append(
            f'<Relationship Id="{name}" Type="{_OFFICE}{kind}" Target="{where}"{mode}/>'
        )
        return name

    def picture(self, data: bytes, name: str = "image1.png", description: str = "") -> str:
        """A run with an inline picture."""
        self.parts[f"word/media/{name}"] = data
        where = self.relate("image", f"media/{name}")
        return (
            f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="{description}"/>'
            '<a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill>'
            f'<a:blip r:embed="{where}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )

    def footnote(self, text: str) -> str:
        """A run with the mark of a new footnote."""
        number = len(self.notes) + 1
        self.notes.append(f'<w:footnote w:id="{number}">{paragraph(text)}</w:footnote>')
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    def comment(self, text: str) -> str:
        """A run with the mark of a new comment."""
        number = len(self.comments)
        author = 'w:author="某人" w:date="2026-01-01T00:00:00Z"'
        self.comments.append(f'<w:comment w:id="{number}" {author}>{paragraph(text)}</w:comment>')
        return f'<w:r><w:commentReference w:id="{number}"/></w:r>'

    def build(self, more: Mapping[str, bytes] | None = None) -> bytes:
        """The finished file; ``more`` adds parts or replaces them."""
        if self.styles:
            self.relate("styles", "styles.xml")
            self._part("styles", f"<w:styles {NAMESPACES}>{self.styles}</w:styles>")
        if self.numbering:
            self.relate("numbering", "numbering.xml")
            self._part("numbering", f"<w:numbering {NAMESPACES}>{self.numbering}</w:numbering>")
        for kind, tag, found in (
            ("footnotes", "w:footnotes", self.notes),
            ("comments", "w:comments", self.comments),
        ):
            if found:
                self.relate(kind, f"{kind}.xml")
                self._part(kind, f"<{tag} {NAMESPACES}>{''.join(found)}</{tag}>")
        body = "".join(self.body)
        # As Word ends a file: the last thing is a paragraph, then the page.
        body += ("<w:p/>" if body.endswith("</w:tbl>") else "") + "<w:sectPr/>"
        self._part("document", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        core = f"<Relationship Id='r1' Type='{_OFFICE}officeDocument' Target='word/document.xml'/>"
        files = {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _relations([core]),
            "word/_rels/document.xml.rels": _relations(self.relations),
            **self.parts,
            **(more or {}),
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
            for name, data in files.items():
                pack.writestr(name, data)
        return out.getvalue()

    def _part(self, name: str, xml: str) -> None:
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        self.parts[f"word/{name}.xml"] = (head + xml).encode()


def _relations(lines: list[str]) -> bytes:
    return (
        f'<Relationships xmlns="{_PACKAGE}relationships">{"".join(lines)}</Relationships>'.encode()
    )


def paragraph(
    *runs: str,
    style: str = "",
    num: tuple[int, int] | None = None,
    bold: bool = False,
    centred: bool = False,
    about: str = "",
) -> str:
    """A paragraph as XML; what does not begin with ``<`` is text."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    properties += '<w:jc w:val="center"/>' if centred else ""
    form = "<w:b/>" if bold else ""
    made = "".join(
        part if part.startswith("<w:") or part.startswith("<m:") else run(part, form)
        for part in runs
    )
    return f"<w:p><w:pPr>{properties}{about}</w:pPr>{made}</w:p>"


def table(*rows: list[str | tuple[str, int, str]], heads: int = 0) -> str:
    """A table as XML."""
    lines = []
    for number, row in enumerate(rows):
        cells = []
        for cell in row:
            text, columns, merge = cell if isinstance(cell, tuple) else (cell, 1, "")
            about = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
            about += f'<w:vMerge w:val="{merge}"/>' if merge else ""
            inside = text if text.startswith("<w:") else paragraph(text)
            cells.append(f"<w:tc><w:tcPr>{about}</w:tcPr>{inside}</w:tc>")
        head = "<w:trPr><w:tblHeader/></w:trPr>" if number < heads else ""
        lines.append(f"<w:tr>{head}{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


# --- the template of GB/T 1.1 -----------------------------------------------------------------


def _style(
    name: str,
    number: int | None = None,
    level: int = 0,
    outline: int | None = None,
    bold: bool = False,
    based: str = "",
) -> str:
    about = ""
    if number is not None:
        about = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if outline is not None:
        about += f'<w:outlineLvl w:val="{outline}"/>'
    form = "<w:b/>" if bold else '<w:b w:val="0"/>' if based else ""
    below = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{below}'
        f"<w:pPr>{about}</w:pPr><w:rPr>{form}</w:rPr></w:style>"
    )


def _levels(*levels: tuple[str, str]) -> str:
    return "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(levels)
    )


def list_of(number: int, *levels: tuple[str, str]) -> str:
    """A list of its own."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{_levels(*levels)}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    )


_DECIMAL = [("decimal", ".".join(f"%{n}" for n in range(1, count + 1))) for count in range(1, 7)]
_ANNEX = [("upperLetter", "附录%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")]
GB_NUMBERING = "".join(
    (
        list_of(1, *_DECIMAL),
        list_of(2, *_ANNEX),
        list_of(3, ("lowerLetter", "%1)"), ("decimal", "%2)")),
        list_of(4, ("bullet", "——"), ("bullet", "●")),
        list_of(5, ("decimal", "表%1")),
        list_of(6, ("bullet", "注：")),
        list_of(7, ("decimal", "图%1")),
    )
)
GB_STYLES = "".join(
    (
        _style("前言、引言标题", outline=0),
        _style("章标题", 1, 0, 0, bold=True),
        *(_style(f"{'一二三四五'[n]}级条标题", 1, n + 1, n + 1, bold=True) for n in range(5)),
        # The numbers are those of the style that each is based on; 9 is the level of plain text.
        *(_style(f"{n}级无", outline=9, based=f"{n}级条标题") for n in "一二三四五"),
        _style("附录标识", 2, 0, 0),
        _style("附录章标题", 2, 1, 1),
        _style("字母编号列项（一级）", 3, 0),
        _style("数字编号列项（二级）", 3, 1),
        _style("列项——（一级）", 4, 0),
        _style("列项●（二级）", 4, 1),
        _style("正文表标题", 5, 0),
        _style("正文图标题", 7, 0),
        _style("注：", 6, 0),
        *(_style(name) for name in ("段", "封面标准名称", "封面标准英文名称", "封面标准号1")),
        *(_style(name) for name in ("ICS", "发布日期", "实施日期", "发布部门", "参考文献")),
    )
)  # fmt: skip


def gb_word() -> Word:
    """An empty file in the template of GB/T 1.1."""
    return Word(styles=GB_STYLES, numbering=GB_NUMBERING)


def gb_cover(
    word: Word, number: str = "Q/QEJ BZ299-2026", title: str = "会议室开窗通风规程"
) -> Word:
    """A cover and a foreword."""
    word.p("ICS 03.080.01", style="ICS").p("A 20", style="ICS")
    word.p("企 业 标 准").p(number, style="封面标准号1").p(title, style="封面标准名称")
    word.p("Code of practice for airing of meeting rooms", style="封面标准英文名称")
    word.p("2026-05-01发布", style="发布日期").p("2026-06-01实施", style="实施日期")
    word.p("前　　言", style="前言、引言标题")
    word.p(
        "本文件按照GB/T 1.1-2020《标准化工作导则》的规定起草。",
        style="段",
    )
    return word
