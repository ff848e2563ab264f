from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.questionnaires import templates
from surveys.questionnaires.document import DocumentError, read_document


def first_option(document):
    return document["questions"][0]["options"][0]


def changed(change):
    document = deepcopy(templates.exit_document(["en", "sv"]))
    change(document)
    return document


def problems_of(document) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(document)
    return "\n".join(caught.value.problems)


@pytest.mark.parametrize("languages", [["en"], ["sv"], ["sv", "en"]])
@pytest.mark.parametrize("template", [templates.exit_document, templates.relationship_document])
def test_the_built_in_questionnaires_are_valid_in_each_language(template, languages):
    document = read_document(template(languages))
    assert document.languages == tuple(languages)
    assert all(set(texts) == set(languages) for _where, texts in document.every_text())


def test_their_keys_are_permanent():
    exit_document = read_document(templates.exit_document(["en"]))
    assert [question.key for question in exit_document.questions] == ["reason", "why", "return", "permissions"]
    relationship = read_document(templates.relationship_document(["en"]))
    assert [question.key for question in relationship.questions] == ["score", "why", "permissions"]


def test_every_reason_has_words_and_a_question_that_follows():
    document = read_document(templates.exit_document(["en", "sv"], reasons=templates.REASON_WORDS))
    options = document.question("reason").options
    assert len(options) == 12
    assert all(option.prompt for option in options)
    assert (options[-1].key, options[-1].reason, options[-1].pinned) == ("other", None, True)


def test_a_language_without_words_is_refused():
    with pytest.raises(KeyError):
        templates.exit_document(["de"])


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda d: first_option(d)["text"].update(sv=" "), "questions → reason → options → pricing → text → sv", ""),
        (lambda d: first_option(d)["text"].pop("sv"), "reason.pricing.text", "no text in sv"),
        (lambda d: d["questions"][1].update(type="essay"), "questions → why → type", ""),
        (lambda d: d["questions"][1].update(follows="nothing"), "the document", "'nothing'"),
        (lambda d: d["questions"][1].update(key="reason"), "the document", "two questions have the same key"),
        (lambda d: d["questions"][1].update(colour="red"), "questions → why → colour", "not permitted"),
        (lambda d: d["questions"][0]["options"].append(first_option(d)), "questions → reason", "same"),
        (lambda d: d["questions"][0].update(options=[]), "questions → reason", "at least two options"),
        (lambda d: d.update(help_links={"pricing": "javascript:alert(1)"}), "help_links → pricing", ""),
        (lambda d: d.update(help_links={"weather": "https://company.example/"}), "help_links → weather", ""),
        (lambda d: d.pop("questions"), "questions", "required"),
    ],
)
def test_a_problem_is_told_with_its_place_in_words(change, place, words):
    told = problems_of(changed(change))
    assert place in told
    assert words in told


leaves = st.none() | st.booleans() | st.integers() | st.text()
json_values = st.recursive(leaves, lambda values: st.lists(values) | st.dictionaries(st.text(), values))


@settings(max_examples=50, deadline=None)
@given(json_values)
def test_anything_else_is_a_document_error_and_nothing_worse(raw):
    assert problems_of(raw)
    assert problems_of({"schema": 1, "languages": ["en"], "questions": raw})


def test_equal_documents_are_stored_alike():
    raw = templates.exit_document(["en"])
    spelled_out = deepcopy(raw)
    spelled_out["help_links"] = {}
    spelled_out["questions"][1]["required"] = False
    assert read_document(raw).as_json() == read_document(spelled_out).as_json()
    assert read_document(read_document(raw).as_json()) == read_document(raw)
