"""The zip that an Office file is (文件包): opened with limits, its parts and their relations."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from qinejia.importing.faults import ImportFault
from qinejia.importing.xml import parse_xml

MAX_BYTES = 100_000_000
"""A Word file as it lies on disk."""
MAX_MEMBERS = 5_000
MAX_UNPACKED = 400_000_000
MAX_XML = 40_000_000
MAX_RATIO = 200
"""Unpacked to packed, of members above a megabyte; text of real files stays below 50."""
_UNSAFE = re.compile(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)


@dataclass(frozen=True)
class Relation:
    """What one part points to; ``target`` is a member of the package unless it is ``external``."""

    type: str
    target: str
    external: bool


@dataclass
class Package:
    """An opened file; parts are read when they are asked for, and each is parsed once."""

    zip: zipfile.ZipFile
    names: frozenset[str]
    main: str = ""
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)
    _trees: dict[str, Element] = field(default_factory=dict)

    def read(self, name: str, most: int = MAX_UNPACKED) -> bytes:
        """The bytes of a part. Raises ``ImportFault`` when it is broken or too large."""
        try:
            with self.zip.open(name) as part:
                data = part.read(most + 1)
        except (*_BROKEN, KeyError, ValueError) as error:
            raise ImportFault(f"文件里的“{name}”已损坏，请用 Word 打开后另存") from error
        if len(data) > most:
            raise ImportFault(f"文件里的“{name}”超过 {most // 1_000_000} MB，请拆成几个文件再导入")
        return data

    def xml(self, name: str) -> Element | None:
        """The root of a part, or ``None`` when there is no such part."""
        if name not in self._trees and name in self.names:
            self._trees[name] = parse_xml(self.read(name, MAX_XML), name)
        return self._trees.get(name)

    def relations(self, part: str) -> dict[str, Relation]:
        """What ``part`` points to, by id."""
        if part not in self._relations:
            folder, _, file = part.rpartition("/")
            root = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
            self._relations[part] = dict(_read_relations(root, folder)) if root is not None else {}
        return self._relations[part]

    def related(self, part: str, kind: str) -> str:
        """The first member that ``part`` points to as ``kind``, e.g. ``styles``; or empty."""
        for relation in self.relations(part).values():
            if relation.type == kind and not relation.external and relation.target in self.names:
                return relation.target
        return ""

    def related_xml(self, part: str, kind: str) -> Element | None:
        name = self.related(part, kind)
        return self.xml(name) if name else None

    @property
    def is_slides(self) -> bool:
        root = self.xml(self.main)
        return root is not None and root.tag == "{p}presentation"

    def slides(self) -> list[str]:
        """The slides of a presentation in the order of showing; each once."""
        root = self.xml(self.main)
        known = self.relations(self.main)
        found = [
            known[identifier].target
            for slide in (root.iter("{p}sldId") if root is not None else ())
            if (identifier := slide.get("{r}id", "")) in known
            and not known[identifier].external
            and known[identifier].target in self.names
        ]
        return list(dict.fromkeys(found))


def open_package(data: bytes) -> Package:
    """The package of a .docx, .docm, .dotx or .pptx. Raises ``ImportFault``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, ValueError) as error:
        raise ImportFault("文件不完整或已损坏，请用 Word 打开后另存为 .docx") from error
    _check_members(archive.infolist())
    package = Package(archive, frozenset(archive.namelist()))
    package.main = package.related("", "officeDocument")
    root = package.xml(package.main) if package.main else None
    if root is None or root.tag not in ("{w}document", "{p}presentation"):
        raise ImportFault("这不是 Word 文档，请用 Word 另存为 .docx")
    return package


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    """What a zip can do to the machine that unpacks it, judged before anything is unpacked."""
    if len(members) > MAX_MEMBERS:
        raise ImportFault(f"文件里有 {len(members)} 个部件，不像 Word 文档，没有导入")
    if len({member.filename.lower() for member in members}) < len(members):
        raise ImportFault("文件里有重名的部件，可能被改动过，没有导入")
    for member in members:
        if _UNSAFE.search(member.filename):
            raise ImportFault("文件里有指到文件夹外面的部件名，可能有害，没有导入")
        if member.flag_bits & 0x1:
            raise ImportFault("文件加了密码，请在 Word 里取消密码后另存再导入")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise ImportFault("文件的压缩方式不是 Word 所用的，请用 Word 打开后另存")
        # A white picture may be packed that small; it is read with a limit of its own.
        is_picture = member.filename.startswith(("word/media/", "ppt/media/"))
        packed = max(member.compress_size, 1) if not is_picture else member.file_size
        if member.file_size > 1_000_000 and member.file_size / packed > MAX_RATIO:
            raise ImportFault("文件解压后大得异常（压缩炸弹），没有导入")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise ImportFault(f"文件解压后超过 {MAX_UNPACKED // 1_000_000} MB，没有导入")


def _read_relations(root: Element, folder: str) -> list[tuple[str, Relation]]:
    found = []
    for element in root.iter("{rel}Relationship"):
        target = element.get("Target", "")
        external = element.get("TargetMode", "") == "External"
        if not external:
            base = "" if target.startswith("/") else folder
            target = posixpath.normpath(posixpath.join(base, unquote(target).lstrip("/")))
        kind = element.get("Type", "").rpartition("/")[2]
        found.append((element.get("Id", ""), Relation(kind, target, external)))
    return found
