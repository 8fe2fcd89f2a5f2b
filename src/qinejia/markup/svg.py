"""Refuses SVG files that do more than draw (SVG 检查).

A picture in a page runs nothing, but its file can be opened by its address, and then it is a page
of the site. So a drawing may hold no scripts, no handlers, no foreign markup, and load nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position

_FORBIDDEN = ("script", "foreignobject", "iframe", "object", "embed", "handler", "listener")
_ANIMATED = ("set", "animate", "animatetransform", "animatemotion")
_LOADS = re.compile(r"@import|url\(\s*[\"']?(?!#|data:image/(?:png|jpeg|gif);)", re.IGNORECASE)
_SPOKEN = ("aria-label", "title", "inkscape:label")
_PLAIN_TARGET = re.compile(r"#|data:image/(?:png|jpeg|gif);", re.IGNORECASE)


def check_svg(content: bytes, origin: Position) -> list[Diagnostic]:
    """QJ173: everything in a drawing that is refused, each at its line."""
    found: list[Diagnostic] = []
    parser = expat.ParserCreate()
    style = [0]

    def report(message: str) -> None:
        where = Position(origin.path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
        found.append(Diagnostic("QJ173", where, message))

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        style[0] += local == "style"
        if local in _FORBIDDEN:
            report(f"图里有 <{name[:40]}>")
        for message in _faults_of(local, attributes):
            report(message)

    def end(name: str) -> None:
        style[0] -= name.rpartition(":")[2].lower() == "style"

    def text(data: str) -> None:
        if style[0] and _LOADS.search(data):
            report("图的样式要从别处加载文件")

    def instruction(target: str, _: str) -> None:
        if target.lower() == "xml-stylesheet":
            report("图要从别处加载样式")

    def entity(*_: object) -> None:
        report("图里定义了实体（<!ENTITY>）")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.ProcessingInstructionHandler = instruction
    parser.EntityDeclHandler = entity
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        report("图的文件不完整，浏览器画不出来")
    return found


def svg_texts(content: bytes, origin: Position) -> list[tuple[str, Position]]:
    """What a drawing says, in pieces as they are read: whole ``<text>`` elements, names, remarks.

    Coordinates are not text: among them numbers of telephones would be found that are none.
    """
    found: list[tuple[str, Position]] = []
    parser = expat.ParserCreate()
    said: list[str] = []
    open_text: list[Position] = []  # where the outermost <text> begins
    depth = [0]

    def here() -> Position:
        return Position(origin.path, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(name: str, attributes: dict[str, str]) -> None:
        if open_text:
            depth[0] += 1
        elif name.rpartition(":")[2].lower() == "text":
            open_text.append(here())
        found.extend((attributes[key], here()) for key in _SPOKEN if key in attributes)

    def end(_: str) -> None:
        if open_text and not depth[0]:
            found.append(("".join(said), open_text.pop()))
            said.clear()
        elif open_text:
            depth[0] -= 1

    def text(data: str) -> None:
        if open_text:
            said.append(data)
        elif data.strip():
            found.append((data, here()))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.CommentHandler = lambda data: found.append((data, here()))
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        return []  # check_svg reports it
    return found


def _faults_of(element: str, attributes: dict[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        local = name.rpartition(":")[2].lower()
        plain = re.sub(r"[\s\x00-\x1f]", "", value)
        if local.startswith("on"):
            yield f"图里有事件 {name[:40]}"
        elif local in ("href", "src"):
            # A link out of a picture can be clicked only in the file itself; drawings need none.
            if plain and not _PLAIN_TARGET.match(plain):
                yield f"图里有指向别处的地址“{value[:60]}”"
        elif element in _ANIMATED and local == "attributename":
            if plain.rpartition(":")[2].lower() in ("href", "src") or plain.lower().startswith(
                "on"
            ):
                yield "图里的动画会改动地址"
        elif _LOADS.search(value):
            yield f"图里的 {name[:40]} 要从别处加载文件"
