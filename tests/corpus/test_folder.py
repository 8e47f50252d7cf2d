"""A folder of saved files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ogpqa.corpus import folder as folder_module
from ogpqa.corpus import load_corpus, slug
from ogpqa.errors import PageError, SettingsError

TEXT = "Freedonia\n\n  • Member Since 2014\n"


def reasons(folder: Path) -> dict[str, str]:
    """Why each skipped file of the folder is no page."""
    return {skipped.path: skipped.reason for skipped in load_corpus(folder).skipped}


def test_every_format_becomes_a_page(tmp_path: Path) -> None:
    """Text, Markdown and HTML are pages, in the order of their ids; a README and other files are none."""
    (tmp_path / "Zed Page.txt").write_text(TEXT)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "beta.md").write_text("# Beta\n\ntext")
    (tmp_path / "alpha.html").write_text("<h1>Alpha</h1><p>text</p>")
    for other in ("README.md", "data.csv", ".hidden.txt"):
        (tmp_path / other).write_text("x")
    corpus = load_corpus(tmp_path)
    assert [page.page_id for page in corpus.pages] == ["alpha", "beta", "zed-page"]
    assert [page.title for page in corpus.pages] == ["Alpha", "Beta", "Freedonia"]
    assert corpus.skipped == ()
    assert all(page.sha256 == hashlib.sha256(page.text.encode()).hexdigest() for page in corpus.pages)


def test_files_that_are_no_pages_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty, binary, badly encoded, too large and nameless files are skipped with a reason, and the rest is loaded."""
    monkeypatch.setitem(folder_module.MAX_BYTES, ".md", 1000)
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "blank.txt").write_text("Show More\n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "latin.txt").write_bytes("Córdoba".encode("latin-1"))
    (tmp_path / "large.md").write_text("x" * 1001)
    (tmp_path / "서울.txt").write_text(TEXT)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    found = reasons(tmp_path)
    assert [page.page_id for page in load_corpus(tmp_path).pages] == ["good"]
    assert "empty" in found["empty.txt"]
    assert "no text" in found["blank.txt"]
    assert "binary" in found["binary.txt"]
    assert "UTF-8" in found["latin.txt"]
    assert "1,000 bytes" in found["large.md"]
    assert "page id" in found["서울.txt"]
    assert "damaged" in found["bad.pdf"]


def test_encodings(tmp_path: Path) -> None:
    """UTF-16 with a byte order mark and an HTML file's declared charset are read."""
    (tmp_path / "wide.txt").write_bytes(TEXT.encode("utf-16"))
    (tmp_path / "old.html").write_bytes("<meta charset='iso-8859-1'><p>Córdoba</p>".encode("latin-1"))
    corpus = load_corpus(tmp_path)
    assert corpus.skipped == ()
    assert [page.text.split()[0] for page in corpus.pages] == ["Córdoba", "Freedonia"]


def test_one_page_per_id(tmp_path: Path) -> None:
    """The second file of an id is skipped and the first one named."""
    (tmp_path / "a.md").write_text("# A")
    (tmp_path / "a.txt").write_text(TEXT)
    assert "a.md" in reasons(tmp_path)["a.txt"]


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is an error that names it."""
    with pytest.raises(PageError, match="nowhere"):
        load_corpus(tmp_path / "nowhere")


def test_pages_toml_is_believed_first(tmp_path: Path) -> None:
    """pages.toml overrides what the file says; tables are named by file or by page id."""
    (tmp_path / "a.md").write_text("---\ntitle: Old\nlang: fr\n---\ntext here")
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "pages.toml").write_text(
        '["a.md"]\npage_id = "first"\ntitle = "New"\nsaved_on = 2021-02-03\nurl = "https://x.example/"\n'
        '[b]\nlang = "es-MX"\nsaved_on = "2020-01-01"\n[gone]\ntitle = "x"\n'
    )
    corpus = load_corpus(tmp_path)
    b, first = corpus.pages
    assert (first.page_id, first.title, first.saved_on, first.url, first.lang) == (
        "first",
        "New",
        "2021-02-03",
        "https://x.example/",
        "fr",
    )
    assert (b.page_id, b.lang, b.saved_on) == ("b", "es", "2020-01-01")
    assert "gone" in corpus.skipped[0].reason


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("[a\n", "pages.toml"),
        ('a = "x"', "a"),
        ('[a]\npage_id = "Not An Id"', "a.page_id"),
        ('[a]\nsaved_on = "soon"', "a.saved_on"),
        ("[a]\ntitle = 3", "a.title"),
        ('[a]\nurl = "javascript:x"', "a.url"),
        ('[a]\nlang = "english!"', "a.lang"),
        ('[a]\nurls = "x"', "a.urls"),
        ('[a]\npage_id = "x"\n[b]\npage_id = "x"', "b.page_id"),
    ],
)
def test_a_bad_pages_toml_names_file_and_key(tmp_path: Path, toml: str, named: str) -> None:
    """Every mistake in pages.toml is an error with the file and the key."""
    (tmp_path / "pages.toml").write_text(toml)
    with pytest.raises(SettingsError) as error:
        load_corpus(tmp_path)
    assert "pages.toml" in error.value.message
    assert named in error.value.message
    assert error.value.hint


@pytest.mark.parametrize(
    ("name", "page_id"),
    [
        ("Seoul, South Korea", "seoul-south-korea"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("São Tomé", "sao-tome"),
        ("서울", ""),
    ],
)
def test_slug(name: str, page_id: str) -> None:
    """Names become ids of plain letters; a name without Latin letters becomes none."""
    assert slug(name) == page_id
