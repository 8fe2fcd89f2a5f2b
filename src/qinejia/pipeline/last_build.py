"""The last build of an output folder (上次构建): what can stay as it is.

A file of the output is known by what it was made of. It stays when that is the same and when
nobody touched the file since. Everything else is made anew, beside the folder, looked at, and only
then put into it. Whoever stops in the middle of that finds no record of the last build next time,
and all is made anew; so does whoever damages the record, or updates a program.

The record is kept in the user's own cache folder, not beside the content: reading it trusts it.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from filecmp import cmp
from pathlib import Path
from posixpath import split

from qinejia.memory import digest_of
from qinejia.pipeline.build_record import BuildRecord, Output
from qinejia.source.files import files_of

_INDEX = "search/"
"""Below it names change with every build; contents hardly do."""


class LastBuild:
    """The record of the last build of ``target``; empty when there is none that can be used.

    ``version`` stands for all programs, templates and settings; ``present`` are the files of
    ``target``, as ``files_of`` finds them.
    """

    def __init__(
        self, record: Path, target: Path, version: str, present: Mapping[str, tuple[int, int]]
    ) -> None:
        self.target, self._present = target, present
        self._record = BuildRecord(record, version)
        self.memory, outputs = self._record.read()
        self._known = {
            path: output
            for path, output in outputs.items()
            if present.get(path) == (output.size, output.time)
        }
        self._by_content = {
            output.made_of: path for path, output in self._known.items() if path.startswith(_INDEX)
        }
        self.kept: dict[str, Output] = {}
        """What stays where it is."""
        self.moved: dict[str, str] = {}
        """What only gets another name: new path → old path."""
        self.outputs: Mapping[str, Output] = {}
        """Everything in the folder, once it is in place."""
        self._taken: set[str] = set()
        self._written: dict[str, str] = {}

    @property
    def is_useful(self) -> bool:
        """Whether anything can stay."""
        return bool(self._known)

    def keeps(self, path: str, made_of: str) -> bool:
        """Whether the file at ``path`` can stay; otherwise the caller writes it."""
        known = self._known.get(path)
        if known is not None and known.made_of == made_of and path not in self._taken:
            self.kept[path] = known
            return True
        old = self._by_content.pop(made_of, "") if path.startswith(_INDEX) else ""
        if old and old not in self.kept:
            self.moved[path] = old
            self._taken.add(old)
            return True
        self._written[path] = made_of
        return False

    def wrote(self, path: str, made_of: str) -> None:
        """The file at ``path`` was written; ``keeps`` need not be asked."""
        self._written[path] = made_of

    def gone(self, fresh: Path) -> list[str]:
        """Files in the folder that do not belong to this build, of which ``fresh`` is the rest."""
        staying = self.kept.keys() | self._taken
        return sorted(self._present.keys() - staying - files_of(fresh).keys())

    def keep_the_same(self, fresh: Path) -> None:
        """What was made anew and came out as it was stays as it was."""
        for path in [path for path in files_of(fresh) if path in self._known]:
            new, old = fresh / path, self.target / path
            if new.stat().st_size == self._known[path].size and cmp(new, old, shallow=False):
                new.unlink()
                known = self._known[path]
                self.kept[path] = Output(self._written.pop(path, ""), known.size, known.time)

    def begin_record(self) -> None:
        """All is read; what is remembered of that can be written."""
        self._record.begin(self.memory)

    def close(self) -> None:
        """Nothing more comes, whatever happened."""
        self._record.close()

    def put_in_place(self, fresh: Path) -> None:
        """Bring what was written below ``fresh`` into the folder, and record the build."""
        self._record.withdraw()
        if not self.kept and not self.moved:
            swap(fresh, self.target)
            made = files_of(self.target)
            self._end({p: Output(self._written.get(p, ""), *status) for p, status in made.items()})
            return
        gone = self.gone(fresh)
        outputs = dict(self.kept)
        renamed = self._rename_folders()
        for path, old in self.moved.items():
            if split(old)[0] not in renamed:
                _replace(f"{self.target}/{old}", f"{self.target}/{path}")
            outputs[path] = self._known[old]
        for path, (size, time) in files_of(fresh).items():
            _replace(f"{fresh}/{path}", f"{self.target}/{path}")
            outputs[path] = Output(self._written.get(path, ""), size, time)
        for path in gone:
            folder, name = split(path)
            path = f"{renamed[folder]}/{name}" if folder in renamed else path
            if path not in outputs:
                (self.target / path).unlink(missing_ok=True)
        for folder in {split(path)[0] for path in (*gone, *self.moved.values())}:
            _remove_empty(self.target / folder, self.target)
        self._end(outputs)

    def _rename_folders(self) -> dict[str, str]:
        """Rename folders of which all that stays only gets another folder's name; old → new."""
        ways: defaultdict[str, set[str]] = defaultdict(set)
        for path, old in self.moved.items():
            (folder, name), (old_folder, old_name) = split(path), split(old)
            ways[old_folder].add(folder if name == old_name else "")
        renamed = {}
        for old_folder, folders in ways.items():
            folder = folders.pop()
            has_others = folders or any(path.startswith(f"{old_folder}/") for path in self.kept)
            if folder and not has_others and not (self.target / folder).exists():
                (self.target / old_folder).rename(self.target / folder)
                renamed[old_folder] = folder
        return renamed

    def _end(self, outputs: Mapping[str, Output]) -> None:
        self.outputs = outputs
        self.memory.end_run()
        self._record.write(self.memory, outputs)


def record_of(target: Path, *choices: object) -> Path:
    """Where the record of a folder stands: in the user's cache, by the folder's name."""
    home = Path(
        os.environ.get("XDG_CACHE_HOME")
        or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else None)
        or Path.home() / ".cache"
    )
    return home / "qinejia" / digest_of(str(target), *choices)


def version_of(folders: Iterable[Path], *parts: object) -> str:
    """Changes with every package that is installed, and with every other file below ``folders``."""
    installed = [place for place in sys.path if place.endswith("site-packages")]
    seen: list[object] = [*parts, sys.version]
    for folder in map(str, folders):
        own = {} if folder.startswith(tuple(installed)) else files_of(Path(folder))
        seen.append((folder, sorted(own.items())))
    for place in installed:
        entries = (entry for entry in os.scandir(place) if entry.name.endswith(".dist-info"))
        seen.append(sorted((entry.name, entry.stat().st_mtime_ns) for entry in entries))
    return digest_of(*seen)


def swap(fresh: Path, target: Path) -> None:
    """Put a whole folder where ``target`` is, which goes to where ``fresh`` was."""
    if target.exists():
        target.rename(fresh.with_name("old"))
    fresh.rename(target)


def _remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder in which nothing is left, and those above it."""
    while folder != top and folder.is_dir() and not any(os.scandir(folder)):
        folder.rmdir()
        folder = folder.parent


def _replace(old: str, new: str) -> None:
    try:
        os.replace(old, new)  # noqa: PTH105  thousands of times
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, FileExistsError):
        target = Path(new)
        for parent in reversed(target.parents):
            if parent.is_file():
                parent.unlink()  # what was a file is a folder now
        if target.is_dir():
            shutil.rmtree(target)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(old, new)  # noqa: PTH105  thousands of times
