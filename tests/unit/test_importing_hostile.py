"""Files that mean harm, or are broken, or are something else: one Chinese line, exit 1."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest

from qinejia.cli import main
from qinejia.importing.drafting import WRITERS, import_word
from qinejia.importing.faults import ImportFault
from qinejia.importing.known import Known
from qinejia.importing.package import MAX_MEMBERS
from tests.support import SMALL_SITE, full_config, write_tree
from tests.word import NAMESPACES, Word, gb_cover, gb_word, paragraph

GOOD = gb_cover(gb_word()).p("范围", style="章标题").p("正文。").build()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return out.getvalue()


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def with_document(xml: str) -> bytes:
    return packed({**files_of(GOOD), "word/document.xml": xml.encode()})


def refused(data: bytes) -> str:
    with pytest.raises(ImportFault) as caught:
        import_word(data, "standard", Known(), "文件")
    said = str(caught.value)
    assert "\n" not in said and said
    return said


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def document(body: str, head: str = "") -> str:
    return f"{head}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def test_entity_bomb_is_refused() -> None:
    assert "DOCTYPE" in refused(with_document(document(paragraph("&i;"), ENTITIES)))


def test_external_entity_is_refused_in_utf_16_too() -> None:
    xml = document("", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')
    data = packed({**files_of(GOOD), "word/document.xml": xml.encode("utf-16")})
    assert "DOCTYPE" in refused(data)


def test_other_encodings_hide_nothing() -> None:
    xml = '<?xml version="1.0" encoding="cp037"?>' + document("")
    assert "损坏" in refused(packed({**files_of(GOOD), "word/document.xml": xml.encode("cp037")}))


def test_zip_bomb_is_refused() -> None:
    assert "压缩炸弹" in refused(packed({**files_of(GOOD), "word/x.xml": b"\0" * 30_000_000}))


def test_bomb_with_a_false_size_is_refused() -> None:
    """The directory says one kilobyte; what comes out is more."""
    data = bytearray(packed({**files_of(GOOD), "word/document.xml": b" " * 50_000_000}))
    at = data.rfind(b"word/document.xml") - 46
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    refused(bytes(data))


def test_too_many_members_are_refused() -> None:
    many = {f"word/x{number}": b"" for number in range(MAX_MEMBERS)}
    assert "部件" in refused(packed({**files_of(GOOD), **many}, zipfile.ZIP_STORED))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:/x", "word\\..\\x", "a/../../b"]
)
def test_names_that_lead_outside_are_refused(name: str) -> None:
    assert "外面" in refused(packed({**files_of(GOOD), name: b"x"}))


def test_two_members_of_one_name_are_refused() -> None:
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as pack, pytest.warns(UserWarning):
        pack.writestr("word/document.xml", b"<x/>")
    assert "重名" in refused(out.getvalue())


def test_encrypted_zip_is_refused() -> None:
    data = bytearray(GOOD)
    at = data.rfind(b"word/document.xml") - 46
    data[at + 8] |= 1
    assert "密码" in refused(bytes(data))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_truncated_file_is_refused(share: float) -> None:
    assert "Word" in refused(GOOD[: int(len(GOOD) * share)])


def test_zip_of_something_else_is_refused() -> None:
    assert "不是 Word 文档" in refused(packed({"a.txt": b"x"}))
    assert "不是 Word 文档" in refused(with_document("<x/>"))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000
    parts = {**files_of(GOOD), "word/document.xml": document(deep).encode()}
    assert "太深" in refused(packed(parts, zipfile.ZIP_STORED))


def test_broken_xml_is_refused() -> None:
    assert "损坏" in refused(with_document(document("<w:p>")))


def test_relation_that_leads_outside_finds_nothing() -> None:
    word = Word().p("1 范围", bold=True)
    word.relate("styles", "../../../../etc/passwd")
    word.relate("footnotes", "file:///etc/passwd", external=True)
    made = import_word(word.build(), "standard", Known(), "文件")
    assert "指到文件外面的内容" in str(made.notices.found)


def test_random_damage_never_ends_in_anything_but_a_fault() -> None:
    """Bytes of the parts change, not of the zip around them: that would be found by its sum."""
    parts = files_of(
        gb_cover(gb_word()).p("范围", style="章标题").table(["甲", "乙"], ["1", "2"]).build()
    )
    rng = random.Random(7)
    for number in range(150):
        name = rng.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            data[at : at + rng.randint(0, 3)] = bytes(
                rng.randrange(32, 127) for _ in range(rng.randint(0, 3))
            )
        kind = sorted(WRITERS)[number % len(WRITERS)]
        try:
            import_word(packed({**parts, name: bytes(data)}), kind, Known(), "文件")
        except ImportFault as fault:
            assert "\n" not in str(fault)


WORDS = ("-1", "99999999999999999999", "x", "", "0", "9", "255")


def test_absurd_numbers_are_taken_for_what_they_can_be() -> None:
    for value in WORDS:
        about = (
            f'<w:outlineLvl w:val="{value}"/><w:numPr><w:ilvl w:val="{value}"/>'
            '<w:numId w:val="1"/></w:numPr>'
        )
        word = gb_word().p("文字", about=about)
        word.numbering += (
            f'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="{value}">'
            f'<w:start w:val="{value}"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1"/>'
            "</w:lvl></w:abstractNum>"
            f'<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
        )
        word.p("文字", num=(77, 0))
        word.raw(
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{value}"/></w:trPr><w:tc><w:tcPr>'
            f'<w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("格")}</w:tc></w:tr></w:tbl>'
        )
        word.p(f'<w:r><w:sym w:font="Wingdings" w:char="{value}"/></w:r>')
        assert "格" in import_word(word.build(), "standard", Known(), "文件").markdown


def test_styles_in_a_circle_end() -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/>'
        f'<w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("AB", "BA")
    )
    word = (
        Word(styles=circle)
        .p("文字", style="A")
        .p('<w:r><w:rPr><w:rStyle w:val="A"/></w:rPr><w:t>字</w:t></w:r>')
    )
    assert "文字" in import_word(word.build(), "course", Known(), "文件").markdown


# --- on the command line ------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_tree(tmp_path / "docs", SMALL_SITE)
    (tmp_path / "mkdocs.yml").write_text(full_config(), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    return tmp_path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"", "空的"),
        ("a.docx", b"hello", "不是 Word 文件"),
        ("a.docx", b"PK\x03\x04hello", "损坏"),
        ("a.doc", OLE, "另存为 .docx"),
        ("a.wps", OLE, "另存为 .docx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("a.rtf", b"{\\rtf1}", "另存为 .docx"),
        ("a.pdf", b"%PDF-1.7", "PDF 不能导入"),
        ("a.docx", b"%PDF-1.7", "PDF 不能导入"),
        ("a.ppt", OLE, "另存为 .pptx"),
        ("a.pptx", packed({"a.txt": b"x"}), "不是 Word 文档"),
        ("a.xlsx", GOOD, "questions import"),
        ("a.docx", packed({**files_of(GOOD), "../x": b""}), "外面"),
    ],
)
def test_what_cannot_be_taken_gets_one_line(
    site: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, said: str
) -> None:
    (site / name).write_bytes(data)
    assert main(["import", name]) == 1
    shown = capsys.readouterr()
    assert said in shown.err and shown.err.count("\n") == 1 and not shown.out
    assert sorted(path.name for path in (site / "docs").rglob("*.md")) == [
        "kc-01.md",
        "std-q-qej-bz201.3-2026.md",
    ]


def test_folder_and_missing_file_get_one_line(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "docs"]) == 1
    assert main(["import", "nichts.docx"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_old_file_is_converted_where_libreoffice_is(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A stand-in that answers as ``soffice --convert-to`` does; ``test_importing_office`` runs the
    real one where it is installed."""
    (site / "good.docx").write_bytes(GOOD)
    (site / "old.doc").write_bytes(OLE)
    (site / "bin").mkdir()
    office = site / "bin" / "soffice"
    office.write_text(
        '#!/bin/sh\nwhile [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done\n'
        f'cp "{site}/good.docx" "$out/source.docx"\n',
        "utf-8",
    )
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{site}/bin:/usr/bin:/bin")
    assert main(["import", "old.doc"]) == 0
    assert (site / "docs/standards/std-q-qej-bz299-2026.md").exists()
    office.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert main(["import", "old.doc"]) == 1
    assert "LibreOffice 没有转换成功" in capsys.readouterr().err
