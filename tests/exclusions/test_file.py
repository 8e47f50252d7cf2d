"""exclude.toml: what is read, what is refused, and that what is written reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa.errors import SettingsError
from ogpqa.exclusions import Exclusions, read_exclusions, write_exclusions


def written(folder: Path, text: str | bytes) -> Path:
    """The file with that text."""
    path = folder / "exclude.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_no_file_excludes_nothing(tmp_path: Path) -> None:
    """Nor does an empty one."""
    assert not read_exclusions(tmp_path / "exclude.toml")
    assert not read_exclusions(written(tmp_path, "\n"))


def test_entries_are_texts_or_tables_with_a_reason(tmp_path: Path) -> None:
    """Both forms may stand in one list."""
    found = read_exclusions(
        written(
            tmp_path,
            'pages = ["freedonia-2019", {page = "https://ogp.example/members/x/", reason = "asked to"}]\n'
            'persons = ["Ada  Moon"]\n[[emails]]\naddress = "ada@gov.example"\nreason = "left\\nin May"\n',
        )
    )
    assert found.pages == {"freedonia-2019": "", "https://ogp.example/members/x/": "asked to"}
    assert found.persons == {"Ada Moon": ""}
    assert found.emails == {"ada@gov.example": "left in May"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("persons = [", "not TOML"),
        (b"\xff\xfe", "not TOML"),
        ('people = ["Ada Moon"]', "people is not known"),
        ('persons = "Ada Moon"', "persons is no list"),
        ("persons = [5]", "persons[1] is no text"),
        ('persons = ["Ada Moon", ["Bea"]]', "persons[2] is no text"),
        ('persons = ["  "]', "persons[1] = '' is empty"),
        ('persons = ["A."]', "is too short"),
        ('emails = ["ada at gov"]', "emails[1] = 'ada at gov' is no e-mail address"),
        ('persons = [{nom = "Ada Moon"}]', "persons[1].nom is not known"),
        ('persons = [{reason = "x"}]', "persons[1] is no text"),
        ('persons = [{name = "Ada Moon", reason = 5}]', "persons[1] is no text"),
        ("pages = {a = 1}", "pages is no list"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(tmp_path: Path, text: str | bytes, names: str) -> None:
    """And nothing is half read."""
    path = written(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        read_exclusions(path)
    assert str(path) in caught.value.message
    assert names in caught.value.message
    assert caught.value.hint


def test_a_folder_in_place_of_the_file_is_an_error(tmp_path: Path) -> None:
    """It is not taken for a missing file: then nothing would be excluded."""
    (tmp_path / "exclude.toml").mkdir()
    with pytest.raises(SettingsError, match=r"exclude\.toml cannot be read"):
        read_exclusions(tmp_path / "exclude.toml")


def test_a_file_too_large_to_be_one_is_an_error(tmp_path: Path) -> None:
    """Nobody wrote it."""
    with pytest.raises(SettingsError, match="larger than"):
        read_exclusions(written(tmp_path, "#" * 1_000_001))


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    """Quotes, backslashes and letters of any script; equal exclusions have equal digests."""
    some = Exclusions({"a-page": 'say "no"'}, {"김지현": "", "Ana \\ Ruíz 😀": "ß"}, {"o'neil@gov.example": ""})
    write_exclusions(tmp_path / "exclude.toml", some)
    found = read_exclusions(tmp_path / "exclude.toml")
    assert found == some
    assert found.digest == some.digest
    write_exclusions(tmp_path / "none.toml", Exclusions())
    assert not (tmp_path / "none.toml").exists()
