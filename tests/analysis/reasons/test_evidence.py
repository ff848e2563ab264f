"""Evidence in a verbatim: nothing is lost, overlaps carry both reasons, and wrong spans do no harm."""

from hypothesis import given
from hypothesis import strategies as st

from analysis.reasons.evidence import Segment, Span, mark_evidence

places = st.integers(min_value=-5, max_value=60)
spans = st.lists(st.builds(Span, start=places, end=places, reason=st.sampled_from(["pricing", "support", "quality"])))


@given(verbatim=st.text(max_size=50), spans=spans)
def test_segments_join_to_the_original(verbatim, spans):
    assert "".join(segment.text for segment in mark_evidence(verbatim, spans)) == verbatim


@given(verbatim=st.text(max_size=50), spans=spans)
def test_every_character_is_marked_with_exactly_the_reasons_that_cover_it(verbatim, spans):
    marked = [
        reasons for segment in mark_evidence(verbatim, spans) for reasons in [segment.reasons] * len(segment.text)
    ]
    for place, reasons in enumerate(marked):
        assert set(reasons) == {span.reason for span in spans if 0 <= span.start <= place < span.end}


def test_overlapping_evidence_names_both_reasons():
    marked = mark_evidence("slow and dear help", [Span(0, 13, "pricing"), Span(9, 18, "support")])
    assert marked == [
        Segment("slow and ", ("pricing",)),
        Segment("dear", ("pricing", "support")),
        Segment(" help", ("support",)),
    ]


def test_words_without_evidence_are_one_segment():
    assert mark_evidence("nothing to mark", []) == [Segment("nothing to mark")]


def test_no_words_give_no_segments():
    assert mark_evidence("", [Span(0, 3, "pricing")]) == []
