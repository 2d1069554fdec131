"""Written last, after the second round of tuning; what the first try made of them is in the docstring of the test."""

ENGLISH = """
complete: Water softener is in and running, customer shown how to use it
complete: finished Hilltop Elementary, all 12 units done
complete: the fence repair is finished
complete: Swapped the modem, signal is strong, closing out WH-4410
complete: job 1288 completed at 3:15
complete: thats it, oven is fixed
complete: gutters cleaned, all done
complete: final walkthrough done and customer approved
complete: door closer replaced and adjusted. finished
complete: all finnished up at the dentist office
complete: Done and headed out
complete high: done, but I noticed the deck railing is loose and someone could fall
complete question: finished the tune up. should I go to the next one?
complete progress: WH-1001 done, WH-1002 about half done
complete start: finished at Elm, starting at Cedar now
complete time_off: all done. can I take monday off?
en_route: just finished loading the truck and on my way
en_route: leaving for the hospital job
en_route: gps says 12 min
en_route: headed ur way
en_route: I am en route to 55 Walnut
en_route: on our way to Lakeview
start: we are here and getting set up
start: Just arrived at the church
start: starting demo now
start: Checked in with the front desk at the hospital, starting work on the chiller
start: got on site at 7:40, beginning
progress: old carpet is out, pad going in
progress: 2 hours in, roughly 40% complete
progress: still waiting for glue to dry but otherwise on track
progress: nearly finished, just testing
progress: got the new compressor in, pulling vacuum
progress: we will be finished in about an hour
progress: leak found, repairing it now
progress: this isnt finished, coming back tomorrow
delay: gonna be abt 40 mins late to the next one
delay: My 10 oclock is running long
delay: we're behind, wont get to Walnut till 4
delay: truck got held at the weigh station, late start
delay: roads are icy so taking it slow, will be late
blocked: site super says we cant start until the rebar is inspected
blocked: no key in the lockbox
blocked: the customer isn't home and not answering the phone
blocked: I need a 3/4 inch coupling to continue
blocked: power is off at the building so I can't test
blocked: They sent the wrong compressor
blocked: can't access the roof, hatch is locked
high: pipe burst in the ceiling, water pouring down
high: I smashed my thumb with the hammer, swelling up
high: open electrical box with bare wires next to the kids play area
high: hydraulic line blew and sprayed oil all over
high: my partner fell on the ice and hurt his wrist
high: sewage is coming up through the floor drain
medium: the bucket truck has a flat
medium: laptop fell and the screen cracked
medium: some jerk keyed the van
medium: we accidentally cut the customer's internet line
medium: tool bag got stolen at lunch
low: small coffee stain on customers rug
low: exit sign light is out
overtime: can you approve 2 hours OT for tonight's emergency call
overtime: I'd like to work overtime on saturday
overtime: need 3 hours of overtime to finish the chiller
time_off: I need off next Friday
time_off: requesting the 23rd and 24th off
time_off: may I have the afternoon off for a dentist appointment
sick_leave: Hi, I have a stomach bug and won't be able to work
sick_leave: taking a sick day
sick_leave: i got covid, out all week
access: can I get access to the roof at Lakeview
access: whoever has the code for the gate please send it, I need it
access: requesting a keycard for the data center
purchase: can we order a new vacuum pump? mine's worn out
purchase: need to purchase 200ft of conduit
purchase: permission to buy a $60 fitting kit
other: can someone cover my shift tomorrow
other: need one more guy to carry this boiler
other: please update my phone number
check_in: on the clock at 7
check_in: starting shift now
check_out: clocking out for the day
check_out: done for the night
break_start: on lunch
break_start: taking my 30
break_start: gonna grab lunch
break_end: lunch done, back to it
break_end: back from my coffee break
question: what's the wifi password at the shop?
question: when is the next safety meeting
question: is there parking at Lakeview?
question: has WH-1042 been invoiced?
question: how long is the warranty on a carrier unit
question: where can I find the shutoff valve
general: hello
general: sounds good thank you
general: you're welcome
general: great meeting today everybody
general: I will let you know when it's finished
general: customer asked whether we finished already
"""
SPANISH = """
complete: todo terminado en la escuela
complete: ya quedó lista la caldera
complete: trabajo completado, el cliente quedó satisfecho
complete: acabamos el 1288
complete: listo jefe, ya terminé
complete check_out: acabe el trabajo y ya me voy, marco salida
en_route: voy camino a la clinica
en_route: ya salí para Lakeview
en_route: estoy en camino
start: ya estoy en la escuela, voy empezando
start: llegamos y estamos descargando herramienta
progress: llevamos el 40 por ciento
progress: ya casi acabamos, falta probar
progress: seguimos en la obra, todo bien
delay: se nos va a hacer tarde
delay: voy retrasado 30 minutos
delay: hay un choque en la autopista, llego tarde
blocked: no puedo entrar, no hay nadie que abra
blocked: me falta un acople para continuar
blocked: mandaron el compresor equivocado
high: se rompio un tubo y hay mucha agua en el piso
high: me corte el dedo con la lamina
medium: la camioneta no prende
medium: se me rompio el taladro
overtime: necesito quedarme 2 horas extra
time_off: quisiera el lunes libre
sick_leave: estoy enfermo del estomago, no puedo ir
access: me pasan el codigo del porton porfa
purchase: necesito comprar una escalera
other: alguien me puede cubrir mañana
check_in: inicio mi turno
check_out: termino mi turno
break_start: voy a comer
break_end: regresé del descanso
question: donde esta la llave de paso?
question: cual es la direccion de Lakeview
general: ok gracias
general: les aviso cuando termine
"""
FIRES = """
gas: customer called back, gas smell in garage
gas: gas odour getting stronger by the boiler
gas: we have an active gas leak
gas: broke the gas pipe with the backhoe
gas: smlel gas near water heater
gas: se rompio la manguera del gas y se esta escapando
gas: el edificio huele a gas
gas: detector de gas sonando
fire: there's smoke and flames from the dryer vent
fire: forklift is on fire
fire: grease fire in the kitchen
fire: electrical panel caught fire
fire: se esta incendiando el almacen
fire: sale humo negro del transformador
electric: Tim got electrocuted on the roof
electric: I touched the bus bar and got thrown back
electric: wire fell on the truck and it's sparking, driver inside
electric: recibio una descarga y esta en el suelo
carbon_monoxide: co meter reads 300 in the boiler room
carbon_monoxide: tenants feel sick, monoxide alarm is on
carbon_monoxide: intoxicacion por monoxido
collapse: the floor gave way under us
collapse: shoring failed and the trench is collapsing
collapse: un muro se cayo encima de un obrero
trapped: worker stuck under a pallet
trapped: I'm locked inside the freezer and can't get out
trapped: esta atrapado entre la maquina y la pared
injury: Joe passed out
injury: he's not waking up
injury: severe bleeding from the neck
injury: she is having a stroke
injury: someone got run over by the forklift
injury: lost two fingers in the press
injury: get an ambulance to 12 Pine now
injury: se corto la arteria
injury: no despierta, esta frio
injury: tuvo un paro
breathing: he stopped breathing we are doing cpr
breathing: can't catch my breath, chest is tight
breathing: no esta respirando
flood: panel is underwater and still energized
flood: river is rising and we're stuck on the roof
explosion: boiler exploded
explosion: propane tank about to explode
explosion: hubo un estallido en el cuarto de calderas
chemical: ammonia release at the plant
chemical: acid splashed on his face
chemical: fuga de cloro en la alberca, nos estamos ahogando
violence: there's a man with a gun here
violence: the tenant is threatening me with a bat
violence: un tipo nos amenaza con un cuchillo
violence: shots fired next door
fall: he fell off a 20 foot ladder
fall: Maria fell down the elevator shaft
fall: mi compa se cayo de la escalera y no se mueve
fall: helper slipped off the roof and is hurt bad
"""
SILENT = """
gas fireplace serviced and working
finished the gas piping inspection, no leaks
leak check on the gas manifold ok
customer has no gas service
gas meter is at the back of the house
put gas in the van
replaced a smoke alarm in the hallway
fire door wont latch, adjusted
fire department connection painted
CO alarm installed, tested fine
shocking amount of dust in there
power line to the pump replaced
electrical panel cover replaced
wire pulled to the panel
roof leak repaired
deck collapsed last year, rebuilding it now
elevator pit cleaned
hand railing installed
finger guards replaced
cut the pipe and soldered
stuck screw removed
chest of tools delivered
the AC unit died
the compressor is dead
killed the breaker before starting
pool chemicals stored properly
spill kit restocked
bleach ordered for cleaning crew
customer threatened to leave a bad review
knife blades ordered
fell a little behind today
dropped the old unit off at the yard
drop ceiling is done
drain is choked with roots
heart pine flooring installed
stroke of luck, found the part
ambulance garage door fixed
police station job finished
hospital job finished, on to next
breathing masks restocked
terminé la instalación de gas, sin fugas
cambié el detector de humo
se cambió el tanque de gas
la fuga de agua quedó arreglada
techo terminado
reparé el tablero
estoy muerto, fue un dia largo
el perro del cliente no muerde
la escalera está en la camioneta
corté la corriente para trabajar seguro
"""
