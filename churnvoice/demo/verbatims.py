"""What the demo's customers say: sentences of our own, or those of a file."""

import json
from dataclasses import dataclass
from pathlib import Path

from churnvoice.demo import DemoError


@dataclass(frozen=True)
class Verbatim:
    """Words, the reason somebody who says so would tick, and the language."""

    text: str
    reason: str | None
    language: str = "en"


ENGLISH = {
    "pricing": [
        "It costs too much for what we get out of it.",
        "The last price increase was the drop. Nice product, but not at that price.",
        "way too expensive for a small shop like ours",
    ],
    "billing": [
        "I was charged twice in June and the refund took two months.",
        "Invoices never matched the contract. Our accountant gave up.",
    ],
    "quality": [
        "It crashes every time we open a large file.",
        "The sync kept failing and we lost a day of work.",
        "slow slow slow",
    ],
    "features": [
        "There is no export to our ledger, so we typed everything twice.",
        "We need an integration with our CRM and it does not exist.",
    ],
    "usability": [
        "Too complicated. My team never found anything in the menus.",
        "Setting it up was so confusing that we stopped half-way.",
    ],
    "support": [
        "Three weeks without an answer from your support.",
        "The product is fine, but support was rude and did not solve anything. Also rather expensive.",
    ],
    "communication": [
        "Nobody told us about the changes until they were live.",
        "Too many emails. Every day another newsletter.",
    ],
    "competition": [
        "We switched to another provider that a partner uses.",
        "Found an alternative that does the same, moved over last week.",
    ],
    "change": [
        "Ever since the redesign nothing is where it was.",
        "You removed the free plan we built our routine on.",
    ],
    "not_needed": [
        "We closed the business in spring.",
        "The project is over, so we no longer need it. No complaints!",
        "not using it enough",
    ],
    None: ["Nothing special.", "no comment", "Good luck to you all."],
}
SWEDISH = {
    "pricing": ["Alldeles för dyrt för oss.", "Prishöjningen i våras blev för mycket, annars nöjd."],
    "billing": ["Fick dubbla fakturor och ingen rättade det.", "Blev debiterad fast jag hade sagt upp."],
    "quality": ["Appen kraschar hela tiden.", "Ständiga driftstörningar, det gick inte att lita på."],
    "features": ["Saknar koppling till vårt bokföringsprogram.", "Det finns ingen export."],
    "usability": ["För krångligt, vi hittade aldrig det vi sökte.", "Svårt att komma igång."],
    "support": ["Kundtjänst svarade aldrig.", "Otrevligt bemötande av kundtjänst, och dyrt är det också."],
    "communication": ["Ingen berättade att något skulle ändras.", "För många mejl."],
    "competition": ["Vi har bytt till en annan leverantör.", "Gick över till en konkurrent."],
    "change": ["Sedan ni gjorde om allt hittar jag inget.", "Ni tog bort gratisversionen."],
    "not_needed": ["Vi har lagt ner verksamheten.", "Behöver det inte längre, projektet är slut."],
    None: ["Inget särskilt.", "Ingen kommentar."],
}


def sample_verbatims() -> list[Verbatim]:
    """Our own sentences in both languages."""
    return [
        Verbatim(text, reason, language)
        for language, by_reason in (("en", ENGLISH), ("sv", SWEDISH))
        for reason, texts in by_reason.items()
        for text in texts
    ]


def in_language(verbatims: list[Verbatim], language: str) -> list[Verbatim]:
    """Those in the customer's own language, or all where there are none."""
    return [verbatim for verbatim in verbatims if verbatim.language == language] or verbatims


def read_verbatims(path: Path) -> list[Verbatim]:
    """Read JSON lines with `text`, and `labels` (reason codes), `lang`, `neg` where they have them.

    Lines whose `neg` is false are praise and left out. Raises DemoError naming the line that cannot be read.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            text, labels = row["text"], row.get("labels") or [None]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DemoError(f"{path.name}, line {number}: not a JSON object with a `text`.") from error
        if row.get("neg", True):
            found.append(Verbatim(text, labels[0], row.get("lang", "en")))
    if not found:
        raise DemoError(f"{path.name} has no line with a complaint in it.")
    return found
