"""Where an import goes (落盘): a new record, an untouched one, or a merge; a base copy beside it.

``.import/`` in the folder of the record holds, by id, the text as it was imported last (the base of
the next merge) and the report. Sites leave out folders that begin with a dot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from qinejia.importing.drafting import Imported
from qinejia.importing.faults import ImportFault
from qinejia.importing.merging import Choice, Merge, merge_texts
from qinejia.importing.pictures import picture_name
from qinejia.importing.question_names import keep_names
from qinejia.importing.report import write_report
from qinejia.source.writing import write_bytes, write_file

_BESIDE = ".import"


@dataclass
class Plan:
    """What writing would do; ``merge`` is set when a record is there already.

    ``word`` is the text as it came from Word, ``text`` what to write.
    """

    path: Path
    text: str
    word: str
    base: Path
    report: Path
    merge: Merge | None = None
    is_same: bool = False
    files: dict[Path, bytes] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the editor has to decide first."""
        return self.merge is not None and "<<<<<<< " in self.text

    @property
    def draft(self) -> Path:
        """Where a merge with open conflicts is laid down to look at."""
        return self.base.with_name(f"{self.path.stem}.merge.md")


def plan(imported: Imported, folder: Path, choice: Choice = "") -> Plan:
    """Decide what to do with ``imported`` in ``folder``. Raises ``ImportFault``."""
    name = imported.identifier
    beside = folder / _BESIDE
    path = folder / f"{name}.md"
    files = {folder / name / file: data for file, data in imported.pictures.items()}
    text = imported.markdown
    found = Plan(path, text, text, beside / f"{name}.base.md", beside / f"{name}.report.md")
    found.files = files
    if not path.exists():
        return found
    if not found.base.exists():
        raise ImportFault(
            f"{path} 已经有了，又不是从 Word 导入的，没有改动；"
            "请用 --id 换个标识，或用 --to 导入到别的文件夹再比较"
        )
    base, mine = _read(found.base), _read(path)
    found.word = keep_names(base, mine, imported.markdown)
    if found.word == base:
        found.is_same, found.text = True, mine
        return found
    found.merge = merge_texts(base, mine, found.word, choice)
    found.text = found.merge.text
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ImportFault(f"{path} 读不出来，没有改动") from error


def _is_untouched(path: Path) -> bool:
    """Whether a picture may be written: it is not there, or lies there in its full size.

    One of that name was taken from the same picture; where it differs, it was made smaller before,
    or an editor cut it or covered a face.
    """
    try:
        return path.name == picture_name(path.read_bytes(), path.suffix.lstrip("."))
    except FileNotFoundError:
        return True
    except OSError as error:
        raise ImportFault(f"{path} 读不出来，没有改动") from error


def carry_out(found: Plan, imported: Imported) -> list[Path]:
    """Write what ``plan`` decided; the files written. An open merge goes beside, not over."""
    found.base.parent.mkdir(parents=True, exist_ok=True)
    write_file(found.report, write_report(found.path.stem, imported.found, imported.notices))
    if found.is_open:
        write_file(found.draft, found.text)
        return [found.draft, found.report]
    written = []
    for path, data in found.files.items():
        if path.name in found.text and _is_untouched(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(path, data)
            written.append(path)
    if not found.is_same:
        write_file(found.path, found.text)
        written.insert(0, found.path)
    write_file(found.base, found.word)
    found.draft.unlink(missing_ok=True)
    return [*written, found.report]
