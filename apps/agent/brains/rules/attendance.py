"""The working day: phrases for checking in and out and for breaks."""

TABLE = (
    (
        "check_in",
        0.96,
        """
            starting|start|started ~1 shift ~1 now?, on the clock at|now|#, inicio|empiezo|comienzo mi? turno,
            log|logging|logged ~1 in ~1 for|to|today|now, logging in, badging in, badged in, scanned in,
            im in for ~1 day|work, present and ready, reporting for ~1 work|duty, here for my ~1 shift,
            ready to work ~1 today, ya entre|entro|entramos ~1 a? ~1 trabajar|turno|laborar, entre a trabajar,
            ^ check in, marque entrada, mi entrada,
            clock|clocking|clocked|punch|punching|punched|sign|signing|signed|check|checking|checked ~2 in ~1 for?,
            on the clock, on clock, start|starting|started|begin|beginning ~2 @shift, clock me in,
            reporting ~1 for ~1 duty|work, reporting in, shift ~1 started|starting, on duty, in for the day,
            ready for ~2 day|shift, at the ~1 shop|yard|depot|office ~2 start|starting|ready, start of ~1 @shift,
            good to start ~1 day,
            marcando|marco|marcar|marque|ficho|fichando|fichar|fiche|checando|checo|checar|registro|registrando|
            registrar|registra|ponme|punche ~2 entrada, entrada ~2 marcada|registrada, ^ entrada, ^ entro ~2 @turno,
            empiezo|empezando|empece|inicio|iniciando|inicie|comienzo|comenzando|comence|arranco|arrancando|
            entrando|entro ~2 @turno, entro a ~2 trabajar|laborar, entrando a trabajar, ficho $, fichando $,
            inicio de ~1 @turno, presente ~2 listo, ya en ~1 turno, listo para ~2 @turno
        """,
    ),
    (
        "check_out",
        0.96,
        """
            clocking off, clock off, clocked off, logging off|out, log off|out, logged off|out, badging out,
            badged out, thats it|all for ~1 me|today|day|now, it is for ~1 me|today,
            that is it|all for ~1 me|today|day|tonight, done working ~1 today, leaving ~2 for the day|night,
            signing off ~2 for today|now|day|tonight?, out for today, going home ~1 for|now,
            ya sali ~1 de ~1 turno|trabajar|jornada, salgo ~1 por hoy, mi salida,
            terminamos|termine|acabe ~1 mi|el|nuestro dia|turno|jornada, nos vemos manana,
            eso es todo ~1 por ~1 hoy, clock|clocking|clocked|punch|punching|punched|check|checking|checked ~2 out,
            signing off|out, sign off|out, signed out,
            done|finished|through|out ~1 for ~1 the|to ~1 day|night|today|evening, done for today,
            call|calling|called ~1 it ~1 a? ~1 day|night|quits, end|ending|ended ~2 @shift,
            @shift ~1 is? over|ended|done|finished, off the clock, knocking off, clock me out,
            going|heading|headed|leaving|go home ~1 for, off duty, off shift, quitting time,
            thats it for ~1 today|me|day, out for the day, packing it in, i am off ~1 now, gone for the day,
            see you|ya tomorrow, done with ~1 my|the @shift,
            marcando|marco|marcar|marque|ficho|fichando|fichar|fiche|checando|checo|checar|registro|registrando|
            registrar|registra|ponme ~2 salida, salida ~2 marcada|registrada, ^ salida,
            termine|terminamos|acabe|termino|terminando|terminado|listo ~2 por hoy,
            termine|termino|terminando|acabe|acabo|finalizo|finalice|cierro|fin|final|salgo|saliendo|sali ~2 @turno,
            fin de|del ~1 @turno, me voy ~2 casa, nos vamos ~2 casa, por hoy es todo, es todo por hoy, ya me voy $,
            salgo de trabajar, saliendo de trabajar, hasta manana, a casa ya
        """,
    ),
    ("check_out", 0.62, "heading|headed|going|driving home, me voy a ~1 casa"),
    (
        "break_start",
        0.95,
        """
            head|heading|headed|off|went ~1 to|for|on ~1 lunch|break|coffee|breakfast|eat,
            taking|take a? ~1 #|breather|ten|fifteen|five|thirty|short, stopping ~2 bite|eat|food|lunch, a bite,
            getting ~1 food|lunch|coffee|something, hora de ~1 comer|almorzar|la|mi|descanso|lonche,
            me_voy|nos_vamos|vamos a ~1 comer|almorzar|desayunar|descansar, a comer|almorzar|desayunar $,
            saliendo a comer|almorzar|descanso, tomo mi,
            take|taking|grab|grabbing|going|go|stepping|headed|heading|out|gone|start|starting|stop|stopping|
            stopped|having|stepped|breaking|begin|need ~3 on|for|to|my|a|our|the|some|quick? @lunch,
            taking|grabbing|eating ~1 @lunch, on ~1 my? @lunch, at @lunch, @lunch time, lunch $, break $, ^ lunch,
            ^ break, ^ coffee break, out ~1 to? @lunch, # @time|min|minute ~1 @lunch, break time, taking #,
            taking five|ten|fifteen, pausing for, lunchtime, gonna eat, going to eat, going to ~1 eat, be back in #,
            voy|vamos|salgo|salimos|saliendo|paro|me_voy|empiezo|inicio|tomo|tomando|tomare|hora|comenzando|
            empezando|iniciando ~3 @almuerzo, en ~1 mi? descanso|pausa|receso|break|almuerzo|lunch,
            en hora de ~2 @almuerzo, ^ @almuerzo $, tomando ~2 @almuerzo, me tomo ~3 @almuerzo, hacemos pausa,
            hago pausa, paro a ~1 @almuerzo, pausa para, descanso de #
        """,
    ),
    (
        "break_end",
        0.97,
        """
            back ~2 from ~1 my? coffee|lunch|break, regrese|volvi|regreso del ~1 @almuerzo,
            lunch|break over|done|finished|ended, back ~3 after lunch|break|coffee, back on the job, back to work,
            after lunch $, de vuelta|regreso ~5 comer|almorzar|descanso, despues de comer|almorzar,
            ya regrese|volvi|regresamos|volvimos, back ~2 from ~3 @lunch, back from, back on ~1 clock|duty|job|it,
            @lunch ~2 over|done|finished|ended, done|finished ~2 with? ~1 my|the|our? @lunch, back ~2 break|lunch,
            end|ending|ended ~3 @lunch, breaks over, back at it, resuming, i am back, we are back, ^ back $,
            ^ back ~1 now, returned from, off break, back to it, ^ back and,
            volvi|volvemos|regrese|regresamos|regreso|vuelvo|volviendo|regresando|volvimos|vuelta|de_vuelta|
            de_regreso ~3 @almuerzo,
            termine|termino|terminamos|acabe|acabo|fin|termina|terminado|finalizo ~3 @almuerzo, ya comi, ya almorce,
            ya volvi, ya regrese, ya regresamos, de vuelta ~2 al? trabajo, de vuelta $, de regreso, volvi del?,
            regrese del?, retomo, retomando, retomamos
        """,
    ),
)
