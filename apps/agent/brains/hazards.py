"""The kinds of danger and the word classes their phrases share, in English and Spanish.

The phrases are in `hazards_of_sites.py` and `hazards_to_people.py`, in the language of `rules/patterns.py`. A phrase
names the danger by itself: "gas" alone is a trade, "smell gas" is a danger. `hazard_signs.py` is for the rest.
"""

from enum import StrEnum


class Hazard(StrEnum):
    """The kinds of immediate danger to life that the safety net knows."""

    GAS = "gas"
    FIRE = "fire"
    ELECTRIC = "electric"
    CARBON_MONOXIDE = "carbon_monoxide"
    COLLAPSE = "collapse"
    TRAPPED = "trapped"
    INJURY = "injury"
    BREATHING = "breathing"
    FLOOD = "flood"
    EXPLOSION = "explosion"
    CHEMICAL = "chemical"
    VIOLENCE = "violence"
    FALL = "fall"
    UNNAMED = "unnamed"
    """Told in words that no sign of the net is made for; the trained weights recognise it."""


CLASSES = {
    "gas": """
        gas, propane, methane, natural gas, butano, propano, gas natural, lpg
    """,
    "smell": """
        smell, smells, smelled, smelling, smelt, smelly, smeling, odor, odour, odors, stink, stinks, reek, reeks,
        reeking, whiff
    """,
    "leak": """
        leak, leaks, leaking, leaked, leakage, escaping, hissing, venting, gushing, spewing, pouring, blowing
    """,
    "fuga": """
        fuga, fugas, escape, perdida de, filtracion, se escapa, escapando, se sale, saliendo, se fuga, sale
    """,
    "huele": """
        huele, huelen, oler, olor, olores, olia, hiede, apesta, peste, oliendo, tufo, huelo, olemos
    """,
    "gasline": """
        gas line, gas lines, gas main, gas mains, gas pipe, gas piping, gas hose, gas service, gas riser, gas meter,
        gas valve, gas tank, propane tank
    """,
    "lineagas": """
        linea de gas, tuberia de gas, tuberia del gas, tubo de gas, manguera de gas, toma de gas, medidor de gas,
        caño de gas, cano de gas, linea del gas, tanque de gas, cilindro de gas, tubo del gas
    """,
    "hit": """
        hit, hits, struck, nicked, cut, cut into, punctured, broke, ruptured, severed, cracked, ripped, snapped,
        damaged, clipped
    """,
    "who": """
        he, she, they, i, we, him, her, guy, man, woman, kid, child, boy, girl, coworker, helper, apprentice, tech,
        somebody, someone, customer, tenant, worker, painter, roofer, laborer, dave, mike, tom, juan, buddy,
        partner, crew, person, people, lady, resident, operator, foreman, my, his, one, driver, electrician, plumber
    """,
    "quien": """
        companero, ayudante, persona, gente, alguien, senor, senora, cliente, nino, nina, hombre, mujer, tecnico,
        trabajador, obrero, inquilino, muchacho, chico, uno, electricista, plomero, juan, pedro, luis, carlos, jose,
        operador, chavo, vecino, vecina
    """,
    "fire": "fire, flames, flame, blaze, ablaze, burning",
    "struct": """
        trench, wall, ceiling, roof, floor, scaffold, scaffolding, building, beam, excavation, balcony, deck,
        stairs, staircase, house, structure, crane, shoring, ditch, tower, chimney, garage, walls, racking, column
    """,
    "estruct": """
        zanja, muro, pared, techo, piso, andamio, edificio, viga, excavacion, balcon, losa, escalera, casa,
        estructura, grua, torre, barda, columna, cielo raso, plafon
    """,
    "collapse": """
        collapsed, collapsing, collapse, caved in, caving in, cave in, came down, coming down, fell in, gave way,
        giving way, falling down, buckling
    """,
    "derrumbe": """
        se derrumbo, se derrumba, derrumbo, se colapso, colapso, se desplomo, se vino abajo, se hundio, se cayo,
        derrumbandose, colapsando, se esta cayendo, se esta derrumbando, cedio
    """,
    "electrico": """
        tablero, tablero electrico, panel, enchufe, enchufes, toma, tomas, tomacorriente, tomacorrientes, contactos,
        electricidad, caja electrica, breaker, breakers, transformador, corriente, cables, fusibles
    """,
    "electrical": """
        electrical, electric, panel, outlet, outlets, breaker, breakers, breaker box, fuse box, switchgear,
        transformer, receptacle, receptacles, sockets, live wires, electrical box, electricity
    """,
    "unit": """
        panel, unit, motor, outlet, box, transformer, furnace, boiler, wall, walls, attic, breaker, building, house,
        room, roof, ceiling, heater, kitchen, engine, compressor, breaker box, vents, wires, meter, dryer,
        generator, battery, charger, socket, van, truck, floor, basement, garage, window, windows, duct, door,
        apartment
    """,
    "aparato": """
        tablero, motor, panel, caja, transformador, caldera, pared, techo, edificio, casa, cuarto, calentador,
        cocina, compresor, breaker, medidor, enchufe, bateria, generador, camioneta, horno, ducto, cables, equipo,
        maquina, toma, ventana, sotano, local, departamento, bodega, contacto
    """,
    "height": """
        roof, ladder, scaffold, scaffolding, lift, stairs, balcony, attic, tower, bucket, platform, pole, building,
        deck, catwalk, manlift, scissor lift, second floor, window, truck bed, mezzanine
    """,
    "altura": """
        techo, escalera, andamio, azotea, balcon, torre, poste, plataforma, edificio, tejado, segundo piso,
        tercer piso, altura, elevador, barandal, escaleras
    """,
    "limb": """
        finger, fingers, hand, thumb, arm, leg, foot, toe, toes, hands
    """,
    "miembro": "dedo, dedos, mano, brazo, pierna, pie, pulgar",
    "acid": """
        chlorine, ammonia, acid, bleach, chemical, chemicals, solvent, refrigerant, freon, caustic, pesticide,
        hydrogen sulfide, h2s, muriatic acid, toxic, fumes
    """,
    "acido": """
        cloro, amoniaco, acido, quimico, quimicos, solvente, refrigerante, sosa, toxico, toxicos, sustancia,
        vapores, cloro gas, producto quimico
    """,
    "ill": """
        dizzy, headache, headaches, nauseous, sick, passing out, faint, lightheaded, vomiting, throwing up,
        coughing, burning eyes, woozy, groggy, cant breathe
    """,
    "enfermo": """
        mareado, mareados, mareada, mareo, mareos, dolor de cabeza, nauseas, vomitando, desmayando, tosiendo
    """,
    "weapon": """
        gun, knife, pistol, rifle, machete, bat, weapon, shotgun, firearm, axe, crowbar, blade
    """,
    "arma": """
        pistola, cuchillo, arma, navaja, machete, rifle, escopeta, revolver, bate, armas, fierro
    """,
    "alarming": """
        going off, ringing, sounding, beeping, screaming, alarming, chirping, triggered, tripped, blaring, went off,
        high, reading, goes off, wailing
    """,
}
