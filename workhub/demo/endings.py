"""How trips end when they do not simply end well, and what people write when they do."""

PARTIAL = {
    "plumbing": (
        "Needs a 2 in. repair coupling we do not carry",
        "Shut-off in the cellar is seized, needs a second person",
    ),
    "heating": (
        "Gas valve is on order, running on the second boiler",
        "Circulator flange size is wrong, right one on Monday",
    ),
    "cooling": ("Fan motor has to be ordered, unit runs on one fan", "Second coil needs a ladder crew"),
    "electrical": ("Utility has to pull the meter before the last splice", "Two boxes behind tile, owner decides"),
}
UNABLE = (
    "Nobody home, called twice and left a card",
    "Tenant did not let us in, no notice was given",
    "No access to the basement, the super has the only key",
    "Driveway blocked by a moving truck until the evening",
)
CANCELLED = (
    "Customer is travelling and asked for next week",
    "Customer found the tripped breaker himself",
    "Part did not arrive, customer informed",
    "Double request: already on another job",
)
ENGLISH = (
    "Finished at {site}. {note}",
    "All done at {site}, {note}",
    "Done here. {note}",
)
SPANISH = (
    "Terminé en {site}, todo probado y limpio.",
    "Terminé aquí en {site}, el cliente quedó contento.",
)
SPEAK_SPANISH = frozenset({"Luis Peña", "Rosa Jiménez", "Yesenia Cruz"})
