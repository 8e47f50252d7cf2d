"""Texts to unit vectors: the only home of sentence-transformers, torch and onnxruntime.

protocol.py      what an encoder is
models.py        a name from the settings -> the folder of a sentence-transformers model
compile.py       that folder -> a compiled encoder (at build time, the only place that needs torch)
eight_bits.py    its weights rounded, where the rows stay near
onnx.py          a compiled encoder -> vectors (at query time: onnxruntime and tokenizers alone)
crosslingual.py  a second vector space for questions that are not English
snapshot.py      its model in a form that loads and computes fast
crosslingual_graph.py  that form's graph (at build time)
judge.py         a small model that reads question and quote together (at query time)
judge_graph.py   its graph, from the first model and what training added to it (at build time)
exporting.py     a torch module as a graph in eight bits (at build time)
crossencoder.py  an optional model that reads question and passage together
threads.py       one thread for numpy's products
publishing.py    folders of compiled encoders: whole, by one rename, shared by several indexes
"""

from ogpqa.encoder.compile import compile_encoder
from ogpqa.encoder.crossencoder import CrossEncoder, open_crossencoder
from ogpqa.encoder.crosslingual import compile_crosslingual, open_crosslingual
from ogpqa.encoder.judge import Judge, open_judge
from ogpqa.encoder.judge_graph import compile_judge
from ogpqa.encoder.onnx import check_encoder, open_encoder
from ogpqa.encoder.protocol import Encoder, Rows
from ogpqa.encoder.threads import hold_to_one_thread

__all__ = [
    "CrossEncoder",
    "Encoder",
    "Judge",
    "Rows",
    "check_encoder",
    "compile_crosslingual",
    "compile_encoder",
    "compile_judge",
    "hold_to_one_thread",
    "open_crossencoder",
    "open_crosslingual",
    "open_encoder",
    "open_judge",
]
