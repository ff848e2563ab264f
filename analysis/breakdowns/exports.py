"""The same rows as a file."""

import csv
import io

from analysis.breakdowns.rows import row_labels
from analysis.breakdowns.shares import ReasonBreakdown

COLUMNS = [
    "source",
    "reason",
    "label",
    "count",
    "base",
    "share",
    "interval_low",
    "interval_high",
    "lost_per_month",
    "currency",
    "share_of_answered_money",
    "share_of_all_money",
]


def breakdown_lines(found: ReasonBreakdown, *, language: str) -> str:
    """One CSV line per row of the breakdown; shares are between 0 and 1, money in the reporting currency."""
    labels = row_labels(language)
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in found.rows:
        low, high = row.interval
        of_answered, of_all = found.share_of_answered_money(row), found.share_of_all_money(row)
        writer.writerow(
            [found.source, row.key, labels[row.key], row.count, row.base]
            + [f"{share:.4f}" for share in (row.share, low, high)]
            + [f"{row.money:.2f}", found.currency]
            + ["" if share is None else f"{share:.4f}" for share in (of_answered, of_all)]
        )
    return file.getvalue()
