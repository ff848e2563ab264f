import pytest

from analysis.tagging import TAGGER_VERSION, tag_texts
from tests.analysis.tagging.reading_aloud import clause, codes, evidence, read


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Support was great, but it is too expensive.", "en", {"pricing"}),
        ("Bra support men alldeles för dyrt.", "sv", {"pricing"}),
        ("Not because of the price, we moved abroad.", "en", {"not_needed"}),
        ("Det var inte för priset, vi har lagt ned firman.", "sv", {"not_needed"}),
        ("Not slow or expensive, just not needed any more.", "en", {"not_needed"}),
        ("It never crashed and support was not bad.", "en", set()),
        ("Inga problem med kundtjänsten.", "sv", set()),
        ("Support was not helpful.", "en", {"support"}),
        ("Supporten var inte bra.", "sv", {"support"}),
        ("Not only slow, it also crashes.", "en", {"quality"}),
        ("Inte bara för dyrt, appen kraschar också.", "sv", {"pricing", "quality"}),
        ("I do not like that it is so expensive.", "en", {"pricing"}),
        ("No price issue. No complaints about the staff.", "en", set()),
        ("Terrible support, great prices.", "en", {"support"}),
        ("Neither the price nor the service.", "en", set()),
        ("bye", "en", set()),
        ("Nothing wrong really, thank you for everything.", "en", set()),
        ("inget särskilt, tack för allt", "sv", set()),
    ],
)
def test_praise_and_denial_are_no_reason(text, language, found):
    assert codes(text, language) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Price.", "en", {"pricing"}),
        ("price, support", "en", {"pricing", "support"}),
        ("Because of the customer service", "en", {"support"}),
        ("Priset", "sv", {"pricing"}),
        ("pga priset", "sv", {"pricing"}),
    ],
)
def test_a_bare_topic_is_a_complaint_only_as_the_answer_or_the_cause(text, language, found):
    assert codes(text, language) == found


def test_a_topic_inside_a_sentence_is_not_yet_a_complaint():
    assert codes("I told the customer service the price we agreed on in May.") == set()


@pytest.mark.parametrize(
    "text",
    ["too expensive", "TOO EXPENSIVE!!!", "toooo expensive", "it's just too expensive", "way to expensiv"],
)
def test_careless_spelling_is_understood(text):
    assert codes(text) == {"pricing"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("for dyrt", {"pricing"}),
        ("ni hojde priset", {"pricing"}),
        ("kundtjansten svarar aldrig", {"support"}),
        ("alldeles for krangligt", {"usability"}),
        ("o\u0308kade kostnader, fo\u0308r dyrt", {"pricing"}),
    ],
)
def test_swedish_is_read_without_its_accents_and_with_combining_ones(text, found):
    assert codes(text, "sv") == found


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("Bara fakturastrul hela våren", "billing", "fakturastrul"),
        ("Månadsavgiften är för hög", "pricing", "Månadsavgiften är för hög"),
        ("Usel mobiltäckning hemma", "quality", "Usel mobiltäckning"),
        ("Tröttsamt med allt leveransstrul", "quality", "leveransstrul"),
    ],
)
def test_compounds_are_read_by_their_parts(text, code, word):
    assert evidence(text, code, "sv") == word


def test_a_word_that_only_looks_like_a_compound_is_left_alone():
    assert codes("Vi åkte till Parisfelsen med farbror.", "sv") == set()


def test_each_reason_has_its_own_evidence_and_clause_in_order():
    text = "Charged me twice in May, nobody answers the phone and the app keeps crashing."
    reasons = read(text, "en").reasons
    assert [match.code for match in reasons] == ["billing", "support", "quality"]
    assert evidence(text, "billing") == "Charged me twice"
    assert clause(text, "billing") == "Charged me twice in May"
    assert clause(text, "support") == "nobody answers the phone"
    assert clause(text, "quality") == "the app keeps crashing"


def test_a_reason_given_twice_is_told_once_by_its_best_evidence():
    text = "Because of the price. Really, it is far too expensive."
    assert [match.code for match in read(text, "en").reasons] == ["pricing"]
    assert evidence(text, "pricing") == "too expensive"


@pytest.mark.parametrize(
    "before",
    [
        "👩‍👩‍👧‍👦🙃 ",
        "Cafe\u0301 e\u0301te\u0301. ",
        "Line one\r\nline two\r\n\r\n",
        "a" * 200 + " ",
        "\t  \u00a0\u2003",
        "ﬁ ½ İ ß ",
    ],
)
def test_offsets_count_characters_of_the_original_text(before):
    text = before + "it is too expensive 😡 for us"
    assert evidence(text, "pricing") == "too expensive"


def test_a_phrase_reaches_over_no_line_or_sentence():
    assert codes("It was too.\r\nExpensively dressed people everywhere") == codes(
        "Expensively dressed people everywhere"
    )
    assert "support" not in codes("We need no\nsupport them anyway")


@pytest.mark.parametrize(
    ("text", "language"),
    [("Das ist mir leider viel zu teuer geworden.", "de"), ("C'est devenu beaucoup trop cher pour nous.", "fr")],
)
def test_a_language_without_a_lexicon_gives_its_code_and_nothing_else(text, language):
    tagged = read(text, "en")
    assert tagged.language == language
    assert tagged.reasons == ()


def test_an_empty_text_is_nothing_said():
    (tagged,) = tag_texts([("", None)])
    assert tagged.language is None
    assert tagged.reasons == ()


def test_many_texts_come_back_in_order_each_in_its_language():
    texts = [("It is too expensive for our little shop.", "en"), ("Kundtjänsten svarar aldrig på mejl.", "sv")] * 700
    tagged = list(tag_texts(iter(texts)))
    assert [text.language for text in tagged] == ["en", "sv"] * 700
    assert [[match.code for match in text.reasons] for text in tagged] == [["pricing"], ["support"]] * 700


def test_reading_can_be_left_half_way_and_begun_again():
    first = tag_texts([("too expensive", "en")] * 1200)
    assert next(first).reasons[0].code == "pricing"
    assert codes("too expensive") == {"pricing"}
    assert next(first).reasons[0].code == "pricing"


def test_every_match_says_where_it_comes_from():
    (match,) = read("too expensive", "en").reasons
    assert match.source == "lexicon"
    assert 0 < match.score <= 1
    assert TAGGER_VERSION.startswith("lexicon-")
