"""The JSON schemas of `export reviews` and `export portfolio`: names, units, nulls and reasons.

Built of the same few shapes everywhere: a figure is a value or null, and a null always has a
reason beside it. Knows no figures.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.publish.told import Json

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER: Json = {"type": ["number", "null"]}
_WORDS: Json = {"type": ["string", "null"]}
_TEXT: Json = {"type": "string"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_YES: Json = {"type": "boolean"}
_DAY: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DAY_OR_NONE: Json = {"anyOf": [{"type": "null"}, _DAY]}
_NAMES: Json = {"type": "array", "items": _TEXT}


def schema_of(what: str) -> Json:
    """The schema of `reviews` or of `portfolio`."""
    if what == "reviews":
        body = _object(
            {
                "format": {"const": 1},
                "units": _TEXT,
                "reviews": _each(_each(_ref("review"), "Wave → review"), "Relationship → waves"),
            }
        )
    else:
        body = _object(
            {"format": {"const": 1}, "units": _TEXT, "waves": _each(_ref("wave"), "Wave → figures")}
        )
    return {
        "$schema": DRAFT,
        "title": f"export {what}",
        "description": "Scores, gaps and their ranges are points of the survey's own scale; shares "
        "run from 0 to 1; durations are years of 365.25 days; amounts are in the named currency.",
        **body,
        "$defs": _DEFINITIONS,
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _each(shape: Json, description: str) -> Json:
    return {"type": "object", "additionalProperties": shape, "description": description}


def _object(
    properties: Mapping[str, Json], *, optional: Mapping[str, Json] | None = None, says: str = ""
) -> Json:
    made: Json = {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"description": says, **made} if says else made


def _figure(
    more: Mapping[str, Json] | None = None,
    *,
    optional: Mapping[str, Json] | None = None,
    value: str = "value",
    says: str = "",
) -> Json:
    """A number or null; exactly one of the number and the reason is there."""
    made = _object({value: _NUMBER, "reason": _WORDS, **(more or {})}, optional=optional, says=says)
    null: Json = {"type": "null"}
    made["oneOf"] = [
        {"properties": {value: null, "reason": {"type": "string", "minLength": 1}}},
        {"properties": {value: {"type": "number"}, "reason": null}},
    ]
    return made


_RANGE: Json = {"interval": _ref("range"), "interval_reason": _WORDS}
_SPLIT = _object(
    {
        "returning": {"type": "number"},
        "cast": {"type": "number"},
        "people": _object({"returned": _COUNT, "came": _COUNT, "went": _COUNT}),
    },
    says="The two parts of a change, in points: those who answered both waves, and the rest.",
)
_DEFINITIONS: Json = {
    "range": {
        "description": "The two ends of a likely range (95 %), or null.",
        "anyOf": [
            {"type": "null"},
            {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
        ],
    },
    "figure": _figure(says="A number, or null and the reason."),
    "score": _figure(
        {"n": {"type": ["integer", "null"]}, **_RANGE},
        optional={
            "bound": {"enum": ["at least", "at most"]},
            "spread": {"const": "assumed"},
            "few_answers": {"const": True},
        },
        says="A mean of n people. With a bound it is known only to lie there or beyond.",
    ),
    "gap": _figure(_RANGE, says="Self − counterpart."),
    "gap_of_factor": _figure(
        {**_RANGE, "class": _WORDS, "class_reason": _WORDS, "sure": _NUMBER},
        says="Self − counterpart, what it is called, and how sure its direction is (0 to 1).",
    ),
    "change": _figure(
        {"split": {"anyOf": [{"type": "null"}, _SPLIT]}, "split_reason": _WORDS},
        says="This wave − the one compared with.",
    ),
    "without_one": _figure(
        {"left_out": _WORDS, "swing": _NUMBER, "one_voice": {"type": ["boolean", "null"]}},
        says="The mean without the one answer that moves it most.",
    ),
    "among": _object(
        {"average_deviation": _NUMBER, "reason": _WORDS},
        optional={
            "split": _YES,
            "r_wg": _ref("figure"),
            "ends": _ref("range"),
            "ends_reason": _WORDS,
        },
        says="How far the people of one side are apart among themselves, in points.",
    ),
    "scale": {
        "type": "array",
        "items": {"type": "integer"},
        "minItems": 2,
        "maxItems": 2,
        "description": "The ends of the scale that a figure is in.",
    },
    "factor": _object(
        {
            "scale": _ref("scale"),
            "counterpart": _ref("score"),
            "self": _ref("score"),
            "expectation": _ref("score"),
            "gap": _ref("gap_of_factor"),
            "bounds": _object(
                {"value": _ref("range"), "reason": _WORDS},
                says="Between what the mean lies whatever the silent would say.",
            ),
            "among": _object({"counterpart": _ref("among"), "self": _ref("among")}),
            "surprise": _ref("figure"),
            "projection": _ref("figure"),
            "adjusted": _ref("figure"),
            "change": _object({"counterpart": _ref("change"), "self": _ref("change")}),
            "without_one": _object(
                {"counterpart": _ref("without_one"), "self": _ref("without_one")}
            ),
            "stands": {"enum": ["items", "grey", "factor"]},
        },
        optional={
            "factor": _TEXT,
            "relationships": {"type": ["integer", "null"]},
            "relationships_with_both": _COUNT,
        },
        says="Of a firm mean every n counts relationships, and its gap is the mean of the gaps of "
        "those with both sides.",
    ),
    "item": _object(
        {
            "role": _TEXT,
            "factor": _WORDS,
            "scale": _ref("scale"),
            "counterpart": _ref("score"),
            "self": _ref("score"),
            "gap": _ref("gap"),
            "change": _object({"counterpart": _ref("figure"), "self": _ref("figure")}),
            "could_not_judge": _object(
                {"counterpart": _COUNT, "self": _COUNT},
                says="How many, where it is three in ten or more; else 0.",
            ),
            "counts": _each(_each(_COUNT, "Point → answers"), "Side → points"),
        }
    ),
    "side": _object(
        {
            "privacy": {"enum": ["named", "confidential"]},
            "answered": _COUNT,
            "invited": _COUNT,
            "shown": _YES,
            "kept_from": _DAY_OR_NONE,
        },
        says="Who answered; `kept_from`: since when figures stand although answers have changed.",
    ),
    "sides": _object({"counterpart": _ref("side"), "self": _ref("side")}),
    "commitments": _object(
        {"on_time": _ref("figure"), "fell_due": _COUNT, "fates": _each(_COUNT, "Fate → how many")},
        says="Of a relationship all so far; of the firm those whose day is in the year.",
    ),
    "business": _object(
        {
            "year": {"type": "integer"},
            "currency": _TEXT,
            "value": _ref("figure"),
            "cost": _ref("figure"),
            "margin": _ref("figure"),
            "kept": _ref("figure"),
            "share": _ref("figure"),
            "tenure_years": _ref("figure"),
            "commitments": _ref("commitments"),
        },
        says="One relationship's year. For the firm alone.",
    ),
    "meeting": _object(
        {
            "on": _DAY,
            "state": {"enum": ["asked", "accepted", "held"]},
            "asked_on": _DAY_OR_NONE,
            "accepted_on": _DAY_OR_NONE,
            "agreements": {
                "type": "array",
                "items": _object(
                    {
                        "what": _TEXT,
                        "side": {"enum": ["counterpart", "self"]},
                        "by": _DAY_OR_NONE,
                        "state": {"enum": ["open", "kept", "broken", "dropped"]},
                        "closed": _DAY_OR_NONE,
                    }
                ),
            },
        },
        says="A meeting as it stands on the day of the export. For the firm alone.",
    ),
    "review": _object(
        {
            "name": _TEXT,
            "kind": _TEXT,
            "as_of": _DAY,
            "opens": _DAY,
            "closes": _DAY,
            "compiled": _YES,
            "reason": _WORDS,
            "survey": _object({"id": _TEXT, "version": _TEXT}),
            "sides": _ref("sides"),
            "expectations": _object(
                {"sealed": _WORDS, "digest": _WORDS, "reason": _WORDS, "later": _COUNT}
            ),
            "compared_with": _TEXT,
            "index": {"anyOf": [_ref("factor"), _object({"reason": _TEXT})]},
            "factors": _each(_ref("factor"), "Factor → figures"),
            "items": _each(_ref("item"), "Item → figures"),
            "trend": {
                "type": "array",
                "items": _figure(
                    {
                        "factor": _TEXT,
                        "side": _TEXT,
                        "waves": {"type": ["integer", "null"]},
                        "p": _NUMBER,
                        "significance": _WORDS,
                    },
                    value="slope",
                    says="Points a year, from four waves.",
                ),
            },
            "requests": {
                "type": "array",
                "items": _object({"item": _TEXT, "of": _TEXT, "seen_by": _TEXT}),
            },
            "meetings": {"type": "array", "items": _ref("meeting")},
            "business": {"anyOf": [{"type": "null"}, _ref("business")]},
            "business_reason": _WORDS,
        }
    ),
    "rate": _figure(
        {"rr2": _NUMBER},
        optional={
            "complete": _COUNT,
            "partial": _COUNT,
            "asked": _COUNT,
            "more_than_asked": _YES,
        },
        value="rr1",
        says="AAPOR's RR1 and RR2 of a list.",
    ),
    "share": _figure(
        optional={
            "satisfied": _COUNT,
            "promoters": _COUNT,
            "passives": _COUNT,
            "detractors": _COUNT,
            "n": _COUNT,
            "showing": {"enum": ["counts", "grey", "normal"]},
            "interval": _ref("range"),
        },
        says="CSAT (0 to 1) or NPS (−100 to 100).",
    ),
    "segment": _object(
        {
            "label": _TEXT,
            "relationships": _COUNT,
            "people": _COUNT,
            "typical": _ref("figure"),
            "weighted": _ref("figure"),
            "against_the_others": _figure(
                optional={
                    "interval": _ref("range"),
                    "p": _NUMBER,
                    "q": _NUMBER,
                    "stands": _YES,
                }
            ),
        }
    ),
    "gate": _object(
        {
            "survey": _TEXT,
            "factor": _TEXT,
            "side": _TEXT,
            "alpha": _figure(optional={"interval": _ref("range"), "people": _COUNT}),
            "stands": {"enum": ["items", "grey", "factor"]},
            "icc_1": _ref("figure"),
            "icc_2": _ref("figure"),
            "relationships": _COUNT,
            "ranking": _TEXT,
        }
    ),
    "place": _object(
        {
            "relationship": _TEXT,
            "points": _COUNT,
            "band": _WORDS,
            "listed_apart": _WORDS,
            "reasons": {
                "type": "array",
                "items": _object(
                    {
                        "signal": _TEXT,
                        "says": _TEXT,
                        "points": _COUNT,
                        "rests_on": {
                            "type": "array",
                            "items": _object(
                                {},
                                optional=dict.fromkeys(("wave", "score", "file", "entry"), _TEXT),
                            ),
                        },
                    }
                ),
            },
            "unknown": _NAMES,
            "single_answers_not_looked_at": _YES,
            "revenue_share": _NUMBER,
            "depth": _object(
                {
                    "theirs": _COUNT,
                    "ours": _COUNT,
                    "lines": _COUNT,
                    "decider": {"type": ["boolean", "null"]},
                }
            ),
            "not_asked": {
                "type": "array",
                "items": _object({"roles": _NAMES, "why": _TEXT}),
            },
            "hand_picked": _NAMES,
        },
        optional={"wave": _TEXT},
        says="A relationship's place in the list of whom to meet first, with every point's row.",
    ),
    "attention": _object(
        {
            "reason": _WORDS,
            "places": {"type": "array", "items": _ref("place")},
            "older": {"type": "array", "items": _ref("place")},
            "asked_again": {},
            "ended": {},
            "not_asked": {
                "type": "array",
                "items": _object({"why": _TEXT, "names": _NAMES}),
            },
            "orders": {
                "type": "array",
                "items": _object(
                    {
                        "survey": _TEXT,
                        "ranking": _TEXT,
                        "rows": {
                            "type": "array",
                            "items": _object(
                                {"relationship": _TEXT, "steadied": {"type": "number"}}
                            ),
                        },
                    }
                ),
            },
            "coverage": {
                "anyOf": [
                    {"type": "null"},
                    _object(
                        {
                            "relationships": _COUNT,
                            "heard": _COUNT,
                            "revenue_share": _NUMBER,
                            "revenue_reason": _WORDS,
                            "revenue_known": {},
                            "roles": _each(
                                _object(
                                    {
                                        "asked": _COUNT,
                                        "answered": {"type": ["integer", "null"]},
                                        "reason": _WORDS,
                                    }
                                ),
                                "Part → who was asked and answered",
                            ),
                        }
                    ),
                ]
            },
            "record": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"band": _TEXT, "warned": _COUNT},
                    "required": ["band", "warned"],
                    "additionalProperties": _COUNT,
                },
            },
            "weights_changed": _each(
                _object({"default": {"type": "number"}, "now": {"type": "number"}}),
                "Weight → what the firm changed it from and to",
            ),
        }
    ),
    "firm": _object(
        {
            "year": {"type": "integer"},
            "first": _DAY,
            "last": _DAY,
            "currency": _TEXT,
            "book_since": _DAY_OR_NONE,
            "relationships": _COUNT,
            "without_since": _NAMES,
            "retention": _ref("figure"),
            "churn": _ref("figure"),
            "at_start": _COUNT,
            "kept": _COUNT,
            "won": _COUNT,
            "lost_within": _COUNT,
            "revenue": _object(
                {name: _ref("figure") for name in ("grr", "nrr", "churn", "lost_share")},
                optional={
                    "relationships": _COUNT,
                    "floored": _NAMES,
                    "without_start": _NAMES,
                    "incomplete": _NAMES,
                },
            ),
            "discount": {"type": "number"},
            "values": {
                "type": "array",
                "items": _object(
                    {
                        "kind": _TEXT,
                        "relationships": _COUNT,
                        "mean_margin": _ref("figure"),
                        "ten_years": _figure(
                            optional={
                                "retention": {"type": "number"},
                                "retention_assumed": _YES,
                                "retention_first": _DAY,
                                "retention_last": _DAY,
                                "of": _COUNT,
                            }
                        ),
                    }
                ),
            },
            "tenure": _object(
                {
                    "median_years": _figure(
                        optional={"at_risk": _COUNT, "low": {"type": "number"}, "high": _NUMBER},
                        says="With its likely range (95 %); `high` is null where it has no end.",
                    ),
                    "stays": _COUNT,
                    "steps": {
                        "type": "array",
                        "items": _object(
                            {
                                "years": {"type": "number"},
                                "at_risk": _COUNT,
                                "ended": _COUNT,
                                "surviving": {"type": "number"},
                                "interval": _ref("range"),
                            }
                        ),
                    },
                },
                optional={"left_out": _COUNT},
            ),
            "commitments": _ref("commitments"),
            "actions": {
                "type": "array",
                "items": _figure(
                    {"relationship": _TEXT, "what": _TEXT},
                    optional={
                        "gain": {"type": "number"},
                        "cost": {"type": "number"},
                        "source": _TEXT,
                        "first": _DAY,
                        "last": _DAY,
                    },
                    value="return",
                ),
            },
        },
        says="The firm's year over the relationships that pay.",
    ),
    "wave": _object(
        {
            "as_of": _DAY,
            "opens": _DAY,
            "closes": _DAY,
            "relationships": _each(
                _object(
                    {
                        "name": _TEXT,
                        "kind": _TEXT,
                        "compiled": _YES,
                        "sides": _ref("sides"),
                        "index": {"anyOf": [{"type": "null"}, _ref("factor")]},
                        "index_reason": _WORDS,
                    }
                ),
                "Relationship → its line",
            ),
            "means": {"type": "array", "items": _ref("factor")},
            "response": _each(_ref("rate"), "Side → rates"),
            "csat": _ref("share"),
            "nps": _ref("share"),
            "flags": _object(
                {
                    "flagged": _COUNT,
                    "expected_by_chance": {"type": "number"},
                    "classes": _each(_COUNT, "Class → gaps of a factor and relationship"),
                }
            ),
            "segments": {
                "type": "array",
                "items": _object(
                    {
                        "dimension": _TEXT,
                        "score": _TEXT,
                        "scale": _ref("scale"),
                        "unplaced": _COUNT,
                        "rows": {"type": "array", "items": _ref("segment")},
                    }
                ),
            },
            "gates": {"type": "array", "items": _ref("gate")},
            "attention": {"anyOf": [{"type": "null"}, _ref("attention")]},
            "attention_reason": _WORDS,
            "business": {"anyOf": [{"type": "null"}, _ref("firm")]},
            "business_reason": _WORDS,
        }
    ),
}
