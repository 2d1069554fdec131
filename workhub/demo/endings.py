"""How trips end when they do not simply end well, and what people write when they do."""

PARTIAL = {
    "plumbing": ("Needs a fitting we do not carry, ordered", "Shut-off valve is seized, back with a second person"),
    "heating": ("Part is on order, system runs until then", "Needs the adapter from the shop, back for the rest"),
    "cooling": (
        "Part has to be ordered, unit runs meanwhile",
        "Last part only from the long ladder, back with a second person",
    ),
    "electrical": (
        "One part was wrong in the box, ordered again",
        "Cannot be switched off in business hours, back before opening",
    ),
}
UNABLE = {
    "home": ("Nobody home, called twice and left a card", "Driveway blocked by a moving truck until the evening"),
    "rental": (
        "Tenant did not let us in, no notice was given",
        "No access to the basement, the super has the only key",
    ),
    "other": ("Closed today, nobody there to let us in", "Room is in use all day, they ask for another time"),
}
CANCELLED = (
    "Customer asked for another day",
    "Part did not arrive, customer informed",
    "Entered twice: already on another job",
    "Customer is away, asked for next week",
)
ENGLISH = (
    "Finished at {site}. {note}",
    "All done at {site}. {note}",
    "Done here. {note}",
)
SPANISH = (
    "Terminé en {site}, todo probado y limpio.",
    "Terminé aquí en {site}, el cliente quedó contento.",
)
SPEAK_SPANISH = frozenset({"Luis Peña", "Rosa Jiménez", "Yesenia Cruz"})
