import pytest

from analysis.tagging.choices import check_brackets, write_out


def words(run: str) -> tuple[str, ...]:
    return tuple(run.split())


@pytest.mark.parametrize(
    ("phrase", "written_out"),
    [
        ("charged twice", {"charged twice"}),
        ("too (dear|pricey)", {"too dear", "too pricey"}),
        (
            "(never|not) (worked|working) (now|)",
            {
                "never worked",
                "never working",
                "not worked",
                "not working",
                "never worked now",
                "never working now",
                "not worked now",
                "not working now",
            },
        ),
        ("no (answer (at all|)|help)", {"no answer", "no answer at all", "no help"}),
    ],
)
def test_choices_are_written_out(phrase, written_out):
    assert {" ".join(stems) for stems in write_out(phrase, words)} == written_out


@pytest.mark.parametrize("phrase", ["too (dear", "too dear)", "dear|pricey", ")too("])
def test_brackets_that_do_not_pair_are_refused(phrase):
    with pytest.raises(ValueError, match="brackets"):
        check_brackets(phrase)


def test_inflections_do_not_multiply():
    phrase = " ".join(["(charge|charged|charging)"] * 12)
    assert write_out(phrase, lambda run: tuple(word[:5] for word in run.split())) == {("charg",) * 12}
