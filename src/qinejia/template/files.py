"""Where the template's files lie (模板文件).

In a wheel everything stands beside this module. In a checkout hooks, templates and pages stand
where we work on them; ``pyproject.toml`` says where the wheel puts them, and is read here, so that
nothing is kept twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FORGES = ("gitea", "gitlab", "gitee", "github")
"""Git hosts for which there are CI files, by folder."""

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[2]
_TARGET = "qinejia/template/"
_NAME = "@NAME@"


def common() -> dict[str, bytes]:
    """What is the same for every site, by path: ``upgrade`` keeps it up to date."""
    return _read("files")


def of_forge(forge: str) -> dict[str, bytes]:
    """The CI files for one Git host."""
    return _read(f"ci/{forge}")


def first_content(name: str, with_examples: bool) -> dict[str, bytes]:
    """Settings and content for the first day; from then on they belong to the bureau ``name``."""
    found = _read("seed")
    if with_examples:
        found |= _read("examples")
    return {path: data.replace(_NAME.encode(), name.encode()) for path, data in found.items()}


def locked_requirements() -> str:
    """Everything that building a site needs, with hashes."""
    return _read("requirements")["site.txt"].decode("utf-8")


def install_scripts() -> dict[str, bytes]:
    """Scripts that install a folder of wheels, with marks for what differs."""
    return _read("scripts")


def checkout() -> Path | None:
    """The repository's folder when the package runs from one."""
    is_checkout = _HERE.parent.parent.name == "src" and (_CHECKOUT / "pyproject.toml").is_file()
    return _CHECKOUT if is_checkout else None


def _read(group: str) -> dict[str, bytes]:
    found = dict(_below(_HERE / group))
    for source, target in _mapped():
        path = target.removeprefix(_TARGET)
        if path.startswith(group + "/"):
            inner = path.removeprefix(group + "/")
            if source.is_dir():
                found |= {f"{inner}/{name}": file for name, file in _below(source)}
            else:
                found[inner] = source
    return {path: file.read_bytes() for path, file in sorted(found.items())}


def _mapped() -> list[tuple[Path, str]]:
    """Source and place in the wheel, in a checkout only."""
    root = checkout()
    if root is None:
        return []
    import tomllib  # not in a wheel, where every command would pay for it

    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    table = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    return [(root / source, target) for source, target in table.items()]


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), path
