"""Another bureau: from the built wheel alone to a site that is checked, built and searched.

The wheel is installed in an environment of its own, without this folder; the other packages are
those of the test environment, seen through a ``.pth``. That a folder of wheels installs itself
without an index is shown with our wheel and a small one: the whole lock would take minutes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from qinejia.search.searcher import Searcher
from qinejia.template.vendoring import vendor
from tests.sites.building import ROOT, contents

ISOLATED = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "SOURCE_DATE_EPOCH": "1795000000"}


def run(command: list[str], folder: Path, **variables: str) -> str:
    """Output of a command that must succeed, where neither index nor checkout can help."""
    known = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**known, **ISOLATED, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], ROOT)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of the new environment."""
    home = tmp_path_factory.mktemp("environment")
    run([sys.executable, "-m", "venv", "--without-pip", str(home)], home)
    python = str(home / "bin/python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps"]
    run([*pip, str(wheel)], home)
    packages = Path(
        run([python, "-c", "import sysconfig as s; print(s.get_path('purelib'))"], home).strip()
    )
    (packages / "others.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    where = run([python, "-c", "import qinejia; print(qinejia.__file__)"], home)
    assert Path(where.strip()).is_relative_to(packages)
    return home / "bin"


@pytest.fixture(scope="module")
def bureau(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bureau") / "知识库"
    command = [str(programs / "qinejia"), "init", str(folder), "--with-examples"]
    run([*command, "--name", "某县机关事务中心"], folder.parent)
    return folder


def test_new_site_passes_builds_and_is_searched(programs: Path, bureau: Path) -> None:
    said = run([str(programs / "qinejia"), "check", "--strict"], bureau)
    assert said.splitlines()[-1].startswith("0 处错误，0 处警告")
    run([str(programs / "qinejia"), "build", "--strict"], bureau)
    home = (bureau / "site/index.html").read_text("utf-8")
    assert "某县机关事务中心标准化实训知识库" in home
    assert "常州" not in home
    index = Searcher.of_site(bureau / "site")
    for query in ("续水", "daocha", "BZ201.3"):
        assert index.search(query), query
    assert (bureau / "site/videos/sp-chashui.mp4").stat().st_size > 1_000_000


def later(wheel: Path, folder: Path, changed: tuple[str, ...]) -> Path:
    """Our package in its next version, unpacked below ``folder``; ``changed`` got a line more."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    package = folder / "qinejia"
    init = package / "__init__.py"
    init.write_text(re.sub('"[0-9.]+"', '"99.0"', init.read_text("utf-8")), "utf-8")
    for name in changed:
        file = package / "template/files" / name
        file.write_bytes(file.read_bytes() + b"\n")
    return folder


def test_site_follows_a_later_wheel_and_keeps_what_the_bureau_changed(
    programs: Path, wheel: Path, tmp_path: Path
) -> None:
    site = tmp_path / "kb"
    run([str(programs / "qinejia"), "init", str(site)], tmp_path)
    run([str(programs / "qinejia"), "check", "--strict"], site)
    ours = ("docs/help/media.md", "overrides/main.html")
    for name in ours:
        (site / name).write_bytes((site / name).read_bytes() + "<!-- 本单位 -->\n".encode())
    before = contents(site)
    package = later(wheel, tmp_path / "later", (*ours, "overrides/home.html"))
    python = str(programs / "python")
    said = run([python, "-m", "qinejia", "upgrade"], site, PYTHONPATH=str(package))
    after = contents(site)
    new = {f"{name}.new" for name in ours}
    assert after.keys() - before.keys() == new
    assert {name for name in before if before[name] != after[name]} == {
        "overrides/home.html",
        "template.lock",
    }
    assert all(name in said for name in new)
    assert after["template.lock"].startswith(b"# qinejia 99.0\n")

    run([python, "-m", "qinejia", "build"], site, PYTHONPATH=str(package))
    assert (site / "site/help/own-site/index.html").exists()
    assert list((site / "site").rglob("*.new*")) == []
    assert Searcher.of_site(site / "site").search("五位一体")


def test_installed_wheel_is_put_together_again(programs: Path, wheel: Path, tmp_path: Path) -> None:
    script = "import sys, pathlib; from qinejia.template.wheels import own_wheel as w; "
    run(
        [str(programs / "python"), "-c", script + "w(pathlib.Path(sys.argv[1]))", str(tmp_path)],
        tmp_path,
    )
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(tmp_path / wheel.name) as other:
        names = {name for name in one.namelist() if not name.endswith("RECORD")}
        assert {name for name in other.namelist() if not name.endswith("RECORD")} == names
        assert all(one.read(name) == other.read(name) for name in names)


def _small_wheel(folder: Path) -> str:
    """Write a wheel of one module; returns its line in a lock."""
    path = folder / "qj_small-1.0-py3-none-any.whl"
    info = "qj_small-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("qj_small.py", "WORD = '水'\n")
        wheel.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: qj-small\nVersion: 1.0\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")
    return f"qj-small==1.0 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def test_folder_of_wheels_installs_itself_without_an_index(
    wheel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**ISOLATED, "PIP_FIND_LINKS": str(tmp_path / "index")}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "index").mkdir()
    line = _small_wheel(tmp_path / "index")
    folder = tmp_path / "U 盘" / "wheels"
    (folder / "wheels").mkdir(parents=True)
    own = Path(shutil.copy(wheel, folder / "wheels"))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert vendor(folder, line, own, ["linux", "windows"], [version]) == 2
    good = own.read_bytes()
    own.write_bytes(good + b"x")
    install = ["sh", str(folder / "install.sh"), "env"]
    environment = {**os.environ, "PYTHON": sys.executable}
    done = subprocess.run(
        install, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "hash" in done.stderr.lower()

    own.write_bytes(good)
    run(install, tmp_path, PYTHON=sys.executable)
    python = str(tmp_path / "env/bin/python")
    assert run([python, "-c", "import qj_small; print(qj_small.WORD)"], tmp_path) == "水\n"
    assert (tmp_path / "env/bin/qinejia").exists()
    assert (folder / "install.cmd").read_bytes().count(b"\r\n") > 5
