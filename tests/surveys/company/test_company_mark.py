"""The company's mark: a small, real picture, seen by everybody."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from surveys.company.models import Company
from tests.surveys.company.test_company_page import FORM, PAGE


def picture(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size, "teal").save(stream, kind)
    return stream.getvalue()


def upload(client: Client, content: bytes, name: str = "mark.png"):
    return client.post(PAGE, FORM | {"new_mark": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("kind", "content_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("WEBP", "image/webp")]
)
def test_a_mark_is_kept_and_shown_to_everybody(administrator_client: Client, kind: str, content_type: str):
    upload(administrator_client, picture(kind), name="wrongly-named.txt")
    answer = Client().get(reverse("surveys:company-mark"))
    assert answer.content == picture(kind)
    assert answer["Content-Type"] == content_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_mark_that_is_known_is_not_sent_again(administrator_client: Client):
    upload(administrator_client, picture("PNG"))
    first = Client().get(reverse("surveys:company-mark"))
    again = Client().get(reverse("surveys:company-mark"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    upload(administrator_client, picture("WEBP"))
    changed = Client().get(reverse("surveys:company-mark"), headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload='alert(1)'/>", "not a whole PNG"),
        (b"GIF89a" + b"\0" * 40, "not a whole PNG"),
        (picture("PNG")[:60], "not a whole PNG"),
        (picture("PNG", (2001, 1)), "2001 pixels"),
        (picture("PNG") + b"\0" * 20_000, "at most 20 kB"),
        (picture("GIF"), "not a whole PNG"),
    ],
)
def test_what_is_no_small_picture_is_refused(administrator_client: Client, content: bytes, words: str):
    upload(administrator_client, picture("PNG"))
    answer = upload(administrator_client, content)
    assert words in answer.content.decode()
    assert bytes(Company.current().mark) == picture("PNG")


def test_saving_without_a_new_picture_keeps_the_mark(administrator_client: Client):
    upload(administrator_client, picture("PNG"))
    administrator_client.post(PAGE, FORM)
    assert bytes(Company.current().mark) == picture("PNG")


def test_a_mark_can_be_removed(administrator_client: Client):
    upload(administrator_client, picture("PNG"))
    administrator_client.post(PAGE, FORM | {"remove_mark": "on"})
    assert Client().get(reverse("surveys:company-mark")).status_code == 404


def test_without_a_mark_there_is_none(client: Client, db):
    assert client.get(reverse("surveys:company-mark")).status_code == 404
