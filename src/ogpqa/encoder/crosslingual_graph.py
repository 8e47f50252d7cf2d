"""The crosslingual model as an ONNX graph, from rows of its word pieces to one unit row. Build time only.

The package computes in numpy with weights of 32 bits, 13 MB that are read for each text. As a graph in eight bits
(eight_bits.py) the same takes a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from ogpqa.encoder.onnx import LENGTH, OUTPUT, PIECES

_WINDOWS = ((2, 0), (3, 1), (5, 2))  # pieces that a convolution sees, and how many of them stand before
_PIECE, _WIDTH, _DIM = 512, 256, 512  # of a piece's row, of a convolution's, of the text's
_OPSET, _IR = 18, 10
_END = np.iinfo(np.int64).max


def write_graph(weights: Mapping[str, Any], path: Path) -> None:
    """Write the graph of a loaded backend's arrays (`vars` of the package's NumpyBackend)."""
    graph = _Graph()
    graph.text_row(weights)
    inputs = [
        helper.make_tensor_value_info(PIECES, onnx.TensorProto.FLOAT, ["pieces", _PIECE]),
        helper.make_tensor_value_info(LENGTH, onnx.TensorProto.FLOAT, [1]),
    ]
    outputs = [helper.make_tensor_value_info(OUTPUT, onnx.TensorProto.FLOAT, [1, _DIM])]
    made = helper.make_graph(graph.nodes, "crosslingual", inputs, outputs, graph.constants)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    onnx.save(model, path)


class _Graph:
    """Nodes and constants, in the order in which they are computed; each method gives the name of its result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def text_row(self, w: Mapping[str, Any]) -> str:
        """The unit row of a text: pieces, what stands around them, their sum, three layers."""
        pieces = self._norm(self._dense(PIECES, w["proj_W"], w["proj_b"]), w["ln_g_all"], w["ln_b_all"], w["eps"])
        around = [self._around(pieces, n, w) for n in range(len(_WINDOWS))]
        features = self._norm(self._op("Concat", PIECES, *around, axis=1), w["ln_g"], w["ln_b"], w["eps"])
        total = self._dense(self._op("ReduceSum", features, self._numbers(0)), w["cnn_W"])
        total = self._op("Add", total, self._op("Mul", LENGTH, self._constant(w["cnn_b"])))
        mean = self._op("Div", total, self._op("Sqrt", LENGTH))
        first = self._op("Relu", self._dense(mean, w["d0"]))
        second = self._op("Relu", self._op("Add", self._dense(mean, w["p1"]), self._dense(first, w["d1"])))
        third = self._op("Relu", self._dense(second, w["d2"]))
        last = self._op("Tanh", self._op("Add", self._dense(second, w["p3"]), self._dense(third, w["d3"])))
        return self._op("LpNormalization", last, axis=-1, p=2, result=OUTPUT)

    def _around(self, pieces: str, n: int, w: Mapping[str, Any]) -> str:
        """What two convolutions over one size of window add to each piece."""
        own = self._cut(pieces, n * _WIDTH, (n + 1) * _WIDTH, axis=1)
        for layer in ("w1", "w2"):
            bias = w[f"b{layer[1:]}"][n]
            seen = self._op("Relu", self._dense(self._window(own, *_WINDOWS[n]), w[layer][n], bias))
            own = self._op("Add", seen, own)
        return own

    def _window(self, rows: str, size: int, before: int) -> str:
        """Each row beside those around it; zeros stand beyond the ends."""
        padded = self._op("Pad", rows, self._numbers(before, 0, size - 1 - before, 0))
        shifted = [self._cut(padded, at, at - size + 1 or _END, axis=0) for at in range(size)]
        return self._op("Concat", *shifted, axis=1)

    def _dense(self, rows: str, matrix: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> str:
        product = self._op("MatMul", rows, self._constant(matrix))
        return product if bias is None else self._op("Add", product, self._constant(bias))

    def _norm(self, rows: str, gain: NDArray[np.float32], bias: NDArray[np.float32], epsilon: float) -> str:
        return self._op(
            "LayerNormalization", rows, self._constant(gain), self._constant(bias), axis=-1, epsilon=epsilon
        )

    def _cut(self, rows: str, start: int, end: int, *, axis: int) -> str:
        return self._op("Slice", rows, *(self._numbers(number) for number in (start, end, axis)))

    def _numbers(self, *numbers: int) -> str:
        return self._constant(np.array(numbers, np.int64))

    def _constant(self, values: NDArray[Any]) -> str:
        name = f"constant.{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _op(self, kind: str, *inputs: str, result: str | None = None, **attributes: Any) -> str:
        name = result or f"value.{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], **attributes))
        return name
