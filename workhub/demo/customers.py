"""Sixty customers and where they are."""

from typing import NamedTuple

HOME, FOOD, SHOP, OFFICE, SCHOOL, CARE, RENTAL, PLANT = (
    "home", "food", "shop", "office", "school", "care", "rental", "plant",
)  # fmt: skip


class Place(NamedTuple):
    """A site: its street and number, what people call it (the address when empty), and what to know before going."""

    street: str
    number: int
    name: str = ""
    access: str = ""
    hazards: str = ""


class Client(NamedTuple):
    """A customer, what kind of place they have, and their sites."""

    name: str
    kind: str
    places: tuple[Place, ...]
    notes: str = ""


OAK_ST = "Oak St"

CLIENTS = (
    Client("Harbor Bakery", FOOD, (
        Place("Oak St", 46, OAK_ST, "Side door on the alley, ring twice. Ask for Lucia.",
              "Gas deck ovens. The meter is in the back room behind the flour store."),
        Place("Wickenden St", 214, "Wickenden shop", "Front door from 6:00."),
    ), "Invoices to Lucia Ferreira. The ovens run from 3:00; somebody is always there."),
    Client("Margaret Donnelly", HOME, (Place("Rochambeau Ave", 118, "", "Key under the third flower pot."),)),
    Client("Samuel and Ngozi Okonkwo", HOME, (Place("Doyle Ave", 77),)),
    Client("Altagracia Taveras", HOME, (Place("Elmwood Ave", 412, "", "Second floor, bell on the left."),)),
    Client("Peter Sorensen", HOME, (Place("Blackstone Blvd", 351, "", "Driveway on the side street.",
                                          "Large dog. Call before opening the gate."),)),
    Client("Hui and David Chen", HOME, (Place("Hope St", 642),)),
    Client("Bounmy Phommachanh", HOME, (Place("Public St", 188),)),
    Client("Catherine O'Rourke", HOME, (Place("Smith St", 905, "", "Ring, then wait: she walks slowly."),)),
    Client("Antonio Rezendes", HOME, (Place("Warren Ave", 388),), "Prefers to be called the evening before."),
    Client("James and Tanya Whitfield", HOME, (Place("Camp St", 240),)),
    Client("Marisol Figueroa", HOME, (Place("Cranston St", 577, "", "Third floor. Street parking on odd days."),)),
    Client("Robert Ferrante", HOME, (Place("Atwood Ave", 1288, "", "", "Low beams in the cellar."),)),
    Client("Linh Nguyen", HOME, (Place("Reservoir Ave", 356),)),
    Client("Edward Pacheco", HOME, (Place("Bullocks Point Ave", 274, "", "", "Cellar takes water in heavy rain."),)),
    Client("Deborah Katz", HOME, (Place("Hope St", 913, "", "Lockbox on the rail, code from the office."),)),
    Client("Moses Kpadeh", HOME, (Place("Chalkstone Ave", 731),)),
    Client("Anne-Marie Lavallee", HOME, (Place("Armistice Blvd", 305),)),
    Client("George Hanna", HOME, (Place("Mineral Spring Ave", 1530),)),
    Client("Soledad Morales", HOME, (Place("Dexter St", 233, "", "Bell does not work, knock."),)),
    Client("Frank DiBiase", HOME, (Place("Oaklawn Ave", 566, "", "", "Knob-and-tube wiring in the attic."),)),
    Client("Keisha Barnes", HOME, (Place("Prairie Ave", 415),)),
    Client("Thomas Brennan", HOME, (Place("Academy Ave", 284),)),
    Client("Inês and Paulo Correia", HOME, (Place("Taunton Ave", 622),)),
    Client("Helen Garabedian", HOME, (Place("Mount Pleasant Ave", 390, "", "Use the back door."),)),
    Client("William Tavares", HOME, (Place("Pawtucket Ave", 2417),)),
    Client("Fatou Diallo", HOME, (Place("Branch Ave", 522),)),
    Client("Stephen Marchetti", HOME, (Place("Park Ave", 1204),)),
    Client("Carol Lindqvist", HOME, (Place("East Ave", 417, "", "",
                                         "Asbestos wrap on the old steam pipes: leave it."),)),
    Client("Ramón Batista", HOME, (Place("Broad St", 1187),)),
    Client("Nora Fitzpatrick", HOME, (Place("River Ave", 209),)),
    Client("Prakash Iyer", HOME, (Place("Newport Ave", 688),)),
    Client("Café Madeira", FOOD, (Place("Warren Ave", 166, "Café Madeira", "Kitchen door in the yard."),)),
    Client("Pho Olneyville", FOOD, (Place("Manton Ave", 88, "Pho Olneyville", "Closed on Tuesdays."),)),
    Client("Trattoria Lucca", FOOD, (
        Place("Atwells Ave", 256, "Trattoria Lucca", "Deliveries entrance, before 15:00.", "Floor drains, slippery."),
    )),
    Client("Kabob & Grill on Thayer", FOOD, (Place("Thayer St", 261, "Thayer grill", "Closed 15:00 to 17:00."),)),
    Client("Ocean State Brewing", PLANT, (
        Place("Valley St", 498, "Brewery", "Gate on the river side, ask for the cellar.",
              "CO2 in the tank room: carry a meter."),
    )),
    Client("Mercado La Familia", FOOD, (
        Place("Broad St", 742, "Broad St market", "Loading dock behind."),
        Place("Cranston St", 318, "Cranston St market", "Loading dock on Messer St."),
    )),
    Client("Rolfe Square Hardware", SHOP, (
        Place("Rolfe St", 92, "Rolfe Square"),
        Place("Rolfe St", 140, "Rolfe St annex"),
    )),
    Client("Elm Grove Pharmacy", SHOP, (Place("Hope St", 774, "Elm Grove Pharmacy", "Opens at 8:30."),)),
    Client("Armory Laundromat", SHOP, (Place("Messer St", 148, "Armory Laundromat", "Attendant from 7:00.",
                                             "Hot pipes at head height behind the dryers."),)),
    Client("Fox Point Barbers", SHOP, (Place("Wickenden St", 371, "Fox Point Barbers"),)),
    Client("Narragansett Cycle Works", SHOP, (Place("N Main St", 812, "Cycle Works"),)),
    Client("Providence Community Clinic", CARE, (
        Place("Eddy St", 640, "Eddy St clinic", "Report to the front desk, badge needed.",
              "Oxygen stored in room 112."),
        Place("Chalkstone Ave", 1036, "Chalkstone clinic", "Report to the front desk, badge needed."),
    ), "Quiet work only before 17:00 on the treatment floors."),
    Client("Smith Hill Dental", CARE, (Place("Smith St", 347, "Smith Hill Dental", "Through the lobby, 2nd floor."),)),
    Client("Riverside Care Home", CARE, (
        Place("Bullocks Point Ave", 512, "Riverside Care Home", "Sign the visitor book.",
              "Never leave tools unattended."),
    ), "Hot water is never off for longer than 2 hours."),
    Client("Bridge Street Veterinary", CARE, (Place("Pontiac Ave", 455, "Vet hospital", "Staff door at the back."),)),
    Client("Olneyville Elementary School", SCHOOL, (
        Place("Plainfield St", 240, "Olneyville Elementary",
              "Custodian's office, gate B. No vans 8:00–8:30 and 14:30–15:15."),
    )),
    Client("Hope Charter School", SCHOOL, (
        Place("Hope St", 324, "Hope Charter, main building", "Custodian's office."),
        Place("Camp St", 411, "Hope Charter, gym", "Key from the main building."),
    )),
    Client("St. Brendan Parish School", SCHOOL, (
        Place("Pawtucket Ave", 1620, "St. Brendan", "Ring at the rectory.",
              "Asbestos report in the boiler room: read it first."),
    )),
    Client("Little Anchor Daycare", SCHOOL, (
        Place("Taunton Ave", 310, "Little Anchor", "Ring; never leave the gate open."),
    )),
    Client("College Hill Property Management", RENTAL, (
        Place("Benefit St", 144, "Benefit St house", "Key safe in the entry, code from the office."),
        Place("Thayer St", 388, "Thayer St apartments", "Super: basement, door 2."),
        Place("Doyle Ave", 205, "Doyle Ave three-decker", "Key safe on the porch."),
        Place("Hope St", 498, "Hope St apartments", "Super on the first floor."),
        Place("Camp St", 118, "Camp St triple", "Key safe on the porch."),
    ), "Work orders need the unit number. Over $500: call first."),
    Client("Federal Hill Apartments", RENTAL, (
        Place("Atwells Ave", 512, "Atwells building", "Office on the ground floor, 9:00–17:00."),
        Place("Broadway", 377, "Broadway building", "Key from the Atwells office.",
              "Rotten back stairs: use the front."),
        Place("Messer St", 61, "Messer St flats", "Key from the Atwells office."),
        Place("Westminster St", 1490, "Westminster building", "Key from the Atwells office."),
    )),
    Client("Elmwood Housing Partnership", RENTAL, (
        Place("Elmwood Ave", 690, "Elmwood House", "Maintenance office, side entrance."),
        Place("Prairie Ave", 233, "Prairie Court", "Maintenance has the keys."),
        Place("Public St", 340, "Public St homes", "Maintenance has the keys."),
        Place("Broad St", 1402, "Broad St homes", "Call the tenant 30 minutes ahead."),
        Place("Reservoir Ave", 621, "Reservoir Terrace", "Call the tenant 30 minutes ahead."),
    ), "Tenants get 24 hours' notice unless it is an emergency."),
    Client("Rezza Rentals", RENTAL, (
        Place("Mineral Spring Ave", 2104, "Mineral Spring fourplex", "Tenants let you in."),
        Place("Charles St", 733, "Charles St three-decker", "Tenants let you in.", "No light in the cellar."),
        Place("Douglas Ave", 688, "Douglas Ave triple", "Tenants let you in."),
        Place("Admiral St", 415, "Admiral St duplex", "Key from the owner next door."),
    ), "Pays on the spot. Wants photos of everything."),
    Client("Blackstone Valley Realty", RENTAL, (
        Place("Main St", 286, "Main St lofts", "Freight elevator, code from the office."),
        Place("East Ave", 655, "East Ave apartments", "Super: 1A."),
        Place("Armistice Blvd", 88, "Armistice sixplex", "Lockbox at the meter room."),
        Place("Newport Ave", 340, "Newport Ave units", "Lockbox at the meter room."),
    )),
    Client("Westminster Office Suites", OFFICE, (
        Place("Westminster St", 420, "Westminster Suites", "Building security, ID needed. Loading dock until 10:00."),
        Place("Park Ave", 760, "Park Ave offices", "Reception, ground floor."),
        Place("N Main St", 1175, "N Main offices", "Reception, 2nd floor."),
    )),
    Client("Dunham & Pires Accountants", OFFICE, (
        Place("Pontiac Ave", 870, "Dunham & Pires", "Reception on the first floor."),
    )),
    Client("Hartford Ave Self Storage", PLANT, (
        Place("Hartford Ave", 1322, "Self storage", "Office opens the gate."),
    )),
    Client("Jewel Plating Company", PLANT, (
        Place("Dexter St", 402, "Plating shop", "Sign in at the office; glasses and boots.",
              "Acid lines overhead. Eye wash by door 3. No work alone in the plating room."),
        Place("Valley St", 233, "Plating warehouse", "Dock 2."),
    )),
    Client("Capitol City Church of God", SCHOOL, (
        Place("Academy Ave", 512, "Church hall", "Sexton has the key: call first."),
    )),
)  # fmt: skip
