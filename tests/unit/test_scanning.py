"""What the scan finds and what it leaves alone; photos and Office files, broken ones too."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from qinejia.library.allowed import read_allowed
from qinejia.markup.office import authors_of
from qinejia.markup.photos import tells_place
from qinejia.markup.svg import svg_texts
from qinejia.model.position import Position
from qinejia.rules.scanning import mask, scan
from tests.support import SMALL_SITE, check_tree

FOUND = {
    "证号110105 19491231 002X。": ("身份证号", "110105 19491231 002X"),
    "１１０１０５１９４９１２３１００２Ｘ": ("身份证号", "11010519491231002X"),
    "卡6222-0210-0111-6245-702": ("银行卡号", "6222-0210-0111-6245-702"),
    "致电 +86 138 0013 8000": ("手机号", "138 0013 8000"),
    "苏D·1234警": ("车牌号", "苏D·1234警"),
    "苏DD12345": ("车牌号", "苏DD12345"),
    "苏D12345D": ("车牌号", "苏D12345D"),
    "(0519) 8568-1234": ("固定电话", "0519) 8568-1234"),
    "传真：85681234": ("固定电话", "85681234"),
    "写信到zhao.qian@jgswj.gov.cn。": ("邮箱", "zhao.qian@jgswj.gov.cn"),
    "密级：机密": ("密级或内部标志", "密级：机密"),
}


@pytest.mark.parametrize("text", FOUND)
def test_sensitive_text_is_found_once_and_where_it_stands(text: str) -> None:
    ((kind, found, start),) = scan(text)
    assert (kind, found) == FOUND[text]
    assert len(text[start : start + len(found)]) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # wrong check digit, and no card either
        "6222021001116245703",
        "0.13800138000",
        "DB32/T 4170—2021、GB 50016—2014、ISO 9001:2015",
        "2026-05-01至2026-12-31，共 12345678 元",
        "v1-13800138000abcdef0123456",
        "苏D×××××、苏D片区、京A座 1208",
        "kb@example.cn、logo@2x.png、@某某、a@b",
        "编号010-12，0519-12345",
        "标有“绝密”“内部资料”的，和做菜的秘密",
    ],
)
def test_harmless_text_is_left_alone(text: str) -> None:
    assert list(scan(text)) == []


@pytest.mark.parametrize(
    "text", [found for _, found in FOUND.values()] + ["赵某", "欧阳某某", "甲"]
)
def test_mask_hides_the_middle(text: str) -> None:
    hidden = mask(text)
    assert text not in hidden and "*" in hidden
    if len(text) > 6:
        assert hidden.count("*") >= len(text) * 0.4


def test_no_message_repeats_a_number() -> None:
    body = "卡6222021001116245702，13800138000，0519-85681234，zhao@jgswj.gov.cn，苏D12345\n"
    checked = check_tree({**SMALL_SITE, "help.md": body})
    said = "".join(d.message + d.advice for d in checked.diagnostics)
    assert said.count("样式") == 5
    for number in ("6222021001116245702", "13800138000", "85681234", "zhao@", "D12345"):
        assert number not in said


def _photo(order: str, latitude: int) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    directory = struct.pack(order + "HHHIII", 1, 0x8825, 4, 1, 26, 0)
    place = struct.pack(order + "HHHIII", 1, 2, 5, 3, 44, 0)
    degrees = struct.pack(order + "IIIIII", latitude, 1, 48, 1, 0, 1)
    exif = b"Exif\0\0" + mark + struct.pack(order + "I", 8) + directory + place + degrees
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + b"\xff\xda\0\2pixels"


@pytest.mark.parametrize("order", ["<", ">"])
def test_photo_tells_its_place_in_either_byte_order(order: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(_photo(order, 31))
    assert tells_place(path)
    path.write_bytes(_photo(order, 0))
    assert not tells_place(path), "a camera without reception writes noughts"


def test_broken_pictures_are_read_without_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    whole = _photo("<", 31)
    heads = (b"", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic" + b"\0" * 12)
    for head in heads:
        for cut in range(0, len(whole), 3):
            path.write_bytes(head + whole[:cut])
            tells_place(path)
            path.write_bytes(head + whole[:cut] + b"\xff" + whole[cut + 1 :])
            tells_place(path)


def test_hostile_office_file_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    name = "<dc:creator>&a;</dc:creator>"
    entity = f'<!DOCTYPE x [<!ENTITY a "{"赵" * 99}">]><x xmlns:dc="d">{name}</x>'
    bomb = "<x>" + " " * 50_000_000 + "</x>"
    for core in (entity, bomb, "<x>", "\0"):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("docProps/core.xml", core)
        assert authors_of(path) == ()
    path.write_bytes(path.read_bytes()[:-30])
    assert authors_of(path) == ()


def test_words_of_a_drawing_are_read_and_its_coordinates_are_not() -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><!-- 甲 --><title>乙</title>\n'
        '<g aria-label="丙"><text>丁<tspan>戊<tspan>己</tspan></tspan></text></g>'
        '<path d="M138 0013 8000"/></svg>'
    )
    found = svg_texts(drawing.encode(), Position("a.svg"))
    assert [text.strip() for text, _ in found] == ["甲", "乙", "丙", "丁戊己"]
    assert [place.line for _, place in found] == [1, 1, 2, 2]


def test_pattern_of_an_entry_is_no_expression() -> None:
    (entry,), faults = read_allowed("- {内容: 0519.8568*, 位置: 'docs/[a]*', 理由: 公布的}\n")
    assert not faults
    assert entry.covers("0519.8568123", "docs/[a].md")
    assert not entry.covers("0519-8568123", "docs/[a].md")
    assert not entry.covers("0519.8568123", "docs/a.md")
