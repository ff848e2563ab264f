"""The shape of a survey's questions: one document that is validated once and rendered without queries."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from surveys.taxonomy.models import ReasonCode

SCHEMA = 1
OTHER = "other"
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Texts = Annotated[dict[str, Annotated[str, StringConstraints(min_length=1, max_length=500)]], Field(min_length=1)]
PermissionKind = Literal["reply", "tell", "quote"]


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


class Document(Part):
    """A whole survey. With `half_open_first` a random half of the customers meet the open question first."""

    schema_: Literal[1] = Field(default=SCHEMA, alias="schema")
    languages: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...] = Field(min_length=1)
    half_open_first: bool = False
    questions: tuple[Question, ...] = Field(min_length=1, max_length=20)

    @model_validator(mode="after")
    def keys_are_unique_and_known(self) -> Self:
        keys = [question.key for question in self.questions]
        if len(set(keys)) != len(keys):
            raise ValueError("two questions have the same key")
        for question in self.questions:
            if question.follows and question.follows not in keys:
                raise ValueError(f"{question.key}: follows {question.follows!r}, which is not a question")
            option_keys = [option.key for option in question.options]
            if len(set(option_keys)) != len(option_keys):
                raise ValueError(f"{question.key}: two options have the same key")
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
