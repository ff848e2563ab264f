"""A customer's words cut where the evidence begins and ends, so that a page can mark it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start:end` of a verbatim give this reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a verbatim and the reasons that it gives, none for the words between; templates escape the text."""

    text: str
    reasons: tuple[str, ...] = ()


def mark_evidence(verbatim: str, spans: Iterable[Span]) -> list[Segment]:
    """Cut a verbatim at its spans; the segments join to the verbatim again, whatever the spans are.

    Where spans overlap the segment has several reasons. A span outside the text, or empty, marks nothing.
    """
    inside = [span for span in spans if 0 <= span.start < span.end and span.start < len(verbatim)]
    cuts = {0, len(verbatim), *(span.start for span in inside), *(min(span.end, len(verbatim)) for span in inside)}
    segments: list[Segment] = []
    for start, end in pairwise(sorted(cuts)):
        covering = (span.reason for span in inside if span.start <= start and end <= span.end)
        segments.append(Segment(verbatim[start:end], tuple(dict.fromkeys(covering))))
    return segments
