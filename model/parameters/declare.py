"""How an input is declared: one call per input, read by validation, sliders, flags, links, files and docs."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

Kind = Literal["lever", "assumption", "text"]
Range = tuple[float, float]
UNSOURCED = "unsourced"
JOINERS = "\u200c\u200d"  # of letters and of pictures


@dataclass(frozen=True)
class Parameter:
    """One input as declared. Ranges are in the input's own unit; a share is a fraction.

    The plausible range of a rate that acts once a term is that of a year's term, and so is its published `benchmark`.
    """

    name: str
    label: str
    unit: str
    kind: Kind
    group: str
    default: Any
    bounds: Range | None
    least_above_zero: float | None
    choices: tuple[Any, ...] | None
    plausible: Range | None
    plausible_monthly: Range | None
    benchmark: Range | None
    step: float | None
    source: str
    help: str
    symbol: str
    length: tuple[int, int] | None
    pattern: str | None
    entries: Range | None
    whole: bool
    required: bool
    dated: bool

    @property
    def numeric(self) -> bool:
        """Whether a value is one number (text, choices of words and tables are not)."""
        return self.bounds is not None or (self.choices is not None and not isinstance(self.choices[0], str | bool))

    @property
    def allowed(self) -> str:
        """What a value may be, in words: 'a number from 0 to 1 (share per renewal)'."""
        if self.choices is not None:
            return f"one of {', '.join(map(_written, self.choices))}"
        if self.bounds is not None:
            low, high = self.bounds
            unit = "" if self.unit == "-" else f" ({self.unit})"
            return f"{'a whole number' if self.whole else 'a number'} from {low:.10g} to {high:.10g}{unit}"
        if self.entries is not None and self.length is not None:
            (low, high), (fewest, most) = self.entries, self.length
            count = f"{fewest} or {most}" if fewest == 0 and most == 12 else f"{fewest} to {most}"
            return f"a list of {count} numbers from {low:g} to {high:g}"
        if self.length is not None:
            without = " without dot, equals sign or control character" if self.pattern else ""
            return f"text of {self.length[0]} to {self.length[1]} characters{without}"
        return f"a list of rows, {self.label.lower()}" if self.unit == "table" else f"text as {self.unit}"

    def may_be(self, value: float) -> bool:
        """Whether a number lies within the bounds."""
        low, high = self.bounds or (-math.inf, math.inf)
        return low <= value <= high and (value == 0 or value >= (self.least_above_zero or low))

    @property
    def is_text(self) -> bool:
        """Whether a value is a word: free text, or a choice of words."""
        return self.unit != "table" and not self.numeric

    @property
    def is_share(self) -> bool:
        return self.unit.startswith("share")

    @property
    def sourced(self) -> bool:
        """Whether the plausible range has a published source or is the user's own to know."""
        return self.source != UNSOURCED


class Declared(BaseModel):
    """Base of every table of a scenario file: frozen, no unknown key, no NaN, no infinity."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @field_validator(
        "segments", "staff_changes", "meetings", "changes", "correlations", mode="before", check_fields=False
    )
    @classmethod
    def _not_too_many(cls, value: Any, info: ValidationInfo) -> Any:
        """Rows are counted before any of them is looked at."""
        most = _declaration(cls.model_fields[info.field_name or ""])["maxItems"]
        if isinstance(value, list | tuple) and len(value) > most:
            raise PydanticCustomError("too_many", "more rows than may be", {"most": most})
        return value

    @field_validator("name", check_fields=False)
    @classmethod
    def _can_be_seen(cls, value: str, info: ValidationInfo) -> str:
        """A name shows something, and holds no blank without width and no mark that turns text around."""
        hidden = [one for one in value if unicodedata.category(one) == "Cf" and one not in JOINERS]
        least, _ = _declaration(cls.model_fields[info.field_name or ""])["length"]
        if hidden or (least and not any(one.isprintable() and not one.isspace() for one in value)):
            raise PydanticCustomError("unseen", "holds what cannot be seen")
        return value


def _written(choice: Any) -> str:
    """A choice as a file has it."""
    return str(choice).lower() if isinstance(choice, bool) else str(choice)


def declare(
    label: str,
    help: str,
    *,
    unit: str,
    group: str,
    kind: Kind = "assumption",
    default: Any = ...,
    bounds: Range | None = None,
    least_above_zero: float | None = None,
    choices: tuple[Any, ...] | None = None,
    plausible: Range | None = None,
    plausible_monthly: Range | None = None,
    benchmark: Range | None = None,
    step: float | None = None,
    source: str = UNSOURCED,
    symbol: str = "",
    alias: str | None = None,
    length: tuple[int, int] | None = None,
    pattern: str | None = None,
    most_rows: int | None = None,
    entries: Range | None = None,
    dated: bool = False,
) -> Any:
    """A pydantic field that carries the whole declaration of an input.

    A choice has `choices` instead of `bounds`; text has `length` or `pattern`; a list of numbers has `entries`, the bounds
    of each, and `length`; a table has none of them. What is `dated` may change from a month on.
    """
    extra: dict[str, Any] = {
        "unit": unit,
        "kind": kind,
        "group": group,
        "enum": choices,
        "plausible": plausible,
        "plausible_monthly": plausible_monthly,
        "benchmark": benchmark,
        "step": step,
        "source": source,
        "symbol": symbol,
        "bounds": bounds,
        "least_above_zero": least_above_zero,
        "length": length,
        "pattern": pattern,
        "maxItems": most_rows,
        "entries": entries,
        "dated": dated or None,
    }
    limits: dict[str, Any] = {}
    if bounds is not None:
        limits |= {"ge": bounds[0], "le": bounds[1]}
    if length is not None:
        limits |= {"min_length": length[0], "max_length": length[1]}
    if pattern is not None:
        limits["pattern"] = pattern
    field = Field(
        default,
        title=label,
        description=help,
        alias=alias,
        json_schema_extra={key: value for key, value in extra.items() if value not in (None, "")},
        **limits,
    )
    if choices or least_above_zero:
        field.metadata.append(AfterValidator(partial(_among, choices, least_above_zero)))
    return field


def _among(choices: tuple[Any, ...] | None, least: float | None, value: Any) -> Any:
    """The value, which is one of the choices, and 0 or not below the least."""
    if choices and value is not None and value not in choices:
        raise PydanticCustomError("choice", "not among the choices")
    if least and 0 < value < least:
        raise PydanticCustomError("too_small", "neither 0 nor large enough")
    return value


def parameters_of(table: type[Declared]) -> dict[str, Parameter]:
    """The declared inputs of a table by their name in the file, in the order of declaration."""
    return {field.alias or name: _parameter(field.alias or name, field) for name, field in table.model_fields.items()}


def _declaration(field: FieldInfo) -> Mapping[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, Mapping) else {}


def _parameter(name: str, field: FieldInfo) -> Parameter:
    declared = _declaration(field)
    return Parameter(
        name=name,
        label=field.title or name,
        unit=declared["unit"],
        kind=declared["kind"],
        group=declared["group"],
        default=None if field.is_required() else field.default,
        bounds=declared.get("bounds"),
        least_above_zero=declared.get("least_above_zero"),
        choices=declared.get("enum"),
        plausible=declared.get("plausible"),
        plausible_monthly=declared.get("plausible_monthly"),
        benchmark=declared.get("benchmark"),
        step=declared.get("step"),
        source=declared["source"],
        help=field.description or "",
        symbol=declared.get("symbol", ""),
        length=declared.get("length"),
        pattern=declared.get("pattern"),
        whole="int" in str(field.annotation),
        entries=declared.get("entries"),
        required=field.is_required(),
        dated=bool(declared.get("dated")),
    )
