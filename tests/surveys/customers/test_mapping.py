import pytest

from surveys.customers.mapping import check_columns, choose_columns, match_columns, save_columns
from surveys.customers.problems import FileError

TELCO = ("CustomerID", "Email", "City", "Tenure Months", "Contract", "Monthly Charges", "Churn Label", "Churn Reason")
SWEDISH = ("Kundnummer", "E-post", "Namn", "Språk", "Månadsavgift", "Uppsagd den", "Orsak", "Kund sedan", "Företag")


def test_english_columns_are_matched_by_name():
    assert match_columns(TELCO) == {
        "CustomerID": "external_id",
        "Email": "email",
        "City": "attribute",
        "Tenure Months": "tenure_months",
        "Contract": "plan",
        "Monthly Charges": "mrr",
        "Churn Label": "cancelled",
        "Churn Reason": "recorded_reason",
    }


def test_swedish_columns_are_matched_by_name():
    assert match_columns(SWEDISH) == {
        "Kundnummer": "external_id",
        "E-post": "email",
        "Namn": "name",
        "Språk": "language",
        "Månadsavgift": "mrr",
        "Uppsagd den": "cancelled_at",
        "Orsak": "recorded_reason",
        "Kund sedan": "signed_up_on",
        "Företag": "account_name",
    }


def test_case_spaces_and_signs_do_not_matter():
    assert match_columns(("CUSTOMER_ID", "e mail")) == {"CUSTOMER_ID": "external_id", "e mail": "email"}


def test_of_two_columns_with_one_meaning_the_second_is_kept_as_attribute():
    assert match_columns(("Id", "Customer ID")) == {"Id": "attribute", "Customer ID": "external_id"}


def test_a_choice_goes_before_the_name_and_takes_the_field_from_it(db):
    columns = choose_columns(("Id", "Plan", "Package deal"), {"package deal": "plan", "Id": "external_id"})
    assert columns == {"Id": "external_id", "Plan": "attribute", "Package deal": "plan"}


def test_what_was_saved_for_the_same_headers_is_used_again_in_any_order(db):
    save_columns({"Number": "external_id", "What": "left_out"})
    assert choose_columns(("What", "Number"), {}) == {"What": "left_out", "Number": "external_id"}


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"Nothing": "mrr"}, "no column called “Nothing”"),
        ({"Name": "colour"}, "“colour” is not a field"),
        ({"Name": "plan", "City": "plan"}, "Two columns are read as “Plan”"),
        ({"Id": "left_out"}, "id or e-mail address. Say which one does. Columns: Id, Name, City"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_with_its_name(db, chosen, words):
    with pytest.raises(FileError, match=words):
        choose_columns(("Id", "Name", "City"), chosen)


def test_any_number_of_columns_may_be_attributes():
    check_columns({"Id": "external_id", "a": "attribute", "b": "attribute", "c": "left_out", "d": "left_out"})
