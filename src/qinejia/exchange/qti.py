"""QTI 2.1 packages (IMS Question and Test Interoperability): a zip of items with a manifest.

Clause, difficulty and analysis stand in a rubric block for authors, which other programs pass over.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from qinejia.exchange.draft import Draft, DraftChoice, ExchangeError, Report

_NS = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
_HOLDS = ("单选", "多选", "判断", "填空", "排序", "配对")
_MOST_BYTES = 50_000_000
_DATE = (2020, 1, 1, 0, 0, 0)


def write_qti(drafts: Iterable[Draft]) -> tuple[bytes, Report]:
    """The package, and what it cannot hold; two runs give the same bytes."""
    report = Report()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for draft in drafts:
            if draft.kind not in _HOLDS:
                report.left.append(f"{draft.name}：{draft.kind}题的图不随包导出")
                continue
            report.drafts.append(draft)
            _add(pack, f"items/{draft.name}.xml", _item(draft))
        _add(pack, "imsmanifest.xml", _manifest(report.drafts))
    return out.getvalue(), report


def _add(pack: zipfile.ZipFile, name: str, root: ET.Element) -> None:
    ET.indent(root)
    text = b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "utf-8")
    pack.writestr(zipfile.ZipInfo(name, _DATE), text)


def _manifest(drafts: Iterable[Draft]) -> ET.Element:
    root = ET.Element("manifest", {"xmlns": _CP, "identifier": "qinejia"})
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    for draft in drafts:
        href = f"items/{draft.name}.xml"
        about = {"identifier": f"R-{draft.name}", "type": "imsqti_item_xmlv2p1", "href": href}
        ET.SubElement(ET.SubElement(resources, "resource", about), "file", {"href": href})
    return root


def _item(draft: Draft) -> ET.Element:
    root = ET.Element(
        "assessmentItem",
        {
            "xmlns": _NS, "identifier": f"Q-{draft.name}", "title": draft.name,
            "adaptive": "false", "timeDependent": "false",
        },
    )  # fmt: skip
    body = ET.Element("itemBody")
    about = {
        "kind": draft.kind, "clause": draft.clause, "score": draft.score,
        "difficulty": draft.difficulty, "analysis": draft.analysis, "shuffle": draft.shuffle,
        "feedback": [choice.feedback for choice in draft.choices],
        "blanks": [choice.text for choice in draft.choices] if draft.kind == "填空" else [],
    }  # fmt: skip
    block = ET.SubElement(body, "rubricBlock", {"view": "author", "use": "qinejia"})
    ET.SubElement(block, "p").text = json.dumps(about, ensure_ascii=False)
    shuffle = {"shuffle": "true" if draft.shuffle else "false"}
    if draft.kind == "填空":
        _blanks(root, body, draft)
    elif draft.kind == "配对":
        _pairs(root, body, draft, shuffle)
    else:
        _choices(root, body, draft, shuffle)
    ET.SubElement(
        root,
        "outcomeDeclaration",
        {"identifier": "SCORE", "cardinality": "single", "baseType": "float"},
    )
    root.append(body)
    ET.SubElement(root, "responseProcessing", {"template": f"{_TEMPLATES}match_correct"})
    return root


def _declare(root: ET.Element, name: str, cardinality: str, base: str, values: list[str]) -> None:
    about = {"identifier": name, "cardinality": cardinality, "baseType": base}
    correct = ET.SubElement(ET.SubElement(root, "responseDeclaration", about), "correctResponse")
    for value in values:
        ET.SubElement(correct, "value").text = value


def _prompt(body: ET.Element, draft: Draft) -> None:
    for line in draft.stem.split("\n"):
        ET.SubElement(body, "p").text = line


def _choices(root: ET.Element, body: ET.Element, draft: Draft, shuffle: dict[str, str]) -> None:
    _prompt(body, draft)
    names = [f"C{number}" for number in range(1, len(draft.choices) + 1)]
    right = [name for name, choice in zip(names, draft.choices, strict=True) if choice.correct]
    is_order = draft.kind == "排序"
    cardinality = "ordered" if is_order else "multiple" if draft.kind == "多选" else "single"
    _declare(root, "RESPONSE", cardinality, "identifier", right)
    about = {"responseIdentifier": "RESPONSE", **shuffle}
    if not is_order:
        about["maxChoices"] = "0" if draft.kind == "多选" else "1"
    tag = "orderInteraction" if is_order else "choiceInteraction"
    interaction = ET.SubElement(body, tag, about)
    for name, choice in zip(names, draft.choices, strict=True):
        ET.SubElement(interaction, "simpleChoice", {"identifier": name}).text = choice.text


def _pairs(root: ET.Element, body: ET.Element, draft: Draft, shuffle: dict[str, str]) -> None:
    _prompt(body, draft)
    numbers = range(1, len(draft.choices) + 1)
    _declare(root, "RESPONSE", "multiple", "directedPair", [f"L{n} R{n}" for n in numbers])
    interaction = ET.SubElement(
        body,
        "matchInteraction",
        {"responseIdentifier": "RESPONSE", "maxAssociations": "0", **shuffle},
    )
    for letter in "LR":
        side = ET.SubElement(interaction, "simpleMatchSet")
        for number, choice in zip(numbers, draft.choices, strict=True):
            about = {"identifier": f"{letter}{number}", "matchMax": "1"}
            text = choice.text if letter == "L" else choice.match
            ET.SubElement(side, "simpleAssociableChoice", about).text = text


def _blanks(root: ET.Element, body: ET.Element, draft: Draft) -> None:
    parts = re.split(r"_{4,}", draft.stem)
    paragraph = ET.SubElement(body, "p")
    paragraph.text = parts[0]
    for number, (choice, after) in enumerate(zip(draft.choices, parts[1:], strict=False), 1):
        name = f"RESPONSE{number}"
        _declare(root, name, "single", "string", [choice.text.split(" / ")[0]])
        entry = ET.SubElement(paragraph, "textEntryInteraction", {"responseIdentifier": name})
        entry.tail = after


# --- reading ------------------------------------------------------------------------------------


def read_qti(content: bytes) -> Report:
    """Drafts of a package. Raises ``ExchangeError``."""
    report = Report()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            if sum(entry.file_size for entry in pack.infolist()) > _MOST_BYTES:
                raise ExchangeError("题包太大")
            names = [n for n in pack.namelist() if n.endswith(".xml") and "imsmanifest" not in n]
            texts = {name: pack.read(name) for name in names}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ExchangeError("打不开这个题包，它应是 QTI 2.1 的 zip 文件") from error
    for name, text in texts.items():
        try:
            draft = _read(text)
        except ExchangeError as error:
            report.left.append(f"{name}：{error}")
        else:
            if draft:
                report.drafts.append(draft)
    if not report.drafts and not report.left:
        raise ExchangeError("题包里没有 QTI 2.1 的题目")
    return report


def _read(content: bytes) -> Draft | None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ExchangeError("文件里有 DOCTYPE，不收")
    try:
        root = ET.fromstring(content)
    except ET.ParseError as error:
        raise ExchangeError("不是完整的 XML") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    if root.tag != "assessmentItem":
        return None
    body = root.find("itemBody")
    if body is None:
        raise ExchangeError("没有 itemBody")
    about = _about(body)
    right = {
        str(found.get("identifier")): [
            (value.text or "").strip() for value in found.iterfind("correctResponse/value")
        ]
        for found in root.iterfind("responseDeclaration")
    }
    kind, stem, choices = _body(body, right, root)
    if about.get("kind") in _HOLDS:
        kind = str(about["kind"])
    blanks = about.get("blanks")
    if kind == "填空" and isinstance(blanks, list) and len(blanks) == len(choices):
        choices = [DraftChoice(str(text)) for text in blanks]
    feedback = about.get("feedback")
    if isinstance(feedback, list) and len(feedback) == len(choices):
        choices = [
            DraftChoice(c.text, c.correct, str(said), c.match)
            for c, said in zip(choices, feedback, strict=True)
        ]
    score = about.get("score", 5)
    shuffled = [found.get("shuffle") for found in body.iter() if found.get("shuffle")]
    is_fixed = about.get("shuffle") is False or "false" in shuffled
    return Draft(
        name=str(root.get("title") or root.get("identifier") or "q1"),
        kind=kind,
        stem=stem,
        choices=tuple(choices),
        clause=str(about.get("clause", "")),
        score=float(score) if isinstance(score, int | float) else 5,
        difficulty=str(about.get("difficulty", "中")),
        shuffle=not is_fixed,
        analysis=str(about.get("analysis", "")),
    )


def _about(body: ET.Element) -> dict[str, object]:
    for block in body.findall("rubricBlock"):
        if block.get("use") == "qinejia":
            try:
                found = json.loads("".join(block.itertext()))
            except ValueError:
                return {}
            body.remove(block)
            return found if isinstance(found, dict) else {}
    return {}


def _body(
    body: ET.Element, right: dict[str, list[str]], root: ET.Element
) -> tuple[str, str, list[DraftChoice]]:
    for tag in ("choiceInteraction", "orderInteraction"):
        found = body.find(f".//{tag}")
        if found is not None:
            name = str(found.get("responseIdentifier"))
            return _read_choices(found, right.get(name, []), _stem(body, found), root)
    match = body.find(".//matchInteraction")
    if match is not None:
        return "配对", _stem(body, match), _read_pairs(match, right)
    entries = body.findall(".//textEntryInteraction")
    if entries:
        names = [str(entry.get("responseIdentifier")) for entry in entries]
        return (
            "填空",
            _stem(body, None),
            [DraftChoice(" / ".join(right.get(name, [])) or "？") for name in names],
        )
    raise ExchangeError("没有认得的题型")


def _read_choices(
    found: ET.Element, right: list[str], stem: str, root: ET.Element
) -> tuple[str, str, list[DraftChoice]]:
    named = [
        (str(c.get("identifier")), "".join(c.itertext()).strip())
        for c in found.findall("simpleChoice")
    ]
    if found.tag == "orderInteraction":
        texts = dict(named)
        if sorted(right) != sorted(texts):
            raise ExchangeError("排序题没有写全正确次序")
        return "排序", stem, [DraftChoice(texts[name]) for name in right]
    first = root.find("responseDeclaration")
    is_many = first is not None and first.get("cardinality") == "multiple"
    choices = [DraftChoice(text, name in right) for name, text in named]
    return ("多选" if is_many else "单选"), stem, choices


def _read_pairs(found: ET.Element, right: dict[str, list[str]]) -> list[DraftChoice]:
    texts = {
        str(c.get("identifier")): "".join(c.itertext()).strip()
        for c in found.iter("simpleAssociableChoice")
    }
    pairs = [value.split() for value in right.get(str(found.get("responseIdentifier")), [])]
    made = [(texts.get(p[0]), texts.get(p[1])) for p in pairs if len(p) == 2]
    if not made or not all(left and other for left, other in made):
        raise ExchangeError("配对题没有写正确的配对")
    return [DraftChoice(str(left), True, "", str(other)) for left, other in made]


def _stem(body: ET.Element, interaction: ET.Element | None) -> str:
    """The text outside of the interaction, a line a paragraph; blanks as ``____``."""
    lines = []
    for element in body:
        if element is interaction:
            prompt = element.find("prompt")
            if prompt is not None:
                lines.append("".join(prompt.itertext()).strip())
            continue
        parts = [element.text or ""]
        for inner in element.iter():
            if inner is not element:
                parts.append("____" if inner.tag == "textEntryInteraction" else inner.text or "")
                parts.append(inner.tail or "")
        lines.append("".join(parts).strip("\n"))
    return "\n".join(lines).strip()
