"""The label vocabularies that the model and its training share; their order is the order of the model's outputs."""

from verbale.schema import ENTITY_KINDS, EVENT_STATUSES

#: Layers of attributions: PolNeAR's definition; statements; statements inside another statement's content.
LAYERS = ("attribution", "statement", "inner")
#: The parts of an attribution.
ROLES = ("source", "cue", "content")
#: Word tags of one layer.
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
#: Kinds of entities.
ENTITIES = ENTITY_KINDS
#: Word tags of entities.
ENTITY_TAGS = ("O", *(f"{at}-{kind}" for kind in ENTITIES for at in "BI"))
#: Pointers between words of one attribution: from, to.
POINTERS = (("content", "cue"), ("content", "source"), ("cue", "source"))
#: Acts of a statement.
ACTS = (
    "state",
    "confirm",
    "deny",
    "decline",
    "support",
    "commit",
    "request",
    "concern",
    "accuse",
    "reject",
    "threaten",
)
#: Signed logarithmic buckets of the distance in words that bias the pointers.
DISTANCES = 24
#: Types of what one actor did to another: PLOVER's (docs/reference/plover.md), in its order.
RELATIONS = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
#: Status of an event.
STATUSES = EVENT_STATUSES
