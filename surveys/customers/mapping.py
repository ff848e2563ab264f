"""Which column is read as what: by its name, as it was saved the last time, or as somebody says now."""

import hashlib
from collections import Counter
from collections.abc import Mapping

from surveys.customers.fields import BARE_NAMES, SHARED_FIELDS, Field, bare
from surveys.customers.models import ImportMapping
from surveys.customers.problems import FileError

Columns = dict[str, str]  # column name -> value of a Field


def match_columns(headers: tuple[str, ...]) -> Columns:
    """Match columns by name; those that no field goes by are kept as attributes."""
    columns = {bare(header): header for header in reversed(headers)}
    mapping: Columns = dict.fromkeys(headers, Field.ATTRIBUTE.value)
    for field, names in BARE_NAMES.items():
        for name in names:
            header = columns.get(name)
            if header and mapping[header] == Field.ATTRIBUTE:
                mapping[header] = field.value
                break
    return mapping


def choose_columns(headers: tuple[str, ...], chosen: Mapping[str, str]) -> Columns:
    """What somebody chose goes before what was saved for these headers, that before what the names say.

    Raises FileError for a column or field that does not exist, for a field chosen twice, and without any id.
    """
    mapping = saved_columns(headers) or match_columns(headers)
    by_bare_name = {bare(header): header for header in headers}
    picked = {}
    for column, field in chosen.items():
        header = column if column in mapping else by_bare_name.get(bare(column))
        if header is None:
            raise FileError("unknown_column", column[:100])
        if field not in Field.values:
            raise FileError("unknown_field", field[:100])
        picked[header] = field
    taken = set(picked.values()) - SHARED_FIELDS
    for header, field in mapping.items():
        if field in taken:
            mapping[header] = Field.ATTRIBUTE.value
    mapping.update(picked)
    check_columns(mapping)
    return mapping


def check_columns(mapping: Columns) -> None:
    """Raises FileError when two columns are read as one field, or none holds an id or an e-mail address."""
    for field, count in Counter(mapping.values()).items():
        if count > 1 and field not in SHARED_FIELDS:
            raise FileError("field_twice", Field(field).label)
    if not {Field.EXTERNAL_ID, Field.EMAIL, Field.ACCOUNT_EXTERNAL_ID} & set(mapping.values()):
        raise FileError("no_id_column", ", ".join(mapping)[:300])


def digest_of(headers: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(sorted(headers)).encode()).hexdigest()


def saved_columns(headers: tuple[str, ...]) -> Columns:
    """How files with these headers were read the last time; empty when there was none."""
    saved = ImportMapping.objects.filter(headers_digest=digest_of(headers)).first()
    return {header: saved.mapping[header] for header in headers} if saved else {}


def save_columns(mapping: Columns) -> None:
    ImportMapping.objects.update_or_create(headers_digest=digest_of(tuple(mapping)), defaults={"mapping": mapping})
