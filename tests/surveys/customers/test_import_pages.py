"""The way of a file through the pages: chosen, its columns checked, imported, reported."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from surveys.customers.models import Account, Customer, CustomerImport, ImportMapping, ImportPart
from surveys.customers.services import import_file

pytestmark = pytest.mark.django_db

FILE = "Kundnummer;Namn;E-post;Avgift;Uppsagd den;Orsak\n" + "".join(
    f"{number};Kund {number};kund{number}@customers.example;{number},50;2026-05-0{number};För dyrt\n"
    for number in range(1, 8)
)


@pytest.fixture(autouse=True)
def _company(company):
    pass


def upload(client, content: str | bytes = FILE, name: str = "kunder.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse("surveys:customer-import"), {"file": SimpleUploadedFile(name, content)})


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def choices(**columns: str) -> dict[str, str]:
    fields = ["external_id", "name", "email", "attribute", "cancelled_at", "recorded_reason"]
    chosen = {f"column_{place}": field for place, field in enumerate(fields)}
    return {**chosen, **columns, "as_of": "2026-11-22", "currency": ""}


def start(client, url: str, capture, **columns: str):
    with capture(execute=False):
        return client.post(url, {**choices(**columns), "start": "yes"})


def test_a_file_goes_from_upload_to_report(manager, manager_client, django_capture_on_commit_callbacks):
    checked = upload(manager_client)
    stored = CustomerImport.objects.get()
    assert (stored.state, stored.file_name, stored.created_by) == ("uploaded", "kunder.csv", manager)

    page = words(manager_client.get(checked.url))
    assert "kunder.csv: about 7 rows" in page
    assert "Kund 1 · Kund 2 · Kund 3" in page
    assert "7 cancellations" in page
    assert "No row would be refused" in page
    assert not Customer.objects.exists()

    started = start(manager_client, checked.url, django_capture_on_commit_callbacks, column_3="mrr")
    assert started.url == checked.url
    assert "Waiting for its turn" in words(manager_client.get(checked.url))

    from surveys.customers.tasks import import_customers

    import_customers(stored.pk)
    report = words(manager_client.get(checked.url))
    assert "Import done" in report
    assert "7 rows read 0 rows refused 0 cancellations without a day" in report
    assert Account.objects.get(external_id="7").mrr == 7.5
    assert not ImportPart.objects.exists()


def test_looking_again_keeps_the_choice_and_imports_nothing(manager_client):
    url = upload(manager_client).url
    answer = manager_client.post(url, choices(column_3="mrr", column_1="left_out"))
    assert answer.url == url
    stored = CustomerImport.objects.get()
    assert (stored.state, stored.mapping["Avgift"], stored.mapping["Namn"]) == ("uploaded", "mrr", "left_out")
    page = words(manager_client.get(url))
    assert " 1.5 2026-05-01 00:00 För dyrt " in page
    assert " 7.5 " not in page  # five rows are shown


def test_columns_that_cannot_be_read_so_are_said_and_nothing_starts(manager_client, django_capture_on_commit_callbacks):
    url = upload(manager_client).url
    start(manager_client, url, django_capture_on_commit_callbacks, column_0="attribute", column_2="attribute")
    page = words(manager_client.get(url))
    assert "No column holds the customers&#x27; id or e-mail address" in page
    assert CustomerImport.objects.get().state == "uploaded"
    start(manager_client, url, django_capture_on_commit_callbacks, column_3="email")
    assert "Two columns are read as “E-mail”" in words(manager_client.get(url))


def test_a_wrong_day_or_currency_is_said_beside_its_field(manager_client):
    url = upload(manager_client).url
    page = words(manager_client.post(url, {**choices(), "currency": "1kr", "as_of": "soon"}))
    assert "“1KR” is not a currency" in page
    assert "Enter a valid date" in page
    page = words(manager_client.post(url, {**choices(), "as_of": "0026-11-30"}))
    assert "“0026-11-30” is not between the years 1900 and 2100" in page


def test_without_addresses_the_page_warns(manager_client):
    url = upload(manager_client, "id;name\n1;A\n").url
    assert "these customers can be counted, but not asked" in words(manager_client.get(url))


def test_problems_are_counted_before_anything_is_imported(manager_client):
    url = upload(manager_client, "id,mrr\n1,x\n2,y\n3,3\n").url
    page = words(manager_client.get(url))
    assert "2 rows refused mrr: “x” is not an amount" in page
    assert "first in row 2" in page


def test_the_choice_is_used_for_the_next_file_with_the_same_headers(manager_client, django_capture_on_commit_callbacks):
    url = upload(manager_client).url
    start(manager_client, url, django_capture_on_commit_callbacks, column_3="mrr")
    assert ImportMapping.objects.count() == 1
    upload(manager_client)
    assert CustomerImport.objects.latest("pk").mapping["Avgift"] == "mrr"


def test_starting_twice_is_starting_once(manager_client, django_capture_on_commit_callbacks):
    url = upload(manager_client).url
    with django_capture_on_commit_callbacks() as callbacks:
        for _ in range(2):
            manager_client.post(url, {**choices(), "start": "yes"})
    assert len(callbacks) == 1


def test_a_file_can_be_forgotten(manager_client):
    upload(manager_client)
    stored = CustomerImport.objects.get()
    manager_client.post(reverse("surveys:import-discard", args=[stored.pk]))
    assert not CustomerImport.objects.exists()
    assert not ImportPart.objects.exists()


def test_a_finished_import_is_not_forgotten(manager_client):
    found = import_file(b"id\n1\n")
    manager_client.post(reverse("surveys:import-discard", args=[found.pk]))
    assert CustomerImport.objects.filter(pk=found.pk).exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"id,email\n", "no rows below it"),
        (b"PK\x03\x04" + bytes(99), "This is an Excel workbook"),
        (bytes(range(1, 32)) * 99, "This is not a text file"),
        (b"id,id\n1,2\n", "Two columns are called “id”"),
    ],
)
def test_a_file_of_no_use_is_said_at_once_and_not_kept(manager_client, content, sentence):
    answer = upload(manager_client, content)
    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not CustomerImport.objects.exists()
    assert not ImportPart.objects.exists()


def test_a_file_that_is_too_large_is_said(manager_client):
    assert "larger than 60 MB" in words(upload(manager_client, b"id,name\n" + b"1,aaaaaaaaa\n" * 5_000_001))
    assert not ImportPart.objects.exists()


def test_refused_rows_are_listed_page_by_page_and_downloaded_without_formulas(manager_client):
    found = import_file(("id,mrr\n" + "".join(f"{number},=x{number}\n" for number in range(120))).encode())
    url = reverse("surveys:import-detail", args=[found.pk])
    page = words(manager_client.get(url))
    assert "“=x0” is not an amount" in page
    assert "1–50 of 120" in page
    assert "“=x119”" in words(manager_client.get(url, {"page": "3"}))

    file = manager_client.get(reverse("surveys:import-refused", args=[found.pk]))
    assert file["Content-Disposition"] == f'attachment; filename="refused-rows-{found.pk}.csv"'
    rows = list(csv.reader(io.StringIO(file.content.decode())))
    assert len(rows) == 121
    assert rows[1] == ["2", "mrr", "'=x0", "“=x0” is not an amount. Write it like 1234.50 or 1234,50."]


def test_the_progress_page_counts_and_reloads_itself_when_the_import_is_done(manager_client):
    found = import_file(b"id\n1\n")
    CustomerImport.objects.filter(pk=found.pk).update(state="running", done_count=5_000, row_count=20_000)
    url = reverse("surveys:import-detail", args=[found.pk])
    assert "Rows read: 5,000 of 20,000" in words(manager_client.get(url))
    part = manager_client.get(url, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "5,000 of 20,000" in words(part)
    CustomerImport.objects.filter(pk=found.pk).update(state="done")
    assert manager_client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_failed_import_says_why(manager_client):
    found = import_file(b"id,id\n1,2\n")
    page = words(manager_client.get(reverse("surveys:import-detail", args=[found.pk])))
    assert "Import failed" in page
    assert "Two columns are called “id”" in page


def test_all_imports_are_listed(manager_client, django_assert_max_num_queries):
    for _ in range(3):
        import_file(b"id\n1\n", by=None)
    upload(manager_client)
    with django_assert_max_num_queries(12):
        page = words(manager_client.get(reverse("surveys:import-list")))
    assert "kunder.csv" in page
    assert page.count("done") == 3


def test_looking_writes_nothing(manager_client):
    url = upload(manager_client).url
    before = CustomerImport.objects.values().get()
    for address in (url, reverse("surveys:import-list"), reverse("surveys:customer-import")):
        manager_client.get(address)
    assert CustomerImport.objects.values().get() == before


def test_only_those_who_may_import_come_in(agent_client, client):
    found = import_file(b"id\n1\n")
    pages = [
        reverse("surveys:customer-import"),
        reverse("surveys:import-list"),
        reverse("surveys:import-detail", args=[found.pk]),
        reverse("surveys:import-refused", args=[found.pk]),
    ]
    for page in pages:
        assert agent_client.get(page).status_code == 403
        assert client.get(page).status_code == 302
    assert agent_client.post(reverse("surveys:import-discard", args=[found.pk])).status_code == 403


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_pages_are_shown_in_both_languages(manager_client, manager, language):
    manager.language = language
    manager.save()
    url = upload(manager_client).url
    for address in (url, reverse("surveys:customer-import"), reverse("surveys:import-list")):
        assert manager_client.get(address).status_code == 200
