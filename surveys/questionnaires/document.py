"""The shape of a survey's questions: one document that is validated once and rendered without queries."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from surveys.taxonomy.models import ReasonCode

SCHEMA = 1
OTHER = "other"
MAX_TEXT = 500
MAX_ADDRESS = 500
LOWEST_SCORE, HIGHEST_SCORE = 0, 10

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
Texts = Annotated[dict[str, Words], Field(min_length=1)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$", max_length=MAX_ADDRESS)]
PermissionKind = Literal["reply", "tell", "quote"]


class DocumentError(ValueError):
    """A document that is no questionnaire. `problems` says in words what is wrong, and where."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Option(Part):
    """One thing to tick: the company's words, the agreed reason behind them, and what the open question asks next."""

    key: Key
    reason: ReasonCode.Code | None = None
    text: Texts
    prompt: Texts | None = None
    pinned: bool = False


class Permission(Part):
    """Something the customer may allow, with the wording's version kept beside the answer."""

    kind: PermissionKind
    wording_version: int = Field(ge=1)
    text: Texts


class Question(Part):
    """One question. A `choice` has options, an `open` one may take its words from the option chosen in `follows`."""

    key: Key
    type: Literal["choice", "open", "score", "permissions"]
    text: Texts
    help: Texts | None = None
    required: bool = False
    options: tuple[Option, ...] = Field(default=(), max_length=12)
    shuffled: bool = False
    follows: Key | None = None
    low: Texts | None = None
    high: Texts | None = None
    permissions: tuple[Permission, ...] = ()

    @model_validator(mode="after")
    def has_what_its_type_needs(self) -> Self:
        if self.type == "choice" and len(self.options) < 2:
            raise ValueError("a choice needs at least two options")
        if self.type == "permissions" and not self.permissions:
            raise ValueError("nothing to allow")
        for name, keys in (
            ("options", [option.key for option in self.options]),
            ("permissions", [permission.kind for permission in self.permissions]),
        ):
            if len(set(keys)) != len(keys):
                raise ValueError(f"two {name} have the same key")
        return self

    def option(self, key: str) -> Option | None:
        return next((option for option in self.options if option.key == key), None)


class Document(Part):
    """A whole survey. With `half_open_first` a random half of the customers meet the open question first."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...] = Field(min_length=1)
    half_open_first: bool = False
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)
    # A page of the company's own for those who left for that reason, offered once on the thanks page.
    help_links: dict[ReasonCode.Code, Address] = Field(default_factory=dict)

    @model_validator(mode="after")
    def keys_are_unique_and_known(self) -> Self:
        types = {question.key: question.type for question in self.questions}
        if len(types) != len(self.questions):
            raise ValueError("two questions have the same key")
        for question in self.questions:
            if question.follows and types.get(question.follows) != "choice":
                raise ValueError(f"question {question.key!r} follows {question.follows!r}, which is no choice question")
        return self

    @model_validator(mode="after")
    def every_language_has_words(self) -> Self:
        for where, texts in self.every_text():
            missing = [language for language in self.languages if language not in texts]
            if missing:
                raise ValueError(f"{where}: no text in {', '.join(missing)}")
        return self

    def every_text(self) -> list[tuple[str, dict[str, str]]]:
        """Each text with its path, for checks and translation."""
        found: list[tuple[str, dict[str, str] | None]] = []
        for question in self.questions:
            found += [(f"{question.key}.{name}", getattr(question, name)) for name in ("text", "help", "low", "high")]
            for option in question.options:
                path = f"{question.key}.{option.key}"
                found += [(f"{path}.text", option.text), (f"{path}.prompt", option.prompt)]
            found += [(f"{question.key}.{p.kind}.text", p.text) for p in question.permissions]
        return [(where, texts) for where, texts in found if texts is not None]

    def question(self, key: str) -> Question:
        """The question with that key; KeyError when there is none."""
        return {question.key: question for question in self.questions}[key]

    def as_json(self) -> dict[str, Any]:
        """The one stored form: equal documents are equal dictionaries."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def read_document(raw: Any) -> Document:
    """The questionnaire behind stored or posted JSON; DocumentError names every place that is wrong."""
    try:
        return Document.model_validate(raw)
    except ValidationError as error:
        raise DocumentError(
            [f"{_in_words(problem['loc'], raw)}: {problem['msg']}" for problem in error.errors()]
        ) from error


def _in_words(place: tuple[int | str, ...], raw: Any) -> str:
    """The path to a place, where a number in a list gives way to the key or kind of what stands there."""
    words = []
    for step in place:
        if isinstance(raw, dict):
            raw = raw.get(step)
        elif isinstance(raw, list | tuple) and isinstance(step, int) and step < len(raw):
            raw = raw[step]
            if isinstance(raw, dict):
                step = raw.get("key") or raw.get("kind") or step
        else:
            raw = None
        words.append(str(step))
    return " → ".join(words) or "the document"
