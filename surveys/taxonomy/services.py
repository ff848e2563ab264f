"""Makes sure that every installation has the eleven reasons and their labels."""

from typing import Any

from surveys.taxonomy.models import ReasonCode, ReasonLabel

LABELS = {
    "pricing": {"en": "Pricing", "sv": "Pris"},
    "billing": {"en": "Billing", "sv": "Fakturering"},
    "quality": {"en": "Quality", "sv": "Kvalitet"},
    "features": {"en": "Missing features", "sv": "Saknade funktioner"},
    "usability": {"en": "Hard to use", "sv": "Svårt att använda"},
    "support": {"en": "Support", "sv": "Kundservice"},
    "communication": {"en": "Communication", "sv": "Kommunikation"},
    "personalisation": {"en": "Not adapted to me", "sv": "Inte anpassat"},
    "competition": {"en": "Competition", "sv": "Konkurrens"},
    "change": {"en": "Unwanted change", "sv": "Oönskad förändring"},
    "not_needed": {"en": "No longer needed", "sv": "Behövs inte längre"},
}


def ensure_reasons(**_kwargs: Any) -> None:
    """Insert the codes and their first labels where they are missing; a company's own later versions stay."""
    ReasonCode.objects.bulk_create(
        [ReasonCode(code=code, position=position) for position, code in enumerate(LABELS)],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["position"],
    )
    ReasonLabel.objects.bulk_create(
        [
            ReasonLabel(reason_id=code, language=language, version=1, text=text)
            for code, texts in LABELS.items()
            for language, text in texts.items()
        ],
        ignore_conflicts=True,
    )
