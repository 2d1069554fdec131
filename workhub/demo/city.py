"""Providence and the towns around it: streets with their two ends, so that a house number has a position."""

from typing import NamedTuple


class Street(NamedTuple):
    """A street of the service area, from its lowest number at `start` to its highest at `end`."""

    name: str
    town: str
    zip_code: str
    lowest: int
    highest: int
    start: tuple[float, float]
    end: tuple[float, float]

    def address(self, number: int) -> str:
        """The postal address of a house."""
        return f"{number} {self.name}, {self.town}, RI {self.zip_code}"

    def position(self, number: int) -> tuple[float, float]:
        """Latitude and longitude of a house, as far along the street as its number says."""
        share = (number - self.lowest) / (self.highest - self.lowest)
        latitude = self.start[0] + (self.end[0] - self.start[0]) * share
        longitude = self.start[1] + (self.end[1] - self.start[1]) * share
        return round(latitude, 5), round(longitude, 5)


PROVIDENCE, CRANSTON, PAWTUCKET = "Providence", "Cranston", "Pawtucket"
EAST, NORTH, JOHNSTON = "East Providence", "North Providence", "Johnston"
CENTER = (41.8240, -71.4128)

_STREETS = (
    Street("Oak St", PROVIDENCE, "02909", 10, 140, (41.8170, -71.4385), (41.8150, -71.4340)),
    Street("Hope St", PROVIDENCE, "02906", 20, 1080, (41.8200, -71.3972), (41.8580, -71.3985)),
    Street("Wickenden St", PROVIDENCE, "02903", 10, 480, (41.8180, -71.4025), (41.8196, -71.3925)),
    Street("Thayer St", PROVIDENCE, "02906", 100, 420, (41.8235, -71.4005), (41.8310, -71.4008)),
    Street("Benefit St", PROVIDENCE, "02903", 20, 400, (41.8325, -71.4085), (41.8205, -71.4030)),
    Street("Blackstone Blvd", PROVIDENCE, "02906", 80, 690, (41.8395, -71.3850), (41.8580, -71.3890)),
    Street("Rochambeau Ave", PROVIDENCE, "02906", 10, 470, (41.8500, -71.4060), (41.8470, -71.3870)),
    Street("Doyle Ave", PROVIDENCE, "02906", 10, 260, (41.8385, -71.4070), (41.8380, -71.3985)),
    Street("Camp St", PROVIDENCE, "02906", 30, 480, (41.8360, -71.4055), (41.8500, -71.4035)),
    Street("N Main St", PROVIDENCE, "02904", 400, 1400, (41.8390, -71.4100), (41.8575, -71.4060)),
    Street("Smith St", PROVIDENCE, "02908", 100, 1200, (41.8310, -71.4150), (41.8390, -71.4500)),
    Street("Chalkstone Ave", PROVIDENCE, "02908", 100, 1300, (41.8345, -71.4230), (41.8335, -71.4540)),
    Street("Academy Ave", PROVIDENCE, "02908", 50, 600, (41.8270, -71.4480), (41.8395, -71.4460)),
    Street("Mount Pleasant Ave", PROVIDENCE, "02908", 50, 700, (41.8240, -71.4500), (41.8420, -71.4520)),
    Street("River Ave", PROVIDENCE, "02908", 40, 500, (41.8330, -71.4400), (41.8450, -71.4370)),
    Street("Admiral St", PROVIDENCE, "02908", 100, 900, (41.8410, -71.4200), (41.8480, -71.4380)),
    Street("Charles St", PROVIDENCE, "02904", 200, 1100, (41.8400, -71.4155), (41.8600, -71.4250)),
    Street("Branch Ave", PROVIDENCE, "02904", 100, 900, (41.8500, -71.4100), (41.8470, -71.4270)),
    Street("Douglas Ave", PROVIDENCE, "02908", 50, 900, (41.8350, -71.4200), (41.8540, -71.4400)),
    Street("Atwells Ave", PROVIDENCE, "02909", 60, 900, (41.8235, -71.4210), (41.8270, -71.4490)),
    Street("Broadway", PROVIDENCE, "02909", 50, 600, (41.8215, -71.4200), (41.8185, -71.4400)),
    Street("Westminster St", PROVIDENCE, "02903", 200, 1900, (41.8220, -71.4120), (41.8175, -71.4390)),
    Street("Cranston St", PROVIDENCE, "02907", 100, 1100, (41.8165, -71.4240), (41.7990, -71.4450)),
    Street("Dexter St", PROVIDENCE, "02909", 60, 500, (41.8140, -71.4270), (41.8040, -71.4300)),
    Street("Messer St", PROVIDENCE, "02909", 20, 300, (41.8105, -71.4340), (41.8170, -71.4345)),
    Street("Elmwood Ave", PROVIDENCE, "02907", 50, 1100, (41.8120, -71.4215), (41.7850, -71.4240)),
    Street("Broad St", PROVIDENCE, "02905", 300, 1600, (41.8120, -71.4160), (41.7830, -71.4030)),
    Street("Prairie Ave", PROVIDENCE, "02905", 100, 700, (41.8080, -71.4110), (41.7950, -71.4120)),
    Street("Eddy St", PROVIDENCE, "02903", 200, 1300, (41.8170, -71.4095), (41.7900, -71.4010)),
    Street("Public St", PROVIDENCE, "02905", 20, 500, (41.8020, -71.4020), (41.8035, -71.4200)),
    Street("Reservoir Ave", PROVIDENCE, "02907", 100, 800, (41.7990, -71.4260), (41.7850, -71.4370)),
    Street("Manton Ave", PROVIDENCE, "02909", 50, 900, (41.8190, -71.4420), (41.8330, -71.4620)),
    Street("Valley St", PROVIDENCE, "02909", 100, 700, (41.8200, -71.4390), (41.8305, -71.4290)),
    Street("Plainfield St", PROVIDENCE, "02909", 50, 900, (41.8155, -71.4420), (41.8080, -71.4690)),
    Street("Hartford Ave", JOHNSTON, "02919", 900, 1600, (41.8180, -71.4700), (41.8210, -71.4950)),
    Street("Atwood Ave", JOHNSTON, "02919", 900, 1700, (41.8000, -71.4880), (41.8270, -71.4920)),
    Street("Park Ave", CRANSTON, "02910", 300, 1500, (41.7815, -71.4060), (41.7790, -71.4520)),
    Street("Rolfe St", CRANSTON, "02910", 20, 200, (41.7795, -71.4270), (41.7835, -71.4290)),
    Street("Pontiac Ave", CRANSTON, "02910", 100, 1100, (41.7890, -71.4300), (41.7640, -71.4500)),
    Street("Oaklawn Ave", CRANSTON, "02920", 200, 900, (41.7690, -71.4740), (41.7480, -71.4800)),
    Street("Taunton Ave", EAST, "02914", 50, 1000, (41.8190, -71.3780), (41.8205, -71.3450)),
    Street("Warren Ave", EAST, "02914", 100, 900, (41.8130, -71.3830), (41.8120, -71.3540)),
    Street("Pawtucket Ave", EAST, "02916", 1000, 3000, (41.8400, -71.3610), (41.7950, -71.3560)),
    Street("Bullocks Point Ave", EAST, "02915", 100, 600, (41.7780, -71.3570), (41.7600, -71.3610)),
    Street("East Ave", PAWTUCKET, "02860", 100, 800, (41.8700, -71.3890), (41.8600, -71.3950)),
    Street("Main St", PAWTUCKET, "02860", 50, 700, (41.8740, -71.3870), (41.8790, -71.3960)),
    Street("Newport Ave", PAWTUCKET, "02861", 200, 1000, (41.8620, -71.3560), (41.8800, -71.3560)),
    Street("Armistice Blvd", PAWTUCKET, "02861", 20, 700, (41.8800, -71.3800), (41.8810, -71.3530)),
    Street("Mineral Spring Ave", NORTH, "02904", 900, 2300, (41.8610, -71.4250), (41.8600, -71.4700)),
)
STREETS = {street.name: street for street in _STREETS}
