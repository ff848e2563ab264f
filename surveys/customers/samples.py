"""Sample customers for trying the system out: obviously made up, the same for the same seed and day."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from random import Random

HEADERS = [
    "Customer ID",
    "Name",
    "E-mail",
    "Language",
    "Plan",
    "Monthly revenue",
    "Currency",
    "Customer since",
    "Cancelled at",
    "Cancellation effective on",
    "Cancellation reason",
    "Do not contact",
    "Region",
    "Segment",
    "Industry",
]
PRICES = {"Start": 99, "Pro": 490, "Business": 1990}
REGIONS = ("North", "East", "South", "West")
SEGMENTS = ("Small", "Medium", "Large")
INDUSTRIES = ("Retail", "Software", "Education", "Health", "Building")
SHARE_CANCELLED = 0.25
SHARE_RECENT = 0.4  # of the cancelled, within the last 30 days
SHARE_DO_NOT_CONTACT = 0.03
DECEASED = 2

# What people at the other end of a phone type into a billing system.
REASONS = {
    "en": (
        "Too expensive",
        "price went up",
        "Switched to another supplier",
        "missing integrations",
        "no mobile app",
        "Slow support",
        "Too many bugs",
        "hard to set up",
        "No longer needed",
        "company closed",
        "invoice problems",
        "never got answers",
        "Payment failed",
        "",
    ),
    "sv": (
        "För dyrt",
        "prishöjning",
        "Bytt leverantör",
        "saknar funktioner",
        "Dålig support",
        "krånglar för ofta",
        "svårt att använda",
        "Behovet har upphört",
        "verksamheten upphör",
        "fel på fakturan",
        "Betalningen misslyckades",
        "",
    ),
}


def write_sample_customers(path: Path, *, customers: int = 600, seed: int = 1, today: dt.date) -> None:
    """Write a CSV file of so many sample customers, about a quarter of them cancelled in the year before `today`."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(sample_rows(customers, seed, today))


def sample_rows(customers: int, seed: int, today: dt.date) -> Iterator[list[str]]:
    random = Random(seed)  # noqa: S311 - sample data
    deceased = set(random.sample(range(1, customers + 1), min(DECEASED, customers)))
    for number in range(1, customers + 1):
        language = random.choices(("en", "sv"), weights=(1, 1))[0]
        plan = random.choices(tuple(PRICES), weights=(5, 3, 1))[0]
        cancelled_on = sample_ending(random, today)
        reason = random.choice(REASONS[language])
        if number in deceased:
            cancelled_on, reason = today - dt.timedelta(days=random.randint(5, 25)), "Deceased"
        since = (cancelled_on or today) - dt.timedelta(days=random.randint(40, 1500))
        yield [
            f"S-{number:04}",
            f"Sample customer {number}",
            f"customer{number}@customers.example",
            language,
            plan,
            f"{PRICES[plan] * random.choice((1, 1, 1, 2)):.2f}",
            "SEK",
            since.isoformat(),
            cancelled_on.isoformat() if cancelled_on else "",
            (cancelled_on + dt.timedelta(days=30)).isoformat() if cancelled_on else "",
            reason if cancelled_on else "",
            "yes" if random.random() < SHARE_DO_NOT_CONTACT else "no",
            random.choice(REGIONS),
            random.choice(SEGMENTS),
            random.choice(INDUSTRIES),
        ]


def sample_ending(random: Random, today: dt.date) -> dt.date | None:
    if random.random() >= SHARE_CANCELLED:
        return None
    furthest = 29 if random.random() < SHARE_RECENT else 364
    return today - dt.timedelta(days=random.randint(1, furthest))
