from django import forms
from django.template.loader import render_to_string


class SampleForm(forms.Form):
    name = forms.CharField(help_text="As on invoices.")
    kind = forms.ChoiceField(
        widget=forms.RadioSelect, choices=[("exit", "Exit"), ("other", "Other")], help_text="Once."
    )
    agreed = forms.BooleanField(label="Ask them too")
    note = forms.CharField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput)


def position(page: str, *pieces: str) -> list[int]:
    return [page.index(piece) for piece in pieces]


def test_a_field_reads_label_then_help_then_error_then_field():
    page = str(SampleForm({}))
    order = position(
        page, '<label for="id_name"', 'id="id_name_helptext"', 'id="id_name_error"', '<input type="text" name="name"'
    )
    assert order == sorted(order)


def test_a_wrong_field_says_so_to_every_reader():
    page = str(SampleForm({}))
    field = page[page.index('<input type="text" name="name"') :].split(">")[0]
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'aria-invalid="true"' in field


def test_the_summary_takes_the_focus_and_leads_to_each_field():
    page = str(SampleForm({}))
    summary = page[: page.index('class="field')]
    assert 'role="alert" tabindex="-1" autofocus' in summary
    for target in ("id_name", "id_kind_0", "id_agreed"):
        assert f'href="#{target}"' in summary
        assert page.count(f'id="{target}"') == 1
    assert "Secret: This field is required." in summary.replace("\n", "")


def test_a_form_without_faults_has_no_summary():
    assert "notice" not in str(SampleForm())
    assert "notice" not in str(SampleForm({"name": "A", "kind": "exit", "agreed": "on", "secret": "s"}))


def test_what_may_stay_empty_is_marked():
    assert str(SampleForm()).count("(optional)") == 1


def test_choices_are_grouped_under_their_question():
    page = str(SampleForm())
    group = page[page.index("<fieldset") : page.index("</fieldset>")]
    assert "<legend>Kind" in group
    assert 'aria-describedby="id_kind_helptext"' in group


def test_an_empty_page_names_the_one_step():
    page = render_to_string(
        "components/_empty.html", {"title": "T", "words": "W", "action_url": "/go/", "action_label": "Go there"}
    )
    assert '<a class="button button--primary" href="/go/">Go there</a>' in page
    assert "button" not in render_to_string("components/_empty.html", {"title": "T", "words": "W"})


def test_progress_shows_the_number():
    page = render_to_string("components/_progress.html", {"value": 3120, "max": 7043, "label": "Rows read"})
    assert 'value="3120" max="7043"' in page
    assert "Rows read: 3,120 of 7,043" in page
