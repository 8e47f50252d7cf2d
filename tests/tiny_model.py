"""Write a folder with a tiny random BERT: `python tiny_model.py FOLDER`, with `--cross` one that scores pairs."""

from __future__ import annotations

import string
import sys
import tempfile
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer import modules
from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizer


def make(folder: Path, *, cross: bool = False) -> None:
    """Letters are its words; mean pooling without normalisation, so that the compiler must add it.

    A cross-encoder gives one score a pair.
    """
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
        config.num_labels = 1 if cross else 2
        kind = BertForSequenceClassification if cross else BertModel
        target = str(folder) if cross else place
        kind(config).save_pretrained(target)
        tokenizer.save_pretrained(target)
        if not cross:
            transformer = modules.Transformer(place, max_seq_length=24)
            pooling = modules.Pooling(16)
            SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder))


if __name__ == "__main__":
    make(Path(sys.argv[1]), cross="--cross" in sys.argv)
