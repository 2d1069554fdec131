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
    Hazard.GAS: """@smell ~3 @gas, @gas ~1 @smell, @gas ~2 @leak, @leak ~4 @gasline, gasleak, gas is everywhere
        @leak ~1 @gas, @hit ~3 @gasline, @gasline ~2 @hit, @gas coming out, @gas ~2 coming out|from
        rotten|bad egg|eggs, rotten egg, sulfur smell|odor, smell|smells ~2 sulfur, full of @gas, gas ~2 smells like it, smells like it ~4 gas
        gas|lel|methane alarm|detector|monitor|meter|sensor ~2 @alarming
        @huele ~4 @gas, @gas ~2 @huele, @fuga ~3 @gas, @gas ~1 @fuga, @fuga ~3 @lineagas
        romp|rompimos|rompio|rompieron|rompi|rota|roto|perforamos|perforo|cortamos|picamos|golpeamos ~3 @lineagas
        @lineagas ~2 rota|roto|perforada|rompio|danada|danado|fuga, huevo|huevos podrido|podridos
        lleno de @gas, fuga en ~2 @lineagas, alarma|detector|sensor de gas ~2 sonando|suena|activada|activo|pitando""",
    Hazard.FIRE: """on fire, there|have|got|a|the|is ~1 fire ~1 in|on|at|inside|near|by|under|behind|outside|here
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
    Hazard.ELECTRIC: """electrocuted, electrocution, electrocute, electrocuting, got|getting|bad|big|nasty|huge shock|zapped|zap|shocked ~3 off|from|by|my|panel|volts
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
    Hazard.CARBON_MONOXIDE: """co|carbon|monoxide monoxide? alarm|alarms|detector|detectors|monitor|sensor ~2 @alarming
        carbon monoxide ~3 in|reading|level|levels|high|at|poisoning|leak|leaking|present|#, high|elevated|dangerous co|carbon
        co reading|level|levels|poisoning|leak, co ~2 ppm, # ppm co|carbon|of, ppm ~2 co, @ill ~8 boiler|heater|furnace|flue
        could|maybe|might|think be|its|it ~2 co, could be co, boiler|heater|furnace|flue ~5 @ill, monoxide poisoning
        monoxido ~3 alto|alta|en|elevado|niveles|de carbono alto|fuga|intoxicacion|peligroso, fuga de monoxido
        nivel|niveles|lectura|intoxicacion|intoxicado|intoxicados ~3 monoxido|co, monoxido de carbono ~1 en|alto|elevado
        alarma|detector|sensor ~2 monoxido|co ~3 sonando|suena|activada|activo|pitando|pita, suena|sono|pita|sonando ~3 alarma|detector ~2 monoxido|co
        @enfermo ~6 caldera|calentador|boiler, caldera|calentador|boiler ~5 @enfermo""",
    Hazard.COLLAPSE: """@struct ~3 @collapse, @struct ~2 ~1 is|are|about|going ~3 fall|collapse|cave|give|come ~1 down|on|in|way|over
        @collapse ~3 @struct ~2 people|somebody|someone|worker|inside, collapsed on, cave in, building collapse, structural collapse
        about to come down|collapse|fall ~1 on|over|down?, about to collapse, going to collapse, falling on ~1 people|us|somebody|someone
        @derrumbe ~4 @estruct, @estruct ~3 @derrumbe, derrumbe, derrumbes, desplome, @estruct ~4 punto de caer|caerse|colapsar|derrumbarse
        a punto de caerse|colapsar|derrumbarse|desplomarse, se ~3 va a caer ~2 @estruct, @estruct ~2 se va a caer|derrumbar|venir
        @estruct ~2 esta por caer|caerse, crane tipped|tipping|tip, tipped over ~2 crane|lift, scaffold|scaffolding ~3 tipping|tipped|swaying""",
    Hazard.TRAPPED: """trapped, entrapment, entrapped, pinned ~1 under|between|by|against|beneath, buried ~2 in|under|alive
        @who ~3 buried, stuck ~1 inside|in ~2 elevator|lift|tank|manhole|vault|trench|machine|press|shaft|confined|conveyor|truck|cab|silo
        @limb ~2 stuck|caught|jammed|trapped|crushed ~1 in|between|under|by, caught ~2 in ~2 machine|belt|conveyor|press|rollers|gears
        crushed ~1 under|between|by|his|her|my|to, run|ran over by, got ran over, pulled into ~2 machine
        atrapado, atrapada, atrapados, atrapadas, atrapamiento, sepultado, enterrado ~2 vivo|zanja|tierra, prensado, prensada
        aplastado, aplasto, aplastada, aplastando, atorado ~3 elevador|maquina|ascensor|tanque, encerrados|encerrado ~3 ascensor|elevador
        se ~2 atoro ~2 @miembro, quedo debajo de""",
    Hazard.INJURY: """unconscious, unconcious, unresponsive, knocked out ~2 cold?, passed out ~1 on|at|in|from|here, passed out $, @who ~3 passed out
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
    Hazard.BREATHING: """not breathing, isnt breathing, stopped breathing, cant breathe, cant breath, cant hardly breathe, trouble|difficulty|hard|struggling|barely|hardly|problems ~1 breathing
        barely|hardly breathe, choking, choked, suffocating, suffocated, asphyxiated, asphyxiation, gasping, no pulse, turning|turned blue, face is blue, low oxygen, oxygen ~2 low|alarm, isnt ~1 breathing, aint breathing
        no respira, no ~2 respirar, dejo de respirar, no respiran, asfixia, asfixiando, asfixiandose, asfixiado, ahogando, se ahoga, se esta ahogando, atragantado, atraganto, atragantando, sin pulso, no tiene pulso, falta ~1 aire ~2 companero|persona, falta de oxigeno""",
    Hazard.FLOOD: """water ~3 into|in|inside|on|onto|over|near|reaching|touching|at|up|by|hitting|through|from ~3 @electrical, @electrical ~3 under water|underwater|submerged|wet|flooded|soaked
        flooded|flooding|flood ~5 @electrical, water ~3 over ~2 outlets, drowning, drowned, drown, underwater ~2 person, fell in|into ~2 pool|water|river|lake|well|tank|canal, swept away, standing in water ~4 power|live|electric|electrical
        agua ~4 tablero|enchufe|enchufes|electrico|electricos|electricidad|tomacorrientes|breakers|corriente|contactos, inundado|inundada|inundacion|inundo ~4 @electrico, @electrico ~3 bajo el agua|mojado|sumergido|inundado|sumergidos
        enchufes bajo el agua, se ahogo, ahogado, ahogandose, cayo ~3 alberca|piscina|rio|agua|pozo|tanque|cisterna, se lo llevo la corriente""",
    Hazard.EXPLOSION: """explosion, explosions, exploded, explode, exploding, explodes, blew up, blown up, going to blow ~1 up?, about to blow ~1 up?, blast injured|injury, bomb, going to explode
        explosiones, exploto, explotar, explota, explotando, estallo, estallar, estallido, reventar ~2 tanque|caldera|cilindro, va a reventar, bomba ~2 amenaza, amenaza de bomba""",
    Hazard.CHEMICAL: """@acid ~2 spill|spilled|leak|leaking|leaked|splash|splashed|burn|burns|exposure|release|cloud|everywhere, spilled|leaking|inhaled|breathing|breathed|splashed|mixed|swallowed ~3 @acid, spill ~2 of @acid
        leak|spill of @acid, @acid ~3 in ~1 his|her|my|eyes|eye|face|skin|mouth, mixed ~4 bleach|acid|ammonia|chlorine, toxic|poisonous|poison gas|fumes|fume|smoke|vapor|vapors, chemical burn|burns|exposure|in ~2 eye|eyes
        eyes ~1 burning, burning eyes, overcome by ~1 fumes, poisoned, fumes ~3 @ill, @ill ~4 fumes, breathing in ~2 fumes, hazmat
        derrame ~2 @acido, fuga ~2 @acido, @acido ~3 derramado|derramo|fuga|cara|ojos|ojo|piel, derramo ~3 @acido, salpico ~4 @acido|ojos|cara, inhalo|inhalamos|inhalaron|respiro|mezclo|mezclaron ~4 @acido|cloro
        gas|gases|vapor|vapores|humo toxico|toxicos, intoxicado, intoxicados, intoxicada, intoxicacion, envenenado, ojos ~3 arden|ardiendo|queman, arden ~2 ojos, quemadura quimica""",
    Hazard.VIOLENCE: """pulled|has|with|had|got|waving|pointed|pointing|drew|holding|carrying|swinging|came_at ~4 @weapon ~1 on|at|me|us|and, pulled|has|had|drew|waving ~2 gun|knife|machete|pistol, guy|man|someone|somebody|customer|tenant|neighbor|robber|owner with ~2 @weapon
        threatening|threatened|threatens|threaten ~3 me|us|my|him|her|kill|crew|with|techs|staff, attacked, attacking, assaulted, assault, assaulting, being attacked, stabbed, stabbing, shooting, shooter, shots fired, gunshot, gunshots, shot at, gunfire, been shot, got shot, was shot
        punched me|him|her|us|my, hit me ~1 with|in, beat|beating ~1 up, choked me, at gunpoint|knifepoint, robbed at, armed ~1 man|robber|robbery|person|guy|intruder, robbed us|me ~2 gun|knife, held up at gunpoint, going to|will|wants|wants ~1 kill|shoot|stab|hurt ~1 me|us|him|her|someone|somebody|everyone|people, active shooter, hostage
        he|she ~3 kill me|us ~4 @weapon, dog attacked, dog bit ~3 face|badly|neck, attacked by, following me ~3 threatening
        amenazo|amenazaron|amenaza|amenazan|amenazando|amenazado ~4 @arma|muerte|matar|matarme|golpear|matarnos, me|nos amenazo|amenazaron|amenaza|amenazando, saco ~2 @arma, trae|tiene|con|apunto|apuntando|apuntaron ~2 @arma, hombre|tipo|sujeto|persona|cliente armado, armado, armados, hombres armados
        apunalado, apunalo, apunalaron, balazo, balazos, balacera, disparo, disparos, disparando, disparan, disparo a, tiroteo, me|nos|lo|le golpeo|golpearon|ataco|atacaron|agredio|agredieron|asaltaron|asalto|pegaron, agresion, mato a, quiere|va|van a? matar|matarme|matarnos|matarlo, secuestro, rehen""",
    Hazard.FALL: """@who ~3 fell|falls|fallen ~2 off|from|through|down|out ~2 @height, fell|falls|fallen ~1 off|from|through|out ~3 @height, fell off|from ~2 @height, fell ~1 #|two|three|four|five|one|several|ten|twelve|fifteen|twenty stories|story|feet|ft|floors|meters|floor
        fell into ~2 pit|shaft|hole|manhole|trench|elevator, fell down ~2 shaft|stairs|elevator|hole|manhole ~4 moving|hurt|conscious|bleeding, @who ~2 fell ~4 not|cant|isnt moving|move, dangling, hanging from ~2 harness|rope|roof|scaffold, fell through, slid off ~2 roof, came off ~2 ladder
        cayo|caido|cae|cayeron|caida ~3 del|de|desde ~3 @altura, se cayo ~4 @altura, caida de altura, cayo ~2 metros|pisos, cayo ~1 # metros|pisos, cayo ~2 hueco|pozo|foso|zanja, @quien ~2 se cayo ~4 mueve|responde, colgado|colgando ~3 arnes|andamio|techo, resbalo ~3 @altura""",
}
