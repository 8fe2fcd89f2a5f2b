"""XML of an Office file (XML 部件), read so that a hostile one does no harm.

The namespaces of elements and attributes get short names (``{w}p``), the same for both editions
of the format (transitional and strict, ISO/IEC 29500).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, XMLParser

from qinejia.importing.faults import ImportFault

MAX_DEPTH = 200
"""Elements inside each other; Word itself stays far below."""
_OLD = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_MS = "http://schemas.microsoft.com/office/"
_PREFIXES = {
    f"{_OLD}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OLD}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OLD}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OLD}presentationml/2006/main": "p",
    f"{_STRICT}presentationml/main": "p",
    f"{_OLD}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OLD}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OLD}drawingml/2006/picture": "pic",
    f"{_STRICT}drawingml/picture": "pic",
    f"{_OLD}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OLD}drawingml/2006/diagram": "dgm",
    f"{_STRICT}drawingml/diagram": "dgm",
    f"{_OLD}markup-compatibility/2006": "mc",
    f"{_OLD}package/2006/relationships": "rel",
    f"{_OLD}package/2006/content-types": "ct",
    f"{_OLD}package/2006/metadata/core-properties": "cp",
    "http://purl.org/dc/elements/1.1/": "dc",
    f"{_MS}word/2010/wordprocessingShape": "wps",
    f"{_MS}word/2010/wordprocessingGroup": "wpg",
    f"{_MS}word/2010/wordml": "w14",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}


def parse_xml(data: bytes, name: str) -> Element:
    """The root of part ``name``. Raises ``ImportFault`` for what is broken or dangerous.

    A document type could define entities that grow without end or read other files, and Office
    writes none: it is refused before the parser sees it, in the only encodings the format allows.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFault(f"文件里的“{name}”已损坏，请用 Word 打开后另存") from error
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ImportFault(f"文件里的“{name}”有不允许的 XML 声明（DOCTYPE、ENTITY），没有导入")
    parser = XMLParser()
    try:
        parser.feed(text)
        root: Element = parser.close()
    except (ParseError, ValueError) as error:
        raise ImportFault(f"文件里的“{name}”已损坏，请用 Word 打开后另存") from error
    _shorten(root, name)
    return root


def _shorten(root: Element, name: str) -> None:
    known: dict[str, str] = {}
    pending = [(root, 1)]
    while pending:
        element, depth = pending.pop()
        if depth > MAX_DEPTH:
            raise ImportFault(f"文件里的“{name}”一层套一层太深，没有导入")
        element.tag = known.get(element.tag) or _short(element.tag, known)
        if element.attrib:
            element.attrib = {
                known.get(key) or _short(key, known): value for key, value in element.items()
            }
        pending += [(child, depth + 1) for child in element]


def _short(tag: str, known: dict[str, str]) -> str:
    uri, brace, local = tag[1:].partition("}")
    short = f"{{{_PREFIXES[uri]}}}{local}" if brace and uri in _PREFIXES else tag
    known[tag] = short
    return short


def value_of(parent: Element | None, child: str, default: str = "") -> str:
    """The ``w:val`` of a child element; ``default`` when there is no such child."""
    found = parent.find(child) if parent is not None else None
    return default if found is None else found.get("{w}val", "")


def is_on(parent: Element | None, child: str) -> bool | None:
    """A switch such as ``w:b``: on, off, or ``None`` when nothing is said."""
    found = parent.find(child) if parent is not None else None
    if found is None:
        return None
    return found.get("{w}val", "true") not in ("0", "false", "off", "none")


def whole(text: str | None, default: int = 0, base: int = 10) -> int:
    """A number of a hostile file."""
    try:
        return int(text or "", base)
    except ValueError:
        return default
