"""What the reasons are called."""

from surveys.taxonomy.models import ReasonLabel


def reason_labels(language: str) -> dict[str, str]:
    """Label in use per reason code, in the order of the codes; English where a language has none."""
    labels = ReasonLabel.objects.filter(language__in=["en", language[:2]]).select_related("reason")
    by_code: dict[str, str] = {}
    for label in sorted(labels, key=lambda label: (label.reason.position, label.language != "en", label.version)):
        by_code[label.reason_id] = label.text
    return by_code
