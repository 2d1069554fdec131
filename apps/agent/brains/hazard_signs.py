"""Danger told in two parts, in any order within a clause or two: a thing, and what is wrong with it.

It catches the wordings that no whole phrase foresees. Word classes (@…) are in `hazards.py`.
"""

from apps.agent.brains.hazards import Hazard

PAIRS = (
    (
        Hazard.GAS,
        "@gas, @gasline, @lineagas",
        """
            @smell, leaking, leak, hissing, escaping, odor, venting, ruptured, punctured, nicked, severed, evacuate,
            evacuated, dizzy, blowing out, out of control, broke the line|pipe|main|hose|valve,
            broken line|pipe|main|hose|valve, @huele, fuga, escapando, escapandose, se escapa, se sale, saliendose,
            rompio la|el|una ~1 manguera|tuberia|tubo|linea, rompimos|rompieron ~1 manguera|tuberia|tubo|linea,
            evacuar, evacuamos, mareado, mareados, alarma sonando
        """,
    ),
    (
        Hazard.FIRE,
        """
            smoke, fire, flames, burning, sparks, humo, fuego, llamas, quemado, quemando, chispas
        """,
        """
            evacuate, evacuating, evacuated, spreading, everywhere, people inside, trapped, get out, got out,
            out of control, ran out, ceiling, attic, wall, walls, panel, motor, transformer, engine, van, truck,
            kitchen, roof, hallway, hall, thick, black, smoldering, smoking, toxic, choking, evacuar, evacuando,
            evacuamos, gente adentro, techo, tablero, transformador, camioneta, cocina, negro, denso, saliendo,
            por todos lados
        """,
    ),
    (
        Hazard.ELECTRIC,
        """
            shock, shocked, zapped, jolt, bus bar, busbar, current, voltage, # volts, # v, live wire, live cable,
            live conductor, energized, electricity, descarga, corriente, toque, electricidad, calambre, # voltios,
            cable vivo, alta tension, power line, power lines, high voltage
        """,
        """
            thrown, threw me|him|her, knocked me|him|her, floor, ground, numb, tingling, unconscious, down,
            cant feel, burned hand|hands, passed out, heart, not moving, wont wake, bad, badly, severe, hospital,
            touched it|the, en el suelo|piso, tirado, no reacciona, no siente|siento, se quemo, quemo, aventado,
            lo aventara, lanzo, muy fuerte, feo, kids, children, public, sidewalk, standing water, wet, cayo,
            colgando, calle, agua, on top of, sparking, arcing
        """,
    ),
    (
        Hazard.ELECTRIC,
        """
            wire, wires, cable, cables, line, lines, cable electrico, cables de luz, poste
        """,
        """
            fell on|onto|across ~3 truck|car|van|house|fence|road|street|roof|us|him, sparking, arcing,
            across the road|street, driver inside, down ~2 road|street|yard|sidewalk, echando chispas,
            chispeando ~2 calle|suelo, cayo ~2 carro|camioneta|calle
        """,
    ),
    (
        Hazard.CARBON_MONOXIDE,
        "co, carbon monoxide, monoxide, monoxido",
        """
            reads #, reading #, readings, # ppm, ppm, high, elevated, dangerous, unsafe, levels, alarm is, alarm on,
            alarm went, headache, headaches, dizzy, sick, nauseous, vomiting, unconscious, evacuate, evacuated,
            poisoning, poisoned, alto, alta, elevado, elevados, mareado, mareados, mareada, dolor de cabeza,
            intoxicado, intoxicados, intoxicacion, desmayado, peligroso
        """,
    ),
    (
        Hazard.COLLAPSE,
        """
            @struct, shoring, shore, slab, pillar, joist, truss, facade, canopy, @estruct, obrero, tunel, cimbra
        """,
        """
            gave way, giving way, collapsing, collapsed, caving, caved, toppling, toppled, buckling, crumbling,
            came down on, fell on, falling on, landed on, about to fall|collapse|go|give, under us, on top of,
            se cayo encima, encima de, se derrumbo, se esta cayendo, se colapso, se vencio, a punto de caer,
            se nos vino, aplasto, sepulto
        """,
    ),
    (
        Hazard.TRAPPED,
        """
            stuck, locked, trapped, pinned, caught, wedged, buried, jammed, crushed, atorado, atorada, atrapado,
            atrapada, encerrado, encerrada, prensado, sepultado, enterrado
        """,
        """
            freezer, cooler, walk in, elevator, manhole, tank, vault, silo, trench, tunnel, well, crawlspace,
            confined space, under a|the|it, underneath, beneath, between, conveyor, auger, rollers, press,
            cant get|climb out, cant get him|her|them|me out, get me|us|him out, elevador, ascensor, camara,
            congelador, tanque, pozo, zanja, debajo, entre, maquina, banda, no puede|puedo|pueden salir,
            on the roof ~1 flood, flood, water rising, river
        """,
    ),
    (
        Hazard.INJURY,
        """
            he, she, they, guy, man, woman, person, people, coworker, apprentice, tech, roofer, painter, laborer,
            dave, mike, tom, buddy, partner, resident, operator, foreman, driver, electrician, plumber, @quien,
            worker, technician, tenant, kid, baby, old man, old lady, elderly, elderly man, helper
        """,
        """
            not waking up, wont wake up, isnt waking, lifeless, limp, turning blue, foaming, impaled, bled out,
            bleeding out, dying, is dead, was killed, died, amputated, severed, decapitated, mangled, run over,
            ran over, hit by ~1 car|truck|forklift|van|excavator|loader,
            struck by ~1 car|truck|forklift|van|excavator|loader|beam|load,
            fell off|from ~1 roof|ladder|scaffold|lift|truck, hurt bad|badly, hurt really bad|badly,
            badly hurt|injured, seriously hurt|injured, critically, unconscious, unresponsive, collapsed,
            convulsing, stopped breathing, no pulse, slurring, cant feel|move ~1 legs|arms|arm|leg, inconsciente,
            no despierta, no reacciona, desangrando, convulsionando, murio, muerto, sin vida, se muere, muriendo,
            atropellado, atropello, muy mal herido|herida, tuvo un paro, dio un paro, tuvo un infarto, mucha sangre,
            perdio el dedo|pie|brazo|ojo, no se mueve, no puede moverse
        """,
    ),
    (
        Hazard.FALL,
        """
            fell, falls, fallen, slipped, slid, dropped, tumbled, plunged, plummeted, cayo, caido, resbalo,
            desplomo, cayeron
        """,
        """
            off the|a|his|her ~2 roof|ladder|scaffold|scaffolding|lift|platform|balcony|pole|tower|bucket|ledge,
            down the|an|a ~1 shaft|hole|pit|well|manhole, elevator shaft,
            down the stairs ~4 hurt|moving|unconscious|bleeding|head|back, # ft ladder, # foot ladder,
            from the|a ~2 roof|ladder|scaffold|lift|pole|tower, through the|a ~1 roof|floor|ceiling|skylight|hatch,
            del techo, de la azotea, del andamio, de la escalera, de una escalera|techo|andamio, del poste,
            del tejado, del segundo|tercer piso, de # metros, al pozo, al hoyo, al hueco, al vacio,
            por el ducto|hueco|cubo
        """,
    ),
    (
        Hazard.FLOOD,
        """
            @electrical, electrical room, live power, @electrico, cuarto electrico
        """,
        """
            underwater, under water, submerged, flooded, flooding, standing in water, standing water, soaked,
            full of water, water inside, water in it, water pouring, water dripping, sumergido, inundado, inundada,
            lleno de agua, bajo el agua, mojado, le entra agua, le cae agua, entrando agua, agua adentro
        """,
    ),
    (
        Hazard.CHEMICAL,
        "@acid, @acido, chemical, toxic",
        """
            spill, spilled, leaking, leak, release, released, splashed, inhaled, breathed,
            burned skin|face|eyes|hand, in his|her|my eye|eyes|face, on his|her|my skin|face|arm|hands, fumes,
            cloud, coughing, cant breathe, passed out, evacuate, evacuated, derrame, derramo, fuga, salpico, inhalo,
            respiro, en los ojos, en la cara, en la piel, ahogando, tosiendo, evacuar
        """,
    ),
    (
        Hazard.VIOLENCE,
        "@weapon, @arma, armed, armado",
        """
            threatening, threatened, threatens, pointing, pointed, pulled, waving, swinging, chasing, attacked, man,
            guy, customer, tenant, neighbor, somebody, someone, intruder, robber, robbing, robbed, kill, shoot,
            stab, amenaza, amenazando, amenazo, nos apunta, apuntando, hombre, tipo, sujeto, cliente, vecino,
            asaltaron, asalto, robaron
        """,
    ),
    (
        Hazard.INJURY,
        """
            @limb, leg, legs, foot, feet, arm, head, neck, skull, face, chest, stomach, back, eye, throat, wrist,
            thigh, @miembro, cabeza, cuello, pecho, cara, vena, arteria, garganta, espalda, estomago
        """,
        """
            crushed, mangled, severed, spurting, gushing, impaled, pulled into, dragged into, sucked into, cut off,
            ripped off, torn off, came off, hanging off, through the bone, to the bone, cant feel, no feeling,
            paralyzed, pouring blood, blood everywhere, lot of blood, lots of blood, bleeding bad, bleeding heavily,
            bleeding a lot, wont stop bleeding, caught in the|a ~1 machine, swelling shut, closing up, snapped,
            numb ~1 tingling, tingling, sangra mucho|muchisimo, sangrando mucho, mucha sangre, chorro, aplastado,
            aplasto, trituro, arranco, cerrando, hueso salido, se le ve el hueso, se me duerme el brazo
        """,
    ),
    (
        Hazard.TRAPPED,
        """
            guy, guys, man, men, worker, workers, operator, driver, people, person, somebody, someone, inside,
            two guys, crew, kid, kids, him, her, helper, tech, apprentice, obrero, obreros, operador, chofer, gente,
            adentro, companero, persona, personas, ninos
        """,
        """
            tipped into|over, tipping, tilting, overturned, rolled over, flipped, sank, sinking, filling up,
            filling the|with, flooding, water rising, under rubble,
            under the ~1 load|rubble|dirt|machine|truck|slab, stuck # ft|feet|floors|stories, stuck up ~1 high,
            volco, se volteo, se volco, hundiendo, se hundio, debajo de los escombros, bajo los escombros,
            sepultados, sepulto, enterrados
        """,
    ),
    (
        Hazard.BREATHING,
        """
            he, she, i, they, helper, tech, customer, coworker, guy, worker, kid, baby, face, lips, companero,
            ayudante, cliente, esta, se, nino
        """,
        """
            turning|went|going blue|purple, is blue|purple, blue lips, gasping, wheezing bad, cant get ~1 air,
            no air, airway, choking, hyperventilating, sin aire, esta morado|morada|azul, se puso morado|azul,
            no le entra aire, se asfixia, jadeando, no jala aire
        """,
    ),
    (
        Hazard.VIOLENCE,
        """
            he, she, guy, man, customer, tenant, husband, wife, neighbor, owner, homeowner, somebody, someone, they,
            people, me, us, cliente, vecino, hombre, tipo, dueno, inquilino, esposo, nos, unos
        """,
        """
            came at me|us|him|her, coming at me|us, swung at, swinging at, hit me, punched, kicked me|him|her,
            choked me, grabbed me by, spit on me, beat me|him|her|us, beating me|him|her|us, attacked, attacking,
            wants to fight, trying to fight, hiding, we are hiding, gunshots, shots, shooting at, following us|me,
            chasing us|me, wont let us|me leave, held us|me, robbed us|me, robbing us|me,
            with a hammer|bat|brick|bottle|wrench|crowbar|pipe|shovel|axe|machete, me pego un|una|en|con, nos pego,
            me golpeo, siguiendo y, traen armas, trae arma, traen pistola, con un palo|martillo|machete|bate|tubo,
            escondidos, disparando, asaltando
        """,
    ),
    (
        Hazard.CARBON_MONOXIDE,
        """
            furnace, boiler, heater, flue, exhaust, generator, chimney, garage, caldera, calentador, chimenea,
            generador, calefaccion
        """,
        """
            dizzy, headache, headaches, nauseous, passing out, passed out, lightheaded, groggy, everyone ~1 sick,
            family ~2 sick, faint, fainted, threw up, throwing up, vomiting, sleepy, confused, mareado, mareada,
            mareados, mareadas, dolor de cabeza, nauseas, vomitando, desmayo
        """,
    ),
    (
        Hazard.FIRE,
        """
            caught, catches, catching, ignited, igniting, lit up, went up, insulation, brazing, welding, torch,
            soldering, oil, grease, trash, battery, lithium, prendio, incendio, soldando, soplete, carro, camioneta
        """,
        """
            fire, flames, in flames, burning, on fire, cant put ~1 out, spreading, smoking, thick smoke, en llamas,
            quemando, quemandose, fuego, no se apaga, no podemos apagarlo, ardiendo, humo
        """,
    ),
    (
        Hazard.FALL,
        """
            went, came, fell, slipped, slid, tumbled, dropped, flew, stepped, walked, cayo, resbalo, caido, se fue
        """,
        """
            off the|a ~1 edge ~1, off the|a|his|her ~1 roof|ladder|scaffold|lift|platform|edge|ledge|deck|balcony,
            over the ~1 edge|railing|side|parapet, through the|a ~1 skylight|roof|ceiling|floor|hatch,
            into the|a ~1 pit|shaft|hole|trench|manhole, por el borde, de cabeza, al vacio,
            del techo|andamio|poste|tejado|balcon, de la azotea|escalera|barda|torre, por el tragaluz
        """,
    ),
    (
        Hazard.FIRE,
        """
            gas, fire, smoke, flames, co alarm, fire alarm, smoke alarm, gas alarm, alarm, alarms, chemical, fumes,
            bomb, collapse, humo, fuego, alarma, quimico
        """,
        """
            everybody out, everyone out, all out, get out, getting out, got everyone out, evacuate, evacuated,
            evacuating, ran outside, salgan, salgan todos, salimos todos, sacamos a todos, evacuamos, evacuar,
            evacuando
        """,
    ),
    (
        Hazard.FLOOD,
        """
            filling with water, water rising, rising water, flooding, flooded, water is up, water up to, waist deep,
            knee deep, inundado, inundada, inundando, inundandose, subiendo el agua, agua subiendo
        """,
        """
            panel, main panel, breaker box, breakers, switchgear, outlets, electrical, energized, live, transformer,
            generator, someone, somebody, people, trapped, inside, tablero, enchufes, corriente, alguien, gente,
            adentro
        """,
    ),
)
