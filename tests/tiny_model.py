"""Write a sentence-transformers folder with a tiny random BERT: `python tiny_model.py FOLDER`."""

from __future__ import annotations

import string
import sys
import tempfile
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import modules
from transformers import BertConfig, BertModel, BertTokenizer


def make(folder: Path) -> None:
    """Letters are its words; mean pooling without normalisation, so that the compiler must add it."""
    letters = list(string.ascii_lowercase + string.digits + ".,?!")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "vocab.txt").write_text("\n".join(words))
        tokenizer = BertTokenizer(str(Path(place) / "vocab.txt"))
        torch.manual_seed(7)
        config = BertConfig(
            vocab_size=len(words),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=64,
            initializer_range=0.5,
        )
        BertModel(config).save_pretrained(place)
        tokenizer.save_pretrained(place)
        transformer = modules.Transformer(place, max_seq_length=24)
        pooling = modules.Pooling(16)
        SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
