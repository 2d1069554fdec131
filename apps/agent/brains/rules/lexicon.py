"""Word classes that the rule tables share, English and Spanish."""

CLASSES = {
    "done": """
        finished, done, complete, completed, finish, wrapped up, sorted, buttoned up, finalized, finalised,
        closed out, all set, all good, good to go, taken care of, squared away, knocked out
    """,
    "hecho": """
        terminado, terminada, terminados, terminadas, listo, lista, listos, listas, acabado, acabada, finalizado,
        finalizada, completado, completada, completo, concluido, concluida, hecho, resuelto, resuelta
    """,
    "termine": """
        termine, terminamos, acabe, acabamos, finalice, finalizamos, complete, completamos, conclui, concluimos,
        cerre, cerramos, se termino, se acabo, hemos terminado, he terminado, hemos acabado, he acabado, termino,
        quedaron
    """,
    "fixed": """
        reset, freed, unblocked, mowed, sprayed, recharged, rewired, winterised, snaked, balanced, fixed, repaired,
        serviced, sorted, resolved, patched, inspected, commissioned, unclogged, cleared, mended, restored, tested,
        winterized, tuned up
    """,
    "fitted": """
        mowed, sprayed, trimmed, planted, poured, framed, drained, flushed, insulated, programmed, configured,
        wrapped, landscaped, pressure washed, vacuumed, power washed, treated, refilled, charged, welded, sealed,
        recharged, set up, put in, upgraded, installed, replaced, changed, swapped, fitted, cleaned, mounted, painted,
        wired, hooked up, delivered, rebuilt, reconnected, connected, adjusted, calibrated, rewired, swapped out,
        changed out, reset, hung
    """,
    "arregle": """
        arregle, arreglamos, repare, reparamos, arreglado, reparado, reparada, arreglada, se reparo, se arreglo
    """,
    "instale": """
        instale, instalamos, cambie, cambiamos, reemplace, reemplazamos, limpie, limpiamos, monte, montamos,
        instalado, instalada, cambiado, cambiada, conecte, conectamos, pinte, pintamos, ajuste, ajustamos, coloque
    """,
    "job": """
        job, work, task, install, installation, repair, service, visit, call, ticket, project, site, order, wo,
        work order, inspection, maintenance, pm, swap, replacement, everything, all, it, unit
    """,
    "trabajo": """
        trabajo, trabajos, obra, instalacion, reparacion, servicio, visita, orden, mantenimiento, inspeccion, todo,
        tarea, chamba, jale, ot, proyecto
    """,
    "late": "late, behind, delayed, tardy",
    "time": """
        min, hour, hours, half an hour, h, m, half hour, an hour, hora, horas, media hora, minuto, ratito, rato
    """,
    "part": """
        part, parts, valve, pump, fitting, fittings, filter, filters, breaker, motor, compressor, pipe, bracket,
        brackets, cable, wire, sensor, thermostat, seal, gasket, key, tool, ladder, permit, fuse, belt, board,
        capacitor, contactor, coil, tank, hose, screws, bolts, adapter, coupling, wrench, drill, lift, material,
        materials, supplies, unit, faucet, tile, tiles, paint, meter, connector, battery, refrigerant, gear, hardware,
        model, piece, equipment, regulator, fan, igniter, thermocouple, elbow, conduit, panel, blade
    """,
    "pieza": """
        pieza, piezas, repuesto, repuestos, refaccion, refacciones, valvula, bomba, filtro, filtros, cable, tubo,
        tubos, tuberia, llave, material, materiales, herramienta, herramientas, motor, compresor, sensor, permiso,
        breaker, medidor, manguera, conector, tornillos, escalera, equipo, taladro, fusible, termostato, sello,
        empaque
    """,
    "need": """
        need, needs, needing, require, requires, gotta have, want, could use, requesting, request, asking for,
        looking for, would like
    """,
    "necesito": """
        necesito, necesitamos, necesita, ocupo, ocupamos, requiero, requerimos, solicito, solicitamos, quiero,
        quisiera, me hace falta, nos hace falta, hace falta, preciso, pido, quiero pedir
    """,
    "can": """
        can i, can we, could i, could we, may i, ok to, okay to, is it ok to, ok if i, ok if we, mind if i,
        permission to, approval to, approve, allowed to, am i able to, do i have approval to, all right to,
        is it ok if i, please let me, can you let me, want to, would like to, need to, like to, have to, would love to
    """,
    "puedo": """
        puedo, podemos, podria, podriamos, me permiten, me autorizan, nos autorizan, me dejan, autorizan, autorizame,
        autoricen, aprueban, aprueben, me aprueban, permiso para, es posible, se puede, me aprueben, quiero, quisiera,
        necesito, necesitamos, solicito, pido, me pueden, nos pueden, pueden
    """,
    "buy": """
        buy, purchase, order, buying, purchasing, ordering, reorder, restock, pick up some, pick up a
    """,
    "comprar": """
        comprar, compra, compren, pedir, pidan, pida, ordenar, encargar, comprarme, surtir, adquirir, compre
    """,
    "go_on": """
        go in, get at, reach, get to, close this out, continue, go on, proceed, finish, keep going, move on,
        move forward, complete, start, carry on, work, begin, get in, do anything, get started, do the job, do it,
        complete it, finish it, do the work
    """,
    "seguir": """
        seguir, continuar, terminar, avanzar, empezar, acabar, proseguir, comenzar, trabajar, hacer nada, iniciar,
        hacer el trabajo, completar, arrancar
    """,
    "cant": """
        cant, couldnt, unable to, not able to, cannot, no way to, wont be able to, could not, can not,
        havent been able to
    """,
    "nopuedo": """
        no puedo, no podemos, no pude, no pudimos, no se puede, no podre, no podremos, imposible, no hay forma de,
        no logro, no logramos
    """,
    "home": """
        home, there, here, answering, around, on site, available, at home, picking up, at the door, responding
    """,
    "locked": "locked, closed, shut, padlocked, chained, blocked, bolted",
    "mytools": """
        tools, tool, van, truck, toolbox, drill, laptop, tablet, phone, copper, wire, equipment, ladder, catalytic,
        materials, generator, meter, trailer, bag, keys
    """,
    "misherramientas": """
        herramienta, herramientas, camioneta, taladro, celular, tablet, cobre, equipo, escalera, material, materiales,
        mochila, llaves, carro, generador
    """,
    "vehicle": """
        van, truck, car, vehicle, pickup, trailer, forklift, lift, scissor lift, excavator, skid steer, rig, digger,
        bucket truck
    """,
    "vehiculo": """
        camioneta, carro, camion, coche, auto, vehiculo, troca, montacargas, furgoneta, moto, remolque, elevador
    """,
    "mytool": """
        drill, saw, multimeter, vacuum pump, gauges, generator, compressor, grinder, tablet, ladder, recovery machine,
        snake, camera, torch, impact, press tool, welder, phone, laptop, meter, radio, jackhammer, sawzall,
        pressure washer
    """,
    "mitaladro": """
        taladro, sierra, multimetro, bomba de vacio, manometros, generador, compresor, esmeriladora, tablet, celular,
        escalera, maquina, soldadora, laptop, radio, pulidora, martillo
    """,
    "broke": """
        broke, broken, died, dead, wont start, wont turn on, stopped working, not working, isnt working, quit,
        quit on me, broke down, down, failed, busted, snapped, is out, smashed, cracked, acting up, doesnt work,
        overheating, overheated, leaking oil, leaking fluid, wont raise, wont run, shot, toast, burned out, fried,
        malfunctioning, is dead, just died
    """,
    "descompuso": """
        se descompuso, descompuesto, descompuesta, no arranca, no enciende, no prende, no funciona, se rompio,
        se dano, danado, danada, roto, rota, se averio, averiado, averiada, fallo, se quemo, se fundio,
        dejo de funcionar, se murio, no jala, no sirve, se calento, tira aceite, se quebro, se trabo, esta fallando,
        se me descompuso, quemado
    """,
    "hurt": """
        hurt, injured, cut, twisted, sprained, burned, burnt, banged, smashed, bruised, pulled, strained, pinched,
        sliced, broke, jammed, rolled, busted, gashed, scraped, tweaked, hit
    """,
    "body": """
        hand, finger, thumb, arm, leg, ankle, knee, foot, back, head, wrist, shoulder, eye, toe, face, elbow, fingers,
        shin, neck, myself, palm, forearm, forehead
    """,
    "meheri": """
        me corte, se corto, me torci, se torcio, me queme, se quemo, me golpee, se golpeo, me lastime, se lastimo,
        me machuque, se machuco, me pegue, me doble, se doblo, me raspe, me lesione, me cai, se cayo, me resbale,
        se resbalo, me corto, me clave
    """,
    "cuerpo": """
        mano, dedo, brazo, pierna, tobillo, rodilla, pie, espalda, cabeza, muneca, hombro, ojo, cara, pulgar, codo,
        dedos
    """,
    "damage": """
        dented, scratched, cracked, broke, damaged, chipped, smashed, backed into, hit, ran over,
        spilled, stained, shattered, punctured, bumped, clipped, gouged, scraped, drilled into, drilled through,
        cut through
    """,
    "thing": """
        window, door, garage door, wall, tile, tiles, mailbox, fence, floor, car, counter, countertop, cabinet,
        mirror, sink, gate, garage, bumper, ceiling, vase, tv, fridge, hardwood, carpet, driveway, lawn, glass,
        toilet, sprinkler, lamp, table, pole, drywall, hood, windshield, customers, sprinkler head, paint, gutter,
        siding, marble, granite, shelf, light, water line, pipe, cable, conduit
    """,
    "dane": """
        rompi, rompimos, raye, rayamos, dane, danamos, abolle, quebre, quebramos, choque, chocamos, golpee, tire,
        rompio, manche, se rompio, rayo, abollo, se quebro, derrame, choco, pegue, perfore, rompieron, danaron
    """,
    "cosa": """
        ventana, puerta, piso, pared, azulejo, vidrio, espejo, cerca, porton, carro, coche, buzon, mesa, lavabo,
        techo, loseta, mueble, camioneta, poste, jarron, inodoro, cristal, barda, alfombra, cubierta, ducto, tuberia,
        cable, defensa, lampara, maceta
    """,
    "ill": """
        sick, ill, unwell, flu, fever, covid, stomach bug, migraine, food poisoning, throwing up, vomiting, strep,
        pneumonia, under the weather, the runs, puking, a cold, stomach flu, diarrhea, nauseous
    """,
    "enfermo": """
        enfermo, enferma, gripe, gripa, fiebre, covid, vomito, vomitando, diarrea, calentura, migrana,
        mal del estomago, resfriado, resfriada, infeccion, indispuesto, indispuesta, intoxicado, malo del estomago,
        malito
    """,
    "dayoff": """
        day off, days off, time off, pto, vacation, vacations, personal day, leave, holiday, holidays, bereavement,
        paternity leave, maternity leave, annual leave, week off, unpaid leave, afternoon off, morning off
    """,
    "dialibre": """
        dia libre, dias libres, vacaciones, permiso, dia de permiso, dia personal, tiempo libre, dias de vacaciones,
        descanso el, dia de descanso, licencia, tarde libre, manana libre, dia economico, libre el
    """,
    "day": """
        monday, tuesday, wednesday, thursday, friday, saturday, sunday, tomorrow, today, tonight, next week, weekend,
        off, mon, tue, wed, thu, fri, sat, sun, january, february, march, april, june, july, august, september,
        october, november, december, the #, afternoon, morning, week, may, christmas, thanksgiving
    """,
    "dia": """
        lunes, martes, miercoles, jueves, viernes, sabado, domingo, manana, hoy, semana, enero, febrero, marzo, abril,
        mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre, dia, tarde, el #
    """,
    "key": """
        gate code, key code, door code, access code, alarm code, code, codes, keys, key, badge, keycard, key card,
        fob, login, password, access, credentials, entry code, lockbox code, passcode, clearance, combo,
        permission to enter, pin, lockbox, swipe card, user account, site pass, parking pass, pass
    """,
    "llave": """
        codigo, clave, llave, llaves, acceso, tarjeta de acceso, contrasena, gafete, pase, permiso de entrada,
        permiso para entrar, credencial, usuario, tarjeta, control del porton, permiso de acceso, combinacion, candado
    """,
    "hand": """
        hand, hands, helper, help, guy, person, people, apprentice, tech, assistance, backup, another person,
        second person, extra person, manpower, someone, crew, extra hands, pair of hands, labor, support
    """,
    "ayudante": """
        ayudante, ayuda, otra persona, alguien, apoyo, refuerzo, gente, otro tecnico, mas gente, una mano, companero,
        personal, ayudantes, un tecnico
    """,
    "ot": """
        overtime, over time, ot, extra hours, extra hour, extra time, time and a half, double time, o t, overtme
    """,
    "horasextra": """
        horas extra, horas extras, tiempo extra, hora extra, sobretiempo, extras, horas adicionales, turno extra,
        horas de mas, tiempo extraordinario
    """,
    "lunch": """
        lunch, break, breakfast, dinner, coffee, meal, lunch break, coffee break, smoke break, smoke, siesta,
        breather, a bite, food, rest
    """,
    "almuerzo": """
        almuerzo, almorzar, comer, comida, descanso, descansar, desayuno, desayunar, cafe, pausa, cenar, break,
        lonche, receso, lunch, la comida, refrigerio
    """,
    "shift": "shift, day, workday, work day, clock, the clock, my day",
    "turno": """
        turno, jornada, dia, mi turno, mi jornada, mi dia, la jornada, el turno, dia laboral, el dia, dia de trabajo
    """,
}
