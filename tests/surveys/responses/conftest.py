"""What the tests of answering share."""

from collections.abc import Iterator

import pytest

from surveys.responses.announcements import responses_submitted


@pytest.fixture
def announced() -> Iterator[list[int]]:
    """The ids that other rooms were told, in order."""
    heard: list[int] = []

    def hear(response_ids: list[int], **_kwargs: object) -> None:
        heard.extend(response_ids)

    responses_submitted.connect(hear)
    yield heard
    responses_submitted.disconnect(hear)
