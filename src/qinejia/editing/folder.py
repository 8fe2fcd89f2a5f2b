"""The files that an editor may touch (可编辑的文件): below ``docs``, of our kinds, no links."""

from __future__ import annotations

import re
from pathlib import Path

from qinejia.diagnostics import Diagnostic
from qinejia.editing.faults import EditingFault
from qinejia.model.fields import IDENTIFIER
from qinejia.model.kinds import KIND_BY_FOLDER, Kind
from qinejia.model.position import Position
from qinejia.schema.reading import kind_of
from qinejia.settings import Settings
from qinejia.source.documents import read_text, split
from qinejia.source.writing import write_bytes

MAX_PICTURE = 10_000_000
PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
            "webp": "image/webp"}  # fmt: skip
_PICTURE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_SEGMENT = re.compile(r"[\w][\w.\-()（） ]*(?<![. ])")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
"""What `qinejia check` would not read again, or no file can hold."""
_PLAIN_NAMES = ("index", "README")


class Folder:
    """``docs`` under the name by which the browser calls it."""

    def __init__(self, settings: Settings) -> None:
        self.docs = settings.docs.resolve()
        self.label = settings.label
        self.max_bytes = settings.max_page_bytes
        self._settings = settings

    # --- paths ----------------------------------------------------------------------------------

    def resolve(self, path: object) -> Path:
        """The file that ``path`` names; ``EditingFault`` when it lies elsewhere or is a link."""
        if not isinstance(path, str) or not path.startswith(f"{self.label}/") or len(path) > 400:
            raise EditingFault("路径不在知识库里")
        parts = path.removeprefix(f"{self.label}/").split("/")
        here = self.docs
        for part in parts:
            if not _SEGMENT.fullmatch(part) or _RESERVED.fullmatch(part):
                raise EditingFault("路径不在知识库里")
            here = here / part
            if here.is_symlink():
                raise EditingFault("路径里有符号链接")
        if not here.resolve().is_relative_to(self.docs):
            raise EditingFault("路径不在知识库里")
        return here

    def kind_of(self, path: object) -> Kind:
        """The kind that the folder of ``path`` gives."""
        folder = str(path).removeprefix(f"{self.label}/").rpartition("/")[0]
        while folder:
            if folder in KIND_BY_FOLDER:
                return KIND_BY_FOLDER[folder]
            folder = folder.rpartition("/")[0]
        raise EditingFault("这个文件夹不放页面")

    def record(self, path: object) -> tuple[Path, Kind]:
        """The file of a record, and its kind."""
        file, kind = self.resolve(path), self.kind_of(path)
        if file.suffix != ".md" or file.stem in _PLAIN_NAMES:
            raise EditingFault("只能编辑记录页（.md）")
        return file, kind

    def picture(self, path: object) -> Path:
        """The file of a picture in the folder of a kind."""
        file = self.resolve(path)
        try:
            self.kind_of(path)
        except EditingFault:
            raise EditingFault("图片请在页面的表单里插入，才会放进那一页的文件夹") from None
        if file.suffix.lower().removeprefix(".") not in PICTURES:
            raise EditingFault("这里只收 PNG、JPG、GIF、WebP 图片；录像请用 qinejia media 处理")
        return file

    def new_record(self, path: object) -> tuple[Path, Kind]:
        """The same for a record that is to be made: its name is its id."""
        file, kind = self.record(path)
        prefix = kind.header.identifier_prefix
        if not IDENTIFIER.fullmatch(file.stem) or not file.stem.startswith(prefix):
            raise EditingFault(
                f"标识“{file.stem}”不对：要以 {prefix} 开头，只用小写英文、数字、“-”和“.”"
            )
        if file.stem == prefix.rstrip("-"):
            raise EditingFault(f"标识只有“{prefix}”，请在后面写上名字")
        return file, kind

    def new_picture(self, path: object) -> Path:
        """The same for a picture that is to be made."""
        file = self.picture(path)
        if not _PICTURE_NAME.fullmatch(file.name):
            raise EditingFault("图片的文件名只能用小写英文、数字、“-”“_”和“.”")
        return file

    # --- files ----------------------------------------------------------------------------------

    def records(self, folder: object) -> list[str]:
        """Paths of all records, readable or not, below the folder of a kind."""
        name = str(folder).removeprefix(f"{self.label}/").strip("/")
        if name not in KIND_BY_FOLDER:
            raise EditingFault("这个文件夹不放页面")
        root = self.resolve(f"{self.label}/{name}")
        found: list[str] = []
        for file in sorted(root.rglob("*.md")) if root.is_dir() else []:
            path = f"{self.label}/{file.relative_to(self.docs).as_posix()}"
            try:
                self.record(path)
            except EditingFault:
                continue
            if not self._is_plain(path, file):
                found.append(path)
        return found

    def _is_plain(self, path: str, file: Path) -> bool:
        """Whether a file in the folder of a kind is an ordinary page, which has no form."""
        try:
            text = self.read(file)
        except EditingFault:
            return False
        document = split(path.removeprefix(f"{self.label}/"), Position(path), text)
        return kind_of(document, self._settings) is None

    def pictures(self, folder: object) -> list[str]:
        """Paths of the pictures in a folder."""
        root = self.resolve(str(folder).rstrip("/"))
        if not root.is_dir():
            return []
        names = sorted(file.name for file in root.iterdir() if file.is_file())
        found: list[str] = []
        for name in names:
            path = f"{str(folder).rstrip('/')}/{name}"
            try:
                self.picture(path)
            except EditingFault:
                continue
            found.append(path)
        return found

    def pictures_beside(self, name: str) -> set[str]:
        """Paths below ``docs`` of the pictures of a record: they may be newer than the site."""
        folder = f"{self.label}/{name.removesuffix('.md')}"
        return {path.removeprefix(f"{self.label}/") for path in self.pictures(folder)}

    def read(self, file: Path) -> str:
        """The text of a record with plain line ends."""
        faults: list[Diagnostic] = []
        text = read_text(file, Position(file.name), self.max_bytes, faults)
        if text is None:
            raise EditingFault(f"{file.name}：{faults[0].message}")
        return text

    def write_text(self, file: Path, text: str) -> None:
        """Write a record with the line ends and the mark at the beginning that it had."""
        if _UNREADABLE.search(text):
            raise EditingFault("正文里有看不见的控制字符，没有保存；请改用“粘贴为纯文本”")
        data = text.encode("utf-8")
        if len(data) > self.max_bytes:
            raise EditingFault(f"正文超过上限 {self.max_bytes / 1e6:g} MB，没有保存")
        before = file.read_bytes() if file.exists() else b""
        if b"\r\n" in before:
            data = data.replace(b"\n", b"\r\n")
        if before.startswith(b"\xef\xbb\xbf"):
            data = b"\xef\xbb\xbf" + data
        self.write(file, data)

    def write(self, file: Path, data: bytes) -> None:
        """Write whole or not at all."""
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(file, data)
