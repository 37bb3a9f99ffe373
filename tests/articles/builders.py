"""Small real files for the import tests: Word documents made part by part, and pictures of one pixel."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from articles.imports import Refused, read_file

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
STYLES = (
    f'<?xml version="1.0"?><w:styles xmlns:w="{W}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in ("Title", "Subtitle", "Caption", "Quote")
    )
    + '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>'
)


def p(text: str, style: str = "") -> str:
    """One paragraph of a Word document; `text` may hold runs of its own."""
    run = text if text.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{run}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def link(rid: str, text: str) -> str:
    return f'<w:hyperlink r:id="{rid}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>'


def picture(rid: str, alt: str = "", how: str = "embed") -> str:
    """A paragraph's run with an inline picture."""
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="1" name="x" descr="{alt}"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip r:{how}="{rid}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def relationship(rid: str, kind: str, target: str, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{rid}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def docx(
    *body: str, relations: str = "", parts: dict[str, bytes | str] | None = None, head: str = ""
) -> bytes:
    """A Word file; `parts` adds or replaces entries of the zip."""
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}">'
        f"<w:body>{''.join(body)}</w:body></w:document>"
    )
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relationship("rIdS", "styles", "styles.xml")}{relations}</Relationships>'
    )
    entries: dict[str, bytes | str] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": document,
        "word/_rels/document.xml.rels": rels,
        "word/styles.xml": STYLES,
    }
    return zipped(entries | (parts or {}))


def refusal(name: str, data: bytes) -> str:
    """Why this file cannot come in."""
    with pytest.raises(Refused) as refused:
        read_file(name, data)
    return str(refused.value)


def zipped(entries: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, how)
    return out.getvalue()


def png(width: int = 1, height: int = 1) -> bytes:
    """A real grey PNG; width and height may lie when they are large."""
    rows = b"".join(b"\0" + b"\x80" * min(width, 64) for _ in range(min(height, 64)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_SPACES = " ".join(
    f'xmlns:{prefix}="{ODF}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:math="http://www.w3.org/1998/Math/MathML"'  # fmt: skip


def odt(
    *body: str,
    styles: str = "",
    margins: str = "",
    parts: dict[str, bytes | str] | None = None,
    kind: str = "text",
) -> bytes:
    """An OpenDocument text; `styles` are automatic ones, `margins` of its pages; `parts` adds or replaces."""
    content = (
        f'<?xml version="1.0"?><office:document-content {ODT_SPACES}><office:automatic-styles>{styles}'
        f"</office:automatic-styles><office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )
    page = (
        f'<?xml version="1.0"?><office:document-styles {ODT_SPACES}><office:styles>'
        '<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"/>'
        '</office:styles><office:master-styles><style:master-page style:name="Standard">'
        f"{margins}</style:master-page></office:master-styles></office:document-styles>"
    )
    entries: dict[str, bytes | str] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        "styles.xml": page,
    }
    return zipped(entries | (parts or {}))


def pdf(
    *pages: tuple[str, ...],
    annotations: str = "",
    objects: tuple[str, ...] = (),
    drawn: str = "",
    more: str = "",
) -> bytes:
    """A PDF with these lines on each page; `annotations` and operators `drawn` before the lines of the first,
    with `more` resources; `objects` are numbered from 100."""
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    numbered = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for number, lines in enumerate(pages):
        said = "".join(
            f"1 0 0 1 50 {780 - 14 * place} Tm ({line}) Tj\n" for place, line in enumerate(lines) if line
        )
        stream = f"{drawn if not number else ''}\nBT /F1 10 Tf\n{said}ET"
        notes = f"/Annots[{annotations}]" if annotations and not number else ""
        numbered[first + 2 * number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {first + 2 * number + 1} 0 R"
            f"/Resources<</Font<</F1 3 0 R>>{more}>>{notes}>>"
        )
        numbered[first + 2 * number + 1] = (
            f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream"
        )
    numbered |= dict(enumerate(objects, start=100))
    out, places = b"%PDF-1.7\n", []
    for number, body in numbered.items():
        places.append((number, len(out)))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{number} 1\n{at:010} 00000 n \n" for number, at in places)
    trailer = f"xref\n{table}trailer\n<</Size 200/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return out + trailer.encode()
