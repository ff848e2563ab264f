"""What the demo fills in where an installation is still empty; obviously sample data, all under reserved domains."""

from churnvoice.accounts.models import User
from churnvoice.accounts.permissions import Role
from surveys.company.models import Company
from surveys.questionnaires.models import Survey
from surveys.questionnaires.services import create_survey, launch_survey

SURVEY_NAME = "Exit survey (sample)"
COLLEAGUE = "agent@sample-company.example"

COMPANY = {
    "name": "Sample Company",
    "postal_address": "Sample Company\n1 Sample Street\n123 45 Sampletown",
    "sender_name": "Sample Company",
    "sender_email": "surveys@sample-company.example",
    "reply_to_email": "hello@sample-company.example",
    "reporting_currency": "SEK",
    "time_zone": "Europe/Stockholm",
    "languages": ["en", "sv"],
    "privacy_text": {
        "en": "Sample Company asks why you left so that it can do better. The ground is its legitimate interest in "
        "learning from former customers. Answers are kept for two years. You may see, correct or erase yours, and "
        "object, by writing to hello@sample-company.example.",
        "sv": "Sample Company frågar varför du slutade för att kunna bli bättre. Grunden är företagets berättigade "
        "intresse av att lära av tidigare kunder. Svaren sparas i två år. Du kan få se, rätta eller radera dina, och "
        "invända, genom att skriva till hello@sample-company.example.",
    },
}


def fill_in_company() -> Company:
    """Complete the company page with sample words, unless somebody has completed it already."""
    company = Company.current()
    if not company.is_complete:
        for field, value in COMPANY.items():
            setattr(company, field, value)
        company.save()
    return company


def sample_colleague() -> User:
    """The support agent who answers in the demo; cannot log in, for want of a password."""
    found = User.objects.filter(email=COLLEAGUE).first()
    return found or User.objects.create_user(COLLEAGUE, name="Sample agent", role=Role.AGENT)


def sample_survey() -> Survey:
    """The exit survey of the demo, launched once."""
    survey = Survey.objects.filter(name=SURVEY_NAME, kind=Survey.Kind.EXIT).first()
    if survey is None:
        survey = create_survey(name=SURVEY_NAME, kind=Survey.Kind.EXIT, languages=["en", "sv"])
        launch_survey(survey)
    return survey
