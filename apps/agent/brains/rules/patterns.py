r"""A small language for phrases, so that the lexicons read as phrases and not as regular expressions.

    finished|done     one of these words          ~3       up to three words in between
    all? sorted       "all" may be missing        @need    any phrase of the word class "need"
    # min             a number                    ^ and $  start and end of the clause
    in|next_to        "in" or "next to"           ~~       whatever is left of the clause

Phrases are divided by commas; lines may be broken at a blank or after a bar. A clause is matched as
" word word word ", so every item eats the blank before it; gaps are bounded, hence no phrase can backtrack far.
A phrase is tried only on a clause that has its rarest word, and compiled when it is first tried: that keeps
thousands of phrases cheap.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

Classes = Mapping[str, str]
"""Word classes: name → phrases."""
Found = tuple[int, int]
"""Where a phrase matched: start and end in the clause's `norm`."""

NUMBER = "#"


def phrases(lines: str) -> list[str]:
    """The phrases of a block of text."""
    return [" ".join(phrase.split()).replace("| ", "|") for phrase in lines.split(",") if phrase.strip()]


def words_of(blocks: Iterable[str]) -> Iterator[str]:
    """Every plain word written in the blocks of phrases: the vocabulary for the spelling corrector."""
    for block in blocks:
        yield from re.findall(r"(?<![@a-z])[a-z]+", block)


def _choices(item: str, classes: Classes) -> list[str]:
    """The phrases an item stands for: "a|@b" → ["a", and those of class b]."""
    found: list[str] = []
    for choice in item.removesuffix("?").split("|"):
        found += phrases(classes[choice[1:]]) if choice[0] == "@" else [choice.replace("_", " ")]
    return found


def _expression(item: str, classes: Classes) -> str:
    if item in "^$":
        return "^" if item == "^" else "(?= $)"
    if item == "~~":
        return r"(?: \S+)*"
    if item[0] == "~":
        return rf"(?: \S+){{0,{item[1:]}}}?"
    choices = sorted(_choices(item, classes), key=len, reverse=True)
    words = "|".join(re.escape(c) if c != NUMBER else r"\d\S*" for c in choices)
    return rf"(?: (?:{words.replace(chr(92) + ' ', ' ')})(?= )){'?' if item.endswith('?') else ''}"


class _Phrase:
    """One phrase, compiled when first used."""

    def __init__(self, written: str, classes: Classes) -> None:
        self._items = written.split()
        self._classes = classes
        self._regex: re.Pattern[str] | None = None

    def needs(self, known: dict[str, frozenset[str]]) -> list[frozenset[str]]:
        """For each item that must be there, the words one of which must be in the clause; kept in `known`."""
        needed = [i for i in self._items if i not in "^$" and i[0] != "~" and not i.endswith("?")]
        for item in needed:
            if item not in known:
                known[item] = frozenset(choice.split()[0] for choice in _choices(item, self._classes))
        return [known[item] for item in needed]

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression; finds the phrase in a clause's `norm`."""
        if self._regex is None:
            self._regex = re.compile("".join(_expression(i, self._classes) for i in self._items) + "(?= )")
        return self._regex


@lru_cache(maxsize=256)
def _words_in(norm: str) -> frozenset[str]:
    """A clause's words, cut once for all the sets that are tried on it: a long text has thousands of clauses."""
    words = frozenset(norm.split())
    return words | {NUMBER} if any(word[0].isdigit() for word in words) else words


class PhraseSet:
    """Phrases with one meaning, found together. Raises KeyError at once for an unknown word class."""

    def __init__(self, lines: str, classes: Classes | None = None) -> None:
        known: dict[str, frozenset[str]] = {}
        made = [_Phrase(written, classes or {}) for written in phrases(lines)]
        needs = [phrase.needs(known) for phrase in made]
        usage = Counter(word for keys in needs for key in keys for word in key)
        self._by_word: dict[str, list[_Phrase]] = {}
        for phrase, keys in zip(made, needs, strict=True):
            rarest = min(keys, key=lambda key: sum(usage[word] for word in key))
            for word in rarest:
                self._by_word.setdefault(word, []).append(phrase)

    def find(self, norm: str) -> list[Found]:
        """Every match in the clause, first and longest first; matches of different phrases may overlap."""
        words = _words_in(norm)
        if self._by_word.keys().isdisjoint(words):
            return []
        tried = {id(p): p for word in words for p in self._by_word.get(word, ())}
        found = {match.span() for phrase in tried.values() for match in phrase.regex.finditer(norm)}
        return sorted(found, key=lambda span: (span[0], -span[1]))

    def __contains__(self, norm: str) -> bool:
        return bool(self.find(norm))

    def blot(self, norm: str) -> str:
        """`norm` with every match made unreadable; positions stay."""
        for start, end in self.find(norm):
            norm = norm[:start] + re.sub(r"[^ ]", "_", norm[start:end]) + norm[end:]
        return norm
