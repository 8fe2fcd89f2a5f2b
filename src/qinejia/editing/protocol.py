"""What Decap asks of its local server (编辑协议), answered from the files below ``docs``.

One ``Desk`` belongs to one tab of a browser: it remembers what the tab was shown, so that a save
never goes over a change that it has not seen.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qinejia.editing.entries import FAULTY, changed_text, form_of, new_text, open_entry
from qinejia.editing.faults import EditingFault
from qinejia.editing.folder import MAX_PICTURE, Folder
from qinejia.importing.metadata import strip_metadata
from qinejia.importing.pictures import picture_form

_MOST_PICTURES = 40
"""Pictures of one record that the browser is shown."""
_FORMS = {"png": ("png",), "jpg": ("jpg", "jpeg"), "gif": ("gif",), "webp": ("webp",)}

Parameters = dict[str, Any]


class Desk:
    """Answers one tab."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self._shown: dict[Path, str] = {}

    def answer(self, request: object) -> Any:
        """The answer to a request; ``EditingFault`` says in one line why there is none."""
        if not isinstance(request, dict) or not isinstance(request.get("params"), dict):
            raise EditingFault("请求的写法不对")
        actions: dict[object, Callable[[Parameters], Any]] = {
            "info": self._info,
            "entriesByFolder": self._entries,
            "getEntry": self._entry,
            "persistEntry": self._persist,
            "getMedia": self._media,
            "getMediaFile": self._media_file,
            "persistMedia": self._persist_media,
            "deleteFiles": self._delete,
        }
        action = request.get("action")
        if not isinstance(action, str) or action not in actions:
            raise EditingFault("这里不能做这件事")
        return actions[action](request["params"])

    def _info(self, _: Parameters) -> Any:
        return {"repo": "qinejia", "publish_modes": ["simple"], "type": "local_fs"}

    # --- records --------------------------------------------------------------------------------

    def _entries(self, parameters: Parameters) -> Any:
        paths = self.folder.records(parameters.get("folder"))
        return [self._show(path) for path in paths]

    def _entry(self, parameters: Parameters) -> Any:
        return self._show(parameters.get("path"))

    def _show(self, path: object) -> dict[str, Any]:
        file, kind = self.folder.record(path)
        if not file.is_file():  # how Decap asks whether a name is free
            return {"data": None, "file": {"path": path, "id": str(path)}}
        try:
            self._shown[file] = self.folder.read(file)
            form = form_of(open_entry(self._shown[file], kind), file.stem)
        except EditingFault as fault:  # one such file does not hide all others
            form = {"id": file.stem, "标题": FAULTY + file.stem, "body": str(fault)}
        return {
            "data": json.dumps(form, ensure_ascii=False),
            "file": {"path": path, "id": str(path)},
        }

    def _persist(self, parameters: Parameters) -> Any:
        """Everything is looked at before anything is written; the text comes last."""
        files = parameters.get("dataFiles")
        assets = parameters.get("assets", [])
        if not isinstance(files, list) or len(files) != 1 or not isinstance(assets, list):
            raise EditingFault("请求的写法不对")
        file, text = self._new_text(files[0])
        pictures = [self._picture(asset) for asset in assets]
        for path, data in pictures:
            self.folder.write(path, data)
        if self._shown.get(file) != text:
            self.folder.write_text(file, text)
        self._shown[file] = text
        return {"message": "entry persisted"}

    def _new_text(self, sent: object) -> tuple[Path, str]:
        if not isinstance(sent, dict) or sent.get("newPath") not in (None, sent.get("path")):
            raise EditingFault("页面不能改名：标识是它的地址")
        try:
            form = json.loads(str(sent.get("raw")))
        except (ValueError, RecursionError):
            form = None
        if not isinstance(form, dict):
            raise EditingFault("请求的写法不对")
        file, kind = self.folder.record(sent.get("path"))
        name = form.get("id", file.stem)
        if not file.exists():
            file, kind = self.folder.new_record(sent.get("path"))
            if name != file.stem:  # Decap counts on where a name is taken
                raise EditingFault(f"已经有标识为 {name} 的页面，请换一个标识")
            return file, new_text(form, kind)
        text = self.folder.read(file)
        if file not in self._shown:
            raise EditingFault(f"已经有标识为 {file.stem} 的页面，请换一个标识")
        if name != file.stem:
            raise EditingFault(f"标识不能改：{file.stem} 是这一页的地址")
        if text != self._shown[file]:
            raise EditingFault(
                "这个文件在别处改过了，没有保存；请先复制您改的内容，再刷新网页重新打开"
            )
        return file, changed_text(open_entry(text, kind), form, kind)

    # --- pictures -------------------------------------------------------------------------------

    def _media(self, parameters: Parameters) -> Any:
        paths = self.folder.pictures(parameters.get("mediaFolder"))
        return [self._show_picture(path) for path in paths[:_MOST_PICTURES]]

    def _media_file(self, parameters: Parameters) -> Any:
        return self._show_picture(str(parameters.get("path")))

    def _show_picture(self, path: str) -> dict[str, str]:
        file = self.folder.picture(path)
        if not file.is_file():
            raise EditingFault("没有这张图片")
        content = base64.b64encode(file.read_bytes()).decode("ascii")
        return {
            "id": path, "content": content, "encoding": "base64", "path": path, "name": file.name
        }  # fmt: skip

    def _persist_media(self, parameters: Parameters) -> Any:
        path, data = self._picture(parameters.get("asset"))
        self.folder.write(path, data)
        return self._show_picture(str(parameters["asset"]["path"]))

    def _picture(self, asset: object) -> tuple[Path, bytes]:
        """Where a picture goes, and its bytes without place, camera and author."""
        if not isinstance(asset, dict) or asset.get("encoding") != "base64":
            raise EditingFault("请求的写法不对")
        file = self.folder.new_picture(asset.get("path"))
        try:
            data = base64.b64decode(str(asset.get("content")), validate=True)
        except (binascii.Error, ValueError):
            raise EditingFault("图片没有传完整，请再试一次") from None
        if len(data) > MAX_PICTURE:
            raise EditingFault(f"图片超过 {MAX_PICTURE // 1_000_000} MB，请先压缩")
        form = picture_form(data)
        if file.suffix.removeprefix(".") not in _FORMS.get(form, ()):
            raise EditingFault(f"{file.name} 的内容不是它的扩展名说的图片，请另存为 PNG 或 JPG")
        stripped = strip_metadata(data, form)
        if stripped is None:
            raise EditingFault(f"{file.name} 已损坏")
        if file.exists() and file.read_bytes() != stripped:
            raise EditingFault(f"已经有一张叫 {file.name} 的图片，请换一个文件名")
        return file, stripped

    def _delete(self, parameters: Parameters) -> Any:
        paths = parameters.get("paths")
        if not isinstance(paths, list) or any(str(path).endswith(".md") for path in paths):
            raise EditingFault("这里不能删除页面：别处可能引用它。请联系管理员，并登记转向")
        for file in [self.folder.picture(path) for path in paths]:
            file.unlink(missing_ok=True)
        return {"message": "deleted"}
