"""Where a clause begins and ends: evidence is shown in its clause, and praise reaches no further."""

from collections.abc import Collection, Sequence

from analysis.tagging.normalising import BOUNDARY


def clause_numbers(stems: Sequence[str], conjunctions: Collection[str]) -> list[int]:
    """Number the clause of each stem; a boundary belongs to the clause it ends, a conjunction begins a new one."""
    numbers, number = [], 0
    for stem in stems:
        if stem in conjunctions:
            number += 1
        numbers.append(number)
        if stem == BOUNDARY:
            number += 1
    return numbers


def widen(stems: Sequence[str], conjunctions: Collection[str], start: int, end: int) -> tuple[int, int]:
    """Widen the tokens `start:end` to whole clauses, without the conjunction before or the full stop behind."""
    while start > 0 and stems[start] not in conjunctions and stems[start - 1] != BOUNDARY:
        start -= 1
        if stems[start] in conjunctions:
            start += 1
            break
    while end < len(stems) and stems[end] != BOUNDARY and stems[end] not in conjunctions:
        end += 1
    return start, end
