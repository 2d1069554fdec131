"""The words of danger: what the safety net looks for, per hazard, in English and Spanish.

Phrases are in the language of `rules/patterns.py`. A phrase names the danger by itself: "gas" alone is a trade,
"smell gas" is a danger.
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


CLASSES = {
    "gas": "gas, propane, methane, natural gas, butano, propano, gas natural, lpg",
    "smell": "smell, smells, smelled, smelling, smelt, smelly, smeling, odor, odour, odors, stink, stinks, reek, "
    "reeks, reeking, whiff",
    "leak": "leak, leaks, leaking, leaked, leakage, escaping, hissing, venting, gushing, spewing, pouring, blowing",
    "fuga": "fuga, fugas, escape, perdida de, filtracion, se escapa, escapando, se sale, saliendo, se fuga, sale",
    "huele": "huele, huelen, oler, olor, olores, olia, hiede, apesta, peste, oliendo, tufo, huelo, olemos, olemos",
    "gasline": "gas line, gas lines, gas main, gas mains, gas pipe, gas piping, gas hose, gas service, "
    "gas riser, gas meter, gas valve, gas tank, propane tank",
    "lineagas": "linea de gas, tuberia de gas, tuberia del gas, tubo de gas, manguera de gas, toma de gas, "
    "medidor de gas, caño de gas, cano de gas, linea del gas, tanque de gas, cilindro de gas, tubo del gas",
    "hit": "hit, hits, struck, nicked, cut, cut into, punctured, broke, ruptured, severed, cracked, ripped, snapped, "
    "damaged, clipped",
    "who": "he, she, they, i, we, him, her, guy, man, woman, kid, child, boy, girl, coworker, helper, apprentice, "
    "tech, somebody, someone, customer, tenant, worker, painter, roofer, laborer, dave, mike, tom, juan, buddy, "
    "partner, crew, person, people, lady, resident, operator, foreman, my, his, one, driver, electrician, plumber",
    "quien": "companero, ayudante, persona, gente, alguien, senor, senora, cliente, nino, nina, hombre, mujer, "
    "tecnico, trabajador, obrero, inquilino, muchacho, chico, uno, electricista, plomero, juan, pedro, luis, "
    "carlos, jose, operador, chavo, vecino, vecina",
    "fire": "fire, flames, flame, blaze, ablaze, burning",
    "struct": "trench, wall, ceiling, roof, floor, scaffold, scaffolding, building, beam, excavation, balcony, deck, "
    "stairs, staircase, house, structure, crane, shoring, ditch, tower, chimney, garage, walls, racking, column",
    "estruct": "zanja, muro, pared, techo, piso, andamio, edificio, viga, excavacion, balcon, losa, escalera, casa, "
    "estructura, grua, torre, barda, columna, cielo raso, plafon",
    "collapse": "collapsed, collapsing, collapse, caved in, caving in, cave in, came down, coming down, fell in, "
    "gave way, giving way, falling down, buckling",
    "derrumbe": "se derrumbo, se derrumba, derrumbo, se colapso, colapso, se desplomo, se vino abajo, se hundio, "
    "se cayo, derrumbandose, colapsando, se esta cayendo, se esta derrumbando, cedio",
    "electrico": "tablero, tablero electrico, panel, enchufe, enchufes, toma, tomas, tomacorriente, tomacorrientes, "
    "contactos, electricidad, caja electrica, breaker, breakers, transformador, corriente, cables, fusibles",
    "electrical": "electrical, electric, panel, outlet, outlets, breaker, breakers, breaker box, fuse box, "
    "switchgear, transformer, receptacle, receptacles, sockets, live wires, electrical box, electricity",
    "unit": "panel, unit, motor, outlet, box, transformer, furnace, boiler, wall, walls, attic, breaker, building, "
    "house, room, roof, ceiling, heater, kitchen, engine, compressor, breaker box, vents, wires, meter, dryer, "
    "generator, battery, charger, socket, van, truck, floor, basement, garage, window, windows, duct, door, apartment",
    "aparato": "tablero, motor, panel, caja, transformador, caldera, pared, techo, edificio, casa, cuarto, "
    "calentador, cocina, compresor, breaker, medidor, enchufe, bateria, generador, camioneta, horno, ducto, "
    "cables, equipo, maquina, toma, transformador, ventana, sotano, local, departamento, bodega, contacto",
    "height": "roof, ladder, scaffold, scaffolding, lift, stairs, balcony, attic, tower, bucket, platform, pole, "
    "building, deck, catwalk, manlift, scissor lift, second floor, window, truck bed, mezzanine",
    "altura": "techo, escalera, andamio, azotea, balcon, torre, poste, plataforma, edificio, tejado, segundo piso, "
    "tercer piso, altura, elevador, barandal, escaleras",
    "limb": "finger, fingers, hand, thumb, arm, leg, foot, toe, toes, hands",
    "miembro": "dedo, dedos, mano, brazo, pierna, pie, pulgar",
    "acid": "chlorine, ammonia, acid, bleach, chemical, chemicals, solvent, refrigerant, freon, caustic, pesticide, "
    "hydrogen sulfide, h2s, muriatic acid, toxic, fumes",
    "acido": "cloro, amoniaco, acido, quimico, quimicos, solvente, refrigerante, sosa, toxico, toxicos, sustancia, "
    "vapores, cloro gas, producto quimico",
    "ill": "dizzy, headache, headaches, nauseous, sick, passing out, faint, lightheaded, vomiting, throwing up, "
    "coughing, burning eyes, woozy, groggy, cant breathe",
    "enfermo": "mareado, mareados, mareada, mareo, mareos, dolor de cabeza, nauseas, vomitando, desmayando, tosiendo",
    "weapon": "gun, knife, pistol, rifle, machete, bat, weapon, shotgun, firearm, axe, crowbar, blade",
    "arma": "pistola, cuchillo, arma, navaja, machete, rifle, escopeta, revolver, bate, armas, fierro",
    "alarming": "going off, ringing, sounding, beeping, screaming, alarming, chirping, triggered, tripped, blaring, "
    "went off, high, reading, goes off, wailing",
}

PHRASES = {
    Hazard.GAS: """gas|propane sniffer ~2 @alarming, gs leak, smell of|like gas|propane, @gas ~5 @smell, @smell ~5 @gas, @hit ~5 @gasline, hissing ~4 @gas, @gas concentration, lel, leaking @gas, @gas cylinder|bottle|tank ~3 @leak, se ~2 saliendo ~2 gas, @lineagas ~3 @fuga, @huele ~6 gas, gas ~4 @huele, evacuate|evacuated|evacuating, evacuar|evacuamos|evacuando|evacuen, gas ~1 por todos|todas, @gasline ~3 hissing, @smell ~3 @gas, @gas ~1 @smell, @gas ~2 @leak, @leak ~4 @gasline, gasleak, gas is everywhere
        @leak ~1 @gas, @hit ~3 @gasline, @gasline ~2 @hit, @gas coming out, @gas ~2 coming out|from
        rotten|bad egg|eggs, rotten egg, sulfur smell|odor, smell|smells ~2 sulfur, full of @gas, gas ~2 smells like it, smells like it ~4 gas
        gas|lel|methane alarm|detector|monitor|meter|sensor ~2 @alarming
        @huele ~4 @gas, @gas ~2 @huele, @fuga ~3 @gas, @gas ~1 @fuga, @fuga ~3 @lineagas
        romp|rompimos|rompio|rompieron|rompi|rota|roto|perforamos|perforo|cortamos|picamos|golpeamos ~3 @lineagas
        @lineagas ~2 rota|roto|perforada|rompio|danada|danado|fuga, huevo|huevos podrido|podridos
        lleno de @gas, fuga en ~2 @lineagas, alarma|detector|sensor de gas ~2 sonando|suena|activada|activo|pitando""",
    Hazard.FIRE: """flames, flame coming|shooting|out, fire, fires, thick|black|heavy|dense|white|grey ~1 smoke, lot|lots of smoke, so much smoke, smoke ~2 in|from|inside|filling|out|all|throughout, see|seeing|saw|theres smoke, there is ~2 smoke, smells? ~1 burning ~2 plastic|wire|wires|wiring|electrical|insulation, electrical burning, smoldering, smouldering, ignited, ignites, burst in flames, burning up, is burning, torched, engulfed, fuego, humo ~2 en|por|adentro, mucho|bastante|demasiado|harto humo, humo negro|denso|espeso, esta|estan quemando|quemandose, se ~1 quemando, arde, llamarada, flamas, se prendio ~3 @aparato, huele ~2 quemado|humo, on fire, there|have|got|a|the|is ~1 fire ~1 in|on|at|inside|near|by|under|behind|outside|here
        caught|catching|catches fire, set fire, fire broke out, fire started|spreading|burning, big|small|huge fire
        @unit ~1 is? burning, in flames, burst|bursting into flames, flames ~2 coming|from|shooting|out|in|on|everywhere
        i|we|see|seeing|saw ~2 flames, fire fire, theres? fire, there is fire, fire $, electrical fire
        smoke ~3 coming|pouring|billowing|rising|filling|everywhere, @unit ~2 smoking, @unit ~2 is? smoking
        filling|full|filled ~2 smoke, smoke ~3 from|in ~2 @unit, sparking ~2 smoking, up in smoke|flames
        @unit ~3 ablaze|aflame, burned|burnt|burning down, burning|burn smell ~3 smoke, roof is burning
        smell|smells ~2 smoke|burning, fire|smoke alarm|alarms|detector ~2 going off|ringing|sounding|blaring
        call ~2 fire dept|department|brigade|dep, need ~2 fire dept|department|brigade, engulfed
        incendio, incendios, incendiando, incendiandose, incendio en, se incendia, se incendio, en llamas, llamas
        fuego ~1 en|adentro|por|dentro, hay ~2 fuego, agarro fuego, prendio|prendido|prende fuego, prendio en llamas
        se esta quemando, se quemo ~2 @aparato, quemandose, esta ardiendo, arde, ardiendo, fuego $, bomberos
        sale|saliendo|echa|echando|mucho|lleno ~3 humo, humo ~3 saliendo|sale|del|por todos ~2 @aparato, fuego fuego
        humo ~2 @aparato, hay ~1 humo, huele a quemado, olor a quemado, se lleno de humo, el fuego ~2 apagado|sigue""",
    Hazard.ELECTRIC: """got|get|getting|took|taken|had|felt ~2 shock|jolt|zap, shocked ~2 bad|badly|hard|really, got|getting|been ~2 zapped|shocked|electrocuted, took a hit ~4 #, casing|frame|body|chassis|housing|handle|cabinet|pipe|faucet|floor|door ~1 is? ~1 live|energized|hot ~2 shock, @electrical shock, is live ~4 touch|touching|touched, cant let go, powerline|powerlines ~2 down|fell|touching, line down ~4 live|street|road|yard|car|truck|kids, tree|truck|crane|ladder|boom ~4 power|electric|live line|lines, wires down, fallen wire|wires|line|lines, lightning struck|hit ~3 @who, struck by lightning, live wire|wires|cable|cables ~4 water|wet|floor|kids|people|public, energized cable|wire|line|wires|lines|panel ~4 water|wet|floor|flooded|exposed|public, le|me pego|agarro|jalo ~2 corriente|luz|electricidad, quedo pegado ~3 corriente|cable|tablero, cable|cables ~2 energizado|energizados|vivo|vivos, poste ~3 caido|cayo ~4 cable|cables, electrocuted, electrocution, electrocute, electrocuting, got|getting|bad|big|nasty|huge shock|zapped|zap|shocked ~3 off|from|by|my|panel|volts
        got zapped, got shocked, been shocked|zapped, was shocked|zapped, electric|electrical shock, shocked by ~2 #
        live|hot|downed|energized wire|wires|cable|cables|line|lines ~2 down|hanging|exposed|on|across|touching|loose
        exposed live|hot wire|wires|wiring|cable|cables, exposed|bare ~2 wire|wires|wiring|cable ~3 live|hot|kids|water|pool|energized
        downed|fallen power|electric|live|electrical line|lines|cable|wire|wires, power|electric|electrical line|lines|cable ~2 down|fell|fallen|hanging
        power line down, arc flash, arc flashed, arcing, touched ~2 live, hit ~3 power line|lines|cable, bad shock
        electrocuto, electrocutado, electrocutada, electrocuta, electrocutando, se electrocuto, electrocucion
        descarga|toque|toques|choque|chicotazo electrico|electrica, dio ~2 toque|descarga|corrientazo, corrientazo
        agarro ~2 corriente, pego la corriente, cable|cables|linea|lineas ~4 caido|caidos|caida|suelto|tirado|pelado ~3 corriente|calle|agua|vivo|tension|patio|piso
        cable|cables|linea|lineas de? alta? tension|luz|corriente|electricidad ~2 caido|caidos|caida|suelto|suelta|tirado
        cable|cables vivo|vivos|energizado|energizados ~3 suelto|expuesto|pelado|caido|en|agua, cable vivo|energizado""",
    Hazard.CARBON_MONOXIDE: """co level|levels|readings ~4 #, co ~2 high|elevated|dangerous, # ppm, co poisoning, monoxide ~5 high|alarm|going|reading|ppm|sick|dizzy|house|poisoned, monoxido ~2 en|alto|alta, co alarm ~3 beeping|going|keeps, intoxicados? ~2 monoxido, co|carbon|monoxide monoxide? alarm|alarms|detector|detectors|monitor|sensor ~2 @alarming
        carbon monoxide ~3 in|reading|level|levels|high|at|poisoning|leak|leaking|present|#, high|elevated|dangerous co|carbon
        co reading|level|levels|poisoning|leak, co ~2 ppm, # ppm co|carbon|of, ppm ~2 co, @ill ~8 boiler|heater|furnace|flue
        could|maybe|might|think be|its|it ~2 co, could be co, boiler|heater|furnace|flue ~5 @ill, monoxide poisoning
        monoxido ~3 alto|alta|en|elevado|niveles|de carbono alto|fuga|intoxicacion|peligroso, fuga de monoxido
        nivel|niveles|lectura|intoxicacion|intoxicado|intoxicados ~3 monoxido|co, monoxido de carbono ~1 en|alto|elevado
        alarma|detector|sensor ~2 monoxido|co ~3 sonando|suena|activada|activo|pitando|pita, suena|sono|pita|sonando ~3 alarma|detector ~2 monoxido|co
        @enfermo ~6 caldera|calentador|boiler, caldera|calentador|boiler ~5 @enfermo""",
    Hazard.COLLAPSE: """@struct ~2 caving|collapsing|crumbling|toppling|buckling|gave|giving, @struct ~3 leaning ~4 fall|people|over|collapse, ground ~2 giving|gave way, sinkhole, part of ~2 @struct fell|collapsed|came, tree|load|beam|block|pallet|slab|pipe|crane|steel|wall|rock fell|dropped|landed|falling ~2 on ~2 @who, load ~2 fell|dropped|falling ~3 on, struck by ~2 falling|load|beam|pipe|swinging, hit by ~1 falling, crane ~3 tipped|tipping|collapsed|collapsing|fell|dropped, cedio ~2 @estruct, cayo ~3 encima, le cayo ~4 encima|cabeza|viga|pared|arbol|carga|poste, se esta cayendo ~2 @estruct, se hundio ~2 @estruct|suelo, @struct ~3 @collapse, @struct ~2 ~1 is|are|about|going ~3 fall|collapse|cave|give|come ~1 down|on|in|way|over
        @collapse ~3 @struct ~2 people|somebody|someone|worker|inside, collapsed on, cave in, building collapse, structural collapse
        about to come down|collapse|fall ~1 on|over|down?, about to collapse, going to collapse, falling on ~1 people|us|somebody|someone
        @derrumbe ~4 @estruct, @estruct ~3 @derrumbe, derrumbe, derrumbes, desplome, @estruct ~4 punto de caer|caerse|colapsar|derrumbarse
        a punto de caerse|colapsar|derrumbarse|desplomarse, se ~3 va a caer ~2 @estruct, @estruct ~2 se va a caer|derrumbar|venir
        @estruct ~2 esta por caer|caerse, crane tipped|tipping|tip, tipped over ~2 crane|lift, scaffold|scaffolding ~3 tipping|tipped|swaying""",
    Hazard.TRAPPED: """pinned, pinning, tipped|rolled|flipped over ~4 pinned|driver|operator|on|inside, stuck ~1 under|underneath|beneath|between, stuck ~2 in ~2 elevator|lift|tank|manhole|vault|trench|shaft|silo|well|hole|pit|car, people|person|someone|somebody|kid|guy|we|i ~3 stuck ~4 elevator|lift|manhole|tank|shaft|trench|vault|crawlspace, cant get|climb out ~4 tank|hole|manhole|trench|pit|truck|car|vault, caught ~1 in|by ~3 machine|conveyor|auger|belt|chipper|gears|pto|press|roller|rollers|saw, buried, dragged ~2 into, sleeve|glove|hair|jacket|scarf|clothes ~3 caught, quedo|quedaron|esta|estan|estamos|estoy ~1 atrapado|atrapada|atrapados|atorado|atorados|encerrado|encerrados ~3 debajo|elevador|ascensor|maquina|pozo|tanque|zanja, debajo de la|el|una ~1 maquina|montacargas|carga|pared|camion, maquina ~3 agarro|jalo ~2 @miembro, se ~1 atoro ~3 maquina|banda, trapped, entrapment, entrapped, pinned ~1 under|between|by|against|beneath, buried ~2 in|under|alive
        @who ~3 buried, stuck ~1 inside|in ~2 elevator|lift|tank|manhole|vault|trench|machine|press|shaft|confined|conveyor|truck|cab|silo
        @limb ~2 stuck|caught|jammed|trapped|crushed ~1 in|between|under|by, caught ~2 in ~2 machine|belt|conveyor|press|rollers|gears
        crushed ~1 under|between|by|his|her|my|to, run|ran over by, got ran over, pulled into ~2 machine
        atrapado, atrapada, atrapados, atrapadas, atrapamiento, sepultado, enterrado ~2 vivo|zanja|tierra, prensado, prensada
        aplastado, aplasto, aplastada, aplastando, atorado ~3 elevador|maquina|ascensor|tanque, encerrados|encerrado ~3 ascensor|elevador
        se ~2 atoro ~2 @miembro, quedo debajo de""",
    Hazard.INJURY: """isnt responsive|awake|alert|coming, not responsive|awake|alert|coherent|waking, non responsive, nonresponsive, wont wake ~1 up, cant wake, through ~1 his|her|my|their @limb|chest|stomach|eye|neck|head|thigh|foot|side, went through ~1 his|her|my|their, artery, tourniquet, gushing blood, pool of blood, covered in blood, bled ~2 lot|out, deep cut|gash|wound ~5 bleeding|blood|neck|wrist|thigh, chest ~2 hurts|hurting|tightness|pressure|tight, left arm numb, arm ~2 numb ~3 chest, face drooping|droopy, slurring|slurred, having ~3 stroke|seizure|attack, cardiac, collapsed ~2 on|at|in|here|from|suddenly|and, just collapsed, has collapsed, hit by a? car|truck|van|vehicle|forklift|excavator|loader|bus|train, struck by a? car|truck|van|vehicle|forklift|excavator, run over, ran over ~2 him|her|me|foot|someone|worker|kid, rolled over ~3 truck|van|car, rollover, medical emergency, send help, send ~1 ambulance|medics|paramedics|emergency|rescue, help me, help help, need ~1 help now|asap|urgently|immediately|fast|quick|please hurry, sos, mayday, hurry ~4 dying|bleeding|hurt, might|gonna|going|could die, is dying, dying ~2 here|man|on, life threatening, critically|critical ~1 injured|hurt|condition, skull, unresponsive, knocked unconscious, spine|spinal ~2 injury, cant move ~2 arm|legs|neck|anything, paralyzed, neck broken, compound fracture, degree burn|burns, scalded ~4 face|badly|body|bad, severe|badly|bad|serious burns|burn|burned ~3 face|body|arms|hands, poisoned, swallowed ~3 chemical|cleaner|bleach|acid, snakebite, snake bit|bite, bitten by ~2 snake|rattlesnake|rattler, epipen, epi pen, anaphylactic, throat ~2 closing|swollen|swelling|tight, heat stroke, sunstroke, delirious, hypothermia, wants to kill himself|herself, end ~1 my life, suicide, no pulse, doing compressions, aed, defibrillator, auxilio, socorro, ayuda urgente, emergencia medica, urge|urgente ~3 ambulancia|ayuda|medico, manden|mande|envien|llamen ~3 ambulancia|ayuda|emergencias|paramedicos|rescate, mucha sangre, hay sangre, ataque ~2 corazon|epileptico|cardiaco, no despierta, no contesta ni|y ~2 respira, esta|estan ~1 inconsciente|inconscientes|desmayado|tirado|muriendo|grave, se esta muriendo, se muere, atropello|atropellaron|atropellado, volco|volcamos|volcadura, picadura|pico|mordio ~3 vibora|serpiente|alacran, se le cierra ~2 garganta, se pego en la cabeza, golpe ~2 cabeza ~4 sangre|mareado|inconsciente, se quemo ~2 cara|cuerpo|gravemente, quemado|quemada ~2 gravemente|grave, electrocardio, suicidar, suicidio, quitarse la vida, unconscious, unconcious, unresponsive, knocked out ~2 cold?, passed out ~1 on|at|in|from|here, passed out $, @who ~3 passed out
        fainted, fainting, collapsed on? ~2 isnt|not|and|floor|ground, @who ~1 collapsed, person collapsed, man down
        not conscious|responding|responsive|moving|waking, isnt responding|conscious|moving|waking, wont wake, not ~1 responding|responsive
        cant move ~2 legs|body|neck|at, cant move $, cannot feel ~2 legs|arm|arms|face, cant feel ~2 legs|arm|arms|face
        bleeding ~1 badly|bad|heavily|lot|profusely|out|everywhere|severely|to, bleeding ~2 lot, wont stop bleeding, bleeding wont stop
        @who ~2 bleeding, lots of blood, blood everywhere, losing ~2 blood, lost ~3 blood, head injury, hit ~2 head ~3 bleeding|out|dizzy|confused
        chest pain|pains, pain ~2 chest, chest ~1 tight|hurts|hurting, heart attack, cardiac arrest, having a stroke, stroke symptoms, stroke $
        seizure, seizures, seizing, convulsing, convulsions, overdose, overdosed, overdosing, od
        ambulance, paramedic, paramedics, medics, medic, medevac, call|calling|called|need|dial 911|999|112, 911, 999, cpr, emt, ems
        @hit ~3 off ~3 @limb, cut|cuts|sawed|chopped|sliced|lost|losing|severed|tore|ripped|took ~1 off ~3 @limb, severed ~2 @limb
        lost ~2 @limb ~3 saw|machine|blade|press, amputated, amputation, amputate, crushed ~2 @limb, @limb ~2 crushed, impaled
        heat stroke, heatstroke, allergic reaction, anaphylaxis, anaphylactic, throat ~2 swelling|closing, swelling shut
        broken|broke ~2 neck|back|leg|skull|hip, bone ~2 sticking|showing|out|exposed, badly|seriously|severely ~1 hurt|injured|burned|burnt, serious|severe injury|injuries|burn|burns|bleeding
        third degree burn|burns, burns ~2 face|hands|arms|body, @who ~1 is|are? dying, is dead, found dead, died on|at, dead body, fatality
        accident ~5 hurt|injured, hit by ~1 car|truck|vehicle|forklift|van|excavator|train, crash ~6 hurt|injured, i am hurt ~3 stuck|trapped|bad
        not going to make it ~1 medic, needs ~1 hospital ~1 now|asap, going into shock, stopped sweating, suicidal, kill myself|himself|herself, snake ~2 bit|bitten
        inconsciente, inconcientes, inconciente, desmayo, desmayado, desmayada, desmayando, se desmayo, desvanecio, perdio el conocimiento|conciencia
        sangrando ~1 mucho|bastante|feo|cabeza, @quien ~3 sangrando, mucha sangre, sangre por todos|todas, pierde|perdiendo|perdio ~2 sangre, desangrando, desangra, hemorragia
        ambulancia, ambulancias, paramedicos, llamen|llama|llamar|llamando ~2 911|112|emergencias|ambulancia
        infarto, ataque al corazon|cardiaco, paro cardiaco, dolor ~2 pecho, duele ~2 pecho, derrame cerebral, convulsion, convulsiones, convulsionando, sobredosis
        corto|cortaron|arranco|perdio|amputo|trituro|rebano|volo|machuco ~4 @miembro ~2 completo|entero|sierra|maquina|con, perdio ~2 @miembro, amputado, amputacion, se amputo
        no reacciona, no responde ~2 nada|esta|tirado, no se mueve, no me puedo mover, no puede moverse, tirado en ~2 piso|suelo, no despierta, no siento ~2 piernas|brazo|pierna|brazos
        golpe de calor, reaccion alergica, anafilaxia, garganta ~2 cierra|cerrando|hinchada, gravemente|grave herido|herida|heridos, herido|herida|heridos ~1 grave|graves|gravemente
        hay|persona|gente|companero|esta|varios|un ~1 herido|herida|heridos, se esta muriendo, esta muerto, fallecio, quemaduras graves, lo atropello|atropellaron, atropellado, hueso expuesto, fractura expuesta, se quebro ~2 pierna|cuello|espalda""",
    Hazard.BREATHING: """cant ~1 breath|breathe|breathing, trouble|difficulty|problem|problems|hard ~1 breathing, short of breath ~3 chest|cant|bad, gasping, no air ~2 tank|vault|manhole|in, low o2|oxygen, lips ~1 are? blue, blue lips|face, asthma attack, problemas|dificultad para respirar, respira ~1 mal|apenas, apenas respira, le falta ~1 aire, no le llega ~1 aire, se ahoga, not breathing, isnt breathing, stopped breathing, cant breathe, cant breath, cant hardly breathe, trouble|difficulty|hard|struggling|barely|hardly|problems ~1 breathing
        barely|hardly breathe, choking, choked, suffocating, suffocated, asphyxiated, asphyxiation, gasping, no pulse, turning|turned blue, face is blue, low oxygen, oxygen ~2 low|alarm, isnt ~1 breathing, aint breathing
        no respira, no ~2 respirar, dejo de respirar, no respiran, asfixia, asfixiando, asfixiandose, asfixiado, ahogando, se ahoga, se esta ahogando, atragantado, atraganto, atragantando, sin pulso, no tiene pulso, falta ~1 aire ~2 companero|persona, falta de oxigeno""",
    Hazard.FLOOD: """@electrical ~1 room|vault|closet|cabinet|panel ~2 flooded|flooding|underwater|submerged|water, @electrical ~3 water, flooded ~6 energized|live|power|electric|electrical|panels|outlets, water ~3 rising ~4 trapped|stuck|manhole|panel|people|fast, water rising, flash flood, fell in|into ~1 the|a ~1 river|lake|canal|pond|ocean|creek|sewer|manhole|pool|tank, in ~1 water ~2 cant swim, sparks ~3 water, electrified water, el agua llego|llega|esta ~3 @electrico, agua ~3 subiendo, se lo llevo ~2 rio|agua|corriente, cayo al ~1 rio|agua|canal|pozo, water ~3 into|in|inside|on|onto|over|near|reaching|touching|at|up|by|hitting|through|from ~3 @electrical, @electrical ~3 under water|underwater|submerged|wet|flooded|soaked
        flooded|flooding|flood ~5 @electrical, water ~3 over ~2 outlets, drowning, drowned, drown, underwater ~2 person, fell in|into ~2 pool|water|river|lake|well|tank|canal, swept away, standing in water ~4 power|live|electric|electrical
        agua ~4 tablero|enchufe|enchufes|electrico|electricos|electricidad|tomacorrientes|breakers|corriente|contactos, inundado|inundada|inundacion|inundo ~4 @electrico, @electrico ~3 bajo el agua|mojado|sumergido|inundado|sumergidos
        enchufes bajo el agua, se ahogo, ahogado, ahogandose, cayo ~3 alberca|piscina|rio|agua|pozo|tanque|cisterna, se lo llevo la corriente""",
    Hazard.EXPLOSION: """exploding, gonna explode|blow, going to explode|blow|burst, about to explode|burst, may|might|could explode|blow, pressure ~3 climbing|rising|off ~3 relief|blow|explode|valve, blast, bomb threat, suspicious package, boiler ~3 over ~1 pressure, tanque ~2 va a explotar|reventar, presion ~3 subiendo ~3 valvula|explotar|reventar, paquete sospechoso, explosion, explosions, exploded, explode, exploding, explodes, blew up, blown up, going to blow ~1 up?, about to blow ~1 up?, blast injured|injury, bomb, going to explode
        explosiones, exploto, explotar, explota, explotando, estallo, estallar, estallido, reventar ~2 tanque|caldera|cilindro, va a reventar, bomba ~2 amenaza, amenaza de bomba""",
    Hazard.CHEMICAL: """@acid ~3 spill|spilled|leak|leaking|leaked|splashed|cloud|release|mixed, @acid ~3 eye|eyes|face|skin|mouth|lungs, ~0 fumes ~2 everywhere|bad|strong|overwhelming|making, mixed ~2 together ~3 fumes|gas, inhaled, toxic, coughing ~4 fumes|gas|smell|chemical, everyone ~1 coughing, h2s, hydrogen sulfide, radiation leak|source|exposure, strong chemical smell|odor, @acido ~4 ojo|ojos|cara|piel|ropa, nos|me arden ~2 ojos|garganta, vapores ~2 fuertes|toxicos|quimicos, olor ~2 quimico|quimicos|cloro|amoniaco ~1 fuerte?, derramo|derramaron|tiro ~2 @acido, @acid ~2 spill|spilled|leak|leaking|leaked|splash|splashed|burn|burns|exposure|release|cloud|everywhere, spilled|leaking|inhaled|breathing|breathed|splashed|mixed|swallowed ~3 @acid, spill ~2 of @acid
        leak|spill of @acid, @acid ~3 in ~1 his|her|my|eyes|eye|face|skin|mouth, mixed ~4 bleach|acid|ammonia|chlorine, toxic|poisonous|poison gas|fumes|fume|smoke|vapor|vapors, chemical burn|burns|exposure|in ~2 eye|eyes
        eyes ~1 burning, burning eyes, overcome by ~1 fumes, poisoned, fumes ~3 @ill, @ill ~4 fumes, breathing in ~2 fumes, hazmat
        derrame ~2 @acido, fuga ~2 @acido, @acido ~3 derramado|derramo|fuga|cara|ojos|ojo|piel, derramo ~3 @acido, salpico ~4 @acido|ojos|cara, inhalo|inhalamos|inhalaron|respiro|mezclo|mezclaron ~4 @acido|cloro
        gas|gases|vapor|vapores|humo toxico|toxicos, intoxicado, intoxicados, intoxicada, intoxicacion, envenenado, ojos ~3 arden|ardiendo|queman, arden ~2 ojos, quemadura quimica""",
    Hazard.VIOLENCE: """pointing|pointed|aimed|waving|swinging|flashed|flashing|brandishing ~3 @weapon, fired ~1 gun|shot|shots|at, shots, gun ~2 at|on me|us, gun to, @who ~4 with ~2 gun|knife|machete|pistol|rifle|bat|weapon|axe|shotgun, has ~1 gun|knife|pistol|rifle|machete|weapon|shotgun, threatened, threatens, death threat|threats, stabbed, got jumped, jumped me|us, mugged, robbing, robbery, being robbed, getting robbed, carjacked, carjacking, kidnapped, held hostage, hit me with, swung at, chasing|chased ~1 me|us, broke ~2 jaw|nose ~2 punched, punched, beating, assaulted, domestic violence, call|calling|called|send|need ~2 cops|police, wont let ~1 me|us leave, locked ~1 me|us in, barricaded, tried to ~1 kill|stab|shoot|choke|run, raped, sexually assaulted, llamen|llama|manden|mandan|mande|envien|llamar ~2 policia|patrulla, quiere|quieren ~1 golpear|golpearme|golpearnos|pegar|pegarme|matar|robar, nos|me ~2 asaltando|asaltaron|robando|amenazando|apuntando|golpeando|persiguiendo|siguen, con ~1 una? pistola|cuchillo|machete|arma|navaja, a punta de, nos|me apunto|apunta|apuntan, balacera, balazos, me tiene|tienen encerrado, secuestraron, secuestrado, pulled|has|with|had|got|waving|pointed|pointing|drew|holding|carrying|swinging|came_at ~4 @weapon ~1 on|at|me|us|and, pulled|has|had|drew|waving ~2 gun|knife|machete|pistol, guy|man|someone|somebody|customer|tenant|neighbor|robber|owner with ~2 @weapon
        threatening|threatened|threatens|threaten ~3 me|us|my|him|her|kill|crew|with|techs|staff, attacked, attacking, assaulted, assault, assaulting, being attacked, stabbed, stabbing, shooting, shooter, shots fired, gunshot, gunshots, shot at, gunfire, been shot, got shot, was shot
        punched me|him|her|us|my, hit me ~1 with|in, beat|beating ~1 up, choked me, at gunpoint|knifepoint, robbed at, armed ~1 man|robber|robbery|person|guy|intruder, robbed us|me ~2 gun|knife, held up at gunpoint, going to|will|wants|wants ~1 kill|shoot|stab|hurt ~1 me|us|him|her|someone|somebody|everyone|people, active shooter, hostage
        he|she ~3 kill me|us ~4 @weapon, dog attacked, dog bit ~3 face|badly|neck, attacked by, following me ~3 threatening
        amenazo|amenazaron|amenaza|amenazan|amenazando|amenazado ~4 @arma|muerte|matar|matarme|golpear|matarnos, me|nos amenazo|amenazaron|amenaza|amenazando, saco ~2 @arma, trae|tiene|con|apunto|apuntando|apuntaron ~2 @arma, hombre|tipo|sujeto|persona|cliente armado, armado, armados, hombres armados
        apunalado, apunalo, apunalaron, balazo, balazos, balacera, disparo, disparos, disparando, disparan, disparo a, tiroteo, me|nos|lo|le golpeo|golpearon|ataco|atacaron|agredio|agredieron|asaltaron|asalto|pegaron, agresion, mato a, quiere|va|van a? matar|matarme|matarnos|matarlo, secuestro, rehen""",
    Hazard.FALL: """fell|falls|fallen|dropped|plunged # ~1 feet|ft|foot|stories|story|meters|floors, fell|falls|fallen ~1 about|like|maybe # feet|ft|stories|meters, @who ~3 fell ~1 off|from|through|out|into, fell ~2 skylight|roof|hatch|floor|ceiling, fell ~3 hurt|unconscious|bleeding|moving|hit, took a ~2 fall ~4 moving|ladder|roof|hurt|bad|back, bad fall, came down ~2 ladder ~3 hurt|moving|leg, harness ~3 hanging|dangling|suspended|only, suspended ~3 harness, se cayo de ~2 azotea|poste|tejado|altura|techo|torre|escalera|andamio|arriba|segundo|tercer|cuarto, cayo de ~2 azotea|poste|tejado|altura|techo|torre|escalera|andamio|arriba|segundo|tercer|cuarto, cayo ~1 desde, cayo como ~1 #, @who ~3 fell|falls|fallen ~2 off|from|through|down|out ~2 @height, fell|falls|fallen ~1 off|from|through|out ~3 @height, fell off|from ~2 @height, fell ~1 #|two|three|four|five|one|several|ten|twelve|fifteen|twenty stories|story|feet|ft|floors|meters|floor
        fell into ~2 pit|shaft|hole|manhole|trench|elevator, fell down ~2 shaft|stairs|elevator|hole|manhole ~4 moving|hurt|conscious|bleeding, @who ~2 fell ~4 not|cant|isnt moving|move, dangling, hanging from ~2 harness|rope|roof|scaffold, fell through, slid off ~2 roof, came off ~2 ladder
        cayo|caido|cae|cayeron|caida ~3 del|de|desde ~3 @altura, se cayo ~4 @altura, caida de altura, cayo ~2 metros|pisos, cayo ~1 # metros|pisos, cayo ~2 hueco|pozo|foso|zanja, @quien ~2 se cayo ~4 mueve|responde, colgado|colgando ~3 arnes|andamio|techo, resbalo ~3 @altura""",
}
