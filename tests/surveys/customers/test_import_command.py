import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from surveys.customers.models import Account

pytestmark = pytest.mark.django_db


def run(path, *options) -> list[str]:
    out = StringIO()
    call_command("import_customers", str(path), *options, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def file(tmp_path, company):
    path = tmp_path / "customers.csv"
    path.write_text("Number,Fee,Months,Left?\n1,10,3,yes\n2,20,4,no\n2,20,4,no\n3,x,5,no\n")
    return path


CHOICES = [
    "--map",
    "Number=external_id",
    "--map",
    "Fee=mrr",
    "--map",
    "Months=tenure_months",
    "--map",
    "Left?=cancelled",
]


def test_it_reports_what_became_of_the_rows(file):
    assert run(file, *CHOICES, "--as-of", "2026-11-30", "--currency", "usd") == [
        "rows: 4 (2 refused)",
        "accounts: 2 (2 created, 0 changed, 0 unchanged)",
        "customers: 2 (2 created, 0 changed, 0 unchanged)",
        "cancellations: 1 (1 created, 0 changed, 0 unchanged)",
        "cancellations without a known day: 1 (left out of trends)",
        "row 4, Number: The same external id as row 3, which is the one that counts. Remove one of the two.",
        "row 5, Fee: “x” is not an amount. Write it like 1234.50 or 1234,50.",
    ]
    account = Account.objects.get(external_id="1")
    assert (account.currency, account.signed_up_on) == ("USD", dt.date(2026, 8, 30))


def test_twenty_refused_rows_are_shown_and_the_rest_counted(tmp_path, company):
    path = tmp_path / "bad.csv"
    path.write_text("id,mrr\n" + "\n".join(f"{number},x" for number in range(30)))
    lines = run(path)
    assert sum(line.startswith("row ") for line in lines) == 20
    assert lines[-1] == "... and more: see the import's page for all 30 rows"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], "No column holds the customers' id"),
        (["--map", "Nothing=mrr"], "no column called “Nothing”"),
        (["--map", "Fee=price"], "“price” is not a field"),
        (["--map", "Fee"], "COLUMN=FIELD"),
        (["--as-of", "soon"], "2026-05-31"),
        (["--as-of", "0026-11-30"], "between the years 1900 and 2100"),
        (["--currency", "crowns"], "three letters"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(file, options, words):
    with pytest.raises(CommandError, match=words):
        run(file, *options)
    assert not Account.objects.exists()


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "nowhere.csv")
