"""Messages for the safety net, one a line: what must fire (`kind: message`) and what must stay silent."""

FIRES = """
gas: finished at Oak St, but I smell gas by the meter
gas: strong smell of gas in the basement
gas: smel gas here
gas: theres a gas leak behind the stove
gas: GAS LEAK!!! 44 Pine
gas: i think gas is leaking from the supply line
gas: customer says it reeks of gas in the kitchen
gas: rotten egg smell near the heater
gas: we hit a gas line with the digger
gas: can smel gass in hallway
gas: no leak at the boiler but I smell gas by the meter
gas: huele a gas en la cocina
gas: huele a gaz muy fuerte
gas: olor a gas en el sotano
gas: hay una fuga de gas en el edificio
gas: fuga d gas aqui
gas: terminé en la calle Luna pero huele a gas junto al medidor
gas: rompimos la tuberia de gas con la excavadora
gas: se siente un olor a huevo podrido por la caldera
gas: gas detector is screaming, everybody walked out
fire: the panel is on fire
fire: theres a fire in the mechanical room
fire: flames coming out of the unit
fire: smoke coming out of the breaker box
fire: van caught fire on the interstate
fire: call the fire dept now the roof is burning
fire: fuego en el tablero
fire: hay un incendio en el local de al lado
fire: se está quemando el motor
fire: sale humo del tablero electrico
fire: se prendio fuego el compresor
fire: the motor burst into flames
fire: house is filling up with smoke
electric: Mike just got electrocuted
electric: got a bad shock off the panel, my arm is numb
electric: apprentice got zapped by 480 and he's on the floor
electric: live wire down across the sidewalk
electric: power line down in the yard, kids around
electric: exposed live wires next to the kids pool
electric: Juan se electrocuto
electric: me dio un toque electrico muy fuerte y no siento el brazo
electric: hay un cable de alta tension caido en la calle
electric: le dio una descarga electrica a mi compañero
carbon_monoxide: CO alarm going off and the tenants have headaches
carbon_monoxide: carbon monoxide reading 200 ppm in the bedroom
carbon_monoxide: co detector beeping, family feels dizzy
carbon_monoxide: monóxido de carbono alto en la casa
carbon_monoxide: suena la alarma de monoxido
carbon_monoxide: carbon monixide in the garage
collapse: the trench caved in
collapse: ceiling just collapsed in unit 4
collapse: the scaffolding is about to come down
collapse: wall is going to fall on somebody
collapse: se derrumbo la zanja
collapse: se cayó el techo con gente adentro
collapse: el andamio esta a punto de caerse
trapped: someone is trapped in the elevator
trapped: coworker pinned under the unit
trapped: his hand is stuck in the machine and its bleeding
trapped: guy buried in the trench
trapped: hay una persona atrapada en el ascensor
trapped: mi compañero quedo atrapado debajo de la maquina
injury: bleeding badly from his leg
injury: he's unconscious send help
injury: guy passed out on the roof
injury: my coworker is having chest pains
injury: man down in the warehouse
injury: need an ambulance at 12 Elm
injury: call 911
injury: he cut off two fingers w the saw
injury: having a seizure here
injury: I think Tom is having a heart attack
injury: she collapsed and isn't responding
injury: se desmayo el ayudante
injury: esta inconsciente, manden ayuda
injury: esta sangrando mucho
injury: necesitamos una ambulancia ya
injury: le esta dando un infarto
injury: se corto un dedo completo con la sierra
injury: llamen al 911
injury: dolor de pecho fuerte, no puedo respirar bien
injury: heat stroke, he is confused and stopped sweating
breathing: he isn't breathing
breathing: she cant breathe
breathing: not breathing, doing cpr
breathing: no respira
breathing: choking on something, face is blue
flood: water is pouring into the electrical panel
flood: basement flooded and the outlets are under water
flood: theres water up to the breaker box and its still live
flood: agua entrando al tablero eléctrico
flood: sotano inundado con los enchufes bajo el agua
flood: a kid fell in the pool shes drowning
explosion: the water heater exploded
explosion: loud explosion next door
explosion: the tank is going to blow
explosion: explotó la caldera
explosion: hubo una explosion en la planta
chemical: chlorine spill in the pump room, eyes burning
chemical: somebody mixed bleach and acid and now we cant breathe in there
chemical: ammonia leak in the cold store
chemical: refrigerant leak in a closed room, two guys are dizzy
chemical: derrame de acido en la bodega
chemical: fuga de amoniaco
chemical: he got acid in his eyes
violence: the customer pulled a gun on me
violence: guy with a knife threatening us
violence: tenant attacked me
violence: somebody is shooting outside
violence: me amenazaron con una pistola
violence: el cliente saco un cuchillo
violence: hay un hombre armado en el edificio
violence: he said he's going to kill me and has a bat
fall: Dave fell off the ladder and cant move
fall: fell from the roof
fall: he fell two stories
fall: se cayo del techo
fall: mi companero se cayo de la escalera
fall: ayudante cayó del andamio, no se mueve
injury: tech had an allergic reaction to bee stings, throat is swelling
injury: car accident on the way, I'm hurt and stuck in the truck
gas: all done here. btw gas smell is back
gas: fixed the tap but now theres gas leaking from the cooker
gas: it's not fixed, gas leak still there
gas: leak not repaired yet and gas is still coming out
gas: should I worry about the smell of gas here?
gas: does anyone else smell gas?
gas: 🔥😱 gas smell in unit 5
gas: gas leek at the hydrant lane house
gas: it smells like gas
gas: smelled gas when I opened the closet
gas: aun huele a gas
gas: todavia hay fuga de gas
gas: no se que pasa pero huele mucho a gas
gas: no puedo seguir, fuga de gas
gas: can't finish, gas leak
fire: not a drill, fire on 3rd floor
fire: fire isnt out yet
fire: el fuego no esta apagado
injury: hes not conscious
injury: not responding to us at all
injury: no reacciona, esta tirado en el piso
electric: outlet is sparking and smoking
fire: burning smell and smoke from the attic
injury: crushed his hand in the press
injury: there is blood everywhere
injury: overdose in the bathroom, need medics
fire: transformer on fire behind the store
carbon_monoxide: tenant is dizzy n has a headache by the boiler, could be co
gas: finished oak st i smell gas by meter
gas: I SMELL GAS
gas: gas?? smells like it by the meter
gas: gasleak at 5th
gas: propane leak by the tank
gas: natural gas odor outside
gas: fuga en la tuberia de gas
gas: escape de gas en el piso 3
gas: huele como a gas
gas: me huele a gas
"""

SILENT = """
no gas smell
no smell of gas anywhere
not a gas leak, just old food
sin olor a gas
no hay fuga
no hay fuga de gas
no huele a gas
gas leak fixed
the fire is out
gas leak repaired, all tested ok
ya se reparó la fuga
ya se reparo la fuga de gas
installed the gas meter
changed gas boiler
fire alarm tested
fire extinguisher serviced
smoke detector installed
gas station on the corner
I'm dying for a coffee
the boss will kill me
parked at the gas station, heading over in 5
gas valve replaced, no leaks
leak test on gas line passed
checked for gas leaks, none found
did a gas leak test, all good
stopped for gas
need gas for the truck
fire door hinges adjusted
fire sprinkler inspection done
fire pump annual test complete
replaced batteries in 6 smoke alarms
co detectors installed on both floors
carbon monoxide detector replaced
fireplace cleaned and swept
you're on fire today team
this heat is killing me
traffic is murder
starving here, lunch?
feet are killing me
almost had a heart attack when I saw the price
fired up the boiler, runs great
smoke test passed
going for a smoke
smoke break
gas furnace tune up done
no fire, just steam
no one was hurt
nobody injured
no injuries
nadie herido
no hubo heridos
sin fuego, solo vapor
me muero de hambre
me muero de sueño
el jefe me va a matar
este calor me mata
instalé el medidor de gas
cambié la caldera de gas
revisé el detector de humo
extintor recargado
alarma contra incendios probada ok
puerta cortafuegos ajustada
parada en la gasolinera
eché gasolina
prueba de fuga ok
se hizo prueba de fugas de gas sin novedad
la fuga de gas quedó reparada
ya no huele a gas
the smell of gas is gone
gas smell gone after tightening the fitting
fire was put out an hour ago, all clear
shut off the gas and fixed the leak, all tested
water heater installed
kitchen faucet leak
drip under the sink
finished at Oak St
ok thanks
did you get shocked by the invoice lol
electric panel upgrade complete
shock absorbers on the van need replacing
knife switch replaced
nail gun jammed
heat gun broken
caulk gun needed
glue gun please
blown fuse replaced
blew out the condensate line
exploded view drawing of the pump?
drop ceiling tiles installed
wall patched
trench backfilled
elevator inspection done
door is stuck
truck is stuck in the mud
stuck in traffic
my phone died
battery is dead
dead outlet in the bedroom
line is dead
drowning in paperwork
killed the power and locked out
live wire tested and isolated
cut the grass
fell behind schedule
fell asleep sorry
pressure fell to 20 psi
leaves fell in the gutter
the tool fell off the truck
pool pump replaced
acid wash of condenser done
chlorine tablets delivered
ammonia system inspected ok
refrigerant recharged
refrigerant leak found and sealed
bee nest by the meter, please send pest control
first aid kit needs restock
ambulance bay lights replaced
chest freezer not cooling
emergency light tested
emergency exit sign replaced
panic bar fixed
passed out flyers to tenants
passed out of warranty
bleeding the radiators now
bled the brakes
heart monitor outlet installed
gas bill question
is the gas boiler under warranty?
what is the gas pressure for this unit?
quality of gas regulator is good
natural gas conversion kit ordered
need fire caulk and 2 gas cocks
gas certificate expires friday
me quede sin gas en la camioneta
llego tarde hay mucho fuego cruzado en el trafico jaja
se cayo el internet
se cayó el sistema
se me cayó el celular
la llamada se cayo
cable de red caido en la oficina
humo blanco normal en la prueba de la chimenea
detector de monoxido instalado
calentador de gas nuevo instalado
pistola de silicon por favor
se murió la batería
choque de horarios
no hay peligro
todo en orden sin riesgos
training on what to do if you smell gas is tomorrow
reminder: if you smell gas leave the building
how do I write up a gas leak?
oil change
"""
