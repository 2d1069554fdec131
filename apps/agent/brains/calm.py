"""The words that silence the safety net: trade, idiom and teaching, denial, and "already dealt with"."""

# What looks like danger and is trade, idiom or teaching. Taken out of the clause before the phrases are tried.
MASKS = """
    rotten|bad egg|eggs ~3 in|from ~2 water|sample|well|drain, nail|heat|glue|caulk|caulking|grease gun,
    staple|spray|paint gun, gun safe|cabinet|rack, pistola ~1 calor|silicona|clavos|pintura|impacto|grasa,
    burning up with ~1 fever, phone|tablet|radio|meter|laptop|camera ~1 fell in|into, drowning in leaves|mud|snow,
    fixing|repairing the ~1 gas leak, gas leak we|i came for, ya quedo la fuga de gas, taco|tacos ~2 fire,
    truck is fire,
    nail|screw|staple|splinter through my finger|thumb|toe|hand, cayo el|la medidor|celular ~2 agua|cisterna,
    nose is? bleeding, wee|small|little cut over|on|in, el? humo negro era,
    remember ~3 when ~~, hear|heard ~1 on the radio|news ~~, training|safety video ~~, movie|film|series ~2
    about ~~, how many|much ppm|co ~~, what ppm ~~, cuantas ppm ~~, cuanto co|monoxido ~~, que se hace ~3
    si|con|cuando ~~, what ~1 do you do ~~, what you would do ~~, what is? ~1 procedure|protocol ~1 if|for|when
    ~~, who pays for ~~, which|what extinguisher ~~, how long do|should you ~~, first aid|cpr
    course|class|refresher ~~, apagar un incendio electrico, en el examen ~~, si alguien se desmaya, si suena ~4
    curso ~~, act as ~3 and fire, fire sale|certificate|certificates, fire brigade ~1 dropped|had|came, fire
    engine|engines outside, fire ~1 evacuation drill, evacuation drill, evacuating|evacuated|evacuate the ~1
    system|unit|circuit|lineset|loop, bomb disposal|proof|of, is the bomb, time|ticking bomb, fire in ~1 belly,
    feet|legs|shoulders ~1 are? on fire, fuego por la boca, drill|saw|grinder|vacuum|hoover|cleaner ~2 is?
    smoking, smoke ~3 my ~2 drill|saw|grinder|motor, motor|bobina|tablero|foco|lampara|balastro|contacto ~3
    quemado|quemada|quemados|quemadas, the llamas, leak|spill kit|kits,
    replaced|replacing|renewed|renewing|swapped|fixed ~2 leaking gas ~1 valve|pipe|hob|line|hose|regulator?,
    leaking gas ~1 valve|pipe|hob|line|hose|regulator ~2 renewed|replaced|job,
    cambiando|cambiar|cambie|cambiamos|reemplazando|reemplace|reparando|repare ~2 @lineagas ~4 rota|roto|rompio,
    @gas ~1 smell|leak ~6 turned out, @gas ~1 smell|leak ~1 call? was, olor|olia ~2 gas|quemado ~6 era|venia,
    freezer|fridge|chiller|aircon|ac leaking gas, gas leak ~2 streets|blocks, gas on my hands, sewer gas,
    mild|small|slight|little|minor ~1 shock|zap|jolt, toque|choque leve, electrocuted by static, shocked by how,
    electrocution trap, touched a live chat, casi ~2 electrocuto de la risa, exploded a
    seal|gasket|hose|tyre|tire, boss|manager|customer|client|wife|husband ~2 going to explode|blow,
    jefe|jefa|cliente|patron ~3 explotar, estallo|exploto ~2
    llave|manguera|foco|globo|vidrio|cristal|llanta|neumatico|cohete, vidrio ~4 exploto|estallo, explosion de
    sabor|precios|colores, ruido de explosion ~1 eran,
    phone|wrench|tablet|tile|tiles|shingles|hammer|level|radio|helmet|hat|tool|tools|screwdriver|slate|slates|
    bolt|camera|laptop|meter
    fell|slid|came|dropped off|from ~2 @height, dropped my|the ~1
    phone|wrench|tablet|hammer|level|radio|tool|camera|laptop|meter off|from ~2 @height, went through ~1
    my|his|her|their ~1 boot|glove|window|tyre|tire|windscreen|windshield|conservatory|sleeve, cayo
    el|la|mi|un|una ~1 laser|nivel|pinza|taladro|telefono|celular|llave|martillo|tableta ~4
    @altura|agua|cisterna|pozo, cae agua del techo, not moving water|air, esto no se mueve, two stroke, #
    stroke, thought i was having a stroke, key|antenna|bolt|bit|aerial ~1 snapped, snapped the ~1
    antenna|key|bolt|bit|aerial|mirror, sprinkler head, almost|nearly ~3 heart attack, invoice|bill|price ~4
    heart attack, ambulance outside is for, ambulancia es de ~1 pelicula, mas muerto que vivo, desangra pagando,
    cant feel my feet pausing, quien me auxilia,
    screen|battery|van|car|truck|line|phone|sensor|camera|fridge|pump|drill|radio|tablet|laptop|motor|boiler|
    compressor|meter|light|signal|handset|freezer
    is? dead|died, freezer died on, dead rat|rats|mouse|mice|pigeon|pigeons|bird|birds, dead body ~3
    pigeon|rat|mouse|bird|squirrel, run over an|into|by_an|# ~2 hour|hours|min|overtime, stuck behind ~3
    rollover, rabies|flu shots, shooting grade|range, shooting a|an ~1 film|movie|ad|advert, punched in|out,
    daylight robbery, armado el|la|los|las, alarm|system ~2 armed, me apunta las ~1 horas, me apunten en la, yo
    me apunto, se me pegaron las sabanas, confundio ~3 disparos, was|were gunshots was, va a matar un dia, by a
    rose|thorn|cactus ~1 bush?, bring ~1 another? blade, trapped|stuck ~1
    pigeon|bird|fox|hedgehog|seagull|kitten, pigeon|bird|mouse|squirrel|cat|dog|kitten|fox ~1 trapped|stuck,
    trapped behind a ~1 locked? gate, cleanout|splice|valve|stopcock ~2 buried, auger|bit stuck, pin|pinning ~2
    cylinders|locks, tunnel is? jammed, freezer|fridge is? wedged, elevator|lift line|queue, donde se quedaban
    atrapados, atrapamos la|el|una|un ~1 vibora|gato|perro|rata|pajaro|ardilla|zarigueya, truck|van|ute|lorry
    is? bogged, ute bogged, toxic waste of, chlorine ~3 pool, bomberos vinieron a, serie ~3 bomberos, post
    incendio, incendio de|del ~4 pasado|ayer, causo|caused ~2 incendio|fire, the old fire|explosion, derrumbe en
    la via|carretera|autopista, drill tomorrow ~~,
    get out of ~2 work|here|this|early|bed|town, get out ~1 to|there|early,
    knocked out # ~2 jobs|calls|visits|tickets|today,
    knocked out ~1 the|a|that|two|three ~2 wall|job|list|tile|drywall|stops,
    hit the road|button|switch|sack|gym|lights, # ppm|of ~1 dissolved|solids|hardness|iron,
    threatened|threatening|threatens ~1 to leave|cancel|sue|complain|call|quit|report|stop|withhold,
    choked ~1 with|up, choked by roots,
    battery|phone|cat|dog|plant|plants|tree|rat|mouse|truck|laptop|engine ~1 is? dead|died|dying,
    almost died|dead laughing, die|died laughing|of, dying laughing,
    collapsed ~2 box|boxes|cardboard|file|line|folder|duct|pipe|flex|umbrella|tent|sewer|drain,
    sewer|drain|pipe|line|duct ~1 collapsed,
    gas leak|leaks search|survey|checks|sweep|detection|kit|detector|spray|procedure|policy|call,
    fire panel|panels|alarm|alarms|marshal|inspector|inspection|extinguisher|extinguishers|hydrant|hydrants|
    sprinkler|sprinklers|suppression|door|doors|pump|pumps|department|caulk|stop|stopping|rated|code|lane|watch|
    escape|exit|system|systems|pit|place|safety|blanket|cabinet|hose|bell|strobe|strobes|drill|protection|block|
    blocking|tape|damper|dampers|station|truck|truck|fighters, cease fire, back fire, hire and fire,
    fire me|him|her|you|us, get fired, fire up|away|it|them, open fire pit, wood fire|stove, under fire ~1 from,
    smoke test|tests|tested|testing|detector|detectors|alarm|alarms|head|heads|hood|shop|free|break|evacuation|
    damper|dampers|pencil|bomb|signal|stack|pipe, no smoking, smoking area|section|room|break,
    shock hazard|hazards|label|labels|sign|signs|absorbing|proof|value,
    electric|electrical shock ~1 label|labels|sign|signs|hazard|training,
    shocked ~1 at|by ~1 the|their|how price|prices|bill|invoice|cost|quote,
    live wires|wire|circuit ~1 capped|labeled|tested|isolated|terminated|secured|identified,
    wall|roof|ceiling collapsed ~2 tape, explosion|explosive proof|rated|relief|vent|venting,
    blast cabinet|gate|off|resistant|from|media, sand blast, blasting sand|music|ac|cold,
    911 n|s|e|w|north|south|east|west|main|oak|elm|center, e 911,
    attacked ~1 the|this ~1 problem|job|work|issue|weeds|roots|project, termites ~2 attacked,
    trapped ~2 raccoon|mouse|mice|rat|rats|squirrel|possum|animal|cat|skunk|air|water|bird,
    buried ~2 line|lines|cable|cables|pipe|pipes|conduit|wire|valve|service|utilities|in ~1 work|paperwork|calls,
    direct buried|burial, pinned ~2 location|message|map|note|post|to, pinning ~2 location|map,
    water|oil|steam|mud|sewage|coolant|air ~3 shooting, shooting ~2 water|everywhere|pool|hoops|breeze,
    photo|video|pic ~2 shoot|shots, shots of, took ~2 shots, screen shots, shot ~2 photos|video|pictures|pics|of,
    police ~2 report|station|department|detail|escort, bad fall ~1 weather,
    fall weather|season|cleanup|clean|protection|arrest|break|schedule|over|leaves, toxic waste ~1 bin|pickup,
    skull cap|bit, aed ~2 installed|battery|cabinet|pads|checked|inspected|replaced, od green|grey,
    # ppm hardness|chlorine|chloride|salt|tds|iron|calcium|copper|nitrate, tds, chlorine ~2 # ppm,
    sos button|radio|light ~1 installed?,
    medical gas|office|center|clinic|building|equipment|emergency ~1 exit|light, toxic relationship|boss|people,
    suicide prevention, cardiac unit|ward|clinic|center|monitor ~1 outlet?, stroke ~1 unit|center, poison ivy|oak,
    burning ~1 daylight|calories|time|fuel|gas|hours|oil|more|less|through,
    is burning ~1 gas|oil|clean|fine|blue|properly|lean|rich, burner ~2 is? burning,
    flame ~1 sensor|rod|rollout|failure|detector|arrestor|sensing|is|looks,
    flames ~2 look|looks|blue|even|steady|good|clean|nice, pilot flame|light, blue flame|flames,
    alarma|alarmas|sistema|panel|puerta|puertas|bomba|hidrante|salida|equipo ~1 de|contra incendio|incendios|fuego|
    humo ~1 revisada|revisado|instalada|instalado|probada|probado|ok|lista|listo|reparada|cambiada|nueva|nuevo,
    alarma de incendio|incendios|humo, detector|detectores de ~1 humo|gas|monoxido|co|incendio,
    sistema ~1 contra incendio|incendios, armas ~2 herramienta,
    cuchillo|pistola ~2 nueva|nuevo|perdida|perdido|impacto|calor|silicon, disparo de ~1 alarma|agua, ley de fuego,
    arde ~2 sol, prendio ~2 luz|foco|motor|fuego piloto, bombero|bomberos ~2 inspeccion|revisaron|pasaron|ayer,
    estacion de bomberos, leak|smoke|fire|co|drill|gas test|tests|testing|tested|drill|drills|watch,
    leak ~1 check|checks|detection|detector|detectors,
    gas leak|leaks test|tests|check|checks|detector|detectors|survey|training|inspection,
    test|tests|testing|tested|check|checks|checked|checking|inspect|inspected|inspecting|look|looking|looked|survey|
    sniffed ~1 for ~2 leak|leaks|gas, checked|tested|test ~2 for|of ~2 leak|leaks|gas,
    smoke break|breaks|pipe|candle|alarm|alarms|detector|detectors tested|installed|replaced|test|install|batteries|
    battery|ok|serviced|check|checked|swapped, going for a smoke, have|having|need|take a smoke, call center,
    you are? on fire, team|crew|guys ~2 on fire today, on fire today|lately, on fire lol,
    fire alarm|alarms|extinguisher|extinguishers|door|doors|drill|pump|pumps|sprinkler|sprinklers|panel|suppression|
    hydrant|hose|station|exit|escape|inspection|caulk|stop|stopping|rated|watch|damper|dampers|safety|code|marshal|
    hall|pit|place test|tests|tested|testing|installed|install|serviced|service|inspection|inspected|ok|replaced|
    check|checked|training|annual|repaired|repair|hinges,
    fire extinguisher|extinguishers|door|doors|pump|sprinkler|sprinklers|suppression|hydrant|hose|station|exit|
    escape|caulk|dampers|damper|marshal|pit|place|hall|safety|code|wood, fired up, camp fire, bonfire,
    fire up ~2 boiler|furnace|heater|unit, heart attack when|at|seeing, almost|nearly ~2 heart attack,
    traffic is|was murder, shock absorbers|absorber, dying for|to|of, to die for, killing me, kills me,
    kill ~1 power|breaker|main|circuit|engine|time, killed ~1 power|breaker|main|circuit|engine|time, killed it,
    killing it, boss|wife|husband|mom|manager|girlfriend|dispatch will|would|is|going ~2 kill|murder me,
    boss|wife|husband|mom|manager|dispatch|dispatcher|foreman ~2 kill|murder|shoot me|us,
    nail|heat|caulk|caulking|glue|grease|spray|staple|stud|soldering|massage|temp|temperature|impact|screw|ir|rivet|
    price|label gun|guns, gun safe, knife switch|switches|gate|gates, utility|putty knife,
    with ~1 knife|blade ~1 switch, pipe bomb, bath bomb, drowning in ~2 work|paperwork|calls|emails|jobs|tickets,
    exploded|exploding view|views|drawing|drawings|diagram, photo|photos|view shooting, shooting for ~2 #,
    troubleshooting, blew up my phone|inbox, my phone ~2 blowing|exploding|blew up,
    shooting ~1 photos|pics|pictures|video|grades|you,
    bleeding|bled ~2 radiator|radiators|brakes|brake|line|lines|air|boiler|system|valve|pump|loop|heaters,
    air bleeding, passed out flyers|cards|papers|brochures|samples|keys|ppe|gloves|water, passed out of ~1 warranty,
    out of warranty, ambulance|paramedic|ems|emt|medic bay|bays|station|entrance|garage|parking|building,
    ambulance company|depot, medic alert, first aid,
    line|battery|phone|outlet|circuit|unit|motor|compressor|pump|tablet|radio is dead,
    dead battery|outlet|line|phone|circuit|bolt|leg|short, battery died, died on ~1 me|us,
    fell behind|asleep|through ~1 plan|cracks, fell ~2 to # ~1 psi,
    refrigerant|gas|acid|chemical leak|leaks found ~2 sealed|fixed|repaired, stuck in traffic|mud|snow|meeting,
    trapped air|water|moisture, air trapped, p trap, trap, steam trap, grease trap, water trapped,
    water heater|heaters ~2 panel|electrical|wiring, water cooled|meter|pump|softener|filter|bill,
    chest|deep freezer, od pipe|tubing, # od, id od, stroke engine|cycle|length|#, piston stroke, # stroke,
    choke valve, choking the flow, reminder ~2 if you|anyone|anybody smell|smells|see|hear ~~,
    what to do if|when|in ~~, what you do if|when ~~,
    if you|anyone|anybody ever? smell|smells|see|sees|hear|suspect ~~,
    in case of fire|gas|emergency|a|an|explosion ~~, training ~2 on|about|for ~~, trained ~2 on|for ~~,
    toolbox talk ~~, safety talk|training|course|quiz|video|meeting|briefing ~~,
    how do|to|should i|we|you|a? ~1 write|report|log|record|file|document|bill|code|enter|classify ~~,
    cpr training|class|course|certificate|card|certified|recert|certification, got cpr ~2 certified,
    where ~2 cpr class, emergency light|lights|lighting|exit|number|numbers|contact, arcing horn, arc welder|fault,
    arc flash suit|gear|boundary|label|labels|study|training, almost|nearly fell|fall, casi se cae|cayo,
    casi me caigo, gas bill|station, smells ~1 like new|paint|success|fresh|coffee, smell ~1 of paint|coffee,
    gas prices|money|card|receipt|stop|mileage|stations, for|on|of|got|get|buy|buying|pump|pumping gas money|for|at,
    gas pump|cap leaking, bomb cyclone, bomb shelter, photo bomb, sex bomb,
    prueba|pruebas|test|revision|chequeo|deteccion|inspeccion ~2 de ~1 fuga|fugas|humo|gas|hermeticidad,
    prueba ~1 fuga|fugas,
    detector|detectores|alarma|alarmas ~1 de|contra humo|incendio|incendios|monoxido|co|gas ~2 instalado|instalada|
    probado|probada|probadas|probados|instalados|instaladas|cambiado|revisado|ok|nuevo|nueva,
    contra incendio|incendios, puerta cortafuegos, cortafuegos,
    revise|revisamos|busque|buscamos|busco|revisar|buscar ~2 fuga|fugas, me muero de|por, nos morimos de,
    muerto|muertos|muerta de hambre|sueno|cansancio|frio|calor|risa,
    jefe|jefa|esposa|mujer|patron|vieja|mi ~3 matar|mata|matarme, me mata $, nos mata $, calor ~2 mata|matando,
    trafico ~2 mata|matando, fuego cruzado,
    pistola|pistolas de? silicon|silicona|calor|clavos|pintura|pegamento|impacto|grasa|soldar,
    pistola termica|neumatica,
    bomba de? agua|calor|sumergible|centrifuga|piscina|alberca|achique|circulacion|vacio|recirculacion,
    cuchillo|cuchilla electrico|de, humo blanco normal, prueba de humo,
    capacitacion|curso|platica|charla|taller|entrenamiento|simulacro ~~, en caso de ~~,
    si huele ~1 a gas ~2 salir|salga|salgan|avise|avisen ~10, que hacer si|cuando|en ~~, simulacro,
    como reporto|registro|reportar|registrar|cobro|anoto ~~,
    estacion|luces|luz|lampara|lamparas|salida|escalera de? bomberos|emergencia, linea muerta, bateria muerta,
    telefono muerto,
    internet|sistema|llamada|celular|telefono|senal|red|tornillo|herramienta|martillo|llave|tapa ~2 cayo|caido,
    cayo|caido ~2 internet|sistema|llamada|celular|telefono|senal|red|tornillo|herramienta|martillo|llave|tapa|
    taladro|foto, cable|cables de? red|internet|datos|telefono|tv|fibra ~3 caido|caidos|suelto,
    sangrado|sangrando|purgando ~2 radiador|radiadores|frenos|linea|lineas|sistema,
    ahogado|ahogandome|ahogando en|de|con trabajo|papeleo|pendientes, despiece, vista explotada, choque de horarios,
    disparo|disparado|disparos ~2 breaker|interruptor|termica|termico|pastilla|diferencial|precio|precios,
    se disparo, breaker ~1 disparado, sin gas en|para ~2 camioneta|carro|camion,
    escape de? camioneta|carro|auto|camion|motor|mofle, tubo de escape, infarto ~2 precio|factura|cuenta|cuando,
    casi me da un infarto, bote de humo, humo de cigarro, se ahoga ~1 motor|carro, motor ~2 ahogado|ahoga,
    fuego lento, a fuego, extintor, extintores
"""

# An alarm that sounds is a danger although the alarm itself is ordinary equipment.
ALARMS = """
    alarma|detector ~3 humo|incendio|gas|monoxido|co ~1 no para|deja ~1 de ~1 sonar|pitar,
    fire|smoke|gas|co|monoxide|methane|h2s|lel|oxygen|o2|ammonia alarm|alarms|detector|detectors|sensor|monitor|
    sniffer|panel ~3 going_off|ringing|sounding|screaming|blaring|wailing|went_off|goes_off|triggered|activated|
    alarming,
    alarma|alarmas|detector|detectores|sensor ~3 humo|incendio|incendios|gas|monoxido|co|fuego ~3 sonando|suena|
    sono|activo|activada|activado|pitando|pita|disparada,
    suena|sono|sonando|pitando|activo ~3 alarma|detector ~2 humo|incendio|incendios|gas|monoxido|co|fuego,
    co|monoxide alarm|detector|alarms ~3 beeping|keeps, co|monoxide alarm|detector ~2 reads|reading|showing ~2 #
"""
# Said of the danger, these say it is over.
OVER = """
    on the exam, the refresher, only|just ~1 drill, their|fire|practice drill, on test, test button,
    la|lo|los|las estamos probando, put it out, lo|la apague, lo|la apagamos, burning toast, burned popcorn,
    long since, neutralised, neutralized, neutralizado, resealed, puro cuento, puros cuentos, great|mad stories,
    good times, son mentira, solo bromeaba, cero ppm, # ppm in all rooms, sensor vencido, pila baja, bateria
    baja, low battery, in my fridge,
    last year|month|week|summer|winter|spring, years|months|weeks ago, back in #, rebuilding it, el ano pasado,
    la semana|el_mes pasada|pasado, hace anos|meses|semanas, fixed, repaired, resolved, sealed, patched, solved,
    corrected, stopped ~1 leak|leaking|leaks|bleeding|burning|fire, no more, no longer, gone, cleared, all clear,
    put out, is out, was out, went out, got out ~1 fire, extinguished, contained, under control, false alarm,
    ruled out, went away, taken care of, dealt with, stopped it, capped ~1 off?, fixed ~2 leak, repaired ~2 leak,
    leak ~1 stopped, is safe now, was fixed, has been fixed|repaired, none found, not found|detected|present,
    negative, none, anymore, any more, fire is out, turned out ~3 nothing,
    just|only steam|dust|sewage|paint|food|garbage|cooking|exhaust, back to zero|normal, reads|reading|read zero|0,
    used to, clean bill, reparado, reparada, repare, reparo, reparamos, repararon, arreglado, arreglada, arregle,
    arreglo, arreglamos, arreglaron, sellado, sellada, selle, sellamos, resuelto, resuelta, solucionado,
    solucionada, apagado, apagada, apagamos, apagaron, apague, se apago, controlado, controlada, bajo control,
    ya no, falsa alarma, corregido, corregida, corregi, descartado, descartada, detuvimos, se fue, desaparecio,
    eliminada, contenido ~1 fuego, contenido el, sin novedad, ninguna, ninguno, negativo, ya paso
"""
# Said anywhere in a message, these make a hint of its signs: made safe, told as a lesson, a joke, or a story of old.
SOFTENED = """
    killed|cut|shut|turned|isolated|flipped|tripped|pulled ~2 main|mains|breaker|power|supply|off, unplugged, shut it,
    switched it? off, made it? safe, taped it? off|up, isolated, its off, roped off, outside now,
    corte|cortamos|cortaron|corto|baje|bajamos|bajaron|cerre|cerramos|apague|apagamos ~2 principal|general|breaker|
    interruptor|energia|luz|termica|termico|pastilla|pastillas|llave|corriente|gas|todo|main, ya corte|cortamos|cerre|
    baje|apague|desconecte|desenchufe|ventile|ventilamos|acordonamos|acordone, lo|la desconecte|apague|desenchufe|
    corte|cortamos|apagamos, desenergice, desenergizado, desconectado, quedo apagado|apagada|acordonado|cortado,
    esta cortado|apagado|apagada|neutralizado, cerramos la zona,
    exam, examen, curso, course, quiz, in|after|before|during|for the drill, drill tomorrow, en|del el? simulacro,
    protocolo, pelicula, noticias, movie, training, refresher,
    jaja, jajaj, jajaja, jajajaja, jeje, lol, haha, hahaha, lmao, de risa, de broma, de cargadas, mentira,
    hace ~2 anos|meses|ano, years|year|months ago, last month|week|year, la semana pasada, el mes pasado, el ano pasado,
    en enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre, de anoche,
    cuando era, cuando llegamos, ayer, yesterday, once in,
    prueba mensual, probando, probandola, probandolo, test button, test smoke, monthly test, on test,
    pero|que era, pero es, turned out it|her|his|they|the, was only|just, thought, it was, medi y cero,
    salio cero, meter says zero
"""
# Said with the above, these say that it is not.
STILL = """
    not ~2 drill, no es ~2 simulacro, started again, reignited,
    still, again,
    not ~1 fixed|repaired|resolved|sealed|gone|out|contained|stopped|solved|cleared|extinguished|under,
    isnt ~1 out|fixed|repaired|gone|over|sealed|contained|resolved|stopped|under, wasnt fixed|repaired|sealed,
    hasnt been|stopped|gone, havent fixed|repaired, cant ~2 fix|stop|put|control|find|repair|seal|contain, keeps,
    back, came back, coming back, not ~1 yet, until ~3 fixed|repaired, needs ~2 fixed|repaired|sealed,
    need ~3 fixed|repaired|sealed, must be fixed|repaired, getting worse, get it fixed, get this fixed,
    wants it fixed, to be fixed|repaired, should be fixed|repaired, todavia, aun, sigue, siguen, otra vez, de nuevo,
    no ~2 reparado|reparada|arreglado|arreglada|apagado|apagada|controlado|controlada|resuelto|reparo|apago|sellado|
    apaga|reparan|arreglo, volvio, regreso, sin reparar|arreglar|controlar|apagar, hay que, no se ha,
    no pude|podemos|puedo|pudimos, urge
"""
NOT_NEGATION = """
    not sure, not certain, not only, not just, not a drill, not kidding, not joking, no joke, no doubt, no idea,
    no kidding, no clue, no lie, dont know, do not know, dont think ~3 safe, not safe, not good, not ok, not fixed,
    not repaired, not yet, no se, no sabemos, no estoy seguro, no es broma, no es simulacro, no solo, no puedo,
    no podemos, no mames, no manches, no puede, sin duda, no one answering, no one home, no signal,
    not looking good, no way, no power, no luz, no joking, not breathing, no respira, not moving, not responding,
    not conscious, no access, not finished, not done, not complete, not able, not feeling, why not, or not,
    no termine, no hemos, no he, no time, no help, no entrar, no entren, no enter, dont enter, dont come,
    do not enter, do not come, not being, without power
"""
NEGATORS = """
    no, no hay, no habia, no hubo, ya no hay, there is no, there was no, not, never, without, isnt, wasnt, arent,
    werent, dont, doesnt, didnt, hasnt, havent, aint, none, nobody, zero, neither, nor, sin, nunca, ningun, ninguna,
    ninguno, tampoco, ni, nadie, nada, free of, negative for, instead of, ruled out, in place of, wont, stop,
    prevent, prevents, avoid, avoids, to prevent, to avoid, evitar, prevenir, libre de, dont see|smell,
    cant smell|see|find, could have, couldve, would have, wouldve
"""
# A whole clause that says so, anywhere later in the message.
NOTHING_LEFT = """
    ^ nobody|noone|no_one in|inside ~1 it? $, ^ no hay nadie adentro $,
    ^ no|zero|cero|sin more? leak|leaks|smell|smells|fuga|fugas|olor|olores $, ^ all clear $, ^ todo despejado $,
    ^ false alarm $, ^ falsa alarma $
"""
# Words that may stand beside "fixed" without naming another thing that was fixed.
LIGHT = """
    it is i we he they was has been have got all now already just ok so and that this the my by ya lo la se ha
    sido fue esta quedo ahora todo bien gracias por el los tech yesterday today ayer leak fuga gas fire fuego
    with extinguisher con extintor out for now at also tested then good luckily thankfully quickly right away
"""
