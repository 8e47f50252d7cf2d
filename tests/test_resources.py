"""ogpqa.resources: the same two folders from a checkout and from a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from ogpqa import resources
from ogpqa.errors import SettingsError


def test_a_checkout_uses_its_own_folders() -> None:
    """From source, web/ and corpus/ are those at the top of the checkout."""
    top = Path(__file__).resolve().parent.parent
    assert (resources.web_folder(), resources.corpus_folder()) == (top / "web", top / "corpus")


def test_a_wheel_uses_its_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed, the copies beside the module win over folders of that name that happen to lie above."""
    package = tmp_path / "lib" / "site-packages" / "ogpqa"
    for folder in (package / "share" / "web", tmp_path / "lib" / "web"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", package)
    monkeypatch.setattr(resources, "CHECKOUT", tmp_path / "lib")
    assert resources.web_folder() == package / "share" / "web"


def test_a_missing_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation says which folder is missing and what to do."""
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "ogpqa")
    monkeypatch.setattr(resources, "CHECKOUT", tmp_path)
    with pytest.raises(SettingsError, match=r"corpus/ is missing.*Install ogpqa again"):
        resources.corpus_folder()
