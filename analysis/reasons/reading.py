"""From a response to its reasons: what its ticks mean and what the tagger finds in its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.reasons.models import ReasonTag
from analysis.tagging import SUPPORTED_LANGUAGES, TAGGER_VERSION, TaggedText, tag_texts
from surveys.responses.models import Answer, SurveyResponse


@dataclass(frozen=True)
class ReadResponse:
    """One response after reading: its tags, not saved yet, and what can be told of its words."""

    response_id: int
    tags: list[ReasonTag]
    language: str  # of the longest answer; empty when there are no words, or none that tell
    has_words: bool
    is_analysed: bool


def read(responses: Iterable[SurveyResponse]) -> list[ReadResponse]:
    """Read responses whose `version` and `answers` are at hand; runs no query."""
    responses = list(responses)
    worded = [(response, answer) for response in responses for answer in response.answers.all() if answer.verbatim]
    texts = tag_texts((answer.verbatim, response.language) for response, answer in worded)
    tagged: dict[int, list[tuple[Answer, TaggedText]]] = {response.pk: [] for response in responses}
    for (response, answer), text in zip(worded, texts, strict=True):
        tagged[response.pk].append((answer, text))
    return [_put_together(response, tagged[response.pk]) for response in responses]


def _put_together(response: SurveyResponse, tagged: list[tuple[Answer, TaggedText]]) -> ReadResponse:
    longest = max(tagged, key=lambda pair: len(pair[0].verbatim), default=None)
    return ReadResponse(
        response_id=response.pk,
        tags=[*ticked_tags(response), *said_tags(response, tagged)],
        language=(longest[1].language or "") if longest else "",
        has_words=bool(tagged),
        is_analysed=any(text.language in SUPPORTED_LANGUAGES for _answer, text in tagged),
    )


def ticked_tags(response: SurveyResponse) -> list[ReasonTag]:
    """The reasons behind the options chosen; an option outside the list has none."""
    questions = {question.key: question for question in response.version.questions.questions}
    codes = {
        option.reason
        for answer in response.answers.all()
        if answer.choices and answer.question in questions
        for option in questions[answer.question].options
        if option.key in answer.choices and option.reason
    }
    return [
        ReasonTag(response=response, reason_id=code.value, source=ReasonTag.Source.TICKED) for code in sorted(codes)
    ]


def said_tags(response: SurveyResponse, tagged: list[tuple[Answer, TaggedText]]) -> list[ReasonTag]:
    """The reasons found in the words, each by its best evidence."""
    best: dict[str, ReasonTag] = {}
    for answer, text in tagged:
        for match in text.reasons:
            if match.code in best and best[match.code].score >= match.score:
                continue
            best[match.code] = ReasonTag(
                response=response,
                reason_id=match.code,
                source=ReasonTag.Source.SAID,
                score=match.score,
                answer=answer,
                start=match.start,
                end=match.end,
                clause_start=match.clause_start,
                clause_end=match.clause_end,
                tagger_version=TAGGER_VERSION,
            )
    return list(best.values())
