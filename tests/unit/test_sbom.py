"""The list of components and the build information of a release."""

from __future__ import annotations

import getpass
import json
import re
import socket
import sys
from pathlib import Path

import pytest

from qinejia.release import Pack, PackingError
from qinejia.release.sbom import PYTHON_LOCK, SCRIPT_LOCK, bill_of_materials, build_info

ROOT = Path(__file__).resolve().parents[2]
PACK = Pack("intranet", "abcdef1234567", 1_700_000_000, 1_700_000_000)


def test_every_locked_package_and_every_shipped_script_is_named() -> None:
    bill = json.loads(bill_of_materials(ROOT, PACK))
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.5", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    assert bill["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    known = {component["bom-ref"]: component for component in bill["components"]}
    assert len(known) == len(bill["components"])
    locked = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / PYTHON_LOCK).read_text(), re.MULTILINE)
    assert len(locked) > 10
    for name, number in locked:
        hashes = known[f"pkg:pypi/{name.lower()}@{number}"]["hashes"]
        assert hashes and all(len(entry["content"]) == 64 for entry in hashes)
    scripts = {c["name"]: c for c in known.values() if c["purl"].startswith("pkg:npm/")}
    assert set(scripts) == set(
        json.loads((ROOT / "frontend/package.json").read_text())["dependencies"]
    )
    for component in scripts.values():
        assert len(component["hashes"][0]["content"]) == 128 and component["scope"] == "required"
    shipped = [c["name"] for c in known.values() if c["scope"] == "required"]
    assert sorted(shipped) == ["mkdocs-material", *sorted(scripts)]


def test_what_a_bundle_names_is_in_the_list() -> None:
    """A library that is imported by the front end ships, so it must be no development tool."""
    shipped = set(json.loads((ROOT / "frontend/package.json").read_text())["dependencies"])
    for path in (ROOT / "frontend/src").rglob("*.mjs"):
        for name in re.findall(r'from "([^."][^"]*)"', path.read_text("utf-8")):
            assert name in shipped, path


def test_twice_the_same_and_nothing_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x" * 10)
    texts = [bill_of_materials(ROOT, PACK), build_info(tmp_path, PACK)]
    assert texts == [bill_of_materials(ROOT, PACK), build_info(tmp_path, PACK)]
    for text in texts:
        for secret in (ROOT, Path.home(), tmp_path, sys.prefix):
            assert str(secret) not in text.decode(), secret
        for name in (getpass.getuser(), socket.gethostname()):
            assert f'"{name}"' not in text.decode(), name
    facts = json.loads(texts[1])
    assert (facts["pages"], facts["files"], facts["bytes"]) == (1, 1, 10)
    assert facts["id"] == PACK.identifier


def test_a_site_without_locks_has_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(bill_of_materials(tmp_path, PACK))["components"] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (PYTHON_LOCK, b"\xff\xfe"),
        (PYTHON_LOCK, b"git+ssh://somewhere\n"),
        (SCRIPT_LOCK, b"{"),
        (SCRIPT_LOCK, b'{"packages": {"node_modules/a": {}}}'),
        (
            SCRIPT_LOCK,
            b'{"packages": {"node_modules/a": {"version": "1", "integrity": "sha512-!"}}}',
        ),
        (SCRIPT_LOCK, b"[]"),
    ],
)
def test_a_damaged_lock_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(PackingError, match=path.name):
        bill_of_materials(tmp_path, PACK)
