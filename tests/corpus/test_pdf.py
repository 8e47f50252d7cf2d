"""PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.corpus.pdf import read_pdf
from ogpqa.errors import PageError


def made_pdf(content: str, extra: str = "") -> bytes:
    """A PDF of one sheet with this content stream."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{body}endobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer<</Root 1 0 R/Size {len(objects) + 1}{extra}>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def test_lines_of_a_pdf() -> None:
    """The text of the sheets becomes lines like those of a text file."""
    draft = read_pdf(made_pdf("BT /F 12 Tf 50 700 Td (Freedonia) Tj 0 -30 Td (Member Since 2014) Tj ET"))
    assert [block.span.of(draft.text) for block in draft.blocks] == ["Freedonia", "Member Since 2014"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (made_pdf(""), "no text"),
        (b"%PDF-1.4", "damaged"),
        (b"nothing", "damaged"),
        (
            made_pdf("", f"/Encrypt<</Filter/Standard/V 1/R 2/P -1/O<{'00' * 32}>/U<{'00' * 32}>>>/ID[<00><00>]"),
            "encrypted",
        ),
    ],
)
def test_pdfs_that_are_no_pages(data: bytes, reason: str) -> None:
    """Scanned, damaged and encrypted files are errors that say so."""
    with pytest.raises(PageError, match=reason):
        read_pdf(data)


def test_a_real_plan(shared: Path) -> None:
    """A national action plan of many sheets gives its text."""
    draft = read_pdf((shared / "data/us-nap5/NAP5-fifth-open-government-national-action-plan.pdf").read_bytes())
    assert "Open Government" in draft.text
    assert len(draft.blocks) > 300
