"""What a column of a customer file may hold, and the names it goes by in English and Swedish."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Field(models.TextChoices):
    EXTERNAL_ID = "external_id", _("Customer's id")
    EMAIL = "email", _("E-mail")
    NAME = "name", _("Name")
    LANGUAGE = "language", _("Language")
    DO_NOT_CONTACT = "do_not_contact", _("Do not contact")
    ACCOUNT_EXTERNAL_ID = "account_external_id", _("Account's id")
    ACCOUNT_NAME = "account_name", _("Account's name")
    PLAN = "plan", _("Plan")
    MRR = "mrr", _("Revenue per month")
    CURRENCY = "currency", _("Currency")
    OWNER_EMAIL = "owner_email", _("Owner's e-mail")
    SIGNED_UP_ON = "signed_up_on", _("Signed up on")
    TENURE_MONTHS = "tenure_months", _("Tenure in months")
    CANCELLED = "cancelled", _("Cancelled, yes or no")
    CANCELLED_AT = "cancelled_at", _("Cancellation asked for at")
    EFFECTIVE_ON = "effective_on", _("Cancellation effective on")
    KIND = "kind", _("Kind of ending")
    RECORDED_REASON = "recorded_reason", _("Recorded reason")
    WITHDRAWN_AT = "withdrawn_at", _("Cancellation withdrawn at")
    RETURNED_ON = "returned_on", _("Returned on")
    # What is not a field of its own
    ATTRIBUTE = "attribute", _("Keep as attribute of the account")
    PERSON_ATTRIBUTE = "person_attribute", _("Keep as attribute of the person")
    LEFT_OUT = "left_out", _("Leave out")


# May be the target of several columns.
SHARED_FIELDS = frozenset({Field.ATTRIBUTE, Field.PERSON_ATTRIBUTE, Field.LEFT_OUT})

# Written as people write them; compared without case, spaces and signs. The first name found in a file wins.
NAMES: dict[Field, str] = {
    Field.EXTERNAL_ID: """
        external id, customer id, customer number, customer no, cust id, id, user id, person id, contact
        id, subscriber id, member id, kundnummer, kundnr, kund-id, användarnummer, medlemsnummer,
        medlems-id""",
    Field.EMAIL: """
        email, e-mail, email address, e-mail address, mail, e-post, epost, e-postadress, epostadress,
        mejl""",
    Field.NAME: """
        name, customer name, full name, contact name, customer, namn, kundnamn, fullständigt namn,
        kontaktperson, kund""",
    Field.LANGUAGE: "language, lang, locale, språk",
    Field.DO_NOT_CONTACT: """
        do not contact, do not email, opted out, opt out, unsubscribed, no contact, kontakta inte,
        kontakta ej, får ej kontaktas, ej kontakt, spärrad för utskick""",
    Field.ACCOUNT_EXTERNAL_ID: """
        account external id, account id, account number, account no, company id, organisation id,
        organization id, org id, workspace id, kontonummer, kontonr, konto id, företags-id,
        organisationsnummer, orgnr""",
    Field.ACCOUNT_NAME: """
        account name, account, company, company name, organisation, organization, företag, företagsnamn""",
    Field.PLAN: """
        plan, plan name, subscription plan, subscription, product, tier, package, contract, abonnemang,
        paket, produkt, avtal, prenumeration""",
    Field.MRR: """
        mrr, monthly revenue, revenue per month, monthly charges, monthly charge, monthly fee, monthly
        price, amount per month, monthly recurring revenue, price per month, månadsintäkt, månadsavgift,
        månadspris, månadskostnad, intäkt per månad, pris per månad, avgift per månad""",
    Field.CURRENCY: "currency, currency code, valuta, valutakod",
    Field.OWNER_EMAIL: """
        owner email, owner e-mail, owner, account owner, account manager, account manager email, csm,
        ansvarig, kundansvarig, ansvarigs e-post, kontoansvarig""",
    Field.SIGNED_UP_ON: """
        signed up on, signed up, signup date, sign-up date, signed up at, customer since, start date,
        started on, started at, created, created at, created on, member since, kund sedan, startdatum,
        registrerad, skapad, tecknad, avtalsstart""",
    Field.TENURE_MONTHS: """
        tenure months, tenure in months, tenure, months as customer, customer months, antal månader,
        månader som kund, kundtid månader, kundtid""",
    Field.CANCELLED: """
        cancelled, canceled, is cancelled, churn label, churned, churn, has churned, is churned, left,
        status, subscription status, uppsagd, avslutad, sagt upp, har lämnat, kundstatus""",
    Field.CANCELLED_AT: """
        cancelled at, canceled at, cancelled on, canceled on, cancellation date, cancel date, churned at,
        churned on, churn date, asked at, cancellation asked for at, uppsagd den, uppsägningsdatum,
        uppsagd datum, avslutad den, avslutsdatum, uppsägningsdag""",
    Field.EFFECTIVE_ON: """
        effective on, effective date, ends on, ends at, ended at, ended on, end date, cancellation
        effective on, access until, gäller från, slutdatum, upphör, upphör den, sista dag, avtalsslut""",
    Field.KIND: """
        kind, kind of ending, ending, cancellation type, churn type, churn kind, typ av avslut,
        avslutstyp""",
    Field.RECORDED_REASON: """
        recorded reason, churn reason, cancellation reason, cancel reason, reason, reason for leaving,
        reason for cancellation, leaving reason, orsak, uppsägningsorsak, avslutsorsak, anledning, skäl,
        orsak till uppsägning""",
    Field.WITHDRAWN_AT: """
        withdrawn at, withdrawn on, cancellation withdrawn, ångrad, ångrad den, återtagen, återkallad""",
    Field.RETURNED_ON: """
        returned on, returned at, returned, won back on, reactivated on, reactivated at, återkom, åter
        sedan""",
}


def bare(name: str) -> str:
    """A column's name without case, spaces and signs."""
    return "".join(character for character in name.casefold() if character.isalnum())


BARE_NAMES: dict[Field, list[str]] = {
    field: [bare(name) for name in names.split(",")] for field, names in NAMES.items()
}
