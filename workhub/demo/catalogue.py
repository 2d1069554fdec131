"""The work this company does, by trade: what it is called, what it takes, and how it is reported when done."""

from datetime import timedelta
from typing import NamedTuple

from workhub.demo.customers import CARE, FOOD, HOME, OFFICE, PLANT, RENTAL, SCHOOL, SHOP

ANYWHERE = frozenset({HOME, FOOD, SHOP, OFFICE, SCHOOL, CARE, RENTAL, PLANT})
LIVING = frozenset({HOME, RENTAL})
PUBLIC = ANYWHERE - {HOME}
BIG = frozenset({SCHOOL, CARE, PLANT, RENTAL, OFFICE})
KITCHEN = frozenset({FOOD})
COLD, WARM, ALWAYS = frozenset({10, 11, 12, 1, 2, 3, 4}), frozenset({5, 6, 7, 8, 9}), frozenset(range(1, 13))


class Kind(NamedTuple):
    """A kind of job. `people` go together; `months` are when it is asked for."""

    trade: str
    title: str
    description: str
    minutes: int
    done: str
    where: frozenset[str] = ANYWHERE
    people: int = 1
    urgent: bool = False
    months: frozenset[int] = ALWAYS

    @property
    def length(self) -> timedelta:
        """How long a visit is planned for it."""
        return rounded(self.minutes)


def rounded(minutes: int) -> timedelta:
    """Minutes as planned time: up to the next quarter of an hour."""
    return timedelta(minutes=-(-minutes // 15) * 15)


P, H, C, E = "plumbing", "heating", "cooling", "electrical"
KINDS = (
    Kind(P, "Kitchen faucet replacement", "Old single-lever faucet drips at the spout. Customer has the new one.", 75,
         "New faucet in, supply lines replaced, no drips.", LIVING),
    Kind(P, "Clogged kitchen drain", "Sink backs up. Tenant tried a chemical cleaner: gloves.", 60,
         "Snaked 25 ft to the stack, grease plug. Runs free.", LIVING | KITCHEN, urgent=True),
    Kind(P, "Toilet runs constantly", "Fill valve hisses all night. Check the flapper as well.", 45,
         "Fill valve and flapper replaced, dye test clean.", ANYWHERE - {PLANT}),
    Kind(P, "Leak under the bathroom sink", "Wet vanity floor, bucket in place.", 60,
         "P-trap and one compression joint renewed, dry after 15 minutes.", ANYWHERE - {PLANT}, urgent=True),
    Kind(P, "Water heater swap, 50 gal", "Tank is 14 years old and weeps at the bottom.", 180,
         "50 gal gas heater set, expansion tank added, relief line to the floor, draft checked.", LIVING, people=2),
    Kind(P, "Backflow preventer test", "Annual test, certificate to the water supply board.", 45,
         "Tested and tagged, both checks hold.", PUBLIC),
    Kind(P, "Main drain camera inspection", "Slow drains on the ground floor twice this year.", 90,
         "Roots at 38 ft, small belly at 52 ft. Recording saved, quote to follow.", ANYWHERE),
    Kind(P, "Grease trap line clearing", "Trap line slow, kitchen floor drain smells.", 90,
         "Line jetted to the trap, floor drain primed.", KITCHEN),
    Kind(P, "Low water pressure upstairs", "Shower down to a trickle since last week.", 75,
         "Pressure valve was stuck, replaced. 58 psi upstairs now.", LIVING),
    Kind(P, "Outdoor spigot replacement", "Frost-free spigot split behind the siding.", 60,
         "New frost-free spigot, sealed and pitched.", LIVING | {SCHOOL}),
    Kind(P, "Sump pump replacement", "Pump hums and does not lift.", 90,
         "1/2 hp pump and check valve in, float tested three times.", LIVING | {CARE}, urgent=True),
    Kind(P, "Shower valve rebuild", "Scalds when somebody flushes. Needs a pressure-balance cartridge.", 120,
         "New balancing cartridge, set to 115 °F at the head.", LIVING),
    Kind(P, "Stack section replacement", "Cracked cast iron in the cellar, about 6 ft.", 210,
         "6 ft replaced in PVC with shielded couplings, hung and tested.", LIVING | {SCHOOL}, people=2),
    Kind(P, "Sewer line rooter service", "Yearly clearing before it backs up.", 105,
         "Cut roots to the street, 70 ft, clear flow.", ANYWHERE, people=2),
    Kind(P, "Restroom rough-in, second floor", "Two lavatories, two closets, as on the drawing in the office.", 450,
         "Rough-in done and water test held for 30 minutes; ready for the inspector.", BIG, people=4),
    Kind(H, "Annual boiler service", "Clean, combustion test, check the low-water cutoff and relief valve.", 90,
         "Cleaned and tuned, 84.1 % efficiency, CO 22 ppm in the flue, cutoff tested.", ANYWHERE),
    Kind(H, "No heat", "Thermostat calls, nothing comes. Occupants at home.", 90,
         "Failed igniter replaced, three clean starts.", ANYWHERE, urgent=True, months=COLD),
    Kind(H, "No hot water", "Hot side went cold this morning.", 75,
         "Flame sensor cleaned, thermocouple replaced, 120 °F at the tap.", ANYWHERE, urgent=True),
    Kind(H, "Circulator pump replacement", "Second zone stays cold, pump is hot and silent.", 90,
         "New circulator, purged both zones.", LIVING | {OFFICE, SCHOOL}),
    Kind(H, "Zone valve replacement", "First-floor zone never shuts off.", 75,
         "Zone valve head and body replaced, end switch proven.", LIVING | {OFFICE}),
    Kind(H, "Radiator balancing", "Front rooms too hot, back rooms cold.", 120,
         "Vents sized and replaced on 7 radiators, header vent renewed.", LIVING | {SCHOOL}, months=COLD),
    Kind(H, "Tankless heater descaling", "Error code for scale. Flush kit on the van.", 75,
         "Flushed for 50 minutes, inlet screen cleaned, code gone.", LIVING | KITCHEN),
    Kind(H, "Gas line pressure test", "After work in the kitchen. 3 psi for 30 minutes, tag it.", 60,
         "Held 3 psi for 30 minutes, all joints soaped, tagged.", LIVING | KITCHEN | {SHOP}),
    Kind(H, "Oil burner tune-up", "Nozzle, filter, electrodes, smoke test.", 90,
         "Nozzle, filter and strainer replaced, smoke zero, 82.6 %.", LIVING | {PLANT}),
    Kind(H, "Thermostat upgrade", "Customer bought two smart thermostats. Check for a common wire.", 60,
         "Both set, common wire pulled for the upstairs one.", LIVING | {OFFICE, SHOP}),
    Kind(H, "Expansion tank replacement", "Relief valve drips when the boiler is hot.", 75,
         "Waterlogged tank replaced, charged to 12 psi.", LIVING | {CARE, SCHOOL}),
    Kind(H, "Boiler replacement, two-family", "Old cast-iron boiler out, condensing in. Permit is on the job.", 300,
         "Boiler set and piped, condensate neutralizer in, combustion within limits.", LIVING, people=2),
    Kind(H, "Flue liner and draft repair", "Spillage at the draft hood, neighbor smelled exhaust.", 180,
         "Liner sleeved and sealed, draft -0.03 in. at the breech.", LIVING | {SCHOOL}, people=2),
    Kind(H, "Boiler room repiping", "Primary-secondary piping as drawn. Isolation valves on every pump.", 450,
         "Headers and four pumps piped, pressure test held; insulation next.", BIG, people=4),
    Kind(C, "Walk-in cooler not holding temperature", "41 °F and rising. Stock has been moved.", 105,
         "Condenser cleaned, fan motor replaced, back to 36 °F.", KITCHEN, urgent=True),
    Kind(C, "Rooftop unit maintenance", "Filters, belts, coils, drain pan, economizer.", 105,
         "Filters and belts replaced, coil washed, drain clear.", PUBLIC),
    Kind(C, "Mini-split service", "Wash the blower wheel, clear the condensate line.", 75,
         "Wheel and coil washed, line cleared, 18 °F split.", LIVING | {OFFICE, SHOP, CARE}),
    Kind(C, "AC not cooling", "Runs and blows warm. Breaker was reset once.", 90,
         "Capacitor replaced, charge corrected, 19 °F across the coil.", ANYWHERE, urgent=True, months=WARM),
    Kind(C, "Bath fan replacement", "Fan rattles, moisture on the ceiling.", 75,
         "80 cfm fan in, duct re-sealed to the roof cap.", LIVING),
    Kind(C, "Kitchen hood fan belt", "Fan squeals at start.", 60,
         "Belt and pulley replaced, bearings greased.", KITCHEN),
    Kind(C, "Ice machine cleaning", "Quarterly cleaning and filter.", 60,
         "Descaled and sanitized, filter dated.", KITCHEN),
    Kind(C, "Heat pump defrost fault", "Ices over and trips in the morning.", 90,
         "Defrost sensor replaced, forced two cycles.", LIVING | {OFFICE}, months=COLD),
    Kind(C, "Condensate pump replacement", "Ceiling stain under the air handler.", 60,
         "Pump and safety switch replaced, stain dry.", ANYWHERE - {HOME}),
    Kind(C, "Mini-split installation, two heads", "Line set through the back wall, pad on the north side.", 270,
         "Both heads up, vacuum held at 400 microns, commissioned.", LIVING | {OFFICE, SHOP}, people=2),
    Kind(C, "Duct cleaning and sealing", "Dust complaints; seal the return plenum.", 210,
         "Mains brushed, return sealed with mastic, filters replaced.", ANYWHERE, people=2),
    Kind(C, "Exhaust fan curb repair", "Roof fan leaks at the curb in the rain.", 150,
         "Curb flashed, fan re-seated and leveled.", PUBLIC, people=2),
    Kind(C, "Rooftop unit changeover", "Crane at 7:30, street permit on the job. New curb adapter is in the yard.", 450,
         "Unit set, gas and power connected, started in both modes.", BIG | {SHOP}, people=4),
    Kind(E, "Breaker trips in the kitchen", "Trips when microwave and kettle run together.", 75,
         "Split the counter circuit, both on 20 A GFCI.", LIVING),
    Kind(E, "Dead outlets in two rooms", "Half of the second floor has no power since yesterday.", 75,
         "Burnt splice in a ceiling box, remade; five outlets live.", LIVING | {OFFICE}, urgent=True),
    Kind(E, "Emergency lighting test", "90-minute test, replace what fails, write the log.", 105,
         "11 units tested, two batteries replaced, log left on site.", PUBLIC),
    Kind(E, "Parking lot light out", "Two heads out on the north pole. Lift not needed, tilt pole.", 90,
         "Two LED heads and one photocell replaced.", PUBLIC),
    Kind(E, "GFCI upgrade, bathrooms", "Four bathrooms, no ground in two of them.", 120,
         "Four GFCIs in, two labeled “no equipment ground”.", LIVING),
    Kind(E, "Ceiling fan installation", "Three fans in boxes on site, boxes need bracing.", 120,
         "Three fans on braced boxes, balanced.", LIVING | {SHOP}),
    Kind(E, "Smoke and CO detector replacement", "Hard-wired, all past ten years.", 75,
         "Nine detectors replaced, interconnection tested.", LIVING),
    Kind(E, "Flickering lights", "Whole front of the building flickers when the fridge starts.", 75,
         "Loose neutral at the meter socket, tightened with the utility on site.", ANYWHERE, urgent=True),
    Kind(E, "EV charger circuit", "50 A circuit to the garage, charger on site.", 150,
         "50 A circuit and charger in, load calculation filed.", frozenset({HOME, OFFICE})),
    Kind(E, "Motor starter replacement", "Compressor starter chatters.", 90,
         "Starter and overloads replaced, 22.4 A running.", frozenset({PLANT, FOOD})),
    Kind(E, "Panel upgrade to 200 A", "Fuse box out. Utility shut-off booked for 8:30.", 330,
         "200 A panel, new mast and grounding; inspected and re-energized.", LIVING, people=2),
    Kind(E, "Lighting retrofit, corridors", "Swap to LED, 46 fixtures, one floor at a time.", 240,
         "23 fixtures done, old ballasts boxed for recycling.", BIG, people=2),
    Kind(E, "Knob-and-tube removal, attic", "Make safe, new runs to four boxes.", 240,
         "Old runs dead and tagged, four boxes rewired.", LIVING, people=2),
    Kind(E, "Generator transfer switch", "Whole-building switch, shut-down agreed for the day.", 450,
         "Switch in, tested under load twice, staff shown.", BIG, people=4),
)  # fmt: skip

# What is done again and again, and so has a template.
REPEATED = (
    "Backflow preventer test",
    "Annual boiler service",
    "Oil burner tune-up",
    "Tankless heater descaling",
    "Rooftop unit maintenance",
)
