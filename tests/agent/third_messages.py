"""Written after later rounds of tuning, in three batches, and then tuned on as well.

First try, before tuning: danger found in 43 of 56, 29 of 44 and 24 of 34 messages, with 3 of 50, 2 of 45 and 0 of 30
false alarms; exactly right in English 77 of 99 and 25 of 37, in Spanish 32 of 38 and 20 of 20. New wordings fare like
these first tries, not like the figures after tuning.
"""

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
complete: Boiler at Fernwood is back up and running, wrapped up
complete: last outlet is in, we are finished here
complete: carpet's down, job complete
complete: Just closed out ticket 5120
complete: everything works, customer signed, leaving site
en_route: leaving Fernwood, going to Harbor next
en_route: be at Harbor in 20
start: arrived on site at Fernwood, starting the tear out
start: crew is here and we've begun
progress: two more windows to go
progress: about 80 percent finished
progress: got the tank drained, now replacing the element
delay: van is slow to load, gonna be late to Harbor
delay: last stop took forever, I'm an hour behind
blocked: the homeowner left and locked the house
blocked: can't finish, ran out of wire
blocked: they haven't shut the water off yet so we can't start
high: someone left a big hole uncovered in the walkway
high: water is leaking all over the server rack
high: I sliced my palm open
medium: truck battery is dead
medium: knocked over a lamp and broke it
low: hallway light flickers
overtime: mind if I work 2 extra hours tonight?
time_off: can I get monday the 4th off
sick_leave: woke up sick, not gonna make it in
access: what's needed to get a gate fob? I need one
purchase: we need to order 3 more thermostats
other: could someone swap routes with me tomorrow
check_in: clocked in, ready to go
check_out: heading out for the day, clock me out
break_start: taking my break now
break_end: break's done
question: what time do we meet at Harbor?
question: is the part for 5120 here yet
general: ok thanks boss
general: running joke of the day lol
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
complete: ya terminamos en Fernwood, todo en orden
complete: quedó instalada la bomba
en_route: salimos rumbo a Harbor
start: ya llegamos, vamos a empezar
progress: nos faltan dos ventanas
delay: vamos a llegar tarde, hay trafico
blocked: no hay agua en el edificio, no podemos probar
high: me queme la mano con el soplete
medium: se ponchó una llanta
overtime: puedo trabajar dos horas extra?
time_off: me dan libre el viernes
sick_leave: no voy a ir, tengo gripa
access: necesito el codigo de la puerta
purchase: puedo comprar mas cinta
check_in: ya entre a mi turno
check_out: marco mi salida
break_start: salgo a almorzar
break_end: ya volvi de comer
question: a que hora empezamos mañana?
general: gracias a todos
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
gas: technician reports strong odor of natural gas at the customer's kitchen
gas: meter regulator blew off, gas venting into the yard
gas: huele feo a gas desde que entramos
gas: gas lek in basement, leaving now
gas: theres a hissing noise and it stinks of propane
fire: rooftop unit is smoking and I see fire inside
fire: trash caught fire beside the van
fire: el carro de al lado se esta quemando
fire: insulation ignited while we were brazing, can't put it out
electric: jose touched the wrong leg and got electrocuted
electric: hit an underground high voltage cable, arcing in the hole
electric: mi compañero recibió una descarga fuerte
electric: pole came down with the lines, wires all over the street
carbon_monoxide: 400ppm CO in the bedroom, family still asleep
carbon_monoxide: mom and two kids dizzy, furnace exhaust is blocked
carbon_monoxide: el detector de CO no para de sonar y nos sentimos mareados
collapse: scaffold coming down, everybody run
collapse: excavator tipped into the trench with the operator
collapse: retaining wall gave out and landed on a worker
collapse: se cayo la losa
trapped: lift stuck 40ft up with two guys and the basket is tilting
trapped: my foot is crushed under the skid
trapped: his arm got pulled into the conveyor
trapped: hay dos obreros sepultados
injury: guy on site just dropped, no pulse
injury: roofer has heat stroke, hes not making sense
injury: big gash in his leg, blood is spurting
injury: customer fainted and hit her head
injury: I'm having chest pain and my arm is tingling
injury: se corto la vena, sangra muchisimo
injury: al señor le esta dando un ataque
breathing: allergic to wasps and can't breathe right
breathing: se quedo sin aire, esta morado
flood: water main broke and it's filling the vault, guy still inside
explosion: transformer blew up next to us
explosion: se oyo una explosion y hay heridos
chemical: forklift punctured a drum, fumes are making us choke
chemical: se me metio acido en el ojo
violence: customer's husband came at me with a hammer
violence: gunshots outside, we are hiding in the van
violence: me estan siguiendo y traen armas
fall: new guy went off the edge of the roof
fall: he came off the ladder, back hurts can't feel his legs
fall: el chavo se resbaló del techo
gas: whoever's at the Lopez house get out, gas everywhere
gas: I can hear gas escaping from the line behind the range
gas: me mareo, creo que hay gas
gas: strong gass oder in stairwell b
fire: I see smoke pouring from under the door
fire: my welding sparks set the rags on fire
fire: the whole shed is in flames
fire: se quema la bodega
electric: Ray grabbed a hot wire and dropped
electric: i got electrocuted, can barely move my hand
electric: cables pelados con corriente tirados en el patio donde juegan niños
carbon_monoxide: CO alarm at the Reyes place, everybody out
carbon_monoxide: tengo 180 ppm de monoxido en la cocina
collapse: stairwell collapsed with people on it
collapse: the ground opened up under the excavator
trapped: my partner is stuck under the van
trapped: elevator dropped and people are inside
trapped: me quede encerrado en la camara fria
injury: need ems, worker down
injury: there's a guy unconscious in the mechanical room
injury: he cut his wrist with the grinder, it won't stop bleeding
injury: I think he's having a stroke, his speech is slurred
injury: el ayudante convulsiona
injury: mi jefe se desmayo por el calor
breathing: he swallowed something and can't breathe
flood: basement filling with water and the main panel is down there
explosion: the compressor tank exploded, two hurt
chemical: someone inhaled chlorine gas
violence: a man just pulled a knife on Ana
violence: drunk tenant is swinging a bat at us
violence: nos dispararon
fall: Kevin fell three stories
fall: he slipped from the scaffold and hit his head
fall: se cayo un trabajador desde el segundo piso
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
replaced the igniter on the gas furnace
gas pressure at the manifold 3.5 in wc
capped the old gas line, pressure test good
gas range delivered
smelled like wet dog in there lol
fire inspection at 2pm
hung two fire extinguishers
fireplace insert installed
fire stopping done on level 2
breaker keeps tripping
replaced 20 amp breaker
live in 5 minutes
scaffold is up
trench dug, ready for pipe
ceiling patched and painted
van is stuck in the parking lot
bolt is stuck, need penetrating oil
fell in love with this new drill
my feet hurt
hurting for parts
cut the drywall
bleed valve replaced
heart rate monitor outlet
knocked out 4 jobs today
knocked out the wall between units
pool leak repaired
water heater drained
flooded carburetor on the mower, fixed
storm drains cleared
pressure washed the driveway
acid neutralizer replaced
paint fumes gone
customer yelled at me
the client is furious about the bill
shoot me the address
bomb cyclone coming this weekend
line is clear
se fue la luz en la bodega
fuga de agua en el lavabo reparada
cambie los cables del motor
el gas esta caro
pinte el techo
la escalera quedo en la obra
se cayo mi gorra
el cliente se enojo
gas grill hookup done
quoted a new gas boiler for the customer
turned the gas back on and relit pilots
moved fire sprinkler head 2 ft
smoke hatch repaired
co2 tank swapped
electrical rough-in passed
installed whips and fixtures
hung drywall on the ceiling
demo'd the old wall
elevator phone line fixed
door closer pinched my finger a bit lol
nosebleed, all good now
doctor's office lights replaced
emergency call for no heat, heading over
need this urgently please, customer waiting
first responders discount applied
police called about the parked van, moved it
breath mints please
we got rained out
blew through the budget
customer's bomb shelter needs outlets
knife edge on the sheet metal, deburred it
chlorinator cleaned
escalera nueva comprada
instalamos la estufa de gas
el calentador de gas ya prende
luz de emergencia cambiada
terminé de soldar
corté el tubo
"""
