import datetime as dt
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection

from surveys.customers.models import Account, Cancellation, Customer, CustomerImport
from surveys.customers.services import import_file
from tests.factories import make_account, make_customer, make_user

pytestmark = pytest.mark.django_db

# The columns of a well-known sample file of a telephone company.
TELCO = """CustomerID,Email,City,Tenure Months,Contract,Monthly Charges,Churn Label,Churn Value,Churn Reason
0001-AAAAA,0001@customers.example,Exampletown,2,Month-to-month,53.85,Yes,1,Competitor made better offer
0002-BBBBB,0002@customers.example,Exampletown,14,One year,70.7,No,0,
0003-CCCCC,0003@customers.example,Sampleville,30,Two year,99.65,Yes,1,Deceased
0004-DDDDD,0004@customers.example,Sampleville,1,Month-to-month,20,Yes,1,
"""


@pytest.fixture(autouse=True)
def _company(company):
    pass


def run(text: str, **options) -> CustomerImport:
    return import_file(text.encode(), **options)


def refusals(customer_import: CustomerImport) -> list[tuple[int, str, str]]:
    return list(customer_import.refused_rows.values_list("number", "column", "code"))


def test_a_consumer_file_makes_an_account_and_a_customer_of_each_row():
    found = run(TELCO, as_of=dt.date(2026, 11, 30), currency="usd")
    assert found.state == "done"
    assert (found.row_count, found.refused_count, found.unknown_day_count) == (4, 0, 3)
    assert {model: counts["created"] for model, counts in found.counts.items()} == {
        "account": 4,
        "customer": 4,
        "cancellation": 3,
    }
    account = Account.objects.get(external_id="0001-AAAAA")
    assert (account.plan, account.mrr, account.currency) == ("Month-to-month", Decimal("53.85"), "USD")
    assert account.signed_up_on == dt.date(2026, 9, 30)
    assert account.attributes == {"City": "Exampletown", "Churn Value": "1"}
    assert account.customers.get().email == "0001@customers.example"


def test_a_label_of_yes_without_a_day_is_an_ending_without_a_day_and_its_figures_are_frozen():
    run(TELCO, currency="USD")
    ending = Cancellation.objects.get(account__external_id="0001-AAAAA")
    assert (ending.external_id, ending.kind) == ("0001-AAAAA:unknown", "cancelled")
    assert (ending.asked_at, ending.effective_on, ending.ended_on) == (None, None, None)
    assert (ending.plan, ending.mrr, ending.currency) == ("Month-to-month", Decimal("53.85"), "USD")
    assert ending.tenure_months == 2
    assert ending.attributes == {"City": "Exampletown", "Churn Value": "1"}
    assert ending.recorded_reason == "Competitor made better offer"
    assert Cancellation.objects.get(account__external_id="0003-CCCCC").kind == "deceased"


def test_the_same_file_twice_changes_nothing_even_on_another_day():
    run(TELCO, as_of=dt.date(2026, 11, 30))
    before = [list(model.objects.order_by("pk").values()) for model in (Account, Customer, Cancellation)]
    found = run(TELCO, as_of=dt.date(2027, 3, 1))
    assert [list(model.objects.order_by("pk").values()) for model in (Account, Customer, Cancellation)] == before
    assert found.counts["account"] == {"created": 0, "changed": 0, "unchanged": 4}
    assert found.counts["cancellation"] == {"created": 0, "changed": 0, "unchanged": 3}


def test_blank_cells_never_erase():
    run("id,email,name,plan,mrr,currency,language,Region\n1,a@customers.example,Sample 1,Pro,99,EUR,sv,North\n")
    found = run("id,email,name,plan,mrr,currency,language,Region\n1,,,,,,,\n")
    assert found.counts["customer"]["unchanged"] == found.counts["account"]["unchanged"] == 1
    customer = Customer.objects.select_related("account").get()
    assert (customer.email, customer.name, customer.language) == ("a@customers.example", "Sample 1", "sv")
    assert (customer.account.plan, customer.account.currency) == ("Pro", "EUR")
    assert customer.account.attributes == {"Region": "North"}


def test_filled_cells_change_and_attributes_are_added():
    run("id,plan,mrr,Region\n1,Pro,99,North\n")
    found = run("id,plan,mrr,Segment\n1,Start,49,Small\n")
    assert found.counts["account"]["changed"] == 1
    account = Account.objects.get()
    assert (account.plan, account.mrr, account.currency) == ("Start", 49, "SEK")
    assert account.attributes == {"Region": "North", "Segment": "Small"}


def test_do_not_contact_is_set_and_never_cleared():
    run("id,do not contact\n1,yes\n2,no\n")
    run("id,do not contact\n1,no\n2,ja\n")
    assert list(Customer.objects.order_by("external_id").values_list("do_not_contact", flat=True)) == [True, True]


def test_an_import_sends_no_letter(smtp_server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        run("id,email,cancelled at\n1,a@customers.example,2026-11-21\n")
    assert callbacks == smtp_server.letters == mail.outbox == []


def test_a_business_file_puts_several_people_into_one_account():
    found = run(
        "account id,account name,id,email,plan,mrr,cancelled at,reason\n"
        "A,Example AB,1,one@customers.example,,,,\n"
        "A,Example AB,2,two@customers.example,Pro,900,2026-05-02,För dyrt\n"
        "A,Example AB,3,three@customers.example,Pro,900,2026-05-02,För dyrt\n"
    )
    assert found.counts["account"]["created"] == 1
    assert found.counts["customer"]["created"] == 3
    assert found.counts["cancellation"]["created"] == 1
    account = Account.objects.get()
    assert (account.name, account.plan, account.mrr) == ("Example AB", "Pro", 900)
    assert Cancellation.objects.get().external_id == "A:2026-05-02"


def test_a_row_without_an_account_belongs_to_the_one_its_customer_is_in():
    customer = make_customer(account=make_account(external_id="A"), external_id="1")
    run("id,plan,language\n1,Business,sv\n")
    customer.refresh_from_db()
    assert (customer.language, customer.account.external_id, customer.account.plan) == ("sv", "A", "Business")
    assert Account.objects.count() == 1


def test_without_an_id_the_address_is_the_id():
    run("e-post,namn\nAnna@customers.example,Anna Exempel\n")
    assert Customer.objects.get().external_id == "anna@customers.example"


def test_the_owner_is_found_by_address_and_a_stranger_is_counted():
    colleague = make_user()
    found = run(f"id,owner\n1,{colleague.email.upper()}\n2,nobody@company.example\n")
    assert Account.objects.get(external_id="1").owner == colleague
    assert found.unknown_owner_count == 1


def test_the_day_of_an_ending_is_the_companys():
    run("id,cancelled at,effective on\n1,2026-06-30T23:30:00Z,2026-07-31\n2,,2026-07-31\n")
    first, second = Cancellation.objects.order_by("external_id")
    assert (first.ended_on, first.effective_on) == (dt.date(2026, 7, 1), dt.date(2026, 7, 31))
    assert second.ended_on == dt.date(2026, 7, 31)


def test_tenure_counts_up_to_the_ending_where_its_day_is_known():
    run("id,tenure,cancelled at\n1,3,2026-05-31\n2,3,\n", as_of=dt.date(2026, 11, 22))
    assert list(Account.objects.order_by("external_id").values_list("signed_up_on", flat=True)) == [
        dt.date(2026, 2, 28),
        dt.date(2026, 8, 22),
    ]


def test_a_given_day_of_signing_up_goes_before_the_tenure_and_gives_the_tenure():
    run("id,signed up,tenure,cancelled at\n1,2024-01-15,,2026-03-14\n2,2024-01-15,7,\n")
    assert Account.objects.get(external_id="2").signed_up_on == dt.date(2024, 1, 15)
    assert Cancellation.objects.get().tenure_months == 25


def test_the_currency_beside_an_amount_goes_before_the_one_for_all():
    run("id,mrr\n1,€ 10\n2,20\n3,\n", currency="USD")
    assert list(Account.objects.order_by("external_id").values_list("currency", flat=True)) == ["EUR", "USD", ""]


def test_a_chosen_column_goes_before_the_names_and_a_left_out_one_is_not_kept():
    run("id,Fee,Secret\n1,12,x\n", mapping={"Fee": "mrr", "Secret": "left_out"})
    account = Account.objects.get()
    assert (account.mrr, account.attributes) == (12, {})


def test_attributes_of_the_person_stay_with_the_person():
    run("account id,id,Role\nA,1,Buyer\n", mapping={"Role": "person_attribute"})
    assert Customer.objects.get().attributes == {"Role": "Buyer"}
    assert Account.objects.get().attributes == {}


def test_one_bad_row_stops_nothing_and_says_what_is_wrong_with_each_cell():
    found = run(
        "id,email,mrr,signed up,do not contact\n"
        "1,a@customers.example,10,2026-01-01,no\n"
        "2,not an address,ten,2026-13-01,perhaps\n"
        "3,c@customers.example,30,2026-01-03,no\n"
    )
    assert (found.refused_count, Customer.objects.count()) == (1, 2)
    assert refusals(found) == [
        (3, "email", "not_an_email"),
        (3, "mrr", "not_an_amount"),
        (3, "signed up", "not_a_day"),
        (3, "do not contact", "not_yes_or_no"),
    ]
    assert found.refused_rows.first().reason == "“not an address” is not an e-mail address."


def test_of_rows_with_the_same_id_the_first_counts_and_the_later_ones_are_refused():
    found = run("id,name\n1,First\n2,Other\n1,Second\n1,Third\n")
    assert Customer.objects.get(external_id="1").name == "First"
    assert refusals(found) == [(4, "id", "same_id"), (5, "id", "same_id")]
    assert "row 2" in found.refused_rows.first().reason


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",,A", "missing_id"),
        ("1,a@customers.example,A,B", "too_many_cells"),
        ('1,"a@customers.example,A', "unmatched_quotes"),
        (f"{'9' * 201},,A", "too_long"),
        (f"1,,{'x' * 201}", "too_long"),
        (f",a@{'customers.' * 22}example,A", "too_long"),
    ],
)
def test_a_row_that_cannot_be_taken_is_refused_and_the_others_come_in(row, code):
    found = run(f"id,email,name\n{row}\n2,b@customers.example,B\n")
    assert [refusal[2] for refusal in refusals(found)] == [code]
    assert Customer.objects.get().external_id == "2"


def test_a_broken_character_refuses_its_row_only():
    found = import_file("id,name\n1,Åsa\n".encode() + b"2,\xc5ke\n" + "3,Märta\n".encode())
    assert refusals(found) == [(3, "name", "unreadable_characters")]
    assert list(Customer.objects.order_by("external_id").values_list("name", flat=True)) == ["Åsa", "Märta"]


def test_a_formula_in_a_name_is_kept_as_the_text_it_is():
    run('id,name\n1,"=HYPERLINK(""https://x.example"")"\n')
    assert Customer.objects.get().name == '=HYPERLINK("https://x.example")'


def test_zero_bytes_are_removed_wherever_they_stand():
    run("id,name,Note\n1,An\0na,a\0b\n")
    assert (Customer.objects.get().name, Account.objects.get().attributes) == ("Anna", {"Note": "ab"})


def test_amounts_and_days_are_read_as_the_file_writes_them():
    run("id;mrr;signed up\n1;1.234;02/03/2026\n2;99,50;25/12/2025\n")
    account = Account.objects.get(external_id="1")
    assert (account.mrr, account.signed_up_on) == (1234, dt.date(2026, 3, 2))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"id,email\n", "no rows below it"),
        (b"name,city\nA,B\n", "No column holds the customers' id or e-mail address"),
        (b"id,id\n1,2\n", "Two columns are called"),
        (b"PK\x03\x04....", "This is an Excel workbook"),
        (bytes(range(1, 32)) * 100, "not a text file"),
    ],
)
def test_a_file_that_cannot_be_read_fails_with_what_to_do(content, words):
    found = import_file(content)
    assert found.state == "failed"
    assert words in found.problem
    assert not Customer.objects.exists()


def test_progress_is_told_and_saved(tmp_path):
    path = tmp_path / "many.csv"
    path.write_text("id\n" + "\n".join(map(str, range(12_000))))
    told = []
    found = import_file(path, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == [5_000, 10_000, 12_000]
    assert (found.file_name, found.done_count, found.row_count) == ("many.csv", 12_000, 12_000)


def test_the_number_of_queries_does_not_grow_with_the_file(django_assert_max_num_queries):
    small, large = ("id,mrr,cancelled\n" + "\n".join(f"{n},1,yes" for n in range(size)) for size in (10, 3_000))
    with django_assert_max_num_queries(40):
        run(small)
    with django_assert_max_num_queries(40):
        run(large)


def test_nothing_stays_on_the_connection_after_an_import():
    run("id\n1\n")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname = 'staged_rows'")
        assert cursor.fetchone() == (0,)
