"""Slides written by hand (试验用的演示文稿): minimal OOXML, as the importer must read it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.word import NAMESPACES

_OLD = "http://schemas.openxmlformats.org/"
_TYPE = f"{_OLD}officeDocument/2006/relationships/"
_SPACES = f'{NAMESPACES} xmlns:p="{_OLD}presentationml/2006/main"'


def lines(*texts: str) -> str:
    return "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in texts)


def shape(role: str, *texts: str) -> str:
    """A shape with a role of its own, e.g. ``title``; without one it is a text box."""
    place = f'<p:ph type="{role}"/>' if role else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="1" name="x"/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f"<p:txBody>{lines(*texts)}</p:txBody></p:sp>"
    )


def picture(description: str = "") -> str:
    """The picture ``ppt/media/image1.png``."""
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="{description}"/></p:nvPicPr>'
        '<p:blipFill><a:blip r:embed="rIdPicture"/></p:blipFill></p:pic>'
    )


def slides(
    *shapes: str, notes: Mapping[int, str] | None = None, media: bytes = b"", more: str = ""
) -> bytes:
    """A presentation of one slide per text of ``shapes``; ``more`` are further relations."""
    files = {"_rels/.rels": _relations(("r1", "officeDocument", "ppt/presentation.xml"))}
    numbers = range(1, len(shapes) + 1)
    shown = "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in numbers)
    files["ppt/presentation.xml"] = (
        f"<p:presentation {_SPACES}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>"
    )
    targets = [(f"r{n}", "slide", f"slides/slide{n}.xml") for n in numbers]
    files["ppt/_rels/presentation.xml.rels"] = _relations(*targets)
    for n, inside in zip(numbers, shapes, strict=True):
        files[f"ppt/slides/slide{n}.xml"] = _tree("sld", inside)
        found = [("rIdPicture", "image", "../media/image1.png")]
        if notes and n in notes:
            found.append(("rIdNotes", "notesSlide", f"../notesSlides/notesSlide{n}.xml"))
            files[f"ppt/notesSlides/notesSlide{n}.xml"] = _tree("notes", shape("body", notes[n]))
        files[f"ppt/slides/_rels/slide{n}.xml.rels"] = _relations(*found, more=more)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, text in files.items():
            pack.writestr(name, text)
        pack.writestr("ppt/media/image1.png", media)
    return out.getvalue()


def _tree(tag: str, inside: str) -> str:
    return f"<p:{tag} {_SPACES}><p:cSld><p:spTree>{inside}</p:spTree></p:cSld></p:{tag}>"


def _relations(*found: tuple[str, str, str], more: str = "") -> str:
    made = "".join(
        f'<Relationship Id="{name}" Type="{_TYPE}{kind}" Target="{target}"/>'
        for name, kind, target in found
    )
    return f'<Relationships xmlns="{_OLD}package/2006/relationships">{made}{more}</Relationships>'
