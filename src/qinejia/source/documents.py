"""Reads the files of a site folder (文件读取)."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from qinejia.diagnostics import Diagnostic
from qinejia.model.position import Position
from qinejia.source.encoding import decode_legacy

MARKDOWN = (".md", ".markdown")
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CLOSED_FOLDER = "文件夹无法读取"


@dataclass(frozen=True)
class Document:
    """A text file split into header and body (文档).

    ``path`` is relative to ``docs``; ``origin.path`` is what people read, relative to the site
    folder. ``header`` is ``None`` without one; ``body_line`` is the line of the body's first
    line. ``unended`` says that a first ``---`` has no second: a header that never ends, or a rule.
    """

    path: str
    origin: Position
    header: str | None
    body: str
    body_line: int
    unended: bool = False

    digest: str = field(init=False, compare=False, repr=False)
    """Tells two texts, or two places of one text, apart."""

    def __post_init__(self) -> None:
        has_header, header = self.header is not None, self.header or ""
        about = f"{self.path}\0{self.origin.path}\0{has_header}{self.unended}{self.body_line}"
        text = f"{about}\0{header}\0{self.body}"  # there is no \0 in these
        made = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "digest", made)

    @property
    def body_position(self) -> Position:
        return Position(self.origin.path, self.body_line, 1)


@dataclass(frozen=True)
class Tree:
    """What stands below ``docs`` (文件清单): documents, taxonomies, and everything else by path.

    ``unreadable`` are paths of documents and taxonomies that exist and could not be read. Where a
    folder could not be read, what it holds is unknown: the tree is not ``is_whole``.
    """

    documents: tuple[Document, ...]
    taxonomies: tuple[Document, ...]
    resources: frozenset[str]
    unreadable: tuple[str, ...]
    is_whole: bool
    diagnostics: tuple[Diagnostic, ...]


def load_documents(docs: Path, label: str, max_bytes: int) -> Tree:
    """Read every Markdown file below ``docs``; ``label`` is how ``docs`` is called in messages.

    Hidden files are left out, as MkDocs does. Nothing outside ``docs`` is followed.
    """
    documents: list[Document] = []
    taxonomies: list[Document] = []
    resources: set[str] = set()
    unreadable: list[str] = []
    is_whole = True
    diagnostics: list[Diagnostic] = []
    for path, absolute, problem in sorted(_walk(docs), key=lambda found: found[0]):
        origin = Position(f"{label}/{path}" if path else label)
        is_whole = is_whole and problem != _CLOSED_FOLDER
        is_taxonomy = is_taxonomy_path(path)
        if problem:
            diagnostics.append(Diagnostic("QJ104", origin, problem))
        if not path.endswith(MARKDOWN) and not is_taxonomy:
            resources.add(path)
            continue
        text = None if problem else read_text(absolute, origin, max_bytes, diagnostics)
        if text is None:
            unreadable.append(path)
        elif is_taxonomy:
            taxonomies.append(Document(path, origin, None, text, 1))
        else:
            documents.append(split(path, origin, text))
    return Tree(
        tuple(documents),
        tuple(taxonomies),
        frozenset(resources),
        tuple(unreadable),
        is_whole,
        tuple(diagnostics),
    )


def is_taxonomy_path(path: str) -> bool:
    """Whether a file below ``docs`` is a taxonomy."""
    return path.startswith("taxonomies/") and path.endswith((".yml", ".yaml"))


def _walk(docs: Path) -> Iterator[tuple[str, str, str]]:
    """Yield relative path, absolute path and, for what cannot be read, the reason."""
    root = os.path.realpath(docs)
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(f"{root}/{folder}"))
        except OSError:
            yield folder, "", _CLOSED_FOLDER
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if not Path(entry.path).exists():
                    yield path, "", "符号链接成环或指向不存在的文件"
                    continue
                if not target.startswith(root + os.sep):
                    yield path, "", "符号链接指向知识库之外"
                    continue
                if Path(target).is_dir():
                    yield path, "", "文件夹不能是符号链接"
                    continue
            if entry.is_dir():
                pending.append(path)
            elif entry.is_file():
                yield path, entry.path, ""
            else:
                yield path, "", "不是普通文件"


def read_text(
    absolute: str | Path, origin: Position, max_bytes: int, diagnostics: list[Diagnostic]
) -> str | None:
    """The text of a file with ``\\n`` at the end of each line; ``None`` after a fault."""
    try:
        with Path(absolute).open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError:
        diagnostics.append(Diagnostic("QJ104", origin, "文件无法读取"))
        return None
    if len(data) > max_bytes:
        limit = max_bytes / 1_000_000
        diagnostics.append(Diagnostic("QJ103", origin, f"文件超过上限 {limit:g} MB，没有处理"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        position = _after(error.object[: error.start].decode(), origin)
        diagnostics.append(_not_utf8(data, origin, position))
        return None
    found = text.find("\0")
    if found >= 0:
        diagnostics.append(Diagnostic("QJ102", _after(text[:found], origin), "文件里有二进制内容"))
        return None
    control = _CONTROL.search(text)
    if control:
        message = f"有看不见的控制字符 U+{ord(control[0]):04X}，请删去"
        position = _after(text[: control.start()], origin)
        diagnostics.append(Diagnostic("QJ102", position, message))
        return None
    return _plain_lines(text) if "\r" in text else text


def _not_utf8(data: bytes, origin: Position, position: Position) -> Diagnostic:
    """Of a file in one known encoding the whole, else the first byte that is wrong."""
    legacy = decode_legacy(data)
    if legacy is None:
        return Diagnostic("QJ102", position, "文件不是 UTF-8 文本")
    message = f"文件是 {legacy.encoding} 编码，不是 UTF-8"
    hint = "运行 qinejia check --fix 转换，一个字都不会变；或用编辑器另存为“UTF-8”。"
    return Diagnostic("QJ102", origin, message, hint)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _after(text: str, origin: Position) -> Position:
    """Where the character after ``text``, the beginning of a file, stands."""
    text = _plain_lines(text)
    return Position(origin.path, text.count("\n") + 1, len(text) - text.rfind("\n"))


def split(path: str, origin: Position, text: str) -> Document:
    """Split header from body at the lines ``---``."""
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return Document(path, origin, None, text, 1)
    lines = rest.split("\n")
    for number, line in enumerate(lines):
        if line.rstrip() in ("---", "..."):
            header = "\n".join(lines[:number])
            return Document(path, origin, header, "\n".join(lines[number + 1 :]), number + 3)
    return Document(path, origin, None, text, 1, unended=True)
