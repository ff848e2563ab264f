"""The words that customer files use for yes, no, nothing, months, languages, currencies and kinds of ending."""

from collections.abc import Mapping
from typing import TypeVar

from surveys.customers.models import Cancellation

Meaning = TypeVar("Meaning")
Kind = Cancellation.Kind

# Blank by another name, in columns that hold a number, a day or a choice.
NOTHING = frozenset({"", "-", "–", "—", "null", "none", "nan", "n/a", "#n/a", "na", "\\n", "ingen", "saknas"})


def by_word(words: Mapping[Meaning, str]) -> dict[str, Meaning]:
    """From `meaning: "word, word"` to `word: meaning`."""
    return {word.strip(): meaning for meaning, listed in words.items() for word in listed.split(",")}


ANSWERS = by_word(
    {
        True: """yes, y, true, t, 1, 1.0, x, ja, j, sant, sann, cancelled, canceled, churned, left, ended, expired,
            gone, inactive, avslutad, uppsagd, sagt upp, lämnat, har lämnat, inaktiv, utgången""",
        False: """no, n, false, f, 0, 0.0, nej, falskt, falsk, active, current, trialing, past_due, past due, unpaid,
            incomplete, paused, stayed, aktiv, nuvarande, pausad, kvar""",
    }
)

MONTHS = by_word(
    {
        1: "jan",
        2: "feb",
        3: "mar",
        4: "apr",
        5: "may, maj",
        6: "jun",
        7: "jul",
        8: "aug",
        9: "sep",
        10: "oct, okt",
        11: "nov",
        12: "dec",
    }
)


LANGUAGES = by_word(
    {
        "en": "english, engelska",
        "sv": "swedish, svenska",
        "da": "danish, danska, dansk",
        "de": "german, tyska, deutsch",
        "es": "spanish, spanska, español",
        "fi": "finnish, finska, suomi",
        "fr": "french, franska, français",
        "nl": "dutch, nederländska, nederlands",
        "no": "norwegian, norska, norsk",
    }
)

# A sign shared by several currencies says nothing: the file's own currency holds.
CURRENCY_SIGNS = {"€": "EUR", "£": "GBP", "$": "", "kr": "", "kr.": ""}

KINDS = by_word(
    {
        Kind.CANCELLED.value: "cancelled, canceled, voluntary, uppsagd, avslutad, frivillig",
        Kind.NOT_RENEWED.value: "not renewed, non renewal, expired, ej förnyad, inte förnyad",
        Kind.DOWNGRADED.value: "downgraded, downgrade, nedgraderad",
        Kind.TRIAL_ENDED.value: "trial ended, trial expired, provperiod slut, provperioden slut",
        Kind.PAYMENT_FAILED.value: """payment failed, payment failure, involuntary, betalning misslyckades,
            betalningen misslyckades, utebliven betalning""",
        Kind.CLOSED_BY_US.value: "closed by us, terminated, stängd av oss, avslutad av oss",
        Kind.DECEASED.value: "deceased, avliden, död",
    }
)
